//! Bad input at every door: each endpoint of the contract is walked, so that a new one cannot be forgotten.

use axum::body::Body;
use axum::http::header;
use futures_util::stream;
use motcua_backend::web::extract::JSON_LIMIT;
use motcua_shared::access::Access;
use motcua_shared::api::{
    self, DocumentReuse, EndpointInfo, Method, NewDraft, Nothing, ProblemCode,
};
use motcua_shared::dossier::Command;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::app::{
    ADMINISTRATOR, CITIZEN, CLERK, OTHER_CITIZEN, SPECIALIST, TestApp, account_id, submission,
};
use crate::bad_input::{assert_refused, draft_of};
use crate::client::{Client, sample_pdf};

/// Has a file in the draft.
const WITH_FILE: &str = "mau.giang";
const SLOT: &str = "birth_certificate_file";

/// Endpoints that take a JSON body.
fn with_body() -> impl Iterator<Item = &'static EndpointInfo> {
    api::ENDPOINTS.iter().filter(|endpoint| {
        matches!(endpoint.method, Method::Post | Method::Put)
            && (endpoint.schemas)().request.0 != "Nothing"
    })
}

/// A body that would be right, so that each test breaks one thing only.
fn right_body(name: &str) -> Value {
    match name {
        "SignIn" => json!({ "username": "nobody", "password": "not the password" }),
        "CreateDraft" => json!({ "procedure": "dang-ky-khai-sinh" }),
        "SaveDraft" => json!({ "version": 99, "answers": {}, "reused": {} }),
        "RebaseDraft" => json!({ "version": 99, "form": "0123456789abcdef" }),
        "SubmitDraft" => serde_json::to_value(submission(99)).unwrap(),
        "ReuseDocument" => json!({ "document": "018f0000", "field": SLOT }),
        "WriteMessage" | "WriteStaffMessage" => json!({ "text": "Chào" }),
        "ReadConversation" | "ReadStaffConversation" => {
            json!({ "until": "2026-11-20T02:00:00Z" })
        }
        "SaveNoticeTemplate" => {
            json!({ "occasion": "ready", "channel": "sms", "lang": "vi", "template": { "text": "" } })
        }
        "PreviewNotice" => {
            json!({ "channel": "sms", "lang": "vi", "template": { "text": "{code}" }, "code": "H26-261120-0001", "to": "" })
        }
        "PreviewCalendar" | "ChangeCalendar" => {
            json!({ "seen": 99, "edits": [], "reason": "Thông báo nghỉ lễ" })
        }
        "IssueResult" => {
            json!({ "version": 99, "lines": [{ "label": "Họ tên", "value": "Mẫu" }], "closing": "" })
        }
        "AddPushDevice" => {
            json!({ "endpoint": "https://push.example.org/a", "p256dh": "", "auth": "", "name": "" })
        }
        "AskAddressCode" => json!({ "kind": "email", "address": "cong.dan.77@example.org" }),
        "ConfirmAddress" => json!({ "kind": "email", "code": "000000" }),
        "SaveNoticeSettings" => json!({ "lang": "vi", "occasions": [] }),
        "SaveVaultLink" => {
            json!({ "one": "H26", "other": "G15", "connected": true, "purpose": "Kế hoạch số 12" })
        }
        "EndVaultLink" => json!({ "reason": "Hết kế hoạch" }),
        "ReadNotices" => json!({ "until": "2026-11-20T02:00:00Z" }),
        "ChooseSlips" => json!({ "dossiers": ["018f0000"], "kind": "receipt" }),
        "VoidSlip" => json!({ "reason": "In sai" }),
        "ActOnDossier" | "ActAsOfficer" => {
            json!({ "version": 99, "command": { "action": "accept", "message": "" } })
        }
        "FindDossier" => json!({ "text": "000.00.91.H26-261120-0001" }),
        "FindPerson" => json!({ "by": "phone", "number": "0912345678" }),
        "AddPerson" => {
            json!({ "citizen_id": "001190999988", "name": "Lê Thị Mẫu", "born": "1990-01-02", "gender": "female" })
        }
        "CreateCounterDraft" => json!({ "person": "018f0000", "procedure": "dang-ky-khai-sinh" }),
        "ReceiveDossier" => json!({ "version": 99, "intake": "direct" }),
        "SaveDesk" => serde_json::to_value(api::DeskSettings::default()).unwrap(),
        "PreviewBulk" => {
            json!({ "command": { "action": "accept", "message": "" }, "selection": { "dossiers": [] } })
        }
        "StartBulk" => {
            json!({ "command": { "action": "accept", "message": "" }, "items": [{ "dossier": "018f0000", "version": 99 }] })
        }
        "AddNote" => json!({ "words": "Đã gọi cho người nộp." }),
        "RestrictItem" => json!({ "item": "018f0000", "kind": "fact", "restricted": true }),
        "AskForCorrection" => {
            json!({ "item": "018f0000", "kind": "fact", "reason": "Thẻ căn cước ghi khác." })
        }
        "DecideCorrection" => json!({ "corrected": true, "words": "" }),
        "SetLabels" => json!({ "labels": [] }),
        "AddStandIn" => {
            json!({ "absent": "018f0000", "deputy": "018f0001", "since": "2026-12-01", "until": "2026-12-02" })
        }
        "AddLabel" => json!({ "colour": "info", "words": "Gấp" }),
        other => panic!("say here what a right body of {other} is"),
    }
}

