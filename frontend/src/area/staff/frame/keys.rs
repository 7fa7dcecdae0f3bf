//! The keys of the officers' area. Ctrl+K always; single keys only outside of inputs and dialogs, and not when the officer has
//! turned them off (WCAG 2.1.4).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Office;
use crate::a11y::focus_by_id;

/// Single key that goes to the search of the queue.
pub const SEARCH: &str = "/";
/// Single key that opens the help.
pub const HELP: &str = "?";
/// Id of the search box of the queue.
const WORDS: &str = "queue-words";

/// Listens as long as the frame is there.
pub fn listen(office: Office) {
    let listener = window_event_listener(ev::keydown, move |event| press(office, &event));
    on_cleanup(move || listener.remove());
}

fn press(office: Office, event: &web_sys::KeyboardEvent) {
    // Inside a composition a key belongs to the word.
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
        event.prevent_default();
        if !is_dialog_open() {
            office.palette.set(true);
        }
        return;
    }
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    if !plain || is_typing(event) || is_dialog_open() {
        return;
    }
    if !untrack(|| office.settings()).single_keys {
        return;
    }
    match key.as_str() {
        HELP => office.help.set(true),
        SEARCH if focus_by_id(WORDS) => {}
        key => {
            let does = office.offers.with_untracked(|offers| {
                let found = offers.iter().find(|offer| offer.key == key);
                found.map(|offer| offer.does.clone())
            });
            let Some(does) = does else { return };
            does();
        }
    }
    event.prevent_default();
}

fn is_dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}

/// Whether the key goes into a text or a choice.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
                || (element.tag_name() == "INPUT"
                    && element
                        .get_attribute("type")
                        .is_none_or(|kind| kind != "checkbox" && kind != "radio"))
        })
}
