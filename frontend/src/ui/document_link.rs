//! A link to a form on paper, made by the server. The file keeps the name that the server gives it.

use leptos::prelude::*;

use crate::ui::Icon;

/// The link.
#[component]
pub fn DocumentLink(
    /// Address of the file.
    #[prop(into)]
    href: String,
    /// What it is, with its format.
    text: &'static str,
) -> impl IntoView {
    // `external`: the router must not take it for a page.
    view! { <a class="action-link" href=href rel="external"><Icon name="download"/>{text}</a> }
}