struct Doors {
    citizen: Client,
    clerk: Client,
    administrator: Client,
    draft: String,
    dossier: String,
}

impl Doors {
    async fn of(test: &TestApp) -> Self {
        let mut citizen = test.sign_in(CITIZEN).await;
        let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
        let (draft, _) = test.filled_draft(&mut citizen, CITIZEN).await;
        Self {
            citizen,
            clerk: test.sign_in(CLERK).await,
            administrator: test.sign_in(ADMINISTRATOR).await,
            draft,
            dossier,
        }
    }

    fn path(&self, endpoint: &EndpointInfo) -> String {
        let id = if endpoint.path.starts_with("/api/drafts") {
            &self.draft
        } else {
            &self.dossier
        };
        endpoint.path.replace("{id}", id)
    }

    fn client(&mut self, endpoint: &EndpointInfo) -> &mut Client {
        match endpoint.access {
            Access::Officer => &mut self.clerk,
            Access::Administrator => &mut self.administrator,
            _ => &mut self.citizen,
        }
    }

    async fn send(
        &mut self,
        endpoint: &EndpointInfo,
        media: &str,
        body: String,
    ) -> crate::client::Answer {
        let path = self.path(endpoint);
        let client = self.client(endpoint);
        let mut request = client
            .request(endpoint.method.as_str(), &path)
            .header("idempotency-key", "a-key-of-this-test");
        if !media.is_empty() {
            request = request.header(header::CONTENT_TYPE, media);
        }
        client.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Everything that a refused request must leave as it is.
    async fn state(&mut self) -> (api::DraftView, api::DossierView, usize, usize) {
        let draft = draft_of(&mut self.citizen, &self.draft).await;
        let dossier = self
            .citizen
            .call::<api::GetDossier>(&[&self.dossier], &Nothing {})
            .await
            .unwrap();
        let drafts = self
            .citizen
            .call::<api::ListDrafts>(&[], &Nothing {})
            .await
            .unwrap();
        let notices = self
            .citizen
            .call::<api::ListNotices>(&[], &Nothing {})
            .await
            .unwrap();
        let unread = usize::try_from(notices.unread).unwrap();
        (draft, dossier, drafts.len(), unread)
    }
}

#[tokio::test]
async fn every_body_is_read_strictly_and_changes_nothing_when_it_is_wrong() {
    let test = TestApp::start().await;
    let mut doors = Doors::of(&test).await;
    let before = doors.state().await;
    let mut walked = 0;
    for endpoint in with_body() {
        let name = endpoint.name;
        let right = right_body(name);
        let mut unknown = right.clone();
        unknown["is_admin"] = json!(true);
        // The last one in the alphabet is needed everywhere.
        let needed = right
            .as_object()
            .unwrap()
            .keys()
            .next_back()
            .unwrap()
            .clone();
        let mut wrong_type = right.clone();
        wrong_type[&needed] = json!([[1]]);
        let mut inside = unknown.clone();
        if right.get("command").is_some() {
            inside = right.clone();
            inside["command"]["is_admin"] = json!(true);
        }
        let mut missing = right.clone();
        missing.as_object_mut().unwrap().remove(&needed);
        for (what, body) in [
            ("an unknown member", unknown.to_string()),
            ("a wrong type", wrong_type.to_string()),
            ("a missing member", missing.to_string()),
            ("an unknown member inside", inside.to_string()),
            ("a list", "[]".to_owned()),
            ("half a text", right.to_string()[..5].to_owned()),
            ("nothing", String::new()),
            ("two texts", format!("{right}{right}")),
        ] {
            let answer = doors.send(endpoint, "application/json", body).await;
            assert_refused(&answer, ProblemCode::BadRequest, &format!("{name}: {what}"));
        }
        for media in ["text/plain", "application/x-www-form-urlencoded", ""] {
            let answer = doors.send(endpoint, media, right.to_string()).await;
            let what = format!("{name}: declared as {media:?}");
            assert_refused(&answer, ProblemCode::BadRequest, &what);
        }
        let mut large = right.clone();
        large[&needed] = json!("x".repeat(JSON_LIMIT));
        let answer = doors
            .send(endpoint, "application/json", large.to_string())
            .await;
        assert_refused(
            &answer,
            ProblemCode::TooLarge,
            &format!("{name}: too large"),
        );
        walked += 1;
    }
    assert_eq!(walked, 41, "endpoints with a body");
    assert_eq!(doors.state().await, before, "nothing changed");
}

#[tokio::test]
async fn every_address_refuses_the_methods_it_does_not_have() {
    let test = TestApp::start().await;
    let mut doors = Doors::of(&test).await;
    let before = doors.state().await;
    let mut known: Vec<(&str, &str)> = api::ENDPOINTS
        .iter()
        .map(|endpoint| (endpoint.path, endpoint.method.as_str()))
        .collect();
    known.extend(
        api::STREAMS
            .iter()
            .map(|(_, method, path, _)| (*path, method.as_str())),
    );
    for (path, _) in known.clone() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if known.contains(&(path, method)) {
                continue;
            }
            let address = path
                .replace("{id}", &doors.draft)
                .replace("{slug}", "dang-ky-khai-sinh")
                .replace("{hash}", "x")
                .replace("{code}", "H26-261120-0001");
            let request = doors.citizen.request(method, &address);
            let answer = doors
                .citizen
                .send(request.body(Body::empty()).unwrap())
                .await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_refused(
                &answer,
                ProblemCode::BadRequest,
                &format!("{method} {path}"),
            );
            assert!(!answer.header("allow").is_empty(), "{method} {path}");
        }
    }
    for path in [
        "/api/nothing",
        "/api/drafts/x/nothing",
        "/api/staff",
        "/api//drafts",
        "/api/Drafts",
    ] {
        assert_refused(
            &doors.citizen.get(path).await,
            ProblemCode::RouteNotFound,
            path,
        );
    }
    assert_eq!(doors.state().await, before, "nothing changed");
}

