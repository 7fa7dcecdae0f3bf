//! A button that works in the background: it keeps its focus, says so in words, and ignores a second press.

use leptos::prelude::*;

use super::icon::Icon;
use crate::reactive::{handler, live, live_view};

/// A submit button, or a plain one with `on_press`. Never `disabled`.
#[component]
pub fn BusyButton(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// The words while it works.
    #[prop(into)]
    busy_text: Signal<String>,
    /// Whether it works.
    #[prop(into)]
    busy: Signal<bool>,
    /// More classes, such as `button--secondary`.
    #[prop(optional)]
    class: &'static str,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// What a press does; without it the button submits its form.
    #[prop(optional)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: web_sys::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let content = move || match (busy.get(), icon) {
        (true, _) => view! { <span class="spinner" aria-hidden="true"></span> }.into_any(),
        (false, Some(icon)) => view! { <Icon name=icon/> }.into_any(),
        (false, None) => ().into_any(),
    };
    view! {
        <button
            class=format!("button {class}")
            type=if on_press.is_some() { "button" } else { "submit" }
            aria-disabled=live(move || busy.get().then_some("true"))
            on:click=handler(press)
        >
            {content}
            {live_view(move || if busy.get() { busy_text.get() } else { text.get() })}
        </button>
    }
}
