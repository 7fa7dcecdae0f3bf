//! A filing asked for without a network: it waits on this device and goes out once when the network is back, also after
//! a reload or in another tab. Never called “filed” before the server has answered (invariant 6).
//!
//! The server makes one dossier of it whatever happens: the idempotency key is on the device before the first try, and a
//! draft that is filed is gone.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::api::{Problem, ProblemCode, Receipt};
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::{Timestamp, show_moment};
use serde::{Deserialize, Serialize};

use super::autosave::SaveState;
use super::model::{FormModel, now};
use crate::a11y::{announce, focus_by_id};
use crate::i18n::{lang, t};
use crate::json;
use crate::offline::{account, kept, store};
use crate::reactive::{handler, memo};
use crate::route;
use crate::ui::Banner;
use crate::ui::leave::LeaveDialog;

/// Id of the banner's heading.
pub const WAITING: &str = "filing-waits";
/// Id of the heading of the banner about a refused one.
pub const RETURNED: &str = "filing-returned";
/// Between two tries: the browser does not always hear that the network is back.
const TRY_AGAIN: Duration = Duration::from_secs(20);

/// What was decided when the button was pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// Code of the receiving agency.
    pub agency: String,
    /// When the declaration was made.
    pub at: Timestamp,
    /// A try has left this device and its answer did not arrive: it may be filed already.
    pub tried: bool,
    /// The server's version that was declared; 0 when it was not noted.
    #[serde(default)]
    pub version: i64,
    /// Why the server did not take it: then it goes out no more until the button is pressed again, and the person is told
    /// so whenever the form is opened.
    #[serde(default)]
    pub refused: Option<String>,
}

/// State of filing one draft.
pub struct Filing {
    /// Waits for the network.
    pub queued: RwSignal<Option<Queued>>,
    /// What the server has just said to a filing that had waited, when it was no.
    pub refused: RwSignal<Option<Problem>>,
    /// A filing that had waited and was refused, until the person has done something about it.
    pub returned: RwSignal<Option<Queued>>,
    /// The receipt of a filing that had waited.
    pub done: RwSignal<Option<Receipt>>,
    busy: StoredValue<bool>,
    /// A try has left this device since the button was pressed.
    pub(super) tried: StoredValue<bool>,
    /// Answers given elsewhere came in since the button was pressed: not what was declared.
    pub(super) merged: StoredValue<bool>,
}

impl Filing {
    /// Nothing waits.
    #[must_use]
    pub fn new() -> Self {
        Self {
            queued: RwSignal::new(None),
            refused: RwSignal::new(None),
            returned: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: StoredValue::new(false),
            tried: StoredValue::new(false),
            merged: StoredValue::new(false),
        }
    }
}

impl Default for Filing {
    fn default() -> Self {
        Self::new()
    }
}

/// Name of the record of a filing that waits.
#[must_use]
pub fn record(draft: &str) -> String {
    format!("filing/{draft}")
}

/// What this device keeps of the filing of a draft.
pub async fn kept_filing(account: &str, draft: &str) -> Option<Queued> {
    json::read(&store::get(account, &record(draft)).await?)
}

impl FormModel {
    /// Whether a filing waits for the network, not tracked.
    #[must_use]
    pub fn is_queued(self) -> bool {
        self.filing.queued.with_untracked(Option::is_some)
    }

    /// Files, or leaves it to the queue when nobody answers.
    ///
    /// # Errors
    /// Why it is not filed, or not known to be filed. [`FormModel::is_queued`] says whether it goes out by itself.
    pub async fn file(self, agency: String) -> Result<Receipt, Problem> {
        self.filing.refused.set(None);
        if self.filing.returned.with_untracked(Option::is_some) {
            self.leave_queue().await;
        }
        self.filing.busy.set_value(true);
        self.filing.tried.set_value(false);
        let mut outcome = self.try_to_file(agency.clone()).await;
        self.filing.busy.set_value(false);
        if let Err(problem) = &mut outcome
            && kept::is_away(problem.code)
        {
            let queued = Queued {
                agency,
                at: now(),
                tried: self.filing.tried.get_value(),
                version: self.saver.version(),
                refused: None,
            };
            if self.keep_in_queue(&queued).await.is_ok() {
                self.wait_in_queue(queued).await;
            } else {
                // Without room on the device nothing may be promised.
                t::fill::queue_no_room(lang()).clone_into(&mut problem.detail);
            }
        }
        outcome
    }

    async fn keep_in_queue(self, queued: &Queued) -> Result<(), store::NoRoom> {
        store::put(&self.account, &record(&self.id), &json::write(queued)).await
    }

    async fn wait_in_queue(self, queued: Queued) {
        account::set_filing(&self.id, true).await;
        self.filing.queued.set(Some(queued));
        set_timeout(move || self.send_queued(), TRY_AGAIN);
    }

    async fn leave_queue(self) {
        self.filing.queued.set(None);
        self.filing.returned.set(None);
        account::set_filing(&self.id, false).await;
        store::remove(&self.account, &record(&self.id)).await;
    }

    /// Takes a filing back while it waits.
    pub fn take_back(self) {
        announce(t::fill::queue_taken_back(lang()));
        spawn_local(self.leave_queue());
    }

    /// A changed answer is not what was declared.
    pub(super) fn take_back_when_changed(self) {
        if self.is_queued() && !self.filing.busy.get_value() {
            announce(t::fill::queue_changed(lang()));
            spawn_local(self.leave_queue());
        }
    }

