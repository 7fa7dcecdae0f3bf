//! Read-only questions: their answer is what the engine put there, and stays.
//!
//! The rule is total and the same on both sides: while `read_only_if` holds, the answer must say the same as the question's
//! default or, at the top of a form, as the newest known fact that fits it. Where there is neither, nothing was put
//! there and there is nothing to protect. Without a default the answer may also be empty: a missing fact claims nothing.

use time::Date;

use super::answers::{Answer, Answers, path_in_row};
use super::autofill::{same, suggest};
use super::definition::Form;
use super::evaluation::{Evaluation, LevelScope, holds};
use super::issue::{Fault, Issue};
use crate::vault::Fact;

/// The read-only answers that were changed, in the order of the form.
#[must_use]
pub fn changed(form: &Form, answers: &Answers, facts: &[Fact], today: Date) -> Vec<Issue> {
    let mut issues = Vec::new();
    // Most forms have none: nothing is evaluated then.
    if !form.fields().any(has_read_only) {
        return issues;
    }
    let known = suggest(form, answers, facts, today);
    let fact = |key: &str| {
        let found = known.iter().find(|suggestion| suggestion.field == key);
        found.map(|suggestion| &suggestion.fact.value)
    };
    let evaluation = Evaluation::new(form, answers, today);
    look(&evaluation, "", &fact, &mut issues);
    issues
}

fn has_read_only(field: &super::Field) -> bool {
    field.read_only_if.is_some() || field.kind.row_fields().iter().any(has_read_only)
}

fn look<'a>(
    scope: &dyn LevelScope,
    prefix: &str,
    fact: &dyn Fn(&str) -> Option<&'a Answer>,
    issues: &mut Vec<Issue>,
) {
    let Some(level) = scope.here() else { return };
    for (index, field) in level.fields.iter().enumerate() {
        if !scope.visible_at(index) || !field.kind.is_asked() {
            continue;
        }
        let path = format!("{prefix}{}", field.key);
        let answer = scope.answers().get(&field.key);
        if holds(field.read_only_if.as_ref(), scope.as_scope())
            && !is_kept(field.default.as_ref(), fact(&field.key), answer)
        {
            issues.push(Issue::error(path, Fault::ReadOnlyChanged));
            continue;
        }
        for row in answer.map_or(&[][..], Answer::rows) {
            if let Some(inner) = scope.row_scope(index, row) {
                look(&inner, &path_in_row(&path, &row.id, ""), &|_| None, issues);
            }
        }
    }
}

/// Whether an answer says what the engine put there.
fn is_kept(default: Option<&Answer>, fact: Option<&Answer>, answer: Option<&Answer>) -> bool {
    let mut given = [default, fact].into_iter().flatten().peekable();
    if given.peek().is_none() {
        return true;
    }
    match answer.filter(|answer| !answer.is_empty()) {
        Some(answer) => given.any(|given| same(answer, given)),
        None => default.is_none_or(Answer::is_empty),
    }
}

/// What the engine puts into a question that becomes read-only with another answer; `None` when its answer may stay.
#[must_use]
pub fn restored(
    default: Option<&Answer>,
    fact: Option<&Answer>,
    answer: Option<&Answer>,
) -> Option<Answer> {
    if is_kept(default, fact, answer) {
        None
    } else {
        default.or(fact).cloned()
    }
}
