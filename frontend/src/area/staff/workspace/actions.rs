//! The bar with exactly the actions that the workflow allows this officer now, and what the last one led to.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::dossier::{Action, Status};

use super::desk::Desk;
use crate::area::staff::place;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};
use crate::route;
use crate::ui::{Banner, Icon};

/// Ends the dossier against the applicant's wish.
const fn is_final(action: Action) -> bool {
    matches!(
        action,
        Action::Refuse | Action::StopUnanswered | Action::StopUnpaid | Action::RevokeResult
    )
}

/// Moves the dossier on: the usual next step of whoever has it.
const fn moves_on(action: Action) -> bool {
    matches!(
        action,
        Action::Accept
            | Action::Forward
            | Action::Propose
            | Action::Approve
            | Action::HandOver
            | Action::ConfirmWithdrawal
            | Action::AnswerConsultation
            | Action::FinishPart
            | Action::ConfirmPayment
            | Action::ResolveAtOnce
    )
}

/// The buttons; the usual next step stands out.
#[component]
pub fn ActionBar(desk: Desk) -> impl IntoView {
    let actions = memo(move || desk.dossier.with(|dossier| dossier.actions.clone()));
    let result_first = memo(move || {
        desk.dossier.with(|dossier| {
            dossier.row.status == Status::Resolved
                && dossier.results.iter().all(|file| file.ended.is_some())
                && dossier.actions.contains(&Action::AddResult)
        })
    });
    let spent = memo(move || {
        desk.dossier.with(|dossier| {
            dossier.supplement_spent
                && dossier.actions.contains(&Action::Propose)
                && !dossier.actions.contains(&Action::RequestSupplement)
        })
    });
    let button = move |action: Action| {
        let class = if is_final(action) {
            "button button--secondary button--danger button--small"
        } else if moves_on(action) {
            "button button--small"
        } else {
            "button button--secondary button--small"
        };
        view! { <button class=class type="button" aria-haspopup="dialog" on:click=handler(move |_: web_sys::MouseEvent| desk.choose(action))>{action.button(lang())}</button> }
    };
    view! {
        <div class="workspace__actions action-bar" role="group" aria-label=t::staff::actions(lang())>
            <For each=move || actions.get() key=|action| *action let:action>{button(action)}</For>
            {live_view(move || actions.with(Vec::is_empty).then(|| view! { <p class="save-state">{t::staff::no_actions(lang())}</p> }))}
            {live_view(move || result_first.get().then(|| view! { <p class="save-state"><Icon name="info"/>{t::staff::result_first(lang())}</p> }))}
            {live_view(move || spent.get().then(|| view! { <p class="save-state"><Icon name="info"/>{t::staff::supplement_spent(lang())}</p> }))}
        </div>
    }
}

/// After a success: what was done, the status now, and the way to the next dossier.
#[component]
pub fn Done(desk: Desk) -> impl IntoView {
    move || {
        desk.outcome.get().map(|outcome| {
            let (code, status) = desk.dossier.with_untracked(|dossier| (dossier.row.code.clone(), dossier.row.status));
            let next = match outcome.next {
                None => ().into_any(),
                Some(None) => view! { <p>{t::staff::queue_empty(lang())}" "<a href=place::last()>{t::staff::back(lang())}</a></p> }.into_any(),
                Some(Some(row)) => {
                    view! { <p><a class="action-link" href=route::staff_dossier(&row.id)>{t::staff::next_dossier(lang(), &row.code)}<Icon name="arrow-right"/></a></p> }.into_any()
                }
            };
            view! {
                <Banner tone=Tone::Success id="done-title" title=t::staff::done(lang(), outcome.action.past(lang()), &code)>
                    <p>{t::staff::done_status(lang(), status.name(lang()))}</p>
                    {next}
                </Banner>
            }
        })
    }
}
