//! All errors of a page above its heading. Each link moves the focus itself, because the router swallows `#hash` links
//! (trap T2). Whoever shows it calls [`focus_error_summary`] after the press that found the errors.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::icon::Icon;
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};

const ID: &str = "error-summary";
/// From so many errors on they stand in parts of the list, of which the browser draws those that are near.
const MANY: usize = 40;
/// Errors of one part.
const PART: usize = 20;

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
        items.with(|items| {
            if items.len() < MANY {
                let lines = lines(items, "li");
                return view! { <ul role="list" inner_html=lines></ul> }.into_any();
            }
            let parts: Vec<AnyView> = items
                .chunks(PART)
                .map(|part| {
                    let lines = lines(part, "p role=\"listitem\"");
                    view! { <div class="error-summary__part" inner_html=lines></div> }.into_any()
                })
                .collect();
            view! { <div role="list">{parts}</div> }.into_any()
        })
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="error-summary" id=ID tabindex="-1" aria-labelledby="error-summary-title">
                    <h2 class="error-summary__title" id="error-summary-title"><Icon name="error"/>{t::problem::invalid_title(lang())}</h2>
                    <div on:click=handler(jump)>{live_view(list)}</div>
                </section>
            }
        })
    }
}

/// The lines of errors, each an element with this tag: written at once, because there may be hundreds.
fn lines(items: &[ErrorItem], tag: &str) -> String {
    let end = tag.split(' ').next().unwrap_or(tag);
    let mut html = String::new();
    for item in items {
        let text = escaped(&item.text);
        html += &if item.target.is_empty() {
            format!("<{tag}>{text}</{end}>")
        } else {
            let target = escaped(&item.target);
            format!("<{tag}><a href=\"#{target}\">{text}</a></{end}>")
        };
    }
    html
}

/// Text as it stands in an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
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
