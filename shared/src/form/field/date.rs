//! A date that people know, typed in three boxes; stored as ISO text.

use serde::{Deserialize, Serialize};
use time::Date;

use super::{Check, clean, fault};
use crate::form::answers::{Answer, DateParts};
use crate::form::issue::Fault;
use crate::time as calendar;

/// A calendar date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateField {
    /// Must not be after the day of filing.
    #[serde(default)]
    pub not_future: bool,
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

/// Reads a date from its boxes or from ISO text.
///
/// # Errors
/// The first thing that is wrong, with the box it is in.
pub fn read(answer: &Answer) -> Result<Date, DateFault> {
    match answer {
        Answer::Text(iso) => calendar::parse_iso_date(iso).ok_or(DateFault::NoSuchDate),
        Answer::Date(parts) => read_parts(parts),
        _ => Err(DateFault::NoSuchDate),
    }
}

fn read_parts(parts: &DateParts) -> Result<Date, DateFault> {
    for (typed, part) in [
        (&parts.day, "day"),
        (&parts.month, "month"),
        (&parts.year, "year"),
    ] {
        if typed.trim().is_empty() {
            return Err(DateFault::Missing(part));
        }
    }
    let year = parts.year.trim();
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateFault::YearDigits);
    }
    let numbers = (
        year.parse().ok(),
        month_number(&parts.month),
        parts.day.trim().parse().ok(),
    );
    let (Some(year), Some(month), Some(day)) = numbers else {
        return Err(DateFault::NoSuchDate);
    };
    calendar::date(year, month, day).ok_or(DateFault::NoSuchDate)
}

/// The boxes of an answer, for the screen: ISO text is taken apart, anything else stays as typed.
#[must_use]
pub fn parts(answer: Option<&Answer>) -> DateParts {
    match answer {
        Some(Answer::Date(parts)) => parts.clone(),
        Some(Answer::Text(iso)) => match calendar::parse_iso_date(iso) {
            Some(date) => DateParts {
                day: date.day().to_string(),
                month: u8::from(date.month()).to_string(),
                year: date.year().to_string(),
            },
            None => DateParts {
                year: iso.clone(),
                ..DateParts::default()
            },
        },
        _ => DateParts::default(),
    }
}

/// Takes a pasted date apart: `31/3/1990`, `31-03-1990`, `31.3.1990`, `1990-03-31`. Day first, never month first.
#[must_use]
pub fn parts_from_paste(text: &str) -> Option<DateParts> {
    let pieces: Vec<&str> = text
        .trim()
        .split(['/', '-', '.', ' '])
        .filter(|piece| !piece.is_empty())
        .collect();
    let [first, second, third] = pieces.as_slice() else {
        return None;
    };
    let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !pieces.iter().all(digits) {
        return None;
    }
    let (day, year) = if first.len() == 4 {
        (third, first)
    } else {
        (first, third)
    };
    Some(DateParts {
        day: (*day).to_owned(),
        month: (*second).to_owned(),
        year: (*year).to_owned(),
    })
}

impl DateField {
    pub(super) fn check(&self, answer: &Answer, path: &str, today: Date) -> Check {
        let date = match read(answer) {
            Ok(date) => date,
            Err(DateFault::Missing(part)) => {
                return fault(&format!("{path}.{part}"), Fault::DatePartMissing);
            }
            Err(DateFault::YearDigits) => return fault(&format!("{path}.year"), Fault::YearDigits),
            Err(DateFault::NoSuchDate) => return fault(path, Fault::NoSuchDate),
        };
        if self.not_future && date > today {
            return fault(
                path,
                Fault::DateTooLate {
                    latest: calendar::show_date(today),
                },
            );
        }
        if date.year() < 1800 {
            return fault(
                &format!("{path}.year"),
                Fault::DateTooEarly {
                    earliest: "01/01/1800".to_owned(),
                },
            );
        }
        clean(Answer::Text(calendar::iso_date(date)))
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
        assert_eq!(parts_from_paste("tháng 5"), None);
    }
}
