//! What the database itself refuses, whoever asks: silence, and rewriting history.

use motcua_backend::service::dossier::timeline;
use sea_orm::{ConnectionTrait as _, DbErr};

use crate::app::{CITIZEN, TestApp};

#[tokio::test]
async fn the_database_refuses_a_silent_dossier_and_a_changed_history() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let db = test.app.db.raw();
    for silence in [
        "sentence_vi = ''",
        "sentence_en = ''",
        "due_at = NULL",
        "unit_id = ''",
    ] {
        let refused = db
            .execute_unprepared(&format!("UPDATE dossier SET {silence} WHERE id = '{id}'"))
            .await;
        assert!(refused.is_err(), "{silence} was accepted");
        // An ended dossier waits for nobody.
        let ended = format!("UPDATE dossier SET status = 10, {silence} WHERE id = '{id}'");
        let undone = test.app.db.write(async |tx| -> Result<(), DbErr> {
            tx.execute_unprepared(&ended).await?;
            Err(DbErr::Custom("taken back".to_owned()))
        });
        assert_eq!(
            undone.await.unwrap_err(),
            DbErr::Custom("taken back".to_owned()),
            "{silence} of an ended dossier"
        );
    }
    for rewriting in [
        "UPDATE dossier_event SET words = 'x'",
        "DELETE FROM dossier_event",
    ] {
        let refused = db
            .execute_unprepared(rewriting)
            .await
            .unwrap_err()
            .to_string();
        assert!(refused.contains("append-only"), "{refused}");
    }
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let test = test.restart().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let page = citizen
        .call::<motcua_shared::api::GetDossier>(
            &[&receipt.dossier],
            &motcua_shared::api::Nothing {},
        )
        .await
        .unwrap();
    assert_eq!(page.summary.code, receipt.code);
    assert_eq!(page.summary.sentence, receipt.sentence);
}
