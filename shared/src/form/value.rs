//! The values that terms have, and how they compare. A partial date of an old paper stands for every day it may mean.

use std::cmp::Ordering;

use time::{Date, Duration};

use crate::decimal::Decimal;

/// A span of days: one day for a full date, a month or a year for a partial one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// First day it may mean.
    pub first: Date,
    /// Last day it may mean.
    pub last: Date,
}

/// The value of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number. Times of day are minutes since midnight.
    Number(Decimal),
    /// A date.
    Date(Days),
    /// A text, in its canonical spelling.
    Text(String),
}

/// What kind of value a term has, known from the definition alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// [`Value::Number`].
    Number,
    /// [`Value::Date`].
    Date,
    /// [`Value::Text`].
    Text,
}

impl Value {
    /// A full date.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self::Date(Days {
            first: date,
            last: date,
        })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self::Number(Decimal::whole(number))
    }

    /// Whether the left can be at most the right; `None` when they do not compare.
    #[must_use]
    pub fn at_most(&self, right: &Self) -> Option<bool> {
        match (self, right) {
            (Self::Number(left), Self::Number(right)) => Some(left <= right),
            (Self::Date(left), Self::Date(right)) => Some(left.first <= right.last),
            _ => None,
        }
    }

    /// Whether the left can be less than the right; `None` when they do not compare.
    #[must_use]
    pub fn less_than(&self, right: &Self) -> Option<bool> {
        match (self, right) {
            (Self::Number(left), Self::Number(right)) => Some(left < right),
            (Self::Date(left), Self::Date(right)) => Some(left.first < right.last),
            _ => None,
        }
    }

    /// Whether both can be the same; `None` when they do not compare.
    #[must_use]
    pub fn equal(&self, right: &Self) -> Option<bool> {
        match (self, right) {
            (Self::Number(left), Self::Number(right)) => Some(left == right),
            (Self::Text(left), Self::Text(right)) => Some(left == right),
            (Self::Date(left), Self::Date(right)) => {
                Some(left.first <= right.last && right.first <= left.last)
            }
            _ => None,
        }
    }
}

/// Whole years from one day to another, as ages are counted; negative when the second is earlier.
#[must_use]
pub fn years_between(from: Date, to: Date) -> i64 {
    let month_day = |date: Date| (u8::from(date.month()), date.day());
    i64::from(to.year()) - i64::from(from.year()) - i64::from(month_day(to) < month_day(from))
}

/// Whole months from one day to another.
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(u8::from(date.month()));
    months(to) - months(from) - i64::from(to.day() < from.day())
}

/// A date moved by years, months and days; the last day of a shorter month stands for a missing one. `None` beyond the calendar.
#[must_use]
pub fn shifted(date: Date, years: i32, months: i32, days: i32) -> Option<Date> {
    let index = years
        .checked_mul(12)?
        .checked_add(months)?
        .checked_add(date.year().checked_mul(12)?)?
        .checked_add(i32::from(u8::from(date.month())) - 1)?;
    let (year, month) = (
        index.div_euclid(12),
        u8::try_from(index.rem_euclid(12)).ok()? + 1,
    );
    let moved = (1..=date.day())
        .rev()
        .find_map(|day| crate::time::date(year, month, day))?;
    moved.checked_add(Duration::days(i64::from(days)))
}

/// The order in which row values are compared for uniqueness.
impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.cmp(right),
            (Self::Date(left), Self::Date(right)) => {
                (left.first, left.last).cmp(&(right.first, right.last))
            }
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Number(_), _) | (Self::Date(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), _) | (Self::Date(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}
