//! The bar that says when the portal cannot be reached, and when it can again. Each change is announced once.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::icon::Icon;
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::live::use_live;
use crate::reactive::memo;
use crate::session::use_session;

/// A stream that is back sooner was never away: a deployment, a change of network.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long “back” stays.
const BACK: Duration = Duration::from_secs(6);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fine,
    /// The device says it has no network.
    Offline,
    /// The network is there, the live updates are not.
    Quiet,
    Back,
}

/// The bar; once, below the header.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let (live, session) = (use_live(), use_session());
    let state = RwSignal::new(State::Fine);
    let online = RwSignal::new(window().navigator().on_line());
    for name in ["online", "offline"] {
        let hear = Closure::<dyn FnMut()>::new(move || online.set(window().navigator().on_line()));
        let _ = window().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        // The bar lives as long as the page.
        hear.forget();
    }
    let streaming = memo(move || session.account().is_none() || live.connected());
    let enter = move |next: State| {
        let now = state.get_untracked();
        if now == next || (now == State::Fine && next == State::Back) {
            return;
        }
        state.set(next);
        match next {
            State::Offline => announce(t::portal::connection_lost(lang())),
            State::Quiet => announce(t::portal::connection_quiet(lang())),
            State::Back => {
                announce(t::portal::connection_back(lang()));
                set_timeout(
                    move || {
                        if state.get_untracked() == State::Back {
                            state.set(State::Fine);
                        }
                    },
                    BACK,
                );
            }
            State::Fine => {}
        }
    };
    Effect::new(move || match (online.get(), streaming.get()) {
        (false, _) => enter(State::Offline),
        (true, true) => enter(State::Back),
        (true, false) => {
            let still = move || {
                if online.get_untracked() && !streaming.get_untracked() {
                    enter(State::Quiet);
                }
            };
            if let Ok(timer) = set_timeout_with_handle(still, PATIENCE) {
                on_cleanup(move || timer.clear());
            }
        }
    });
    let bar = |class: &'static str, icon: &'static str, text: &'static str| {
        view! { <section class=class aria-label=t::portal::connection_label(lang())><div class="bar__inner"><Icon name=icon/><p>{text}</p></div></section> }.into_any()
    };
    move || match state.get() {
        State::Fine => ().into_any(),
        State::Offline => bar(
            "bar bar--attention",
            "wifi-off",
            t::portal::connection_lost(lang()),
        ),
        State::Quiet => bar(
            "bar bar--attention",
            "wifi-off",
            t::portal::connection_quiet(lang()),
        ),
        State::Back => bar(
            "bar bar--success",
            "check-circle",
            t::portal::connection_back(lang()),
        ),
    }
}
