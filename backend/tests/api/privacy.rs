//! Nobody's data reaches anybody else: every reading endpoint, live events, notices, look-up and log lines are searched for what
//! is known about one person while another one, another agency and an administrator look at that person's things. And who does
//! read is seen by the person.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::sync::Once;

use axum::body::Body;
use motcua_shared::api::{self, Method, NewMessage, Nothing, PersonSearch};
use motcua_shared::event::LiveKind;
use serde_json::Value;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::app::{
    ADMINISTRATOR, CITIZEN, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, TestApp, account_id,
};
use crate::client::{Client, sample_pdf};
use crate::desk::{accept, act};

/// Whose data it is.
const OWNER: &str = "mau.giang";
/// What the owner writes to the officers.
const MESSAGE: &str = "Con tôi sinh ở trạm xá bản Ví Dụ.";
/// Why something is wrong, as the owner says.
const REASON: &str = "Sổ hộ khẩu cũ ghi nhầm một chữ.";

thread_local! {
    /// Log lines of this thread, while somebody listens: each test has a thread of its own.
    static HEARD: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes to whoever listens on this thread.
struct Ear;

impl io::Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        HEARD.with_borrow_mut(|heard| {
            if let Some(heard) = heard {
                heard.extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Listens from now on. The subscriber is one for the process: with one a thread, what other tests do first on theirs decides
/// whether a line is made at all.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(|| Ear)
            .with_ansi(false);
        let wanted = Targets::new()
            .with_target("motcua_backend", tracing::Level::DEBUG)
            .with_default(tracing::Level::WARN);
        let subscriber = tracing_subscriber::registry().with(lines.with_filter(wanted));
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    HEARD.set(Some(Vec::new()));
}

/// What was heard.
fn heard() -> String {
    String::from_utf8(HEARD.take().unwrap_or_default()).unwrap()
}

/// Everything personal that the demo knows about the owner and about nobody else.
fn secrets() -> BTreeSet<String> {
    let people: Vec<Value> = serde_json::from_str(include_str!("../../demo/people.json")).unwrap();
    let mut own = BTreeSet::new();
    let mut of_others = BTreeSet::new();
    for person in &people {
        let texts = if person["username"] == OWNER {
            &mut own
        } else {
            &mut of_others
        };
        collect(&person["facts"], texts);
    }
    // Names of places are in every list of places; short texts are in every word.
    let places = ["Thành phố Hà Nội", "Xã Gia Lâm"];
    own.retain(|text: &String| {
        text.chars().count() > 5 && !of_others.contains(text) && !places.contains(&text.as_str())
    });
    assert!(own.contains("010080999913"), "{own:?}");
    own.extend([MESSAGE, REASON].map(str::to_owned));
    own
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            texts.insert(text.clone());
        }
        Value::Object(members) => members.values().for_each(|one| collect(one, texts)),
        Value::Array(items) => items.iter().for_each(|one| collect(one, texts)),
        _ => {}
    }
}

/// Where one of the secrets stands in a text.
fn leak<'s>(secrets: &'s BTreeSet<String>, text: &str) -> Option<&'s String> {
    secrets.iter().find(|secret| text.contains(*secret))
}

/// The owner's things: everything that has an id.
async fn things(test: &TestApp, owner: &mut Client) -> (api::Receipt, Vec<String>) {
    let receipt = test.filed(owner, OWNER).await;
    let id = receipt.dossier.clone();
    act(&mut test.sign_in(CLERK).await, &id, accept()).await;
    let message = NewMessage {
        text: MESSAGE.to_owned(),
        files: Vec::new(),
    };
    owner
        .call::<api::WriteMessage>(&[&id], &message)
        .await
        .unwrap();
    let data = owner
        .call::<api::GetMyData>(&[], &Nothing {})
        .await
        .unwrap();
    let phone = data
        .facts
        .iter()
        .find(|fact| fact.label.vi == "Nghề nghiệp")
        .unwrap();
    let new = api::NewCorrection {
        kind: api::HeldKind::Fact,
        item: phone.id.clone(),
        wanted: Some(motcua_shared::form::Answer::from("Thợ may")),
        reason: REASON.to_owned(),
    };
    let asked = owner
        .call::<api::AskForCorrection>(&[], &new)
        .await
        .unwrap();
    let (draft, _) = test.filled_draft(owner, OWNER).await;
    let view = owner
        .call::<api::GetDraft>(&[&draft], &Nothing {})
        .await
        .unwrap();
    let slips = owner
        .call::<api::ListSlips>(&[&id], &Nothing {})
        .await
        .unwrap();
    let mut ids = vec![
        id,
        draft,
        view.attachments[0].id.clone(),
        receipt.files[0].id.clone(),
        slips[0].id.clone(),
        asked.corrections[0].id.clone(),
        account_id(OWNER),
    ];
    ids.extend(data.documents.into_iter().map(|document| document.id));
    (receipt, ids)
}

