//! What officers' lists call near due and idle. Lists and board count by the same two moments; reminders have thresholds of
//! their own ([`super::reminder`]).

use crate::calendar::{Calendar, Limit};
use crate::time::{LocalTime, Timestamp};

/// Working days without anything happening after which a dossier is idle.
const IDLE_DAYS: u32 = 2;

/// What is due until then is near due: the end of the next working day.
#[must_use]
pub fn near_until(calendar: &Calendar, now: Timestamp) -> Timestamp {
    calendar.due(now, Limit::WorkingDays(1))
}

/// What has not changed since then is idle: the same time of day, two working days ago.
#[must_use]
pub fn idle_since(calendar: &Calendar, now: Timestamp) -> Timestamp {
    let local = now.local();
    let (mut date, mut left) = (local.date, IDLE_DAYS);
    while left > 0 {
        let Some(before) = date.previous_day() else {
            break;
        };
        date = before;
        if calendar.is_working_day(date) {
            left -= 1;
        }
    }
    Timestamp::from_local(LocalTime {
        date,
        minute: local.minute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_do_not_make_a_dossier_urgent_or_idle() {
        let calendar = Calendar::new(&[]);
        let moment = |text: &str| Timestamp::parse(text).unwrap();
        // A Friday and a Monday, nine in the morning in Viet Nam.
        let (friday, monday) = (
            moment("2026-11-20T02:00:00.000Z"),
            moment("2026-11-23T02:00:00.000Z"),
        );
        assert_eq!(
            near_until(&calendar, friday).local().date,
            monday.local().date
        );
        assert_eq!(
            idle_since(&calendar, monday),
            moment("2026-11-19T02:00:00.000Z")
        );
    }
}
