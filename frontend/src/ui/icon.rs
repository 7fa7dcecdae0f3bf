//! Icons of the sprite `public/icons.svg`. Always decorative: the text beside them says the same.

use std::cell::OnceCell;

use leptos::prelude::*;

use crate::reactive::live;

/// Address of a symbol of the sprite, whose own address the server writes into the page.
fn symbol(name: &str) -> String {
    thread_local! {
        static SPRITE: OnceCell<String> = const { OnceCell::new() };
    }
    let sprite = || {
        let root = document().document_element();
        root.and_then(|root| root.get_attribute("data-icons"))
            .unwrap_or_default()
    };
    SPRITE.with(|known| format!("{}#{name}", known.get_or_init(sprite)))
}

/// An icon by its name in the sprite.
#[component]
pub fn Icon(
    /// Symbol id.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=symbol(name)></use></svg> }
}

/// An icon that follows what it stands for.
#[component]
pub fn LiveIcon(
    /// Symbol id.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=live(move || symbol(name.get()))></use></svg> }
}
