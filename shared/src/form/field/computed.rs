//! A value made from other fields: shown, filed and printed, never typed. What a browser sends for it is ignored.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::form::answers::Answer;
use crate::form::condition::Scope;
use crate::form::term::{Term, canonical};
use crate::form::value::{Value, ValueType};
use crate::text;

/// A computed value: words made `from` a field by a `function`, or the `value` of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Computed {
    /// Key of the field whose value is said in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// How it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Function>,
    /// A term, instead of `from` and `function`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Term>,
    /// How the value of a term is shown.
    #[serde(default, skip_serializing_if = "Format::is_text")]
    pub format: Format,
}

/// The functions that say a value in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// A date in Vietnamese words, as civil-status papers ask for.
    DateInWords,
    /// A number or an amount in Vietnamese words.
    NumberInWords,
}

/// What the value of a term is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text as it is.
    #[default]
    Text,
    /// A number with grouped digits and a comma.
    Number,
    /// An amount in đồng.
    Money,
    /// A date, `dd/MM/yyyy`.
    Date,
}

impl Format {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    const fn is_text(&self) -> bool {
        matches!(self, Self::Text)
    }
}

impl Computed {
    /// The value, when what it is made from is visible and can be read. Its type must be that of the format.
    pub fn answer(&self, scope: &dyn Scope) -> Option<Answer> {
        let value = match (&self.value, self.function) {
            (Some(term), _) => term.value(scope)?,
            (None, Some(function)) => Value::Text(function.say(&scope.value(&self.from)?)?),
            (None, None) => return None,
        };
        let fits = match value {
            Value::Number(_) => self.value_type() == ValueType::Number,
            Value::Date(_) => self.value_type() == ValueType::Date,
            Value::Text(_) => self.value_type() == ValueType::Text,
        };
        fits.then(|| Answer::Text(canonical(&value)))
    }

    /// Reads the filed text back.
    #[must_use]
    pub fn read(&self, filed: &str) -> Option<Value> {
        match self.value_type() {
            ValueType::Number => Decimal::read(filed).map(Value::Number),
            ValueType::Date => crate::time::parse_iso_date(filed).map(Value::day),
            ValueType::Text => Some(Value::Text(filed.to_owned())),
        }
    }

    /// What kind of value it has.
    #[must_use]
    pub const fn value_type(&self) -> ValueType {
        match self.format {
            Format::Text => ValueType::Text,
            Format::Number | Format::Money => ValueType::Number,
            Format::Date => ValueType::Date,
        }
    }

    /// The filed text for people.
    #[must_use]
    pub fn show(&self, filed: &str) -> String {
        let shown = match self.format {
            Format::Text => None,
            Format::Number => Decimal::read(filed).map(Decimal::show),
            Format::Money => Decimal::read(filed).map(|amount| format!("{} ₫", amount.show())),
            Format::Date => crate::time::parse_iso_date(filed).map(crate::time::show_date),
        };
        shown.unwrap_or_else(|| filed.to_owned())
    }

    /// Calls `on` for every key the value is made from, with the rows it is read in.
    pub(in crate::form) fn reads<'a>(&'a self, on: &mut dyn FnMut(&[&'a str], &'a str)) {
        match &self.value {
            Some(term) => term.reads(&[], on),
            None => on(&[], &self.from),
        }
    }
}

impl Function {
    fn say(self, value: &Value) -> Option<String> {
        match (self, value) {
            (Self::DateInWords, Value::Date(days)) if days.first == days.last => {
                Some(text::date_in_words(days.first))
            }
            (Self::NumberInWords, Value::Number(number)) => Some(text::number_in_words(
                u64::try_from(number.as_whole()?).ok()?,
            )),
            _ => None,
        }
    }
}
