//! The session ended while somebody works: sign in in place, nothing typed is lost.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::sign_in_form::{SignInForm, SigningIn};
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::session::use_session;

/// The dialog; once, at the root.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let owner = StoredValue::new(None::<String>);
    Effect::new(move || {
        let expired = session.expired();
        if expired {
            owner.set_value(session.account_untracked().map(|account| account.id));
        }
        open.set(expired);
    });
    let on_done = Callback::new(move |actor: motcua_shared::access::Actor| {
        open.set(false);
        // Somebody else must not see the pages of the one before.
        if owner.get_value().is_some_and(|owner| owner != actor.id) {
            let _ = window().location().reload();
        } else {
            announce(t::portal::signed_in_again(lang()));
        }
    });
    view! {
        <Dialog open id="sign-in-again" title=t::portal::sign_in_again(lang())>
            <div class="dialog__body stack">
                <p>{t::portal::sign_in_again_text(lang())}</p>
                <SignInForm work=SigningIn::new("again", on_done)/>
            </div>
        </Dialog>
    }
}
