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
use motcua_shared::form::field::note::Note;
use motcua_shared::form::field::text::TextFormat;
use motcua_shared::form::{Issue, Kind};

use super::model::{FieldRef, FormModel, element_id};
use crate::i18n::{lang_of, text as words};

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
        Kind::Computed(computed) => computed::input(field, computed),
        Kind::Note(note) => note_text(field, note),
        Kind::Decimal(_)
        | Kind::Time
        | Kind::Province
        | Kind::Commune(_)
        | Kind::Agency
        | Kind::BusinessLine
        | Kind::Url
        | Kind::TaxCode
        | Kind::Passport
        | Kind::BankAccount => text::input(model, field, TextFormat::PaperNumber),
        // Their controls are not there yet: no form in use has them.
        Kind::Month(_) | Kind::Choices(_) | Kind::Signature(_) => ().into_any(),
    }
}

/// Words to read under their heading.
fn note_text(field: FieldRef, note: &'static Note) -> AnyView {
    let paragraphs: Vec<AnyView> = words(&note.text)
        .split("\n\n")
        .map(|paragraph| view! { <p>{paragraph.to_owned()}</p> }.into_any())
        .collect();
    view! {
        <div class="banner banner--info" data-field=field.path.clone()>
            <div class="banner__body" lang=lang_of(&note.text)>
                <p><strong>{words(&field.spec.label)}</strong></p>
                {paragraphs}
            </div>
        </div>
    }
    .into_any()
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