/// The addresses of every reading endpoint, with each of the owner's ids.
fn addresses(ids: &[String], code: &str) -> Vec<(&'static str, String)> {
    let endpoints = api::ENDPOINTS
        .iter()
        .map(|endpoint| (endpoint.name, endpoint.method, endpoint.path));
    let streams = api::STREAMS
        .iter()
        .map(|(name, method, path, _)| (*name, *method, *path));
    let mut found = Vec::new();
    for (name, method, path) in endpoints.chain(streams) {
        // The stream of events has no end; it is listened to below.
        if method != Method::Get || name == "LiveEvents" {
            continue;
        }
        let path = path
            .replace("{slug}", "dang-ky-khai-sinh")
            .replace("{hash}", "0123456789abcdef")
            .replace("{code}", code);
        if path.contains("{id}") {
            found.extend(ids.iter().map(|id| (name, path.replace("{id}", id))));
        } else {
            found.push((name, path));
        }
    }
    assert!(found.len() > 100, "{}", found.len());
    found
}

#[tokio::test]
async fn no_answer_event_notice_look_up_or_log_line_shows_somebody_elses_data() {
    listen();
    let test = TestApp::start().await;
    let secrets = secrets();
    let mut listeners = Vec::new();
    for who in [CITIZEN, OTHER_CLERK, ADMINISTRATOR] {
        let mut client = test.sign_in(who).await;
        let stream = client.events("", None).await;
        listeners.push((who, client, stream));
    }
    let mut owner = test.sign_in(OWNER).await;
    let (receipt, ids) = things(&test, &mut owner).await;
    // What is looked for is there to be found.
    let mine = owner.get("/api/my-data").await;
    assert!(leak(&secrets, mine.text()).is_some());

    let mut nobody = test.anonymous();
    for (name, address) in addresses(&ids, &receipt.code) {
        for (who, client) in listeners
            .iter_mut()
            .map(|(who, client, _)| (*who, client))
            .chain([("nobody", &mut nobody)])
        {
            let answer = client.get(&address).await;
            assert!(
                answer.status.as_u16() < 500 || answer.status == 501,
                "{name} for {who}"
            );
            let text = String::from_utf8_lossy(&answer.body);
            let found = leak(&secrets, &text);
            assert_eq!(found, None, "{name} at {address} for {who}");
            let tells_code = text.contains(&receipt.code) && name != "LookUpDossier";
            assert!(
                !tells_code,
                "{name} at {address} tells {who} of the dossier"
            );
        }
    }

    // The next thing each hears is their own, so nothing of the owner came before it.
    let own = test.filed(&mut listeners[0].1, CITIZEN).await;
    let event = listeners[0].2.next().await.unwrap();
    assert_eq!((event.kind, &event.code), (LiveKind::Dossier, &own.code));
    let ask = PersonSearch::Phone {
        number: "0912345678".to_owned(),
    };
    let clerk = &mut listeners[1].1;
    clerk.call::<api::FindPerson>(&[], &ask).await.unwrap();

    // Nothing personal in the log, whatever was done, by whomever; and there is a log.
    let text = heard();
    assert!(text.matches("answered").count() > 300, "{text}");
    for secret in secrets.iter().chain([&"giay-to.pdf".to_owned()]) {
        let line = text.lines().find(|line| line.contains(secret.as_str()));
        assert_eq!(line, None, "a log line says {secret}");
    }
}

#[tokio::test]
async fn who_looks_is_seen_by_the_person() {
    let test = TestApp::start().await;
    let mut owner = test.sign_in(OWNER).await;
    let receipt = test.filed(&mut owner, OWNER).await;
    let looks = async || {
        let mut owner = test.sign_in(OWNER).await;
        let data = owner.call::<api::GetMyData>(&[], &Nothing {}).await;
        data.unwrap().looks
    };
    assert!(looks().await.is_empty());

    // A file, the conversation, the paper copy: each is a reading of the dossier, whichever comes first.
    let file = api::CONTENT_PATH.replace("{id}", &receipt.files[0].id);
    let leader = test.sign_in(LEADER).await.get(&file).await;
    assert_eq!(leader.body, sample_pdf("birth_certificate_file"));
    let mut clerk = test.sign_in(CLERK).await;
    let messages = format!("/api/staff/dossiers/{}/messages", receipt.dossier);
    assert_eq!(clerk.get(&messages).await.status, 200);
    let seen = looks().await;
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(seen.iter().all(|look| {
        look.dossier.as_deref() == Some(receipt.dossier.as_str())
            && look.why.vi.contains(&receipt.code)
            && look.role.is_some()
    }));

    // A search at any counter, with what it was for.
    test.advance(60);
    let search = PersonSearch::CitizenId {
        number: "010080999913".to_owned(),
    };
    let mut elsewhere = test.sign_in(OTHER_CLERK).await;
    let found = elsewhere.call::<api::FindPerson>(&[], &search).await;
    assert_eq!(found.unwrap().len(), 1);
    let seen = looks().await;
    assert_eq!(seen[0].by.vi, "UBND phường Ba Đình");
    assert!(seen[0].why.vi.contains("quầy"), "{seen:?}");
    // Whoever was not looked at sees nothing.
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let request = other.request("GET", "/api/my-data").body(Body::empty());
    let answer = other.send(request.unwrap()).await;
    assert!(answer.text().contains("\"looks\":[]"), "{}", answer.text());
}
