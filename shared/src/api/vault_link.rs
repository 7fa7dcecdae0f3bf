//! Which agencies take each other's verified data, as administrators decide it (R-GEN-05). The rule is [`crate::vault::scope`].

use serde::{Deserialize, Serialize};

use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// All decisions, and the sides that one can decide about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultLinks {
    /// Decisions: those in force first, each part with the newest first.
    pub links: Vec<VaultLink>,
    /// Agencies of this installation.
    pub agencies: Vec<VaultSide>,
    /// Ministries and provinces: everything under a level-1 code.
    pub groups: Vec<VaultSide>,
}

/// An agency, or everything under a level-1 code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultSide {
    /// Agency code (`000.00.91.H26`) or level-1 code (`H26`).
    pub code: String,
    /// Name.
    pub name: Bilingual,
}

/// What was decided about two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultLink {
    /// Id.
    pub id: String,
    /// Agency code (`000.00.91.H26`) or level-1 code (`H26`).
    pub one: String,
    /// The other side, in the same way.
    pub other: String,
    /// Whether they take each other's word.
    pub connected: bool,
    /// What for; empty for decisions made before a purpose was asked for.
    pub purpose: String,
    /// Name of who decided it.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// How it ended; in force while absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<VaultLinkEnded>,
}

/// How a decision ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultLinkEnded {
    /// Name of who ended it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why; the purpose of the decision that took its place, if one did.
    pub reason: String,
}

/// A decision about two sides; it takes the place of the one in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VaultLinkChange {
    /// Agency code or level-1 code.
    pub one: String,
    /// The other side.
    pub other: String,
    /// Connected or separated.
    pub connected: bool,
    /// What for, with the number of the document if there is one.
    pub purpose: String,
}

/// Ends a decision: the usual rule holds again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VaultLinkEnd {
    /// Why.
    pub reason: String,
}
