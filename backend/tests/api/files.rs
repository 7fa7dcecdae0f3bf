//! Files: what is taken, what is refused and why, and that nothing is left behind.

use std::path::Path;

use motcua_shared::api::{self, DraftView, NewDraft, Nothing, ProblemCode};

use crate::app::{OTHER_CITIZEN, TestApp};
use crate::client::{Client, sample_pdf};

const SLOT: &str = "birth_certificate_file";

async fn draft(citizen: &mut Client) -> DraftView {
    citizen
        .call::<api::CreateDraft>(
            &[],
            &NewDraft {
                procedure: "dang-ky-khai-sinh".into(),
            },
        )
        .await
        .unwrap()
}

/// Objects in the store of a test.
fn stored(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { stored(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn wrong_and_broken_files_are_refused_and_leave_nothing() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let draft = draft(&mut citizen).await;
    let good = citizen
        .upload(&draft.id, SLOT, "giay.pdf", &sample_pdf("tốt"))
        .await
        .unwrap();
    let whole = sample_pdf("bị cắt");
    for (content, code) in [
        (b"just words".to_vec(), ProblemCode::UnsupportedFile),
        (Vec::new(), ProblemCode::UnsupportedFile),
        (
            whole[..whole.len() - 8].to_vec(),
            ProblemCode::UnsupportedFile,
        ),
        (
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec(),
            ProblemCode::UnsupportedFile,
        ),
        (
            [sample_pdf("to"), vec![b' '; 10_000_000]].concat(),
            ProblemCode::TooLarge,
        ),
    ] {
        let problem = citizen
            .upload(&draft.id, SLOT, "a.pdf", &content)
            .await
            .unwrap_err();
        assert_eq!(problem.code, code, "{} bytes", content.len());
    }
    let path = format!(
        "{}?field={SLOT}&name=a.pdf&sha256={}",
        api::UPLOAD_PATH.replace("{id}", &draft.id),
        "0".repeat(64)
    );
    let answer = citizen
        .send(
            citizen
                .request("POST", &path)
                .body(sample_pdf("khác").into())
                .unwrap(),
        )
        .await;
    assert_eq!(answer.problem().code, ProblemCode::HashMismatch);
    let unknown = citizen
        .upload(&draft.id, "no_such_slot", "a.pdf", &sample_pdf("x"))
        .await
        .unwrap_err();
    assert_eq!(unknown.code, ProblemCode::Invalid);

    let again = citizen
        .call::<api::GetDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(again.attachments, [good], "the good one is untouched");
    assert_eq!(stored(&test.data.path().join("files")), 1);
}

#[tokio::test]
async fn a_removed_file_is_gone_and_a_draft_takes_its_files_along() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let draft = draft(&mut citizen).await;
    let one = citizen
        .upload(&draft.id, SLOT, "mot.pdf", &sample_pdf("một"))
        .await
        .unwrap();
    citizen
        .upload(&draft.id, SLOT, "hai.pdf", &sample_pdf("hai"))
        .await
        .unwrap();
    assert_eq!(stored(&test.data.path().join("files")), 2);
    citizen
        .call::<api::DeleteAttachment>(&[&one.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(
        citizen
            .get(&api::CONTENT_PATH.replace("{id}", &one.id))
            .await
            .status,
        404
    );
    citizen
        .call::<api::DeleteDraft>(&[&draft.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(stored(&test.data.path().join("files")), 0);
}

#[tokio::test]
async fn files_of_a_draft_are_their_owners() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let draft = draft(&mut citizen).await;
    let file = citizen
        .upload(&draft.id, SLOT, "giay.pdf", &sample_pdf("riêng"))
        .await
        .unwrap();
    let content = api::CONTENT_PATH.replace("{id}", &file.id);
    assert_eq!(citizen.get(&content).await.body, sample_pdf("riêng"));
    for stranger in [
        crate::app::CITIZEN,
        crate::app::CLERK,
        crate::app::ADMINISTRATOR,
    ] {
        let mut stranger = test.sign_in(stranger).await;
        assert_eq!(stranger.get(&content).await.status, 404);
        assert!(
            stranger
                .call::<api::DeleteAttachment>(&[&file.id], &Nothing {})
                .await
                .is_err()
        );
    }
    // A file of somebody else cannot be slipped into the own dossier.
    let mut thief = test.sign_in(crate::app::CITIZEN).await;
    let own = self::draft(&mut thief).await;
    let mut answers = own.answers.clone();
    answers.insert(
        SLOT.into(),
        motcua_shared::form::Answer::Files(vec![file.id.clone()]),
    );
    let change = api::DraftChange {
        version: own.version,
        answers,
        reused: own.reused,
    };
    let saved = thief
        .call::<api::SaveDraft>(&[&own.id], &change)
        .await
        .unwrap();
    let problem = thief
        .submit(
            &own.id,
            &crate::app::submission(saved.version),
            "files-thief",
        )
        .await
        .unwrap_err();
    let missing = |issue: &motcua_shared::form::Issue| {
        issue.path == SLOT && issue.fault == motcua_shared::form::Fault::FileMissing
    };
    assert!(problem.issues.iter().any(missing), "{:?}", problem.issues);
}
