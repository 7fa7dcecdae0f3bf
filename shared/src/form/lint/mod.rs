//! Proves a form definition before anybody sees it: `motcua check`, import and publish run this.

mod field;
mod language;
mod possible;

use std::collections::{BTreeSet, HashSet};

use time::Date;

use super::definition::{Field, Form};
use super::field::Kind;
use super::plan::Plan;
use super::profile::is_role;
use super::vectors::vectors;
use crate::i18n::Bilingual;

/// One fault of a definition: where, and what in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintFault {
    /// Key of the field, rule, section or group.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// What is collected while a form is read.
struct Linter<'f> {
    plan: Plan<'f>,
    faults: BTreeSet<LintFault>,
}

impl Linter<'_> {
    fn fault(&mut self, place: &str, reason: impl Into<String>) {
        self.faults.insert(LintFault {
            place: place.to_owned(),
            reason: reason.into(),
        });
    }
}

/// All faults of a form; empty when it can be published.
#[must_use]
pub fn lint(form: &Form) -> Vec<LintFault> {
    let mut linter = Linter {
        plan: Plan::new(form),
        faults: BTreeSet::new(),
    };
    linter.pages(form);
    for level in 0..linter.plan.levels.len() {
        linter.level(level);
    }
    let mut ids = HashSet::new();
    for rule in &form.rules {
        if !ids.insert(&rule.id) {
            linter.fault(&rule.id, "is the id of two rules");
        }
        if form.field(&rule.field).is_none() {
            linter.fault(
                &rule.id,
                format!("stands at the unknown field {}", rule.field),
            );
        }
        if rule.message.vi.trim().is_empty() {
            linter.fault(&rule.id, "has no Vietnamese message");
        }
        linter.condition(0, &rule.id, &rule.require);
    }
    for role in &form.roles {
        if !is_role(&role.role) {
            linter.fault(&role.role, "is no role that facts are known of");
        }
        linter.condition_of_role(&role.role, &role.when);
    }
    linter.circles();
    linter.faults.into_iter().collect()
}

/// Everything that [`lint`] finds, and what only trying finds: conditions that decide nothing, fields that nobody can reach.
/// Takes longer than [`lint`]: for publishing, import and tests, not for the start of a server.
#[must_use]
pub fn prove(form: &Form, today: Date) -> Vec<LintFault> {
    let simple = lint(form);
    if !simple.is_empty() {
        return simple;
    }
    let mut linter = Linter {
        plan: Plan::new(form),
        faults: BTreeSet::new(),
    };
    linter.possible(form, today);
    linter.refused_choices(form, today);
    for path in vectors(form, today).unreached {
        linter.fault(
            &path,
            "cannot be reached: no answers were found that show it",
        );
    }
    linter.faults.into_iter().collect()
}

/// Texts without English, by place: a warning, for English readers then see Vietnamese.
#[must_use]
pub fn without_english(form: &Form) -> Vec<String> {
    let mut places = Vec::new();
    let mut look = |place: &str, text: &Bilingual| {
        if text.en.trim().is_empty() && !places.iter().any(|known| known == place) {
            places.push(place.to_owned());
        }
    };
    look("title", &form.title);
    for (section, group) in form.pages() {
        look(&section.key, &section.title);
        look(&group.key, &group.title);
    }
    let mut waiting: Vec<&Field> = form.fields().collect();
    while let Some(field) = waiting.pop() {
        look(&field.key, &field.label);
        if let Some(help) = &field.help {
            look(&field.key, help);
        }
        if let Kind::Choice(choice) = &field.kind {
            for option in &choice.options {
                look(&field.key, &option.label);
            }
        }
        waiting.extend(field.kind.row_fields());
    }
    for rule in &form.rules {
        look(&rule.id, &rule.message);
    }
    look("declaration", &form.declaration);
    places
}

impl Linter<'_> {
    fn pages(&mut self, form: &Form) {
        let mut groups = HashSet::new();
        for (section, group) in form.pages() {
            for (key, title) in [(&section.key, &section.title), (&group.key, &group.title)] {
                if title.vi.trim().is_empty() {
                    self.fault(key, "has no Vietnamese title");
                }
            }
            if !groups.insert(&group.key) {
                self.fault(&group.key, "is the key of two groups");
            }
            if group.fields.is_empty() {
                self.fault(&group.key, "has no fields");
            }
        }
    }

    fn level(&mut self, number: usize) {
        let Some(level) = self.plan.level(number) else {
            return;
        };
        let fields = level.fields.clone();
        let depth = self.depth(number);
        let mut seen = HashSet::new();
        for field in fields {
            let place = self.place(number, &field.key);
            if !seen.insert(&field.key) {
                let of = if depth == 0 { "" } else { " of the row" };
                self.fault(&place, format!("is the key of two fields{of}"));
            }
            if depth > 1 && matches!(field.kind, Kind::Repeat(_)) {
                self.fault(
                    &place,
                    "is a repeat group inside a repeat group inside a repeat group",
                );
            }
            self.field(number, &place, field);
        }
    }

    fn depth(&self, level: usize) -> usize {
        let parent = |level: &usize| Some(self.plan.level(*level)?.parent?.0);
        std::iter::successors(Some(level), parent).count() - 1
    }

    /// `key`, or `group.key` inside rows.
    fn place(&self, level: usize, key: &str) -> String {
        let mut place = key.to_owned();
        let mut at = level;
        while let Some((parent, index)) = self.plan.level(at).and_then(|level| level.parent) {
            if let Some(group) = self.plan.level(parent).and_then(|level| level.field(index)) {
                place = format!("{}.{place}", group.key);
            }
            at = parent;
        }
        place
    }

    /// Questions that depend on themselves.
    fn circles(&mut self) {
        for (number, &(level, index)) in self.plan.questions.clone().iter().enumerate() {
            let decidable = self
                .plan
                .level(level)
                .is_some_and(|level| matches!(level.place.get(index), Some(Some(_))));
            if decidable || !self.reaches_itself(number) {
                continue;
            }
            let Some(field) = self.plan.question(number) else {
                continue;
            };
            let place = self.place(level, &field.key);
            let through = match field.kind {
                Kind::Computed(_) => "its value",
                _ => "visible_if",
            };
            self.fault(&place, format!("depends on itself through {through}"));
        }
    }

    fn reaches_itself(&self, number: usize) -> bool {
        let next = |number: usize| {
            let readers = self.plan.dependents.get(number).into_iter().flatten();
            readers.map(|reader| reader.number)
        };
        let mut seen = HashSet::new();
        let mut waiting: Vec<usize> = next(number).collect();
        while let Some(one) = waiting.pop() {
            if one == number {
                return true;
            }
            if seen.insert(one) {
                waiting.extend(next(one));
            }
        }
        false
    }
}
