//! What a saved draft may hold: anything typed under the keys of its form, within bounds.

use motcua_shared::api::DraftChange;
use motcua_shared::form::{Answer, Answers, Fault, Form, Issue, Kind};

use crate::service::{Error, Result};

/// Most bytes of answers, as JSON.
pub(super) const ANSWERS_MAX: usize = 256_000;

/// Refuses keys that the form does not have.
pub(super) fn check_keys(form: &Form, change: &DraftChange) -> Result<()> {
    let known = |key: &String| form.field(key).is_some();
    let unknown = change
        .answers
        .keys()
        .chain(change.reused.keys())
        .filter(|key| !known(key));
    let issues: Vec<Issue> = unknown
        .map(|key| Issue::error(key.clone(), Fault::UnknownField))
        .collect();
    if issues.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(issues))
    }
}

/// Refuses more than a form can need.
pub(super) fn check_size(typed: &str) -> Result<()> {
    if typed.len() > ANSWERS_MAX {
        Err(Error::TooLarge)
    } else {
        Ok(())
    }
}

/// Every file answer: path of the answer, slot (`group.key` inside rows), ids.
pub(super) fn file_answers<'a>(
    form: &Form,
    answers: &'a Answers,
) -> Vec<(String, String, &'a [String])> {
    let mut found = Vec::new();
    for field in form.fields() {
        match (&field.kind, answers.get(&field.key)) {
            (Kind::File(_), Some(answer)) => {
                found.push((field.key.clone(), field.key.clone(), answer.files()))
            }
            (Kind::Repeat(repeat), Some(Answer::Rows(rows))) => {
                for row in rows {
                    for inner in repeat
                        .fields
                        .iter()
                        .filter(|inner| matches!(inner.kind, Kind::File(_)))
                    {
                        if let Some(answer) = row.answers.get(&inner.key) {
                            let path = motcua_shared::form::answers::path_in_row(
                                &field.key, &row.id, &inner.key,
                            );
                            found.push((
                                path,
                                format!("{}.{}", field.key, inner.key),
                                answer.files(),
                            ));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found
}
