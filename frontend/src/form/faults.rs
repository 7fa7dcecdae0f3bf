//! What is wrong with the answers of a page, and when it is said: “continue” says all, typing only takes back.
//!
//! All faults are known at once, and the summary above the page lists all of them at once. The lines at the questions further
//! down than anybody sees follow in tasks of their own, so that three hundred of them hold up neither a key nor the screen.

use std::time::Duration;

use leptos::prelude::*;
use motcua_shared::form::validate::check_page;
use motcua_shared::form::{Evaluation, Issue, Severity};

use super::model::{FieldRef, FormModel, set_if_changed, today};
use crate::a11y::announce;
use crate::i18n::lang;

/// So many questions show their faults before the next frame: more than the first screen has.
const AT_ONCE: usize = 12;
/// So many more in each task after it: what a slow phone does in one frame or two.
const AT_A_TIME: usize = 24;

/// Questions, each with its faults.
pub(super) type Faulty = Vec<(FieldRef, Vec<Issue>)>;

impl FormModel {
    /// While somebody types: removes what is no longer wrong on the page, says nothing new.
    pub(super) fn clear_mended(self, field: FieldRef) {
        self.show_all_found();
        if !self
            .with_rows(field.page)
            .iter()
            .any(|field| field.issues.with_untracked(|issues| !issues.is_empty()))
        {
            return;
        }
        let found = self.find_issues(field.page);
        for field in self.with_rows(field.page) {
            if field
                .issues
                .with_untracked(|issues| issues.iter().any(|issue| !found.contains(issue)))
            {
                field
                    .issues
                    .update(|issues| issues.retain(|issue| found.contains(issue)));
            }
        }
    }

    /// After an answer is finished: a question in error is checked again, and hints to look again are given. Errors that
    /// were not shown yet stay unsaid until “continue”.
    pub fn check_changed(self, changed: FieldRef) {
        self.show_all_found();
        let found = self.find_issues(changed.page);
        let faulty = self.by_question(changed.page, &found, Self::made_at);
        self.take_back_others(changed.page, &faulty);
        for (field, found) in faulty {
            let shown = field.issues.get_untracked();
            let (errors, hints): (Vec<Issue>, Vec<Issue>) = found
                .into_iter()
                .partition(|issue| issue.severity == Severity::Error);
            if shown.is_empty() && hints.is_empty() {
                continue;
            }
            let had_error = shown.iter().any(|issue| issue.severity == Severity::Error);
            let is_finished = had_error && std::ptr::eq(field, changed);
            let still = |issue: &Issue| is_finished || shown.contains(issue);
            let mut now: Vec<Issue> = errors.into_iter().filter(still).collect();
            for hint in hints {
                if !shown.contains(&hint) {
                    announce(hint.message(self.form, lang()));
                }
                now.push(hint);
            }
            set_if_changed(field.issues, now);
        }
    }

    /// Checks a page as “continue” does: every fault shows at its question. Returns what blocks.
    pub fn check_page(self, page: usize) -> Vec<Issue> {
        let found = self.find_issues(page);
        self.show_issues(page, &found);
        found
            .into_iter()
            .filter(|issue| issue.severity == Severity::Error)
            .collect()
    }

    /// Shows these issues at the questions of a page, the first ones at once and the others soon.
    pub fn show_issues(self, page: usize, found: &[Issue]) {
        let made = self.questions_made(page);
        let faulty = self.by_question(page, found, Self::field_at);
        // Asking for a question of a folded row makes it.
        if self.questions_made(page) > made {
            self.settle();
        }
        self.take_back_others(page, &faulty);
        self.unshown.update_value(|unshown| {
            unshown.retain(|(field, _)| field.page != page);
            unshown.extend(faulty);
        });
        self.show_next(AT_ONCE);
    }

    /// The questions of a page that have faults, each with its own.
    fn by_question(
        self,
        page: usize,
        found: &[Issue],
        look: fn(Self, &str) -> Option<FieldRef>,
    ) -> Faulty {
        let mut faulty = Faulty::new();
        for issue in found {
            let field = look(self, issue.field_path());
            let Some(field) = field.filter(|field| field.page == page) else {
                continue;
            };
            // The faults of one question mostly stand side by side.
            let mut known = faulty.iter_mut().rev();
            match known.find(|(one, _)| std::ptr::eq(*one, field)) {
                Some((_, issues)) => issues.push(issue.clone()),
                None => faulty.push((field, vec![issue.clone()])),
            }
        }
        faulty
    }

    /// Takes back what is said at questions of a page that have no fault.
    fn take_back_others(self, page: usize, faulty: &Faulty) {
        for field in self.with_rows(page) {
            let has_line = field.issues.with_untracked(|issues| !issues.is_empty());
            if has_line && !faulty.iter().any(|(one, _)| std::ptr::eq(*one, field)) {
                field.issues.set(Vec::new());
            }
        }
    }

    /// Shows the next faults at their questions, and comes back for those that are left.
    fn show_next(self, most: usize) {
        let next = self.unshown.try_update_value(|unshown| {
            let most = most.min(unshown.len());
            unshown.drain(..most).collect::<Vec<_>>()
        });
        let next = next.unwrap_or_default();
        if !next.is_empty() {
            self.show(next);
            // Behind the frame, so that a press, a key or the summary never waits for them.
            request_animation_frame(move || {
                set_timeout(move || self.show_next(AT_A_TIME), Duration::ZERO);
            });
        }
    }

    /// Shows what is left at once: whoever decides by what is shown must see all of it.
    fn show_all_found(self) {
        let left = self.unshown.try_update_value(std::mem::take);
        self.show(left.unwrap_or_default());
    }

    fn show(self, faulty: Faulty) {
        for (field, issues) in faulty {
            set_if_changed(field.issues, issues);
            let group = field.path.split_once('[').map(|(group, _)| group);
            if let Some(group) = group.and_then(|group| self.field(group)) {
                group.unfold_faulty();
            }
        }
    }

    fn questions_made(self, page: usize) -> usize {
        self.with_rows(page).len()
    }

    /// The faults of a page, of questions that can be answered in this draft.
    pub fn find_issues(self, page: usize) -> Vec<Issue> {
        let Some(page) = self.pages().nth(page) else {
            return Vec::new();
        };
        let found = untrack(|| {
            let answers = self.answers();
            let evaluation = Evaluation::with_plan(&self.plan(), &answers, today());
            check_page(&evaluation, page.group, self.context())
        });
        let counts = |issue: &Issue| {
            let top = issue.path.split(['[', '.']).next().unwrap_or_default();
            // A slot whose file is on its way is not empty.
            self.field(top).is_some_and(|field| {
                self.is_open(field) && !(issue.path == top && self.is_uploading(field))
            })
        };
        found.into_iter().filter(counts).collect()
    }

    /// The questions of a page with those inside rows.
    fn with_rows(self, page: usize) -> Vec<FieldRef> {
        let mut fields = Vec::new();
        for field in self.fields_of(page) {
            field.with_inner(&mut fields);
        }
        fields
    }
}
