//! A value made from another answer: shown, never typed.

use leptos::prelude::*;
use motcua_shared::form::field::computed::Computed;

use crate::form::field::hint;
use crate::form::model::FieldRef;
use crate::i18n::{lang_of, text};
use crate::reactive::live_view;

/// The value under its label; nothing until its source can be read.
pub fn input(field: FieldRef, computed: &'static Computed) -> AnyView {
    live_view(move || {
        let answer = field.answer.get()?;
        let value = computed.show(answer.text());
        Some(view! {
            <div class="field" data-field=field.path.clone()>
                <p class="field__label" id=field.id() lang=lang_of(&field.spec.label)>{text(&field.spec.label)}</p>
                {hint(field)}
                <output class="field__echo" aria-labelledby=field.id() lang="vi">{value}</output>
            </div>
        })
    })
    .into_any()
}
