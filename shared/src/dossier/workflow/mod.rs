//! The one state machine of dossiers: who may do what, when, and what it changes (design §4, invariant 8).
//!
//! Here is the definition: the steps inside an agency are data per procedure (`workflow.json`), each mapped to exactly one
//! national status (R-FLOW-20). The rules are in `rules`, what makes a definition unusable in `lint`, how long each step took
//! in `step_time`. Everything is a pure function of situation, actor, command and moment.

mod lint;
mod picture;
mod rules;
mod step_time;

pub use super::situation::Refusal;
pub use picture::{Picture, PicturePart, PictureStep};
pub use rules::{Clock, Party, allowed, answer_supplement, apply, may, received, slip, submitted};
pub use step_time::{Pace, StepTime};

use serde::{Deserialize, Serialize};

use super::limit_source::LimitSources;
use super::status::Status;
use super::transition::At;
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
    /// Where the three limits come from. Versions stored before they said it have none; [`Workflow::lint`] wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_sources: Option<LimitSources>,
    /// What a supplement does to the limit.
    #[serde(default, skip_serializing_if = "SupplementPolicy::is_usual")]
    pub supplement_policy: SupplementPolicy,
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
}

const fn transfer_limit() -> Limit {
    Limit::SameDay(15 * 60)
}

fn is_transfer_limit(limit: &Limit) -> bool {
    *limit == transfer_limit()
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
