//! An amount in đồng, with a line that says what was understood: grouped digits and words.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use motcua_shared::form::field::number::{Money, amount_in_words, read};
use motcua_shared::text::group_digits;

use super::line::{Line, line};
use crate::a11y::announce;
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{Lang, lang, vietnamese};
use crate::reactive::handler;

/// Silence after the last key before the amount is said.
const PAUSE: Duration = Duration::from_millis(900);

/// The question.
pub fn input(model: FormModel, field: FieldRef, money: &Money) -> AnyView {
    // The words are Vietnamese whatever the page's language: that is how they stand in the papers.
    let with_words = money.in_words || lang() == Lang::Vi;
    let words = move || {
        with_words
            .then(|| amount_in_words(&field.text()))
            .flatten()
            .map(|words| format!(" – {words}"))
    };
    let digits = move || {
        let amount = read(&field.text()).filter(|amount| *amount >= 0)?;
        Some(format!("{} ₫", group_digits(amount)))
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let aloud = money.in_words;
    let say_soon = move |_| {
        if let Some(timer) = timer.get_value().filter(|_| aloud) {
            timer.clear();
        }
        let say = move || {
            if let Some(words) = untrack(|| amount_in_words(&field.text())) {
                announce(words);
            }
        };
        if aloud {
            timer.set_value(set_timeout_with_handle(say, PAUSE).ok());
        }
    };
    let box_with_unit = view! {
        <div class="input-affix" on:input=handler(say_soon)>
            {line(model, field, Line { class: "input", beside: Some("echo"), ..Line::DIGITS })}
            <span class="input-affix__unit" aria-hidden="true">"₫"</span>
        </div>
        <p class="field__echo" id=format!("{}-echo", field.id())>{digits}<span lang=vietnamese()>{words}</span></p>
    };
    single(model, field, box_with_unit.into_any())
}
