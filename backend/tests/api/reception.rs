//! Receiving at the counter and by post: with the form or on paper only, for the own agency or another one, and who claims the
//! account later.

use motcua_backend::service::account::{NewUser, add_user};
use motcua_backend::service::dossier::timeline;
use motcua_shared::access::Role;
use motcua_shared::api::{
    self, CounterDraft, DraftChange, NewCounterDraft, Nothing, Problem, ProblemCode,
    ReadingPurpose, Receipt, Reception, scan_field,
};
use motcua_shared::dossier::{Action, Command, Intake, PaperCount, PostalItem, Status};
use motcua_shared::form::Answers;
use motcua_shared::time::date;
use serde_json::{Value, json};

use crate::app::{AGENCY, CITIZEN, CLERK, OTHER_CLERK, TestApp, account_id};
use crate::client::{Client, sample_pdf};
use crate::counter::newcomer;
use crate::desk::{act, try_act};

/// The procedure that the demo has a dossier of [`CITIZEN`] for.
fn example(username: &str) -> Value {
    let dossiers: Vec<Value> =
        serde_json::from_str(include_str!("../../demo/dossiers.json")).unwrap();
    dossiers
        .into_iter()
        .find(|dossier| dossier["applicant"] == username)
        .unwrap()
}

fn slug(test: &TestApp, username: &str) -> String {
    let code = example(username)["procedure"].as_str().unwrap().to_owned();
    test.app
        .reference
        .catalogue
        .by_code(&code)
        .unwrap()
        .slug
        .clone()
}

pub async fn begin(clerk: &mut Client, test: &TestApp, person: &str) -> CounterDraft {
    begin_as(clerk, test, person, CITIZEN).await
}

/// The procedure that the demo has a dossier of `like` for.
pub async fn begin_as(
    clerk: &mut Client,
    test: &TestApp,
    person: &str,
    like: &str,
) -> CounterDraft {
    let new = NewCounterDraft {
        person: person.to_owned(),
        procedure: slug(test, like),
    };
    clerk
        .call::<api::CreateCounterDraft>(&[], &new)
        .await
        .unwrap()
}

/// Fills the form with the answers of the demo, as the form pages do.
pub async fn fill(clerk: &mut Client, draft: &str) -> i64 {
    fill_as(clerk, draft, CITIZEN).await
}

/// With the answers of `like`.
pub async fn fill_as(clerk: &mut Client, draft: &str, like: &str) -> i64 {
    let view = clerk
        .call::<api::GetDraft>(&[draft], &Nothing {})
        .await
        .unwrap();
    let example = example(like);
    let mut answers: Answers = serde_json::from_value(example["answers"].clone()).unwrap();
    for field in example["files"].as_array().into_iter().flatten() {
        let field = field.as_str().unwrap();
        let file = clerk
            .upload(draft, field, "giay-to.pdf", &sample_pdf(field))
            .await
            .unwrap();
        let ids = serde_json::from_value(json!([file.id])).unwrap();
        answers.insert(field.to_owned(), ids);
    }
    let change = DraftChange {
        version: view.version,
        answers,
        reused: view.reused,
    };
    let saved = clerk
        .call::<api::SaveDraft>(&[draft], &change)
        .await
        .unwrap();
    saved.version
}

pub fn direct(version: i64) -> Reception {
    Reception {
        version,
        intake: Intake::Direct,
        letter: None,
        paper_only: false,
        papers: Vec::new(),
        agency: String::new(),
        decision: None,
    }
}

pub async fn receive(
    clerk: &mut Client,
    draft: &str,
    reception: &Reception,
    key: &str,
) -> Result<Receipt, Problem> {
    clerk
        .call_with::<api::ReceiveDossier>(&[draft], reception, &[("idempotency-key", key)])
        .await
}

/// Everything counted once.
fn counted(draft: &CounterDraft) -> Vec<PaperCount> {
    draft
        .components
        .iter()
        .map(|component| PaperCount {
            component: component.key().to_owned(),
            originals: 1,
            ..PaperCount::default()
        })
        .collect()
}

