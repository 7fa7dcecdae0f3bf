//! Registers outside: one that answers, hangs, fails and talks nonsense. The form opens in any case, and says who was silent.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use motcua_backend::source::{HttpRegister, HttpSource, Sources};
use motcua_shared::api::{self, DraftView, NewDraft};
use motcua_shared::form::Answer;
use motcua_shared::vault::{Fact, SourceKind};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::app::{CITIZEN, OTHER_CITIZEN, TestApp};
use crate::client::{Client, PATIENCE};

const NAME: &str = "Cơ sở dữ liệu quốc gia về dân cư";
const MARITAL_STATUS: &str = "xac-nhan-tinh-trang-hon-nhan";
/// Shorter than anybody notices; a register that hangs costs each test this much.
const BUDGET: Duration = Duration::from_millis(300);

/// What the register does with a question.
#[derive(Clone)]
enum Does {
    Answer(Value),
    Status(u16),
    Words(&'static str),
    Hang,
}

/// A register on a free port. Each question takes the next order.
#[derive(Clone, Default)]
struct Register {
    orders: Arc<Mutex<VecDeque<Does>>>,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Register {
    async fn start() -> (Self, Sources) {
        let register = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/ask", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/ask", post(answer))
            .with_state(register.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let speaks = HttpRegister::new(&url, "Authorization: Bearer hidden").unwrap();
        let source = HttpSource::new(NAME, speaks);
        let sources = Sources::default().with(Box::new(source)).within(BUDGET);
        (register, sources)
    }

    fn then(&self, orders: &[Does]) {
        self.orders.lock().unwrap().extend(orders.iter().cloned());
    }

    fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(register): State<Register>, headers: HeaderMap, body: String) -> Response {
    let key = headers.get("authorization");
    let key = key.map_or("", |value| value.to_str().unwrap()).to_owned();
    let question = serde_json::from_str(&body).unwrap();
    register.asked.lock().unwrap().push((key, question));
    let order = register.orders.lock().unwrap().pop_front();
    match order.expect("the test says what comes") {
        Does::Answer(value) => axum::Json(value).into_response(),
        Does::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Does::Words(words) => words.into_response(),
        Does::Hang => std::future::pending().await,
    }
}

fn known(name: &str) -> Does {
    Does::Answer(json!({
        "citizen_id": "036192999902", "as_of": "2026-11-01",
        "values": {
            "person.full_name": name,
            "person.religion": "Không",
            "person.gender": "neither of ours",
            "person.residence": {"province": "01", "commune": "99999", "detail": "x"},
            "person.password": "x",
            "land.area_m2": "7",
        },
    }))
}

async fn draft(citizen: &mut Client) -> DraftView {
    let new = NewDraft {
        procedure: MARITAL_STATUS.into(),
    };
    citizen.call::<api::CreateDraft>(&[], &new).await.unwrap()
}

fn registered(draft: &DraftView) -> Vec<&Fact> {
    let facts = draft.facts.iter();
    facts
        .filter(|fact| fact.source.kind == SourceKind::Register)
        .collect()
}

#[tokio::test]
async fn what_a_register_says_enters_as_facts_with_source_and_date() {
    let (register, sources) = Register::start().await;
    let test = TestApp::start().await.asking(sources);
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    register.then(&[known("Trần Thị  Thử Mới")]);
    let first = draft(&mut citizen).await;
    assert!(first.silent.is_empty());
    let facts = registered(&first);
    let paths: Vec<&str> = facts.iter().map(|fact| fact.path.as_str()).collect();
    assert_eq!(
        paths,
        ["person.full_name", "person.religion"],
        "what no form takes is left out"
    );
    assert_eq!(
        facts[0].value,
        Answer::from("Trần Thị Thử Mới"),
        "canonical"
    );
    assert_eq!(facts[0].source.by, NAME);
    assert_eq!(
        facts[0].source.since.to_rfc3339(),
        "2026-10-31T17:00:00.000Z"
    );
    assert_eq!(
        first.answers["requester_full_name"],
        Answer::from("Trần Thị Thử Mới")
    );
    assert_eq!(first.reused["requester_full_name"], facts[0].id);
    let account = first
        .facts
        .iter()
        .find(|fact| fact.path == "person.full_name" && fact.source.kind == SourceKind::Account);
    assert!(account.is_some(), "the other source is there to be seen");
    let (key, question) = &register.asked()[0];
    assert_eq!(key, "Bearer hidden");
    assert_eq!(question["citizen_id"], "036192999902");
    assert_eq!(question["purpose"], "1.004873", "what for is said");

    // The same again is the same fact; another value takes its place; what is no longer said is over.
    register.then(&[known("Trần Thị Thử Mới")]);
    let second = draft(&mut citizen).await;
    assert_eq!(registered(&second), facts);
    let values = json!({"person.full_name": "Trần Thị Thử"});
    let changed = json!({"citizen_id": "036192999902", "as_of": "2026-11-19", "values": values});
    register.then(&[Does::Answer(changed)]);
    let third = draft(&mut citizen).await;
    let names: Vec<&Answer> = registered(&third).iter().map(|fact| &fact.value).collect();
    assert_eq!(names, [&Answer::from("Trần Thị Thử")]);
}

#[tokio::test]
async fn a_register_that_fails_never_keeps_a_form_from_opening() {
    let (register, sources) = Register::start().await;
    let test = TestApp::start().await.asking(sources);
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    register.then(&[Does::Status(404)]);
    let unknown = draft(&mut citizen).await;
    assert!(
        unknown.silent.is_empty() && registered(&unknown).is_empty(),
        "it does not know her"
    );
    for bad in [
        Does::Hang,
        Does::Status(503),
        Does::Words("<html>OK</html>"),
    ] {
        register.then(&[bad]);
        let opened = draft(&mut citizen).await;
        assert_eq!(opened.silent, [NAME]);
        assert!(registered(&opened).is_empty());
        assert_eq!(
            opened.answers["requester_full_name"],
            Answer::from("Trần Thị Thử")
        );
        let again = citizen
            .call::<api::GetDraft>(&[&opened.id], &api::Nothing {})
            .await
            .unwrap();
        assert_eq!(
            again.silent,
            [NAME],
            "it is still said when the form is opened again"
        );
    }
    // After three failures it is left alone, then tried once more.
    let asked = register.asked().len();
    assert_eq!(draft(&mut citizen).await.silent, [NAME]);
    assert_eq!(register.asked().len(), asked);
    test.advance(31);
    register.then(&[known("Trần Thị Thử")]);
    assert!(draft(&mut citizen).await.silent.is_empty());
    assert_eq!(register.asked().len(), asked + 1);
}

#[tokio::test]
async fn an_answer_about_somebody_else_is_no_answer() {
    let (register, sources) = Register::start().await;
    let test = TestApp::start().await.asking(sources);
    let mut citizen = test.sign_in(CITIZEN).await;
    register.then(&[known("Trần Thị Thử")]);
    let opened = draft(&mut citizen).await;
    assert_eq!(opened.silent, [NAME]);
    assert!(registered(&opened).is_empty());
}

#[tokio::test]
async fn the_stand_in_for_trials_speaks_the_contract() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end");
    let mut process = Command::new("node")
        .arg("fixtures/register.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("node is there: the site is built with it");
    let mut out = BufReader::new(process.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(PATIENCE, out.next_line()).await;
    let line = line.expect("it says where it is").unwrap().unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    let register = HttpRegister::new(told["url"].as_str().unwrap(), "").unwrap();
    let source = HttpSource::new(NAME, register);
    let sources = Sources::default().with(Box::new(source)).within(PATIENCE);
    let test = TestApp::start().await.asking(sources);
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    let opened = draft(&mut citizen).await;
    assert!(opened.silent.is_empty());
    let facts = registered(&opened);
    let said = |path: &str| facts.iter().any(|fact| fact.path == path);
    assert!(said("person.full_name") && said("person.residence") && said("marriage.number"));
    assert!(!said("person.phone"), "only the person can say that");
}
