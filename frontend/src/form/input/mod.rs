//! The inputs, one file for each type of question. None rewrites what is being typed (trap T4).

pub mod address;
pub mod check;
pub mod choice;
pub mod citizen_id;
pub mod computed;
pub mod contact;
pub mod date;
pub mod file;
mod file_row;
pub mod line;
pub mod long_text;
pub mod money;
pub mod number;
pub mod reference;
pub mod repeat;
mod repeat_row;
pub mod text;

use leptos::prelude::*;
use motcua_shared::form::{Issue, Kind};

use super::model::{FieldRef, FormModel, element_id};

/// The question with its frame and the input of its type.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    match &field.spec.kind {
        Kind::Text(kind) => text::input(model, field, kind.format),
        Kind::LongText(_) => long_text::input(model, field),
        Kind::Number(_) => number::input(model, field),
        Kind::Money(_) => money::input(model, field),
        Kind::Date(_) => date::input(model, field),
        Kind::Choice(kind) => choice::input(model, field, kind),
        Kind::Check(_) => check::input(model, field),
        Kind::Ethnicity => reference::ethnic_group(model, field),
        Kind::Country => reference::country(model, field),
        Kind::Phone => contact::phone(model, field),
        Kind::Email => contact::email(model, field),
        Kind::CitizenId(_) => citizen_id::input(model, field),
        Kind::Address(kind) => address::input(model, field, kind.detail_required),
        Kind::File(slot) => file::input(model, field, slot),
        Kind::Repeat(repeat) => repeat::input(model, field, repeat),
        Kind::Computed(computed) => computed::input(model, field, computed),
    }
}

/// Id of the element that gets the focus for an issue: the wrong part, else the first part of the question.
#[must_use]
pub fn target(model: FormModel, issue: &Issue) -> String {
    let whole = issue.path == issue.field_path();
    match model
        .field_at(issue.field_path())
        .map(|field| &field.spec.kind)
    {
        Some(Kind::Date(_)) if whole => element_id(&issue.path) + ".day",
        Some(Kind::Address(_)) if whole => element_id(&issue.path) + ".province",
        _ => element_id(&issue.path),
    }
}
