//! An amount in đồng, with a line that says what was understood: grouped digits and words.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use motcua_shared::form::field::number::{Money, amount_in_words};
use motcua_shared::form::look::{amount, amount_words};

use super::line::line;
use crate::a11y::announce;
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, vietnamese};
use crate::reactive::handler;

/// Silence after the last key before the amount is said.
const PAUSE: Duration = Duration::from_millis(900);

/// The question.
pub fn input(model: FormModel, field: FieldRef, money: &'static Money) -> AnyView {
    let words = move || amount_words(money, &field.text(), lang());
    let digits = move || amount(&field.text());
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
            {line(model, field)}
            <span class="input-affix__unit" aria-hidden="true">"₫"</span>
        </div>
        <p class="field__echo" id=format!("{}-echo", field.id())>{digits}<span lang=vietnamese()>{words}</span></p>
    };
    single(model, field, box_with_unit.into_any())
}
