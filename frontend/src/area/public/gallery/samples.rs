//! The types of question with an answer for each state; `types.json` is the data.

use motcua_shared::form::{Answer, Condition, Field, Kind};
use serde::Deserialize;

use crate::i18n::{Bilingual, lang, t};
use crate::json;

/// States a question can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has answered.
    Empty,
    /// A right answer.
    Filled,
    /// Something is wrong or missing, and it is said.
    Wrong,
    /// The answer is shown and cannot be changed.
    ReadOnly,
    /// Filled in with what the state already knows.
    Reused,
    /// Cannot be used at the moment.
    Disabled,
    /// Very long words everywhere.
    Long,
}

/// All of them in the order they are shown.
pub const STATES: [State; 7] = [
    State::Empty,
    State::Filled,
    State::Wrong,
    State::ReadOnly,
    State::Reused,
    State::Disabled,
    State::Long,
];

impl State {
    /// Part of ids.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Filled => "filled",
            Self::Wrong => "wrong",
            Self::ReadOnly => "read-only",
            Self::Reused => "reused",
            Self::Disabled => "disabled",
            Self::Long => "long",
        }
    }

    /// For people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Empty => t::gallery::state_empty(lang()),
            Self::Filled => t::gallery::state_filled(lang()),
            Self::Wrong => t::gallery::state_wrong(lang()),
            Self::ReadOnly => t::gallery::state_read_only(lang()),
            Self::Reused => t::gallery::state_reused(lang()),
            Self::Disabled => t::gallery::state_disabled(lang()),
            Self::Long => t::gallery::state_long(lang()),
        }
    }
}

/// One type of question.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    /// The question; its key names the type.
    pub field: Field,
    /// A right answer.
    #[serde(default)]
    pub filled: Option<Answer>,
    /// A wrong answer; without one the question is wrong because it is empty.
    #[serde(default)]
    pub wrong: Option<Answer>,
    /// A right answer that is very long.
    #[serde(default)]
    pub long: Option<Answer>,
}

/// Every type; empty only if the data in the program were broken.
#[must_use]
pub fn samples() -> Vec<Sample> {
    json::read(include_str!("types.json")).unwrap_or_default()
}

/// Key of the question that shows a state of a type.
#[must_use]
pub fn sample_key(key: &str, state: State) -> String {
    format!("{key}_{}", state.key())
}

impl Sample {
    /// Whether the type can be in this state: a note and a computed value are only ever shown.
    #[must_use]
    pub fn has(&self, state: State) -> bool {
        match state {
            State::Filled | State::Long => true,
            // Rows and notes are not facts of the vault; a drawing is made anew each time.
            State::Reused => !matches!(
                self.field.kind,
                Kind::Repeat(_)
                    | Kind::Signature(_)
                    | Kind::File(_)
                    | Kind::Computed(_)
                    | Kind::Note(_)
            ),
            _ => self.field.kind.is_asked(),
        }
    }

    /// The question in a state.
    #[must_use]
    pub fn question(&self, state: State) -> Field {
        let mut field = self.field.clone();
        field.key = sample_key(&self.field.key, state);
        field.required = state == State::Wrong;
        if state == State::ReadOnly {
            field.read_only_if = Some(Condition::All(Vec::new()));
        }
        if state == State::Long {
            field.label = longer(&field.label);
            field.help = Some(Bilingual {
                vi: t::gallery::long_help(motcua_shared::i18n::Lang::Vi).to_owned(),
                en: t::gallery::long_help(motcua_shared::i18n::Lang::En).to_owned(),
            });
        }
        if let Kind::Commune(commune) = &mut field.kind
            && let Some(province) = &mut commune.province_field
        {
            *province = sample_key("province", State::Filled);
        }
        field
    }

    /// The answer in a state.
    #[must_use]
    pub fn answer(&self, state: State) -> Option<Answer> {
        match state {
            State::Empty | State::Disabled => None,
            State::Filled | State::ReadOnly | State::Reused => self.filled.clone(),
            State::Wrong => self.wrong.clone(),
            State::Long => self.long.clone().or_else(|| self.filled.clone()),
        }
    }
}

fn longer(label: &Bilingual) -> Bilingual {
    use motcua_shared::i18n::Lang;
    Bilingual {
        vi: t::gallery::long_label(Lang::Vi, &label.vi),
        en: t::gallery::long_label(Lang::En, label.get(Lang::En)),
    }
}
