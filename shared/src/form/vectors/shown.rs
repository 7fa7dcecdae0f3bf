//! Which questions a form has, and which of them given answers show, by definition path.

use std::collections::BTreeSet;

use time::Date;

use crate::form::answers::{Answer, Answers, Row};
use crate::form::definition::{Field, Form};
use crate::form::evaluation::{Evaluation, RowScope};

/// Definition paths of all fields, also in rows.
pub(super) fn all_paths(form: &Form) -> Vec<String> {
    fn collect<'f>(fields: impl Iterator<Item = &'f Field>, before: &str, paths: &mut Vec<String>) {
        for field in fields {
            let path = format!("{before}{}", field.key);
            let inside = format!("{path}.");
            paths.push(path);
            // A box: the iterator would be of a new type at each depth.
            let rows: Box<dyn Iterator<Item = &Field>> = Box::new(field.kind.row_fields().iter());
            collect(rows, &inside, paths);
        }
    }
    let mut paths = Vec::new();
    let fields: Box<dyn Iterator<Item = &Field>> = Box::new(form.fields());
    collect(fields, "", &mut paths);
    paths
}

/// The definition paths of all fields that these answers show.
#[must_use]
pub fn shown(form: &Form, answers: &Answers, today: Date) -> BTreeSet<String> {
    fn rows_of(
        group: &Field,
        answers: &Answers,
        scope: &dyn Fn(&Row) -> BTreeSet<String>,
        found: &mut BTreeSet<String>,
    ) {
        for row in answers
            .get(&group.key)
            .map(Answer::rows)
            .unwrap_or_default()
        {
            let inside = scope(row).into_iter();
            found.extend(inside.map(|path| format!("{}.{path}", group.key)));
        }
    }
    fn in_row(scope: &RowScope<'_>, fields: &[Field], answers: &Answers) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for field in fields.iter().filter(|field| scope.is_visible(field)) {
            found.insert(field.key.clone());
            let inner = |row: &Row| {
                in_row(
                    &scope.in_row(&field.key, row),
                    field.kind.row_fields(),
                    &row.answers,
                )
            };
            rows_of(field, answers, &inner, &mut found);
        }
        found
    }
    let evaluation = Evaluation::new(form, answers, today);
    let mut found = BTreeSet::new();
    for field in form
        .fields()
        .filter(|field| evaluation.is_visible(&field.key))
    {
        found.insert(field.key.clone());
        let inner = |row: &Row| {
            in_row(
                &evaluation.in_row(&field.key, row),
                field.kind.row_fields(),
                &row.answers,
            )
        };
        rows_of(field, answers, &inner, &mut found);
    }
    found
}
