//! The one state machine of dossiers: who may do what, when, and what it changes (design §4, invariant 8).
//!
//! Here is the definition: the steps inside an agency are data per procedure (`workflow.json`), each mapped to exactly one
//! national status (R-FLOW-20). What may be done is in `rules`, what a command makes of a situation in `effect`, what makes a
//! definition unusable in `lint` and `ways`, how long each step took in `step_time`. Everything is a pure function of situation, actor, command and moment.

mod effect;
mod lint;
mod picture;
mod rules;
mod step_time;
mod ways;

pub use super::situation::Refusal;
pub use effect::{answer_supplement, apply, received, submitted, with_result};
pub use picture::{Picture, PicturePart, PictureStep};
pub use rules::{Clock, Party, allowed, may, slip};
pub use step_time::{Pace, StepTime};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::beside::OpinionTerms;
use super::limit_source::LimitSources;
use super::status::Status;
use super::transition::{At, TABLE, To};
use crate::access::Role;
use crate::calendar::Limit;
use crate::i18n::Bilingual;

/// The steps of one procedure, first to last. The first is reception, the last is the return of the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// Time the one-stop has to decide on reception (R-OSS-13).
    pub reception_limit: Limit,
    /// Time the applicant has to answer a supplement request.
    pub supplement_limit: Limit,
    /// Time within which a result should be collected.
    pub collection_limit: Limit,
    /// Time within which a corrected result is to be there. No text sets one; the agency may.
    #[serde(
        default = "correction_limit",
        skip_serializing_if = "is_correction_limit"
    )]
    pub correction_limit: Limit,
    /// Where the three limits come from. Versions stored before they said it have none; [`Workflow::lint`] wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_sources: Option<LimitSources>,
    /// What a supplement does to the limit.
    #[serde(default, skip_serializing_if = "SupplementPolicy::is_usual")]
    pub supplement_policy: SupplementPolicy,
    /// What a payment that was asked for does to the limit.
    #[serde(default, skip_serializing_if = "PaymentPolicy::is_usual")]
    pub payment_policy: PaymentPolicy,
    /// Time the one-stop has to pass an accepted dossier on: the same day, or after 15:00 the next working day
    /// (Decree 61/2018/NĐ-CP Art 18.2, R-OSS-09).
    #[serde(default = "transfer_limit", skip_serializing_if = "is_transfer_limit")]
    pub transfer_limit: Limit,
    /// Time after acceptance in which a supplement may be asked for without naming a legal basis
    /// (Decree 61/2018/NĐ-CP Art 19.4).
    #[serde(
        default = "supplement_window",
        skip_serializing_if = "is_supplement_window"
    )]
    pub supplement_window: Limit,
    /// The result is given at once, without passing on (Decree 61/2018/NĐ-CP Art 17.4–17.5).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub immediate: bool,
    /// Procedures that are to follow once this one is decided in favour of the applicant (requirements.md §4.3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<Opening>,
}

/// A procedure that follows: its form is opened for the applicant, who files it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// National code.
    pub procedure: String,
    /// Answers that are taken over: its field, and the field of this procedure's form. The account fills in the rest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
}

const fn transfer_limit() -> Limit {
    Limit::SameDay(15 * 60)
}

fn is_transfer_limit(limit: &Limit) -> bool {
    *limit == transfer_limit()
}

const fn correction_limit() -> Limit {
    Limit::WorkingDays(3)
}

fn is_correction_limit(limit: &Limit) -> bool {
    *limit == correction_limit()
}

const fn supplement_window() -> Limit {
    Limit::WorkingDays(3)
}

fn is_supplement_window(limit: &Limit) -> bool {
    *limit == supplement_window()
}

/// What a supplement after acceptance does to the limit (R-TIME-08).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplementPolicy {
    /// It starts anew once everything is there (Decree 61/2018/NĐ-CP Art 19.4).
    #[default]
    Restart,
    /// It stands still while the applicant is asked.
    Pause,
}

