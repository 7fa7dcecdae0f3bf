//! A month of a year, typed in two boxes; stored as `1990-06`.

use serde::{Deserialize, Serialize};
use time::Date;

use super::date::{DateFault, PartialDate, Precision, read_partial};
use super::day_limit::DayLimit;
use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

/// A month of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Month {
    /// The month must not begin before this day's month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<DayLimit>,
    /// The month must not lie after this day's month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<DayLimit>,
}

/// Reads a month from its boxes or from `1990-06`; a day, if there is one, is left out.
#[must_use]
pub fn read(answer: &Answer) -> Option<PartialDate> {
    read_checked(answer).ok()
}

fn read_checked(answer: &Answer) -> Result<PartialDate, DateFault> {
    let without_day = match answer {
        Answer::Date(parts) => Answer::Date(crate::form::answers::DateParts {
            day: String::new(),
            ..parts.clone()
        }),
        other => other.clone(),
    };
    read_partial(&without_day, Precision::MonthAllowed)
        .map(|date| PartialDate { day: None, ..date })
}

impl Month {
    pub(super) fn check(&self, answer: &Answer, path: &str, today: Date) -> Check {
        let month = match read_checked(answer) {
            Ok(month) => month,
            Err(DateFault::Missing(part)) => {
                return fault(&format!("{path}.{part}"), Fault::DatePartMissing);
            }
            Err(DateFault::YearDigits) => return fault(&format!("{path}.year"), Fault::YearDigits),
            Err(DateFault::NoSuchDate) => return fault(path, Fault::NoSuchMonth),
        };
        let limit = |limit: &Option<DayLimit>| limit.as_ref().and_then(|limit| limit.day(today));
        let days = month.days();
        if let Some(max) = limit(&self.max).filter(|max| days.first > *max) {
            return fault(
                path,
                Fault::DateTooLate {
                    latest: PartialDate::month_of(max).show(),
                },
            );
        }
        if let Some(min) = limit(&self.min).filter(|min| days.last < *min) {
            return fault(
                path,
                Fault::DateTooEarly {
                    earliest: PartialDate::month_of(min).show(),
                },
            );
        }
        clean(Answer::Text(month.iso()))
    }
}
