//! A register that speaks HTTP: one POST of JSON a question (`docs/sources.md` is the contract).

use std::fmt;

use async_trait::async_trait;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, Uri, header};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use serde_json::json;

use super::reader::read;
use super::{Known, Question, Source, SourceError};
use crate::channel::{HttpClient, address_of, client, header_of};

/// Longest answer that is read, bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// Where a register is, and how it knows us. What may be secret never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRegister {
    uri: Uri,
    header: Option<(HeaderName, HeaderValue)>,
}

impl HttpRegister {
    /// `url` is where to post; `header` one line `Name: value`, or nothing.
    ///
    /// # Errors
    /// The name of the part (`url`, `header`) and what is wrong, without repeating secrets.
    pub fn new(url: &str, header: &str) -> Result<Self, (&'static str, String)> {
        let uri = address_of(url).map_err(|problem| ("url", problem))?;
        let header = match header {
            "" => None,
            line => Some(header_of(line).ok_or_else(|| {
                let problem = "this is no header such as `Name: value`";
                ("header", problem.to_owned())
            })?),
        };
        Ok(Self { uri, header })
    }
}

impl fmt::Debug for HttpRegister {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRegister")
            .field("host", &self.uri.host())
            .finish_non_exhaustive()
    }
}

/// The register.
pub struct HttpSource {
    name: String,
    register: HttpRegister,
    client: HttpClient,
}

impl HttpSource {
    /// A register by its name for people. Nothing is connected yet.
    #[must_use]
    pub fn new(name: &str, register: HttpRegister) -> Self {
        Self {
            name: name.to_owned(),
            register,
            client: client(),
        }
    }
}

#[async_trait]
impl Source for HttpSource {
    fn name(&self) -> &str {
        &self.name
    }

    async fn ask(&self, question: &Question) -> Result<Option<Known>, SourceError> {
        let body = json!({
            "citizen_id": question.citizen_id, "purpose": question.purpose, "request": question.id,
        });
        let mut request = Request::post(self.register.uri.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        if let Some((name, value)) = &self.register.header {
            request = request.header(name, value);
        }
        let request = request
            .body(Full::<Bytes>::from(body.to_string()))
            .map_err(|_| SourceError::Down("the question cannot be written".to_owned()))?;
        let answer = self
            .client
            .request(request)
            .await
            .map_err(|_| SourceError::Down("it cannot be reached".to_owned()))?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Ok(None),
            status => return Err(SourceError::Down(format!("it answered {status}"))),
        }
        let body = Limited::new(answer.into_body(), ANSWER_MAX)
            .collect()
            .await
            .map_err(|_| SourceError::Down("its answer broke off or was too long".to_owned()))?
            .to_bytes();
        read(&body, question)
    }
}
