//! The form engine on real cases, on every type, on the whole language, and on generated forms and answers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod cases;
mod fixed;
mod fuzz;
mod language;
mod properties;
mod schema;
mod types;
mod versions;

use motcua_shared::form::answers::DateParts;
use motcua_shared::form::directory::NothingLoaded;
use motcua_shared::form::{Answer, Answers, Checked, Context, Form, lint, validate};
use motcua_shared::time::{Date, date};
use serde_json::{Value, json};

fn today() -> Date {
    date(2026, 11, 21).unwrap()
}

fn context() -> Context<'static> {
    Context {
        today: today(),
        directory: &NothingLoaded,
    }
}

/// A small declaration that has every field type and a chain of three conditions.
fn form() -> Form {
    serde_json::from_str(include_str!("every-type.form.json")).unwrap()
}

/// A sound form with these fields and rules on one page.
fn form_of(fields: Value, rules: Value) -> Form {
    let form = unproved_form_of(fields, rules);
    assert_eq!(lint::lint(&form), []);
    form
}

/// The same without its proof, for forms that are only there to be large.
fn unproved_form_of(fields: Value, rules: Value) -> Form {
    let form = json!({
        "id": "f", "title": {"vi": "T"}, "basis": "", "declaration": {"vi": "D"}, "rules": rules,
        "sections": [{"key": "s", "title": {"vi": "S"}, "groups": [{"key": "g", "title": {"vi": "G"}, "fields": fields}]}],
    });
    serde_json::from_value(form).unwrap()
}

/// Answers from JSON.
fn answers(json: Value) -> Answers {
    serde_json::from_value(json).unwrap()
}

fn check(form: &Form, json: Value) -> Checked {
    validate(form, &answers(json), context())
}

/// `path fault` of everything that was found.
fn found(checked: &Checked) -> Vec<String> {
    checked
        .issues
        .iter()
        .map(|issue| {
            let fault = serde_json::to_value(&issue.fault).unwrap();
            format!("{} {}", issue.path, fault["fault"].as_str().unwrap())
        })
        .collect()
}

fn typed(pairs: &[(&str, Answer)]) -> Answers {
    pairs
        .iter()
        .map(|(key, answer)| ((*key).to_owned(), answer.clone()))
        .collect()
}

fn boxes(day: &str, month: &str, year: &str) -> Answer {
    Answer::Date(DateParts {
        day: day.into(),
        month: month.into(),
        year: year.into(),
    })
}
