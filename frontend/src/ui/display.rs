//! The person's own switches for colours, text size and contrast (R-UI-11), kept on this device.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::icon::Icon;
use crate::i18n::{lang, t};
use crate::reactive::handler;

/// One switch: the attribute on `<html>`, which is also its name in the device's storage, and its values. The first
/// value means “as the device is set” and takes the attribute away.
struct Switch {
    attribute: &'static str,
    title: &'static str,
    values: [(&'static str, &'static str); 3],
}

fn switches() -> [Switch; 3] {
    let l = lang();
    [
        Switch {
            attribute: "data-theme",
            title: t::portal::display_theme(l),
            values: [
                ("", t::portal::display_as_device(l)),
                ("light", t::portal::display_light(l)),
                ("dark", t::portal::display_dark(l)),
            ],
        },
        Switch {
            attribute: "data-text",
            title: t::portal::display_text(l),
            values: [
                ("", t::portal::display_text_normal(l)),
                ("large", t::portal::display_text_large(l)),
                ("larger", t::portal::display_text_larger(l)),
            ],
        },
        Switch {
            attribute: "data-contrast",
            title: t::portal::display_contrast(l),
            values: [
                ("", t::portal::display_as_device(l)),
                ("normal", t::portal::display_contrast_normal(l)),
                ("more", t::portal::display_contrast_more(l)),
            ],
        },
    ]
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored(attribute: &str) -> String {
    storage()
        .and_then(|storage| storage.get_item(attribute).ok().flatten())
        .unwrap_or_default()
}

fn apply(attribute: &str, value: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    let _ = if value.is_empty() {
        root.remove_attribute(attribute)
    } else {
        root.set_attribute(attribute, value)
    };
}

/// Puts the stored switches on the page; once, at the start.
pub fn apply_stored() {
    for switch in switches() {
        let value = stored(switch.attribute);
        if switch.values.iter().any(|(known, _)| *known == value) {
            apply(switch.attribute, &value);
        }
    }
}

fn choose(attribute: &'static str, value: &'static str) {
    apply(attribute, value);
    if let Some(storage) = storage() {
        let _ = if value.is_empty() {
            storage.remove_item(attribute)
        } else {
            storage.set_item(attribute, value)
        };
    }
}

/// A button that opens the switches. They act at once and have nothing to confirm.
#[component]
pub fn DisplaySettings() -> impl IntoView {
    let open = RwSignal::new(false);
    let group = |switch: Switch| {
        let Switch {
            attribute,
            title,
            values,
        } = switch;
        let now = stored(attribute);
        let choices = values
            .into_iter()
            .map(|(value, text)| {
                view! {
                    <label class="choice">
                        <input class="choice__input" type="radio" name=attribute value=value checked=value == now on:change=handler(move |_: web_sys::Event| choose(attribute, value))/>
                        <span class="choice__text">{text}</span>
                    </label>
                }
            })
            .collect::<Vec<_>>();
        view! {
            <fieldset class="field field--group">
                <legend class="field__label">{title}</legend>
                <div class="choices choices--inline">{choices}</div>
            </fieldset>
        }
    };
    view! {
        <button class="button button--secondary button--small" type="button" aria-haspopup="dialog" on:click=handler(move |_: web_sys::MouseEvent| open.set(true))>
            <Icon name="eye"/>{t::portal::display_title(lang())}
        </button>
        <Dialog open id="display-title" title=t::portal::display_title(lang())>
            <div class="dialog__body stack">
                <p class="muted">{t::portal::display_text_intro(lang())}</p>
                {switches().map(group)}
            </div>
        </Dialog>
    }
}
