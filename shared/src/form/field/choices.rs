//! Several of a few fixed choices, with an optional one that excludes all others (“none of these”).

use serde::{Deserialize, Serialize};

use super::choice::ChoiceOption;
use super::{Check, clean, fault};
use crate::form::answers::{Answer, Chosen};
use crate::form::issue::Fault;

/// Several choices, shown as boxes to tick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choices {
    /// The choices in order.
    pub options: Vec<ChoiceOption>,
    /// Fewest to choose, once anything is chosen; the exclusive one is enough alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// Most to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Code of the choice that excludes the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive: Option<String>,
}

impl Choices {
    pub(super) fn check(&self, chosen: &Chosen, path: &str) -> Check {
        let codes = &chosen.chosen;
        if codes.iter().any(|code| self.option(code).is_none()) {
            return fault(path, Fault::NotAChoice);
        }
        let clean_codes: Vec<String> = self
            .options
            .iter()
            .filter(|option| codes.contains(&option.value))
            .map(|option| option.value.clone())
            .collect();
        let count = clean_codes.len();
        if let Some(exclusive) = self.exclusive.as_ref().filter(|code| codes.contains(code)) {
            return if count > 1 {
                fault(
                    path,
                    Fault::ChosenWithExclusive {
                        code: exclusive.clone(),
                    },
                )
            } else {
                clean(Answer::Chosen(Chosen {
                    chosen: clean_codes,
                }))
            };
        }
        match (self.min, self.max) {
            (Some(min), _) if count < min as usize => fault(path, Fault::ChooseMore { min }),
            (_, Some(max)) if count > max as usize => fault(path, Fault::ChooseFewer { max }),
            _ => clean(Answer::Chosen(Chosen {
                chosen: clean_codes,
            })),
        }
    }

    /// How many different choices are chosen.
    pub(super) fn count(&self, chosen: &[String]) -> i64 {
        let ticked = self
            .options
            .iter()
            .filter(|option| chosen.contains(&option.value));
        i64::try_from(ticked.count()).unwrap_or(i64::MAX)
    }

    /// The choice with this code.
    #[must_use]
    pub fn option(&self, code: &str) -> Option<&ChoiceOption> {
        self.options.iter().find(|option| option.value == code)
    }

    /// What is chosen after a box was ticked or unticked: the exclusive choice and the others put each other out.
    #[must_use]
    pub fn toggle(&self, chosen: &[String], code: &str) -> Vec<String> {
        if chosen.iter().any(|one| one == code) {
            return chosen.iter().filter(|one| *one != code).cloned().collect();
        }
        let alone = self.exclusive.as_deref();
        let mut now: Vec<String> = chosen
            .iter()
            .filter(|one| alone != Some(code) && alone != Some(one.as_str()))
            .cloned()
            .collect();
        now.push(code.to_owned());
        now
    }
}
