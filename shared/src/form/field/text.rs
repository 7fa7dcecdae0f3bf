//! Text of one line and of several lines.

use serde::{Deserialize, Serialize};

use super::pattern::Pattern;
use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;
use crate::i18n::Bilingual;
use crate::{identity, text};

/// One line of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Text {
    /// Most characters allowed.
    #[serde(default = "line_length")]
    pub max_length: u32,
    /// What the text is.
    #[serde(default)]
    pub format: TextFormat,
    /// A pattern the whole text must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// A text that has the pattern, shown when another has not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// Said instead of the engine's own words when the text has not the pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Bilingual>,
}

/// What a line of text is: decides checks and keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// Anything.
    #[default]
    Any,
    /// A person's name.
    PersonName,
    /// A number of a paper: digits and letters, no spelling help.
    PaperNumber,
}

const fn line_length() -> u32 {
    200
}

impl Text {
    pub(super) fn check(&self, typed: &str, path: &str) -> Check {
        let text = text::clean(typed);
        if text.chars().count() > self.max_length as usize {
            return fault(
                path,
                Fault::TooLong {
                    max: self.max_length,
                },
            );
        }
        if self.format == TextFormat::PersonName && !identity::is_person_name(&text) {
            return fault(path, Fault::NotName);
        }
        if self
            .pattern
            .as_ref()
            .is_some_and(|pattern| !pattern.matches(&text))
        {
            return fault(path, Fault::NotPattern);
        }
        clean(Answer::Text(text))
    }
}

/// Several lines of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LongText {
    /// Most characters allowed.
    #[serde(default = "text_length")]
    pub max_length: u32,
}

const fn text_length() -> u32 {
    2000
}

impl LongText {
    pub(super) fn check(&self, typed: &str, path: &str) -> Check {
        let text = text::clean_lines(typed);
        if text.chars().count() > self.max_length as usize {
            return fault(
                path,
                Fault::TooLong {
                    max: self.max_length,
                },
            );
        }
        clean(Answer::Text(text))
    }
}
