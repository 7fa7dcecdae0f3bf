//! Providers for tests of what leaves the portal: a real SMTP server of the npm package `smtp-server` in a process of its own,
//! and an HTTP server that does what a test tells it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::client::PATIENCE;

/// A mail server that keeps what it takes.
pub struct MailServer {
    /// `smtp://127.0.0.1:PORT`.
    pub url: String,
    out: Lines<BufReader<ChildStdout>>,
    orders: ChildStdin,
    _process: Child,
}

/// A mail as it arrived.
pub struct Mail {
    pub to: String,
    /// Headers and body, still encoded.
    pub source: String,
}

impl Mail {
    /// A header, unfolded and decoded as far as tests need.
    pub fn header(&self, name: &str) -> String {
        let head = self.source.split("\r\n\r\n").next().unwrap();
        let head = head.replace("\r\n ", " ");
        head.lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")))
            .unwrap_or_default()
            .to_owned()
    }
}

impl Mail {
    /// The text, decoded.
    pub fn text(&self) -> String {
        use base64::Engine as _;
        let body = self.source.split_once("\r\n\r\n").unwrap().1;
        let bytes = match self.header("Content-Transfer-Encoding").as_str() {
            "base64" => {
                let joined: String = body.split_whitespace().collect();
                base64::prelude::BASE64_STANDARD.decode(joined).unwrap()
            }
            "quoted-printable" => unquoted(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).unwrap()
    }

    /// The first number of six digits in the text.
    pub fn code(&self) -> String {
        let text = self.text();
        text.split(|letter: char| !letter.is_ascii_digit())
            .find(|digits| digits.len() == motcua_shared::api::CODE_DIGITS)
            .unwrap_or_else(|| panic!("{text}"))
            .to_owned()
    }
}

/// RFC 2045, 6.7.
fn unquoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    bytes
}

impl MailServer {
    /// Starts on a free port.
    pub async fn start() -> Self {
        let script = folder().join("fixtures/mail-server.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .current_dir(folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node is there: the site is built with it");
        let orders = process.stdin.take().unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = next_line(&mut out).await;
        Self {
            url: format!("smtp://127.0.0.1:{}", line["port"]),
            out,
            orders,
            _process: process,
        }
    }

    /// The next thing that happens: a mail that was taken, or the code of one that was refused.
    pub async fn next(&mut self) -> Result<Mail, u64> {
        let line = next_line(&mut self.out).await;
        match line["refused"].as_u64() {
            Some(code) => Err(code),
            None => Ok(Mail {
                to: line["to"].as_str().unwrap().to_owned(),
                source: line["source"].as_str().unwrap().to_owned(),
            }),
        }
    }

    /// Refuses the next mail with a code.
    pub async fn refuse_next(&mut self, code: u16) {
        self.orders
            .write_all(format!("{code}\n").as_bytes())
            .await
            .unwrap();
        assert_eq!(next_line(&mut self.out).await["order"], code);
    }
}

/// The folder of the tests that run in Node.js.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end")
}

async fn next_line(out: &mut Lines<BufReader<ChildStdout>>) -> Value {
    let line = tokio::time::timeout(PATIENCE, out.next_line())
        .await
        .expect("the mail server says something")
        .unwrap()
        .expect("the mail server runs");
    serde_json::from_str(&line).unwrap()
}

/// What the HTTP provider does with a message.
#[derive(Clone, Copy, Debug)]
pub enum Does {
    /// Takes it.
    Take,
    /// Takes it, and breaks off before it answers.
    TakeAndBreak,
    /// Answers with a status.
    Answer(u16),
    /// Answers 200 with words that mean nothing.
    Nonsense,
    /// Never answers.
    Hang,
}

/// What the provider was asked, every time.
#[derive(Clone, Debug)]
pub struct Asked {
    pub key: String,
    pub authorization: String,
    pub body: Value,
}

/// A provider that speaks HTTP. Each message takes the next order; without one it is taken.
#[derive(Clone, Default)]
pub struct Provider {
    orders: Arc<Mutex<VecDeque<Does>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// Messages that people got: a repeated key is one.
    delivered: Arc<Mutex<Vec<Asked>>>,
}

impl Provider {
    /// Starts on a free port; gives its address.
    pub async fn start() -> (Self, String) {
        let provider = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/send", post(take))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (provider, format!("http://{address}/send"))
    }

    /// What comes next.
    pub fn then(&self, orders: &[Does]) {
        self.orders.lock().unwrap().extend(orders);
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn delivered(&self) -> Vec<Asked> {
        self.delivered.lock().unwrap().clone()
    }
}

async fn take(State(provider): State<Provider>, headers: HeaderMap, body: String) -> Response {
    let text = |name: &str| {
        headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
            .to_owned()
    };
    let asked = Asked {
        key: text("idempotency-key"),
        authorization: text("authorization"),
        body: serde_json::from_str(&body).unwrap(),
    };
    provider.asked.lock().unwrap().push(asked.clone());
    let order = provider.orders.lock().unwrap().pop_front();
    let order = order.unwrap_or(Does::Take);
    if matches!(order, Does::Take | Does::TakeAndBreak) {
        let mut delivered = provider.delivered.lock().unwrap();
        if delivered.iter().all(|known| known.key != asked.key) {
            delivered.push(asked);
        }
    }
    match order {
        Does::Take => axum::Json(serde_json::json!({ "status": "ok" })).into_response(),
        Does::TakeAndBreak => {
            let broken = futures_util::stream::iter([
                Ok(axum::body::Bytes::from_static(b"{\"sta")),
                Err(std::io::Error::other("broken off")),
            ]);
            Body::from_stream(broken).into_response()
        }
        Does::Answer(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Does::Nonsense => "<html>OK</html>".into_response(),
        Does::Hang => std::future::pending().await,
    }
}
