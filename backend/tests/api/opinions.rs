//! Files of opinions: taken from units that are asked, read by the agency that asked, in the history with their hashes; nobody
//! else's.

use axum::body::Body;
use motcua_backend::job;
use motcua_backend::service::dossier::timeline;
use motcua_backend::settings::Keep;
use motcua_shared::api::{self, MessageFile, Nothing, ProblemCode};
use motcua_shared::dossier::{Command, Stance};

use crate::app::{CLERK, LEADER, OTHER_CLERK, SPECIALIST, TestApp};
use crate::client::{Answer, Client, sample_pdf};
use crate::desk::{act, try_act};
use crate::flow::{
    ABROAD, COLLEAGUE, UNIT, UNIT_ABROAD, WITH_FILES, appraised_of, consult, open, page_of, propose,
};

/// A dossier about which a unit here and one of another agency are asked.
async fn asked(test: &TestApp) -> String {
    let id = appraised_of(test, WITH_FILES).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    act(&mut specialist, &id, consult(&[UNIT, UNIT_ABROAD])).await;
    id
}

async fn send(officer: &mut Client, dossier: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let hash = motcua_backend::store::sha256(&bytes);
    let path = api::OPINION_FILE_PATH.replace("{id}", dossier);
    let request = officer.request("POST", &format!("{path}?name={name}&sha256={hash}"));
    officer.send(request.body(Body::from(bytes)).unwrap()).await
}

