//! Files that are not what they say are refused one by one; nothing is added, nothing gets out.

use axum::body::Body;
use motcua_shared::api::{self, ProblemCode};

use crate::app::TestApp;
use crate::bad_input::{assert_refused, draft_of};
use crate::client::sample_pdf;

/// Has a file in the draft.
const WITH_FILE: &str = "mau.giang";
const SLOT: &str = "birth_certificate_file";

#[tokio::test]
async fn files_that_are_not_what_they_say() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(WITH_FILE).await;
    let (id, _) = test.filled_draft(&mut citizen, WITH_FILE).await;
    let before = draft_of(&mut citizen, &id).await;
    let pdf = sample_pdf("x");
    for (what, content) in [
        ("nothing", Vec::new()),
        ("a program", b"MZ\x90\x00this program".to_vec()),
        (
            "a page with scripts",
            b"<html><script>alert(1)</script></html>".to_vec(),
        ),
        (
            "a picture with scripts",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec(),
        ),
        ("half a PDF", pdf[..20].to_vec()),
    ] {
        let problem = citizen
            .upload(&id, SLOT, "giay.pdf", &content)
            .await
            .unwrap_err();
        assert_eq!(problem.code, ProblemCode::UnsupportedFile, "{what}");
    }
    let path = api::UPLOAD_PATH.replace("{id}", &id);
    let post = |query: &str, content: &[u8]| {
        let request = citizen.request("POST", &format!("{path}?{query}"));
        (
            citizen.clone(),
            request.body(Body::from(content.to_vec())).unwrap(),
        )
    };
    let (mut client, request) = post(
        &format!("field={SLOT}&name=a.pdf&sha256={}", "0".repeat(64)),
        &pdf,
    );
    assert_refused(
        &client.send(request).await,
        ProblemCode::HashMismatch,
        "another hash",
    );
    let (mut client, request) = post(&format!("field={SLOT}&name=a.pdf"), &pdf);
    assert_refused(
        &client.send(request).await,
        ProblemCode::BadRequest,
        "no hash",
    );
    let mut large = pdf.clone();
    large.resize(80 * 1024 * 1024, b' ');
    assert_eq!(
        citizen
            .upload(&id, SLOT, "a.pdf", &large)
            .await
            .unwrap_err()
            .code,
        ProblemCode::TooLarge
    );
    for slot in ["no_such_slot", "child_full_name", "../../etc"] {
        let problem = citizen.upload(&id, slot, "a.pdf", &pdf).await.unwrap_err();
        assert!(
            matches!(
                problem.code,
                ProblemCode::Invalid | ProblemCode::BadRequest | ProblemCode::NotFound
            ),
            "{slot}: {:?}",
            problem.code
        );
    }
    assert_eq!(
        draft_of(&mut citizen, &id).await,
        before,
        "nothing was added"
    );
    // A name that tries to climb is only a name.
    let file = citizen
        .upload(
            &id,
            SLOT,
            "..%2F..%2Fetc%2Fpasswd%22%0D%0AX-Evil:1.pdf",
            &sample_pdf("y"),
        )
        .await
        .unwrap();
    assert!(
        !file.name.contains(['/', '\\', '\r', '\n']),
        "{}",
        file.name
    );
    let download = citizen
        .get(&api::CONTENT_PATH.replace("{id}", &file.id))
        .await;
    assert_eq!(download.body, sample_pdf("y"));
    assert_eq!(download.header("content-type"), "application/pdf");
    assert_eq!(download.header("x-content-type-options"), "nosniff");
    assert_eq!(download.header("x-evil"), "");
    assert!(
        download
            .header("content-disposition")
            .starts_with("inline; filename*=UTF-8''")
    );
    assert_eq!(download.header("cache-control"), "no-store");
}
