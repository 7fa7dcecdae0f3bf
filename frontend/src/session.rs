//! Who is signed in, for the whole app.

use std::cell::Cell;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::{Actor, Role};

use crate::api::{self, Credentials, GetSession, Nothing, Problem, SessionView, SignIn, SignOut};
use crate::offline::{account, store};
use crate::route;

/// Saves whatever is not saved yet.
pub type LastSave = fn() -> Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// Set by the forms when one is opened: the frame of the portal must not contain them, or every visitor downloads them.
    static LAST_SAVE: Cell<Option<LastSave>> = const { Cell::new(None) };
}

/// Has `save` run before the session ends by the person's wish.
pub fn before_sign_out(save: LastSave) {
    LAST_SAVE.set(Some(save));
}

/// The session, provided once at the root.
#[derive(Clone, Copy)]
pub struct Session {
    view: RwSignal<Option<SessionView>>,
    /// Set when a call found the session ended while somebody works: the sign-in dialog opens in place.
    expired: RwSignal<bool>,
    /// Signing out would lose something: the person is asked.
    leaving: RwSignal<bool>,
    everything: StoredValue<bool>,
    /// How many open pages can ask before signing out: the next one comes before the last one goes.
    asking: StoredValue<i32>,
}

/// The session of the app.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// A session that is not known yet.
    pub fn new() -> Self {
        Self {
            view: RwSignal::new(None),
            expired: RwSignal::new(false),
            leaving: RwSignal::new(false),
            everything: StoredValue::new(false),
            asking: StoredValue::new(0),
        }
    }

    /// Asks the server who is signed in. While it cannot be reached, this device's word opens what this device keeps.
    pub async fn refresh(self) {
        // Who left while there was no network is gone first.
        if account::has_left() && api::call::<SignOut>(&[], &Nothing {}).await.is_ok() {
            account::set_left(false);
        }
        if account::has_left() {
            self.view.set(Some(SessionView::default()));
        } else if let Ok(view) = api::call::<GetSession>(&[], &Nothing {}).await {
            account::confirm(&view);
            self.view.set(Some(view));
        } else if self.view.with_untracked(Option::is_none) {
            self.view
                .set(Some(account::remembered().unwrap_or_default()));
        }
    }

    /// The whole view, tracked; `None` until the server has answered.
    pub fn view(self) -> Option<SessionView> {
        self.view.get()
    }

    /// The whole view, not tracked.
    pub fn view_untracked(self) -> Option<SessionView> {
        self.view.get_untracked()
    }

    /// Whether the server has answered, tracked.
    pub fn known(self) -> bool {
        self.view.with(Option::is_some)
    }

    /// The account, tracked.
    pub fn account(self) -> Option<Actor> {
        self.view
            .with(|view| view.as_ref().and_then(|view| view.account.clone()))
    }

    /// The account, not tracked.
    pub fn account_untracked(self) -> Option<Actor> {
        self.view
            .with_untracked(|view| view.as_ref().and_then(|view| view.account.clone()))
    }

    /// The role, tracked.
    pub fn role(self) -> Option<Role> {
        self.account().map(|account| account.role)
    }

    /// Unread notices, tracked.
    pub fn unread(self) -> u64 {
        self.view
            .with(|view| view.as_ref().map_or(0, |view| view.unread))
    }

    /// Sets the number of unread notices.
    pub fn set_unread(self, unread: u64) {
        self.view.update(|view| {
            if let Some(view) = view {
                view.unread = unread;
            }
        });
    }

    /// The session ended while the person works, tracked.
    pub fn expired(self) -> bool {
        self.expired.get()
    }

    /// A call was answered “signed out”: offer to sign in again in place.
    pub fn mark_expired(self) {
        self.expired.set(true);
    }

    /// Signs in.
    ///
    /// # Errors
    /// What the server answered.
    pub async fn sign_in(self, credentials: &Credentials) -> Result<Actor, Problem> {
        let view = api::call::<SignIn>(&[], credentials).await?;
        account::set_left(false);
        account::confirm(&view);
        let account = view.account.clone();
        self.expired.set(false);
        self.view.set(Some(view));
        account.ok_or_else(|| Problem::new(api::ProblemCode::WrongCredentials, crate::i18n::lang()))
    }

    /// Signs out; asks first when this device has something that the server does not have.
    /// `everything` also forgets how the pages look: for a device that others use.
    pub fn sign_out(self, everything: bool) {
        self.everything.set_value(everything);
        spawn_local(async move {
            // What was typed a moment ago belongs on the server before the session ends and the device forgets it.
            if let Some(save) = LAST_SAVE.get() {
                save().await;
            }
            if account::has_unsaved() {
                // A page without the question leads to one that has it.
                if self.asking.get_value() > 0 {
                    self.leaving.set(true);
                } else {
                    let _ = window().location().set_href(route::DOSSIERS);
                }
            } else {
                self.leave().await;
            }
        });
    }

    /// A page that can ask before signing out comes (1) or goes (-1).
    pub fn count_asking(self, by: i32) {
        self.asking.update_value(|count| *count += by);
    }

    /// Whether the question before signing out is open.
    pub fn leaving(self) -> RwSignal<bool> {
        self.leaving
    }

    /// Forgets everything on this device, signs out, and goes on with a fresh page. Without a network the server is told
    /// when there is one again.
    pub async fn leave(self) {
        let told = api::call::<SignOut>(&[], &Nothing {}).await.is_ok();
        let _ = store::forget(self.everything.get_value()).await;
        account::set_left(!told);
        let place = if told { route::HOME } else { route::SIGN_IN };
        let _ = window().location().set_href(place);
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
