//! The catalogue of procedures.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Level, Procedure, Sector, ServiceMode};
use crate::i18n::Bilingual;

/// Criteria of a search; all that are given must hold (R-CAT-06, R-CAT-07).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProcedureQuery {
    /// Words or a code; tones may be left out.
    pub q: String,
    /// Sector code.
    pub sector: String,
    /// Level key such as `commune`; empty for all.
    pub level: String,
    /// Mode key such as `partial`; empty for all.
    pub mode: String,
    /// Only what can be filed here online.
    pub online: bool,
    /// Page from 1; 0 is 1.
    pub page: u64,
}

impl ProcedureQuery {
    /// Names and values for a query string, empty ones left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("q", self.q.clone()),
            ("sector", self.sector.clone()),
            ("level", self.level.clone()),
            ("mode", self.mode.clone()),
            (
                "online",
                if self.online {
                    "true".to_owned()
                } else {
                    String::new()
                },
            ),
            (
                "page",
                if self.page > 1 {
                    self.page.to_string()
                } else {
                    String::new()
                },
            ),
        ];
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }
}

/// A procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureSummary {
    /// National code.
    pub code: String,
    /// Legal name.
    pub name: Bilingual,
    /// For the address.
    pub slug: String,
    /// Field of government.
    pub sector: Sector,
    /// Levels.
    pub levels: Vec<Level>,
    /// Mode.
    pub mode: ServiceMode,
    /// Can be filed here online.
    pub online: bool,
}

/// A sector and how much it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectorCount {
    /// The sector.
    pub sector: Sector,
    /// Its procedures in the catalogue.
    pub procedures: u64,
}

/// A procedure with everything for its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureView {
    /// The record.
    pub procedure: Procedure,
    /// Hash of the form to fill; `None` when it cannot be filed here online.
    pub form: Option<String>,
    /// Questions in the form, for an estimate of the time; 0 without a form.
    pub questions: u32,
}
