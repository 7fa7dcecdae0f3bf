//! Providers of short messages and of Zalo: one POST of JSON a message, as the operator has described it.

use std::fmt;

use async_trait::async_trait;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, Uri, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use super::{Channel, Message, SendError};
use motcua_shared::notice::SendFault;

/// Names one message; providers that know the header take a repetition once.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Longest answer that is read, bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// How a provider is spoken to. What may be secret never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpProvider {
    uri: Uri,
    header: Option<(HeaderName, HeaderValue)>,
    body: Value,
    success: Option<(String, String)>,
}

impl HttpProvider {
    /// `url` is where to post; `header` one line `Name: value`, such as the authorization; `body` JSON with `{to}`, `{text}`
    /// and `{id}` inside its texts; `success` what a good answer says, as `/pointer=value` (RFC 6901). Empty means none.
    ///
    /// # Errors
    /// The name of the part (`url`, `header`, `body`, `success`) and what is wrong, without repeating secrets.
    pub fn new(
        url: &str,
        header: &str,
        body: &str,
        success: &str,
    ) -> Result<Self, (&'static str, String)> {
        let uri = address_of(url).map_err(|problem| ("url", problem))?;
        let header = match header {
            "" => None,
            line => Some(header_of(line).ok_or_else(|| {
                (
                    "header",
                    "this is no header such as `Name: value`".to_owned(),
                )
            })?),
        };
        let body: Value = serde_json::from_str(body)
            .map_err(|error| ("body", format!("this is no JSON: {error}")))?;
        let text = body.to_string();
        if !text.contains("{to}") || !text.contains("{text}") {
            return Err(("body", "it must say where {to} and {text} go".to_owned()));
        }
        let success = match success {
            "" => None,
            rule => Some(
                rule.split_once('=')
                    .filter(|(pointer, _)| pointer.starts_with('/'))
                    .map(|(pointer, value)| (pointer.to_owned(), value.to_owned()))
                    .ok_or_else(|| ("success", format!("`{rule}` is not like /status=ok")))?,
            ),
        };
        Ok(Self {
            uri,
            header,
            body,
            success,
        })
    }
}

impl fmt::Debug for HttpProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpProvider")
            .field("host", &self.uri.host())
            .finish_non_exhaustive()
    }
}

/// An address outside: encrypted, unless it is on this machine.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn address_of(url: &str) -> Result<Uri, String> {
    let uri: Uri = url.parse().map_err(|_| "this is no address".to_owned())?;
    let local = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if local => Ok(uri),
        _ => Err("data leave over https:// only".to_owned()),
    }
}

/// A line `Name: value` as a header whose value never shows.
pub(crate) fn header_of(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().parse().ok()?;
    let mut value = HeaderValue::from_str(value.trim()).ok()?;
    value.set_sensitive(true);
    Some((name, value))
}

/// A client that connects when it is used.
pub(crate) type HttpClient = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// The client of everything that asks or tells others over HTTP.
pub(crate) fn client() -> HttpClient {
    let connector = hyper_rustls::HttpsConnectorBuilder::new()
        .with_webpki_roots()
        .https_or_http()
        .enable_http1()
        .build();
    Client::builder(TokioExecutor::new()).build(connector)
}

/// A provider that speaks HTTP.
pub struct HttpChannel {
    client: HttpClient,
    provider: HttpProvider,
}

impl HttpChannel {
    /// Messages through a provider. Nothing is connected yet.
    #[must_use]
    pub fn new(provider: HttpProvider) -> Self {
        Self {
            client: client(),
            provider,
        }
    }
}

#[async_trait]
impl Channel for HttpChannel {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let body = filled(&self.provider.body, message).to_string();
        let mut request = Request::post(self.provider.uri.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(IDEMPOTENCY_KEY, &message.id);
        if let Some((name, value)) = &self.provider.header {
            request = request.header(name, value);
        }
        let request = request
            .body(Full::from(body))
            .map_err(|_| SendError::Never(SendFault::Unwritable))?;
        let answer = self
            .client
            .request(request)
            .await
            .map_err(|_| SendError::Later(SendFault::Unreachable))?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_MAX)
            .collect()
            .await
            .map_err(|_| SendError::Later(SendFault::Garbled))?
            .to_bytes();
        judged(status, &body, self.provider.success.as_ref())
    }
}