impl SupplementPolicy {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde calls"
    )]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What a payment that was asked for after acceptance does to the limit. No text was found that sets it (requirements.md §4.2,
/// T13): unless a procedure says otherwise, the time in which the agency can only wait is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentPolicy {
    /// It stands still from the request to the confirmed payment.
    #[default]
    Pause,
    /// It runs on.
    Run,
}

impl PaymentPolicy {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde calls"
    )]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A step inside the agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Unique in the workflow.
    pub key: String,
    /// What is done here, as the citizen reads it: “Thẩm tra hồ sơ”.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Kind of unit that does it, e.g. `one_stop`.
    pub unit: String,
    /// National status while it is done.
    pub status: Status,
    /// Its share of the procedure's limit (R-TIME-09); without one it has what is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What other units of the agency do at the same time, each branch from its first part to its last. The step is the join: it
    /// is not left onward before all are done (R-FLOW-16).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Vec<Part>>,
    /// What the law says about opinions that are asked for here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<OpinionTerms>,
}

/// A part of a step, done by another unit while the step goes on; the national status is that of the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Unique in the workflow, among steps and parts.
    pub key: String,
    /// What is done: “Kiểm tra quy hoạch”.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Kind of unit that does it.
    pub unit: String,
    /// Its time; without one it has that of the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

impl Step {
    /// Whether an officer of this role, of a unit of this kind, works at the step.
    #[must_use]
    pub fn is_done_by(&self, role: Role, unit: &str) -> bool {
        self.role == role && self.unit == unit
    }
}

impl Workflow {
    /// The first step.
    #[must_use]
    pub fn reception(&self) -> Option<&Step> {
        self.steps.first()
    }

    /// The step with this key.
    #[must_use]
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// The step after this one.
    #[must_use]
    pub fn next(&self, key: &str) -> Option<&Step> {
        self.steps.get(self.position(key)? + 1)
    }

    /// The step before this one.
    #[must_use]
    pub fn previous(&self, key: &str) -> Option<&Step> {
        self.steps.get(self.position(key)?.checked_sub(1)?)
    }

    /// The steps before this one, first to last: those that a dossier at this step has passed.
    #[must_use]
    pub fn passed(&self, key: &str) -> &[Step] {
        let before = self.position(key).and_then(|at| self.steps.get(..at));
        before.unwrap_or_default()
    }

    /// Where a dossier at the step number `at` is after an event: at the step that the event names, or, for an event that
    /// names none, where its action leads.
    #[must_use]
    pub(crate) fn after(&self, at: usize, action: Action, step: Option<&str>) -> usize {
        let last = self.steps.len().saturating_sub(1);
        let line = TABLE.iter().find(|line| line.action == action);
        let led = match line.map(|line| line.to) {
            Some(To::NextStep) => (at + 1).min(last),
            Some(To::PreviousStep | To::EarlierStep) => at.saturating_sub(1),
            Some(To::LastStep) => last,
            _ => at,
        };
        step.and_then(|key| self.position(key)).unwrap_or(led)
    }

    /// The part with this key, and the one that follows it in its branch.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<(&Part, Option<&Part>)> {
        let branches = self.steps.iter().flat_map(|step| &step.branches);
        branches.into_iter().find_map(|branch| {
            let at = branch.iter().position(|part| part.key == key)?;
            Some((branch.get(at)?, branch.get(at + 1)))
        })
    }

    /// Kinds of units that an agency needs to have for it.
    pub fn unit_kinds(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().flat_map(|step| {
            let parts = step.branches.iter().flatten();
            std::iter::once(step.unit.as_str()).chain(parts.map(|part| part.unit.as_str()))
        })
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.key == key)
    }

    /// Whether the step approves: a leader's step whose next is the return of the result.
    fn approves(&self, step: &Step) -> bool {
        step.role == Role::Leader
            && self
                .next(&step.key)
                .is_some_and(|next| next.status == Status::Resolved)
    }

    /// Whether a step is one of those.
    fn is_at(&self, step: &Step, at: At) -> bool {
        match at {
            At::Any => true,
            At::Appraisal => step.role == Role::Specialist,
            At::Approval => self.approves(step),
            At::Between => step.role != Role::Specialist && !self.approves(step),
            At::NotFirst => self.previous(&step.key).is_some(),
        }
    }
}
