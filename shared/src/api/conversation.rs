//! What applicant and officers write to each other about a dossier.

use serde::{Deserialize, Serialize};

use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// Longest message, letters.
pub const MESSAGE_MAX: u32 = 2_000;

/// Whose turn it is: who has not answered the last message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Nobody has written yet.
    Nobody,
    /// The agency wrote last.
    Applicant,
    /// The applicant wrote last.
    Office,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageView {
    /// Id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Written by the agency, else by the applicant.
    pub from_office: bool,
    /// Who: the unit of an officer, or “applicant”.
    pub by: Bilingual,
    /// The words.
    pub text: String,
    /// When the other side first saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// The conversation about a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// The latest two hundred, oldest first.
    pub messages: Vec<MessageView>,
    /// Whose turn it is.
    pub turn: Turn,
}

/// A new message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// The words.
    pub text: String,
}

/// What the reader has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessagesRead {
    /// Everything up to this moment.
    pub until: Timestamp,
}
