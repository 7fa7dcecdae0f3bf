//! One choice of a few, for the dialogs of the workspace.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::ui::Icon;

/// The choices.
#[component]
pub fn Radios(
    /// Name of the group, unique on the page; its error has the id `name-none`.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// Values and their words.
    choices: Vec<(String, String)>,
    /// The value chosen; empty for none.
    chosen: RwSignal<String>,
    /// What to do when none is; shown when `missing` is set.
    #[prop(optional, into)]
    error: String,
    /// Sending found none.
    #[prop(optional)]
    missing: Option<RwSignal<bool>>,
) -> impl IntoView {
    let choice = move |(value, words): (String, String)| {
        let (mine, picked) = (value.clone(), value);
        let pick = move |_: web_sys::Event| {
            chosen.set(picked.clone());
            if let Some(missing) = missing {
                missing.set(false);
            }
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name=name prop:checked=live(move || chosen.with(|chosen| *chosen == mine)) on:change=handler(pick)/>
                <span class="choice__text">{words}</span>
            </label>
        }
    };
    let choices: Vec<_> = choices.into_iter().map(choice).collect();
    view! {
        <fieldset class="field">
            <legend class="field__label">{legend}</legend>
            {live_view(move || missing.is_some_and(|missing| missing.get()).then(|| view! {
                <p class="field__error" id=format!("{name}-none") tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{error.clone()}</span></p>
            }))}
            <div class="choices">{choices}</div>
        </fieldset>
    }
}
