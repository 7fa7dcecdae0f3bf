//! What makes the definition of a workflow unusable, in words for whoever writes it.

use super::Workflow;
use crate::access::Role;
use crate::calendar::Limit;
use crate::dossier::beside::is_fair;
use crate::dossier::status::Status;
use crate::dossier::transition::At;
use crate::i18n::Lang;

/// Working minutes of a usual day: what a working day counts when shares of different units are compared.
const DAY: u64 = 8 * 60;

impl Workflow {
    /// Faults of a definition in words; empty when it can be used.
    #[must_use]
    pub fn lint(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut check = |ok: bool, reason: &str| {
            if !ok {
                faults.push(reason.to_owned());
            }
        };
        check(
            self.limit_sources.as_ref().is_some_and(|sources| {
                let shares = self.steps.iter().any(|step| step.limit.is_some());
                [&sources.reception, &sources.supplement, &sources.collection]
                    .into_iter()
                    .chain(&sources.steps)
                    .all(|source| source.words(Lang::En).is_some())
                    && (sources.steps.is_some() || !shares)
            }),
            "limit_sources must say for each limit which law sets it, or why it was chosen",
        );
        check(
            self.steps.len() >= 3,
            "needs at least reception, one step of handling, and return",
        );
        check(
            self.reception()
                .is_some_and(|step| step.role == Role::Clerk && step.status == Status::Submitted),
            "the first step must be a clerk's reception with status 1",
        );
        check(
            self.steps
                .last()
                .is_some_and(|step| step.role == Role::Clerk && step.status == Status::Resolved),
            "the last step must be a clerk's return with status 9",
        );
        let inner = self
            .steps
            .get(1..self.steps.len().saturating_sub(1))
            .unwrap_or_default();
        check(
            inner
                .iter()
                .all(|step| step.status == Status::Processing && step.role.is_officer()),
            "every step between must be an officer's with status 4",
        );
        check(
            inner.last().is_some_and(|step| step.role == Role::Leader),
            "the step before the return must be a leader's: nobody else may approve",
        );
        check(
            inner.iter().any(|step| step.role == Role::Specialist),
            "no specialist handles the dossier, so nobody proposes a result",
        );
        for step in &self.steps {
            check(
                self.steps
                    .iter()
                    .filter(|other| other.key == step.key)
                    .count()
                    == 1,
                &format!("the step {} exists twice", step.key),
            );
            check(
                !step.title.vi.trim().is_empty() && !step.unit.is_empty(),
                &format!("the step {} has no Vietnamese title or no unit", step.key),
            );
        }
        faults.extend(self.lint_parts());
        faults.extend(self.lint_ways());
        faults
    }

    /// Faults of what goes on beside the steps: parts of other units, and terms of opinions.
    fn lint_parts(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for step in &self.steps {
            let key = &step.key;
            let joins = step.status == Status::Processing && !self.approves(step);
            if !step.branches.is_empty() && !joins {
                faults.push(format!(
                    "the branches of the step {key} have no join: only a step with status 4 before the approval waits for them"
                ));
            }
            if step.branches.iter().any(Vec::is_empty) {
                faults.push(format!("a branch of the step {key} has no part"));
            }
            for part in step.branches.iter().flatten() {
                let name = &part.key;
                let parts = self.steps.iter().flat_map(|step| &step.branches).flatten();
                let same = parts.filter(|other| other.key == *name).count();
                if same != 1 || self.step(name).is_some() {
                    faults.push(format!("the part {name} exists twice"));
                }
                if part.title.vi.trim().is_empty() || part.unit.is_empty() {
                    faults.push(format!(
                        "the part {name} has no Vietnamese title or no unit"
                    ));
                }
                if !part.role.is_officer() {
                    faults.push(format!(
                        "nobody may do the part {name}: its role is no officer's"
                    ));
                }
            }
            if let Some(terms) = &step.opinion {
                if !self.is_at(step, At::Appraisal) {
                    faults.push(format!("no opinion can be asked for at the step {key}"));
                }
                if !is_fair(terms.within) || terms.law.trim().is_empty() {
                    faults.push(format!(
                        "the opinion of the step {key} has no usable time, or does not say where it comes from"
                    ));
                }
            }
        }
        faults
    }

