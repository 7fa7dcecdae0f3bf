//! A commune, ward or special zone: of the province asked beside it, or of the whole country.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::field::commune::Commune;

use super::reference::list;
use crate::directory::Entry;
use crate::form::model::{FieldRef, FormModel};
use crate::reactive::memo;
use crate::ui::Choice;

/// The question.
pub fn input(model: FormModel, field: FieldRef, commune: &'static Commune) -> AnyView {
    match commune.province_field.as_deref() {
        Some(key) => of_province(model, field, key),
        None => anywhere(model, field),
    }
}

fn of_province(model: FormModel, field: FieldRef, province_field: &'static str) -> AnyView {
    let province = memo(move || {
        model
            .beside(field, province_field)
            .map(|province| province.text())
            .unwrap_or_default()
    });
    let communes = memo(move || model.directories.communes(&province.get()));
    // A commune belongs to one province only: another province takes it away, once its list is there.
    Effect::new(move || {
        let code = untrack(|| field.text());
        let foreign = communes
            .with(|communes| !communes.is_empty() && !communes.iter().any(|one| one.code == code));
        if foreign && is_code(&code) {
            model.answer(field, Answer::Text(String::new()));
        }
    });
    let choices = memo(move || communes.with(|list| list.iter().map(choice).collect::<Vec<_>>()));
    list(model, field, choices)
}

/// A commune as a choice.
pub(super) fn choice(one: &Entry) -> Choice {
    Choice::new(one.code.as_str(), one.label(), "", &one.also)
}

fn anywhere(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let provinces = model.directories.provinces();
        let choice = |one: &Entry| {
            let province = provinces
                .iter()
                .find(|province| province.code == one.province)
                .map(|province| province.label().to_owned())
                .unwrap_or_default();
            let mut also = one.also.clone();
            also.push(province.clone());
            Choice::new(one.code.as_str(), one.label(), province, &also)
        };
        let communes = model.directories.communes_anywhere();
        communes.iter().map(choice).collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// Whether a text is the code of some commune, not words to be mended.
fn is_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}
