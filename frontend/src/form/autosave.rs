//! Saving by itself: on this device right after each change, on the server when typing pauses, when the page is left,
//! and again and again while there is no network. One save at a time; the server's version decides who was first.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{DraftChange, GetDraft, Nothing, Problem, ProblemCode, SaveDraft};
use motcua_shared::form::Answers;
use motcua_shared::time::Timestamp;

use super::device::{self, Base, DeviceCopy};
use super::model::{FormModel, now};
use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, t};
use crate::offline::account;

/// After a change the device copy is written behind the next paint, so that typing never waits for it.
const TO_DEVICE: Duration = Duration::from_millis(40);
/// Pause after the last change before the server is asked.
const TO_SERVER: Duration = Duration::from_millis(1_500);
/// First wait after a failed save; doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(4);
/// The same pause when this device keeps nothing: only the server's copy is left.
const TO_SERVER_ALONE: Duration = Duration::from_millis(300);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Where the answers are right now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// The server has everything, since then.
    Server(Timestamp),
    /// On this device; the server will get it in a moment.
    Device,
    /// On this device, since [`Saver::kept_at`]; the server cannot be reached.
    Offline,
    /// The device keeps nothing; the server will get it in a moment.
    Sending,
    /// The device keeps nothing, and the server cannot be reached.
    Nowhere,
    /// The server does not take it; its words.
    Refused(String),
    /// The draft is no longer there: filed or deleted somewhere else.
    Gone,
}

/// Saving of one draft.
pub struct Saver {
    /// For the status line.
    pub state: RwSignal<SaveState>,
    /// When this device last wrote its copy.
    pub kept_at: RwSignal<Timestamp>,
    /// The device did not take the last copy: it has no room, or the browser forbids storage.
    pub no_room: RwSignal<bool>,
    changes: StoredValue<u64>,
    saved: StoredValue<u64>,
    version: StoredValue<i64>,
    /// The answers that the server had at that version, to tell who changed what; `None` after a crash.
    base: StoredValue<Option<Answers>>,
    /// When the server saved that version.
    confirmed_at: StoredValue<Timestamp>,
    /// The version whose answers this device has as the server's.
    base_kept: StoredValue<i64>,
    filing: StoredValue<Option<(String, i64)>>,
    busy: StoredValue<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<()>>, LocalStorage>,
    device_timer: StoredValue<Option<TimeoutHandle>>,
    server_timer: StoredValue<Option<TimeoutHandle>>,
    wait: StoredValue<Duration>,
}

impl Saver {
    /// Everything is on the server.
    #[must_use]
    pub fn new(version: i64, at: Timestamp) -> Self {
        Self {
            state: RwSignal::new(SaveState::Server(at)),
            kept_at: RwSignal::new(at),
            no_room: RwSignal::new(false),
            confirmed_at: StoredValue::new(at),
            base_kept: StoredValue::new(version),
            changes: StoredValue::new(0),
            saved: StoredValue::new(0),
            version: StoredValue::new(version),
            base: StoredValue::new(None),
            filing: StoredValue::new(None),
            busy: StoredValue::new(false),
            waiting: StoredValue::new_local(Vec::new()),
            device_timer: StoredValue::new(None),
            server_timer: StoredValue::new(None),
            wait: StoredValue::new(FIRST_WAIT),
        }
    }

    /// The server has these answers at this version, and so has the screen.
    pub fn know(&self, version: i64, at: Timestamp, answers: Answers) {
        self.rebase(version, Some(answers));
        self.confirmed_at.set_value(at);
        self.saved.set_value(self.changes.get_value());
        self.state.set(SaveState::Server(at));
    }

    /// The next save is based on this version.
    pub fn rebase(&self, version: i64, answers: Option<Answers>) {
        self.version.set_value(version);
        self.base.set_value(answers);
    }

    /// The answers of the server at the version known here.
    #[must_use]
    pub fn base(&self) -> Option<Answers> {
        self.base.get_value()
    }

