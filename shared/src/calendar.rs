//! Working days and hours of an agency: data with dates, never constants in code (design §4, invariant 1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Weekday};

use crate::time::{LocalTime, Timestamp};

/// What a day is, when it differs from the week's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Public holiday.
    PublicHoliday,
    /// Day off in place of a holiday that fell on a day off.
    CompensatoryDayOff,
    /// Day off swapped with a make-up day.
    SwappedDayOff,
    /// A Saturday or Sunday that is worked.
    MakeupWorkingDay,
}

/// A day that differs from the week's rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// The day.
    #[serde(with = "crate::time::iso")]
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// Its name.
    pub name: String,
}

/// A calendar: Monday to Friday, minus days off, plus make-up days; office hours in two halves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    special: BTreeMap<Date, DayKind>,
    /// Office hours as minutes of the day, from and to, in order.
    hours: Vec<(u32, u32)>,
}

/// A stretch of time that the law gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Whole working days; the first is the day after (R-TIME-02). Zero: the same day.
    WorkingDays(u32),
    /// Calendar days; a last day off moves to the next working day.
    CalendarDays(u32),
    /// Working hours from the moment itself.
    WorkingHours(u32),
    /// The same working day when received before this minute of the day (15:00 = 900), else the next working day.
    SameDay(u32),
}

/// No calendar has this many days off in a row; bounds the search for a working day.
const LONGEST_BREAK: u32 = 60;

impl Calendar {
    /// A calendar with office hours 07:00–11:30 and 13:30–17:00.
    #[must_use]
    pub fn new(days: &[SpecialDay]) -> Self {
        let special = days.iter().map(|day| (day.date, day.kind)).collect();
        Self {
            special,
            hours: vec![(7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)],
        }
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.special.get(&date) {
            Some(DayKind::MakeupWorkingDay) => true,
            Some(_) => false,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    fn opening(&self) -> u32 {
        self.hours.first().map_or(0, |(from, _)| *from)
    }

    /// Minute of the day at which office hours end.
    #[must_use]
    pub fn closing(&self) -> u32 {
        self.hours.last().map_or(24 * 60, |(_, to)| *to)
    }

    /// This day if it is worked, else the next worked one.
    fn working_day_from(&self, date: Date) -> Date {
        let mut day = date;
        for _ in 0..LONGEST_BREAK {
            if self.is_working_day(day) {
                break;
            }
            day = day.saturating_add(Duration::days(1));
        }
        day
    }

    /// The moment at which work on something received at `moment` can start: itself inside office hours, else the next opening.
    #[must_use]
    pub fn next_working_moment(&self, moment: Timestamp) -> Timestamp {
        let local = moment.local();
        let open = self.is_working_day(local.date) && local.minute < self.closing();
        let date = if open {
            local.date
        } else {
            self.working_day_from(local.date.saturating_add(Duration::days(1)))
        };
        let minute = if !open || local.minute < self.opening() {
            self.opening()
        } else {
            match self.hours.iter().find(|(_, to)| local.minute < *to) {
                Some((from, _)) => local.minute.max(*from),
                None => local.minute,
            }
        };
        if date == local.date && minute == local.minute {
            moment
        } else {
            Timestamp::from_local(LocalTime { date, minute })
        }
    }

    /// When a limit that starts at `from` ends. Whole-day limits end at the close of office hours.
    #[must_use]
    pub fn due(&self, from: Timestamp, limit: Limit) -> Timestamp {
        let start = self.next_working_moment(from).local();
        match limit {
            Limit::WorkingHours(hours) => self.add_minutes(start, hours.saturating_mul(60)),
            Limit::WorkingDays(days) => {
                let mut day = self.working_day_from(start.date);
                for _ in 0..days {
                    day = self.working_day_from(day.saturating_add(Duration::days(1)));
                }
                Timestamp::from_local(LocalTime {
                    date: day,
                    minute: self.closing(),
                })
            }
            Limit::SameDay(cutoff) => {
                let late = u32::from(start.minute >= cutoff);
                self.due(from, Limit::WorkingDays(late))
            }
            Limit::CalendarDays(days) => {
                let last = from
                    .local()
                    .date
                    .saturating_add(Duration::days(i64::from(days)));
                let date = self.working_day_from(last);
                Timestamp::from_local(LocalTime {
                    date,
                    minute: self.closing(),
                })
            }
        }
    }

    fn add_minutes(&self, start: LocalTime, minutes: u32) -> Timestamp {
        let mut left = minutes;
        let mut date = start.date;
        let mut minute = start.minute;
        // Each round uses up one working day.
        for _ in 0..=minutes {
            for &(from, to) in &self.hours {
                let begin = minute.max(from);
                let room = to.saturating_sub(begin);
                if left <= room && room > 0 {
                    return Timestamp::from_local(LocalTime {
                        date,
                        minute: begin + left,
                    });
                }
                left -= room;
            }
            date = self.working_day_from(date.saturating_add(Duration::days(1)));
            minute = self.opening();
        }
        Timestamp::from_local(LocalTime { date, minute })
    }
}

#[cfg(test)]
mod tests {
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
}
