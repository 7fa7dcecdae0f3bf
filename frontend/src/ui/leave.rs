//! Signing out when this device still has something that the system does not have: says so, and lets the person decide.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use crate::i18n::{lang, t};
use crate::reactive::handler;
use crate::session::use_session;

/// The dialog; once a page, on the pages of drafts: the frame of the portal must stay small.
#[component]
pub fn LeaveDialog() -> impl IntoView {
    let session = use_session();
    let open = session.leaving();
    session.count_asking(1);
    on_cleanup(move || session.count_asking(-1));
    view! {
        <Dialog open id="leave-title" title=t::portal::leave_title(lang())>
            <div class="dialog__body"><p>{t::portal::leave_text(lang())}</p></div>
            <div class="dialog__foot button-row">
                <button class="button" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::portal::leave_stay(lang())}</button>
                <button class="button button--secondary button--danger" type="button" on:click=handler(move |_: web_sys::MouseEvent| spawn_local(session.leave()))>{t::portal::leave_confirm(lang())}</button>
            </div>
        </Dialog>
    }
}
