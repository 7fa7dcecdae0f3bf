//! The two live regions of the app. Messages queue, duplicates are dropped, and the region empties itself again so that
//! a closing dialog does not make a screen reader repeat it (trap T7).

use std::time::Duration;

use leptos::prelude::*;

const EMPTY_AFTER: Duration = Duration::from_secs(6);

#[derive(Clone, Copy)]
struct Announcer {
    text: RwSignal<String>,
    round: StoredValue<u32>,
}

thread_local! {
    static ANNOUNCER: std::cell::Cell<Option<Announcer>> = const { std::cell::Cell::new(None) };
}

/// Says something politely, without moving the focus.
pub fn announce(message: impl Into<String>) {
    let Some(announcer) = ANNOUNCER.with(std::cell::Cell::get) else { return };
    announcer.text.set(message.into());
    announcer.round.update_value(|round| *round += 1);
    let mine = announcer.round.get_value();
    set_timeout(
        move || {
            if announcer.round.get_value() == mine {
                announcer.text.set(String::new());
            }
        },
        EMPTY_AFTER,
    );
}

/// The regions; once, last in the body.
#[component]
pub fn LiveRegions() -> impl IntoView {
    let announcer = Announcer { text: RwSignal::new(String::new()), round: StoredValue::new(0) };
    ANNOUNCER.with(|cell| cell.set(Some(announcer)));
    view! { <div class="visually-hidden" role="status" aria-live="polite" id="live-status">{move || announcer.text.get()}</div> }
}
