//! One of a few choices: radio buttons up to seven, a select above.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::field::choice::Choice;
use motcua_shared::form::look::{is_select, radios_class};

use crate::form::field::{described, flag, group, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{handler, live, memo};

/// The question.
pub fn input(model: FormModel, field: FieldRef, choice: &'static Choice) -> AnyView {
    let choose = move |event: web_sys::Event| {
        model.answer(field, Answer::Text(event_target_value(&event)));
        model.check_changed(field);
    };
    let chosen = memo(move || field.text());
    let invalid = has_error(field, "");
    if is_select(choice) {
        let described = described(field);
        let options = choice.options.iter().map(|option| {
            view! { <option value=option.value.clone() lang=lang_of(&option.label)>{text(&option.label)}</option> }
        });
        let node = NodeRef::<html::Select>::new();
        // One effect for the list, not one an option. A list that is right already is left alone: browsers look through the
        // whole form whenever one is set.
        Effect::new(move || {
            let chosen = chosen.get();
            if let Some(select) = node.get()
                && select.value() != chosen
            {
                select.set_value(&chosen);
            }
        });
        let select = view! {
            <select
                class="input select"
                id=field.id()
                node_ref=node
                autocomplete="off"
                aria-required=live(move || flag(field.required.get()))
                aria-invalid=live(move || flag(invalid.get()))
                aria-describedby=live(move || described.get())
                on:change=handler(choose)
            >
                <option value="">{t::fill::choose(lang())}</option>
                {options.collect::<Vec<_>>()}
            </select>
        };
        return single(model, field, select.into_any());
    }
    let radio = |(index, option): (
        usize,
        &'static motcua_shared::form::field::choice::ChoiceOption,
    )| {
        let id = if index == 0 {
            field.id()
        } else {
            format!("{}-{}", field.id(), option.value)
        };
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    id=id
                    type="radio"
                    name=field.id()
                    value=option.value.clone()
                    aria-invalid=live(move || flag(invalid.get()))
                    prop:checked=live(move || chosen.with(|chosen| *chosen == option.value))
                    on:change=handler(choose)
                />
                <span class="choice__text" lang=lang_of(&option.label)>{text(&option.label)}</span>
            </label>
        }
    };
    let class = radios_class(choice);
    let radios: Vec<_> = choice.options.iter().enumerate().map(radio).collect();
    group(
        model,
        field,
        "field field--group",
        &[],
        view! { <div class=class>{radios}</div> }.into_any(),
    )
}
