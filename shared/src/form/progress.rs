//! How far a page of questions is, from what was answered and what is wrong. The browser counts from what is on the page, the
//! server from what is saved.

use super::answers::Answer;
use super::definition::Field;
use super::issue::{Fault, Issue, Severity};
use crate::i18n::{Lang, t};

/// State of a page or section, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageState {
    /// Nothing to answer here now.
    Hidden,
    /// Nothing is missing or wrong.
    Done,
    /// Nothing must be answered, and nothing was.
    Optional,
    /// So many questions are missing.
    Missing(usize),
    /// Questions are missing and none has been answered.
    New(usize),
    /// So many answers are wrong.
    Wrong(usize),
}

impl PageState {
    /// The state of a page with questions: what is wrong on it, whether anything was answered and whether anything must be.
    #[must_use]
    pub fn of(issues: &[Issue], answered: bool, required: bool) -> Self {
        let errors = issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error);
        let (missing, wrong): (Vec<_>, Vec<_>) = errors.partition(|issue| is_missing(&issue.fault));
        match (wrong.len(), missing.len()) {
            (0, 0) if required || answered => Self::Done,
            (0, 0) => Self::Optional,
            (0, count) if answered => Self::Missing(count),
            (0, count) => Self::New(count),
            (count, _) => Self::Wrong(count),
        }
    }

    /// Whether filing need not wait for it.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Hidden | Self::Done | Self::Optional)
    }

    /// Ending of the class `task__state--…`.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Hidden | Self::Done => "done",
            Self::Optional | Self::New(_) => "new",
            Self::Missing(_) => "missing",
            Self::Wrong(_) => "error",
        }
    }

    /// Icon of the sprite.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Hidden | Self::Done => "check-circle",
            Self::Optional | Self::New(_) => "minus",
            Self::Missing(_) => "clock",
            Self::Wrong(_) => "error",
        }
    }

    /// The words.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Hidden | Self::Done => t::fill::state_done(lang).to_owned(),
            Self::Optional => t::fill::state_optional(lang).to_owned(),
            Self::New(_) => t::fill::state_new(lang).to_owned(),
            Self::Missing(count) => t::fill::state_missing(lang, &count.to_string()),
            Self::Wrong(count) => t::fill::state_wrong(lang, &count.to_string()),
        }
    }

    /// The state of two pages taken together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Hidden, state) | (state, Self::Hidden) => state,
            (Self::Wrong(left), Self::Wrong(right)) => Self::Wrong(left + right),
            (Self::Wrong(count), _) | (_, Self::Wrong(count)) => Self::Wrong(count),
            (Self::New(left), Self::New(right)) => Self::New(left + right),
            (Self::Missing(left) | Self::New(left), Self::Missing(right) | Self::New(right)) => {
                Self::Missing(left + right)
            }
            // One page of the section has been worked on, or asks for nothing.
            (Self::Missing(count) | Self::New(count), _)
            | (_, Self::Missing(count) | Self::New(count)) => Self::Missing(count),
            (Self::Optional, Self::Optional) => Self::Optional,
            _ => Self::Done,
        }
    }
}

/// Whether an answer is somebody's work: a default that nobody has touched is none.
#[must_use]
pub fn is_work(field: &Field, answer: Option<&Answer>) -> bool {
    answer.is_some_and(|answer| !answer.is_empty() && *answer != Answer::Flag(false))
        && answer != field.default.as_ref()
}

const fn is_missing(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Required
            | Fault::MustAccept
            | Fault::TooFew { .. }
            | Fault::FileMissing
            | Fault::DatePartMissing
            | Fault::ProvinceMissing
            | Fault::CommuneMissing
            | Fault::DetailMissing
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_as_far_as_what_is_missing_and_wrong_on_it() {
        let missing = Issue::error("a".to_owned(), Fault::Required);
        let wrong = Issue::error("b".to_owned(), Fault::NotAChoice);
        let of = |issues: &[Issue], answered| PageState::of(issues, answered, true);
        assert_eq!(of(&[], false), PageState::Done);
        assert_eq!(PageState::of(&[], false, false), PageState::Optional);
        assert_eq!(of(std::slice::from_ref(&missing), false), PageState::New(1));
        assert_eq!(
            of(std::slice::from_ref(&missing), true),
            PageState::Missing(1)
        );
        assert_eq!(of(&[missing, wrong], true), PageState::Wrong(1));
    }

    #[test]
    fn two_pages_together_are_as_far_as_the_worse_one() {
        use PageState::{Done, Hidden, Missing, New, Optional, Wrong};
        assert_eq!(Hidden.with(Done), Done);
        assert_eq!(Done.with(Missing(2)), Missing(2));
        assert_eq!(New(1).with(New(2)), New(3));
        assert_eq!(Wrong(1).with(Missing(5)), Wrong(1));
        assert_eq!(Optional.with(Optional), Optional);
    }
}
