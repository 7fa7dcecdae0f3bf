//! What officers leave beside a dossier for each other: internal notes, instructions with a date, and who is looking at it now.
//! Nothing of it is in any answer to an applicant.

use serde::{Deserialize, Serialize};

use super::label::Label;
use crate::time::Timestamp;

/// What stands beside a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Aside {
    /// Notes and instructions, newest first.
    pub notes: Vec<NoteView>,
    /// Labels on it.
    pub labels: Vec<Label>,
}

/// An internal note; an instruction when it is to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteView {
    /// Id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// What.
    pub words: String,
    /// Name of the officer who is instructed; empty for a note.
    pub to: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Done since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
    /// The reader may say that it is done: the instructed officer, or who gave it.
    pub may_close: bool,
}

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// Whom it instructs; leaders only. Without it, a note for everybody of the agency.
    #[serde(default)]
    pub instruction: Option<Instruction>,
    /// What: 1 to 2000 characters.
    pub words: String,
}

/// To whom and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// Account of an officer of the agency.
    pub officer: String,
    /// Last day; its end of office hours counts.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub until: time::Date,
}

/// Somebody else who is looking at the dossier now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Watcher {
    /// Name.
    pub name: String,
}
