//! Live updates: one event stream for all tabs of a browser, and the signals that pages listen to.
//!
//! A page reads [`Live::track`] inside its fetch function; an event then makes it fetch again. No list is patched by
//! hand, so screens cannot disagree with the server.

mod stream;

use leptos::prelude::*;
use motcua_shared::event::LiveEvent;

use crate::a11y::announce;
use crate::i18n::lang;
use crate::reactive::memo;
use crate::session::{Session, use_session};

/// Live state, provided once at the root.
#[derive(Clone, Copy)]
pub struct Live {
    round: RwSignal<u64>,
    connected: RwSignal<bool>,
    cursor: StoredValue<i64>,
}

/// The live state of the app.
pub fn use_live() -> Live {
    expect_context::<Live>()
}

impl Live {
    /// Not connected.
    pub fn new() -> Self {
        Self {
            round: RwSignal::new(0),
            connected: RwSignal::new(true),
            cursor: StoredValue::new(0),
        }
    }

    /// Makes the reader run again after each event.
    pub fn track(self) {
        self.round.track();
    }

    /// Whether the stream stands, tracked. True while signed out: there is nothing to miss.
    pub fn connected(self) -> bool {
        self.connected.get()
    }

    /// Takes an event once; older ones and repeats are dropped by their id.
    fn take(self, event: &LiveEvent, session: Session) {
        if event.id <= self.cursor.get_value() {
            return;
        }
        self.cursor.set_value(event.id);
        self.round.update(|round| *round += 1);
        announce(event.sentence(lang()));
        leptos::task::spawn_local(session.refresh());
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens the stream as long as somebody is signed in.
pub fn connect() {
    let (live, session) = (use_live(), use_session());
    let account = memo(move || session.account().map(|account| account.id));
    Effect::new(move || {
        if account.get().is_none() {
            return;
        }
        // Once an account, and not tracked: the session is asked again after each event, and its cursor may then be
        // ahead of the stream. Taking it would drop events that are still on their way.
        let cursor = untrack(|| session.view()).map_or(0, |view| view.cursor);
        live.cursor.set_value(cursor);
        stream::lead_or_follow(live, session);
    });
}
