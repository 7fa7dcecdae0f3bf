//! One line of text: the input under most questions. Normalises when typing is finished, never before.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::look::Line;
use motcua_shared::text::clean;

use crate::form::field::{described, flag, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::reactive::{handler, live};

/// The question of one line.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    single(model, field, line(model, field))
}

/// The input element.
pub fn line(model: FormModel, field: FieldRef) -> AnyView {
    let line = Line::of(&field.spec.kind);
    let described = described(field);
    let describes = move || {
        let mut ids = described.get().unwrap_or_default();
        if let Some(beside) = line.beside {
            ids = format!("{ids} {}-{beside}", field.id());
        }
        (!ids.is_empty()).then(|| ids.trim().to_owned())
    };
    let invalid = has_error(field, "");
    let completion = field
        .spec
        .autocomplete
        .clone()
        .or_else(|| line.completion.map(str::to_owned));
    let finish = move |_| {
        let typed = untrack(|| field.text());
        let cleaned = clean(&typed);
        if cleaned != typed {
            model.answer(field, Answer::Text(cleaned));
        }
        model.check_changed(field);
    };
    view! {
        <input
            class=line.class
            id=field.id()
            type=line.kind
            inputmode=line.keyboard
            enterkeyhint="next"
            autocomplete=completion
            autocapitalize=line.capitals
            spellcheck=line.spelling
            aria-required=live(move || flag(field.required.get()))
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=describes
            prop:value=live(move || field.text())
            on:input=handler(move |event: web_sys::Event| model.answer(field, Answer::Text(event_target_value(&event))))
            on:change=handler(finish)
        />
    }
    .into_any()
}
