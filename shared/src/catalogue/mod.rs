//! Procedures as citizens read them (the eleven items of R-CAT-03) and what it takes to file one online. Pure data.

pub mod search;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Limit;
use crate::i18n::Bilingual;
use crate::vault::FactEnd;

/// An administrative procedure of the national catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Procedure {
    /// National code, e.g. `1.001193`.
    pub code: String,
    /// The legal name, character for character (R-CAT-04).
    pub name: Bilingual,
    /// Unique, for addresses.
    pub slug: String,
    /// Field of government.
    pub sector: Sector,
    /// Levels of government that execute it.
    pub levels: Vec<Level>,
    /// Who published it.
    pub promulgated_by: String,
    /// Decision that published it.
    pub decision: String,
    /// Who executes it.
    pub executed_by: Vec<String>,
    /// How much can be done online.
    pub mode: ServiceMode,
    /// Who may apply.
    pub subjects: Vec<String>,
    /// Legal basis.
    pub legal_basis: Vec<LegalText>,
    /// Time limit in the words of the record.
    pub time_limit: String,
    /// Ways of filing with their fees.
    pub channels: Vec<FilingChannel>,
    /// Fee in total.
    pub fee: Fee,
    /// Papers.
    pub documents: Vec<Paper>,
    /// Remarks on the papers.
    pub document_notes: Vec<String>,
    /// Steps in order.
    pub steps: Vec<ProcedureStep>,
    /// Conditions.
    pub conditions: Vec<String>,
    /// What one gets.
    pub results: Vec<String>,
    /// Day on which the record was read from the national catalogue, ISO.
    pub retrieved: String,
}

/// A field of government.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sector {
    /// `MX1X2-LV`, e.g. `G15-TP07` (R-CODE-05).
    pub code: String,
    /// Name.
    pub name: String,
}

/// Level of government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Commune, ward, special zone.
    Commune,
    /// Province or centrally run city.
    Province,
    /// Ministry.
    Ministry,
    /// Other bodies.
    Other,
}

/// How much of a procedure can be done online (R-CAT-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceMode {
    /// Reading only.
    Information,
    /// A part.
    Partial,
    /// The whole.
    Full,
}

/// One text of law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LegalText {
    /// Number, e.g. `04/2020/TT-BTP`.
    pub number: String,
    /// Title.
    pub title: String,
}

/// A way of filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilingChannel {
    /// `online`, `postal` or `direct`.
    pub method: String,
    /// Fees this way.
    pub fees: Vec<FeeLine>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// One fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeeLine {
    /// Đồng; `None` when the record does not say.
    pub amount: Option<i64>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// Fee in total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fee {
    /// `Some(true)`: free; `None`: the record does not say.
    pub free: Option<bool>,
    /// Lowest, đồng.
    pub min: Option<i64>,
    /// Highest, đồng.
    pub max: Option<i64>,
    /// In words.
    #[serde(default)]
    pub text: String,
}

/// One paper of a procedure as the record lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Paper {
    /// Code inside the procedure, e.g. `D02`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Originals.
    pub originals: u32,
    /// Copies.
    pub copies: u32,
    /// `required`, `conditional` or `optional`.
    pub requirement: String,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureStep {
    /// Who acts, e.g. `applicant`.
    pub actor: String,
    /// What happens.
    pub text: String,
}

/// How a procedure is filed online: `backend/procedures/<slug>/procedure.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlineService {
    /// Code in the catalogue.
    pub code: String,
    /// First day on which this version is used, ISO.
    pub effective_from: String,
    /// Time limit of the law, from acceptance.
    pub limit: Limit,
    /// Key of the address, commune or agency field that says who is competent (R-SUB-10); empty: the applicant chooses.
    pub competent_by: String,
    /// Components of the dossier: which file slot is which paper (R-SUB-07).
    pub components: Vec<Component>,
    /// What the applicant gets.
    pub result: ResultKind,
    /// Verified values that count for a time only, by attribute without the role (`marital_status`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts_end: BTreeMap<String, FactEnd>,
}

/// A component of the dossier (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Id of the paper in the catalogue record.
    pub paper: String,
    /// Key of the file slot in the form; empty for the declaration itself.
    #[serde(default)]
    pub field: String,
    /// Name.
    pub name: Bilingual,
}

impl Component {
    /// What tells it from the others of its procedure: the file slot, or the paper when it has none.
    #[must_use]
    pub fn key(&self) -> &str {
        if self.field.is_empty() {
            &self.paper
        } else {
            &self.field
        }
    }
}

/// The result of a procedure; it enters the owner's vault as a document of this kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultKind {
    /// Kind of document, e.g. `birth_certificate`.
    pub document: String,
    /// Name.
    pub name: Bilingual,
    /// Months of validity; without limit when absent.
    #[serde(default)]
    pub valid_months: Option<u32>,
}
