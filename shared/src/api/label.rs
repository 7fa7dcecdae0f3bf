//! Labels that an agency puts on dossiers: a colour and always words. Applicants never see them.

use serde::{Deserialize, Serialize};

/// A label of an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// Id.
    pub id: String,
    /// Colour.
    pub colour: LabelColour,
    /// What it says.
    pub words: String,
}

/// Colours whose contrast the design system vouches for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LabelColour {
    /// Grey.
    #[default]
    Neutral,
    /// Blue.
    Info,
    /// Green.
    Success,
    /// Amber.
    Attention,
    /// Red.
    Danger,
}

impl LabelColour {
    /// All, in the order of the choice.
    pub const ALL: [Self; 5] = [
        Self::Neutral,
        Self::Info,
        Self::Success,
        Self::Attention,
        Self::Danger,
    ];

    /// Name in the database, and ending of the class `tag--…`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Attention => "attention",
            Self::Danger => "danger",
        }
    }

    /// Reads [`LabelColour::key`]; anything else is grey.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|colour| colour.key() == key)
            .unwrap_or_default()
    }
}

/// A label to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLabel {
    /// Colour.
    pub colour: LabelColour,
    /// What it says: 1 to 30 characters.
    pub words: String,
}

/// Which labels a dossier has from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DossierLabels {
    /// Ids of labels of the agency.
    pub labels: Vec<String>,
}