#[tokio::test]
async fn a_result_file_that_is_not_one_leaves_the_dossier_as_it_was() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    for command in [
        Command::Accept {
            message: String::new(),
        },
        Command::Forward {
            officer: None,
            note: String::new(),
        },
    ] {
        let version = staff_view(&mut clerk, &dossier).await.version;
        clerk
            .call::<api::ActAsOfficer>(&[&dossier], &api::ActionRequest { version, command })
            .await
            .unwrap();
    }
    let mut specialist = test.sign_in(SPECIALIST).await;
    let before = staff_view(&mut specialist, &dossier).await;
    let files = stored(test.data.path());
    let path = api::RESULT_PATH.replace("{id}", &dossier);
    let pdf = sample_pdf("kết quả");
    let page = b"<html></html>".to_vec();
    let mut large = pdf.clone();
    large.resize(20_000_001, b' ');
    let now = before.version;
    let zeros = "0".repeat(64);
    for (what, version, content, hash, code) in [
        (
            "a stale version",
            now - 1,
            &pdf,
            None,
            ProblemCode::Conflict,
        ),
        ("a web page", now, &page, None, ProblemCode::UnsupportedFile),
        (
            "nothing",
            now,
            &Vec::new(),
            None,
            ProblemCode::UnsupportedFile,
        ),
        ("too large", now, &large, None, ProblemCode::TooLarge),
        (
            "another hash",
            now,
            &pdf,
            Some(zeros),
            ProblemCode::HashMismatch,
        ),
    ] {
        let hash = hash.unwrap_or_else(|| motcua_backend::store::sha256(content));
        let query = format!("{path}?name=..%2F..%2Fket-qua.pdf&sha256={hash}&version={version}");
        let request = specialist.request("POST", &query);
        let request = request.body(Body::from(content.clone())).unwrap();
        assert_refused(&specialist.send(request).await, code, what);
    }
    let after = staff_view(&mut specialist, &dossier).await;
    assert_eq!(after, before);
    assert_eq!(stored(test.data.path()), files, "no file was left");
}

async fn staff_view(officer: &mut Client, dossier: &str) -> api::StaffDossier {
    officer
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap()
}

