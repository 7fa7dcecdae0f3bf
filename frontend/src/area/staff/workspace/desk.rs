//! The state of the workspace: the dossier as the server has it, the version the officer has looked at, the open dialog,
//! and sending an action. Actions carry the version that was looked at, never a newer one that arrived unseen.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::{Action, Command};
use motcua_shared::form::Form;

use super::kept;
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, ActAsOfficer, ActionRequest, ListQueue, Problem, ProblemCode, QueueQuery, QueueRow,
    StaffDossier, TimelineEvent,
};
use crate::i18n::{lang, t};
use crate::reactive::memo;
use crate::remote::Remote;
use crate::session::{Session, use_session};

/// Id of the page's heading.
pub const HEADING: &str = "workspace-title";
/// Id of the sentence that says why an action did not succeed.
pub const PROBLEM: &str = "action-problem";
/// Id of the heading of the “changed” panel in the dialog.
pub const CHANGED: &str = "changed-title";

/// A dossier with its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The dossier.
    pub dossier: StaffDossier,
    /// Its pinned form.
    pub form: Arc<Form>,
}

/// What the officer has looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    version: i64,
    event: i64,
}

impl Seen {
    fn of(dossier: &StaffDossier) -> Self {
        Self {
            version: dossier.version,
            event: dossier.timeline.last().map_or(0, |event| event.seq),
        }
    }
}

/// What an action ended with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What was done.
    pub action: Action,
    /// The next dossier of the officer's own queue; `None` until known.
    pub next: Option<Option<QueueRow>>,
}

/// The state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The dossier as it is now.
    pub dossier: Memo<StaffDossier>,
    /// Its form.
    pub form: Memo<Arc<Form>>,
    /// The action whose dialog is or was last open.
    pub action: RwSignal<Action>,
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// An action is on its way.
    pub busy: RwSignal<bool>,
    /// Why the last one did not succeed.
    pub problem: RwSignal<Option<Problem>>,
    /// The last one that succeeded.
    pub outcome: RwSignal<Option<Outcome>>,
    remote: Remote<Sheet>,
    seen: RwSignal<Seen>,
    session: Session,
}

impl Desk {
    /// A desk with the dossier just opened.
    pub fn new(sheet: Signal<Sheet>, remote: Remote<Sheet>) -> Self {
        let dossier = memo(move || sheet.with(|sheet| sheet.dossier.clone()));
        Self {
            dossier,
            form: memo(move || sheet.with(|sheet| sheet.form.clone())),
            action: RwSignal::new(Action::Accept),
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            outcome: RwSignal::new(None),
            remote,
            seen: RwSignal::new(dossier.with_untracked(Seen::of)),
            session: use_session(),
        }
    }

    /// Id of the dossier.
    pub fn id(self) -> String {
        self.dossier
            .with_untracked(|dossier| dossier.row.id.clone())
    }

    /// Events by others since the officer last looked, tracked. `None` when the dossier is as it was seen.
    pub fn changes(self) -> Option<Vec<TimelineEvent>> {
        let seen = self.seen.get();
        // The answer to the own action may arrive after the live refresh that it caused.
        if self.busy.get() {
            return None;
        }
        self.dossier.with(|dossier| {
            (dossier.version != seen.version).then(|| {
                dossier
                    .timeline
                    .iter()
                    .filter(|event| event.seq > seen.event)
                    .cloned()
                    .collect()
            })
        })
    }

    /// The officer has looked at the present version.
    pub fn look(self) {
        self.seen.set(self.dossier.with_untracked(Seen::of));
        self.problem.set(None);
    }

    /// Opens the dialog of an action. What the page shows has been seen.
    pub fn choose(self, action: Action) {
        self.look();
        self.outcome.set(None);
        self.action.set(action);
        self.open.set(true);
    }

    /// The version that the officer has looked at.
    pub fn version(self) -> i64 {
        self.seen.with_untracked(|seen| seen.version)
    }

    /// Sends an action; a second press while one is on its way does nothing.
    pub fn send(self, command: Command) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        let (id, version, action) = (self.id(), self.version(), command.action());
        spawn_local(async move {
            let outcome =
                api::call::<ActAsOfficer>(&[&id], &ActionRequest { version, command }).await;
            self.finish(action, outcome);
        });
    }

    /// Takes the server's answer to an action. The page may be gone by then.
    pub fn finish(self, action: Action, outcome: Result<StaffDossier, Problem>) {
        if let Ok(dossier) = &outcome {
            kept::forget(&dossier.row.id, action);
        }
        if self.busy.try_get_untracked().is_none() {
            return;
        }
        match outcome {
            Ok(dossier) => self.succeed(action, dossier),
            Err(problem) => self.fail(problem),
        }
        self.busy.set(false);
    }

    fn succeed(self, action: Action, dossier: StaffDossier) {
        let (id, code) = (dossier.row.id.clone(), dossier.row.code.clone());
        self.seen.set(Seen::of(&dossier));
        self.open.set(false);
        self.outcome.set(Some(Outcome { action, next: None }));
        self.remote.set(Sheet {
            dossier,
            form: self.form.get_untracked(),
        });
        announce(t::staff::done(lang(), action.past(lang()), &code));
        request_animation_frame(|| {
            focus_by_id(HEADING);
        });
        spawn_local(async move {
            let mine = api::get::<ListQueue>(&[], &QueueQuery::default().pairs()).await;
            if let Ok(mine) = mine {
                let next = mine.page.items.into_iter().find(|row| row.id != id);
                self.outcome.try_update(|outcome| {
                    if let Some(outcome) = outcome {
                        outcome.next = Some(next);
                    }
                });
            }
        });
    }

    fn fail(self, problem: Problem) {
        match problem.code {
            ProblemCode::SignedOut => self.session.mark_expired(),
            // What has changed is shown as soon as it is here; the words stay in the dialog.
            ProblemCode::Conflict | ProblemCode::ActionRefused => self.remote.reload(),
            _ => {}
        }
        self.problem.set(Some(problem));
        request_animation_frame(|| {
            focus_by_id(PROBLEM);
        });
    }
}
