//! Public look-up: status and completion by code, nothing personal; what is not there answers alike; so often a minute.

use motcua_shared::api::{self, LookUpView, Nothing, ProblemCode, look_up_page};
use motcua_shared::dossier::Status;

use crate::app::{CITIZEN, CLERK, TestApp};
use crate::desk::{accept, act, forward};

#[tokio::test]
async fn the_code_tells_how_far_it_is_and_nothing_else() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut anybody = test.anonymous();
    let mut seen = Vec::new();
    for command in [None, Some(accept()), Some(forward())] {
        if let Some(command) = command {
            act(&mut clerk, &filed.dossier, command).await;
        }
        let view = anybody
            .call::<api::LookUpDossier>(&[&filed.code], &Nothing {})
            .await
            .unwrap();
        assert_eq!(view.code, filed.code);
        seen.push((view.status, view.completion.done, view.completion.total));
    }
    assert_eq!(
        seen,
        [
            (Status::Submitted, 1, 5),
            (Status::Accepted, 1, 5),
            (Status::Processing, 2, 5)
        ]
    );
    let answer = anybody.get(&format!("/api/lookup/{}", filed.code)).await;
    let members: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&answer.body).unwrap();
    let mut names: Vec<&String> = members.keys().collect();
    names.sort();
    assert_eq!(names, ["code", "completion", "status"]);

    // The page for people: readable without scripts, not for search engines, and as silent about people.
    let page = anybody.get(&look_up_page(&filed.code)).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Đang xử lý") && page.text().contains("2 trên 5"));
    assert!(page.text().contains("noindex"));
    let person = citizen
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap()
        .account
        .unwrap();
    let dossier = citizen
        .call::<api::GetDossier>(&[&filed.dossier], &Nothing {})
        .await
        .unwrap();
    for secret in [
        &person.name,
        &dossier.summary.procedure_name.vi,
        &dossier.unit.vi,
        &dossier.agency.vi,
        &filed.dossier,
    ] {
        assert!(
            !page.text().contains(secret.as_str()) && !answer.text().contains(secret.as_str()),
            "{secret}"
        );
    }
}

/// Questions about dossiers since somebody last looked; the live bus asks its own.
fn asked_of_dossiers(test: &TestApp) -> usize {
    let asked = test.statements.lock().unwrap();
    asked
        .iter()
        .filter(|sql| sql.contains("FROM \"dossier\""))
        .count()
}

#[tokio::test]
async fn unknown_foreign_and_malformed_codes_answer_alike_at_the_same_cost() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut answers = Vec::new();
    for code in [
        "000.00.91.H26-261120-9999",
        "G09.20-20260609-0092637",
        "H26-1",
        "khong-phai-ma",
    ] {
        let mut anybody = test.anonymous();
        test.statements.lock().unwrap().clear();
        let answer = anybody.get(&format!("/api/lookup/{code}")).await;
        let asked = asked_of_dossiers(&test);
        let mut problem = answer.problem();
        problem.request_id.clear();
        answers.push((answer.status, problem, asked));
    }
    assert_eq!(answers[0].1.code, ProblemCode::NotFound);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    // The same question for one that is there.
    test.statements.lock().unwrap().clear();
    let found = test
        .anonymous()
        .call::<api::LookUpDossier>(&[&filed.code.to_lowercase()], &Nothing {})
        .await;
    assert_eq!(found.map(|view: LookUpView| view.code), Ok(filed.code));
    assert_eq!((asked_of_dossiers(&test), answers[0].2), (1, 1));
    for (asked, words) in [
        ("000.00.91.H26-261120-9999", "Chưa tìm thấy hồ sơ"),
        ("abc%3Cscript%3E", "chưa giống mã hồ sơ"),
    ] {
        let page = test.anonymous().get(&look_up_page(asked)).await;
        assert!(page.text().contains(words), "{asked}");
        assert!(!page.text().contains("abc<script>"));
    }
}

#[tokio::test]
async fn one_address_asks_so_often_a_minute_whether_it_finds_something_or_not() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut curious = test.anonymous();
    let path = format!("/api/lookup/{}", filed.code);
    for _ in 0..30 {
        assert_eq!(curious.get(&path).await.status, 200);
    }
    let refused = curious.get(&path).await;
    assert_eq!(refused.problem().code, ProblemCode::RateLimited);
    assert_eq!(refused.header("retry-after"), "60");
    let page = curious.get(&look_up_page(&filed.code)).await;
    assert!(page.text().contains("Chưa tra cứu được lúc này"));
    assert!(!page.text().contains("trên 5 bước"));
    assert_eq!(test.anonymous().get(&path).await.status, 200);
    test.advance(60);
    assert_eq!(curious.get(&path).await.status, 200);
}
