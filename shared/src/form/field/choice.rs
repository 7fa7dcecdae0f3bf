//! One of a few fixed choices.

use serde::{Deserialize, Serialize};

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;
use crate::i18n::Bilingual;

/// One of a few choices; up to seven are shown as radio buttons, more as a select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// The choices in order.
    pub options: Vec<ChoiceOption>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceOption {
    /// Stored code.
    pub value: String,
    /// Shown text.
    pub label: Bilingual,
}

impl Choice {
    pub(super) fn check(&self, code: &str, path: &str) -> Check {
        if self.options.iter().any(|option| option.value == code) {
            clean(Answer::Text(code.to_owned()))
        } else {
            fault(path, Fault::NotAChoice)
        }
    }

    /// The choice with this code.
    #[must_use]
    pub fn option(&self, code: &str) -> Option<&ChoiceOption> {
        self.options.iter().find(|option| option.value == code)
    }
}
