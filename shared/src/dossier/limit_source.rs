//! Where the time limits of a workflow come from: a law, or a choice that says so.

use serde::{Deserialize, Serialize};

use crate::i18n::{Bilingual, Lang};

/// Where the limits of a [`Workflow`](super::Workflow) come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LimitSources {
    /// Of [`reception_limit`](super::Workflow::reception_limit).
    pub reception: LimitSource,
    /// Of [`supplement_limit`](super::Workflow::supplement_limit).
    pub supplement: LimitSource,
    /// Of [`collection_limit`](super::Workflow::collection_limit).
    pub collection: LimitSource,
    /// Of the shares of the steps, when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<LimitSource>,
}

/// Where one limit comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitSource {
    /// A text of law: number and article.
    Law(SourceWords),
    /// A choice of this project, for want of a text; says why this figure. The agency that uses it decides anew.
    OwnChoice(SourceWords),
}

/// A source in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SourceWords {
    /// In both languages.
    Both(Bilingual),
    /// In English only: how versions say it that were stored before.
    English(String),
}

impl LimitSource {
    /// The text of law, or the reason of the choice; `None` where it is not said in this language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Option<&str> {
        let (Self::Law(words) | Self::OwnChoice(words)) = self;
        let text = match (words, lang) {
            (SourceWords::Both(words), _) => words.get(lang),
            (SourceWords::English(words), Lang::En) => words,
            (SourceWords::English(_), Lang::Vi) => return None,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }
}
