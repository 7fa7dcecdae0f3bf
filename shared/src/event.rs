//! Live events: what changed, not the data. Screens that show the topic fetch again.

use serde::{Deserialize, Serialize};

/// One event of a user's stream. `id` is the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveEvent {
    /// Grows with time; send the last one seen to get exactly what was missed.
    pub id: i64,
    /// What happened.
    pub kind: LiveKind,
    /// The dossier concerned.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// One short sentence in Vietnamese, for the polite announcement.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LiveKind {
    /// The citizen's own dossier changed; a notice was added.
    Dossier,
    /// A dossier of the officer's agency changed or arrived.
    Queue,
}

impl LiveEvent {
    /// The sentence in a language.
    #[must_use]
    pub fn sentence(&self, lang: crate::i18n::Lang) -> &str {
        match lang {
            crate::i18n::Lang::Vi => &self.vi,
            crate::i18n::Lang::En => &self.en,
        }
    }
}
