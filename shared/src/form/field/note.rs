//! Words to read among the questions: an explanation, a warning, what happens next. No answer, not printed.

use serde::{Deserialize, Serialize};

use crate::i18n::Bilingual;

/// Words to read. The label of the field is their heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// The words, in paragraphs separated by empty lines.
    pub text: Bilingual,
    /// How it looks.
    #[serde(default)]
    pub tone: Tone,
}

/// How a note looks and is announced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// An explanation.
    #[default]
    Info,
    /// Something to be careful about.
    Attention,
}
