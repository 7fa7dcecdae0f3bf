//! Terms: the values that conditions compare and computed fields show. Closed and total: what is missing, hidden or of
//! another type has no value; arithmetic saturates.

use serde::{Deserialize, Serialize};
use time::Date;

use super::condition::{Condition, Scope};
use super::field::choice::gender_code;
use super::value::{Days, Value, months_between, years_between};
use crate::decimal::Decimal;
use crate::identity::CitizenId;
use crate::text;

/// A value made from answers. JSON examples: `"today"`, `{"field": "area"}`, `{"number": "0.5"}`,
/// `{"sum": {"rows": "floors", "field": "floor_area"}}`, `{"abs": {"subtract": [{"field": "a"}, {"field": "b"}]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The value of a field: number, date, code or text. Of a repeat group: how many rows it has.
    Field(String),
    /// A number.
    Number(Decimal),
    /// A day, ISO.
    Date(#[serde(with = "crate::time::iso")] Date),
    /// A text.
    Text(String),
    /// The day of filing.
    Today,
    /// Whole years from the first date to the second. A partial date counts from its first day.
    YearsBetween(Box<Term>, Box<Term>),
    /// Whole months from the first date to the second.
    MonthsBetween(Box<Term>, Box<Term>),
    /// Days from the first date to the second.
    DaysBetween(Box<Term>, Box<Term>),
    /// The year of a date.
    YearOf(Box<Term>),
    /// Sum.
    Add(Vec<Term>),
    /// First minus second.
    Subtract(Box<Term>, Box<Term>),
    /// Product.
    Multiply(Vec<Term>),
    /// Without sign.
    Abs(Box<Term>),
    /// Sum of a number field over rows; what is not answered counts nothing.
    Sum(Sum),
    /// How many rows there are.
    Count(Count),
    /// How many characters a text has.
    Length(Box<Term>),
    /// `male` or `female`, as a personal identification number says (R-VAL-02).
    GenderOf(Box<Term>),
    /// The year of birth in a personal identification number.
    BirthYearOf(Box<Term>),
    /// One of two terms.
    If(Box<Choose>),
}

/// Rows to add up. `rows` is the key of a repeat group; `outer.inner` walks a nested one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The repeat group.
    pub rows: String,
    /// Key of the number in each row.
    pub field: String,
    /// Only rows for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub only: Option<Box<Condition>>,
}

/// Rows to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The repeat group.
    pub rows: String,
    /// Only rows for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub only: Option<Box<Condition>>,
}

/// One term or the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choose {
    /// Decides.
    pub when: Condition,
    /// The value when it holds.
    pub then: Term,
    /// The value when it does not.
    #[serde(rename = "else")]
    pub otherwise: Term,
}

