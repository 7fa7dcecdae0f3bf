//! Bad input of every kind gets a clear problem, changes nothing and shows nothing.

use axum::body::Body;
use axum::http::{StatusCode, header};
use motcua_backend::web::extract::JSON_LIMIT;
use motcua_shared::api::{self, ActionRequest, DraftChange, DraftView, Nothing, ProblemCode};
use motcua_shared::dossier::Command;
use serde_json::{Value, json};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, SPECIALIST, TestApp, submission};
use crate::client::{Answer, Client};

/// A draft as it is stored.
pub async fn draft_of(client: &mut Client, id: &str) -> DraftView {
    client
        .call::<api::GetDraft>(&[id], &Nothing {})
        .await
        .unwrap()
}

/// A problem of this kind that shows nothing of the inside.
pub fn assert_refused(answer: &Answer, code: ProblemCode, what: &str) {
    assert_eq!(answer.problem().code, code, "{what}: {}", answer.text());
    for inside in [
        "serde", "expected", "sqlx", "panicked", "src/", "column", "SELECT", "argon2",
    ] {
        assert!(
            !answer.text().contains(inside),
            "{what} shows {inside}: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn bodies_that_are_not_what_was_asked_for() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (id, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let before = draft_of(&mut citizen, &id).await;
    let path = format!("/api/drafts/{id}");
    let good = json!({ "version": version, "answers": {}, "reused": {} });
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for (what, body) in [
        ("an unknown member", with("is_admin", json!(true))),
        ("a text for a number", with("version", json!("1"))),
        ("a number too large", with("version", json!(1e30))),
        ("a fraction", with("version", json!(1.5))),
        ("a list for an object", with("answers", json!([]))),
        ("nothing for an object", with("reused", Value::Null)),
        ("a list", json!([])),
        ("nothing", Value::Null),
        (
            "an answer of no kind",
            with("answers", json!({ "a": { "b": { "c": 1 } } })),
        ),
    ] {
        assert_refused(
            &citizen.send_json("PUT", &path, &body).await,
            ProblemCode::BadRequest,
            what,
        );
    }
    let deep = format!(
        "{{\"version\":{version},\"reused\":{{}},\"answers\":{}1{}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    for (what, media, body) in [
        (
            "half a JSON text",
            "application/json",
            "{\"version\":".to_owned(),
        ),
        ("no JSON", "application/json", "version=1".to_owned()),
        ("an empty body", "application/json", String::new()),
        ("deep nesting", "application/json", deep),
        (
            "bytes that are no text",
            "application/json",
            "\u{0}\u{1}".to_owned(),
        ),
        (
            "a form",
            "application/x-www-form-urlencoded",
            good.to_string(),
        ),
        ("plain text", "text/plain", good.to_string()),
        ("no type", "", good.to_string()),
    ] {
        let mut request = citizen.request("PUT", &path);
        if !media.is_empty() {
            request = request.header(header::CONTENT_TYPE, media);
        }
        let answer = citizen.send(request.body(Body::from(body)).unwrap()).await;
        assert_refused(&answer, ProblemCode::BadRequest, what);
    }
    let huge =
        json!({ "version": version, "answers": { "x": "x".repeat(JSON_LIMIT) }, "reused": {} });
    assert_refused(
        &citizen.send_json("PUT", &path, &huge).await,
        ProblemCode::TooLarge,
        "a body too large",
    );
    assert_eq!(draft_of(&mut citizen, &id).await, before, "nothing changed");
}

#[tokio::test]
async fn answers_the_form_does_not_have() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (id, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let before = draft_of(&mut citizen, &id).await;
    let mut change = DraftChange {
        version,
        answers: before.answers.clone(),
        reused: before.reused.clone(),
    };
    change.answers.insert(
        "is_admin".to_owned(),
        serde_json::from_value(json!("yes")).unwrap(),
    );
    let problem = citizen
        .call::<api::SaveDraft>(&[&id], &change)
        .await
        .unwrap_err();
    assert_eq!(problem.code, ProblemCode::Invalid);
    assert_eq!(problem.issues[0].path, "is_admin");
    assert_eq!(draft_of(&mut citizen, &id).await, before);
}

#[tokio::test]
async fn queries_and_addresses_that_make_no_sense() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    for path in [
        "/api/procedures?page=x",
        "/api/procedures?drop=table",
        "/api/procedures?online=maybe",
        "/api/procedures?page=-1",
    ] {
        assert_refused(&citizen.get(path).await, ProblemCode::BadRequest, path);
    }
    for path in [
        "/api/staff/dossiers?view=everything",
        "/api/staff/dossiers?status=300",
        "/api/staff/dossiers?agency=000.00.92.H26",
    ] {
        assert_refused(&clerk.get(path).await, ProblemCode::BadRequest, path);
    }
    for id in [
        "..",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "'%20OR%20'1'='1",
        "%00",
        "%ff",
        &"a".repeat(5_000),
        "%F0%9F%98%80",
    ] {
        for path in [
            "/api/dossiers/",
            "/api/drafts/",
            "/api/procedures/",
            "/api/forms/",
        ] {
            let answer = citizen.get(&format!("{path}{id}")).await;
            let code = answer.problem().code;
            assert!(
                matches!(code, ProblemCode::NotFound | ProblemCode::RouteNotFound),
                "{path}{id}: {code:?}"
            );
        }
        let answer = citizen.get(&format!("/api/attachments/{id}/content")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
    }
    assert_refused(
        &citizen.get("/api/").await,
        ProblemCode::RouteNotFound,
        "no endpoint",
    );
}

#[tokio::test]
async fn methods_that_are_not_there() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    for (method, path) in [
        ("TRACE", "/api/session"),
        ("PATCH", "/api/session"),
        ("CONNECT", "/api/session"),
        ("DELETE", "/api/procedures"),
        ("BREW", "/api/drafts"),
    ] {
        let answer = citizen
            .send(citizen.request(method, path).body(Body::empty()).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_refused(&answer, ProblemCode::BadRequest, method);
        assert!(
            !answer.text().contains("__Host-motcua"),
            "{method} must not send the cookie back"
        );
    }
}

#[tokio::test]
async fn a_stale_version_is_told_and_nothing_is_overwritten() {
    let test = TestApp::start().await;
    let mut phone = test.sign_in(CITIZEN).await;
    let mut desktop = test.sign_in(CITIZEN).await;
    let (id, version) = test.filled_draft(&mut phone, CITIZEN).await;
    let view = draft_of(&mut desktop, &id).await;
    let change = DraftChange {
        version,
        answers: view.answers.clone(),
        reused: view.reused.clone(),
    };
    let saved = desktop
        .call::<api::SaveDraft>(&[&id], &change)
        .await
        .unwrap();
    let problem = phone
        .call::<api::SaveDraft>(
            &[&id],
            &DraftChange {
                answers: Default::default(),
                ..change
            },
        )
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.current_version),
        (ProblemCode::Conflict, Some(saved.version))
    );
    assert_eq!(draft_of(&mut phone, &id).await.answers, view.answers);
    let problem = phone
        .submit(&id, &submission(version), "stale-submit")
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.current_version),
        (ProblemCode::Conflict, Some(saved.version))
    );
}

