//! A box for one line with label, hint and error, for the dialogs of the workspace.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::ui::Icon;

/// The box.
#[component]
pub fn LineBox(
    /// Id of the box.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// How it is written, who reads it.
    #[prop(into)]
    hint: String,
    /// What to do when it cannot be used.
    #[prop(into)]
    error: String,
    /// The text.
    text: RwSignal<String>,
    /// Sending found that it cannot be used.
    missing: RwSignal<bool>,
    /// Digits: phones show their number keys.
    #[prop(optional)]
    numeric: bool,
    /// May stay empty.
    #[prop(optional)]
    may_miss: bool,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            if missing.get() {
                format!("{hint_id} {error_id}")
            } else {
                hint_id.clone()
            }
        }
    };
    // A box that is taken away with its dialog still says `change`: its signals are gone by then.
    let typed = move |event| {
        text.try_set(event_target_value(&event));
        missing.try_set(false);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}{may_miss.then(|| view! { " "<span class="field__optional">{t::staff::optional(lang())}</span> })}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            {live_view(move || missing.get().then(|| view! {
                <p class="field__error" id=error_id.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{error.clone()}</span></p>
            }))}
            <input class="input" type="text" id=id inputmode=numeric.then_some("numeric") autocomplete="off" aria-required=(!may_miss).then_some("true")
                aria-invalid=live(move || missing.get().then_some("true")) aria-describedby=described prop:value=live(move || text.get()) on:input=handler(typed)/>
        </div>
    }
}
