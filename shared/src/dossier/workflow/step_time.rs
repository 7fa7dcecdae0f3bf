//! How long each step took, beside what it was given (R-TIME-09, R-FLOW-24). Read off the timeline; nothing here decides.

use serde::{Deserialize, Serialize};

use super::Workflow;
use crate::access::Role;
use crate::calendar::{Calendar, Limit};
use crate::dossier::action::Action;
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// One step of a dossier's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepTime {
    /// What is done.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Its share of the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Limit>,
    /// Working minutes spent at it so far, without the time of waiting for the applicant.
    pub minutes: u32,
    /// Where it stands.
    pub pace: Pace,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Not reached yet.
    Ahead,
    /// The dossier is there, inside the share or without one.
    Running,
    /// The dossier is there, and the share is used up.
    RunningLate,
    /// Done, without a share to compare with.
    Done,
    /// Done in less than its share.
    Early,
    /// Done within its share, to the minute.
    OnTime,
    /// Done in more than its share.
    Late,
}

impl Workflow {
    /// The steps with their times, from what happened: oldest first, each with its moment and the step after it, where it is known. `now` ends the present step while
    /// the dossier lives.
    #[must_use]
    pub fn step_times(
        &self,
        happened: &[(Action, Timestamp, Option<&str>)],
        calendar: &Calendar,
        now: Option<Timestamp>,
    ) -> Vec<StepTime> {
        let mut minutes = vec![0_u32; self.steps.len()];
        let mut furthest = 0;
        let (mut at, mut since) = (0_usize, happened.first().map(|(_, at, _)| *at));
        let mut spend = |step: usize, from: Option<Timestamp>, until: Timestamp| {
            if let (Some(spent), Some(from)) = (minutes.get_mut(step), from) {
                *spent = spent.saturating_add(calendar.working_minutes_between(from, until));
            }
        };
        for (action, moment, step) in happened.iter().skip(1) {
            spend(at, since, *moment);
            // While the applicant is asked, nobody's time runs.
            since = (!action.asks_applicant()).then_some(*moment);
            at = self.after(at, *action, *step);
            furthest = furthest.max(at);
        }
        if let Some(now) = now {
            spend(at, since, now);
        }
        let given = |limit: Limit| match limit {
            Limit::WorkingDays(days) => days.saturating_mul(480),
            Limit::WorkingHours(hours) => hours.saturating_mul(60),
            Limit::WorkingMinutes(minutes) => minutes,
            _ => 480,
        };
        self.steps
            .iter()
            .zip(minutes)
            .enumerate()
            .map(|(index, (step, minutes))| {
                let share = step.limit.map(given);
                let here = index == at && now.is_some();
                let pace = match share {
                    _ if index > furthest => Pace::Ahead,
                    Some(share) if here && minutes > share => Pace::RunningLate,
                    _ if here => Pace::Running,
                    // Sent back to an earlier step: this one is to come again.
                    _ if index > at => Pace::Ahead,
                    None => Pace::Done,
                    Some(share) if minutes > share => Pace::Late,
                    Some(share) if minutes == share => Pace::OnTime,
                    Some(_) => Pace::Early,
                };
                StepTime {
                    title: step.title.clone(),
                    role: step.role,
                    planned: step.limit,
                    minutes,
                    pace,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_count_working_time_and_not_the_applicants() {
        let step = |key: &str, role: &str, status: u8, limit: Option<u32>| {
            serde_json::json!({"key": key, "title": {"vi": key}, "role": role, "unit": "u", "status": status,
                "limit": limit.map(|hours| serde_json::json!({"working_hours": hours}))})
        };
        let flow: Workflow = serde_json::from_value(serde_json::json!({
            "steps": [step("a", "clerk", 1, None), step("b", "specialist", 4, Some(8)),
                step("c", "leader", 4, Some(1)), step("d", "clerk", 9, None)],
            "reception_limit": {"working_hours": 8}, "supplement_limit": {"working_days": 10},
            "collection_limit": {"working_days": 30}
        }))
        .unwrap();
        let calendar = Calendar::new(&[]);
        // Monday the 16th at nine in Viet Nam, and hours after it.
        let at = |hours: i64| {
            Timestamp::parse("2026-11-16T02:00:00Z")
                .unwrap()
                .plus_seconds(hours * 3600)
        };
        let mut happened = vec![
            (Action::Submit, at(0), None),
            (Action::Accept, at(1), None),
            (Action::Forward, at(2), None),
            (Action::RequestSupplement, at(5), None),
            (Action::AnswerSupplement, at(24), None),
        ];
        let read = |happened: &[(Action, Timestamp, Option<&str>)], now| {
            let times = flow.step_times(happened, &calendar, now);
            times
                .iter()
                .map(|one| (one.minutes, one.pace))
                .collect::<Vec<_>>()
        };
        // Noon is off: 11:00–11:30 and 13:30–14:00, then on Tuesday from nine to ten.
        assert_eq!(
            read(&happened, Some(at(25))),
            [
                (120, Pace::Done),
                (120, Pace::Running),
                (0, Pace::Ahead),
                (0, Pace::Ahead)
            ]
        );
        happened.push((Action::Propose, at(25), None));
        assert_eq!(
            read(&happened, Some(at(29))),
            [
                (120, Pace::Done),
                (120, Pace::Early),
                (120, Pace::RunningLate),
                (0, Pace::Ahead)
            ]
        );
        happened.push((Action::ReturnToPrevious, at(29), None));
        assert_eq!(
            read(&happened, Some(at(29)))[2],
            (120, Pace::Ahead),
            "to come again"
        );
        happened.extend([
            (Action::Propose, at(29), None),
            (Action::Refuse, at(30), None),
        ]);
        assert_eq!(read(&happened, None)[2], (180, Pace::Late));
        let (_, _, step) = &mut happened[6];
        *step = Some("a");
        assert_eq!(
            read(&happened[..7], Some(at(29)))[1],
            (120, Pace::Ahead),
            "returned as far as its event says"
        );
    }
}
