//! The officers' side: a row of the queue, a dossier in the workspace, colleagues. What a page of the queue asks for is in
//! [`super::queue`], what stands beside a dossier (notes, labels, who looks) in [`super::note`] and [`super::label`].

use serde::{Deserialize, Serialize};

use super::attachment::AttachmentView;
use super::conversation::MessageFile;
use super::counter::CameIn;
use super::dossier::{LimitBasis, TimelineEvent};
use super::draft::ReceivingAgency;
use super::label::Label;
use crate::access::Role;
use crate::catalogue::Component;
use crate::dossier::workflow::StepTime;
use crate::dossier::{Action, Charge, Consultation, OpinionTerms, Promise, Status, SupplementItem};
use crate::form::autofill::ReuseMarks;
use crate::form::{Answers, Issue};
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// A dossier in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueRow {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Name of the owner.
    pub owner: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// National status.
    pub status: Status,
    /// Title of the step.
    pub step: Bilingual,
    /// Name of the officer in charge; empty when nobody yet.
    pub assignee: String,
    /// Unit that has it now.
    pub unit: Bilingual,
    /// Labels of the agency on it.
    pub labels: Vec<Label>,
    /// Filed.
    pub submitted_at: Timestamp,
    /// Next date that counts.
    pub due_at: Option<Timestamp>,
    /// The date has passed.
    pub overdue: bool,
}

/// A dossier with everything for the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffDossier {
    /// The row of the queue.
    pub row: QueueRow,
    /// Grows with each change; send it with an action.
    pub version: i64,
    /// Title of the next step, for the forward button; empty at the last one.
    pub next_step: Bilingual,
    /// Role that the next step needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_role: Option<Role>,
    /// Kind of unit of the next step.
    #[serde(default)]
    pub next_unit: String,
    /// Steps that it can be returned to, first to last: key and title. Empty when this officer cannot return it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_steps: Vec<(String, Bilingual)>,
    /// What this officer may do now.
    pub actions: Vec<Action>,
    /// Hash of the pinned form version.
    pub form: String,
    /// Answers as filed.
    pub answers: Answers,
    /// What was reused, and what was changed after reuse.
    pub marks: ReuseMarks,
    /// Answers before the last supplement that were changed by it.
    pub before_supplement: Answers,
    /// Warnings of the form's rules.
    pub warnings: Vec<Issue>,
    /// Components of the dossier, for the checklist.
    pub components: Vec<Component>,
    /// Files.
    pub files: Vec<AttachmentView>,
    /// Results.
    pub results: Vec<AttachmentView>,
    /// What happened, oldest first, with names and internal notes.
    pub timeline: Vec<TimelineEvent>,
    /// Date first promised.
    pub promised_at: Option<Timestamp>,
    /// Date promised now.
    pub legal_due_at: Option<Timestamp>,
    /// How the date in force came about.
    pub promise: Promise,
    /// What sets the limit.
    pub basis: LimitBasis,
    /// Other agencies that could receive it, when it may be sent to one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<ReceivingAgency>,
    /// The way through the agency with planned and real time of each step.
    pub steps: Vec<StepTime>,
    /// Opinions that were asked for and are not there yet; for another agency that is asked only its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consultations: Vec<Consultation>,
    /// Opinions that were given, oldest first; none for another agency that is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<GivenOpinion>,
    /// What the law says about opinions at this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion_terms: Option<OpinionTerms>,
    /// Parts of the step that other units are doing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartView>,
    /// What the applicant was asked to pay, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// The reader is of another agency, which is asked for its opinion: what belongs to the office of this one is left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guest: bool,
    /// Why no supplement can be asked for now though the officer is at that step: a leader must agree first (D10).
    pub supplement_spent: bool,
    /// Role that the present step needs.
    pub step_role: Role,
    /// Kind of unit of the present step.
    pub step_unit: String,
    /// How it came in.
    #[serde(default)]
    pub came_in: CameIn,
    /// The next step is another agency's: nobody here can be named for it.
    #[serde(default)]
    pub next_elsewhere: bool,
    /// Units that the papers can be given to, when that is possible: id and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paper_units: Vec<(String, Bilingual)>,
    /// Unit that the papers are on their way to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_to: Option<Bilingual>,
    /// Accepted.
    pub accepted_at: Option<Timestamp>,
    /// Items of the open supplement request.
    pub open_items: Vec<SupplementItem>,
}

/// An opinion that a unit has given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenOpinion {
    /// When.
    pub at: Timestamp,
    /// The unit.
    pub unit: Bilingual,
    /// Who answered for it.
    pub by: String,
    /// For or against, and the words.
    pub words: String,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<MessageFile>,
}

/// A part of the present step that another unit is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartView {
    /// What is done.
    pub title: Bilingual,
    /// Unit that does it.
    pub unit: Bilingual,
    /// By when.
    pub due_at: Timestamp,
}

/// An officer of the own agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// Account id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Name of the unit.
    pub unit: Bilingual,
    /// Id of the unit.
    pub unit_id: String,
    /// Kind of the unit.
    pub unit_kind: String,
    /// Live dossiers given to this officer.
    pub load: u64,
}
