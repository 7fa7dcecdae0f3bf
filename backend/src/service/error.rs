//! What can go wrong in a use case, independent of HTTP. [`crate::web`] turns it into a problem answer.

use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::form::Issue;
use motcua_shared::identity::card::CardFault;

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or not the actor's: both look alike.
    #[error("not found")]
    NotFound,
    /// Not allowed.
    #[error("forbidden")]
    Forbidden,
    /// Wrong user name or password.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Somebody changed it in between.
    #[error("changed in between; stored version: {current_version:?}")]
    Conflict {
        /// The version that is stored now.
        current_version: Option<i64>,
    },
    /// The draft was filed; the id of the dossier that came of it.
    #[error("filed as {0}")]
    AlreadyFiled(String),
    /// The workflow does not allow it.
    #[error("the workflow refuses: {0:?}")]
    Refused(Refusal),
    /// Answers have faults.
    #[error("answers have faults: {0:?}")]
    Invalid(Vec<Issue>),
    /// The text of a scanned card cannot be read.
    #[error("no card: {0:?}")]
    Card(CardFault),
    /// The request makes no sense; the detail is for the log.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// Larger than allowed.
    #[error("too large")]
    TooLarge,
    /// A file of a type that is not taken here, or a broken one.
    #[error("unsupported or broken file")]
    UnsupportedFile,
    /// What arrived is not what was sent.
    #[error("the hash differs")]
    HashMismatch,
    /// Too many attempts.
    #[error("too many attempts")]
    RateLimited,
    /// The program was built without the part that makes PDF files.
    #[error("no PDF in this program")]
    NoPdf,
    /// Not now.
    #[error("unavailable")]
    Unavailable,
    /// A fault of the server.
    #[error("internal fault")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of the server that only words describe.
    pub fn internal(words: impl Into<String>) -> Self {
        Self::Internal(words.into().into())
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        match error {
            sea_orm::DbErr::ConnectionAcquire(_) => Self::Unavailable,
            error => Self::Internal(Box::new(error)),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            error => Self::Internal(Box::new(error)),
        }
    }
}
