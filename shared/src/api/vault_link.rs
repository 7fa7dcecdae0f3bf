//! Which agencies take each other's verified data, as administrators decide it (R-GEN-05). The rule is [`crate::vault::scope`].

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What was decided about two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VaultLink {
    /// Agency code (`000.00.91.H26`) or level-1 code (`H26`).
    pub one: String,
    /// The other side, in the same way.
    pub other: String,
    /// Whether they take each other's word.
    pub connected: bool,
    /// Name of who decided it.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

/// A decision about two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VaultLinkChange {
    /// Agency code or level-1 code.
    pub one: String,
    /// The other side.
    pub other: String,
    /// Connected or separated; absent takes the decision back, so that the usual rule holds.
    #[serde(default)]
    pub connected: Option<bool>,
}
