//! A province: a list to choose from, in the order of the alphabet. The address uses the same list.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::text::fold;

use crate::directory::Entry;
use crate::form::field::{described, flag, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, memo};

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
    invalid: Signal<bool>,
    describes: Signal<Option<String>>,
    choose: Callback<String>,
) -> AnyView {
    let options = move || {
        let provinces = model.directories.provinces();
        let mut sorted: Vec<&Entry> = provinces.iter().collect();
        sorted.sort_by_cached_key(|province| fold(&province.name));
        let chosen = chosen.get_untracked();
        let option = |province| option(province, &chosen);
        sorted.into_iter().map(option).collect::<Vec<_>>()
    };
    let node = NodeRef::<html::Select>::new();
    // One effect for the list, not one an option: a form has many lists of provinces, and each has 34.
    Effect::new(move || {
        let chosen = chosen.get();
        if let Some(select) = node.get()
            && select.value() != chosen
        {
            select.set_value(&chosen);
        }
    });
    view! {
        <select
            class="input select"
            id=id
            node_ref=node
            autocomplete="off"
            aria-required=live(move || flag(field.required.get()))
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=live(move || describes.get())
            on:change=handler(move |event: web_sys::Event| choose.run(event_target_value(&event)))
        >
            <option value="">{t::fill::choose(lang())}</option>
            {options}
        </select>
    }
    .into_any()
}

/// One province with the names of those merged into it.
fn option(province: &Entry, chosen: &str) -> AnyView {
    let former: Vec<&str> = province
        .also
        .iter()
        .filter(|name| **name != province.name)
        .map(String::as_str)
        .collect();
    let old = if former.is_empty() {
        String::new()
    } else {
        format!(" ({})", former.join(", "))
    };
    let words = format!("{}{old}", province.label());
    view! {
        <option value=province.code.clone() lang="vi" selected=province.code == chosen>
            {words}
        </option>
    }
    .into_any()
}
