//! Dossiers as their applicant sees them.

use serde::{Deserialize, Serialize};

use super::attachment::AttachmentView;
use super::counter::CameIn;
use super::draft::SupplementView;
use crate::dossier::{Action, Charge, Command, Promise, Status};
use crate::form::Answers;
use crate::form::autofill::ReuseMarks;
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// A dossier in the applicant's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierSummary {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// National status.
    pub status: Status,
    /// Who has it, what next, by when.
    pub sentence: Bilingual,
    /// Next date that counts.
    pub due_at: Option<Timestamp>,
    /// Filed.
    pub submitted_at: Timestamp,
    /// Last changed.
    pub updated_at: Timestamp,
}

/// A dossier with everything for the applicant's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierView {
    /// The short part.
    pub summary: DossierSummary,
    /// Slug of the procedure.
    pub procedure: String,
    /// Grows with each change; send it with an action.
    pub version: i64,
    /// Agency that has it now.
    pub agency: Bilingual,
    /// How it came in.
    #[serde(default)]
    pub came_in: CameIn,
    /// Unit that has it now.
    pub unit: Bilingual,
    /// Date first promised.
    pub promised_at: Option<Timestamp>,
    /// How the date in force came about.
    pub promise: Promise,
    /// What sets the limit.
    pub basis: LimitBasis,
    /// What the applicant may do now.
    pub actions: Vec<Action>,
    /// Hash of the pinned form version.
    pub form: String,
    /// Answers as filed.
    pub answers: Answers,
    /// What was reused.
    pub marks: ReuseMarks,
    /// Files.
    pub files: Vec<AttachmentView>,
    /// Results.
    pub results: Vec<AttachmentView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEvent>,
    /// What was to be paid, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// Dossiers that belong together with it (requirements.md §4.3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<LinkedDossier>,
    /// Forms that it opened, to be filed by the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub following: Vec<LinkedForm>,
    /// The open supplement request, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementView>,
    /// Who has read it, newest first: people of the agency.
    pub readers: Vec<Reading>,
}

/// A dossier that another one opened, or that opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedDossier {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Legal name of its procedure.
    pub procedure_name: Bilingual,
    /// National status.
    pub status: Status,
    /// It came first and opened the other.
    pub parent: bool,
}

/// A form that an approval opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedForm {
    /// The draft.
    pub draft: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
}

/// What sets the time limit of a procedure, in the words of its record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitBasis {
    /// The decision that published the procedure.
    pub decision: String,
    /// Who published it.
    pub issuer: String,
    /// The limit in the words of the record.
    pub words: String,
}

/// One line of the history. Chained by hashes: each covers the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEvent {
    /// Number in the dossier, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// Status afterwards.
    pub status: Status,
    /// Who: a person's name for staff, the unit for the applicant.
    pub by: Bilingual,
    /// Words; for the applicant only those meant for them.
    #[serde(default)]
    pub words: String,
    /// What a supplement request asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<crate::dossier::SupplementItem>,
}

/// A reading of the dossier by an officer (design §4, invariant 11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    /// When.
    pub at: Timestamp,
    /// Unit of the reader.
    pub unit: Bilingual,
    /// Role of the reader.
    pub role: crate::access::Role,
}

/// An action on a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionRequest {
    /// The version seen; another one stored gives 409.
    pub version: i64,
    /// What to do.
    pub command: Command,
}
