//! A date that people know, typed in three boxes; stored as ISO text.

use serde::{Deserialize, Serialize};
use time::Date;

use super::day_limit::DayLimit;
use super::{Check, clean, fault};
use crate::form::answers::{Answer, DateParts};
use crate::form::issue::Fault;
use crate::form::value::{Days, years_between};
use crate::i18n::Bilingual;
use crate::time as calendar;

/// A calendar date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateField {
    /// Must not be after the day of filing.
    #[serde(default)]
    pub not_future: bool,
    /// Whether month and day may be missing, as on papers of the old.
    #[serde(default, skip_serializing_if = "Precision::is_day")]
    pub precision: Precision,
    /// Earliest day allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<DayLimit>,
    /// Latest day allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<DayLimit>,
    /// Full years that must have passed on the day of filing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_min: Option<u32>,
    /// Full years that may have passed on the day of filing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_max: Option<u32>,
    /// Said instead of the engine's own words when the date is outside its limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Bilingual>,
}

/// Which parts of a date may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// None: a full date.
    #[default]
    Day,
    /// The day may be missing.
    MonthAllowed,
    /// Day and month may be missing.
    YearAllowed,
}

impl Precision {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    const fn is_day(&self) -> bool {
        matches!(self, Self::Day)
    }
}

/// A date of which day, or day and month, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// The month a day is in.
    #[must_use]
    pub fn month_of(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month().into()),
            day: None,
        }
    }

    /// The full date, if it is one.
    #[must_use]
    pub fn full(self) -> Option<Date> {
        calendar::date(self.year, self.month?, self.day?)
    }

    /// Every day it may mean.
    #[must_use]
    pub fn days(self) -> Days {
        let month = |default| self.month.unwrap_or(default);
        let last_day = |month| {
            (28..=31)
                .rev()
                .find_map(|day| calendar::date(self.year, month, day))
        };
        let first = calendar::date(self.year, month(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN);
        let last = match self.day {
            Some(_) => first,
            None => last_day(month(12)).unwrap_or(first),
        };
        Days { first, last }
    }

    /// `1975`, `1975-06` or `1975-06-12`.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// `1975`, `06/1975` or `12/06/1975`.
    #[must_use]
    pub fn show(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day:02}/{month:02}/{:04}", self.year),
            (Some(month), None) => format!("{month:02}/{:04}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
}

/// What is wrong with three boxes, and in which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// This part is empty.
    Missing(&'static str),
    /// The year has not four digits.
    YearDigits,
    /// Not a day of the calendar.
    NoSuchDate,
}

/// The number of a month typed as `3`, `03` or `tháng 3`.
fn month_number(typed: &str) -> Option<u8> {
    let folded = crate::text::fold(typed);
    folded
        .strip_prefix("thang")
        .unwrap_or(&folded)
        .trim()
        .parse()
        .ok()
}

/// Reads a full date from its boxes or from ISO text.
///
/// # Errors
/// The first thing that is wrong, with the box it is in.
pub fn read(answer: &Answer) -> Result<Date, DateFault> {
    read_partial(answer, Precision::Day)?
        .full()
        .ok_or(DateFault::NoSuchDate)
}

/// Reads a date of which parts may be missing as far as `precision` allows.
///
/// # Errors
/// The first thing that is wrong, with the box it is in.
pub fn read_partial(answer: &Answer, precision: Precision) -> Result<PartialDate, DateFault> {
    match answer {
        Answer::Text(iso) => read_iso(iso, precision).ok_or(DateFault::NoSuchDate),
        Answer::Date(parts) => read_parts(parts, precision),
        _ => Err(DateFault::NoSuchDate),
    }
}

fn read_iso(iso: &str, precision: Precision) -> Option<PartialDate> {
    let mut parts = iso.splitn(3, '-');
    let year = parts.next()?;
    let (month, day) = (parts.next(), parts.next());
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let two = |part: Option<&str>| match part {
        None => Some(None),
        Some(text) => text.parse::<u8>().ok().map(Some),
    };
    let date = PartialDate {
        year: year.parse().ok()?,
        month: two(month)?,
        day: two(day)?,
    };
    let enough = match precision {
        Precision::Day => date.day.is_some(),
        Precision::MonthAllowed => date.month.is_some(),
        Precision::YearAllowed => true,
    };
    exists(date).filter(|_| enough)
}

/// The date, if the calendar has it.
fn exists(date: PartialDate) -> Option<PartialDate> {
    calendar::date(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).map(|_| date)
}

fn read_parts(parts: &DateParts, precision: Precision) -> Result<PartialDate, DateFault> {
    let typed = |text: &str| !text.trim().is_empty();
    let (day, month) = (typed(&parts.day), typed(&parts.month));
    if !day && precision == Precision::Day {
        return Err(DateFault::Missing("day"));
    }
    if !month && (day || precision != Precision::YearAllowed) {
        return Err(DateFault::Missing("month"));
    }
    let year = parts.year.trim();
    if year.is_empty() {
        return Err(DateFault::Missing("year"));
    }
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateFault::YearDigits);
    }
    let number =
        |present: bool, read: Option<u8>| if present { read.map(Some) } else { Some(None) };
    let date = || {
        exists(PartialDate {
            year: year.parse().ok()?,
            month: number(month, month_number(&parts.month))?,
            day: number(day, parts.day.trim().parse().ok())?,
        })
    };
    date().ok_or(DateFault::NoSuchDate)
}

