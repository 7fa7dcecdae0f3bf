//! A one-line question of the counter: label, hint, error beside it.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::ui::Icon;

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Typed {
    /// As typed.
    pub text: RwSignal<String>,
    /// What to do about it.
    pub error: RwSignal<Option<String>>,
}

impl Default for Typed {
    fn default() -> Self {
        Self::new()
    }
}

impl Typed {
    /// Empty.
    pub fn new() -> Self {
        Self::of(String::new())
    }

    /// With a text that is known.
    pub fn of(text: String) -> Self {
        Self {
            text: RwSignal::new(text),
            error: RwSignal::new(None),
        }
    }

    /// Keeps what is right, or says what is wrong.
    pub fn take<T>(self, found: Option<T>, error: &str) -> Option<T> {
        self.error.set(found.is_none().then(|| error.to_owned()));
        found
    }
}

/// The box.
#[component]
pub fn FieldBox(
    /// Id of the box.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// How it is written; may be empty.
    #[prop(optional, into)]
    hint: String,
    /// The text and its error.
    typed: Typed,
    /// May stay empty.
    #[prop(optional)]
    may_miss: bool,
    /// Phones show their number keys.
    #[prop(optional)]
    numeric: bool,
    /// Narrow, for a number in a row of numbers: empty means none.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        let hinted = !hint.is_empty();
        move || {
            let error = typed
                .error
                .with(Option::is_some)
                .then_some(error_id.as_str());
            let ids: Vec<&str> = hinted
                .then_some(hint_id.as_str())
                .into_iter()
                .chain(error)
                .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let write = move |event| {
        typed.text.try_set(event_target_value(&event));
        typed.error.try_set(None);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}{(may_miss && !short).then(|| view! { " "<span class="field__optional">{t::staff::optional(lang())}</span> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {live_view(move || typed.error.get().map(|error| view! {
                <p class="field__error" id=error_id.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{error}</span></p>
            }))}
            <input class=if short { "input input--short" } else { "input" } type="text" id=id inputmode=numeric.then_some("numeric") autocomplete="off" spellcheck="false" autocapitalize="none"
                aria-required=(!may_miss).then_some("true") aria-invalid=live(move || typed.error.with(Option::is_some).then_some("true"))
                aria-describedby=live(described) prop:value=live(move || typed.text.get()) on:input=handler(write)/>
        </div>
    }
}
