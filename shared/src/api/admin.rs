//! What administrators look at and change: the procedures that are filed online with their flow, and the calendars. No content
//! of dossiers; numbers of them only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::dossier::LimitBasis;
use crate::calendar::{Calendars, Edit, FaultyEdit, Limit, OfficeHours, SpecialDay};
use crate::dossier::LimitSource;
use crate::dossier::workflow::Picture;
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// A procedure that is filed online, as a line of the administrators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnlineProcedure {
    /// For its address.
    pub slug: String,
    /// National code.
    pub code: String,
    /// The legal name.
    pub name: Bilingual,
    /// The version in use; empty when none is in use yet.
    pub version: String,
    /// First day of its use.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_from: Date,
    /// Time limit of the law.
    pub limit: Limit,
    /// Number of steps.
    pub steps: u32,
    /// Number of agencies that can receive it.
    pub agencies: u32,
    /// Number of faults of its definition.
    pub faults: u32,
}

/// One version of a procedure's form, flow and service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureVersion {
    /// Its name: the beginning of its hash.
    pub version: String,
    /// First day of use.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub effective_from: Date,
    /// When it came into this installation.
    pub added_at: Timestamp,
    /// It is the one that new dossiers get today.
    pub current: bool,
}

/// A time that a procedure gives beside the limit of the law, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetLimit {
    /// What it is for.
    pub what: SetLimitKind,
    /// The time.
    pub limit: Limit,
    /// Where it comes from, when the definition says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<LimitSource>,
}

/// What a procedure gives a time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SetLimitKind {
    /// Deciding on reception.
    Reception,
    /// Passing an accepted dossier on.
    Transfer,
    /// Answering a supplement request.
    Supplement,
    /// Collecting the result.
    Collection,
}

/// One procedure with the picture of its flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProcedureFlow {
    /// The line of the list.
    pub procedure: OnlineProcedure,
    /// What sets the limit, as the catalogue has it.
    pub basis: LimitBasis,
    /// What the applicant gets.
    pub result: Bilingual,
    /// Number of questions of the form.
    pub questions: u32,
    /// All versions, the newest first.
    pub versions: Vec<ProcedureVersion>,
    /// Agencies that have every unit for it.
    pub agencies: Vec<Bilingual>,
    /// Names of the kinds of units that its steps name.
    pub units: Vec<(String, Bilingual)>,
    /// The flow of the version in use.
    pub picture: Picture,
    /// Other times that it gives.
    pub limits: Vec<SetLimit>,
    /// Faults of the definition, in the words of `motcua check`.
    pub faults: Vec<String>,
}

/// Office hours with whose they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HoursOf {
    /// Code of the agency, or [`crate::calendar::calendars::EVERY_AGENCY`].
    pub agency: String,
    /// The hours.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub hours: OfficeHours,
}

/// One change of the calendars that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarChanged {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What.
    pub edits: Vec<Edit>,
}

/// Dossiers of an agency whose date would be another one if it were counted today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Differing {
    /// The agency.
    pub agency: Bilingual,
    /// How many.
    pub dossiers: u64,
}

/// The calendars as they hold, and how they came to be so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarView {
    /// Number of the last change; 0 while only what is built in holds.
    pub number: i64,
    /// Today in Viet Nam: earlier days cannot be changed.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub today: Date,
    /// Days that differ from the week's rule, in order.
    pub days: Vec<SpecialDay>,
    /// Office hours, by agency and first day of use.
    pub hours: Vec<HoursOf>,
    /// Agencies by code.
    pub agencies: Vec<(String, Bilingual)>,
    /// Changes, the latest first.
    pub changes: Vec<CalendarChanged>,
    /// Dossiers whose promised date differs from what these calendars give. Their dates stay (R-TIME-11).
    pub differing: Vec<Differing>,
}

impl CalendarView {
    /// The calendars themselves, to try edits on.
    #[must_use]
    pub fn calendars(&self) -> Calendars {
        let mut hours: BTreeMap<String, Vec<OfficeHours>> = BTreeMap::new();
        for one in &self.hours {
            let of_agency = hours.entry(one.agency.clone()).or_default();
            of_agency.push(one.hours.clone());
        }
        Calendars::new(&self.days, hours)
    }
}

/// A change of the calendars that somebody wants to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarChange {
    /// Number of the last change that was seen; another one by now is a conflict.
    pub seen: i64,
    /// What.
    pub edits: Vec<Edit>,
    /// Why; may be empty in a preview.
    pub reason: String,
}

/// What a change would do. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarPreview {
    /// Edits that cannot be made.
    pub faults: Vec<FaultyEdit>,
    /// Dossiers whose promised date would differ from what the changed calendars give. Their dates stay.
    pub differing: Vec<Differing>,
}