/// The boxes of an answer, for the screen: ISO text is taken apart, anything else stays as typed.
#[must_use]
pub fn parts(answer: Option<&Answer>) -> DateParts {
    match answer {
        Some(Answer::Date(parts)) => parts.clone(),
        Some(Answer::Text(iso)) => match read_iso(iso, Precision::YearAllowed) {
            Some(date) => DateParts {
                day: date.day.map(|day| day.to_string()).unwrap_or_default(),
                month: date
                    .month
                    .map(|month| month.to_string())
                    .unwrap_or_default(),
                year: date.year.to_string(),
            },
            None => DateParts {
                year: iso.clone(),
                ..DateParts::default()
            },
        },
        _ => DateParts::default(),
    }
}

/// Takes a pasted date apart: `31/3/1990`, `31-03-1990`, `31.3.1990`, `1990-03-31`, and a month `3/1990`, `1990-03`. Day
/// first, never month first.
#[must_use]
pub fn parts_from_paste(text: &str) -> Option<DateParts> {
    let pieces: Vec<&str> = text
        .trim()
        .split(['/', '-', '.', ' '])
        .filter(|piece| !piece.is_empty())
        .collect();
    let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !pieces.iter().all(digits) {
        return None;
    }
    let (day, month, year) = match *pieces.as_slice() {
        [year, month, day] if year.len() == 4 => (day, month, year),
        [day, month, year] => (day, month, year),
        [year, month] if year.len() == 4 => ("", month, year),
        [month, year] if year.len() == 4 => ("", month, year),
        _ => return None,
    };
    Some(DateParts {
        day: day.to_owned(),
        month: month.to_owned(),
        year: year.to_owned(),
    })
}

impl DateField {
    pub(super) fn check(&self, answer: &Answer, path: &str, today: Date) -> Check {
        let date = match read_partial(answer, self.precision) {
            Ok(date) => date,
            Err(DateFault::Missing(part)) => {
                return fault(&format!("{path}.{part}"), Fault::DatePartMissing);
            }
            Err(DateFault::YearDigits) => return fault(&format!("{path}.year"), Fault::YearDigits),
            Err(DateFault::NoSuchDate) => return fault(path, Fault::NoSuchDate),
        };
        let days = date.days();
        let limit = |limit: Option<DayLimit>| limit.and_then(|limit| limit.day(today));
        let latest = [self.not_future.then_some(today), limit(self.max)]
            .into_iter()
            .flatten()
            .min();
        if let Some(latest) = latest.filter(|latest| days.first > *latest) {
            let latest = calendar::show_date(latest);
            return fault(path, Fault::DateTooLate { latest });
        }
        if date.year < 1800 {
            return fault(
                &format!("{path}.year"),
                Fault::DateTooEarly {
                    earliest: "01/01/1800".to_owned(),
                },
            );
        }
        if let Some(earliest) = limit(self.min).filter(|earliest| days.last < *earliest) {
            let earliest = calendar::show_date(earliest);
            return fault(path, Fault::DateTooEarly { earliest });
        }
        // Where a part is unknown, only an age that cannot be right is blamed.
        if let Some(years) = self
            .age_min
            .filter(|years| years_between(days.first, today) < i64::from(*years))
        {
            return fault(path, Fault::TooYoung { years });
        }
        if let Some(years) = self
            .age_max
            .filter(|years| years_between(days.last, today) > i64::from(*years))
        {
            return fault(path, Fault::TooOld { years });
        }
        clean(Answer::Text(date.iso()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> Answer {
        Answer::Date(DateParts {
            day: day.into(),
            month: month.into(),
            year: year.into(),
        })
    }

    #[test]
    fn three_boxes_name_the_wrong_part() {
        assert_eq!(
            read(&typed("1", "tháng 3", "1990")).map(calendar::iso_date),
            Ok("1990-03-01".to_owned())
        );
        assert_eq!(read(&typed("1", "3", "")), Err(DateFault::Missing("year")));
        assert_eq!(read(&typed("1", "3", "90")), Err(DateFault::YearDigits));
        assert_eq!(read(&typed("31", "2", "1990")), Err(DateFault::NoSuchDate));
        assert_eq!(read(&typed("x", "2", "1990")), Err(DateFault::NoSuchDate));
    }

    #[test]
    fn old_papers_know_less() {
        for (boxes, precision, expected) in [
            (("", "", "1975"), Precision::YearAllowed, Ok("1975")),
            (("", "6", "1975"), Precision::MonthAllowed, Ok("1975-06")),
            (
                ("12", "6", "1975"),
                Precision::YearAllowed,
                Ok("1975-06-12"),
            ),
            (
                ("", "", "1975"),
                Precision::MonthAllowed,
                Err(DateFault::Missing("month")),
            ),
            (
                ("5", "", "1975"),
                Precision::YearAllowed,
                Err(DateFault::Missing("month")),
            ),
            (
                ("", "13", "1975"),
                Precision::YearAllowed,
                Err(DateFault::NoSuchDate),
            ),
        ] {
            let answer = typed(boxes.0, boxes.1, boxes.2);
            let read = read_partial(&answer, precision).map(PartialDate::iso);
            assert_eq!(read, expected.map(str::to_owned), "{boxes:?}");
        }
        assert_eq!(read(&"1975-06".into()), Err(DateFault::NoSuchDate));
    }

    #[test]
    fn pasted_dates_are_day_first() {
        let parts = parts_from_paste(" 5/11/2026 ").unwrap();
        assert_eq!(
            (
                parts.day.as_str(),
                parts.month.as_str(),
                parts.year.as_str()
            ),
            ("5", "11", "2026")
        );
        assert_eq!(parts_from_paste("2026-11-05").unwrap().day, "05");
        for month in ["11/2026", "2026-11"] {
            let parts = parts_from_paste(month).unwrap();
            assert_eq!(
                (&*parts.day, &*parts.month, &*parts.year),
                ("", "11", "2026")
            );
        }
        assert_eq!(parts_from_paste("tháng 5"), None);
        assert_eq!(parts_from_paste("5/11"), None);
    }
}
