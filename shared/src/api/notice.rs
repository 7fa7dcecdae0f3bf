//! Notices in the portal.

use serde::{Deserialize, Serialize};

use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// Id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What to read.
    pub text: Bilingual,
    /// The dossier concerned.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// Already read.
    pub read: bool,
}

/// Notices, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeList {
    /// The latest hundred.
    pub notices: Vec<NoticeView>,
    /// Unread ones in all.
    pub unread: u64,
}

/// Mark as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticesRead {
    /// Everything up to this moment.
    pub until: Timestamp,
}
