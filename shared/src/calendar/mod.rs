//! Working days and hours of an agency, and what a time limit comes to: data with dates, never constants in code
//! (design §4, invariant 1).
//!
//! [`Calendar::explain`] counts and says how it counted; [`Calendar::due`] is its last line, so that a date and its reason
//! cannot disagree. Nothing here knows a dossier, and nothing panics, also at the ends of time.

pub mod calendars;
mod count;
pub mod edit;
mod explanation;
mod hours;

pub use calendars::Calendars;
pub use edit::{Edit, EditFault, FaultyEdit};
pub use explanation::{
    DayRole, Explanation, Line, LineKind, Stretch, day_words, limit_words, minutes_words,
    moment_words,
};
pub use hours::{HoursFault, OfficeHours, Session};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

use crate::i18n::Lang;
use crate::time::{LocalTime, Timestamp};

/// What a day is, when it differs from the week's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

impl DayKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [
        Self::PublicHoliday,
        Self::CompensatoryDayOff,
        Self::SwappedDayOff,
        Self::MakeupWorkingDay,
    ];

    /// Name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        use crate::i18n::t::admin as say;
        match self {
            Self::PublicHoliday => say::day_public_holiday(lang),
            Self::CompensatoryDayOff => say::day_compensatory(lang),
            Self::SwappedDayOff => say::day_swapped(lang),
            Self::MakeupWorkingDay => say::day_make_up(lang),
        }
    }
}

/// A day that differs from the week's rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpecialDay {
    /// The day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// Its name.
    pub name: String,
}

/// A stretch of time that the law gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Whole working days; the first is the day after (R-TIME-02). Zero: the same day.
    WorkingDays(u32),
    /// Calendar days; a last day off moves to the next working day (Civil Code 2015, Art 148.5).
    CalendarDays(u32),
    /// Months: the same day of the last month, or its last day where it has no such day (Civil Code 2015, Art 148.3); a last
    /// day off moves to the next working day.
    Months(u32),
    /// Working hours from the moment itself.
    WorkingHours(u32),
    /// Working minutes from the moment itself: what is left of a limit after a pause.
    WorkingMinutes(u32),
    /// The same working day when received before this minute of the day (15:00 = 900), else the next working day.
    SameDay(u32),
}

impl Limit {
    /// Longest limit that a definition may set: ten years, in any unit.
    pub(crate) const LONGEST_DAYS: u32 = 3660;

    /// The same, at most ten years: no count walks for ever.
    #[must_use]
    pub(crate) fn bounded(self) -> Self {
        let days = Self::LONGEST_DAYS;
        match self {
            Self::WorkingDays(count) => Self::WorkingDays(count.min(days)),
            Self::CalendarDays(count) => Self::CalendarDays(count.min(days)),
            Self::Months(count) => Self::Months(count.min(120)),
            Self::WorkingHours(count) => Self::WorkingHours(count.min(days * 24)),
            Self::WorkingMinutes(count) => Self::WorkingMinutes(count.min(days * 24 * 60)),
            Self::SameDay(minute) => Self::SameDay(minute),
        }
    }

    /// Whether a definition may set it: no limit of a procedure is longer than ten years, and a cut-off is a time of day.
    #[must_use]
    pub fn is_sensible(self) -> bool {
        self.bounded() == self && !matches!(self, Self::SameDay(minute) if minute > 24 * 60)
    }
}

/// A calendar: Monday to Friday, minus days off, plus make-up days; office hours that change at known dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    special: BTreeMap<Date, (DayKind, String)>,
    /// By first day of use, oldest first.
    hours: Vec<OfficeHours>,
    /// Before the first of `hours`.
    usual: OfficeHours,
}

impl Calendar {
    /// A calendar with the usual office hours, 07:00–11:30 and 13:30–17:00 (R-TIME-03).
    #[must_use]
    pub fn new(days: &[SpecialDay]) -> Self {
        let special = days
            .iter()
            .map(|day| (day.date, (day.kind, day.name.clone())))
            .collect();
        Self {
            special,
            hours: Vec::new(),
            usual: OfficeHours::usual(),
        }
    }

    /// The same days with these office hours, each from its first day of use.
    #[must_use]
    pub fn with_hours(mut self, mut hours: Vec<OfficeHours>) -> Self {
        hours.sort_by_key(OfficeHours::effective_from);
        self.hours = hours;
        self
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.special.get(&date) {
            Some((DayKind::MakeupWorkingDay, _)) => true,
            Some(_) => false,
            None => !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The office hours of a worked day, in order.
    #[must_use]
    pub fn hours_on(&self, date: Date) -> &[Session] {
        let known = self
            .hours
            .iter()
            .rev()
            .find(|hours| hours.effective_from() <= date);
        known.unwrap_or(&self.usual).sessions()
    }

    /// Minute of the day at which work starts.
    #[must_use]
    pub fn opening(&self, date: Date) -> u32 {
        self.hours_on(date)
            .first()
            .map_or(0, |session| session.from)
    }

    /// Minute of the day at which office hours end.
    #[must_use]
    pub fn closing(&self, date: Date) -> u32 {
        self.hours_on(date)
            .last()
            .map_or(24 * 60 - 1, |session| session.to)
    }

    /// The end of office hours of a day.
    #[must_use]
    pub fn close_of(&self, date: Date) -> Timestamp {
        Timestamp::from_local(LocalTime {
            date,
            minute: self.closing(date),
        })
    }

    /// This day if it is worked, else the next worked one; the last day of time when there is none.
    #[must_use]
    pub fn working_day_from(&self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working_day(day) {
            match day.next_day() {
                Some(next) => day = next,
                None => return day,
            }
        }
        day
    }

    /// The worked day after this one; the last day of time when there is none.
    #[must_use]
    pub fn working_day_after(&self, date: Date) -> Date {
        date.next_day()
            .map_or(date, |next| self.working_day_from(next))
    }

    /// The moment at which work on something received at `moment` can start: itself inside office hours, else the next
    /// start of work (R-TIME-06).
    #[must_use]
    pub fn next_working_moment(&self, moment: Timestamp) -> Timestamp {
        let local = moment.local();
        if self.is_working_day(local.date)
            && let Some(session) = self
                .hours_on(local.date)
                .iter()
                .find(|session| local.minute < session.to)
        {
            if session.from <= local.minute {
                return moment;
            }
            return Timestamp::from_local(LocalTime {
                date: local.date,
                minute: session.from,
            });
        }
        let date = self.working_day_after(local.date);
        if date == local.date {
            // The end of time.
            return moment;
        }
        Timestamp::from_local(LocalTime {
            date,
            minute: self.opening(date),
        })
    }

    /// When a limit that starts at `from` ends. Whole-day limits end at the close of office hours.
    #[must_use]
    pub fn due(&self, from: Timestamp, limit: Limit) -> Timestamp {
        self.explain(from, limit).due_at
    }
}

#[cfg(test)]
mod tests;
