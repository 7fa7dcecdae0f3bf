//! All errors of a page above its heading. Each link moves the focus itself, because the router swallows `#hash` links
//! (trap T2). Whoever shows it calls [`focus_error_summary`] after the press that found the errors.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::icon::Icon;
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};

const ID: &str = "error-summary";
/// From so many errors on the browser draws only those that are near.
const MANY: usize = 40;

/// One error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorItem {
    /// Id of the element that gets the focus; empty for an error of no single field.
    pub target: String,
    /// The same words as at the field.
    pub text: String,
}

/// The summary; nothing while there are no errors.
#[component]
pub fn ErrorSummary(
    /// The errors in the order of the fields.
    #[prop(into)]
    items: Signal<Vec<ErrorItem>>,
) -> impl IntoView {
    let any = memo(move || items.with(|items| !items.is_empty()));
    let line = |item: ErrorItem| {
        if item.target.is_empty() {
            return view! { <li>{item.text}</li> }.into_any();
        }
        view! { <li><a href=format!("#{}", item.target)>{item.text}</a></li> }.into_any()
    };
    // One listener for all links: there may be hundreds.
    let jump = move |event: web_sys::MouseEvent| {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = pressed.and_then(|pressed| pressed.closest("a").ok().flatten());
        let href = link.and_then(|link| link.get_attribute("href"));
        if let Some(target) = href.as_deref().and_then(|href| href.strip_prefix('#')) {
            event.prevent_default();
            event.stop_propagation();
            focus_by_id(target);
        }
    };
    let list = move || {
        if items.with(Vec::len) < MANY {
            ""
        } else {
            "error-summary__many"
        }
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="error-summary" id=ID tabindex="-1" aria-labelledby="error-summary-title">
                    <h2 class="error-summary__title" id="error-summary-title"><Icon name="error"/>{t::problem::invalid_title(lang())}</h2>
                    <ul role="list" class=live(list) on:click=handler(jump)>{live_view(move || items.get().into_iter().map(line).collect::<Vec<_>>())}</ul>
                </section>
            }
        })
    }
}

/// Moves the focus to the summary when it has been drawn.
pub fn focus_error_summary() {
    request_animation_frame(|| {
        if focus_by_id(ID)
            && let Some(summary) = document().get_element_by_id(ID)
        {
            summary.scroll_into_view_with_bool(true);
        }
    });
}
