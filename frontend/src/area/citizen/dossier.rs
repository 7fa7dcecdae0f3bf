//! One own dossier. The sentence that says who has it, what next and by when comes first; everything changes in place
//! when something happens, and live/ says it aloud.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use motcua_shared::event::Interest;
use motcua_shared::form::Form;
use motcua_shared::time::show_moment;

use super::dossier_copy::FileAgain;
use super::dossier_parts::{About, Answers, CounterReadings, Papers, Readers, Results, ToDo};
use super::dossier_slips::Slips;
use super::linked::Linked;
use super::payment::ToPay;
use super::receipt::Receipt;
use super::withdrawal::Withdrawal;
use crate::api::{
    self, DossierView, GetConversation, GetDossier, ListDeliveries, Nothing, ReadConversation,
    WriteMessage,
};
use crate::area::dossier::conversation::conversation;
use crate::area::dossier::deadline::Deadline;
use crate::area::dossier::form::form_of;
use crate::area::dossier::history::History;
use crate::area::dossier::sent::sent;
use crate::area::dossier::why::WhyThisDate;
use crate::i18n::{lang, lang_of, t, text};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::tag::{status_icon, tone_name};
use crate::ui::{Breadcrumb, LiveIcon};

/// The page; built anew for another dossier.
#[component]
pub fn DossierPage() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| params.get("id").unwrap_or_default()));
    move || view! { <Page id=id.get()/> }
}

#[component]
fn Page(id: String) -> impl IntoView {
    let changes = use_live().changes(Interest::Dossier(id.clone()));
    // A receipt is shown on the first view after filing; the address keeps it, so it can be bookmarked.
    let filed = use_query_map().with_untracked(|query| query.get("bien-nhan").is_some());
    let dossier = Remote::new(move || {
        changes.track();
        let id = id.clone();
        async move { api::call::<GetDossier>(&[&id], &Nothing {}).await }
    });
    dossier.view(move |view| view! { <Content dossier=view remote=dossier filed/> }.into_any())
}

#[component]
fn Content(
    dossier: Signal<DossierView>,
    remote: Remote<DossierView>,
    filed: bool,
) -> impl IntoView {
    let dossier = memo(move || dossier.get());
    let first = dossier.get_untracked();
    let name = text(&first.summary.procedure_name);
    let name_lang = lang_of(&first.summary.procedure_name);
    let code = first.summary.code.clone();
    let hash = memo(move || dossier.with(|dossier| dossier.form.clone()));
    let form = Remote::new(move || {
        let hash = hash.get();
        async move { form_of(&hash).await }
    });
    let known_form: Signal<Option<Arc<Form>>> = derived(move || form.get());
    let events = memo(move || dossier.with(|dossier| dossier.timeline.clone()));
    let promise = memo(move || dossier.with(|dossier| dossier.promise.clone()));
    let basis = memo(move || dossier.with(|dossier| dossier.basis.clone()));
    let title = format!("{name} – {code}");
    let above = vec![(
        route::DOSSIERS.to_owned(),
        t::shell::dossiers_title(lang()).to_owned(),
    )];
    let head = if filed {
        view! { <Receipt dossier form=known_form/> }.into_any()
    } else {
        view! {
            <div class="stack stack--tight">
                <h1 tabindex="-1" lang=name_lang>{name.clone()}</h1>
                <p class="muted">{t::citizen::code_label(lang())}" "<span class="code">{code}</span></p>
            </div>
        }
        .into_any()
    };
    view! {
        <PageTitle title=derived(move || title.clone())/>
        <div class="page">
            <Breadcrumb above here=name/>
            <div class="stack">
                {head}
                <StatusBlock dossier/>
                <WhyThisDate promise basis/>
                <ToDo dossier form=known_form/>
                <ToPay dossier/>
                <Results dossier/>
                <div class="with-aside">
                    <div class="stack stack--loose">
                        <section class="stack" aria-labelledby="history-title">
                            <h2 id="history-title">{t::dossier_page::history(lang())}</h2>
                            <History events form=known_form/>
                        </section>
                        {conversation::<GetConversation, WriteMessage, ReadConversation>(first.summary.id.clone(), false)}
                        <Papers dossier form=known_form/>
                        <Slips dossier/>
                        <Linked dossier/>
                        {(!first.came_in.paper_only).then(|| form.view(move |form| view! { <Answers dossier form/> }.into_any()))}
                    </div>
                    <aside class="stack" aria-label=t::citizen::about(lang())>
                        <About dossier/>
                        {(!first.came_in.paper_only).then(|| view! { <FileAgain id=first.summary.id.clone()/> })}
                        <Withdrawal dossier remote/>
                        {sent::<ListDeliveries>(first.summary.id.clone(), t::delivery::log_title(lang()))}
                        <Readers dossier/>
                        <CounterReadings/>
                    </aside>
                </div>
            </div>
        </div>
    }
}

/// The status, the sentence, the date: the most important thing on the page.
#[component]
fn StatusBlock(dossier: Memo<DossierView>) -> impl IntoView {
    let status = memo(move || dossier.with(|dossier| dossier.summary.status));
    let due = derived(move || dossier.with(|dossier| dossier.summary.due_at));
    let icon = derived(move || status_icon(status.get()));
    let updated = move || {
        t::citizen::updated(
            lang(),
            &dossier.with(|dossier| show_moment(dossier.summary.updated_at)),
        )
    };
    view! {
        <section class=live(move || format!("status status--{}", tone_name(status.get().tone()))) aria-labelledby="status-title">
            <span class="arch"><LiveIcon name=icon/></span>
            <div class="status__body">
                <h2 class="status__label" id="status-title">{live_view(move || status.get().name(lang()))}</h2>
                <p class="status__sentence" lang=live(move || dossier.with(|dossier| lang_of(&dossier.summary.sentence)))>
                    {live_view(move || dossier.with(|dossier| text(&dossier.summary.sentence)))}
                </p>
                <p class="status__meta"><Deadline due status/><span>{updated}</span></p>
            </div>
        </section>
    }
}
