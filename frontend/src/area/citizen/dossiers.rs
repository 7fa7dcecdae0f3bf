//! Own dossiers: what waits for the person first, then what is under way, what has ended, and unfinished e-forms.

use futures::future::join;
use leptos::prelude::*;
use motcua_shared::dossier::Status;
use motcua_shared::dossier::status::Tone;
use motcua_shared::event::Interest;
use motcua_shared::time::show_date;

use super::drafts::Drafts;
use crate::api::{self, DossierSummary, DraftSummary, ListDossiers, ListDrafts, Nothing, Problem};
use crate::area::dossier::deadline::Deadline;
use crate::form::device;
use crate::i18n::{lang, lang_of, t, text};
use crate::live::use_live;
use crate::offline::{account, kept};
use crate::page::PageTitle;
use crate::reactive::{derived, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::leave::LeaveDialog;
use crate::ui::{Banner, Empty, Icon, StatusTag};

/// What the page shows.
pub type Own = (Vec<DossierSummary>, Vec<DraftSummary>);

/// The page.
#[component]
pub fn DossiersPage() -> impl IntoView {
    let changes = use_live().changes(Interest::Own);
    let session = use_session();
    let own = Remote::new(move || {
        changes.track();
        let account = session.account_untracked().map(|account| account.id);
        own(account.unwrap_or_default())
    });
    own.view(move |value| {
        view! { <List value again=Callback::new(move |()| own.reload())/> }.into_any()
    })
}

/// What the server says; without a network what this device keeps.
async fn own(account: String) -> Result<Own, Problem> {
    let (dossiers, drafts) = join(
        kept::call::<ListDossiers>(&[], &account, "list/dossiers"),
        api::call::<ListDrafts>(&[], &Nothing {}),
    )
    .await;
    match drafts {
        Ok(drafts) => {
            let there: Vec<String> = drafts.iter().map(|draft| draft.id.clone()).collect();
            device::keep_only(&account, &there).await;
            Ok((dossiers?.value, drafts))
        }
        Err(problem) if kept::is_away(problem.code) => {
            let drafts = device::drafts_here(&account).await;
            match dossiers {
                Ok(dossiers) => Ok((dossiers.value, drafts)),
                Err(_) if !drafts.is_empty() => Ok((Vec::new(), drafts)),
                Err(_) => Err(problem),
            }
        }
        Err(problem) => Err(problem),
    }
}

#[component]
fn List(value: Signal<Own>, again: Callback<()>) -> impl IntoView {
    let part = move |ended: bool| {
        memo(move || {
            value.with(|(all, _)| {
                all.iter()
                    .filter(|one| one.status.is_terminal() == ended)
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let (live, ended) = (part(false), part(true));
    let drafts = memo(move || value.with(|(_, drafts)| drafts.clone()));
    let waiting = memo(move || {
        live.with(|live| {
            live.iter()
                .filter(|one| {
                    matches!(
                        one.status,
                        Status::SupplementRequired | Status::PaymentRequired
                    )
                })
                .count()
        })
    });
    let nothing = memo(move || value.with(|(all, drafts)| all.is_empty() && drafts.is_empty()));
    view! {
        <PageTitle title=derived(|| t::shell::dossiers_title(lang()).to_owned())/>
        <LeaveDialog/>
        {account::waiting_filing().map(|draft| view! {
            <section class="bar bar--attention" aria-label=t::portal::connection_label(lang())><div class="bar__inner">
                <Icon name="send"/><p>{t::portal::filing_waits(lang())}" "<a href=route::draft_review(&draft)>{t::portal::filing_waits_link(lang())}</a></p>
            </div></section>
        })}
        <div class="page stack">
            <div class="cluster cluster--between">
                <h1 tabindex="-1">{t::shell::dossiers_title(lang())}</h1>
                <a class="button" href=route::PROCEDURES><Icon name="plus"/>{t::citizen::new_dossier(lang())}</a>
            </div>
            {live_view(move || (waiting.get() > 0).then(|| {
                let title = match waiting.get() {
                    1 => t::citizen::waiting_one(lang()).to_owned(),
                    count => t::citizen::waiting_many(lang(), &count.to_string()),
                };
                view! { <Banner tone=Tone::Attention id="waiting-title" title><p>{t::citizen::waiting_text(lang())}</p></Banner> }
            }))}
            {live_view(move || nothing.get().then(|| view! {
                <Empty icon="inbox" title=t::citizen::none_title(lang()) text=t::citizen::none_text(lang())>
                    <a class="button button--secondary" href=route::PROCEDURES>{t::citizen::find_procedure(lang())}</a>
                </Empty>
            }))}
            <Cards id="dossiers-live" title=t::citizen::live_heading(lang()) dossiers=live/>
            <Drafts drafts again/>
            <Cards id="dossiers-ended" title=t::citizen::ended_heading(lang()) dossiers=ended/>
        </div>
    }
}

/// A section of dossiers; absent while there are none.
#[component]
fn Cards(
    id: &'static str,
    title: &'static str,
    dossiers: Memo<Vec<DossierSummary>>,
) -> impl IntoView {
    let any = memo(move || dossiers.with(|all| !all.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <section class="stack" aria-labelledby=id>
                    <h2 class="section-title" id=id>{title}</h2>
                    <ul class="grid grid--wide" role="list">
                        <For each=move || dossiers.get() key=|one| one.id.clone() let:first>
                            <Card dossiers first/>
                        </For>
                    </ul>
                </section>
            }
        })
    }
}

/// One dossier; its texts change in place when it changes.
#[component]
fn Card(dossiers: Memo<Vec<DossierSummary>>, first: DossierSummary) -> impl IntoView {
    let name = text(&first.procedure_name);
    let name_lang = lang_of(&first.procedure_name);
    let (href, code, filed) = (
        route::dossier(&first.id),
        first.code.clone(),
        show_date(first.submitted_at.local().date),
    );
    let dossier = memo(move || {
        dossiers
            .with(|all| all.iter().find(|one| one.id == first.id).cloned())
            .unwrap_or_else(|| first.clone())
    });
    let status = derived(move || dossier.with(|one| one.status));
    let due = derived(move || dossier.with(|one| one.due_at));
    view! {
        <li class="card card--link">
            <p class="cluster cluster--between"><StatusTag status/><Deadline due status/></p>
            <h3 class="card__title"><a href=href lang=name_lang>{name}</a></h3>
            <p class="card__text" lang=live(move || dossier.with(|one| lang_of(&one.sentence)))>{live_view(move || dossier.with(|one| text(&one.sentence)))}</p>
            <p class="card__meta"><span class="code">{code}</span><span>{t::citizen::filed_on(lang(), &filed)}</span></p>
        </li>
    }
}