#[tokio::test]
async fn uploads_of_an_ended_session_or_with_a_false_length_leave_nothing() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(WITH_FILE).await;
    let (id, _) = test.filled_draft(&mut citizen, WITH_FILE).await;
    let before = draft_of(&mut citizen, &id).await;
    let files = stored(test.data.path());
    let content = sample_pdf("khai sinh");
    let path = format!(
        "{}?field={SLOT}&name=a.pdf&sha256={}",
        api::UPLOAD_PATH.replace("{id}", &id),
        motcua_backend::store::sha256(&content)
    );
    for (length, code) in [
        ("99999999999", ProblemCode::TooLarge),
        // Larger than any number we count with: then the bytes themselves are counted, and they do not end.
        ("99999999999999999999999", ProblemCode::TooLarge),
    ] {
        let request = citizen
            .request("POST", &path)
            .header(header::CONTENT_LENGTH, length);
        let endless = [content.clone(), vec![b' '; 30 * 1024 * 1024]].concat();
        let answer = citizen
            .send(request.body(Body::from(endless)).unwrap())
            .await;
        assert_refused(&answer, code, length);
    }
    let broken = stream::iter([
        Ok(content.clone()),
        Err(std::io::Error::other("the phone lost its connection")),
    ]);
    let request = citizen.request("POST", &path);
    let answer = citizen
        .send(request.body(Body::from_stream(broken)).unwrap())
        .await;
    assert_refused(&answer, ProblemCode::BadRequest, "a broken upload");
    test.advance(9 * 3600);
    let request = citizen.request("POST", &path);
    let answer = citizen
        .send(request.body(Body::from(content)).unwrap())
        .await;
    assert_refused(&answer, ProblemCode::SignedOut, "an ended session");
    let mut again = test.sign_in(WITH_FILE).await;
    assert_eq!(draft_of(&mut again, &id).await, before);
    assert_eq!(stored(test.data.path()), files, "no file was left");
}

#[tokio::test]
async fn a_key_belongs_to_one_draft() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (first, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let filed = citizen
        .submit(&first, &submission(version), "one-key")
        .await
        .unwrap();
    let (second, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let before = draft_of(&mut citizen, &second).await;
    let problem = citizen
        .submit(&second, &submission(version), "one-key")
        .await
        .unwrap_err();
    assert_eq!(problem.code, ProblemCode::BadRequest);
    assert_eq!(draft_of(&mut citizen, &second).await, before);
    // The same key of another person is another key.
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let problem = other
        .submit(&first, &submission(version), "one-key")
        .await
        .unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    assert!(
        !serde_json::to_string(&problem)
            .unwrap()
            .contains(&filed.code)
    );
}

#[tokio::test]
async fn a_document_of_somebody_else_cannot_be_used() {
    let test = TestApp::start().await;
    let mut owner = test.sign_in(OTHER_CITIZEN).await;
    let mut thief = test.sign_in(CITIZEN).await;
    let document = "018f0000-0000-7000-8000-00000000d0c0";
    let body = stream::iter([Ok(sample_pdf("giấy chứng sinh").into())]);
    let stored = test.app.store.put(body, 10_000, |_| {}).await.unwrap();
    let account = account_id(OTHER_CITIZEN);
    let row = format!(
        "INSERT INTO document (id, account, kind, name, media_type, bytes, sha256, store_key, vouched_by, dossier_code, since, \
         valid_until) VALUES ('{document}', '{account}', 'birth_notice', 'giay.pdf', 'application/pdf', {}, '{}', \
         '{}', 'UBND phường Cầu Giấy', NULL, 0, NULL)",
        stored.bytes, stored.sha256, stored.key
    );
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| {
            tx.execute_unprepared(&row).await?;
            Ok(())
        })
        .await
        .unwrap();
    let reuse = DocumentReuse {
        document: document.to_owned(),
        field: SLOT.to_owned(),
    };
    let new = NewDraft {
        procedure: "dang-ky-khai-sinh".to_owned(),
    };
    let own = owner.call::<api::CreateDraft>(&[], &new).await.unwrap().id;
    let of_thief = thief.call::<api::CreateDraft>(&[], &new).await.unwrap().id;
    for draft in [&of_thief, &own] {
        let problem = thief
            .call::<api::ReuseDocument>(&[draft], &reuse)
            .await
            .unwrap_err();
        assert_eq!(problem.code, ProblemCode::NotFound);
    }
    assert!(draft_of(&mut thief, &of_thief).await.attachments.is_empty());
    assert!(draft_of(&mut thief, &of_thief).await.documents.is_empty());
    // Its owner can.
    owner
        .call::<api::ReuseDocument>(&[&own], &reuse)
        .await
        .unwrap();
}

/// Number of files in the store.
fn stored(data: &std::path::Path) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&data.join("files"))
}