    /// The version known here.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version.get_value()
    }

    /// Where a change is while the server has not answered and is not known to be away.
    fn on_its_way(&self) -> SaveState {
        if self.no_room.get_untracked() {
            SaveState::Sending
        } else {
            SaveState::Device
        }
    }

    /// Whether the device took the last copy: said once, when that changes.
    fn set_no_room(&self, no_room: bool) {
        if self.no_room.get_untracked() == no_room {
            return;
        }
        self.no_room.set(no_room);
        if no_room {
            announce(t::fill::no_room_here(lang()));
        }
        let state = match self.state.get_untracked() {
            SaveState::Device | SaveState::Sending => self.on_its_way(),
            SaveState::Offline if no_room => SaveState::Nowhere,
            SaveState::Nowhere if !no_room => SaveState::Offline,
            _ => return,
        };
        self.state.set(state);
    }

    /// Whether something here is not on the server yet.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.changes.get_value() != self.saved.get_value()
    }

    /// The key under which this version is being filed; the same one until the server has answered.
    pub fn filing_key(&self) -> String {
        let version = self.version.get_value();
        match self.filing.get_value() {
            Some((key, of)) if of == version => key,
            _ => {
                let key = device::random_id();
                self.filing.set_value(Some((key.clone(), version)));
                key
            }
        }
    }

    /// The server has answered a filing, or an earlier page of this tab had begun one.
    pub fn set_filing(&self, filing: Option<(String, i64)>) {
        self.filing.set_value(filing);
    }
}

fn again(timer: StoredValue<Option<TimeoutHandle>>, after: Duration, run: impl FnOnce() + 'static) {
    if let Some(handle) = timer.get_value() {
        handle.clear();
    }
    timer.set_value(set_timeout_with_handle(run, after).ok());
}

impl FormModel {
    /// Something has changed: keep it.
    pub fn touch(self) {
        if !self.is_kept() {
            return;
        }
        self.saver.changes.update_value(|changes| *changes += 1);
        self.take_back_when_changed();
        if matches!(
            self.saver.state.get_untracked(),
            SaveState::Server(_) | SaveState::Refused(_)
        ) {
            self.saver.state.set(self.saver.on_its_way());
        }
        if self.saver.device_timer.get_value().is_none() {
            again(self.saver.device_timer, TO_DEVICE, move || {
                self.write_device()
            });
        }
        again(self.saver.server_timer, TO_SERVER, move || self.save_soon());
    }

    /// Writes the copy on this device without waiting for it.
    pub fn write_device(self) {
        spawn_local(self.keep_on_device());
    }

    /// Writes the copy on this device, and what the server has confirmed when that is news.
    pub async fn keep_on_device(self) {
        self.saver.device_timer.set_value(None);
        account::set_unsaved(&self.id, self.saver.is_dirty() || self.has_waiting()).await;
        let version = self.saver.version();
        if let Some(answers) = self.saver.base()
            && self.saver.base_kept.get_value() != version
        {
            self.saver.base_kept.set_value(version);
            let base = Base {
                version,
                updated_at: self.saver.confirmed_at.get_value(),
                answers,
                reused: self.reused(),
                attachments: self.attachments.get_untracked(),
            };
            let _ = device::write_base(&self.account, &self.id, &base).await;
        }
        let saved = !self.saver.is_dirty();
        let copy = DeviceCopy {
            tab: device::this_tab(),
            version: self.saver.version(),
            saved,
            answers: if saved {
                Answers::new()
            } else {
                self.answers()
            },
            reused: self.reused(),
            filing: self.saver.filing.get_value(),
        };
        match device::write_copy(&self.account, &self.id, &copy).await {
            Ok(()) => {
                self.saver.kept_at.set(now());
                self.saver.set_no_room(false);
                self.tell_other_tabs(&copy);
            }
            Err(_) => {
                self.saver.set_no_room(true);
                if !saved {
                    again(self.saver.server_timer, TO_SERVER_ALONE, move || {
                        self.save_soon()
                    });
                }
            }
        }
    }

    /// Saves on the server without waiting for it.
    pub fn save_soon(self) {
        let possible = self.is_kept()
            && self.conflict.with_untracked(Option::is_none)
            && self.saver.state.get_untracked() != SaveState::Gone;
        if possible && self.saver.is_dirty() && !self.saver.busy.get_value() {
            spawn_local(async move {
                let _ = self.save().await;
            });
        }
    }

