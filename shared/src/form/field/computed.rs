//! A value made from other fields: shown and printed, never typed.

use serde::{Deserialize, Serialize};

use super::{date, number};
use crate::form::answers::{Answer, Answers};
use crate::text;

/// A computed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Computed {
    /// Key of the field it is made from.
    pub from: String,
    /// How.
    pub function: Function,
}

/// The functions of computed values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// A date in Vietnamese words, as civil-status papers ask for.
    DateInWords,
    /// A number or an amount in Vietnamese words.
    NumberInWords,
}

impl Computed {
    /// The value, when its source can be read.
    #[must_use]
    pub fn answer(&self, siblings: &Answers) -> Option<Answer> {
        let source = siblings.get(&self.from)?;
        let words = match self.function {
            Function::DateInWords => text::date_in_words(date::read(source).ok()?),
            Function::NumberInWords => {
                text::number_in_words(u64::try_from(number::read(source.text())?).ok()?)
            }
        };
        Some(Answer::Text(words))
    }
}
