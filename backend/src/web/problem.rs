//! Error answers (RFC 9457) in the reader's language. Every failure of an API request passes here, whoever made it:
//! a use case, an extractor, a layer, or axum itself. What went wrong inside is logged once and never sent.

use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use motcua_shared::api::{Problem, ProblemCode};
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::form::Issue;
use motcua_shared::i18n::Lang;
use motcua_shared::identity::card::CardFault;

use super::layers::RequestId;
use super::{language, shell};
use crate::service;

/// What a handler fails with. [`speak`] makes the answer from it.
#[derive(Clone, Debug)]
pub struct Failure {
    code: ProblemCode,
    issues: Vec<Issue>,
    current_version: Option<i64>,
    refusal: Option<Refusal>,
    card: Option<CardFault>,
    dossier: Option<String>,
    /// Seconds after which trying again makes sense.
    retry_after: Option<u64>,
}

impl Failure {
    /// A failure of a kind.
    #[must_use]
    pub const fn new(code: ProblemCode) -> Self {
        Self {
            code,
            issues: Vec::new(),
            current_version: None,
            refusal: None,
            card: None,
            dossier: None,
            retry_after: None,
        }
    }

    /// A request that cannot be read; the reason goes to the log only.
    pub fn unreadable(reason: impl std::fmt::Display) -> Self {
        tracing::debug!(%reason, "unreadable request");
        Self::new(ProblemCode::BadRequest)
    }

    /// Too many attempts; try again after so many seconds.
    #[must_use]
    pub const fn rate_limited(retry_after: u64) -> Self {
        let mut failure = Self::new(ProblemCode::RateLimited);
        failure.retry_after = Some(retry_after);
        failure
    }

    /// What kind it is.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        self.code
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        use service::Error as E;
        match error {
            E::NotFound => Self::new(ProblemCode::NotFound),
            E::Forbidden => Self::new(ProblemCode::Forbidden),
            E::WrongCredentials => Self::new(ProblemCode::WrongCredentials),
            E::Conflict { current_version } => Self {
                current_version,
                ..Self::new(ProblemCode::Conflict)
            },
            E::AlreadyFiled(dossier) => Self {
                dossier: Some(dossier),
                ..Self::new(ProblemCode::AlreadyFiled)
            },
            E::Refused(refusal) => Self {
                refusal: Some(refusal),
                ..Self::new(ProblemCode::ActionRefused)
            },
            E::Invalid(issues) => Self {
                issues,
                ..Self::new(ProblemCode::Invalid)
            },
            E::Card(card) => Self {
                card: Some(card),
                ..Self::new(ProblemCode::Invalid)
            },
            E::BadRequest(reason) => Self::unreadable(reason),
            E::TooLarge => Self::new(ProblemCode::TooLarge),
            E::UnsupportedFile => Self::new(ProblemCode::UnsupportedFile),
            E::HashMismatch => Self::new(ProblemCode::HashMismatch),
            E::RateLimited => Self::rate_limited(60),
            E::NoPdf => Self::new(ProblemCode::NoPdf),
            E::Unavailable => Self {
                retry_after: Some(5),
                ..Self::new(ProblemCode::Unavailable)
            },
            E::Internal(cause) => {
                let mut chain = cause.to_string();
                let mut source = cause.source();
                while let Some(inner) = source {
                    chain = format!("{chain}: {inner}");
                    source = inner.source();
                }
                tracing::error!(error = %chain, "internal fault");
                Self::new(ProblemCode::Internal)
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Layer: gives every failed API answer its words. Pages of the shell speak for themselves.
pub async fn speak(request: Request, next: Next) -> Response {
    let lang = language::of_headers(request.headers());
    if !request.uri().path().starts_with("/api/") {
        let response = next.run(request).await;
        let described = response.extensions().get::<Failure>().is_some();
        return if described {
            page(response.status(), lang)
        } else {
            response
        };
    }
    let id = request
        .extensions()
        .get::<RequestId>()
        .cloned()
        .unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let failure = response
        .extensions()
        .get::<Failure>()
        .cloned()
        .unwrap_or_else(|| Failure::new(code_of(status)));
    let mut problem = Problem::new(failure.code, lang);
    problem.request_id = id.0;
    problem.issues = failure.issues;
    problem.current_version = failure.current_version;
    problem.dossier = failure.dossier;
    if let Some(refusal) = failure.refusal {
        problem.detail = refusal.message(lang).to_owned();
    }
    if let Some(card) = failure.card {
        problem.detail = card.message(lang).to_owned();
    }
    // A status that no kind of problem has (405, 406 …) stays what it was.
    problem.status = status.as_u16();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(lang.tag()),
    );
    if let Some(seconds) = failure.retry_after {
        parts
            .headers
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let (_, body) = Json(problem).into_response().into_parts();
    Response::from_parts(parts, Body::new(body))
}

/// Where a page was asked for, people get a page.
fn page(status: StatusCode, lang: Lang) -> Response {
    (
        status,
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        shell::trouble(lang),
    )
        .into_response()
}

/// The kind of problem behind an answer that nobody described.
fn code_of(status: StatusCode) -> ProblemCode {
    match status {
        StatusCode::UNAUTHORIZED => ProblemCode::SignedOut,
        StatusCode::FORBIDDEN => ProblemCode::Forbidden,
        StatusCode::NOT_FOUND => ProblemCode::RouteNotFound,
        StatusCode::CONFLICT => ProblemCode::Conflict,
        StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => ProblemCode::RateLimited,
        StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::GATEWAY_TIMEOUT => ProblemCode::Unavailable,
        _ if status.is_server_error() => ProblemCode::Internal,
        _ => ProblemCode::BadRequest,
    }
}
