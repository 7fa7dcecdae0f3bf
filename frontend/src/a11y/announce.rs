//! The live region of the app. Messages queue, duplicates are dropped, and the region empties itself again so that a
//! closing dialog does not make a screen reader repeat it (trap T7).

use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::*;

use crate::reactive::live_view;

/// A screen reader needs about this long before the next message may replace one.
const NEXT_AFTER: Duration = Duration::from_millis(1200);
/// The last message stays this long.
const EMPTY_AFTER: Duration = Duration::from_secs(6);

#[derive(Clone, Copy)]
struct Announcer {
    text: RwSignal<String>,
    waiting: StoredValue<VecDeque<String>>,
    /// Counts what was said, so that a late timer does not take away a newer message.
    said: StoredValue<u32>,
    busy: StoredValue<bool>,
}

thread_local! {
    static ANNOUNCER: std::cell::Cell<Option<Announcer>> = const { std::cell::Cell::new(None) };
}

/// Says something politely, after what is being said, without moving the focus.
pub fn announce(message: impl Into<String>) {
    let Some(announcer) = ANNOUNCER.with(std::cell::Cell::get) else {
        return;
    };
    let message = message.into();
    let said_already = announcer.text.get_untracked() == message
        || announcer
            .waiting
            .with_value(|waiting| waiting.contains(&message));
    if said_already {
        return;
    }
    announcer
        .waiting
        .update_value(|waiting| waiting.push_back(message));
    if !announcer.busy.get_value() {
        announcer.next();
    }
}

impl Announcer {
    fn next(self) {
        let Some(message) = self.waiting.try_update_value(VecDeque::pop_front).flatten() else {
            self.busy.set_value(false);
            let mine = self.said.get_value();
            let empty = move || {
                if self.said.get_value() == mine {
                    self.text.set(String::new());
                }
            };
            set_timeout(empty, EMPTY_AFTER);
            return;
        };
        self.busy.set_value(true);
        self.said.update_value(|said| *said += 1);
        self.text.set(message);
        set_timeout(move || self.next(), NEXT_AFTER);
    }
}

/// The region; once, last in the body.
#[component]
pub fn LiveRegions() -> impl IntoView {
    let announcer = Announcer {
        text: RwSignal::new(String::new()),
        waiting: StoredValue::new(VecDeque::new()),
        said: StoredValue::new(0),
        busy: StoredValue::new(false),
    };
    ANNOUNCER.with(|cell| cell.set(Some(announcer)));
    view! { <div class="visually-hidden" role="status" aria-live="polite" id="live-status">{live_view(move || announcer.text.get())}</div> }
}
