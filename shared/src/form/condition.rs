//! The closed, typed condition language of form definitions. Evaluation is total: what is missing or of another type
//! makes a comparison not hold, never fail.

use serde::{Deserialize, Serialize};
use time::Date;

use super::answers::Answer;

/// A condition on the answers. JSON examples: `{"is": ["result_method", "postal"]}`, `{"in": ["status", ["1", "3"]]}`,
/// `{"checked": "mother_unknown"}`, `{"not": {"filled": "x"}}`, `{"at_most": [{"field": "from"}, {"field": "to"}]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// Does not hold.
    Not(Box<Condition>),
    /// The field's code or text is this.
    Is(String, String),
    /// The field's code or text is one of these.
    In(String, Vec<String>),
    /// The box is ticked.
    Checked(String),
    /// The field is visible and not empty.
    Filled(String),
    /// Left ≤ right, for dates and numbers. Holds when either side is missing: that is for "required" to say.
    AtMost(Term, Term),
}

/// A value in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The value of a date or number field.
    Field(String),
    /// A whole number.
    Number(i64),
    /// The day of filing.
    Today,
    /// Whole years from the first date to the second.
    YearsBetween(Box<Term>, Box<Term>),
    /// Days from the first date to the second.
    DaysBetween(Box<Term>, Box<Term>),
}

/// The value of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A date.
    Date(Date),
}

/// What a condition can see: the visible answers and today.
pub trait Scope {
    /// The answer of a visible field; `None` when hidden or not answered.
    fn answer(&self, key: &str) -> Option<&Answer>;
    /// The typed value of a visible date or number field.
    fn value(&self, key: &str) -> Option<Value>;
    /// The day of filing.
    fn today(&self) -> Date;
}

/// The schema says "object" only: the derive cannot describe pairs of a recursive type.
#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::{ObjectBuilder, RefOr, schema::Schema};

    impl utoipa::PartialSchema for super::Condition {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .description(Some("A condition: an object with one member, its kind"))
                .into()
        }
    }
    impl utoipa::ToSchema for super::Condition {}
}

impl Condition {
    /// Whether the condition holds.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(scope)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(scope)),
            Self::Not(part) => !part.holds(scope),
            Self::Is(key, wanted) => scope
                .answer(key)
                .is_some_and(|answer| answer.text() == wanted),
            Self::In(key, wanted) => scope
                .answer(key)
                .is_some_and(|answer| wanted.iter().any(|code| code == answer.text())),
            Self::Checked(key) => matches!(scope.answer(key), Some(Answer::Flag(true))),
            Self::Filled(key) => scope.answer(key).is_some_and(|answer| !answer.is_empty()),
            Self::AtMost(left, right) => match (left.value(scope), right.value(scope)) {
                (Some(Value::Number(left)), Some(Value::Number(right))) => left <= right,
                (Some(Value::Date(left)), Some(Value::Date(right))) => left <= right,
                _ => true,
            },
        }
    }

    /// Keys of every field the condition mentions.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
            Self::Is(key, _) | Self::In(key, _) | Self::Checked(key) | Self::Filled(key) => {
                vec![key]
            }
            Self::AtMost(left, right) => [left.fields(), right.fields()].concat(),
        }
    }
}

impl Term {
    /// The term's value; `None` when a field is hidden, empty or not readable.
    pub fn value(&self, scope: &dyn Scope) -> Option<Value> {
        match self {
            Self::Field(key) => scope.value(key),
            Self::Number(number) => Some(Value::Number(*number)),
            Self::Today => Some(Value::Date(scope.today())),
            Self::YearsBetween(from, to) => {
                let (from, to) = (from.date(scope)?, to.date(scope)?);
                let before_birthday =
                    (u8::from(to.month()), to.day()) < (u8::from(from.month()), from.day());
                Some(Value::Number(
                    i64::from(to.year() - from.year()) - i64::from(before_birthday),
                ))
            }
            Self::DaysBetween(from, to) => {
                let (from, to) = (from.date(scope)?, to.date(scope)?);
                Some(Value::Number(
                    i64::from(to.to_julian_day()) - i64::from(from.to_julian_day()),
                ))
            }
        }
    }

    fn date(&self, scope: &dyn Scope) -> Option<Date> {
        match self.value(scope)? {
            Value::Date(date) => Some(date),
            Value::Number(_) => None,
        }
    }

    fn fields(&self) -> Vec<&str> {
        match self {
            Self::Field(key) => vec![key],
            Self::Number(_) | Self::Today => Vec::new(),
            Self::YearsBetween(from, to) | Self::DaysBetween(from, to) => {
                [from.fields(), to.fields()].concat()
            }
        }
    }
}
