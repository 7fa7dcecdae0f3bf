//! What applicant and officers write to each other about a dossier. Files of opinions are files of messages, too: they are taken
//! before the words are sent, and bound to them.

use serde::{Deserialize, Serialize};

use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// Longest message, letters.
pub const MESSAGE_MAX: u32 = 2_000;
/// Files of one message or opinion.
pub const MESSAGE_FILES: usize = 5;
/// Largest file of a message, bytes.
pub const MESSAGE_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// Media types of files of messages.
pub const MESSAGE_FILE_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Takes a file for the applicant's next message. The body is the file; query [`MessageFileQuery`]; answers [`MessageFile`].
pub const MESSAGE_FILE_PATH: &str = "/api/dossiers/{id}/messages/files";
/// The same for an officer's.
pub const STAFF_MESSAGE_FILE_PATH: &str = "/api/staff/dossiers/{id}/messages/files";
/// Takes a file for the opinion of an officer's unit, which is asked for it. The body is the file; query [`MessageFileQuery`];
/// answers [`MessageFile`].
pub const OPINION_FILE_PATH: &str = "/api/staff/dossiers/{id}/opinion/files";
/// The bytes of a message's file, for both sides; those of an opinion's file for the officers of the agency.
pub const MESSAGE_FILE_CONTENT_PATH: &str = "/api/message-files/{id}/content";

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

/// A file of a message or an opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageFile {
    /// Id.
    pub id: String,
    /// File name.
    pub name: String,
    /// Media type found in the content.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hex, confirmed by the server.
    pub sha256: String,
}

/// Query of an upload. The body is the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageFileQuery {
    /// File name.
    pub name: String,
    /// SHA-256 computed in the browser, lower-case hex.
    pub sha256: String,
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
    /// The words; may be empty beside files.
    pub text: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<MessageFile>,
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
    /// The words; may be empty beside files.
    pub text: String,
    /// Ids of the files that were taken for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

/// What the reader has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessagesRead {
    /// Everything up to this moment.
    pub until: Timestamp,
}
