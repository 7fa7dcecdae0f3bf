//! The closed, typed condition language of form definitions. Evaluation is total, and has three outcomes: a comparison
//! whose answers are not there yet is not decided. What is not decided shows nothing and blames nobody.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::answers::{Answer, Row};
use super::term::{Term, enter};
use super::value::Value;

/// A condition on the answers. JSON examples: `{"is": ["result_method", "postal"]}`, `{"in": ["status", ["1", "3"]]}`,
/// `{"checked": "mother_unknown"}`, `{"not": {"filled": "x"}}`, `{"at_most": [{"field": "from"}, {"field": "to"}]}`,
/// `{"unique": {"rows": "members", "field": "citizen_id"}}`.
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
    /// The choice of many has this code among those chosen.
    Contains(String, String),
    /// The box is ticked.
    Checked(String),
    /// The field is visible and not empty.
    Filled(String),
    /// Left ≤ right, for dates and numbers. Not decided while either side is missing: that is for "required" to say.
    AtMost(Term, Term),
    /// Left < right, for dates and numbers.
    LessThan(Term, Term),
    /// Both are the same, for dates, numbers, codes and texts.
    Equal(Term, Term),
    /// No two rows have the same answer in this field. Empty ones do not count.
    Unique(Unique),
    /// Every row fulfils this; also when there are none.
    Every(InRows),
    /// At least one row fulfils this.
    Some(InRows),
}

/// Rows whose answers must differ. `rows` is the key of a repeat group; `outer.inner` walks a nested one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unique {
    /// The repeat group.
    pub rows: String,
    /// Key of the field in each row.
    pub field: String,
}

/// A condition on the rows of a repeat group. It sees the fields of the row first, then those around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InRows {
    /// The repeat group.
    pub rows: String,
    /// What a row must fulfil.
    pub holds: Box<Condition>,
}

/// What a condition can see: the visible answers and today.
pub trait Scope {
    /// The answer of a visible field; `None` when hidden or not answered. Computed values are answers too.
    fn answer(&self, key: &str) -> Option<Cow<'_, Answer>>;
    /// The typed value of a visible field.
    fn value(&self, key: &str) -> Option<Value>;
    /// Visits the rows of a visible repeat group (`outer.inner` for a nested one) until `visit` says to stop.
    fn each_row(&self, rows: &str, visit: &mut dyn FnMut(&dyn Scope, &Row) -> bool);
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

    impl utoipa::PartialSchema for super::Term {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .description(Some(
                    "A term: \"today\", or an object with one member, its kind",
                ))
                .into()
        }
    }
    impl utoipa::ToSchema for super::Term {}
}

impl Condition {
    /// Whether the condition holds for sure: what decides on visibility and need.
    pub fn holds(&self, scope: &dyn Scope) -> bool {
        self.decide(scope) == Some(true)
    }

    /// Whether the condition holds; `None` when a comparison in it has nothing to compare yet and it matters.
    pub fn decide(&self, scope: &dyn Scope) -> Option<bool> {
        #[cfg(feature = "testing")]
        super::testing::count();
        Some(match self {
            Self::All(parts) => return combine(parts.iter().map(|part| part.decide(scope)), false),
            Self::Any(parts) => return combine(parts.iter().map(|part| part.decide(scope)), true),
            Self::Not(part) => return part.decide(scope).map(|holds| !holds),
            Self::Is(key, wanted) => code(scope, key).is_some_and(|code| code == *wanted),
            Self::In(key, wanted) => code(scope, key).is_some_and(|code| wanted.contains(&code)),
            Self::Contains(key, wanted) => scope
                .answer(key)
                .is_some_and(|answer| answer.chosen().contains(wanted)),
            Self::Checked(key) => scope
                .answer(key)
                .is_some_and(|answer| *answer == Answer::Flag(true)),
            Self::Filled(key) => scope.answer(key).is_some_and(|answer| !answer.is_empty()),
            Self::AtMost(left, right) => {
                return left.value(scope)?.at_most(&right.value(scope)?);
            }
            Self::LessThan(left, right) => {
                return left.value(scope)?.less_than(&right.value(scope)?);
            }
            Self::Equal(left, right) => return left.value(scope)?.equal(&right.value(scope)?),
            Self::Unique(unique) => {
                let mut seen = BTreeSet::new();
                let mut differ = true;
                scope.each_row(&unique.rows, &mut |row, _| {
                    differ = row
                        .value(&unique.field)
                        .is_none_or(|value| seen.insert(value));
                    differ
                });
                differ
            }
            Self::Every(rows) => return rows.decide(scope, false),
            Self::Some(rows) => return rows.decide(scope, true),
        })
    }

    /// Every key the condition mentions, also those of fields inside rows.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        self.reads(&[], &mut |_, key| keys.push(key));
        keys
    }

    /// Calls `on` for every key the condition reads directly, with the rows it reads it in.
    pub(super) fn reads<'a>(&'a self, rows: &[&'a str], on: &mut dyn FnMut(&[&'a str], &'a str)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.reads(rows, on));
            }
            Self::Not(part) => part.reads(rows, on),
            Self::Is(key, _)
            | Self::In(key, _)
            | Self::Contains(key, _)
            | Self::Checked(key)
            | Self::Filled(key) => on(rows, key),
            Self::AtMost(left, right) | Self::LessThan(left, right) | Self::Equal(left, right) => {
                left.reads(rows, on);
                right.reads(rows, on);
            }
            Self::Unique(unique) => {
                let inner = enter(rows, &unique.rows, on);
                on(&inner, &unique.field);
            }
            Self::Every(part) | Self::Some(part) => {
                let inner = enter(rows, &part.rows, on);
                part.holds.reads(&inner, on);
            }
        }
    }
}

impl InRows {
    fn decide(&self, scope: &dyn Scope, decisive: bool) -> Option<bool> {
        let mut outcome = Some(!decisive);
        scope.each_row(&self.rows, &mut |row, _| {
            match self.holds.decide(row) {
                Some(holds) if holds == decisive => outcome = Some(decisive),
                Some(_) => {}
                None => outcome = None,
            }
            outcome != Some(decisive)
        });
        outcome
    }
}

/// The code or text of a field as it is filed, however it was typed.
fn code(scope: &dyn Scope, key: &str) -> Option<String> {
    match scope.value(key) {
        Some(Value::Text(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Date(_)) | None => Some(scope.answer(key)?.text().to_owned()),
    }
}

/// All or any of several: the decisive outcome wins, then "not decided".
fn combine(parts: impl Iterator<Item = Option<bool>>, decisive: bool) -> Option<bool> {
    let mut outcome = Some(!decisive);
    for part in parts {
        match part {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => outcome = None,
        }
    }
    outcome
}
