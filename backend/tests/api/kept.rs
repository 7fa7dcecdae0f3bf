//! What a process keeps between requests is never older than the last change, whoever made it and at whichever process.

use std::sync::PoisonError;

use motcua_backend::app::{App, OpenOptions};
use motcua_backend::db::Engine;
use motcua_backend::web::{self, WebOptions};
use motcua_shared::api::{self, Nothing, ProblemCode, QueueQuery, QueueView};
use motcua_shared::dossier::Status;
use sea_orm::{ConnectionTrait as _, DbErr};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act};

/// Statements that the work of a request takes.
async fn asked(test: &TestApp, client: &mut Client, path: &str) -> usize {
    let statements = || {
        test.statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    statements().clear();
    assert_eq!(client.get(path).await.status, 200, "{path}");
    statements().len()
}

/// The same session at another process on the same database.
async fn elsewhere(test: &TestApp, clients: [&Client; 2]) -> [Client; 2] {
    let options = OpenOptions {
        database_url: test.database.url.clone(),
        data_dir: test.data.path().to_owned(),
        clock: test.clock.clone(),
        demo: false,
    };
    let router = web::router(App::open(options).await.unwrap(), WebOptions::default());
    clients.map(|client| {
        let mut there = Client::new(router.clone());
        there.cookies = client.cookies.clone();
        there
    })
}

async fn agency_queue(clerk: &mut Client) -> api::QueuePage {
    let query = QueueQuery {
        view: QueueView::Agency,
        ..QueueQuery::default()
    };
    clerk.call::<api::ListQueue>(&[], &query).await.unwrap()
}

#[tokio::test]
async fn reading_again_asks_nothing_until_a_second_has_passed_or_something_was_written() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let page = format!("/api/dossiers/{dossier}");
    for (client, path) in [
        (&mut citizen, page.as_str()),
        (&mut clerk, "/api/staff/dossiers?view=agency"),
    ] {
        assert!(asked(&test, client, path).await > 0);
        let again = asked(&test, client, path).await;
        match test.app.db.engine() {
            Engine::Sqlite => assert_eq!(again, 0, "{path}"),
            // It cannot tell without being asked.
            Engine::Postgres => assert!(again > 0, "{path}"),
        }
        test.advance(1);
        assert!(asked(&test, client, path).await > 0, "a second later");
        test.app
            .db
            .write(async |tx| -> Result<(), DbErr> {
                tx.execute_unprepared("UPDATE notice SET read_at = COALESCE(read_at, 0) + 1")
                    .await?;
                Ok(())
            })
            .await
            .unwrap();
        assert!(asked(&test, client, path).await > 0, "after a change");
    }
}

#[tokio::test]
async fn a_change_at_one_process_is_in_the_next_answer_of_another() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let [mut reader, mut desk] = elsewhere(&test, [&citizen, &clerk]).await;
    let id = [dossier.as_str()];
    for _ in 0..2 {
        let seen = reader.call::<api::GetDossier>(&id, &Nothing {}).await;
        assert_eq!(seen.unwrap().summary.status, Status::Submitted);
        assert_eq!(
            agency_queue(&mut desk).await.page.items[0].status,
            Status::Submitted
        );
    }
    act(&mut clerk, &dossier, accept()).await;
    let seen = reader.call::<api::GetDossier>(&id, &Nothing {}).await;
    let seen = seen.unwrap();
    assert_ne!(seen.summary.status, Status::Submitted);
    assert_eq!(seen.readers.len(), 1, "the clerk's reading is there, too");
    let queue = agency_queue(&mut desk).await;
    assert_eq!(queue.page.items[0].status, seen.summary.status);
}

#[tokio::test]
async fn signing_out_and_losing_a_role_count_at_once_everywhere() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let page = format!("/api/dossiers/{dossier}");
    let queue = "/api/staff/dossiers?view=agency";
    let [mut reader, mut desk] = elsewhere(&test, [&citizen, &clerk]).await;
    let mut same = Client::new(test.router.clone());
    same.cookies = citizen.cookies.clone();
    for _ in 0..2 {
        assert_eq!(reader.get(&page).await.status, 200);
        assert_eq!(same.get(&page).await.status, 200);
        assert_eq!(desk.get(queue).await.status, 200);
    }
    citizen
        .call::<api::SignOut>(&[], &Nothing {})
        .await
        .unwrap();
    for late in [&mut reader, &mut same] {
        let problem = late.get(&page).await.problem();
        assert_eq!(problem.code, ProblemCode::SignedOut);
    }
    let fired = account_id(CLERK);
    test.app
        .db
        .write(async move |tx| -> Result<(), DbErr> {
            let change = format!(
                "UPDATE account SET role = 'citizen', agency = NULL, unit = NULL WHERE id = '{fired}'"
            );
            tx.execute_unprepared(&change).await?;
            Ok(())
        })
        .await
        .unwrap();
    for late in [&mut clerk, &mut desk] {
        let problem = late.get(queue).await.problem();
        assert_eq!(problem.code, ProblemCode::Forbidden);
    }
}

#[tokio::test]
async fn what_is_kept_for_one_reader_is_not_shown_to_another() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let page = format!("/api/dossiers/{dossier}");
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    for _ in 0..2 {
        assert_eq!(citizen.get(&page).await.status, 200);
        let problem = other.get(&page).await.problem();
        assert_eq!(problem.code, ProblemCode::NotFound);
    }
}
