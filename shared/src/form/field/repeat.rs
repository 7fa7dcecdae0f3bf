//! Several rows of the same questions, each row with a stable id.

use serde::{Deserialize, Serialize};

use crate::form::definition::Field;
use crate::i18n::Bilingual;

/// A repeat group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Repeat {
    /// What one row is, e.g. “Thành viên”.
    pub row_label: Bilingual,
    /// The questions of a row. One of them may be a repeat group again, whose rows hold none.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub fields: Vec<Field>,
    /// Fewest rows.
    #[serde(default)]
    pub min_rows: u32,
    /// Most rows.
    #[serde(default = "rows")]
    pub max_rows: u32,
}

const fn rows() -> u32 {
    50
}
