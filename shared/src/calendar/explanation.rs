//! How a date was counted: every day or stretch of days, counted or left out, and why. Kept with the promise it explains, so
//! that a later change of the calendar moves nothing in silence (R-TIME-11).

use serde::{Deserialize, Serialize};
use time::Date;

use super::Limit;
use crate::i18n::{Lang, t::deadline as say};
use crate::time::{Timestamp, show_clock, show_date, show_moment};

/// The sum behind a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// What the count starts from, e.g. when the dossier was accepted.
    pub received_at: Timestamp,
    /// When counting could start: later than `received_at` when that was outside office hours (R-TIME-06).
    pub starts_at: Timestamp,
    /// What was counted.
    pub limit: Limit,
    /// The days, in order, without gaps.
    pub stretches: Vec<Stretch>,
    /// The result.
    pub due_at: Timestamp,
}

/// One day, or several in a row that are treated alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stretch {
    /// First day.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub from: Date,
    /// Last day, often the same.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub to: Date,
    /// What the days are to the count.
    pub role: DayRole,
    /// Name of the holiday or of the make-up day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How much of the limit they use up: days, or minutes for limits in hours. Zero when left out.
    pub counted: u32,
}

/// What a day is to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayRole {
    /// The day on which it starts: not counted (Civil Code 2015, Art 147.2), or the whole limit when it ends the same day.
    FirstDay,
    /// Counted.
    Counted,
    /// Counted: a Saturday or Sunday that is worked in place of another day.
    MakeUp,
    /// Saturday, Sunday.
    Weekend,
    /// Public holiday.
    PublicHoliday,
    /// In place of a holiday that fell on a day off.
    CompensatoryDayOff,
    /// Swapped with a make-up day.
    SwappedDayOff,
}

impl DayRole {
    /// Whether nobody works then.
    #[must_use]
    pub const fn is_off(self) -> bool {
        matches!(
            self,
            Self::Weekend | Self::PublicHoliday | Self::CompensatoryDayOff | Self::SwappedDayOff
        )
    }
}

/// What a line of the sum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Where it starts, what moves it.
    Fact,
    /// Days that count.
    Counted,
    /// Days that do not.
    LeftOut,
    /// The date that comes out.
    Result,
}

/// One line of the sum in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// The words.
    pub text: String,
}

impl Line {
    /// A line.
    #[must_use]
    pub const fn new(kind: LineKind, text: String) -> Self {
        Self { kind, text }
    }
}

impl Explanation {
    /// The sum in words, line by line, from the first day to the date.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<Line> {
        let mut lines = Vec::new();
        if self.starts_at > self.received_at {
            lines.push(Line::new(
                LineKind::Fact,
                say::outside_hours(
                    lang,
                    &show_moment(self.received_at),
                    &show_moment(self.starts_at),
                ),
            ));
        }
        lines.push(Line::new(
            LineKind::Fact,
            say::limit_is(lang, &limit_words(self.limit, lang)),
        ));
        let mut days = 0;
        for stretch in &self.stretches {
            lines.push(self.line(stretch, &mut days, lang));
        }
        lines.push(Line::new(
            LineKind::Result,
            say::due_is(lang, &moment_words(self.due_at, lang)),
        ));
        lines
    }

    fn line(&self, stretch: &Stretch, days: &mut u32, lang: Lang) -> Line {
        let when = span_words(stretch.from, stretch.to, lang);
        let in_minutes = matches!(
            self.limit,
            Limit::WorkingHours(_) | Limit::WorkingMinutes(_)
        );
        let name = if stretch.name.is_empty() {
            String::new()
        } else {
            format!(" ({})", stretch.name)
        };
        if stretch.counted > 0 && in_minutes {
            let time = minutes_words(stretch.counted, lang);
            return Line::new(LineKind::Counted, say::hours_counted(lang, &when, &time));
        }
        if stretch.counted > 0 {
            let first = *days + 1;
            *days += stretch.counted;
            let text = match (stretch.role, stretch.counted) {
                (DayRole::MakeUp, _) => say::make_up_counted(lang, &when, &name, &days.to_string()),
                (_, 1) => say::day_counted(lang, &when, &days.to_string()),
                _ => say::days_counted(
                    lang,
                    &when,
                    &stretch.counted.to_string(),
                    &first.to_string(),
                    &days.to_string(),
                ),
            };
            return Line::new(LineKind::Counted, text);
        }
        let whole_days = matches!(self.limit, Limit::CalendarDays(_) | Limit::Months(_));
        let text = match stretch.role {
            role if role.is_off() && whole_days => say::moved_on(lang, &when, &name),
            DayRole::FirstDay if self.due_at.local().date == stretch.to => {
                return Line::new(LineKind::Counted, say::same_day(lang, &when));
            }
            DayRole::FirstDay | DayRole::Counted | DayRole::MakeUp => say::first_day(lang, &when),
            DayRole::Weekend => say::weekend(lang, &when),
            DayRole::PublicHoliday => say::holiday(lang, &when, &name),
            DayRole::CompensatoryDayOff => say::compensatory(lang, &when, &name),
            DayRole::SwappedDayOff => say::swapped(lang, &when, &name),
        };
        Line::new(LineKind::LeftOut, text)
    }
}

/// A limit in words: “3 ngày làm việc”.
#[must_use]
pub fn limit_words(limit: Limit, lang: Lang) -> String {
    match limit {
        Limit::WorkingDays(count) => say::working_days(lang, &count.to_string()),
        Limit::CalendarDays(count) => say::calendar_days(lang, &count.to_string()),
        Limit::Months(count) => say::months(lang, &count.to_string()),
        Limit::WorkingHours(count) => say::working_hours(lang, &count.to_string()),
        Limit::WorkingMinutes(count) => minutes_words(count, lang),
        Limit::SameDay(minute) => {
            let clock = format!("{:02}:{:02}", minute / 60, minute % 60);
            say::within_day(lang, &clock)
        }
    }
}

/// “7 giờ 30 phút”.
#[must_use]
pub fn minutes_words(minutes: u32, lang: Lang) -> String {
    match (minutes / 60, minutes % 60) {
        (0, left) => say::minutes(lang, &left.to_string()),
        (hours, 0) => say::hours(lang, &hours.to_string()),
        (hours, left) => say::hours_minutes(lang, &hours.to_string(), &left.to_string()),
    }
}

/// “thứ Sáu 13/02/2026”, or from one to another.
fn span_words(from: Date, to: Date, lang: Lang) -> String {
    if from == to {
        day_words(from, lang)
    } else {
        say::span(lang, &day_words(from, lang), &day_words(to, lang))
    }
}

/// “thứ Sáu 13/02/2026”.
#[must_use]
pub fn day_words(date: Date, lang: Lang) -> String {
    let weekday = match date.weekday() {
        time::Weekday::Monday => say::monday(lang),
        time::Weekday::Tuesday => say::tuesday(lang),
        time::Weekday::Wednesday => say::wednesday(lang),
        time::Weekday::Thursday => say::thursday(lang),
        time::Weekday::Friday => say::friday(lang),
        time::Weekday::Saturday => say::saturday(lang),
        time::Weekday::Sunday => say::sunday(lang),
    };
    format!("{weekday} {}", show_date(date))
}

/// “17:00 thứ Ba 24/02/2026”.
#[must_use]
pub fn moment_words(moment: Timestamp, lang: Lang) -> String {
    let local = moment.local();
    format!("{} {}", show_clock(local), day_words(local.date, lang))
}
