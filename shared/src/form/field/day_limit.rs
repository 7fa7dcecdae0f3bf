//! Limits of dates and months in definitions: a fixed day, or one that moves with the day of filing.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::Date;

use crate::form::value::shifted;
use crate::time as calendar;

/// A limit for dates: a fixed day (`2025-07-01`), or one relative to the day of filing (`today`, `today+2y`, `today-6m`,
/// `today+10d`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayLimit {
    /// This day.
    Fixed(Date),
    /// The day of filing, moved.
    Today {
        /// Years later, or earlier when negative.
        years: i32,
        /// Months.
        months: i32,
        /// Days.
        days: i32,
    },
}

impl DayLimit {
    /// The day it means on the day of filing; `None` beyond the calendar.
    #[must_use]
    pub fn day(self, today: Date) -> Option<Date> {
        match self {
            Self::Fixed(date) => Some(date),
            Self::Today {
                years,
                months,
                days,
            } => shifted(today, years, months, days),
        }
    }

    /// Reads what [`DayLimit::text`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some(shift) = text.strip_prefix("today") else {
            return calendar::parse_iso_date(text).map(Self::Fixed);
        };
        let (mut years, mut months, mut days) = (0, 0, 0);
        if !shift.is_empty() {
            let unit = shift.chars().next_back()?;
            let number: i32 = shift.strip_suffix(unit)?.parse().ok()?;
            if !shift.starts_with(['+', '-']) {
                return None;
            }
            match unit {
                'y' => years = number,
                'm' => months = number,
                'd' => days = number,
                _ => return None,
            }
        }
        Some(Self::Today {
            years,
            months,
            days,
        })
    }

    /// As definitions write it.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Fixed(date) => calendar::iso_date(date),
            Self::Today { years, .. } if years != 0 => format!("today{years:+}y"),
            Self::Today { months, .. } if months != 0 => format!("today{months:+}m"),
            Self::Today { days, .. } if days != 0 => format!("today{days:+}d"),
            Self::Today { .. } => "today".to_owned(),
        }
    }
}

impl Serialize for DayLimit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for DayLimit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(
                "expected a day such as 2025-07-01, today, today+2y, today-6m or today+10d",
            )
        })
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for DayLimit {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for DayLimit {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_move_with_the_day_of_filing() {
        let today = calendar::date(2024, 2, 29).unwrap();
        for (text, day) in [
            ("today", "2024-02-29"),
            ("today+2y", "2026-02-28"),
            ("today-1m", "2024-01-29"),
            ("today-60d", "2023-12-31"),
            ("2025-07-01", "2025-07-01"),
        ] {
            let limit = DayLimit::parse(text).unwrap();
            assert_eq!(
                limit.day(today).map(calendar::iso_date).as_deref(),
                Some(day)
            );
            assert_eq!(limit.text(), text);
        }
        for wrong in [
            "",
            "tomorrow",
            "today2y",
            "today+2w",
            "today+y",
            "2025-02-30",
        ] {
            assert_eq!(DayLimit::parse(wrong), None, "{wrong}");
        }
    }
}
