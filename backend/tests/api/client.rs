//! A browser without a screen: keeps cookies, sends what the contract says, reads problems.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use motcua_backend::store::sha256;
use motcua_shared::api::{
    self, AttachmentView, Credentials, Endpoint, Method, Problem, Receipt, SessionView, Submission,
};
use motcua_shared::event::{LiveEvent, LiveReset};
use tower::ServiceExt as _;

/// Longest wait for an answer or an event: reached only when a test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// One browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub address: SocketAddr,
    /// Sent with every request.
    pub language: &'static str,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A header as text; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as a problem; checks that it is one in every respect.
    pub fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{} {}",
            self.status,
            self.text()
        );
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(problem.request_id, self.header("x-request-id"));
        assert!(
            !problem.request_id.is_empty()
                && !problem.title.is_empty()
                && !problem.detail.is_empty()
        );
        problem
    }
}

impl Client {
    /// A browser at an address of its own.
    pub fn new(router: Router) -> Self {
        static NEXT: AtomicU16 = AtomicU16::new(1);
        let [high, low] = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        Self {
            router,
            cookies: BTreeMap::new(),
            address: SocketAddr::from(([10, 0, high, low], 40_000)),
            language: "vi",
        }
    }

    /// A request with this browser's cookies.
    pub fn request(&self, method: &str, path: &str) -> Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "dichvucong.example.org");
        request = request
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header("sec-fetch-site", "same-origin");
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.open(request).await;
        let (parts, body) = answer.into_parts();
        let body = tokio::time::timeout(PATIENCE, body.collect())
            .await
            .expect("the answer ends")
            .unwrap()
            .to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    async fn open(&mut self, mut request: Request<Body>) -> axum::response::Response {
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = tokio::time::timeout(PATIENCE, self.router.clone().oneshot(request))
            .await
            .expect("an answer comes")
            .unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// A `GET`.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// A request with a JSON body that need not fit the contract.
    pub async fn send_json(
        &mut self,
        method: &str,
        path: &str,
        body: &serde_json::Value,
    ) -> Answer {
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(
            request
                .header("idempotency-key", "test-key")
                .body(Body::from(body.to_string()))
                .unwrap(),
        )
        .await
    }

    /// An endpoint of the contract.
    pub async fn call<E: Endpoint>(
        &mut self,
        parameters: &[&str],
        request: &E::Req,
    ) -> Result<E::Res, Problem> {
        self.call_with::<E>(parameters, request, &[]).await
    }

    /// An endpoint of the contract, with extra headers.
    pub async fn call_with<E: Endpoint>(
        &mut self,
        parameters: &[&str],
        request: &E::Req,
        headers: &[(&str, &str)],
    ) -> Result<E::Res, Problem> {
        let mut path = E::path(parameters);
        let value = serde_json::to_value(request).unwrap();
        let mut body = Body::empty();
        if E::METHOD == Method::Get {
            let pairs: Vec<String> = value
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| format!("{name}={}", plain(value)))
                .collect();
            if !pairs.is_empty() {
                path = format!("{path}?{}", pairs.join("&"));
            }
        } else if size_of::<E::Req>() > 0 {
            body = Body::from(value.to_string());
        }
        let mut builder = self
            .request(E::METHOD.as_str(), &path)
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let answer = self.send(builder.body(body).unwrap()).await;
        if !answer.status.is_success() {
            return Err(answer.problem());
        }
        let json = if answer.status == StatusCode::NO_CONTENT {
            b"{}".as_slice()
        } else {
            &answer.body
        };
        Ok(serde_json::from_slice(json)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", E::NAME, answer.text())))
    }

    /// Signs in.
    pub async fn sign_in(
        &mut self,
        username: &str,
        password: &str,
    ) -> Result<SessionView, Problem> {
        let credentials = Credentials {
            username: username.to_owned(),
            password: password.to_owned(),
        };
        self.call::<api::SignIn>(&[], &credentials).await
    }

    /// Where this browser's stream of events is now.
    pub async fn cursor(&mut self) -> i64 {
        self.call::<api::GetSession>(&[], &api::Nothing {})
            .await
            .unwrap()
            .cursor
    }

    /// Files a draft.
    pub async fn submit(
        &mut self,
        draft: &str,
        submission: &Submission,
        key: &str,
    ) -> Result<Receipt, Problem> {
        self.call_with::<api::SubmitDraft>(&[draft], submission, &[("idempotency-key", key)])
            .await
    }

    /// Uploads a file to a slot of a draft.
    pub async fn upload(
        &mut self,
        draft: &str,
        field: &str,
        name: &str,
        content: &[u8],
    ) -> Result<AttachmentView, Problem> {
        let path = api::UPLOAD_PATH.replace("{id}", draft);
        let path = format!(
            "{path}?field={field}&name={name}&sha256={}",
            sha256(content)
        );
        let request = self
            .request("POST", &path)
            .header(header::CONTENT_TYPE, "application/octet-stream");
        let answer = self
            .send(request.body(Body::from(content.to_vec())).unwrap())
            .await;
        if answer.status.is_success() {
            Ok(serde_json::from_slice(&answer.body).unwrap())
        } else {
            Err(answer.problem())
        }
    }

    /// Opens the event stream.
    pub async fn events(&mut self, query: &str, last_event_id: Option<i64>) -> Events {
        let mut request = self
            .request("GET", &format!("{}{query}", api::EVENTS_PATH))
            .header(header::ACCEPT, "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let answer = self.open(request.body(Body::empty()).unwrap()).await;
        let (parts, body) = answer.into_parts();
        Events {
            status: parts.status,
            headers: parts.headers,
            body,
            text: String::new(),
        }
    }
}

fn plain(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), |text| text.replace(' ', "%20"))
}

