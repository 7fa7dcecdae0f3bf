//! Several of a few choices: boxes to tick. “None of these” and the others put each other out.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::answers::Chosen;
use motcua_shared::form::field::choice::ChoiceOption;
use motcua_shared::form::field::choices::Choices;
use motcua_shared::form::look::stands_alone;

use crate::a11y::announce;
use crate::form::field::{flag, group, has_error};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{handler, live};

/// The question.
pub fn input(model: FormModel, field: FieldRef, choices: &'static Choices) -> AnyView {
    let boxes: Vec<AnyView> = choices
        .options
        .iter()
        .enumerate()
        .map(|(index, option)| one(model, field, choices, index, option))
        .collect();
    let boxes = view! { <div class="choices">{boxes}</div> };
    group(model, field, "field field--group", &[], boxes.into_any())
}

fn one(
    model: FormModel,
    field: FieldRef,
    choices: &'static Choices,
    index: usize,
    option: &'static ChoiceOption,
) -> AnyView {
    let invalid = has_error(field, "");
    let id = if index == 0 {
        field.id()
    } else {
        format!("{}-{}", field.id(), option.value)
    };
    let ticked = move || field.chosen().contains(&option.value);
    let tick = move |_| {
        let before = untrack(|| field.chosen());
        let chosen = choices.toggle(&before, &option.value);
        let put_out = chosen.contains(&option.value) && chosen.len() <= before.len();
        model.answer(field, Answer::Chosen(Chosen { chosen }));
        model.check_changed(field);
        if put_out {
            announce(t::fill::choices_put_out(lang(), &text(&option.label)));
        }
    };
    let alone = stands_alone(choices, index, &option.value);
    let or = alone.then(|| view! { <p class="choices__or">{t::fill::or(lang())}</p> });
    view! {
        {or}
        <label class="choice">
            <input
                class="choice__input"
                id=id
                type="checkbox"
                value=option.value.clone()
                aria-invalid=live(move || flag(invalid.get()))
                prop:checked=ticked
                on:change=handler(tick)
            />
            <span class="choice__text" lang=lang_of(&option.label)>{text(&option.label)}</span>
        </label>
    }
    .into_any()
}
