//! The way of a dossier as something to look at: the steps in order, with who does each, its part of the time, its national
//! status, and where else it leads. Read off the definition and the table of transitions; nothing here decides.

use serde::{Deserialize, Serialize};

use super::lint::{least_minutes, most_minutes};
use super::{Part, Step, Workflow};
use crate::access::Role;
use crate::calendar::Limit;
use crate::dossier::action::Action;
use crate::dossier::status::Status;
use crate::dossier::transition::{TABLE, To, Who};
use crate::i18n::Bilingual;

/// The whole way, first step to last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// One after the other.
    pub steps: Vec<PictureStep>,
}

/// What another unit does while a step goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PicturePart {
    /// What is done.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Kind of unit that does it.
    pub unit: String,
    /// Its own time, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PictureStep {
    /// Its key.
    pub key: String,
    /// What is done.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Kind of unit that does it.
    pub unit: String,
    /// National status meanwhile.
    pub status: Status,
    /// Its own time: a share of the procedure's limit, or what the one-stop has to receive or to give the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// Part of the procedure's limit, in hundredths; none for steps before and after it runs, and for those that have what is
    /// left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u32>,
    /// What others do at the same time: branches side by side, each from its first part to its last. All must be done before the
    /// dossier goes on.
    pub branches: Vec<Vec<PicturePart>>,
    /// What officers can do that leads back.
    pub back: Vec<Action>,
    /// What officers can do that ends the dossier here.
    pub out: Vec<Action>,
    /// What officers can do that skips to the last step.
    pub ahead: Vec<Action>,
}

impl Workflow {
    /// The picture of a workflow whose procedure has this limit.
    #[must_use]
    pub fn picture(&self, whole: Limit) -> Picture {
        let steps = self.steps.iter();
        Picture {
            steps: steps.map(|step| self.pictured(step, whole)).collect(),
        }
    }

    fn pictured(&self, step: &Step, whole: Limit) -> PictureStep {
        let limit = match step.status {
            Status::Submitted => Some(self.reception_limit),
            Status::Resolved => Some(self.collection_limit),
            _ => step.limit,
        };
        let share = step.limit.map(|own| {
            let hundredths = least_minutes(own) * 100 / most_minutes(whole).max(1);
            u32::try_from(hundredths).unwrap_or(u32::MAX)
        });
        let actions = |leads: &dyn Fn(To) -> bool| {
            let mut found: Vec<Action> = Vec::new();
            for line in TABLE {
                let here = line
                    .from
                    .iter()
                    .any(|status| is_while(*status, step.status));
                let possible = here && self.is_at(step, line.at) && line.who != Who::Applicant;
                if possible && leads(line.to) && !found.contains(&line.action) {
                    found.push(line.action);
                }
            }
            found
        };
        let last = step.status == Status::Resolved;
        let skips = self.immediate && step.status == Status::Submitted;
        PictureStep {
            key: step.key.clone(),
            title: step.title.clone(),
            role: step.role,
            unit: step.unit.clone(),
            status: step.status,
            limit,
            share,
            branches: branches(step),
            back: actions(&|to| matches!(to, To::PreviousStep | To::EarlierStep)),
            out: actions(&|to| !last && matches!(to, To::Is(status) if status.is_terminal())),
            ahead: actions(&|to| skips && to == To::LastStep),
        }
    }
}

/// What runs beside a step.
fn branches(step: &Step) -> Vec<Vec<PicturePart>> {
    let part = |part: &Part| PicturePart {
        title: part.title.clone(),
        role: part.role,
        unit: part.unit.clone(),
        limit: part.limit,
    };
    let branches = step.branches.iter();
    branches
        .map(|branch| branch.iter().map(part).collect())
        .collect()
}

/// Whether a dossier that stands at a step of status `of` can have the status `status`. Between acceptance and passing on it
/// still stands at reception.
const fn is_while(status: Status, of: Status) -> bool {
    matches!(
        (status, of),
        (Status::Submitted | Status::Accepted, Status::Submitted)
            | (Status::Processing, Status::Processing)
            | (Status::Resolved, Status::Resolved)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(immediate: bool) -> Workflow {
        let step = |key: &str, role: &str, status: u8, limit: Option<Limit>| serde_json::json!({"key": key, "title": {"vi": key}, "role": role, "unit": "u", "status": status, "limit": limit});
        serde_json::from_value(serde_json::json!({
            "steps": [step("a", "clerk", 1, None), step("b", "specialist", 4, Some(Limit::WorkingDays(2))),
                step("c", "leader", 4, Some(Limit::WorkingHours(4))), step("d", "clerk", 9, None)],
            "reception_limit": {"working_hours": 8}, "supplement_limit": {"working_days": 10},
            "collection_limit": {"working_days": 30}, "immediate": immediate
        }))
        .unwrap()
    }

    #[test]
    fn every_step_is_there_with_its_time_and_its_ways() {
        let picture = flow(false).picture(Limit::WorkingDays(4));
        let steps = &picture.steps;
        let keys: Vec<&str> = steps.iter().map(|step| step.key.as_str()).collect();
        assert_eq!(keys, ["a", "b", "c", "d"]);
        let shares: Vec<Option<u32>> = steps.iter().map(|step| step.share).collect();
        assert_eq!(shares, [None, Some(50), Some(12), None]);
        assert_eq!(steps[0].limit, Some(Limit::WorkingHours(8)));
        assert_eq!(steps[3].limit, Some(Limit::WorkingDays(30)));
        let ways = |step: &PictureStep| (step.back.clone(), step.out.clone(), step.ahead.clone());
        let back = vec![Action::ReturnToPrevious, Action::Recall];
        assert_eq!(ways(&steps[0]), (vec![], vec![Action::Refuse], vec![]));
        assert_eq!(ways(&steps[1]), (back.clone(), vec![], vec![]));
        assert_eq!(ways(&steps[2]), (back, vec![Action::Refuse], vec![]));
        assert_eq!(ways(&steps[3]), (vec![], vec![], vec![]));
    }

    #[test]
    fn a_procedure_that_is_done_at_once_has_a_way_to_the_end() {
        let picture = flow(true).picture(Limit::WorkingDays(4));
        assert_eq!(picture.steps[0].ahead, [Action::ResolveAtOnce]);
    }
}
