//! Live updates: one event stream for all tabs of a browser, and the signals that pages listen to.
//!
//! A page says with [`Live::changes`] what it shows and reads that signal inside its fetch function; an event about it
//! then makes it fetch again. No list is patched by hand, so screens cannot disagree with the server.

mod stream;

use leptos::prelude::*;
use motcua_shared::event::{Interest, LiveEvent, LiveReset};

use crate::a11y::announce;
use crate::i18n::lang;
use crate::reactive::memo;
use crate::session::{Session, use_session};

/// Live state, provided once at the root.
#[derive(Clone, Copy)]
pub struct Live {
    listeners: StoredValue<Vec<(Interest, Changes)>>,
    connected: RwSignal<bool>,
    cursor: StoredValue<i64>,
}

/// Counts the events about what a page shows.
pub type Changes = RwSignal<u64>;

/// The live state of the app.
pub fn use_live() -> Live {
    expect_context::<Live>()
}

impl Live {
    /// Not connected.
    pub fn new() -> Self {
        Self {
            listeners: StoredValue::new(Vec::new()),
            connected: RwSignal::new(true),
            cursor: StoredValue::new(0),
        }
    }

    /// Counts the events that meet the interest; ends with the page that asked.
    pub fn changes(self, interest: Interest) -> Changes {
        let changes = Changes::new(0);
        self.listeners
            .update_value(|listeners| listeners.push((interest, changes)));
        on_cleanup(move || {
            self.listeners
                .try_update_value(|listeners| listeners.retain(|(_, one)| *one != changes));
        });
        changes
    }

    /// Makes the pages that listen fetch again.
    fn tell(self, concerned: impl Fn(&Interest) -> bool) {
        // Copied first: a page that reacts may begin to listen to something else.
        let listeners = self.listeners.get_value();
        for (_, changes) in listeners.iter().filter(|(interest, _)| concerned(interest)) {
            changes.try_update(|count| *count += 1);
        }
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
        self.tell(|interest| interest.meets(event));
        announce(event.sentence(lang()));
        if Interest::Notices.meets(event) {
            leptos::task::spawn_local(session.refresh());
        }
    }

    /// Away longer than the server remembers: everything on the screen may be old.
    fn start_over(self, reset: LiveReset, session: Session) {
        self.cursor.set_value(reset.cursor);
        self.tell(|_| true);
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
        // Once an account, and not tracked: the session is asked again after each notice, and its cursor may then be
        // ahead of the stream. Taking it would drop events that are still on their way.
        let cursor = untrack(|| session.view()).map_or(0, |view| view.cursor);
        live.cursor.set_value(cursor);
        stream::lead_or_follow(live, session);
    });
}