#[tokio::test]
async fn filing_twice_makes_one_dossier() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (id, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    for key in ["", "with space in it", &"k".repeat(101)] {
        assert_eq!(
            citizen
                .submit(&id, &submission(version), key)
                .await
                .unwrap_err()
                .code,
            ProblemCode::BadRequest,
            "{key}"
        );
    }
    let first = citizen
        .submit(&id, &submission(version), "key-of-this-try")
        .await
        .unwrap();
    let again = citizen
        .submit(&id, &submission(version), "key-of-this-try")
        .await
        .unwrap();
    let later = citizen
        .submit(&id, &submission(version), "another-key")
        .await
        .unwrap();
    assert_eq!((&first, &first), (&again, &later));
    // The address of the draft leads on, for its owner only.
    let opened = citizen
        .call::<api::GetDraft>(&[&id], &Nothing {})
        .await
        .unwrap_err();
    assert_eq!(
        (opened.code, opened.status, opened.dossier),
        (ProblemCode::AlreadyFiled, 410, Some(first.dossier.clone()))
    );
    let mut stranger = test.sign_in(OTHER_CITIZEN).await;
    let foreign = stranger
        .call::<api::GetDraft>(&[&id], &Nothing {})
        .await
        .unwrap_err();
    assert_eq!(
        (foreign.code, foreign.dossier),
        (ProblemCode::NotFound, None)
    );
    assert_eq!(
        citizen
            .call::<api::ListDossiers>(&[], &Nothing {})
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_the_workflow_does_not_allow_is_refused_with_a_reason() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    let seen = clerk
        .call::<api::GetStaffDossier>(&[&dossier], &Nothing {})
        .await
        .unwrap();
    let act = |command| ActionRequest {
        version: seen.version,
        command,
    };
    let approve = act(Command::Approve {
        note: String::new(),
    });
    assert_eq!(
        clerk
            .call::<api::ActAsOfficer>(&[&dossier], &approve)
            .await
            .unwrap_err()
            .code,
        ProblemCode::ActionRefused
    );
    let wordless = act(Command::Refuse {
        reason: "  ".to_owned(),
    });
    let problem = clerk
        .call::<api::ActAsOfficer>(&[&dossier], &wordless)
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.detail.as_str()),
        (
            ProblemCode::ActionRefused,
            "Ghi lý do hoặc ý kiến trước khi gửi."
        )
    );
    let mut specialist = test.sign_in(SPECIALIST).await;
    let accept = act(Command::Accept {
        message: String::new(),
    });
    assert_eq!(
        specialist
            .call::<api::ActAsOfficer>(&[&dossier], &accept)
            .await
            .unwrap_err()
            .code,
        ProblemCode::ActionRefused
    );
    let as_officer = citizen
        .send_json(
            "POST",
            &format!("/api/dossiers/{dossier}/actions"),
            &json!({ "version": seen.version, "command": { "action": "accept" } }),
        )
        .await;
    assert_refused(
        &as_officer,
        ProblemCode::ActionRefused,
        "a citizen who accepts",
    );
    let unknown = clerk
        .send_json(
            "POST",
            &format!("/api/staff/dossiers/{dossier}/actions"),
            &json!({ "version": seen.version, "command": { "action": "delete" } }),
        )
        .await;
    assert_refused(
        &unknown,
        ProblemCode::BadRequest,
        "an action that does not exist",
    );
    let after = clerk
        .call::<api::GetStaffDossier>(&[&dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(
        (after.version, after.timeline),
        (seen.version, seen.timeline)
    );
}

#[tokio::test]
async fn an_ended_session_keeps_the_draft() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (id, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let before = draft_of(&mut citizen, &id).await;
    test.advance(9 * 3600);
    let change = DraftChange {
        version,
        answers: before.answers.clone(),
        reused: before.reused.clone(),
    };
    assert_eq!(
        citizen
            .call::<api::SaveDraft>(&[&id], &change)
            .await
            .unwrap_err()
            .code,
        ProblemCode::SignedOut
    );
    let mut again = test.sign_in(CITIZEN).await;
    assert_eq!(draft_of(&mut again, &id).await, before);
    again.call::<api::SaveDraft>(&[&id], &change).await.unwrap();
}

#[tokio::test]
async fn strange_headers_do_no_harm() {
    let test = TestApp::start().await;
    for cookie in [
        "__Host-motcua=",
        "__Host-motcua=../../x",
        "__Host-motcua=%00",
        "lang=<script>",
        ";;;=;",
        "__Host-motcua=AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let mut client = test.anonymous();
        let request = client
            .request("GET", "/api/drafts")
            .header(header::COOKIE, cookie);
        let answer = client.send(request.body(Body::empty()).unwrap()).await;
        assert_refused(&answer, ProblemCode::SignedOut, cookie);
    }
    let mut client = test.anonymous();
    let request = client
        .request("GET", "/")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-for", "203.0.113.7, \"><b>");
    let page = client.send(request.body(Body::empty()).unwrap()).await;
    assert!(
        !page.text().contains("https://dichvucong"),
        "only a trusted proxy is believed"
    );
}
