//! How far each page is, in words: for the section map and the overview.

use leptos::prelude::*;
use motcua_shared::form::{Answer, Fault, Kind, Section, Severity, effort};

use super::model::{FieldRef, FormModel, Page, set_if_changed};
use crate::i18n::{lang, t};

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
    pub fn words(self) -> String {
        match self {
            Self::Hidden | Self::Done => t::fill::state_done(lang()).to_owned(),
            Self::Optional => t::fill::state_optional(lang()).to_owned(),
            Self::New(_) => t::fill::state_new(lang()).to_owned(),
            Self::Missing(count) => t::fill::state_missing(lang(), &count.to_string()),
            Self::Wrong(count) => t::fill::state_wrong(lang(), &count.to_string()),
        }
    }

    /// The state of two pages taken together.
    const fn with(self, other: Self) -> Self {
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

impl FormModel {
    /// Looks at every page again.
    pub fn refresh_progress(self) {
        let states = self.pages().map(|page| self.state_of(page)).collect();
        set_if_changed(self.progress, states);
    }

    fn state_of(self, page: Page) -> PageState {
        let asked = || {
            untrack(|| {
                self.fields_of(page.index)
                    .filter(|field| self.is_asked(field))
                    .collect::<Vec<_>>()
            })
        };
        let fields = asked();
        if fields.is_empty() {
            return PageState::Hidden;
        }
        let issues = self.find_issues(page.index);
        let errors = issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error);
        let (missing, wrong): (Vec<_>, Vec<_>) = errors.partition(|issue| is_missing(&issue.fault));
        // A default that nobody has touched is no work done.
        let answered = fields.iter().any(|field| {
            let answer = field.current();
            answer
                .as_ref()
                .is_some_and(|answer| !answer.is_empty() && *answer != Answer::Flag(false))
                && answer != field.spec.default
        });
        let required = fields.iter().any(|field| field.required.get_untracked());
        match (wrong.len(), missing.len()) {
            (0, 0) if required || answered => PageState::Done,
            (0, 0) => PageState::Optional,
            (0, count) if answered => PageState::Missing(count),
            (0, count) => PageState::New(count),
            (count, _) => PageState::Wrong(count),
        }
    }

    /// “Còn khoảng 5 phút”, for what must still be answered; nothing when only the review is left. Tracked by the progress.
    pub fn time_left(self) -> Option<String> {
        self.progress.track();
        let left = |field: &&FieldRef| {
            untrack(|| self.is_asked(field) && field.required.get())
                && field.current().is_none_or(|answer| answer.is_empty())
        };
        let kinds: Vec<&Kind> = self
            .fields
            .iter()
            .filter(left)
            .map(|field| &field.spec.kind)
            .collect();
        let minutes = effort::minutes(kinds.iter().copied());
        (!kinds.is_empty()).then(|| t::fill::time_left(lang(), &minutes.to_string()))
    }

    /// State of a section, tracked.
    pub fn section_state(self, section: &Section) -> PageState {
        self.progress.with(|states| {
            let pages = self.pages().filter(|page| page.section.key == section.key);
            let states = pages.filter_map(|page| states.get(page.index).copied());
            states.fold(PageState::Hidden, PageState::with)
        })
    }

    /// The sections that have questions now, tracked.
    pub fn sections(self) -> Vec<&'static Section> {
        let form: &'static motcua_shared::form::Form = self.form();
        form.sections
            .iter()
            .filter(|section| self.section_state(section) != PageState::Hidden)
            .collect()
    }

    /// The first page of the section that is not done, else its first page with questions. Not tracked.
    #[must_use]
    pub fn entry_of(self, section: &Section) -> Option<Page> {
        let states = self.progress.get_untracked();
        let state = |page: &Page| states.get(page.index).copied().unwrap_or(PageState::Hidden);
        let mut open = self
            .pages()
            .filter(|page| page.section.key == section.key && state(page) != PageState::Hidden);
        let mut undone = self
            .pages()
            .filter(|page| page.section.key == section.key && !state(page).is_done());
        undone.next().or_else(|| open.next())
    }

    /// The first page that is not done. Not tracked.
    #[must_use]
    pub fn first_undone(self) -> Option<Page> {
        let states = self.progress.get_untracked();
        self.pages()
            .find(|page| states.get(page.index).is_some_and(|state| !state.is_done()))
    }

    /// The next page with questions after (or, backwards, before) this one. Not tracked.
    #[must_use]
    pub fn neighbour(self, page: usize, forward: bool) -> Option<Page> {
        let asked = |other: &Page| untrack(|| self.has_questions(other.index));
        if forward {
            self.pages().filter(|other| other.index > page).find(asked)
        } else {
            self.pages()
                .filter(|other| other.index < page && asked(other))
                .last()
        }
    }
}
