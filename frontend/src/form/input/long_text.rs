//! Several lines of text.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::text::clean_lines;

use crate::form::field::{described, flag, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::reactive::{handler, live};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let described = described(field);
    let invalid = has_error(field, "");
    let finish = move |_| {
        let typed = untrack(|| field.text());
        let cleaned = clean_lines(&typed);
        if cleaned != typed {
            model.answer(field, Answer::Text(cleaned));
        }
        model.check_changed(field);
    };
    let area = view! {
        <textarea
            class="input"
            id=field.id()
            rows="4"
            autocomplete="off"
            autocapitalize="sentences"
            aria-required=live(move || flag(field.required.get()))
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=live(move || described.get())
            prop:value=live(move || field.text())
            on:input=handler(move |event: web_sys::Event| model.answer(field, Answer::Text(event_target_value(&event))))
            on:change=handler(finish)
        ></textarea>
    };
    single(model, field, area.into_any())
}