    /// Tries to send what waits.
    pub fn send_queued(self) {
        let Some(queued) = self.filing.queued.get_untracked() else {
            return;
        };
        if self.filing.busy.get_value() {
            return;
        }
        self.filing.busy.set_value(true);
        spawn_local(async move {
            let outcome = self.try_to_file(queued.agency.clone()).await;
            self.filing.busy.set_value(false);
            match outcome {
                Ok(receipt) => {
                    self.leave_queue().await;
                    self.filing.done.set(Some(receipt));
                }
                Err(problem) if kept::is_away(problem.code) => {
                    let now = Queued {
                        tried: queued.tried || self.filing.tried.get_value(),
                        version: self.saver.version(),
                        ..queued.clone()
                    };
                    if now != queued {
                        let _ = self.keep_in_queue(&now).await;
                        self.filing.queued.set(Some(now));
                    }
                    set_timeout(move || self.send_queued(), TRY_AGAIN);
                }
                // Goes on after signing in again: see `watch`.
                Err(problem) if problem.code == ProblemCode::SignedOut => {}
                Err(problem) => self.give_back(queued, problem).await,
            }
        });
    }

    /// The server has said no: nothing goes out by itself any more, and the device remembers why until the person has seen
    /// it – also when nobody looks at this page now.
    async fn give_back(self, queued: Queued, problem: Problem) {
        if problem.code == ProblemCode::NotFound {
            self.saver.state.set(SaveState::Gone);
        }
        let returned = Queued {
            refused: Some(problem.detail.clone()),
            ..queued
        };
        let _ = self.keep_in_queue(&returned).await;
        self.filing.queued.set(None);
        self.filing.returned.set(Some(returned));
        announce(t::fill::queue_returned_title(lang()));
        self.filing.refused.set(Some(problem));
    }

    /// Brings back a filing that waited when the tab was closed. `gone`: the server no longer gives the draft out.
    pub(super) async fn restore_queue(self, gone: bool) {
        let Some(queued) = kept_filing(&self.account, &self.id).await else {
            return;
        };
        if queued.refused.is_some() {
            if gone {
                self.saver.state.set(SaveState::Gone);
            }
            self.filing.returned.set(Some(queued));
            return;
        }
        let other = queued.version != 0 && queued.version != self.saver.version();
        let changed = self.filing.merged.get_value() || (other && !self.saver.is_dirty());
        if changed && !gone {
            let problem = Problem::new(ProblemCode::Conflict, lang());
            return self.give_back(queued, problem).await;
        }
        self.wait_in_queue(queued).await;
        self.send_queued();
    }
}

/// Says that the filing waits, offers to take it back, and leads on when the server has answered; says that it was refused,
/// and why, until the person sends it again or has read it.
#[component]
pub fn QueueBanner(
    /// The draft.
    model: FormModel,
    /// Whether this is the review, where everything can be mended and sent.
    #[prop(optional)]
    on_review: bool,
) -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(receipt) = model.filing.done.get() {
            let href = format!("{}?bien-nhan=1", route::dossier(&receipt.dossier));
            navigate(&href, Default::default());
        } else if model.filing.refused.with(Option::is_some) {
            // The review shows the faults at their questions.
            navigate(&route::draft_review(&model.id), Default::default());
        }
    });
    let take_back = move |_| {
        model.take_back();
        focus_by_id("main");
    };
    let banner = move || {
        model.filing.queued.get().map(|queued| {
            let moment = show_moment(queued.at);
            // What may be filed already cannot be taken back; sending it again is safe.
            let (title, text) = if queued.tried {
                (t::fill::queue_tried_title(lang()), t::fill::queue_tried_text(lang(), &moment))
            } else {
                (t::fill::queue_title(lang()), t::fill::queue_text(lang(), &moment))
            };
            view! {
                <Banner tone=Tone::Attention id=WAITING title>
                    <p>{text}</p>
                    <p>{t::fill::queue_leave(lang())}</p>
                    <div class="button-row">
                        <button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| model.send_queued())>{t::fill::queue_try(lang())}</button>
                        {(!queued.tried).then(|| view! {
                            <button class="button button--quiet button--small" type="button" on:click=handler(take_back)>{t::fill::queue_take_back(lang())}</button>
                        })}
                    </div>
                </Banner>
            }
            .into_any()
        })
    };
    // Then the page says more exactly what became of the draft.
    let gone = memo(move || model.saver.state.get() == SaveState::Gone);
    let seen = move |_: web_sys::MouseEvent| {
        spawn_local(model.leave_queue());
        focus_by_id("main");
    };
    let returned = move || {
        let returned = model.filing.returned.get().filter(|_| !gone.get())?;
        let to_review = (!on_review).then(|| {
            let href = route::draft_review(&model.id);
            view! { <a class="button button--small" href=href>{t::fill::review_and_send(lang())}</a> }
        });
        Some(
            view! {
                <Banner tone=Tone::Danger id=RETURNED title=t::fill::queue_returned_title(lang())>
                    <p>{t::fill::queue_returned_text(lang(), &show_moment(returned.at))}" "{returned.refused}</p>
                    <p>{t::fill::queue_returned_safe(lang())}</p>
                    <div class="button-row">
                        {to_review}
                        <button class="button button--quiet button--small" type="button" on:click=handler(seen)>{t::fill::queue_returned_seen(lang())}</button>
                    </div>
                </Banner>
            }
            .into_any(),
        )
    };
    view! { <LeaveDialog/>{banner}{returned} }
}