async fn taken(officer: &mut Client, dossier: &str, name: &str, bytes: Vec<u8>) -> MessageFile {
    let answer = send(officer, dossier, name, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn answer(files: &[&MessageFile]) -> Command {
    Command::AnswerConsultation {
        stance: Stance::Agree,
        opinion: "Không có tranh chấp.".to_owned(),
        files: files.iter().map(|file| file.id.clone()).collect(),
    }
}

fn content(file: &MessageFile) -> String {
    api::MESSAGE_FILE_CONTENT_PATH.replace("{id}", &file.id)
}

#[tokio::test]
async fn files_of_another_agency_s_opinion_are_shown_with_it_and_named_in_the_history() {
    let test = TestApp::start().await;
    let id = asked(&test).await;
    let mut abroad = test.sign_in(ABROAD).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let record = taken(&mut abroad, &id, "bien-ban.pdf", sample_pdf("a")).await;
    let map = taken(&mut abroad, &id, "so-do.pdf", sample_pdf("b")).await;
    assert_eq!(
        specialist.get(&content(&record)).await.status,
        404,
        "not sent yet"
    );
    act(&mut abroad, &id, answer(&[&record, &map])).await;
    assert_eq!(open(&mut abroad, &id).await.unwrap_err().status, 404);

    let seen = open(&mut specialist, &id).await.unwrap();
    assert_eq!(seen.opinions.len(), 1);
    let given = &seen.opinions[0];
    assert_eq!(given.files, [record.clone(), map.clone()]);
    assert_eq!(given.words, "Đồng ý. Không có tranh chấp.");
    assert!(given.unit.vi.contains("Hộ tịch"), "{:?}", given.unit);
    let told = &seen.timeline.last().unwrap().words;
    for file in [&record, &map] {
        assert!(
            told.contains(&file.name) && told.contains(&file.sha256),
            "{told}"
        );
    }
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
    // The agency that asked reads them, whoever of it may open the dossier; that is logged.
    for name in [SPECIALIST, CLERK, LEADER, COLLEAGUE] {
        let file = test.sign_in(name).await.get(&content(&record)).await;
        assert_eq!(file.body, sample_pdf("a"), "{name}");
    }
    let readers = page_of(&test, WITH_FILES, &id).await.readers;
    assert!(readers.len() >= 4, "{readers:?}");
    // The applicant, a stranger, and the unit that has answered do not.
    for name in [WITH_FILES, OTHER_CLERK, ABROAD] {
        let file = test.sign_in(name).await.get(&content(&record)).await;
        assert_eq!(file.status, 404, "{name}");
    }
    let public = serde_json::to_string(&page_of(&test, WITH_FILES, &id).await).unwrap();
    assert!(!public.contains(&record.name) && !public.contains(&record.sha256));
    // What is kept stays when the unsent is swept away.
    test.advance(400 * 24 * 3_600);
    job::round(&test.app, &Keep::default()).await;
    let file = test.sign_in(SPECIALIST).await.get(&content(&map)).await;
    assert_eq!(file.body, sample_pdf("b"));
}

#[tokio::test]
async fn only_units_that_are_asked_send_files_and_only_their_own() {
    let test = TestApp::start().await;
    let id = asked(&test).await;
    let mut abroad = test.sign_in(ABROAD).await;
    let mut colleague = test.sign_in(COLLEAGUE).await;
    // A stranger does not find the dossier; at the agency itself the unit that is not asked is refused.
    let mut stranger = test.sign_in(OTHER_CLERK).await;
    let refused = send(&mut stranger, &id, "a.pdf", sample_pdf("a")).await;
    assert_eq!(refused.problem().code, ProblemCode::NotFound);
    let mut specialist = test.sign_in(SPECIALIST).await;
    let refused = send(&mut specialist, &id, "a.pdf", sample_pdf("a")).await;
    assert_eq!(refused.problem().code, ProblemCode::ActionRefused);
    // A wrong type, a large one, one with a wrong hash.
    let wrong = send(&mut abroad, &id, "a.exe", b"MZ not a paper".to_vec()).await;
    assert_eq!(wrong.problem().code, ProblemCode::UnsupportedFile);
    let mut large = sample_pdf("a");
    large.resize(11 * 1024 * 1024, b' ');
    let wrong = send(&mut abroad, &id, "a.pdf", large).await;
    assert_eq!(wrong.problem().code, ProblemCode::TooLarge);
    let path = api::OPINION_FILE_PATH.replace("{id}", &id);
    let request = abroad.request(
        "POST",
        &format!("{path}?name=a.pdf&sha256={}", "0".repeat(64)),
    );
    let wrong = abroad
        .send(request.body(Body::from(sample_pdf("a"))).unwrap())
        .await;
    assert_eq!(wrong.problem().code, ProblemCode::HashMismatch);

    // A file of somebody else, one that does not exist, and one twice.
    let file = taken(&mut abroad, &id, "a.pdf", sample_pdf("a")).await;
    let stolen = try_act(&mut colleague, &id, answer(&[&file]))
        .await
        .unwrap_err();
    assert_eq!(stolen.code, ProblemCode::Invalid);
    let nowhere = MessageFile {
        id: "nowhere".to_owned(),
        ..file.clone()
    };
    for files in [vec![&nowhere], vec![&file, &file], vec![&file; 6]] {
        let refused = try_act(&mut abroad, &id, answer(&files)).await.unwrap_err();
        assert!(
            matches!(refused.code, ProblemCode::Invalid | ProblemCode::TooLarge),
            "{refused:?}"
        );
    }
    // Nothing of that has answered.
    assert_eq!(
        open(&mut specialist, &id)
            .await
            .unwrap()
            .consultations
            .len(),
        2
    );
    act(&mut abroad, &id, answer(&[&file])).await;
    act(&mut colleague, &id, answer(&[])).await;
    // Once answered, nobody asks for files any more.
    let late = send(&mut colleague, &id, "b.pdf", sample_pdf("b")).await;
    assert_eq!(late.problem().code, ProblemCode::ActionRefused);
    let seen = act(&mut specialist, &id, propose()).await;
    let files: Vec<usize> = seen.opinions.iter().map(|one| one.files.len()).collect();
    assert_eq!(files, [1, 0]);
    // Another agency that is asked does not see what others have answered.
    let guest_sees = asked(&test).await;
    act(&mut colleague, &guest_sees, answer(&[])).await;
    assert!(
        open(&mut abroad, &guest_sees)
            .await
            .unwrap()
            .opinions
            .is_empty()
    );
    let conversation = abroad
        .call::<api::GetStaffConversation>(&[&guest_sees], &Nothing {})
        .await;
    assert_eq!(conversation.unwrap_err().code, ProblemCode::NotFound);
}
