//! The native modal dialog: focus on its heading, Escape closes, focus returns to the opener.
//!
//! Live regions outside are inert while it is open: put messages inside it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::Icon;
use crate::a11y::focus::focus_element;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};

/// A dialog that is open while `open` is true. Its content is built anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open; Escape and the close button set it to false.
    open: RwSignal<bool>,
    /// Unique on the page; names the dialog.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Body, and a foot with buttons (`dialog__body`, `dialog__foot button-row`).
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new_local(None::<web_sys::Element>);
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                opener.set_value(document().active_element());
                let _ = dialog.show_modal();
                // The heading, so that the name of the dialog is read (seen: Firefox with Orca skips it otherwise).
                let heading = move || {
                    let found = dialog.query_selector(".dialog__title").ok().flatten();
                    found.as_ref().map(focus_element).is_some()
                };
                // Opened by itself, not by a button, it may not have its content yet.
                if !heading() {
                    request_animation_frame(move || {
                        heading();
                    });
                }
            }
        } else if dialog.open() {
            dialog.close();
            if let Some(element) = opener.get_value().filter(|element| element.is_connected())
                && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
            {
                let _ = element.focus();
            }
        }
    });
    let children = StoredValue::new(children);
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=live(move || open.get().then_some(id)) on:close=handler(move |_: web_sys::Event| open.set(false))>
            {live_view(move || open.get().then(|| view! {
                <div class="dialog__head">
                    <h2 class="dialog__title" id=id tabindex="-1">{live_view(move || title.get())}</h2>
                    <button class="icon-button" type="button" aria-label=t::portal::close(lang()) on:click=handler(move |_: web_sys::MouseEvent| open.set(false))><Icon name="close"/></button>
                </div>
                {children.with_value(|children| children())}
            }))}
        </dialog>
    }
}