async fn scan_form(clerk: &mut Client, draft: &CounterDraft) {
    let form = draft
        .components
        .iter()
        .find(|component| component.field.is_empty())
        .unwrap();
    clerk
        .upload(
            &draft.id,
            &scan_field(form.key()),
            "to-khai.pdf",
            &sample_pdf("to khai giay"),
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn a_form_filled_at_the_counter_becomes_an_accepted_dossier_at_once() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let draft = begin(&mut clerk, &test, &account_id(CITIZEN)).await;
    let view = clerk
        .call::<api::GetDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert!(!view.reused.is_empty(), "filled with what is known");
    let known = test
        .sign_in(CITIZEN)
        .await
        .call::<api::CreateDraft>(
            &[],
            &api::NewDraft {
                procedure: slug(&test, CITIZEN),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        view.reused.len(),
        known.reused.len(),
        "as much as the applicant gets"
    );
    assert!(
        view.facts.len() < known.facts.len(),
        "and nothing that the form does not ask"
    );
    let early = receive(&mut clerk, &draft.id, &direct(draft.version), "early").await;
    assert_eq!(early.unwrap_err().code, ProblemCode::Invalid);
    let version = fill(&mut clerk, &draft.id).await;
    let seen = clerk
        .call::<api::GetCounterDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert!(seen.form_ready);
    assert_eq!((seen.version, seen.here.as_str()), (version, AGENCY));
    // It lies on this counter: nobody else has it, not even the applicant before it is received.
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    for client in [&mut citizen, &mut foreign] {
        let refused = client
            .call::<api::GetDraft>(&[&draft.id], &Nothing {})
            .await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound);
    }
    let drafts = citizen
        .call::<api::ListDrafts>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(drafts.iter().all(|one| one.id != draft.id));
    let stale = receive(&mut clerk, &draft.id, &direct(version - 1), "stale").await;
    assert_eq!(stale.unwrap_err().code, ProblemCode::Conflict);

    let receipt = receive(&mut clerk, &draft.id, &direct(version), "one")
        .await
        .unwrap();
    assert!(receipt.code.starts_with(AGENCY));
    for key in ["one", "another"] {
        let again = receive(&mut clerk, &draft.id, &direct(version), key).await;
        assert_eq!(again.unwrap(), receipt, "once, whatever the key");
    }
    let page = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::Accepted);
    assert_eq!(page.summary.due_at, receipt.due_at);
    assert!(page.promised_at.is_some() && page.promised_at == receipt.due_at);
    assert_eq!(page.came_in.intake, Intake::Direct);
    assert!(page.came_in.assisted && page.came_in.assisted_by.is_empty());
    assert_eq!(page.timeline.len(), 1);
    assert_eq!(page.timeline[0].action, Action::Receive);
    let notices = citizen
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(notices.notices[0].text.vi.contains("đã được tiếp nhận"));
    let staff = clerk
        .call::<api::GetStaffDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert!(staff.actions.contains(&Action::Forward));
    assert!(!staff.came_in.assisted_by.is_empty());
    assert!(
        timeline::is_whole(test.app.db.read(), &receipt.dossier)
            .await
            .unwrap()
    );
    let purposes: Vec<ReadingPurpose> = citizen
        .call::<api::ListPersonReadings>(&[], &Nothing {})
        .await
        .unwrap()
        .into_iter()
        .map(|reading| reading.purpose)
        .collect();
    assert_eq!(purposes, [ReadingPurpose::Receive, ReadingPurpose::Fill]);
    let open = clerk
        .call::<api::ListCounterDrafts>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(open.is_empty());
}

