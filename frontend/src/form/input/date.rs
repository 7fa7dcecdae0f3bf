//! A date that people know, in three boxes. The focus never jumps by itself; a whole pasted date is taken apart. Where
//! an old paper gives only the year or the month, the other boxes stay empty.

use leptos::prelude::*;
use motcua_shared::form::field::date::{parts, parts_from_paste};
use motcua_shared::form::look::DateBox;
use motcua_shared::form::{Answer, DateParts};
use wasm_bindgen::JsCast;

use crate::form::field::{error_id, flag, group, has_error, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::lang;
use crate::reactive::{handler, live};

const fn part_of(part: DateBox, parts: &mut DateParts) -> &mut String {
    match part {
        DateBox::Day => &mut parts.day,
        DateBox::Month => &mut parts.month,
        DateBox::Year => &mut parts.year,
    }
}

fn typed(field: FieldRef) -> DateParts {
    field.answer.with(|answer| parts(answer.as_ref()))
}

/// The question; a month has two boxes.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let parts = DateBox::of(&field.spec.kind).iter();
    let boxes: Vec<AnyView> = parts.map(|part| one(model, field, *part)).collect();
    let inputs = view! { <div class="date-input">{boxes}</div> };
    group(model, field, "field field--group", &[], inputs.into_any())
}

fn one(model: FormModel, field: FieldRef, part: DateBox) -> AnyView {
    let id = part_id(field, part.key());
    let invalid = has_error(field, part.key());
    let completion = part.completion(field.spec.autocomplete.as_deref());
    let may_miss = part.may_miss(&field.spec.kind);
    let write = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        let pasted = event
            .dyn_ref::<web_sys::InputEvent>()
            .is_some_and(|event| event.input_type().starts_with("insertFrom"));
        let whole = pasted.then(|| parts_from_paste(&text)).flatten();
        let parts = whole.unwrap_or_else(|| {
            let mut parts = untrack(|| typed(field));
            part_of(part, &mut parts).clone_from(&text);
            parts
        });
        model.answer(field, Answer::Date(parts));
    };
    view! {
        <div class="date-input__part">
            <label for=id.clone()>{part.label(lang())}</label>
            <input
                class=part.class()
                id=id
                type="text"
                inputmode="numeric"
                enterkeyhint="next"
                autocomplete=completion
                aria-required=live(move || flag(field.required.get() && !may_miss))
                aria-invalid=live(move || flag(invalid.get()))
                aria-describedby=live(move || invalid.get().then(|| error_id(field, "")))
                prop:value=live(move || std::mem::take(part_of(part, &mut typed(field))))
                on:input=handler(write)
                on:change=handler(move |_: web_sys::Event| model.check_changed(field))
            />
        </div>
    }
    .into_any()
}
