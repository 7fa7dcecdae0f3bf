//! Read-only questions: their answer is what the engine put there, and stays.
//!
//! The rule is total and the same on both sides: while `read_only_if` holds, the answer must say the same as the question's
//! default or, at the top of a form, as the best known fact that fits it. Where there is neither, nothing was put
//! there and there is nothing to protect. Without a default the answer may also be empty: a missing fact claims nothing.

use time::Date;

use super::answers::{Answer, Answers, path_in_row};
use super::autofill::{same, suggest};
use super::definition::{Field, Form};
use super::evaluation::{Evaluation, LevelScope, holds};
use super::issue::{Fault, Issue};
use crate::vault::Fact;

/// The read-only answers that were changed, in the order of the form.
#[must_use]
pub fn changed(form: &Form, answers: &Answers, facts: &[Fact], today: Date) -> Vec<Issue> {
    put_back(form, answers, facts, today)
        .into_iter()
        .map(|(path, _)| Issue::error(path, Fault::ReadOnlyChanged))
        .collect()
}

/// Paths of read-only answers that were changed, each with what the engine puts there.
#[must_use]
pub fn put_back(
    form: &Form,
    answers: &Answers,
    facts: &[Fact],
    today: Date,
) -> Vec<(String, Answer)> {
    let mut found = Vec::new();
    // Most forms have none: nothing is evaluated then.
    if !has_any(form) {
        return found;
    }
    let known = suggest(form, answers, facts, today);
    let fact = |key: &str| {
        let found = known.iter().find(|suggestion| suggestion.field == key);
        found.map(|suggestion| &suggestion.fact.value)
    };
    let evaluation = Evaluation::new(form, answers, today);
    look(&evaluation, "", &fact, &mut found);
    found
}

/// Whether the form has an answer that may be read-only at all.
#[must_use]
pub fn has_any(form: &Form) -> bool {
    form.fields().any(has_read_only)
}

fn has_read_only(field: &Field) -> bool {
    field.read_only_if.is_some() || field.kind.row_fields().iter().any(has_read_only)
}

fn look<'a>(
    scope: &dyn LevelScope,
    prefix: &str,
    fact: &dyn Fn(&str) -> Option<&'a Answer>,
    found: &mut Vec<(String, Answer)>,
) {
    let Some(level) = scope.here() else { return };
    for (index, field) in level.fields.iter().enumerate() {
        if !scope.visible_at(index) || !field.kind.is_asked() {
            continue;
        }
        let path = format!("{prefix}{}", field.key);
        let answer = scope.answers().get(&field.key);
        if holds(field.read_only_if.as_ref(), scope.as_scope()) {
            let given = given(field.default.as_ref(), fact(&field.key), answer);
            if let Some(given) = given {
                found.push((path, given.clone()));
                continue;
            }
        }
        for row in answer.map_or(&[][..], Answer::rows) {
            if let Some(inner) = scope.row_scope(index, row) {
                look(&inner, &path_in_row(&path, &row.id, ""), &|_| None, found);
            }
        }
    }
}

/// What the engine puts in the place of an answer; `None` when the answer says the same, or nothing was given.
fn given<'a>(
    default: Option<&'a Answer>,
    fact: Option<&'a Answer>,
    answer: Option<&Answer>,
) -> Option<&'a Answer> {
    let default = default.filter(|default| !default.is_empty());
    let first = default.or(fact)?;
    let kept = match answer.filter(|answer| !answer.is_empty()) {
        Some(answer) => [default, fact]
            .into_iter()
            .flatten()
            .any(|given| same(answer, given)),
        None => default.is_none(),
    };
    (!kept).then_some(first)
}