impl Term {
    /// The term's value; `None` when something it needs is hidden, empty or not readable.
    pub fn value(&self, scope: &dyn Scope) -> Option<Value> {
        Some(match self {
            Self::Field(key) => return scope.value(key),
            Self::Number(number) => Value::Number(*number),
            Self::Date(date) => Value::day(*date),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Today => Value::day(scope.today()),
            Self::YearsBetween(from, to) => {
                Value::whole(years_between(from.day(scope)?, to.day(scope)?))
            }
            Self::MonthsBetween(from, to) => {
                Value::whole(months_between(from.day(scope)?, to.day(scope)?))
            }
            Self::DaysBetween(from, to) => {
                let (from, to) = (from.day(scope)?, to.day(scope)?);
                Value::whole(i64::from(to.to_julian_day()) - i64::from(from.to_julian_day()))
            }
            Self::YearOf(date) => Value::whole(i64::from(date.day(scope)?.year())),
            Self::Add(parts) => {
                let mut sum = Decimal::ZERO;
                for part in parts {
                    sum = sum.plus(part.number(scope)?);
                }
                Value::Number(sum)
            }
            Self::Subtract(left, right) => {
                Value::Number(left.number(scope)?.minus(right.number(scope)?))
            }
            Self::Multiply(parts) => {
                let mut product = Decimal::whole(1);
                for part in parts {
                    product = product.times(part.number(scope)?);
                }
                Value::Number(product)
            }
            Self::Abs(part) => Value::Number(part.number(scope)?.abs()),
            Self::Sum(sum) => {
                let mut total = Decimal::ZERO;
                scope.each_row(&sum.rows, &mut |row, _| {
                    if counts(sum.only.as_deref(), row)
                        && let Some(Value::Number(number)) = row.value(&sum.field)
                    {
                        total = total.plus(number);
                    }
                    true
                });
                Value::Number(total)
            }
            Self::Count(count) => {
                let mut number = 0_i64;
                scope.each_row(&count.rows, &mut |row, _| {
                    number += i64::from(counts(count.only.as_deref(), row));
                    true
                });
                Value::whole(number)
            }
            Self::Length(part) => match part.value(scope)? {
                Value::Text(text) => {
                    Value::whole(i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
                }
                _ => return None,
            },
            Self::GenderOf(id) => {
                Value::Text(gender_code(id.personal_number(scope)?.is_male()).to_owned())
            }
            Self::BirthYearOf(id) => {
                Value::whole(i64::from(id.personal_number(scope)?.birth_year()))
            }
            Self::If(choose) => {
                let chosen = if choose.when.decide(scope)? {
                    &choose.then
                } else {
                    &choose.otherwise
                };
                return chosen.value(scope);
            }
        })
    }

    fn number(&self, scope: &dyn Scope) -> Option<Decimal> {
        match self.value(scope)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn day(&self, scope: &dyn Scope) -> Option<Date> {
        match self.value(scope)? {
            Value::Date(Days { first, .. }) => Some(first),
            _ => None,
        }
    }

    fn personal_number(&self, scope: &dyn Scope) -> Option<CitizenId> {
        match self.value(scope)? {
            Value::Text(text) => CitizenId::parse(&text, scope.today()).ok(),
            _ => None,
        }
    }

    /// Calls `on` for every key the term reads directly, with the rows it reads it in (empty: where the term stands).
    pub(super) fn reads<'a>(&'a self, rows: &[&'a str], on: &mut dyn FnMut(&[&'a str], &'a str)) {
        match self {
            Self::Field(key) => on(rows, key),
            Self::Number(_) | Self::Date(_) | Self::Text(_) | Self::Today => {}
            Self::YearsBetween(left, right)
            | Self::MonthsBetween(left, right)
            | Self::DaysBetween(left, right)
            | Self::Subtract(left, right) => {
                left.reads(rows, on);
                right.reads(rows, on);
            }
            Self::Add(parts) | Self::Multiply(parts) => {
                parts.iter().for_each(|part| part.reads(rows, on));
            }
            Self::YearOf(part)
            | Self::Abs(part)
            | Self::Length(part)
            | Self::GenderOf(part)
            | Self::BirthYearOf(part) => part.reads(rows, on),
            Self::Sum(sum) => {
                let inner = enter(rows, &sum.rows, on);
                on(&inner, &sum.field);
                if let Some(only) = &sum.only {
                    only.reads(&inner, on);
                }
            }
            Self::Count(count) => {
                let inner = enter(rows, &count.rows, on);
                if let Some(only) = &count.only {
                    only.reads(&inner, on);
                }
            }
            Self::If(choose) => {
                choose.when.reads(rows, on);
                choose.then.reads(rows, on);
                choose.otherwise.reads(rows, on);
            }
        }
    }
}

/// Goes into the rows of `outer.inner`, reporting each group on the way, and returns where that is.
pub(super) fn enter<'a>(
    rows: &[&'a str],
    path: &'a str,
    on: &mut dyn FnMut(&[&'a str], &'a str),
) -> Vec<&'a str> {
    let mut inner = rows.to_vec();
    for key in path.split('.') {
        on(&inner, key);
        inner.push(key);
    }
    inner
}

fn counts(only: Option<&Condition>, row: &dyn Scope) -> bool {
    only.is_none_or(|condition| condition.holds(row))
}

/// The canonical text of a value: what a computed field files.
#[must_use]
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Date(days) => crate::time::iso_date(days.first),
        Value::Text(text) => text::clean(text),
    }
}
