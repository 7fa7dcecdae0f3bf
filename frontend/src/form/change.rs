//! What follows from an answer: which questions appear, what is known already and is filled in.

use leptos::prelude::*;
use motcua_shared::form::autofill;
use motcua_shared::form::evaluation::RowScope;
use motcua_shared::form::fixed::{has_any, put_back};
use motcua_shared::form::{Answer, Evaluation, Kind};
use motcua_shared::vault::Fact;

use super::model::{FieldRef, FormModel, RowRef, as_typed, set_if_changed, today};
use super::source_note::{Reuse, reuse};

impl FormModel {
    /// A person answers. `None` only takes back what was never typed; an emptied answer is an empty [`Answer`].
    pub fn answer(self, field: FieldRef, answer: Answer) {
        field.answer.set(Some(answer));
        self.after_change(field);
    }

    /// What must follow when the answer of a question, or its rows, have changed.
    pub fn after_change(self, field: FieldRef) {
        if self.watched.contains(&field.spec.key) {
            self.settle();
        }
        self.clear_mended(field);
        self.touch();
    }

    /// Shows and hides questions, and fills in what is known. Returns whether anything was filled in or taken back.
    pub fn settle(self) -> bool {
        let filled = self.is_kept() && !self.is_supplement() && self.fill_known();
        self.put_back_fixed();
        let answers = self.answers();
        let evaluation = Evaluation::with_plan(&self.plan(), &answers, today());
        for field in &self.fields {
            let key = &field.spec.key;
            set_if_changed(field.visible, evaluation.is_visible(key));
            set_if_changed(field.required, evaluation.is_required(field.spec));
            set_if_changed(field.read_only, evaluation.is_read_only(field.spec));
            if matches!(field.spec.kind, Kind::Computed(_)) {
                set_if_changed(field.answer, evaluation.computed(key));
            }
            // Rows without questions have nothing to show or hide.
            for row in field.rows.get_untracked() {
                if !row.made().is_empty() {
                    let current = row.current();
                    settle_row(&evaluation.in_row(key, &current), row.made());
                }
            }
        }
        filled
    }

    /// The questions of a row; made, and shown or hidden, when they are first asked for.
    pub fn open_row(self, row: RowRef) -> &'static [FieldRef] {
        if row.made().is_empty() {
            row.fields();
            self.settle();
        }
        row.made()
    }

    /// The rows of a repeat group, each with its questions, for who shows all of them; not tracked.
    pub fn all_rows(self, field: FieldRef) -> Vec<RowRef> {
        let rows = field.rows.get_untracked();
        if rows.iter().any(|row| row.made().is_empty()) {
            for row in &rows {
                row.fields();
            }
            self.settle();
        }
        rows
    }

    /// Read-only answers that differ from what was put there: a supplement keeps what was filed.
    fn put_back_fixed(self) {
        if self.is_supplement() || !has_any(self.form) {
            return;
        }
        let given = self
            .draft
            .with_untracked(|draft| put_back(self.form, &self.answers(), &draft.facts, today()));
        for (path, answer) in given {
            if let Some(field) = self.field_at(&path) {
                field.answer.set(Some(as_typed(&field.spec.kind, answer)));
            }
        }
    }

    /// Fills empty questions with known facts, and takes back untouched values that belonged to another role: who was
    /// the father a moment ago may be the mother now.
    fn fill_known(self) -> bool {
        self.draft.with_untracked(|draft| {
            let mut answers = self.answers();
            let mut changed = false;
            let wanted: Vec<String> = autofill::suggest(self.form, &answers, &draft.facts, today())
                .into_iter()
                .map(|one| one.field)
                .collect();
            for field in &self.fields {
                let Some(id) = field.reused.get_untracked() else {
                    continue;
                };
                let Some(fact) = draft.facts.iter().find(|fact| fact.id == id) else {
                    continue;
                };
                let untouched = answers
                    .get(&field.spec.key)
                    .is_some_and(|answer| autofill::same(answer, &fact.value));
                if untouched && field.visible.get_untracked() && !wanted.contains(&field.spec.key) {
                    answers.remove(&field.spec.key);
                    field.answer.set(None);
                    field.reused.set(None);
                    changed = true;
                }
            }
            let emptied: Vec<String> = answers
                .iter()
                .filter(|(_, answer)| answer.is_empty())
                .map(|(key, _)| key.clone())
                .collect();
            let filled = autofill::fill(self.form, &mut answers, &draft.facts, &emptied, today());
            for (key, fact) in &filled {
                if let Some(field) = self.field(key) {
                    field.answer.set(
                        answers
                            .get(key)
                            .cloned()
                            .map(|answer| as_typed(&field.spec.kind, answer)),
                    );
                    field.reused.set(Some(fact.clone()));
                }
            }
            changed || !filled.is_empty()
        })
    }

    /// Puts the known value back that was changed after it had been filled in.
    pub fn take_offered_again(self, field: FieldRef) {
        if let Some(fact) = untrack(|| self.fact_of(field)) {
            self.answer(field, as_typed(&field.spec.kind, fact.value));
            self.check_changed(field);
        }
    }

    /// Empties every question that still stands as it was filled in: the person wants to type.
    pub fn drop_filled(self) {
        for field in &self.fields {
            if untrack(|| {
                field.visible.get() && !field.read_only.get() && reuse(self, field) == Reuse::Kept
            }) {
                self.own(|| field.take(Some(Answer::Text(String::new()))));
            }
        }
        self.settle();
        self.touch();
    }

    /// Whether a question was filled in and then emptied, tracked.
    pub fn is_dropped(self, field: FieldRef) -> bool {
        field.visible.get()
            && field.reused.with(Option::is_some)
            && field
                .answer
                .with(|answer| answer.as_ref().is_some_and(Answer::is_empty))
    }

    /// Fills in again what was emptied after it had been filled in.
    pub fn fill_dropped(self) {
        for field in &self.fields {
            if untrack(|| self.is_dropped(field)) {
                self.take_offered_again(field);
            }
        }
    }

    /// Takes a fact that the person has chosen: another source's word, or what they declared about somebody else.
    pub fn take_fact(self, field: FieldRef, fact: &Fact) {
        field.reused.set(Some(fact.id.clone()));
        self.own(|| field.take(Some(as_typed(&field.spec.kind, fact.value.clone()))));
        self.after_change(field);
        self.check_changed(field);
    }
}

/// Shows and hides the questions of one row, and those of the rows inside it.
fn settle_row(scope: &RowScope<'_>, fields: &[FieldRef]) {
    for field in fields {
        let key = &field.spec.key;
        set_if_changed(field.visible, scope.is_visible(field.spec));
        set_if_changed(field.required, scope.is_required(field.spec));
        set_if_changed(field.read_only, scope.is_read_only(field.spec));
        if matches!(field.spec.kind, Kind::Computed(_)) {
            set_if_changed(field.answer, scope.computed(key));
        }
        for row in field.rows.get_untracked() {
            if !row.made().is_empty() {
                let current = row.current();
                settle_row(&scope.in_row(key, &current), row.made());
            }
        }
    }
}
