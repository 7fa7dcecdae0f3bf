//! Hidden means absent: what a form does not show is not filed.

use motcua_shared::api::{self, DraftChange, Nothing};
use motcua_shared::form::Answers;

use crate::app::{TestApp, submission};

#[tokio::test]
async fn what_is_hidden_is_not_stored() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(crate::app::CITIZEN).await;
    let (draft, version) = test.filled_draft(&mut citizen, crate::app::CITIZEN).await;
    let view = citizen
        .call::<api::GetDraft>(&[&draft], &Nothing {})
        .await
        .unwrap();
    let mut answers: Answers = view.answers;
    // Typed while it was visible, hidden now.
    answers.insert("purpose_detail".into(), "Việc riêng".into());
    let saved = citizen
        .call::<api::SaveDraft>(
            &[&draft],
            &DraftChange {
                version,
                answers,
                reused: view.reused,
            },
        )
        .await
        .unwrap();
    let receipt = citizen
        .submit(&draft, &submission(saved.version), "journey-hidden")
        .await
        .unwrap();
    let page = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert!(
        page.answers.contains_key("purpose_partner")
            && !page.answers.contains_key("purpose_detail")
    );
}