    /// Saves until the server has everything.
    ///
    /// # Errors
    /// Why that is not so now; what was typed stays on the device and is tried again.
    pub async fn save(self) -> Result<(), Problem> {
        while self.saver.busy.get_value() {
            let (done, finished) = oneshot::channel();
            self.saver
                .waiting
                .update_value(|waiting| waiting.push(done));
            let _ = finished.await;
        }
        self.saver.busy.set_value(true);
        let outcome = self.save_all().await;
        self.saver.busy.set_value(false);
        self.saver.waiting.update_value(Vec::clear);
        outcome
    }

    async fn save_all(self) -> Result<(), Problem> {
        while self.saver.is_dirty() {
            if self.conflict.with_untracked(Option::is_some) {
                return Err(Problem::new(ProblemCode::Conflict, lang()));
            }
            let mark = self.saver.changes.get_value();
            let change = DraftChange {
                version: self.saver.version(),
                answers: self.answers(),
                reused: self.reused(),
            };
            match api::call::<SaveDraft>(&[&self.id], &change).await {
                Ok(saved) => {
                    self.saver.rebase(saved.version, Some(change.answers));
                    self.saver.confirmed_at.set_value(saved.updated_at);
                    self.saver.saved.set_value(mark);
                    self.saver.wait.set_value(FIRST_WAIT);
                    if !self.saver.is_dirty() {
                        self.saver.state.set(SaveState::Server(saved.updated_at));
                    }
                    self.write_device();
                    self.refresh_progress();
                }
                Err(problem) => self.after_failed_save(problem).await?,
            }
        }
        Ok(())
    }

    /// Puts right what can be put right; otherwise says so and plans the next try.
    async fn after_failed_save(self, problem: Problem) -> Result<(), Problem> {
        match problem.code {
            ProblemCode::Conflict => {
                let theirs = api::call::<GetDraft>(&[&self.id], &Nothing {}).await?;
                self.reconcile(theirs);
                if self.conflict.with_untracked(Option::is_some) {
                    Err(problem)
                } else {
                    Ok(())
                }
            }
            ProblemCode::SignedOut => {
                // Goes on by itself after signing in again: see `watch`.
                self.saver.state.set(if self.saver.no_room.get_untracked() {
                    SaveState::Nowhere
                } else {
                    SaveState::Device
                });
                self.session.mark_expired();
                Err(problem)
            }
            ProblemCode::NotFound => {
                self.saver.state.set(SaveState::Gone);
                Err(problem)
            }
            ProblemCode::Offline
            | ProblemCode::Unavailable
            | ProblemCode::Internal
            | ProblemCode::RateLimited => {
                self.saver.state.set(if self.saver.no_room.get_untracked() {
                    SaveState::Nowhere
                } else {
                    SaveState::Offline
                });
                let wait = self.saver.wait.get_value();
                self.saver.wait.set_value((wait * 2).min(LONGEST_WAIT));
                again(self.saver.server_timer, wait, move || self.save_soon());
                Err(problem)
            }
            _ => {
                self.saver
                    .state
                    .set(SaveState::Refused(problem.detail.clone()));
                Err(problem)
            }
        }
    }

    /// Saves when the page is hidden or left, when the network is back, and after signing in again. Once per draft.
    pub(super) fn watch(self) {
        let keep = move |_: web_sys::Event| {
            if self.saver.is_dirty() {
                self.write_device();
                self.save_soon();
            }
            self.send_waiting();
            self.send_queued();
        };
        for event in ["visibilitychange", "pagehide", "online"] {
            window_event_listener_untyped(event, keep);
        }
        window_event_listener_untyped("beforeunload", move |event: web_sys::Event| {
            // Whatever is only in this tab would be lost with it: the browser asks first.
            if self.saver.no_room.get_untracked() && self.saver.is_dirty() {
                event.prevent_default();
            }
        });
        Effect::new(move |was: Option<bool>| {
            let expired = self.session.expired();
            if was == Some(true) && !expired {
                self.save_soon();
                self.send_queued();
            }
            expired
        });
    }
}
