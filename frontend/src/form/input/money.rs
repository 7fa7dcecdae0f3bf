//! An amount in đồng, with a line that says what was understood: grouped digits and words.

use leptos::prelude::*;
use motcua_shared::form::field::number::read;
use motcua_shared::text::{group_digits, number_in_words};

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{Lang, lang};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let echo = move || {
        let amount = read(&field.text()).and_then(|amount| u64::try_from(amount).ok())?;
        let digits = i64::try_from(amount).map(group_digits).unwrap_or_default();
        // The words are Vietnamese whatever the page's language: that is how they stand in the papers.
        let words = (lang() == Lang::Vi).then(|| format!(" – {} đồng", number_in_words(amount)));
        Some(format!("{digits} ₫{}", words.unwrap_or_default()))
    };
    let box_with_unit = view! {
        <div class="input-affix">
            {line(model, field, Line { class: "input", echo: true, ..Line::DIGITS })}
            <span class="input-affix__unit" aria-hidden="true">"₫"</span>
        </div>
        <p class="field__echo" id=format!("{}-echo", field.id())>{echo}</p>
    };
    single(model, field, box_with_unit.into_any())
}
