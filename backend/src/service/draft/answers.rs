//! What a saved draft may hold: anything typed under the keys of its form, within bounds.

use motcua_shared::api::DraftChange;
use motcua_shared::form::answers::path_in_row;
use motcua_shared::form::{Answers, Fault, Field, Form, Issue};

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

/// Every file answer, also pictures of signatures: path of the answer, slot (`group.key` inside rows), ids.
pub(super) fn file_answers<'a>(
    form: &Form,
    answers: &'a Answers,
) -> Vec<(String, String, &'a [String])> {
    let mut found = Vec::new();
    collect_files(form.fields(), answers, "", "", &mut found);
    found
}

fn collect_files<'a, 'f>(
    fields: impl Iterator<Item = &'f Field>,
    answers: &'a Answers,
    path: &str,
    slot: &str,
    found: &mut Vec<(String, String, &'a [String])>,
) {
    for field in fields {
        let Some(answer) = answers.get(&field.key) else {
            continue;
        };
        let (path, slot) = (
            format!("{path}{}", field.key),
            format!("{slot}{}", field.key),
        );
        if field.kind.slot().is_some() {
            found.push((path, slot, answer.files()));
            continue;
        }
        for row in answer.rows() {
            let path = path_in_row(&path, &row.id, "");
            let inner: Box<dyn Iterator<Item = &Field>> = Box::new(field.kind.row_fields().iter());
            collect_files(inner, &row.answers, &path, &format!("{slot}."), found);
        }
    }
}
