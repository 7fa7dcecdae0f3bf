//! The hand-over table of the control slip (R-SLIP-11): from whom to whom, when, received by whom, early, on time or late. Read
//! off the timeline; nothing here decides.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Limit};
use crate::dossier::action::Action;
use crate::dossier::transition::{Slip, TABLE, Transition};
use crate::dossier::workflow::Workflow;
use crate::time::Timestamp;

/// One event of the timeline.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'a> {
    /// What was done.
    pub action: Action,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub name: &'a str,
    /// Of which unit.
    pub unit: &'a str,
    /// With which words.
    pub words: &'a str,
    /// The step after it, where the event says it.
    pub step: Option<&'a str>,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Unit that gives.
    pub from: String,
    /// Who gives.
    pub giver: String,
    /// When.
    pub at: Timestamp,
    /// Unit that gets it; empty when it cannot be told any more.
    pub to: String,
    /// Who acted on it there first, and when: the confirmation. `None` until then.
    pub receiver: Option<Receiver>,
    /// How the giver kept its time; `None` without a time to compare with.
    pub timing: Option<Timing>,
    /// Words.
    pub note: String,
}

/// Who confirmed a hand-over by acting on the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// Name.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// How a unit kept its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// In less.
    Early,
    /// To the minute, or on the day promised.
    OnTime,
    /// In more.
    Late,
}

/// The table, oldest first. `unit_of` names the unit of a kind; `asked` is the unit whose opinion is being waited for; `due` is
/// the promised date, which the decision is compared with.
#[must_use]
pub fn hand_overs(
    workflow: &Workflow,
    events: &[Passed<'_>],
    unit_of: &dyn Fn(&str) -> String,
    asked: &str,
    due: Option<Timestamp>,
    calendar: &Calendar,
) -> Vec<HandOver> {
    let (mut step, mut since, mut spent) = (0_usize, events.first().map(|event| event.at), 0_u32);
    let mut table = Vec::new();
    for (index, event) in events.iter().enumerate().skip(1) {
        let later = events.get(index + 1..).unwrap_or_default();
        if let Some(from) = since {
            spent = spent.saturating_add(calendar.working_minutes_between(from, event.at));
        }
        // While the applicant is asked, nobody's time runs.
        since = (!event.action.asks_applicant()).then_some(event.at);
        let line = line_of(event.action);
        let here = step;
        step = workflow.after(step, event.action, event.step);
        let share = workflow.steps.get(here).and_then(|step| step.limit);
        let timing = match event.action {
            Action::Approve => due.map(|due| by_day(event.at, due)),
            _ if step != here => share.map(|share| by_share(spent, given(share))),
            _ => None,
        };
        if step != here {
            spent = 0;
        }
        if line.is_none_or(|line| line.slip != Slip::Control) {
            continue;
        }
        let of_step = |step: usize| {
            let unit = workflow.steps.get(step).map(|step| step.unit.as_str());
            unit.map(unit_of).unwrap_or_default()
        };
        let to = match event.action {
            Action::Consult => later
                .iter()
                .find(|later| later.action == Action::AnswerConsultation)
                .map_or(asked, |later| later.unit)
                .to_owned(),
            _ => of_step(step),
        };
        table.push(HandOver {
            receiver: later
                .iter()
                .find(|later| later.unit == to)
                .map(|later| Receiver {
                    name: later.name.to_owned(),
                    at: later.at,
                }),
            from: event.unit.to_owned(),
            giver: event.name.to_owned(),
            at: event.at,
            to,
            timing,
            note: event.words.to_owned(),
        });
    }
    table
}

fn line_of(action: Action) -> Option<&'static Transition> {
    TABLE.iter().find(|line| line.action == action)
}

/// Working minutes of a share; days of eight hours.
fn given(limit: Limit) -> u32 {
    match limit {
        Limit::WorkingDays(days) => days.saturating_mul(480),
        Limit::WorkingHours(hours) => hours.saturating_mul(60),
        Limit::WorkingMinutes(minutes) => minutes,
        _ => 480,
    }
}

fn by_share(spent: u32, share: u32) -> Timing {
    match spent.cmp(&share) {
        std::cmp::Ordering::Less => Timing::Early,
        std::cmp::Ordering::Equal => Timing::OnTime,
        std::cmp::Ordering::Greater => Timing::Late,
    }
}

fn by_day(at: Timestamp, due: Timestamp) -> Timing {
    if at > due {
        Timing::Late
    } else if at.local().date < due.local().date {
        Timing::Early
    } else {
        Timing::OnTime
    }
}
