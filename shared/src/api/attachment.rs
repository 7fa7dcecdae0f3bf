//! Files of drafts and dossiers.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;
use crate::vault::FactSource;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    /// Id.
    pub id: String,
    /// Key of the file slot; empty for a result.
    pub field: String,
    /// File name.
    pub name: String,
    /// Media type found in the content.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hex, confirmed by the server.
    pub sha256: String,
    /// When it arrived.
    pub uploaded_at: Timestamp,
    /// Set when it was used again instead of uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reused: Option<FactSource>,
    /// Of a result: set when it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<ResultEnd>,
}

/// Why a result no longer counts. It is kept all the same (Decree 61/2018/NĐ-CP Art 21.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResultEnd {
    /// It was wrong and is corrected.
    Replaced,
    /// It was revoked.
    Revoked,
}

/// Query of an upload. The body is the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UploadQuery {
    /// Key of the file slot.
    pub field: String,
    /// File name.
    pub name: String,
    /// SHA-256 computed in the browser, lower-case hex.
    pub sha256: String,
}

/// Query of a result upload. The body is the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultQuery {
    /// File name.
    pub name: String,
    /// SHA-256 computed in the browser, lower-case hex.
    pub sha256: String,
    /// The version of the dossier seen.
    pub version: i64,
    /// The number that stands on the paper; may be empty.
    #[serde(default)]
    pub number: String,
    /// The day of issue that stands on the paper, ISO; may be empty.
    #[serde(default)]
    pub issued_on: String,
}
