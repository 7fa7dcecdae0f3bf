//! Results from a template: drafted from the answers, looked at, issued with a number that has no gaps; and procedures without one.

use axum::body::Body;
use motcua_shared::api::{self, Nothing, Problem, ProblemCode, ResultDraft, ResultIssue};
use motcua_shared::dossier::Command;

use crate::app::{CLERK, OTHER_CITIZEN, SPECIALIST, TestApp};
use crate::client::{Answer, Client};
use crate::desk::{accept, act};

/// A dossier about an extract ([`OTHER_CITIZEN`] has one in the demo) that the specialist works on.
async fn at_specialist(test: &TestApp) -> String {
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let dossier = test.filed(&mut citizen, OTHER_CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &dossier, accept()).await;
    let forward = Command::Forward {
        officer: None,
        note: String::new(),
    };
    act(&mut clerk, &dossier, forward).await;
    dossier
}

async fn draft(officer: &mut Client, dossier: &str) -> Result<ResultDraft, Problem> {
    officer
        .call::<api::GetResultDraft>(&[dossier], &Nothing {})
        .await
}

async fn wanted(officer: &mut Client, dossier: &str) -> ResultIssue {
    let drafted = draft(officer, dossier).await.unwrap();
    let seen = officer
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap();
    ResultIssue {
        version: seen.version,
        lines: drafted.lines,
        closing: drafted.closing,
    }
}

async fn look(officer: &mut Client, dossier: &str, wanted: &ResultIssue) -> Answer {
    let path = api::RESULT_PREVIEW_PATH.replace("{id}", dossier);
    let body = format!("draft={}\r\n", serde_json::to_string(wanted).unwrap());
    let request = officer.request("POST", &path);
    officer.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn the_draft_is_filled_from_the_answers() {
    let test = TestApp::start().await;
    let dossier = at_specialist(&test).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let drafted = draft(&mut specialist, &dossier).await.unwrap();
    assert_eq!(drafted.number, "");
    let seen = specialist
        .call::<api::GetStaffDossier>(&[&dossier], &Nothing {})
        .await
        .unwrap();
    let named = seen.answers.get("subject_full_name").unwrap();
    let first = &drafted.lines[0];
    assert_eq!(serde_json::to_value(named).unwrap(), first.value.as_str());
    let mut empty = wanted(&mut specialist, &dossier).await;
    empty.lines.clear();
    let refused = specialist
        .call::<api::IssueResult>(&[&dossier], &empty)
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::BadRequest);
    let unread = look(&mut specialist, &dossier, &empty).await;
    assert_eq!(unread.problem().code, ProblemCode::BadRequest);
}

#[cfg(feature = "pdf")]
#[tokio::test]
async fn a_result_is_looked_at_issued_with_a_number_and_numbers_have_no_gaps() {
    use crate::poppler;

    let test = TestApp::start().await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let dossier = at_specialist(&test).await;
        let mut mended = wanted(&mut specialist, &dossier).await;
        mended.closing = "Sao từ Sổ đăng ký khai sinh năm 1992.".to_owned();
        let preview = look(&mut specialist, &dossier, &mended).await;
        assert_eq!(preview.status, 200);
        let text = poppler::text(&preview.body);
        assert!(text.contains("Bản xem trước"), "{text}");
        assert!(text.contains("Sổ đăng ký khai sinh năm 1992"), "{text}");

        let issued = specialist
            .call::<api::IssueResult>(&[&dossier], &mended)
            .await
            .unwrap();
        assert_eq!(issued.results.len(), 1);
        let known = draft(&mut specialist, &dossier).await.unwrap().number;
        let path = api::CONTENT_PATH.replace("{id}", &issued.results[0].id);
        let file = specialist.get(&path).await;
        let text = poppler::text(&file.body);
        assert!(
            text.contains(&known) && !text.contains("Bản xem trước"),
            "{text}"
        );
        // Issued again before anybody has corrected it: the same number.
        let again = wanted(&mut specialist, &dossier).await;
        let twice = specialist
            .call::<api::IssueResult>(&[&dossier], &again)
            .await
            .unwrap();
        assert_eq!(twice.results.len(), 2, "both are kept");
        assert_eq!(
            draft(&mut specialist, &dossier).await.unwrap().number,
            known
        );
        let stale = specialist
            .call::<api::IssueResult>(&[&dossier], &again)
            .await
            .unwrap_err();
        assert_eq!(stale.code, ProblemCode::Conflict);
        numbers.push(known);
    }
    assert_eq!(numbers, ["1/2026/TLHT-BS", "2/2026/TLHT-BS"]);
}
