//! Signing in and out: cookies, ids, ends, guesses, foreign sites.

use axum::body::Body;
use axum::http::{StatusCode, header};
use motcua_backend::web::session;
use motcua_shared::api::{self, Nothing, ProblemCode};
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use crate::app::{CITIZEN, CLERK, PASSWORD, TestApp};
use crate::client::{Answer, Client};

const COOKIE: &str = "__Host-motcua";

async fn who(client: &mut Client) -> Option<String> {
    client
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap()
        .account
        .map(|actor| actor.name)
}

async fn sign_in(client: &mut Client, password: &str) -> Answer {
    client
        .send_json(
            "POST",
            "/api/session",
            &json!({ "username": CITIZEN, "password": password }),
        )
        .await
}

#[tokio::test]
async fn the_cookie_is_for_this_host_and_out_of_reach_of_scripts() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    assert_eq!(who(&mut client).await, None);
    assert!(
        client.cookies.is_empty(),
        "nobody needs a cookie before signing in"
    );
    let answer = sign_in(&mut client, PASSWORD).await;
    let cookie = answer.header("set-cookie");
    for part in [
        "__Host-motcua=",
        "HttpOnly",
        "Secure",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=28800",
    ] {
        assert!(cookie.contains(part), "{part} is missing in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(who(&mut client).await.as_deref(), Some("Võ Thành Giả Lập"));
    assert!(!answer.text().contains(PASSWORD) && !answer.text().contains("argon2"));
}

#[tokio::test]
async fn each_sign_in_gets_a_new_id_and_ends_the_old_one() {
    let test = TestApp::start().await;
    let mut client = test.sign_in(CITIZEN).await;
    let first = client.cookies[COOKIE].clone();
    client.sign_in(CLERK, PASSWORD).await.unwrap();
    assert_ne!(client.cookies[COOKIE], first);
    let mut old = test.anonymous();
    old.cookies.insert(COOKIE.to_owned(), first);
    assert_eq!(who(&mut old).await, None);
    // An id that somebody else chose is never taken over (session fixation).
    let chosen = "AAAAAAAAAAAAAAAAAAAAAA";
    let mut victim = test.anonymous();
    victim.cookies.insert(COOKIE.to_owned(), chosen.to_owned());
    victim.sign_in(CITIZEN, PASSWORD).await.unwrap();
    assert_ne!(victim.cookies[COOKIE], chosen);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_and_in_the_browser() {
    let test = TestApp::start().await;
    let mut client = test.sign_in(CITIZEN).await;
    let copy = client.clone();
    let answer = client
        .send(
            client
                .request("DELETE", "/api/session")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let cookie = answer.header("set-cookie");
    // Browsers ignore a __Host- cookie without Secure, also the one that removes it.
    for part in ["__Host-motcua=;", "Max-Age=0", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part} is missing in {cookie}");
    }
    assert!(!client.cookies.contains_key(COOKIE));
    let mut stolen = copy;
    assert_eq!(
        stolen
            .call::<api::ListDrafts>(&[], &Nothing {})
            .await
            .unwrap_err()
            .code,
        ProblemCode::SignedOut
    );
    assert!(
        !stolen.cookies.contains_key(COOKIE),
        "a dead cookie is removed"
    );
}

#[tokio::test]
async fn a_session_ends_eight_hours_after_its_last_use() {
    let test = TestApp::start().await;
    let mut used = test.sign_in(CITIZEN).await;
    let mut left = test.sign_in(CITIZEN).await;
    for _ in 0..4 {
        test.advance(3 * 3600);
        assert!(who(&mut used).await.is_some());
    }
    assert_eq!(who(&mut left).await, None);
    test.advance(8 * 3600);
    assert_eq!(
        used.call::<api::ListDossiers>(&[], &Nothing {})
            .await
            .unwrap_err()
            .code,
        ProblemCode::SignedOut
    );
}

#[tokio::test]
async fn a_use_is_written_every_five_minutes_only() {
    let test = TestApp::start().await;
    let mut client = test.sign_in(CITIZEN).await;
    test.advance(299);
    assert_eq!(client.get("/api/session").await.header("set-cookie"), "");
    test.advance(1);
    assert!(
        client
            .get("/api/session")
            .await
            .header("set-cookie")
            .contains("Max-Age=28800")
    );
    assert_eq!(client.get("/api/session").await.header("set-cookie"), "");
}

#[tokio::test]
async fn a_request_looks_up_session_and_account_together_and_once() {
    let test = TestApp::start().await;
    let mut client = test.sign_in(CITIZEN).await;
    for path in ["/api/drafts", "/api/notices", "/ho-so"] {
        // What was found out is kept for less than a second.
        test.advance(1);
        test.statements.lock().unwrap().clear();
        assert_eq!(client.get(path).await.status, 200, "{path}");
        let seen = std::mem::take(&mut *test.statements.lock().unwrap());
        let about = |table: &str| {
            let named = ["FROM", "JOIN"].map(|word| format!("{word} \"{table}\""));
            let looks = |sql: &&String| named.iter().any(|words| sql.contains(words));
            seen.iter().filter(looks).count()
        };
        assert_eq!(
            (about("session"), about("account")),
            (1, 1),
            "{path}: {seen:#?}"
        );
    }
}

#[tokio::test]
async fn an_account_that_was_removed_is_signed_out_with_its_cookie() {
    let test = TestApp::start().await;
    let mut client = test.sign_in(crate::app::ADMINISTRATOR).await;
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| {
            tx.execute_unprepared("DELETE FROM account WHERE username = 'quantri'")
                .await?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(who(&mut client).await, None);
    assert!(!client.cookies.contains_key(COOKIE));
}

#[tokio::test]
async fn rows_of_ended_sessions_are_removed() {
    let test = TestApp::start().await;
    let _old = test.sign_in(CITIZEN).await;
    test.advance(session::IDLE_SECONDS - 60);
    let mut young = test.sign_in(CITIZEN).await;
    assert_eq!(session::remove_expired(&test.app).await.unwrap(), 0);
    test.advance(61);
    assert_eq!(session::remove_expired(&test.app).await.unwrap(), 1);
    assert!(who(&mut young).await.is_some());
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let test = TestApp::start().await;
    let client = test.sign_in(CITIZEN).await;
    let test = test.restart().await;
    let mut again = test.anonymous();
    again.cookies = client.cookies;
    assert!(who(&mut again).await.is_some());
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_look_alike() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    let mut wrong = client
        .sign_in(CITIZEN, "not the password")
        .await
        .unwrap_err();
    let unknown = client
        .sign_in("nobody.here", "not the password")
        .await
        .unwrap_err();
    wrong.request_id.clone_from(&unknown.request_id);
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.code, ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn guessing_is_slowed_down_by_name_and_by_address() {
    let test = TestApp::start().await;
    // One name from many addresses.
    for _ in 0..10 {
        assert_eq!(
            test.anonymous()
                .sign_in(CITIZEN, "guess")
                .await
                .unwrap_err()
                .code,
            ProblemCode::WrongCredentials
        );
    }
    let mut client = test.anonymous();
    let answer = sign_in(&mut client, PASSWORD).await;
    assert_eq!(answer.problem().code, ProblemCode::RateLimited);
    assert_eq!(answer.header("retry-after"), "60");
    // Many names from one address.
    let mut guesser = test.anonymous();
    for number in 0..10 {
        assert_eq!(
            guesser
                .sign_in(&format!("name{number}"), "guess")
                .await
                .unwrap_err()
                .code,
            ProblemCode::WrongCredentials
        );
    }
    assert_eq!(
        guesser.sign_in(CLERK, PASSWORD).await.unwrap_err().code,
        ProblemCode::RateLimited
    );
    // Others are not affected, and a minute later nobody is.
    test.sign_in(CLERK).await;
    test.advance(60);
    client.sign_in(CITIZEN, PASSWORD).await.unwrap();
    guesser.sign_in(CLERK, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_office_behind_one_address_can_sign_in() {
    let test = TestApp::start().await;
    let mut client = test.anonymous();
    for _ in 0..25 {
        client.sign_in(CLERK, PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn requests_from_other_sites_change_nothing() {
    let test = TestApp::start().await;
    let client = test.sign_in(CITIZEN).await;
    let cookie = format!("{COOKIE}={}", client.cookies[COOKIE]);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example.net"),
        ("origin", "null"),
    ] {
        let request = axum::http::Request::builder()
            .method("DELETE")
            .uri("/api/session")
            .header(header::COOKIE, &cookie);
        let request = request
            .header(header::HOST, "dichvucong.example.org")
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            client.clone().send(request).await.problem().code,
            ProblemCode::ForeignSite,
            "{name}: {value}"
        );
    }
    assert!(
        who(&mut client.clone()).await.is_some(),
        "the session is still there"
    );
}
