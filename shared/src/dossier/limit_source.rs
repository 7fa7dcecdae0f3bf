//! Where the time limits of a workflow come from: a law, or a choice that says so.

use serde::{Deserialize, Serialize};

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
    Law(String),
    /// A choice of this project, for want of a text; says why this figure. The agency that uses it decides anew.
    OwnChoice(String),
}

impl LimitSource {
    /// The text of law, or the reason of the choice.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Law(words) | Self::OwnChoice(words) => words,
        }
    }
}