/// An open event stream.
pub struct Events {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Body,
    text: String,
}

impl Events {
    /// The next event; `None` when the server ended the stream.
    pub async fn next(&mut self) -> Option<LiveEvent> {
        let (name, id, data) = self.message().await?;
        let event: LiveEvent = serde_json::from_str(&data).unwrap();
        assert_eq!((name.as_str(), id), ("change", event.id.to_string()));
        Some(event)
    }

    /// The cursor of a reset, which must be the next thing said.
    pub async fn reset(&mut self) -> i64 {
        let (name, id, data) = self.message().await.unwrap();
        let reset: LiveReset = serde_json::from_str(&data).unwrap();
        assert_eq!((name.as_str(), id), ("reset", reset.cursor.to_string()));
        reset.cursor
    }

    /// Name, id and data of the next message.
    async fn message(&mut self) -> Option<(String, String, String)> {
        loop {
            while let Some((message, rest)) = self.text.split_once("\n\n") {
                let (message, rest) = (message.to_owned(), rest.to_owned());
                self.text = rest;
                let line = |name: &str| {
                    message
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(str::trim)
                };
                if let Some(data) = line("data:") {
                    let part = |name: &str| line(name).unwrap_or_default().to_owned();
                    return Some((part("event:"), part("id:"), data.to_owned()));
                }
            }
            let frame = tokio::time::timeout(PATIENCE, self.body.frame())
                .await
                .expect("an event or the end comes")?;
            if let Ok(data) = frame.unwrap().into_data() {
                self.text.push_str(std::str::from_utf8(&data).unwrap());
            }
        }
    }
}

impl Events {
    /// Everything up to the end, for an answer that is no stream.
    pub async fn rest(&mut self) -> Vec<u8> {
        let body = std::mem::replace(&mut self.body, Body::empty());
        tokio::time::timeout(PATIENCE, body.collect())
            .await
            .expect("the answer ends")
            .unwrap()
            .to_bytes()
            .to_vec()
    }
}

/// A small PDF; different words give different content.
pub fn sample_pdf(words: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n% {words}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}
