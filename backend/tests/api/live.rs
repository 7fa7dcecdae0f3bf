//! The event stream: exactly what was missed, once (design §4, invariant 10).

use axum::http::StatusCode;
use motcua_shared::api::{self, ActionRequest, Nothing, ProblemCode};
use motcua_shared::dossier::{Action, Command};
use motcua_shared::event::{LiveEvent, LiveKind};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp};
use crate::client::Client;

/// One change that its applicant and the agency see.
async fn change(clerk: &mut Client, dossier: &str, command: Command) {
    let version = clerk
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap()
        .version;
    clerk
        .call::<api::ActAsOfficer>(&[dossier], &ActionRequest { version, command })
        .await
        .unwrap();
}

fn accept() -> Command {
    Command::Accept {
        message: String::new(),
    }
}

fn forward() -> Command {
    Command::Forward {
        officer: None,
        note: String::new(),
    }
}

#[tokio::test]
async fn an_action_reaches_the_citizen_and_the_officers_and_nobody_else() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut colleague = test.sign_in(SPECIALIST).await;
    let mut phone = citizen.events("", None).await;
    assert_eq!(phone.status, StatusCode::OK);
    assert_eq!(phone.headers["content-type"], "text/event-stream");
    assert_eq!(phone.headers["x-accel-buffering"], "no");
    assert_eq!(phone.headers["cache-control"], "no-store");
    let mut desk = colleague.events("", None).await;
    let mut stranger = test.sign_in(OTHER_CITIZEN).await;
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let (mut elsewhere, mut far) = (
        stranger.events("", None).await,
        foreign.events("", None).await,
    );
    change(&mut clerk, &receipt.dossier, accept()).await;
    let event = phone.next().await.unwrap();
    assert_eq!(
        (event.kind, event.dossier.as_str(), event.code.as_str()),
        (
            LiveKind::Dossier,
            receipt.dossier.as_str(),
            receipt.code.as_str()
        )
    );
    assert!(!event.vi.is_empty() && !event.en.is_empty() && event.vi != event.en);
    assert_eq!((event.action, event.notice), (Some(Action::Accept), true));
    let event = desk.next().await.unwrap();
    assert_eq!(
        (event.kind, event.action, event.dossier, event.notice),
        (
            LiveKind::Queue,
            Some(Action::Accept),
            receipt.dossier,
            false
        )
    );
    // The others' streams end without having carried anything.
    test.shut_down();
    assert_eq!(elsewhere.next().await, None);
    assert_eq!(far.next().await, None);
    assert_eq!(phone.next().await, None);
}

#[tokio::test]
async fn the_officer_who_is_given_a_dossier_hears_it_with_a_notice_and_the_queue_without() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    change(&mut clerk, &dossier, accept()).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let me = specialist
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap();
    let after = format!("?after={}", me.cursor);
    let (mut own, mut queue) = (
        specialist.events(&after, None).await,
        clerk.events(&after, None).await,
    );
    let given = Command::Forward {
        officer: Some(me.account.unwrap().id),
        note: String::new(),
    };
    change(&mut clerk, &dossier, given).await;
    let said = |event: LiveEvent| (event.kind, event.action, event.dossier, event.notice);
    let to_queue = (
        LiveKind::Queue,
        Some(Action::Forward),
        dossier.clone(),
        false,
    );
    let to_officer = (LiveKind::Assigned, Some(Action::Forward), dossier, true);
    assert_eq!(said(own.next().await.unwrap()), to_officer);
    assert_eq!(said(own.next().await.unwrap()), to_queue);
    assert_eq!(said(queue.next().await.unwrap()), to_queue);
}

#[tokio::test]
async fn what_was_missed_comes_once_and_in_order() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let start = citizen.cursor().await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    change(&mut clerk, &dossier, accept()).await;
    let mut all = citizen.events(&format!("?after={start}"), None).await;
    let (filed, accepted) = (all.next().await.unwrap(), all.next().await.unwrap());
    assert!(start < filed.id && filed.id < accepted.id);
    // The header is newer than the address it came with.
    let mut rest = citizen
        .events(&format!("?after={start}"), Some(filed.id))
        .await;
    assert_eq!(rest.next().await, Some(accepted.clone()));
    // Nothing again, then what is new, on both.
    change(&mut clerk, &dossier, forward()).await;
    let forwarded = rest.next().await.unwrap();
    assert!(forwarded.id > accepted.id);
    assert_eq!(all.next().await, Some(forwarded));
}

#[tokio::test]
async fn the_cursor_outlives_the_server() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let seen = citizen.cursor().await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut open = citizen.events(&format!("?after={seen}"), None).await;
    change(&mut clerk, &dossier, accept()).await;
    let accepted = open.next().await.unwrap();
    change(&mut clerk, &dossier, forward()).await;
    drop(open);
    let test = test.restart().await;
    let mut again = test.anonymous();
    again.cookies = citizen.cookies;
    let mut stream = again
        .events(&format!("?after={seen}"), Some(accepted.id))
        .await;
    let missed = stream.next().await.unwrap();
    assert!(missed.id > accepted.id);
    let mut specialist = test.sign_in(SPECIALIST).await;
    change(
        &mut specialist,
        &dossier,
        Command::Propose {
            note: "Đủ điều kiện".to_owned(),
        },
    )
    .await;
    let next = stream.next().await.unwrap();
    assert!(next.id > missed.id);
}

#[tokio::test]
async fn many_changes_while_the_stream_is_open_all_arrive_once() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let start = clerk.cursor().await;
    let mut open = clerk.events(&format!("?after={start}"), None).await;
    let mut citizen = test.sign_in(CITIZEN).await;
    for _ in 0..12 {
        test.filed(&mut citizen, CITIZEN).await;
    }
    let mut live: Vec<LiveEvent> = Vec::new();
    let mut later = clerk.events(&format!("?after={start}"), None).await;
    let mut replayed = Vec::new();
    for _ in 0..12 {
        live.push(open.next().await.unwrap());
        replayed.push(later.next().await.unwrap());
    }
    assert_eq!(live, replayed);
    assert!(live.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut open = citizen.events("", None).await;
    citizen
        .call::<api::SignOut>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(open.next().await, None);
}

#[tokio::test]
async fn a_cursor_that_is_no_number_is_refused() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    for query in ["?after=x", "?after=1&topic=all"] {
        assert_eq!(
            citizen
                .get(&format!("{}{query}", api::EVENTS_PATH))
                .await
                .problem()
                .code,
            ProblemCode::BadRequest,
            "{query}"
        );
    }
}
