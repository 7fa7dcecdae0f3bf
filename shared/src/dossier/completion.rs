//! How far a dossier has come, told to anybody who has its code: numbers only, never who, what or where (R-LOOK-01).

use serde::{Deserialize, Serialize};

use super::status::Status;
use super::workflow::Workflow;

/// Steps done of all steps: filing is the first, handing over the result the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completion {
    /// Steps done.
    pub done: u32,
    /// All steps.
    pub total: u32,
}

impl Completion {
    /// That of a dossier at a step. Of one that was refused or stopped: how far it had come.
    #[must_use]
    pub fn of(workflow: &Workflow, status: Status, step: &str) -> Self {
        let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
        let all = workflow.steps.len();
        let before = match status {
            Status::Returned => all,
            _ => workflow
                .steps
                .iter()
                .position(|one| one.key == step)
                .unwrap_or_default(),
        };
        Self {
            done: count(before.saturating_add(1)),
            total: count(all.saturating_add(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::calendar::Limit;
    use crate::dossier::workflow::Step;

    fn workflow() -> Workflow {
        let step = |key: &str, status| Step {
            key: key.to_owned(),
            title: crate::i18n::Bilingual::default(),
            role: Role::Clerk,
            unit: "one_stop".to_owned(),
            status,
            limit: None,
            branches: Vec::new(),
            opinion: None,
        };
        Workflow {
            steps: vec![
                step("reception", Status::Submitted),
                step("approval", Status::Processing),
                step("return", Status::Resolved),
            ],
            reception_limit: Limit::WorkingDays(1),
            supplement_limit: Limit::WorkingDays(1),
            collection_limit: Limit::WorkingDays(1),
            correction_limit: Limit::WorkingDays(1),
            limit_sources: None,
            supplement_policy: crate::dossier::SupplementPolicy::default(),
            payment_policy: crate::dossier::PaymentPolicy::default(),
            transfer_limit: Limit::WorkingDays(1),
            supplement_window: Limit::WorkingDays(1),
            immediate: false,
            opens: Vec::new(),
        }
    }

    #[test]
    fn it_grows_from_filing_to_the_result() {
        let workflow = workflow();
        for (status, step, done) in [
            (Status::Submitted, "reception", 1),
            (Status::Processing, "approval", 2),
            (Status::SupplementRequired, "approval", 2),
            (Status::Stopped, "approval", 2),
            (Status::Resolved, "return", 3),
            (Status::Returned, "return", 4),
        ] {
            let found = Completion::of(&workflow, status, step);
            assert_eq!(found, Completion { done, total: 4 }, "{status:?}");
        }
    }
}
