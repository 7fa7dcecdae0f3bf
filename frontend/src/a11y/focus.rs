//! Moving the focus where a person would look.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{lang, t};
use crate::reactive::handler;

/// Focuses an element; one that takes no focus by itself gets `tabindex="-1"`.
pub fn focus_element(element: &web_sys::Element) {
    let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() else {
        return;
    };
    let native = matches!(
        element.tag_name().as_str(),
        "INPUT" | "SELECT" | "TEXTAREA" | "BUTTON" | "A" | "SUMMARY"
    );
    if !native && !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    let _ = element.focus();
}

/// Focuses the element with this id. Returns whether there is one.
pub fn focus_by_id(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else {
        return false;
    };
    focus_element(&element);
    true
}

/// Focuses the page's heading: call it when the content of a new page is in the document. Does nothing on the first
/// page of a visit, where the browser itself reads the page.
pub fn focus_heading_after_navigation() {
    thread_local! {
        static FIRST: std::cell::Cell<bool> = const { std::cell::Cell::new(true) };
    }
    if FIRST.with(|first| first.replace(false)) {
        return;
    }
    request_animation_frame(|| {
        if let Ok(Some(heading)) = document().query_selector("main h1") {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_element(&heading);
        }
    });
}

/// First thing in the page; moves the focus itself, because the router swallows `#hash` links (trap T1).
#[component]
pub fn SkipLink() -> impl IntoView {
    let jump = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        focus_by_id("main");
    };
    view! { <a class="skip-link" href="#main" on:click=handler(jump)>{t::shell::skip_to_main(lang())}</a> }
}