    /// Faults of the limits in words, seen with the limit of the procedure: each is sensible, and the shares of the steps are
    /// not more than the whole (R-TIME-09).
    #[must_use]
    pub fn lint_times(&self, whole: Limit) -> Vec<String> {
        let mut faults = Vec::new();
        let own = [
            ("the limit of the procedure", whole),
            ("reception_limit", self.reception_limit),
            ("supplement_limit", self.supplement_limit),
            ("collection_limit", self.collection_limit),
            ("correction_limit", self.correction_limit),
            ("transfer_limit", self.transfer_limit),
            ("supplement_window", self.supplement_window),
        ];
        for (name, limit) in own {
            if !limit.is_sensible() {
                faults.push(format!(
                    "{name} is longer than ten years, or no time of day"
                ));
            }
        }
        for step in &self.steps {
            let outside = step.status != Status::Processing;
            if step.limit.is_some() && outside {
                faults.push(format!(
                    "the step {} has a share of the limit, which runs only while the dossier is being handled",
                    step.key
                ));
            }
            if matches!(step.limit, Some(Limit::Months(_) | Limit::CalendarDays(_))) {
                faults.push(format!(
                    "the share of the step {} must be in working days or hours",
                    step.key
                ));
            }
        }
        for step in &self.steps {
            let given = most_minutes(step.limit.unwrap_or(whole));
            for branch in &step.branches {
                let parts = branch.iter().filter_map(|part| part.limit);
                let countable =
                    |limit: &Limit| matches!(limit, Limit::WorkingDays(_) | Limit::WorkingHours(_));
                if !parts.clone().all(|limit| countable(&limit)) {
                    faults.push(format!(
                        "the times of the parts of the step {} must be in working days or hours",
                        step.key
                    ));
                } else if parts.map(least_minutes).sum::<u64>() > given {
                    faults.push(format!(
                        "a branch of the step {} takes longer than the step",
                        step.key
                    ));
                }
            }
        }
        let shares: u64 = self
            .steps
            .iter()
            .filter_map(|step| step.limit)
            .map(least_minutes)
            .sum();
        if shares > most_minutes(whole) {
            faults.push(
                "the shares of the steps are more than the limit of the procedure".to_owned(),
            );
        }
        faults
    }
}

/// Working minutes that a share takes.
pub(super) fn least_minutes(limit: Limit) -> u64 {
    match limit {
        Limit::WorkingDays(days) => u64::from(days) * DAY,
        Limit::WorkingHours(hours) => u64::from(hours) * 60,
        Limit::WorkingMinutes(minutes) => u64::from(minutes),
        Limit::SameDay(_) => DAY,
        Limit::CalendarDays(days) => u64::from(days) * DAY,
        Limit::Months(months) => u64::from(months) * 31 * DAY,
    }
}

/// Working minutes that a whole limit has: five days of a week are worked.
pub(super) fn most_minutes(limit: Limit) -> u64 {
    match limit {
        Limit::CalendarDays(days) => u64::from(days) * 5 / 7 * DAY,
        Limit::Months(months) => u64::from(months) * 30 * 5 / 7 * DAY,
        other => least_minutes(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(appraisal: Limit, approval: Limit) -> Workflow {
        let step = |key: &str, role: &str, status: u8, limit: Option<Limit>| serde_json::json!({"key": key, "title": {"vi": key}, "role": role, "unit": "u", "status": status, "limit": limit});
        serde_json::from_value(serde_json::json!({
            "steps": [step("a", "clerk", 1, None), step("b", "specialist", 4, Some(appraisal)),
                step("c", "leader", 4, Some(approval)), step("d", "clerk", 9, None)],
            "reception_limit": {"working_hours": 8}, "supplement_limit": {"working_days": 10},
            "collection_limit": {"working_days": 30}
        }))
        .unwrap()
    }

    #[test]
    fn shares_fit_into_the_whole() {
        let half_day = Limit::WorkingHours(4);
        for (appraisal, approval, whole, sound) in [
            (Limit::WorkingDays(2), half_day, Limit::WorkingDays(3), true),
            (
                Limit::WorkingDays(3),
                half_day,
                Limit::WorkingDays(3),
                false,
            ),
            (half_day, half_day, Limit::SameDay(900), true),
            (
                Limit::WorkingDays(5),
                half_day,
                Limit::CalendarDays(7),
                false,
            ),
            (
                Limit::WorkingDays(5),
                half_day,
                Limit::CalendarDays(9),
                true,
            ),
            (Limit::Months(1), half_day, Limit::Months(3), false),
            (
                Limit::WorkingDays(2),
                half_day,
                Limit::WorkingDays(9999),
                false,
            ),
        ] {
            let faults = flow(appraisal, approval).lint_times(whole);
            assert_eq!(
                faults.is_empty(),
                sound,
                "{appraisal:?} of {whole:?}: {faults:?}"
            );
        }
    }
}
