//! Nothing here (yet): what it means and what to do next. Also for pages that are not there.

use leptos::prelude::*;

use super::icon::Icon;

/// An empty state with its next step as children.
#[component]
pub fn Empty(
    /// Icon of the sprite.
    icon: &'static str,
    /// What is empty.
    #[prop(into)]
    title: String,
    /// What it means.
    #[prop(into)]
    text: String,
    /// The next step: links or buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="arch"><Icon name=icon/></span>
            <h2 class="empty__title">{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
