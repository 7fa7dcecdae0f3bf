//! A result that is drafted from the template of its procedure: the officer mends the draft, looks at it, and issues it with a
//! number. Any other result is a file ([`super::RESULT_PATH`]).

use serde::{Deserialize, Serialize};

/// Looks at a draft as PDF, without a number. The body is `draft=` and a [`ResultIssue`] as JSON, the way a browser sends a form as
/// plain text: the answer opens beside the page.
pub const RESULT_PREVIEW_PATH: &str = "/api/staff/dossiers/{id}/result-draft/preview";

/// Most lines of a result.
pub const RESULT_LINES: usize = 40;
/// Most characters of a line.
pub const RESULT_LINE_MAX: usize = 1_000;

/// One line of a result: what it says, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultLine {
    /// Such as “Họ, chữ đệm, tên”.
    pub label: String,
    /// What stands there.
    pub value: String,
}

/// A draft made from the answers of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultDraft {
    /// Name of the result.
    pub title: String,
    /// The number that this dossier's result has already; empty when it gets one at issue.
    pub number: String,
    /// The lines, filled from the answers.
    pub lines: Vec<ResultLine>,
    /// The sentence below them.
    pub closing: String,
}

/// A draft as the officer wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultIssue {
    /// The version of the dossier that was seen.
    pub version: i64,
    /// The lines, each with its label; those without a value are left out.
    pub lines: Vec<ResultLine>,
    /// The sentence below them; may be empty.
    pub closing: String,
}

impl ResultIssue {
    /// Whether it can be printed: some line says something, and none is too long.
    #[must_use]
    pub fn is_sensible(&self) -> bool {
        let short = |text: &str| text.chars().count() <= RESULT_LINE_MAX;
        self.lines.len() <= RESULT_LINES
            && self.lines.iter().any(|line| !line.value.trim().is_empty())
            && self
                .lines
                .iter()
                .all(|line| short(&line.label) && short(&line.value))
            && short(&self.closing)
    }
}
