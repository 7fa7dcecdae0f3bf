//! Public look-up by code: where a dossier is, for anybody who has its code.

use serde::{Deserialize, Serialize};

use crate::dossier::{Completion, Status};

/// Address of the page; its query names the code. Slips and filled forms carry it as a QR code.
pub const LOOK_UP_PAGE: &str = "/tra-cuu";
/// Name of the code in the query of [`LOOK_UP_PAGE`].
pub const LOOK_UP_QUERY: &str = "ma";

/// What everybody may know of a dossier: nothing personal, not even which procedure it is (R-LOOK-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUpView {
    /// The code that was asked for.
    pub code: String,
    /// National status.
    pub status: Status,
    /// How far it has come.
    pub completion: Completion,
}

/// The page that shows a dossier, without scheme and host: `/tra-cuu?ma=…`. A code needs no escaping.
#[must_use]
pub fn look_up_page(code: &str) -> String {
    format!("{LOOK_UP_PAGE}?{LOOK_UP_QUERY}={code}")
}
