//! When officers are reminded of a dossier: near due, overdue, untouched (R-TIME-10). The thresholds are data; who has been
//! reminded already, the caller knows.

use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::calendar::{Calendar, Limit};
use crate::time::Timestamp;

/// One threshold: `backend/reference/reminders.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Unique; what was sent is remembered under it.
    pub key: String,
    /// When it is reached.
    pub when: When,
    /// Who is reminded.
    pub to: Vec<Recipient>,
}

/// When a threshold is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// So many working minutes, or fewer, are left.
    Left(u32),
    /// The date has passed.
    Passed,
    /// Nothing has happened for so many working minutes.
    Untouched(u32),
    /// An opinion that the step waits for has not come by its date (R-FLOW-08).
    OpinionPassed,
    /// A part of the step that another unit does is not done by its date (R-FLOW-16).
    PartPassed,
}

/// Who is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The officer in charge; everybody of the unit with the role of the step when nobody is.
    InCharge,
    /// The leaders of the agency.
    Leaders,
    /// The clerks of the one-stop.
    OneStop,
    /// The officers of the units whose opinion is late.
    Asked,
    /// The officers of the units whose part of the step is late.
    Doing,
}

/// What a threshold looks at.
#[derive(Clone, Copy, Debug)]
pub struct Watched {
    /// National status.
    pub status: Status,
    /// When who has it must have acted.
    pub due_at: Timestamp,
    /// When something last happened.
    pub updated_at: Timestamp,
    /// The latest date of an opinion that has not come in time.
    pub opinion_missed: Option<Timestamp>,
    /// The latest date of a part that was not done in time.
    pub part_missed: Option<Timestamp>,
}

impl Threshold {
    /// The moment that the reminder is about, once the threshold is reached; `None` before. It is sent once for each such
    /// moment: a new due date, or something that happens, makes a new one.
    #[must_use]
    pub fn reached(
        &self,
        watched: &Watched,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let in_hand = matches!(
            watched.status,
            Status::Submitted | Status::Accepted | Status::Processing | Status::WithdrawalRequested
        );
        let passed = watched.due_at < now;
        match self.when {
            When::Left(minutes) => {
                let near = calendar.working_minutes_between(now, watched.due_at) <= minutes;
                (in_hand && !passed && near).then_some(watched.due_at)
            }
            // A supplement or a payment that did not come in time waits for the one-stop to decide.
            When::Passed => {
                let asked = [Status::SupplementRequired, Status::PaymentRequired];
                let counts = in_hand || asked.contains(&watched.status);
                (counts && passed).then_some(watched.due_at)
            }
            When::Untouched(minutes) => {
                let long = calendar.due(watched.updated_at, Limit::WorkingMinutes(minutes)) < now;
                (in_hand && long).then_some(watched.updated_at)
            }
            When::OpinionPassed => late_beside(watched, watched.opinion_missed, now),
            When::PartPassed => late_beside(watched, watched.part_missed, now),
        }
    }
}

/// What others owe a step counts while the step is worked on.
fn late_beside(watched: &Watched, missed: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    missed.filter(|missed| watched.status == Status::Processing && *missed < now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{LocalTime, date};

    fn at(day: u8, hour: u32) -> Timestamp {
        Timestamp::from_local(LocalTime {
            date: date(2026, 3, day).unwrap(),
            minute: hour * 60,
        })
    }

    #[test]
    fn thresholds_count_working_time() {
        let calendar = Calendar::new(&[]);
        // Due on Monday at nine; Friday at nine is eight working hours before.
        let watched = Watched {
            status: Status::Processing,
            due_at: at(9, 9),
            updated_at: at(5, 9),
            opinion_missed: Some(at(6, 9)),
            part_missed: Some(at(6, 11)),
        };
        let reached = |when, status, now| {
            let threshold = Threshold {
                key: String::new(),
                when,
                to: Vec::new(),
            };
            threshold.reached(&Watched { status, ..watched }, &calendar, now)
        };
        let busy = Status::Processing;
        assert_eq!(reached(When::Left(480), busy, at(6, 8)), None);
        assert_eq!(
            reached(When::Left(480), busy, at(6, 9)),
            Some(watched.due_at)
        );
        assert_eq!(
            reached(When::Left(480), busy, at(9, 10)),
            None,
            "then it is overdue"
        );
        assert_eq!(reached(When::Passed, busy, at(9, 9)), None);
        assert_eq!(reached(When::Passed, busy, at(9, 10)), Some(watched.due_at));
        assert_eq!(
            reached(When::Passed, Status::SupplementRequired, at(9, 10)),
            Some(watched.due_at)
        );
        assert_eq!(
            reached(When::Left(480), Status::SupplementRequired, at(9, 8)),
            None,
            "the applicant's time is the applicant's"
        );
        assert_eq!(reached(When::Untouched(480), busy, at(6, 9)), None);
        assert_eq!(
            reached(When::Untouched(480), busy, at(6, 10)),
            Some(watched.updated_at)
        );
        assert_eq!(reached(When::Passed, Status::Resolved, at(20, 9)), None);
        assert_eq!(reached(When::OpinionPassed, busy, at(6, 9)), None);
        assert_eq!(
            reached(When::OpinionPassed, busy, at(6, 10)),
            Some(at(6, 9))
        );
        assert_eq!(
            reached(When::OpinionPassed, Status::Resolved, at(6, 10)),
            None
        );
        assert_eq!(reached(When::PartPassed, busy, at(6, 11)), None);
        assert_eq!(reached(When::PartPassed, busy, at(6, 12)), Some(at(6, 11)));
    }
}
