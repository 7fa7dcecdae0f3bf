//! Asking to withdraw a dossier, and taking that back. The reason typed is kept until it is sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::{Action, Command};

use crate::a11y::{announce, focus_by_id};
use crate::api::{self, ActOnDossier, ActionRequest, DossierView, Problem, ProblemCode};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::session::use_session;
use crate::ui::{BusyButton, Dialog, Icon};

const REASON: &str = "withdraw-reason";

/// The button that is allowed now, if any, with its dialog.
#[component]
pub fn Withdrawal(
    /// The dossier.
    dossier: Memo<DossierView>,
    /// Where the answer of an action goes.
    remote: Remote<DossierView>,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let may = move |action: Action| {
        memo(move || dossier.with(|dossier| dossier.actions.contains(&action)))
    };
    let (may_ask, may_revoke) = (
        may(Action::RequestWithdrawal),
        may(Action::RevokeWithdrawal),
    );
    let send = move |command: Command, said: &'static str| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (id, version) =
            dossier.with_untracked(|dossier| (dossier.summary.id.clone(), dossier.version));
        spawn_local(async move {
            let outcome =
                api::call::<ActOnDossier>(&[&id], &ActionRequest { version, command }).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(changed) => {
                    reason.set(String::new());
                    open.set(false);
                    remote.set(changed);
                    announce(said);
                    // The button that was pressed is gone; the status says what has become of it.
                    request_animation_frame(|| {
                        focus_by_id("status-title");
                    });
                }
                Err(found) => {
                    match found.code {
                        ProblemCode::SignedOut => session.mark_expired(),
                        ProblemCode::Conflict | ProblemCode::ActionRefused => remote.reload(),
                        _ => {}
                    }
                    problem.set(Some(found));
                }
            }
        });
    };
    let ask = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let words = reason.get_untracked();
        missing.set(words.trim().is_empty());
        if missing.get_untracked() {
            focus_by_id(REASON);
            return;
        }
        send(
            Command::RequestWithdrawal { reason: words },
            t::citizen::withdrawn(lang()),
        );
    };
    let fault = move || {
        problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> })
    };
    // A box that is taken away with its page still says `change`: its signals are gone by then.
    let checked = move |_| {
        if reason.try_with_untracked(|words| !words.trim().is_empty()) == Some(true) {
            missing.try_set(false);
        }
    };
    view! {
        {live_view(move || may_revoke.get().then(|| view! {
            {fault}
            <BusyButton class="button--secondary button--block" text=derived(|| Action::RevokeWithdrawal.button(lang()).to_owned())
                busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy
                on_press=Callback::new(move |()| send(Command::RevokeWithdrawal {}, t::citizen::revoked(lang())))/>
        }))}
        {live_view(move || may_ask.get().then(|| view! {
            <button class="button button--danger button--quiet button--block" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(true))>{Action::RequestWithdrawal.button(lang())}</button>
        }))}
        <Dialog open id="withdraw-title" title=derived(|| t::citizen::withdraw_title(lang()).to_owned())>
            <form novalidate on:submit=handler(ask)>
                <div class="dialog__body stack">
                    <p>{t::citizen::withdraw_text(lang())}</p>
                    {fault}
                    <div class="field">
                        <label class="field__label" for=REASON>{t::citizen::withdraw_reason(lang())}</label>
                        <p class="field__hint" id="withdraw-hint">{t::citizen::withdraw_reason_hint(lang())}</p>
                        {live_view(move || missing.get().then(|| view! {
                            <p class="field__error" id="withdraw-error"><Icon name="error"/><span>{t::citizen::error_prefix(lang())}{t::citizen::withdraw_reason_missing(lang())}</span></p>
                        }))}
                        <textarea class="input" id=REASON rows="3" aria-required="true"
                            aria-invalid=live(move || missing.get().then_some("true"))
                            aria-describedby=live(move || if missing.get() { "withdraw-hint withdraw-error" } else { "withdraw-hint" })
                            prop:value=live(move || reason.get()) on:input=handler(move |event: web_sys::Event| reason.set(event_target_value(&event)))
                            on:change=handler(checked)></textarea>
                    </div>
                </div>
                <div class="dialog__foot button-row">
                    <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::citizen::withdraw_keep(lang())}</button>
                    <BusyButton class="button--danger" text=derived(|| t::citizen::withdraw_send(lang()).to_owned())
                        busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy/>
                </div>
            </form>
        </Dialog>
    }
}
