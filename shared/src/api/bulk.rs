//! One command for many dossiers: looked at first, then run one by one. A run is on the server: after a lost connection or a
//! reload it is continued, and nothing is done twice.

use serde::{Deserialize, Serialize};

use super::queue::QueueQuery;
use crate::dossier::bulk::Outlook;
use crate::dossier::{Action, Command, workflow::Refusal};
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// What would the command do?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkQuestion {
    /// The command.
    pub command: Command,
    /// Which dossiers.
    pub selection: BulkSelection,
}

/// Which dossiers: these, or the first [`crate::dossier::bulk::MOST`] of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkSelection {
    /// Ids.
    pub dossiers: Vec<String>,
    /// The list; the ids are then not looked at.
    #[serde(default)]
    pub list: Option<QueueQuery>,
}

/// What the command would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkPreview {
    /// Each dossier.
    pub items: Vec<BulkForecast>,
    /// Dossiers of the list beyond the first.
    pub beyond: u64,
}

/// What the command would do to one dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkForecast {
    /// Id.
    pub dossier: String,
    /// Code.
    pub code: String,
    /// Name of the owner.
    pub owner: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// The version looked at.
    pub version: i64,
    /// What it becomes; absent when it is not possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outlook>,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// A run to be started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkStart {
    /// The command.
    pub command: Command,
    /// The dossiers with the versions that the preview showed; at most [`crate::dossier::bulk::MOST`].
    pub items: Vec<BulkPick>,
}

/// A dossier of a run to be started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkPick {
    /// Id.
    pub dossier: String,
    /// The version looked at: what has changed since is left as it is.
    pub version: i64,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRun {
    /// Id.
    pub id: String,
    /// What is done.
    pub action: Action,
    /// When it was started.
    pub started_at: Timestamp,
    /// Each dossier, in the order of the preview.
    pub items: Vec<BulkItem>,
}

impl BulkRun {
    /// How many are in a state.
    #[must_use]
    pub fn count(&self, state: BulkState) -> usize {
        self.items.iter().filter(|item| item.state == state).count()
    }
}

/// A dossier of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkItem {
    /// Id.
    pub dossier: String,
    /// Code.
    pub code: String,
    /// What became of it.
    pub state: BulkState,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// What became of a dossier in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    /// Not its turn yet.
    Waiting,
    /// Done.
    Done,
    /// The workflow did not allow it.
    Refused,
    /// Somebody changed it after the preview; left as it is.
    Changed,
    /// No longer at the agency.
    Gone,
}

impl BulkState {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Done,
        Self::Refused,
        Self::Changed,
        Self::Gone,
    ];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }

    /// Reads [`BulkState::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}
