//! Deputies and substitutes, and the units that can be asked for an opinion.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::i18n::Bilingual;

/// Somebody who acts for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandInView {
    /// Id.
    pub id: String,
    /// Whose work it is.
    pub absent: String,
    /// Who does it.
    pub deputy: String,
    /// Number of the written order; empty without one.
    pub order_number: String,
    /// First day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub since: Date,
    /// Last day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub until: Date,
    /// It has ended.
    pub over: bool,
    /// The reader may end it.
    pub may_end: bool,
}

/// Somebody who shall act for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStandIn {
    /// Account of whose work it is.
    pub absent: String,
    /// Account of who does it.
    pub deputy: String,
    /// Number of the written order: needed for a leader's work.
    #[serde(default)]
    pub order_number: String,
    /// First day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub since: Date,
    /// Last day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub until: Date,
}

/// Which units are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct UnitQuery {
    /// Words of unit or agency; tones may be left out. Empty: the units of the own agency.
    pub q: String,
}

/// A unit that can be asked for its opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitFound {
    /// Id.
    pub id: String,
    /// Name, with that of its agency when it is another one.
    pub name: Bilingual,
}
