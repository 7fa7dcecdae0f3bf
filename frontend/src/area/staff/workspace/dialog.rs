//! The dialog of an action: what changed meanwhile, the form of the action, and the buttons. One dialog for all actions.

use leptos::prelude::*;
use motcua_shared::dossier::Action;

use super::changed::ChangedPanel;
use super::consult::{Answer, Consult, Withdraw};
use super::desk::Desk;
use super::elsewhere::Elsewhere;
use super::forward::Forward;
use super::papers::GivePapers;
use super::payment::{ConfirmPayment, RequestPayment};
use super::reschedule::Reschedule;
use super::result::AddResult;
use super::send_back::SendBack;
use super::supplement::Supplement;
use super::verify::Verify;
use super::words::WordsForm;
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live_view, memo};
use crate::ui::{BusyButton, Dialog};

/// Id of the dialog's heading.
pub const TITLE: &str = "action-title";

/// The dialog.
#[component]
pub fn ActionDialog(desk: Desk) -> impl IntoView {
    let title = derived(move || desk.action.get().button(lang()).to_owned());
    view! {
        <Dialog open=desk.open id=TITLE title>
            {live_view(move || match desk.action.get() {
                Action::RequestSupplement => view! { <Supplement desk/> }.into_any(),
                action @ (Action::Forward | Action::Assign) => view! { <Forward desk action/> }.into_any(),
                Action::SendToAgency => view! { <Elsewhere desk/> }.into_any(),
                Action::Consult => view! { <Consult desk/> }.into_any(),
                Action::AnswerConsultation => view! { <Answer desk/> }.into_any(),
                Action::WithdrawConsultation => view! { <Withdraw desk/> }.into_any(),
                Action::RequestPayment => view! { <RequestPayment desk/> }.into_any(),
                Action::ConfirmPayment => view! { <ConfirmPayment desk/> }.into_any(),
                Action::Verify => view! { <Verify desk/> }.into_any(),
                Action::GivePapers => view! { <GivePapers desk/> }.into_any(),
                Action::ReturnToPrevious => view! { <SendBack desk/> }.into_any(),
                Action::Reschedule => view! { <Reschedule desk/> }.into_any(),
                Action::AddResult => view! { <AddResult desk/> }.into_any(),
                action => view! { <WordsForm desk action/> }.into_any(),
            })}
        </Dialog>
    }
}

/// The frame of an action's form: panel of changes, fields, buttons.
#[component]
pub fn ActionForm(
    /// The desk.
    desk: Desk,
    /// What a press on the main button does.
    submit: Callback<()>,
    /// What the main button says, where the action is done in more than one way.
    #[prop(optional)]
    says: Option<&'static str>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let possible = memo(move || {
        desk.dossier
            .with(|dossier| dossier.actions.contains(&desk.action.get()))
    });
    let press = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        // Unseen changes first: the panel says what to do.
        if possible.get_untracked() && desk.changes().is_none() {
            submit.run(());
        }
    };
    let class = if matches!(
        desk.action.get_untracked(),
        Action::Refuse | Action::StopUnanswered | Action::StopUnpaid | Action::RevokeResult
    ) {
        "button--danger"
    } else {
        ""
    };
    let ready = memo(move || possible.get() && (desk.busy.get() || desk.changes().is_none()));
    view! {
        <form novalidate on:submit=handler(press)>
            <div class="dialog__body stack"><ChangedPanel desk/>{children()}</div>
            <div class="dialog__foot button-row">
                {live_view(move || ready.get().then(|| view! {
                    <BusyButton class text=derived(move || says.unwrap_or_else(|| desk.action.get().button(lang())).to_owned())
                        busy_text=derived(|| t::staff::sending(lang()).to_owned()) busy=desk.busy/>
                }))}
                <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| desk.open.set(false))>{t::staff::cancel(lang())}</button>
            </div>
        </form>
    }
}
