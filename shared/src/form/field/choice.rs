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
    /// Choices that can be made but stop the request, with the reason: “Người đang có vợ, có chồng …”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forbidden: Option<Forbidden>,
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

/// Values that stop the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Forbidden {
    /// Their codes.
    pub values: Vec<String>,
    /// Why, and what to do instead.
    pub message: Bilingual,
}

/// The code of a gender in every form.
pub(in crate::form) const fn gender_code(is_male: bool) -> &'static str {
    if is_male { "male" } else { "female" }
}

impl Choice {
    pub(super) fn check(&self, code: &str, path: &str) -> Check {
        if self.option(code).is_none() {
            return fault(path, Fault::NotAChoice);
        }
        if self.stops(code) {
            return fault(path, Fault::Forbidden);
        }
        clean(Answer::Text(code.to_owned()))
    }

    /// Whether this choice stops the request.
    #[must_use]
    pub fn stops(&self, code: &str) -> bool {
        let forbidden = self.forbidden.as_ref();
        forbidden.is_some_and(|forbidden| forbidden.values.iter().any(|value| value == code))
    }

    /// The choice with this code.
    #[must_use]
    pub fn option(&self, code: &str) -> Option<&ChoiceOption> {
        self.options.iter().find(|option| option.value == code)
    }
}