/// The answer's status only: its words may repeat number and text.
fn judged(
    status: StatusCode,
    body: &[u8],
    success: Option<&(String, String)>,
) -> Result<(), SendError> {
    // Only these say something about the message itself; all others may be mended here or there.
    if matches!(
        status,
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::GONE
    ) {
        return Err(SendError::Never(SendFault::Refused(status.as_u16())));
    }
    if !status.is_success() {
        return Err(SendError::Later(SendFault::Answered(status.as_u16())));
    }
    let Some((pointer, wanted)) = success else {
        return Ok(());
    };
    let answer: Value =
        serde_json::from_slice(body).map_err(|_| SendError::Later(SendFault::Garbled))?;
    let said = match answer.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    if said == *wanted {
        Ok(())
    } else {
        Err(SendError::Later(SendFault::Answered(status.as_u16())))
    }
}

/// The body with its places filled; a filled text stays a text, whatever is in it.
fn filled(template: &Value, message: &Message) -> Value {
    match template {
        Value::String(text) => Value::String(
            text.split('{')
                .enumerate()
                .map(|(index, piece)| {
                    let place = piece.split_once('}').filter(|_| index > 0);
                    match place {
                        Some(("to", rest)) => format!("{}{rest}", message.to),
                        Some(("text", rest)) => format!("{}{rest}", message.text),
                        Some(("id", rest)) => format!("{}{rest}", message.id),
                        _ if index > 0 => format!("{{{piece}"),
                        _ => piece.to_owned(),
                    }
                })
                .collect(),
        ),
        Value::Array(items) => items.iter().map(|item| filled(item, message)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), filled(value, message)))
            .collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words_in_the_body() {
        let template = serde_json::json!({ "phone": "{to}", "list": [{ "content": "MC: {text} {x}" }], "ref": "{id}", "n": 1 });
        let message = Message {
            id: "d1".to_owned(),
            to: "+84900000002".to_owned(),
            subject: String::new(),
            text: "a\", \"phone\": \"+1 {to}".to_owned(),
            link: String::new(),
        };
        assert_eq!(
            filled(&template, &message),
            serde_json::json!({
                "phone": "+84900000002", "list": [{ "content": "MC: a\", \"phone\": \"+1 {to} {x}" }], "ref": "d1", "n": 1
            })
        );
    }

    #[test]
    fn answers_are_judged_by_status_and_by_what_success_looks_like() {
        let ok = Some(("/result/code".to_owned(), "0".to_owned()));
        for (status, body, rule, expected) in [
            (200, "", None, Ok(())),
            (200, "{\"result\":{\"code\":0}}", ok.as_ref(), Ok(())),
            (200, "{\"result\":{\"code\":\"0\"}}", ok.as_ref(), Ok(())),
            (200, "{\"result\":{\"code\":7}}", ok.as_ref(), Err(false)),
            (200, "<html>", ok.as_ref(), Err(false)),
            (400, "", None, Err(true)),
            (401, "", None, Err(false)),
            (429, "", None, Err(false)),
            (503, "", None, Err(false)),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let judged = judged(status, body.as_bytes(), rule)
                .map_err(|error| matches!(error, SendError::Never(_)));
            assert_eq!(judged, expected, "{status} {body}");
        }
    }

    #[test]
    fn a_provider_is_checked_and_its_secrets_never_show() {
        let body = "{\"to\":\"{to}\",\"text\":\"{text}\"}";
        let provider = HttpProvider::new(
            "https://sms.example.org/send",
            "Authorization: hidden",
            body,
            "/ok=true",
        )
        .unwrap();
        assert!(!format!("{provider:?}").contains("hidden"));
        for (part, url, header, body, success) in [
            ("url", "http://sms.example.org", "", body, ""),
            ("url", "ftp://sms.example.org", "", body, ""),
            ("header", "https://a.example", "hidden", body, ""),
            ("body", "https://a.example", "", "{", ""),
            ("body", "https://a.example", "", "{\"to\":\"{to}\"}", ""),
            ("success", "https://a.example", "", body, "ok"),
        ] {
            let (named, problem) = HttpProvider::new(url, header, body, success).unwrap_err();
            assert_eq!(named, part);
            assert!(!problem.contains("hidden"), "{problem}");
        }
    }
}
