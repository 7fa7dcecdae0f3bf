//! The inputs, one file for each way of answering; what a line looks like for each type is `motcua_shared::form::look`. None
//! rewrites what is being typed (trap T4).

pub mod address;
pub mod check;
pub mod choice;
pub mod choices;
pub mod commune;
pub mod computed;
pub mod date;
pub mod decimal;
pub mod file;
mod file_row;
pub mod line;
pub mod long_text;
pub mod money;
pub mod note;
mod old_address;
pub mod province;
pub mod read_only;
pub mod reference;
pub mod repeat;
mod repeat_row;
pub mod signature;

use leptos::prelude::*;
use motcua_shared::form::{Issue, Kind};

use super::model::{FieldRef, FormModel, element_id};

/// The question with its frame and the input of its type.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    match &field.spec.kind {
        Kind::Text(_)
        | Kind::Number(_)
        | Kind::Time
        | Kind::Phone
        | Kind::Email
        | Kind::Url
        | Kind::CitizenId(_)
        | Kind::TaxCode
        | Kind::Passport
        | Kind::BankAccount => line::input(model, field),
        Kind::LongText(_) => long_text::input(model, field),
        Kind::Decimal(kind) => decimal::input(model, field, kind),
        Kind::Money(kind) => money::input(model, field, kind),
        Kind::Date(_) | Kind::Month(_) => date::input(model, field),
        Kind::Choice(kind) => choice::input(model, field, kind),
        Kind::Choices(kind) => choices::input(model, field, kind),
        Kind::Check(_) => check::input(model, field),
        Kind::Ethnicity => reference::ethnic_group(model, field),
        Kind::Country => reference::country(model, field),
        Kind::Province => province::input(model, field),
        Kind::Commune(kind) => commune::input(model, field, kind),
        Kind::Agency => reference::agency(model, field),
        Kind::BusinessLine => reference::business_line(model, field),
        Kind::Address(kind) => address::input(model, field, kind),
        Kind::File(slot) => file::input(model, field, slot),
        Kind::Signature(_) => signature::input(model, field),
        Kind::Repeat(repeat) => repeat::input(model, field, repeat),
        Kind::Computed(computed) => computed::input(field, computed),
        Kind::Note(note) => note::words(field, note),
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
        Some(Kind::Month(_)) if whole => element_id(&issue.path) + ".month",
        Some(Kind::Signature(_)) if whole => element_id(&issue.path) + ".typed_name",
        Some(Kind::Address(_)) if whole => element_id(&issue.path) + ".province",
        _ => element_id(&issue.path),
    }
}
