//! The vectors of the requirements, with the sum behind them.

use super::*;
use crate::time::{date, parse_iso_date};

/// The 2026 days of requirements.md §5.7.
fn calendar() -> Calendar {
    let off = [
        "2026-01-01",
        "2026-01-02",
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-02-20",
        "2026-04-27",
        "2026-04-30",
        "2026-05-01",
        "2026-08-31",
        "2026-09-01",
        "2026-09-02",
        "2026-11-24",
    ];
    let mut days: Vec<SpecialDay> = off
        .iter()
        .map(|day| SpecialDay {
            date: parse_iso_date(day).unwrap(),
            kind: DayKind::PublicHoliday,
            name: String::new(),
        })
        .collect();
    for day in ["2026-01-10", "2026-08-22"] {
        let date = parse_iso_date(day).unwrap();
        days.push(SpecialDay {
            date,
            kind: DayKind::MakeupWorkingDay,
            name: String::new(),
        });
    }
    Calendar::new(&days)
}

fn at(day: &str, hour: u32, minute: u32) -> Timestamp {
    Timestamp::from_local(LocalTime {
        date: parse_iso_date(day).unwrap(),
        minute: hour * 60 + minute,
    })
}

/// The vectors of requirements.md §5.8, and the same-day rule of the civil-status procedures.
#[test]
fn deadline_vectors() {
    let calendar = calendar();
    for (received, limit, due) in [
        (
            at("2026-03-09", 10, 0),
            Limit::WorkingDays(3),
            at("2026-03-12", 17, 0),
        ),
        (
            at("2026-02-12", 15, 30),
            Limit::WorkingDays(3),
            at("2026-02-24", 17, 0),
        ),
        (
            at("2026-04-24", 9, 0),
            Limit::WorkingDays(3),
            at("2026-05-04", 17, 0),
        ),
        (
            at("2026-03-07", 20, 0),
            Limit::WorkingDays(1),
            at("2026-03-10", 17, 0),
        ),
        (
            at("2026-03-06", 9, 0),
            Limit::CalendarDays(8),
            at("2026-03-16", 17, 0),
        ),
        (
            at("2026-03-06", 9, 0),
            Limit::WorkingHours(8),
            at("2026-03-09", 9, 0),
        ),
        (
            at("2026-03-06", 14, 59),
            Limit::SameDay(900),
            at("2026-03-06", 17, 0),
        ),
        (
            at("2026-03-06", 15, 0),
            Limit::SameDay(900),
            at("2026-03-09", 17, 0),
        ),
        (
            at("2026-03-06", 18, 0),
            Limit::SameDay(900),
            at("2026-03-09", 17, 0),
        ),
        (
            at("2026-01-09", 10, 0),
            Limit::WorkingDays(1),
            at("2026-01-10", 17, 0),
        ),
    ] {
        assert_eq!(
            calendar.due(received, limit).to_rfc3339(),
            due.to_rfc3339(),
            "{received:?} {limit:?}"
        );
    }
}

#[test]
fn work_starts_at_the_next_opening() {
    let calendar = calendar();
    assert_eq!(
        calendar.next_working_moment(at("2026-03-07", 20, 0)),
        at("2026-03-09", 7, 0)
    );
    assert_eq!(
        calendar.next_working_moment(at("2026-03-09", 12, 0)),
        at("2026-03-09", 13, 30)
    );
    assert_eq!(
        calendar.next_working_moment(at("2026-03-09", 8, 1)),
        at("2026-03-09", 8, 1)
    );
    assert!(!calendar.is_working_day(date(2026, 11, 24).unwrap()));
}
