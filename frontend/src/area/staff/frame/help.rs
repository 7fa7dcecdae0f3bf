//! The help with the keys, and the switch that turns single keys off.

use leptos::prelude::*;

use super::{Office, keys};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Dialog;

/// The dialog.
#[component]
pub fn KeysHelp(office: Office, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open id="keys-title" title=t::desk::keys_title(lang())><Body office/></Dialog> }
}

#[component]
fn Body(office: Office) -> impl IntoView {
    let single = memo(move || office.settings().single_keys);
    let line = |key: String, does: String| {
        view! { <div class="keys__line"><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> }.into_any()
    };
    let lines = move || {
        let mut lines = vec![
            line("Ctrl+K".to_owned(), t::desk::key_palette(lang()).to_owned()),
            line("↑ ↓".to_owned(), t::desk::key_rows(lang()).to_owned()),
            line(
                keys::SEARCH.to_owned(),
                t::desk::key_search(lang()).to_owned(),
            ),
            line(keys::HELP.to_owned(), t::desk::key_help(lang()).to_owned()),
            line("j".to_owned(), t::desk::key_next(lang()).to_owned()),
            line("k".to_owned(), t::desk::key_previous(lang()).to_owned()),
            line("u".to_owned(), t::desk::key_back(lang()).to_owned()),
        ];
        if !single.get() {
            lines.truncate(2);
        }
        lines
    };
    let switch = move |event: web_sys::Event| {
        let mut settings = untrack(|| office.settings());
        settings.single_keys = event_target_checked(&event);
        office.save(settings);
    };
    view! {
        <div class="dialog__body stack">
            <dl class="keys">{live_view(lines)}</dl>
            <label class="choice">
                <input class="choice__input" type="checkbox" prop:checked=live(move || single.get()) on:change=handler(switch)/>
                <span class="choice__text">{t::desk::single_keys(lang())}<span class="choice__hint">{t::desk::single_keys_hint(lang())}</span></span>
            </label>
        </div>
    }
}
