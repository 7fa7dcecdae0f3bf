//! What the server removes by itself, and that nothing else goes with it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use futures_util::stream;
use motcua_backend::app::Clock as _;
use motcua_backend::job::{Removed, round};
use motcua_backend::settings::Keep;
use motcua_shared::api::{self, ActionRequest, NewDraft, Nothing};
use motcua_shared::dossier::Command;
use motcua_shared::time::Timestamp;

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, TestApp, submission};
use crate::client::{Client, sample_pdf};

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const SLOT: &str = "birth_certificate_file";

#[tokio::test]
async fn old_live_events_go_and_who_was_away_longer_is_told_to_load_anew() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let start = citizen.cursor().await;
    test.filed(&mut citizen, CITIZEN).await;
    let seen = citizen.cursor().await;
    assert_eq!(round(&test.app, &Keep::default()).await, Removed::default());

    test.advance(30 * DAY);
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let removed = round(&test.app, &Keep::default()).await;
    assert_eq!(
        removed.live_events,
        u64::try_from(seen - start).unwrap(),
        "the events of the first filing and no other"
    );

    let mut away = citizen.events(&format!("?after={start}"), None).await;
    assert_eq!(away.reset().await, seen);
    let first = away.next().await.unwrap();
    assert_eq!(first.dossier, dossier);
    // Nothing is missing after this one: no reset. And after the reset the stream goes on as always.
    let mut there = citizen.events("", Some(seen)).await;
    assert_eq!(there.next().await, Some(first));
    let another = test.filed(&mut citizen, CITIZEN).await.dossier;
    assert_eq!(away.next().await.unwrap().dossier, another);
    assert_eq!(there.next().await.unwrap().dossier, another);
}

#[tokio::test]
async fn the_newest_event_stays_so_that_cursors_keep_their_meaning() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let seen = citizen.cursor().await;
    test.advance(400 * DAY);
    assert!(round(&test.app, &Keep::default()).await.live_events > 0);
    assert_eq!(round(&test.app, &Keep::default()).await, Removed::default());
    let mut citizen = test.sign_in(CITIZEN).await;
    assert_eq!(citizen.cursor().await, seen);
    let mut open = citizen.events(&format!("?after={seen}"), None).await;
    let mut clerk = test.sign_in(CLERK).await;
    let version = clerk
        .call::<api::GetStaffDossier>(&[&dossier], &Nothing {})
        .await
        .unwrap()
        .version;
    let command = Command::Accept {
        message: String::new(),
    };
    clerk
        .call::<api::ActAsOfficer>(&[&dossier], &ActionRequest { version, command })
        .await
        .unwrap();
    let next = open.next().await.unwrap();
    assert!(next.id > seen && next.dossier == dossier);
}

#[tokio::test]
async fn a_cursor_from_before_a_restore_starts_over_instead_of_hearing_nothing() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    test.filed(&mut citizen, CITIZEN).await;
    let now = citizen.cursor().await;
    let mut open = citizen.events("", Some(now + 1_000)).await;
    assert_eq!(open.reset().await, now);
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    assert_eq!(open.next().await.unwrap().dossier, dossier);
}

#[tokio::test]
async fn old_keys_and_sessions_go_and_a_filed_draft_still_gives_its_receipt() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (draft, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let receipt = citizen
        .submit(&draft, &submission(version), "the-key-of-then")
        .await
        .unwrap();
    let keep = Keep {
        idempotency_days: 2,
        ..Keep::default()
    };
    test.advance(2 * DAY - 1);
    let removed = round(&test.app, &keep).await;
    assert_eq!((removed.idempotency_keys, removed.sessions), (0, 1));
    test.advance(1);
    assert_eq!(round(&test.app, &keep).await.idempotency_keys, 1);
    let mut citizen = test.sign_in(CITIZEN).await;
    let again = citizen
        .submit(&draft, &submission(version), "the-key-of-then")
        .await
        .unwrap();
    assert_eq!(again, receipt);
    let own = citizen
        .call::<api::ListDossiers>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(own.len(), 1);
}

/// Every file in the store.
fn stored(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                stored(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Makes a file as old as a moment: the store has the time of the disk, not the clock of the test.
fn last_changed(path: &Path, at: Timestamp) {
    let since = Duration::from_micros(u64::try_from(at.micros()).unwrap());
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + since).unwrap();
}

/// A draft that takes files in [`SLOT`], and its citizen.
async fn draft_with_a_slot(test: &TestApp) -> (Client, String) {
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let new = NewDraft {
        procedure: "dang-ky-khai-sinh".to_owned(),
    };
    let draft = citizen.call::<api::CreateDraft>(&[], &new).await.unwrap();
    (citizen, draft.id)
}

#[tokio::test]
async fn files_without_a_row_go_after_a_day_and_no_other() {
    let test = TestApp::start().await;
    let store = test.data.path().join("files");
    let (mut citizen, draft) = draft_with_a_slot(&test).await;
    let kept = citizen
        .upload(&draft, SLOT, "giay.pdf", &sample_pdf("giữ lại"))
        .await
        .unwrap();
    let of_row = stored(&store);
    // The server ended between storing and writing the row; in the middle of an upload; a moment ago.
    let put = async |words: &str| {
        let body = stream::iter([Ok(sample_pdf(words).into())]);
        let key = test.app.store.put(body, 1_000, |_| {}).await.unwrap().key;
        store.join(key)
    };
    let orphan = put("mồ côi").await;
    let unfinished = store.join("ab").join("abcdef#1");
    std::fs::create_dir_all(store.join("ab")).unwrap();
    std::fs::write(&unfinished, "%PDF").unwrap();
    let fresh = put("vừa tải lên").await;
    let growing = store.join("ab").join("abcdee#1");
    std::fs::write(&growing, "%PDF").unwrap();

    let now = test.clock.now();
    for path in of_row.iter().chain([&orphan, &unfinished]) {
        last_changed(path, now.plus_seconds(-24 * HOUR));
    }
    for path in [&fresh, &growing] {
        last_changed(path, now.plus_seconds(-24 * HOUR + 1));
    }
    let removed = round(&test.app, &Keep::default()).await;
    assert_eq!(removed.files, 2);
    let mut left = stored(&store);
    let mut expected = [of_row, vec![fresh, growing]].concat();
    left.sort();
    expected.sort();
    assert_eq!(left, expected);
    let content = citizen
        .get(&api::CONTENT_PATH.replace("{id}", &kept.id))
        .await;
    assert_eq!(content.body, sample_pdf("giữ lại"));
}

#[tokio::test]
async fn files_of_a_deleted_draft_go_even_if_the_server_ended_in_between() {
    let test = TestApp::start().await;
    let store = test.data.path().join("files");
    let (mut citizen, draft) = draft_with_a_slot(&test).await;
    citizen
        .upload(&draft, SLOT, "giay.pdf", &sample_pdf("bỏ"))
        .await
        .unwrap();
    let [path] = stored(&store).try_into().unwrap();
    let content = std::fs::read(&path).unwrap();
    citizen
        .call::<api::DeleteDraft>(&[&draft], &Nothing {})
        .await
        .unwrap();
    assert!(!path.exists(), "usually the file goes with its draft");
    std::fs::write(&path, content).unwrap();
    last_changed(&path, test.clock.now().plus_seconds(-25 * HOUR));
    assert_eq!(round(&test.app, &Keep::default()).await.files, 1);
    assert!(!path.exists());
}
