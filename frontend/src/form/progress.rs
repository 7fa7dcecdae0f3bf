//! How far each page is, in words: for the section map and the overview.

use leptos::prelude::*;
pub use motcua_shared::form::progress::PageState;
use motcua_shared::form::progress::is_work;
use motcua_shared::form::{Kind, Section, effort};

use super::model::{FieldRef, FormModel, Page, set_if_changed};
use crate::i18n::{lang, t};

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
        let answered = fields
            .iter()
            .any(|field| is_work(field.spec, field.current().as_ref()));
        let required = fields.iter().any(|field| field.required.get_untracked());
        PageState::of(&issues, answered, required)
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
