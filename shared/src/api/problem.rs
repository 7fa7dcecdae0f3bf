//! What an error answer says (RFC 9457), so that the browser can show it and point at the right fields.

use serde::{Deserialize, Serialize};

use crate::form::Issue;
use crate::i18n::{Lang, t::problem as say};

/// An `application/problem+json` body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Kind of problem; also gives `type` as `about:problem/<code>`.
    pub code: ProblemCode,
    /// URI of the kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short title in the reader's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened, what is safe, what to do, in the reader's language.
    pub detail: String,
    /// Id of the request, to quote when asking for help.
    #[serde(default)]
    pub request_id: String,
    /// Faults of single answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
    /// The version that is stored now, with a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
    /// The dossier that came of it, with [`ProblemCode::AlreadyFiled`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
}

/// Kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The request cannot be read.
    BadRequest,
    /// Wrong user name or password.
    WrongCredentials,
    /// Not signed in, or the session has ended.
    SignedOut,
    /// Not allowed.
    Forbidden,
    /// A request from another site.
    ForeignSite,
    /// No such thing, or not yours: both look alike.
    NotFound,
    /// No such endpoint.
    RouteNotFound,
    /// Somebody changed it in between.
    Conflict,
    /// The draft was filed: it is a dossier now.
    AlreadyFiled,
    /// The workflow does not allow it now.
    ActionRefused,
    /// Answers have faults: see `issues`.
    Invalid,
    /// Body or file too large.
    TooLarge,
    /// File of a type that the slot does not take, or a broken one.
    UnsupportedFile,
    /// The bytes that arrived are not the bytes that were sent.
    HashMismatch,
    /// Too many attempts.
    RateLimited,
    /// A fault of the server.
    Internal,
    /// The server was built without the part that makes PDF files.
    NoPdf,
    /// Not now, try again.
    Unavailable,
    /// Not from the server: the network did not answer.
    Offline,
}

impl ProblemCode {
    /// HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::WrongCredentials | Self::SignedOut => 401,
            Self::Forbidden | Self::ForeignSite => 403,
            Self::NotFound | Self::RouteNotFound => 404,
            Self::Conflict | Self::ActionRefused => 409,
            Self::AlreadyFiled => 410,
            Self::TooLarge => 413,
            Self::UnsupportedFile => 415,
            Self::Invalid | Self::HashMismatch => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::NoPdf => 501,
            Self::Unavailable | Self::Offline => 503,
        }
    }

    /// Title and detail in a language.
    #[must_use]
    pub fn texts(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::BadRequest => (say::bad_request_title(lang), say::bad_request(lang)),
            Self::WrongCredentials => (
                say::wrong_credentials_title(lang),
                say::wrong_credentials(lang),
            ),
            Self::SignedOut => (say::signed_out_title(lang), say::signed_out(lang)),
            Self::Forbidden => (say::forbidden_title(lang), say::forbidden(lang)),
            Self::ForeignSite => (say::foreign_site_title(lang), say::foreign_site(lang)),
            Self::NotFound => (say::not_found_title(lang), say::not_found(lang)),
            Self::RouteNotFound => (say::route_not_found_title(lang), say::route_not_found(lang)),
            Self::Conflict => (say::conflict_title(lang), say::conflict(lang)),
            Self::AlreadyFiled => (say::already_filed_title(lang), say::already_filed(lang)),
            Self::ActionRefused => (say::action_refused_title(lang), say::action_refused(lang)),
            Self::Invalid => (say::invalid_title(lang), say::invalid(lang)),
            Self::TooLarge => (say::too_large_title(lang), say::too_large(lang)),
            Self::UnsupportedFile => (
                say::unsupported_file_title(lang),
                say::unsupported_file(lang),
            ),
            Self::HashMismatch => (say::hash_mismatch_title(lang), say::hash_mismatch(lang)),
            Self::RateLimited => (say::rate_limited_title(lang), say::rate_limited(lang)),
            Self::Internal => (say::internal_title(lang), say::internal(lang)),
            Self::NoPdf => (say::no_pdf_title(lang), say::no_pdf(lang)),
            Self::Unavailable => (say::unavailable_title(lang), say::unavailable(lang)),
            Self::Offline => (say::offline_title(lang), say::offline(lang)),
        }
    }
}

impl Problem {
    /// A problem with the standard words of its kind.
    #[must_use]
    pub fn new(code: ProblemCode, lang: Lang) -> Self {
        let (title, detail) = code.texts(lang);
        Self {
            code,
            kind: format!("about:problem/{code:?}"),
            title: title.to_owned(),
            status: code.status(),
            detail: detail.to_owned(),
            request_id: String::new(),
            issues: Vec::new(),
            current_version: None,
            dossier: None,
        }
    }
}
