//! One procedure with the eleven items of R-CAT-03 and the way to file it.

mod action;
mod items;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use motcua_shared::api::{GetProcedure, ProcedureView};
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::{parse_iso_date, show_date};

use super::overview::{level_name, mode_name};
use crate::a11y::focus_by_id;
use crate::api;
use crate::i18n::{Lang, lang, lang_of, t, text, vietnamese};
use crate::page::PageTitle;
use crate::reactive::{handler, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::icon::Icon;
use crate::ui::{Breadcrumb, Tag};
use action::{ActionBar, PrimaryAction};

/// The page of a procedure.
#[component]
pub fn ProcedurePage() -> impl IntoView {
    let params = use_params_map();
    let slug = memo(move || params.with(|params| params.get("slug").unwrap_or_default()));
    // Another procedure is another page: built anew, with its own heading to focus.
    move || {
        let slug = slug.get();
        let remote = Remote::new(move || {
            let slug = slug.clone();
            async move { api::get::<GetProcedure>(&[&slug], &[]).await }
        });
        remote.view(move |view| view! { <Content view=view.get_untracked()/> }.into_any())
    }
}

#[component]
fn Content(view: ProcedureView) -> impl IntoView {
    let procedure = view.procedure.clone();
    let sector = (
        format!(
            "{}?sector={}",
            route::PROCEDURES,
            route::escape(&procedure.sector.code)
        ),
        procedure.sector.name.clone(),
    );
    let above = vec![
        (
            route::PROCEDURES.to_owned(),
            t::shell::nav_procedures(lang()).to_owned(),
        ),
        sector,
    ];
    let name = text(&procedure.name);
    let levels = procedure
        .levels
        .iter()
        .map(|level| level_name(*level))
        .collect::<Vec<_>>()
        .join(", ");
    let online = view.form.is_some();
    let tag = if online {
        view! { <Tag tone=Tone::Success icon="send" text=t::shell::tag_online(lang())/> }.into_any()
    } else {
        view! { <Tag tone=Tone::Neutral icon="map-pin" text=t::shell::tag_not_online(lang())/> }
            .into_any()
    };
    // The law knows the Vietnamese name only (R-CAT-04): it stands beside a translation.
    let legal_name = (lang() == Lang::En && !procedure.name.en.is_empty())
        .then(|| view! { <p class="lead" lang="vi">{procedure.name.vi.clone()}</p> });
    let retrieved = parse_iso_date(&procedure.retrieved)
        .map(show_date)
        .unwrap_or_default();
    let fee = items::fee_in_short(&procedure.fee);
    view! {
        <PageTitle title=name.clone()/>
        <div class="page">
            <Breadcrumb above here=name.clone()/>
            <div class="stack stack--loose">
                <div class="stack">
                    <h1 tabindex="-1" lang=lang_of(&procedure.name)>{name}</h1>
                    {legal_name}
                    <p class="cluster">
                        {tag}
                        <span class="muted small">{t::shell::procedure_code(lang(), &procedure.code)}</span>
                    </p>
                    <PrimaryAction view=view.clone()/>
                </div>
                <div class="with-aside">
                    <div class="stack stack--loose">
                        {(lang() == Lang::En).then(|| view! { <p class="muted">{t::portal::procedure_vietnamese_only(lang())}</p> })}
                        <items::Items view=view.clone()/>
                        {(!retrieved.is_empty()).then(|| view! { <p class="small muted">{t::shell::procedure_retrieved(lang(), &retrieved)}</p> })}
                    </div>
                    <aside class="stack procedure-aside" aria-label=t::shell::procedure_summary(lang())>
                        <dl class="facts facts--panel">
                            <div><dt><Icon name="clock"/>{t::shell::item_time(lang())}</dt><dd lang=vietnamese()>{procedure.time_limit.clone()}</dd></div>
                            <div><dt><Icon name="wallet"/>{t::shell::item_fee(lang())}</dt><dd>{fee}</dd></div>
                            <div><dt><Icon name="building"/>{t::shell::item_agency(lang())}</dt><dd lang=vietnamese()>{procedure.executed_by.join("; ")}</dd></div>
                            <div><dt><Icon name="map-pin"/>{t::shell::procedure_level(lang())}</dt><dd>{levels}</dd></div>
                            <div><dt><Icon name="globe"/>{t::shell::procedure_mode(lang())}</dt><dd>{mode_name(procedure.mode)}</dd></div>
                        </dl>
                        <Contents/>
                    </aside>
                </div>
            </div>
            {online.then(|| view! { <ActionBar/> })}
        </div>
    }
}

/// Table of contents. The links move the focus themselves, because the router swallows `#hash` links (trap T1).
#[component]
fn Contents() -> impl IntoView {
    let link = |(id, title): (&'static str, &'static str)| {
        let jump = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            if focus_by_id(id)
                && let Some(heading) = document().get_element_by_id(id)
            {
                heading.scroll_into_view_with_bool(true);
            }
        };
        view! { <li><a href=format!("#{id}") on:click=handler(jump)>{title}</a></li> }
    };
    view! {
        <nav class="contents" aria-labelledby="contents-title">
            <h2 class="contents__title" id="contents-title">{t::portal::contents(lang())}</h2>
            <ul role="list">{items::headings().map(link)}</ul>
        </nav>
    }
}
