//! Known values about a person, as they travel. What one is worth is decided in [`super::state`] and [`super::better`].

use serde::{Deserialize, Serialize};

use crate::form::answers::Answer;
use crate::time::Timestamp;

/// Where a fact or document comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactSource {
    /// Kind of source.
    pub kind: SourceKind,
    /// Who vouches for it: the agency that verified it, or the name of the register.
    pub by: String,
    /// The dossier it was verified in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier_code: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The person's account.
    Account,
    /// A dossier that an agency verified.
    Dossier,
    /// A register outside (population, civil status).
    Register,
    /// The person's own word or upload: nobody has verified it.
    Own,
}

impl SourceKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Account, Self::Dossier, Self::Register, Self::Own];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Dossier => "dossier",
            Self::Register => "register",
            Self::Own => "own",
        }
    }

    /// Reads [`SourceKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// One known value about the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fact {
    /// Id, to refer to it when reused.
    pub id: String,
    /// Canonical path, e.g. `person.full_name` (`profile-attributes`).
    pub path: String,
    /// The value, canonical.
    pub value: Answer,
    /// Where from and since when.
    pub source: FactSource,
}

/// Somebody whom the person has declared in an own dossier that was verified: spouse, child, the head of the household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownPerson {
    /// Name, as declared.
    pub name: String,
    /// What was declared and verified; paths begin with `person.`, whoever it is.
    pub facts: Vec<Fact>,
}