#[tokio::test]
async fn paper_alone_needs_its_scan_and_every_paper_looked_at() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let person = clerk
        .call::<api::AddPerson>(&[], &newcomer())
        .await
        .unwrap();
    let draft = begin(&mut clerk, &test, &person.id).await;
    let mut paper = Reception {
        paper_only: true,
        papers: counted(&draft),
        ..direct(draft.version)
    };
    let unscanned = receive(&mut clerk, &draft.id, &paper, "a")
        .await
        .unwrap_err();
    assert!(
        unscanned.detail.contains("bản quét"),
        "{}",
        unscanned.detail
    );
    let strange = clerk
        .upload(&draft.id, "@nothing", "a.pdf", &sample_pdf("a"))
        .await;
    assert_eq!(strange.unwrap_err().code, ProblemCode::Invalid);
    scan_form(&mut clerk, &draft).await;
    let last = paper.papers.pop().unwrap();
    let open = receive(&mut clerk, &draft.id, &paper, "a")
        .await
        .unwrap_err();
    assert!(open.detail.contains("chưa được kiểm"), "{}", open.detail);
    for (wrong, code) in [
        (
            PaperCount {
                component: "nothing".into(),
                ..last.clone()
            },
            ProblemCode::BadRequest,
        ),
        (paper.papers[0].clone(), ProblemCode::BadRequest),
        (
            PaperCount {
                originals: 501,
                ..last.clone()
            },
            ProblemCode::Invalid,
        ),
    ] {
        let mut papers = paper.papers.clone();
        papers.push(wrong);
        let reception = Reception {
            papers,
            ..paper.clone()
        };
        let refused = receive(&mut clerk, &draft.id, &reception, "a").await;
        assert_eq!(refused.unwrap_err().code, code);
    }
    paper.papers.push(PaperCount {
        originals: 0,
        not_needed: true,
        ..last
    });
    let receipt = receive(&mut clerk, &draft.id, &paper, "a").await.unwrap();
    assert_eq!(
        receipt.files.len(),
        1,
        "the scan is confirmed with its hash"
    );
    let staff = clerk
        .call::<api::GetStaffDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert!(staff.answers.is_empty() && staff.came_in.paper_only);
    assert_eq!(staff.came_in.papers, paper.papers);
    assert_eq!(staff.files.len(), 1);
    let content = api::CONTENT_PATH.replace("{id}", &staff.files[0].id);
    assert_eq!(clerk.get(&content).await.status, 200);

    // Who gets an account under the same number has the dossier.
    let user = NewUser {
        username: "mau.le".into(),
        password: "mat-khau-cua-mau".into(),
        name: "Lê Thị Mẫu".into(),
        role: Role::Citizen,
        agency: None,
        unit: None,
        citizen_id: Some("001190999988".into()),
    };
    assert_eq!(add_user(&test.app, user.clone()).await.unwrap(), person.id);
    let mut owner = test.anonymous();
    owner.sign_in("mau.le", "mat-khau-cua-mau").await.unwrap();
    let own = owner
        .call::<api::ListDossiers>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].code, receipt.code);
    let twice = NewUser {
        username: "mau.le2".into(),
        ..user
    };
    assert!(add_user(&test.app, twice).await.is_err(), "claimed once");
}

#[tokio::test]
async fn a_letter_names_its_waybill_and_its_day() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let draft = begin(&mut clerk, &test, &account_id(CITIZEN)).await;
    let version = fill(&mut clerk, &draft.id).await;
    let letter = |number: &str, day: u8| PostalItem {
        number: number.into(),
        handed_in: date(2026, 11, day).unwrap(),
    };
    for (intake, letter, code) in [
        (Intake::Post, None, ProblemCode::ActionRefused),
        (
            Intake::Post,
            Some(letter(" ", 18)),
            ProblemCode::ActionRefused,
        ),
        (
            Intake::Post,
            Some(letter("EI1VN", 21)),
            ProblemCode::Invalid,
        ),
        (
            Intake::Direct,
            Some(letter("EI1VN", 18)),
            ProblemCode::ActionRefused,
        ),
        (Intake::Online, None, ProblemCode::ActionRefused),
    ] {
        let reception = Reception {
            intake,
            letter,
            ..direct(version)
        };
        let refused = receive(&mut clerk, &draft.id, &reception, "k").await;
        assert_eq!(refused.unwrap_err().code, code, "{intake:?}");
    }
    let reception = Reception {
        intake: Intake::Post,
        letter: Some(letter(" EI123456789VN ", 18)),
        ..direct(version)
    };
    let receipt = receive(&mut clerk, &draft.id, &reception, "k")
        .await
        .unwrap();
    let mut citizen = test.sign_in(CITIZEN).await;
    let page = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.came_in.intake, Intake::Post);
    assert_eq!(page.came_in.letter, Some(letter("EI123456789VN", 18)));
}

