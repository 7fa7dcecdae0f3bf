//! All errors of a page above its heading. Each link moves the focus itself, because the router swallows `#hash` links
//! (trap T2). Whoever shows it calls [`focus_error_summary`] after the press that found the errors.

use leptos::prelude::*;

use super::icon::Icon;
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};

const ID: &str = "error-summary";

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
        let target = item.target.clone();
        let jump = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            focus_by_id(&target);
        };
        view! { <li><a href=format!("#{}", item.target) on:click=handler(jump)>{item.text}</a></li> }
            .into_any()
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="error-summary" id=ID tabindex="-1" aria-labelledby="error-summary-title">
                    <h2 class="error-summary__title" id="error-summary-title"><Icon name="error"/>{t::problem::invalid_title(lang())}</h2>
                    <ul role="list">{live_view(move || items.get().into_iter().map(line).collect::<Vec<_>>())}</ul>
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
