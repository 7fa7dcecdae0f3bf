//! Withdrawing a dossier, with and without a supplement on its way.

use motcua_shared::api::{self, ActionRequest, Nothing, ProblemCode, QueueQuery, QueueView};
use motcua_shared::dossier::{Action, Command, Status, SupplementItem};

use crate::app::{CLERK, SPECIALIST, TestApp, submission};
use crate::desk::{accept, act, forward, try_act};

#[tokio::test]
async fn a_withdrawal_goes_both_ways() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(crate::app::CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let receipt = test.filed(&mut citizen, crate::app::CITIZEN).await;
    let id = receipt.dossier.as_str();
    let ask = ActionRequest {
        version: 1,
        command: Command::RequestWithdrawal {
            reason: "Không cần nữa.".into(),
        },
    };
    let page = citizen
        .call::<api::ActOnDossier>(&[id], &ask)
        .await
        .unwrap();
    assert_eq!(
        (page.summary.status, page.version),
        (Status::WithdrawalRequested, 2)
    );
    let back = ActionRequest {
        version: 2,
        command: Command::RevokeWithdrawal {},
    };
    let page = citizen
        .call::<api::ActOnDossier>(&[id], &back)
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::Submitted);
    let ask = ActionRequest {
        version: 3,
        command: Command::RequestWithdrawal {
            reason: "Không cần nữa.".into(),
        },
    };
    citizen
        .call::<api::ActOnDossier>(&[id], &ask)
        .await
        .unwrap();
    let ended = act(
        &mut clerk,
        id,
        Command::ConfirmWithdrawal {
            message: String::new(),
        },
    )
    .await;
    assert_eq!(ended.row.status, Status::Stopped);
    assert!(ended.actions.is_empty());
    let done = QueueQuery {
        view: QueueView::Done,
        ..QueueQuery::default()
    };
    assert_eq!(
        clerk
            .call::<api::ListQueue>(&[], &done)
            .await
            .unwrap()
            .page
            .total,
        1
    );
}

#[tokio::test]
async fn a_supplement_pauses_while_a_withdrawal_is_open() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(crate::app::CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let receipt = test.filed(&mut citizen, crate::app::CITIZEN).await;
    let id = receipt.dossier.as_str();
    let items = vec![SupplementItem {
        field: "period_from".into(),
        reason: "Ghi lại ngày bắt đầu.".into(),
    }];
    act(
        &mut clerk,
        id,
        Command::RequestSupplement {
            items,
            message: String::new(),
            basis: String::new(),
        },
    )
    .await;
    let draft = citizen
        .call::<api::StartSupplement>(&[id], &Nothing {})
        .await
        .unwrap();
    let withdraw = ActionRequest {
        version: 2,
        command: Command::RequestWithdrawal {
            reason: "Đổi ý.".into(),
        },
    };
    citizen
        .call::<api::ActOnDossier>(&[id], &withdraw)
        .await
        .unwrap();
    let drafts = citizen
        .call::<api::ListDrafts>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(drafts.is_empty());
    let closed = citizen
        .call::<api::GetDraft>(&[&draft.id], &Nothing {})
        .await;
    assert_eq!(
        closed.unwrap_err().code,
        api::ProblemCode::ActionRefused,
        "nothing waits for it"
    );
    let filed = citizen
        .submit(&draft.id, &submission(draft.version), "paused-key")
        .await;
    assert_eq!(filed.unwrap_err().code, api::ProblemCode::ActionRefused);
    let back = ActionRequest {
        version: 3,
        command: Command::RevokeWithdrawal {},
    };
    let page = citizen
        .call::<api::ActOnDossier>(&[id], &back)
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::SupplementRequired);
    let again = citizen
        .call::<api::GetDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(again.supplement.unwrap().items.len(), 1);
}

#[tokio::test]
async fn who_asks_at_the_counter_is_taken_down_by_the_one_stop() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(crate::app::CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let receipt = test.filed(&mut citizen, crate::app::CITIZEN).await;
    let id = receipt.dossier.as_str();
    let take = |reason: &str| Command::TakeWithdrawal {
        reason: reason.into(),
    };
    let silent = try_act(&mut clerk, id, take(" ")).await;
    assert_eq!(silent.unwrap_err().code, ProblemCode::ActionRefused);
    act(&mut clerk, id, accept()).await;
    act(&mut clerk, id, forward()).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let refused = try_act(&mut specialist, id, take("Không cần nữa.")).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::ActionRefused);

    let asked = act(&mut clerk, id, take("Gia đình đổi ý.")).await;
    assert_eq!(asked.row.status, Status::WithdrawalRequested);
    let own = citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    let last = own.timeline.last().unwrap();
    assert_eq!(last.action, Action::TakeWithdrawal);
    assert_eq!(last.words, "Gia đình đổi ý.");
    let told = citizen
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(told.notices[0].text.vi.contains("rút"), "{told:?}");
    // It is the applicant's request: they can take it back.
    let back = ActionRequest {
        version: own.version,
        command: Command::RevokeWithdrawal {},
    };
    let page = citizen
        .call::<api::ActOnDossier>(&[id], &back)
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::Processing);
}