#[tokio::test]
async fn what_is_received_for_another_agency_is_forwarded_there() {
    let test = TestApp::start().await;
    let mut here = test.sign_in(OTHER_CLERK).await;
    let mut there = test.sign_in(CLERK).await;
    let draft = begin(&mut here, &test, &account_id(CITIZEN)).await;
    let version = fill(&mut here, &draft.id).await;
    let elsewhere = Reception {
        agency: AGENCY.into(),
        ..direct(version)
    };
    let unknown = Reception {
        agency: "000.00.00.X99".into(),
        ..direct(version)
    };
    let refused = receive(&mut here, &draft.id, &unknown, "k").await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::Invalid);
    let receipt = receive(&mut here, &draft.id, &elsewhere, "k")
        .await
        .unwrap();
    let id = receipt.dossier.as_str();
    assert!(
        !receipt.code.starts_with(AGENCY),
        "the code counts where it was received"
    );
    let none = there.call::<api::GetStaffDossier>(&[id], &Nothing {}).await;
    assert_eq!(none.unwrap_err().code, ProblemCode::NotFound);
    let seen = here
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert!(seen.next_elsewhere);
    // Received at nine: passed on the same day.
    let duty = seen.row.due_at.unwrap().local().date;
    assert_eq!(Some(duty), date(2026, 11, 20));
    let named = Command::Forward {
        officer: Some(account_id(OTHER_CLERK)),
        note: String::new(),
    };
    let refused = try_act(&mut here, id, named).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionRefused);
    let forward = Command::Forward {
        officer: None,
        note: String::new(),
    };
    let sent = act(&mut here, id, forward).await;
    assert!(sent.actions.is_empty());
    let gone = here.call::<api::GetStaffDossier>(&[id], &Nothing {}).await;
    assert_eq!(gone.unwrap_err().code, ProblemCode::NotFound);
    let arrived = there
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(arrived.row.status, Status::Processing);
    assert_eq!(arrived.legal_due_at, seen.legal_due_at, "the promise stays");
    assert!(!arrived.next_elsewhere);
    let mut citizen = test.sign_in(CITIZEN).await;
    let page = citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.summary.code, receipt.code);
    assert!(page.came_in.received_at.unwrap().vi.contains("Ba Đình"));
    assert!(page.came_in.competent.unwrap().vi.contains("Cầu Giấy"));
    assert!(page.agency.vi.contains("Cầu Giấy"));
    assert!(timeline::is_whole(test.app.db.read(), id).await.unwrap());
}

#[tokio::test]
async fn only_what_the_counter_receives_can_be_begun() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let procedures = clerk
        .call::<api::ListCounterProcedures>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(
        procedures
            .iter()
            .any(|one| one.slug == slug(&test, CITIZEN))
    );
    let offline = test
        .app
        .reference
        .catalogue
        .all()
        .find(|one| procedures.iter().all(|known| known.slug != one.slug))
        .unwrap();
    for (person, procedure) in [
        (account_id(CITIZEN), "no-such-procedure".to_owned()),
        (account_id(CITIZEN), offline.slug.clone()),
        ("nobody".to_owned(), slug(&test, CITIZEN)),
        (account_id(CLERK), slug(&test, CITIZEN)),
    ] {
        let new = NewCounterDraft { person, procedure };
        let refused = clerk.call::<api::CreateCounterDraft>(&[], &new).await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound, "{new:?}");
    }
}
