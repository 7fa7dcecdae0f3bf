//! Deadlines against a slow counter that walks minute by minute and day by day, on random calendars.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use motcua_shared::calendar::{Calendar, DayKind, Limit, SpecialDay};
use motcua_shared::time::{Date, LocalTime, Timestamp, date};
use proptest::prelude::*;
use time::Duration;

fn start() -> Date {
    date(2026, 1, 1).unwrap()
}

fn in_office(calendar: &Calendar, local: LocalTime) -> bool {
    let hours = [(7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)];
    calendar.is_working_day(local.date)
        && hours
            .iter()
            .any(|(from, to)| (*from..*to).contains(&local.minute))
}

/// Walks one minute at a time and counts the minutes of work.
fn slow_hours(calendar: &Calendar, from: Timestamp, hours: u32) -> Timestamp {
    let mut moment = from;
    let mut left = i64::from(hours) * 60;
    while !in_office(calendar, moment.local()) {
        moment = moment.plus_seconds(60);
    }
    while left > 0 {
        if in_office(calendar, moment.local()) {
            left -= 1;
        }
        moment = moment.plus_seconds(60);
    }
    moment
}

/// Walks one day at a time and counts the working days.
fn slow_days(calendar: &Calendar, from: Timestamp, days: u32) -> Date {
    let mut moment = from;
    while !in_office(calendar, moment.local()) {
        moment = moment.plus_seconds(60);
    }
    let mut day = moment.local().date;
    let mut left = days;
    while left > 0 {
        day += Duration::days(1);
        if calendar.is_working_day(day) {
            left -= 1;
        }
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_count_agrees_with_the_slow_one(
        off in prop::collection::btree_set(0_i64..120, 0..40),
        made_up in prop::collection::btree_set(0_i64..120, 0..10),
        day in 0_i64..60, minute in 0_u32..1440, count in 0_u32..20,
    ) {
        let kind = |days: std::collections::BTreeSet<i64>, kind| {
            days.into_iter()
                .map(move |day| SpecialDay { date: start() + Duration::days(day), kind, name: String::new() })
                .collect::<Vec<_>>()
        };
        let days = [kind(off, DayKind::PublicHoliday), kind(made_up, DayKind::MakeupWorkingDay)].concat();
        let calendar = Calendar::new(&days);
        let received = Timestamp::from_local(LocalTime { date: start() + Duration::days(day), minute });
        let fast = calendar.due(received, Limit::WorkingDays(count)).local();
        prop_assert_eq!(fast, LocalTime { date: slow_days(&calendar, received, count), minute: 17 * 60 });
        if count > 0 {
            prop_assert_eq!(calendar.due(received, Limit::WorkingHours(count)), slow_hours(&calendar, received, count));
        }
    }
}
