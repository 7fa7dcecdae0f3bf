//! One dossier on an officer's desk: answers with marks on the left, files on the right, and the actions that the
//! workflow allows. Somebody else's change shows as a banner; nothing typed is lost by it.

mod actions;
mod answers;
mod aside;
mod beside;
mod changed;
mod checklist;
mod consult;
mod desk;
mod dialog;
mod elsewhere;
mod forward;
mod head;
mod kept;
mod labels;
mod line;
mod neighbours;
mod papers;
mod payment;
mod radios;
mod reschedule;
mod result;
mod result_draft;
mod send_back;
mod slips;
mod steps;
mod supplement;
mod verify;
mod viewer;
mod watchers;
mod within;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use motcua_shared::event::Interest;
use motcua_shared::form::Form;

use actions::{ActionBar, Done};
use answers::Answers;
use aside::AsideCard;
use beside::Beside;
use changed::ChangedBanner;
use checklist::Checklist;
use desk::{Desk, Sheet};
use dialog::ActionDialog;
use head::Head;
pub use line::LineBox;
use neighbours::Neighbours;
use papers::CameInCard;
pub use radios::Radios;
pub use reschedule::typed_date;
use slips::Slips;
use steps::Steps;
use viewer::Viewer;
use watchers::Watchers;

use crate::api::{
    self, GetStaffConversation, GetStaffDossier, ListStaffDeliveries, Nothing,
    ReadStaffConversation, WriteStaffMessage,
};
use crate::area::dossier::conversation::conversation;
use crate::area::dossier::form::form_of;
use crate::area::dossier::history::History;
use crate::area::dossier::sent::sent;
use crate::area::dossier::why::WhyThisDate;
use crate::area::staff::place;
use crate::i18n::{lang, t, text};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, memo};
use crate::remote::Remote;
use crate::ui::Icon;

/// The page; built anew for another dossier.
#[component]
pub fn Workspace() -> impl IntoView {
    let params = use_params_map();
    use_query_map().with_untracked(|map| {
        if map.get("view").is_some() {
            place::begin(&place::read(map));
        }
    });
    let id = memo(move || params.with(|params| params.get("id").unwrap_or_default()));
    move || view! { <Opened id=id.get()/> }
}

#[component]
fn Opened(id: String) -> impl IntoView {
    let changes = use_live().changes(Interest::Dossier(id.clone()));
    let fetched = id.clone();
    let remote = Remote::new(move || {
        changes.track();
        let id = fetched.clone();
        async move {
            let dossier = api::call::<GetStaffDossier>(&[&id], &Nothing {}).await?;
            let form = form_of(&dossier.form).await?;
            Ok(Sheet { dossier, form })
        }
    });
    remote.view(move |sheet| {
        let desk = Desk::new(sheet, remote);
        view! { <Content desk/> }.into_any()
    })
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let first = desk.dossier.get_untracked();
    let title = format!("{} – {}", first.row.code, text(&first.row.procedure_name));
    let form: Signal<Option<Arc<Form>>> = derived(move || Some(desk.form.get()));
    let events = memo(move || desk.dossier.with(|dossier| dossier.timeline.clone()));
    // What belongs to the office of the agency is not there for another one that is asked for its opinion.
    let guest = first.guest;
    let promise = memo(move || desk.dossier.with(|dossier| dossier.promise.clone()));
    let basis = memo(move || desk.dossier.with(|dossier| dossier.basis.clone()));
    view! {
        <PageTitle title=derived(move || title.clone())/>
        <div class="workspace">
            <Head desk/>
            {(!guest).then(|| view! { <div class="workspace__beside"><Watchers desk/><Neighbours desk/></div> })}
            {guest.then(|| view! { <p class="save-state"><Icon name="info"/>{t::flow::guest_text(lang())}</p> })}
            <ChangedBanner desk/>
            <Done desk/>
            <div class="workspace__answers">
                <Beside desk/>
                <WhyThisDate promise basis/>
                <CameInCard desk/>
                {(!first.came_in.paper_only).then(|| view! { <Answers desk/> })}
                <Checklist desk/>
                {(!guest).then(|| view! { <Slips desk/><AsideCard desk/> })}
                <Steps desk/>
                {(!guest).then(|| view! { <div class="summary-card"><div class="workspace__history">{conversation::<GetStaffConversation, WriteStaffMessage, ReadStaffConversation>(desk.id(), true)}</div></div> })}
                <section class="summary-card" aria-labelledby="history-title">
                    <div class="summary-card__head"><h2 class="summary-card__title" id="history-title">{t::staff::history(lang())}</h2></div>
                    <div class="workspace__history"><History events form/>{(!guest).then(|| sent::<ListStaffDeliveries>(desk.id(), t::delivery::log_title_staff(lang())))}</div>
                </section>
            </div>
            <section class="workspace__files" aria-label=t::staff::files_region(lang())><Viewer desk/></section>
            <ActionBar desk/>
            <ActionDialog desk/>
        </div>
    }
}
