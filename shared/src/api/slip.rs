//! Slips of a dossier and the register of the year. The pages themselves are files: [`super::STREAMS`].

use serde::{Deserialize, Serialize};

use super::Page;
use crate::dossier::{SlipKind, Status};
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// A slip of the own dossier as PDF: the electronic copy.
pub const SLIP_PDF_PATH: &str = "/api/slips/{id}/slip.pdf";
/// Prints a slip at the agency and counts it: the first print is the original, every later one says that it is another.
pub const PRINT_SLIP_PATH: &str = "/api/staff/slips/{id}/print";
/// Prints several slips into one file and counts each; query [`SlipsPrint`].
pub const PRINT_SLIPS_PATH: &str = "/api/staff/slips/print";
/// Most slips in one file.
pub const SLIPS_AT_ONCE: usize = 100;
/// The register of the agency for a year as PDF; query [`RegisterQuery`], whose page does not matter.
pub const REGISTER_PDF_PATH: &str = "/api/staff/register.pdf";

/// A slip in the list of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlipView {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: SlipKind,
    /// Official name.
    pub title: Bilingual,
    /// Number as written, e.g. `12/2026/TNHS`.
    pub number: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Who issued it.
    pub issuer: String,
    /// How often the agency has printed it.
    pub printed: u32,
    /// When and why it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<SlipVoided>,
    /// Whether this officer may void it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_void: bool,
}

/// A slip that does not count any more. It stays visible (R-SLIP-13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlipVoided {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Voiding a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlipVoid {
    /// Why; printed on the slip.
    pub reason: String,
}

/// Which slips somebody wants to print for many dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlipChoices {
    /// Ids of the dossiers, [`SLIPS_AT_ONCE`] at most; their order is that of the pages.
    pub dossiers: Vec<String>,
    /// Kind of slip.
    pub kind: SlipKind,
}

/// A dossier with the slip of the wanted kind that is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlipChoice {
    /// Id of the dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// Owner.
    pub owner: String,
    /// The slip; none when the dossier has no such slip in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<SlipView>,
}

/// Which slips are printed into one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlipsPrint {
    /// Ids with commas between them.
    pub ids: String,
}

/// Which part of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RegisterQuery {
    /// Year; 0 is the present one.
    pub year: i32,
    /// Page from 1; 0 is 1.
    pub page: u64,
}

impl RegisterQuery {
    /// Names and values for a query string, defaults left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.year != 0 {
            pairs.push(("year", self.year.to_string()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }
}

/// A page of the register of the agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterPage {
    /// The year.
    pub year: i32,
    /// The years that have a register, newest first; the present one is always among them.
    pub years: Vec<i32>,
    /// The year is over: no more lines.
    pub closed: bool,
    /// The lines by number.
    pub page: Page<RegisterRow>,
}

/// A line of the register (R-SLIP-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterRow {
    /// Number in the year.
    pub number: u32,
    /// Id of the dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// Legal name of the procedure.
    pub procedure_name: String,
    /// Number of sets.
    pub sets: u32,
    /// Owner.
    pub owner: String,
    /// Address.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// Accepted.
    pub received_at: Timestamp,
    /// The date promised now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// When the result was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_at: Option<Timestamp>,
    /// Status now.
    pub status: Status,
}
