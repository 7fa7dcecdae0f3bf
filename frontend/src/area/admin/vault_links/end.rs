//! Ending a decision: a dialog that asks why.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::ProblemCode;

use super::TITLE;
use crate::a11y::{announce, focus_by_id};
use crate::api::{self, EndVaultLink, Problem, VaultLinkEnd, VaultLinks};
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live_view};
use crate::remote::Remote;
use crate::ui::{BusyButton, Dialog, Icon};

const REASON: &str = "end-reason";

/// The dialog; open while a decision is to end.
#[component]
pub fn EndDialog(
    /// The decision, by its id and the names of its sides.
    ending: RwSignal<Option<(String, String)>>,
    /// The page's data.
    remote: Remote<VaultLinks>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let reason = Typed::new();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    Effect::new(move || {
        if ending.with(Option::is_some) {
            reason.text.set(String::new());
            reason.error.set(None);
            problem.set(None);
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            ending.set(None);
        }
    });
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let given = Some(reason.text.get_untracked()).filter(|words| !words.trim().is_empty());
        let given = reason.take(given, t::link::end_reason_missing(lang()));
        let (Some(given), Some((id, _))) = (given, ending.get_untracked()) else {
            focus_by_id(REASON);
            return;
        };
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            match api::call::<EndVaultLink>(&[&id], &VaultLinkEnd { reason: given }).await {
                Ok(links) => {
                    open.try_set(false);
                    remote.set(links);
                    announce(t::link::end_done(lang()));
                    focus_by_id(TITLE);
                }
                Err(found) => {
                    if found.code == ProblemCode::Conflict {
                        remote.reload();
                    }
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    };
    let said = move || {
        problem.get().map(|problem| {
            let words = if problem.code == ProblemCode::Conflict {
                t::link::end_conflict(lang()).to_owned()
            } else {
                format!("{}. {}", problem.title, problem.detail)
            };
            view! { <p class="field__error" role="alert"><Icon name="error"/><span>{words}</span></p> }
        })
    };
    let names = move || ending.with(|ending| ending.as_ref().map(|(_, sides)| sides.clone()));
    view! {
        <Dialog open id="end-title" title=derived(|| t::link::end_title(lang()).to_owned())>
            <form novalidate on:submit=handler(send)>
                <div class="dialog__body stack">
                    <p><strong>{live_view(names)}</strong></p>
                    <p>{t::link::end_lead(lang())}</p>
                    {live_view(said)}
                    <FieldBox id=REASON label=t::link::end_reason(lang()) hint=t::link::end_reason_hint(lang()) typed=reason/>
                </div>
                <div class="dialog__foot button-row">
                    <BusyButton class="button--danger" text=derived(|| t::link::end(lang()).to_owned()) busy_text=derived(|| t::link::saving(lang()).to_owned()) busy/>
                    <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::link::cancel(lang())}</button>
                </div>
            </form>
        </Dialog>
    }
}
