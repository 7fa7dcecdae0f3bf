//! Home: one question and one search box, what can be filed at once, the sectors, how it goes (R-UI-03, R-CAT-05).

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use motcua_shared::access::Role;
use motcua_shared::api::{ListDrafts, ProcedureSummary, SectorCount};
use motcua_shared::dossier::status::Tone;
use motcua_shared::event::Interest;

use super::overview::{self, level_name, sector_icon};
use super::search::SearchBox;
use crate::api;
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::memo;
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::icon::Icon;
use crate::ui::tag::Tag;

/// Sectors with a tile; the others are on the page of all procedures.
const TILES: usize = 12;

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let remote = Remote::new(|| futures::future::try_join(overview::online(), overview::sectors()));
    remote.view(move |catalogue| {
        let (online, sectors) = catalogue.get_untracked();
        let navigate = use_navigate();
        let on_search = Callback::new(move |words: String| navigate(&route::search(&words), Default::default()));
        let example = |words: &'static str| view! { <a href=route::search(words) lang=vietnamese()>{words}</a> };
        view! {
            <PageTitle title=""/>
            <section class="hero" aria-labelledby="hero-title">
                <div class="hero__inner">
                    <h1 class="hero__title" id="hero-title" tabindex="-1">{t::shell::hero_question(lang())}</h1>
                    <p class="hero__lead">{t::shell::hero_lead(lang())}</p>
                    <SearchBox hero=true words=String::new() on_search/>
                    <p class="hero__examples">
                        {t::shell::hero_examples(lang())}" "
                        {example(t::portal::example_1(lang()))}" "{example(t::portal::example_2(lang()))}" "{example(t::portal::example_3(lang()))}
                    </p>
                </div>
            </section>
            <div class="page stack stack--loose">
                <p><a class="action-link" href=route::LOOK_UP><Icon name="search"/>{t::look_up::title(lang())}<Icon name="arrow-right"/></a></p>
                <Mine/>
                <Online online/>
                <Sectors sectors/>
                <How/>
            </div>
        }
        .into_any()
    })
}

/// What waits for the person who is signed in.
#[component]
fn Mine() -> impl IntoView {
    let session = use_session();
    let role = memo(move || session.role());
    move || {
        match role.get() {
        Some(Role::Citizen) => view! { <MyDrafts/> }.into_any(),
        Some(role) if role.is_officer() => view! {
            <p><a class="action-link" href=route::QUEUE><Icon name="inbox"/>{t::portal::home_queue(lang())}<Icon name="arrow-right"/></a></p>
        }
        .into_any(),
        _ => ().into_any(),
    }
    }
}

/// Own dossiers, and how many forms are unfinished.
#[component]
fn MyDrafts() -> impl IntoView {
    let changes = use_live().changes(Interest::Own);
    let drafts = Remote::new(move || {
        changes.track();
        async { api::get::<ListDrafts>(&[], &[]).await }
    });
    let count = memo(move || drafts.get().map_or(0, |drafts| drafts.len()));
    let words = move || match count.get() {
        0 => t::portal::home_mine_text(lang()).to_owned(),
        count => t::portal::home_drafts(lang(), &count.to_string()),
    };
    view! {
        <section class="card card--accent card--link" aria-labelledby="home-mine">
            <h2 class="card__title" id="home-mine"><a href=route::DOSSIERS>{t::shell::dossiers_title(lang())}</a></h2>
            <p class="card__text">{words}</p>
        </section>
    }
}

/// A procedure as a card.
#[component]
pub fn ProcedureCard(
    /// The procedure.
    procedure: ProcedureSummary,
) -> impl IntoView {
    let levels = procedure
        .levels
        .iter()
        .map(|level| level_name(*level))
        .collect::<Vec<_>>()
        .join(", ");
    let tag = if procedure.online {
        view! { <Tag tone=Tone::Success icon="send" text=t::shell::tag_online(lang())/> }.into_any()
    } else {
        view! { <Tag tone=Tone::Neutral icon="map-pin" text=t::shell::tag_not_online(lang())/> }
            .into_any()
    };
    view! {
        <li class="card card--link">
            <h3 class="card__title" lang=lang_of(&procedure.name)><a href=route::procedure(&procedure.slug)>{text(&procedure.name)}</a></h3>
            <p class="card__text"><span lang=vietnamese()>{procedure.sector.name}</span>" · "{levels}</p>
            <p class="card__meta">{tag}<span>{super::overview::mode_name(procedure.mode)}</span></p>
        </li>
    }
}

/// What can be filed here.
#[component]
fn Online(online: Vec<ProcedureSummary>) -> impl IntoView {
    let cards: Vec<_> = online
        .into_iter()
        .take(6)
        .map(|procedure| view! { <ProcedureCard procedure/> })
        .collect();
    view! {
        <section class="stack" aria-labelledby="home-online">
            <h2 class="section-title" id="home-online">{t::shell::home_online_heading(lang())}</h2>
            <ul class="grid" role="list">{cards}</ul>
        </section>
    }
}

/// The largest sectors as tiles.
#[component]
fn Sectors(sectors: Vec<SectorCount>) -> impl IntoView {
    let all = sectors
        .iter()
        .map(|one| one.procedures)
        .sum::<u64>()
        .to_string();
    let tile = |SectorCount { sector, procedures }: SectorCount| {
        view! {
            <li>
                <a class="tile" href=format!("{}?sector={}", route::PROCEDURES, route::escape(&sector.code))>
                    <span class="arch"><Icon name=sector_icon(&sector.code)/></span>
                    <span class="tile__name" lang=vietnamese()>{sector.name}</span>
                    <span class="tile__meta">{t::shell::sector_count(lang(), &procedures.to_string())}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby="home-sectors">
            <h2 class="section-title" id="home-sectors">{t::shell::home_sectors_heading(lang())}</h2>
            <ul class="tiles" role="list">{sectors.into_iter().take(TILES).map(tile).collect::<Vec<_>>()}</ul>
            <p><a class="action-link" href=route::PROCEDURES>{t::shell::all_procedures(lang(), &all)}<Icon name="arrow-right"/></a></p>
        </section>
    }
}

/// The three things to do.
#[component]
fn How() -> impl IntoView {
    let step = |icon: &'static str, title: &'static str, words: &'static str| {
        view! { <li class="card card--tinted"><span class="arch"><Icon name=icon/></span><h3 class="card__title">{title}</h3><p class="card__text">{words}</p></li> }
    };
    let l = lang();
    view! {
        <section class="stack" aria-labelledby="home-how">
            <h2 class="section-title" id="home-how">{t::shell::home_how_heading(l)}</h2>
            <ul class="grid" role="list">
                {step("edit", t::shell::home_how_fill(l), t::shell::home_how_fill_text(l))}
                {step("camera", t::shell::home_how_files(l), t::shell::home_how_files_text(l))}
                {step("bell", t::shell::home_how_follow(l), t::shell::home_how_follow_text(l))}
            </ul>
        </section>
    }
}
