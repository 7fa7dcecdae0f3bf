//! Decided at the counter while the person stands there: a supplement is asked for, or the dossier is refused. It has a code and a
//! slip like any other.

use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{self, Nothing, ProblemCode, Reception, SlipView, StaffDossier};
use motcua_shared::dossier::{Action, Command, PaperCount, SlipKind, Status};

use crate::app::{CITIZEN, CLERK, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act, add_result, ask_for, try_act};
use crate::reception::{begin, begin_as, direct, fill, fill_as, receive};

/// Somebody who has filed for a copy of an extract, whose result is given at once.
const AT_ONCE: &str = "mau.nguyen";

fn with(version: i64, decision: Command) -> Reception {
    Reception {
        decision: Some(decision),
        ..direct(version)
    }
}

fn refuse(reason: &str) -> Command {
    Command::Refuse {
        reason: reason.to_owned(),
    }
}

async fn seen(clerk: &mut Client, dossier: &str) -> StaffDossier {
    clerk
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap()
}

async fn slips(clerk: &mut Client, dossier: &str) -> Vec<SlipKind> {
    let slips: Vec<SlipView> = clerk
        .call::<api::ListSlips>(&[dossier], &Nothing {})
        .await
        .unwrap();
    slips.into_iter().map(|slip| slip.kind).collect()
}

fn actions(dossier: &StaffDossier) -> Vec<Action> {
    dossier.timeline.iter().map(|event| event.action).collect()
}

/// A field of the form that a supplement may be asked for.
async fn some_field(clerk: &mut Client, draft: &str) -> String {
    let view = clerk
        .call::<api::GetDraft>(&[draft], &Nothing {})
        .await
        .unwrap();
    view.answers.keys().next().unwrap().clone()
}

#[tokio::test]
async fn a_supplement_is_asked_for_at_once_and_the_dossier_goes_on_when_it_is_brought() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let draft = begin(&mut clerk, &test, &account_id(CITIZEN)).await;
    let version = fill(&mut clerk, &draft.id).await;
    let field = some_field(&mut clerk, &draft.id).await;
    let wanted = with(version, ask_for(&field));
    let receipt = receive(&mut clerk, &draft.id, &wanted, "ask")
        .await
        .unwrap();
    let again = receive(&mut clerk, &draft.id, &wanted, "ask").await;
    assert_eq!(again.unwrap(), receipt, "once");

    let asked = seen(&mut clerk, &receipt.dossier).await;
    assert_eq!(asked.row.status, Status::SupplementRequired);
    assert_eq!(actions(&asked), [Action::Submit, Action::RequestSupplement]);
    assert_eq!(
        asked.legal_due_at, None,
        "nothing is promised before it is accepted"
    );
    assert_eq!(
        slips(&mut clerk, &receipt.dossier).await,
        [SlipKind::Supplement]
    );
    let mut citizen = test.sign_in(CITIZEN).await;
    let own = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(own.supplement.unwrap().items[0].field, field);

    let take = Command::TakeSupplement {
        papers: "Bản chụp đủ hai mặt".to_owned(),
    };
    let back = act(&mut clerk, &receipt.dossier, take).await;
    assert_eq!(back.row.status, Status::Submitted);
    let accepted = act(&mut clerk, &receipt.dossier, accept()).await;
    assert!(accepted.legal_due_at.is_some());
    assert!(
        timeline::is_whole(test.app.db.read(), &receipt.dossier)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn what_cannot_be_handled_is_refused_with_a_reason_even_when_nothing_is_complete() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let draft = begin(&mut clerk, &test, &account_id(CITIZEN)).await;
    let on_paper = |decision| Reception {
        paper_only: true,
        agency: crate::app::AGENCY.to_owned(),
        ..with(draft.version, decision)
    };
    let silent = receive(&mut clerk, &draft.id, &on_paper(refuse(" ")), "silent").await;
    assert_eq!(silent.unwrap_err().code, ProblemCode::ActionRefused);
    let reason = refuse("Không thuộc thẩm quyền của phường");
    let receipt = receive(&mut clerk, &draft.id, &on_paper(reason), "refuse")
        .await
        .unwrap();
    let refused = seen(&mut clerk, &receipt.dossier).await;
    assert_eq!(refused.row.status, Status::Refused);
    assert_eq!(actions(&refused), [Action::Submit, Action::Refuse]);
    assert_eq!(
        slips(&mut clerk, &receipt.dossier).await,
        [SlipKind::Refusal]
    );
    assert!(
        timeline::is_whole(test.app.db.read(), &receipt.dossier)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn other_decisions_are_not_taken_at_the_counter() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let draft = begin(&mut clerk, &test, &account_id(CITIZEN)).await;
    let version = fill(&mut clerk, &draft.id).await;
    let at_once = Command::ResolveAtOnce {
        message: String::new(),
    };
    for (decision, code) in [
        (accept(), ProblemCode::BadRequest),
        (at_once, ProblemCode::ActionRefused),
        (ask_for("no_such_field"), ProblemCode::Invalid),
    ] {
        let wanted = with(version, decision.clone());
        let problem = receive(&mut clerk, &draft.id, &wanted, "no").await;
        assert_eq!(problem.unwrap_err().code, code, "{decision:?}");
    }
    let still = clerk
        .call::<api::GetCounterDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(still.version, version, "it still lies on the counter");
}

#[tokio::test]
async fn what_the_law_gives_at_once_is_given_at_the_counter_and_to_who_filed_online() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let at_once = || Command::ResolveAtOnce {
        message: String::new(),
    };
    let draft = begin_as(&mut clerk, &test, &account_id(AT_ONCE), AT_ONCE).await;
    assert!(draft.immediate);
    let version = fill_as(&mut clerk, &draft.id, AT_ONCE).await;
    let papers = draft.components.iter().map(|component| PaperCount {
        component: component.key().to_owned(),
        originals: 1,
        ..PaperCount::default()
    });
    let brought = Reception {
        papers: papers.collect(),
        ..with(version, at_once())
    };
    let receipt = receive(&mut clerk, &draft.id, &brought, "once")
        .await
        .unwrap();
    let settled = seen(&mut clerk, &receipt.dossier).await;
    assert_eq!(settled.row.status, Status::Resolved);
    assert!(settled.actions.contains(&Action::AddResult));
    assert_eq!(slips(&mut clerk, &receipt.dossier).await, []);
    let hand_over = || Command::HandOver {
        message: String::new(),
    };
    let early = try_act(&mut clerk, &receipt.dossier, hand_over()).await;
    assert_eq!(early.unwrap_err().code, ProblemCode::ActionRefused);
    add_result(&mut clerk, &receipt.dossier, settled.version).await;
    let returned = act(&mut clerk, &receipt.dossier, hand_over()).await;
    assert_eq!(returned.row.status, Status::Returned);

    // Filed online: accepted first, then settled; the promised date stays.
    let mut citizen = test.sign_in(AT_ONCE).await;
    let filed = test.filed(&mut citizen, AT_ONCE).await.dossier;
    let accepted = act(&mut clerk, &filed, accept()).await;
    assert!(accepted.actions.contains(&Action::ResolveAtOnce));
    test.advance(60);
    let settled = act(&mut clerk, &filed, at_once()).await;
    assert_eq!(settled.row.status, Status::Resolved);
    assert_eq!(settled.promised_at, accepted.promised_at);
    assert_eq!(settled.accepted_at, accepted.accepted_at);
}
