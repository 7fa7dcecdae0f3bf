//! Documents of a person, as they travel: components that an agency has verified, results, own uploads.

use serde::{Deserialize, Serialize};

use super::fact::FactSource;
use super::state::State;
use crate::time::Timestamp;

/// A document that was submitted earlier, issued to the person, or uploaded by them.
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
    /// Whether it may be used now; an expired one is shown, so that the person knows why it is asked for again.
    #[serde(default)]
    pub state: State,
    /// Last moment of its validity; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Number on the paper, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}
