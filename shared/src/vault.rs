//! The person's store of verified facts and documents (kho quản lý dữ liệu điện tử), as other parts see it.

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

/// A document submitted earlier, verified, and still valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Document {
    /// Id, to refer to it when reused.
    pub id: String,
    /// Kind of document: matches `document` of a file slot.
    pub kind: String,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// Where from and since when.
    pub source: FactSource,
}
