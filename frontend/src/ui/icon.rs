//! Icons of the sprite `public/icons.svg`. Always decorative: the text beside them says the same.

use leptos::prelude::*;

use crate::reactive::live;

/// An icon by its name in the sprite.
#[component]
pub fn Icon(
    /// Symbol id.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let sprite = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-icons"))
        .unwrap_or_default();
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=live(move || format!("{sprite}#{}", name.get()))></use></svg> }
}
