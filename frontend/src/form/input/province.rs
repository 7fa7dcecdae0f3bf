//! A province: a list to choose from, in the order of the alphabet. The address uses the same list.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::text::fold;

use crate::directory::Province;
use crate::form::field::{described, flag, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::memo;

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let chosen = memo(move || field.text());
    let choose = Callback::new(move |code: String| {
        model.answer(field, Answer::Text(code));
        model.check_changed(field);
    });
    let list = select(
        model,
        field,
        field.id(),
        chosen,
        has_error(field, ""),
        described(field),
        choose,
    );
    single(model, field, list)
}

/// The list of provinces.
pub(super) fn select(
    model: FormModel,
    field: FieldRef,
    id: String,
    chosen: Memo<String>,
    invalid: Memo<bool>,
    describes: Signal<Option<String>>,
    choose: Callback<String>,
) -> AnyView {
    let sorted = move || {
        let mut list: Vec<(String, Province)> = model
            .directories
            .provinces()
            .into_iter()
            .map(|province| (fold(&province.name), province))
            .collect();
        list.sort_by(|left, right| left.0.cmp(&right.0));
        list.into_iter().map(|(_, province)| province)
    };
    let options = move || {
        let option = |province: Province| {
            let code = province.code.clone();
            let former: Vec<String> = province
                .former
                .into_iter()
                .filter(|name| *name != province.name)
                .collect();
            let old = if former.is_empty() {
                String::new()
            } else {
                format!(" ({})", former.join(", "))
            };
            view! {
                <option value=province.code lang="vi" prop:selected=move || chosen.with(|chosen| *chosen == code)>
                    {province.full_name}{old}
                </option>
            }
        };
        sorted().map(option).collect::<Vec<_>>()
    };
    view! {
        <select
            class="input select"
            id=id
            autocomplete="off"
            aria-required=move || flag(field.required.get())
            aria-invalid=move || flag(invalid.get())
            aria-describedby=move || describes.get()
            on:change=move |event| choose.run(event_target_value(&event))
        >
            <option value="" prop:selected=move || chosen.with(String::is_empty)>{t::fill::choose(lang())}</option>
            {options}
        </select>
    }
    .into_any()
}
