//! The catalogue: search, filters, chips, pages. The whole state is in the address (R-CAT-06, R-CAT-07).

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use motcua_shared::api::{
    Page, Problem, ProcedureQuery, ProcedureSummary, SearchProcedures, SectorCount,
};

use super::home::ProcedureCard;
use super::overview::{self, LEVELS, MODES, level_name, mode_name};
use super::search::SearchBox;
use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, t, vietnamese};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::icon::Icon;
use crate::ui::{Breadcrumb, Empty, Pagination};

/// Gets the focus when the pressed control is gone: a page link, a chip.
const RESULTS: &str = "results-title";

/// Address of a query.
fn address(query: &ProcedureQuery) -> String {
    let pairs: Vec<String> = query
        .pairs()
        .iter()
        .map(|(name, value)| format!("{name}={}", route::escape(value)))
        .collect();
    if pairs.is_empty() {
        route::PROCEDURES.to_owned()
    } else {
        format!("{}?{}", route::PROCEDURES, pairs.join("&"))
    }
}

/// What one look at the server brings.
#[derive(Clone, PartialEq)]
struct Found {
    query: ProcedureQuery,
    page: Page<ProcedureSummary>,
    sectors: Vec<SectorCount>,
}

impl Found {
    /// Name of a sector; its code when it is not known.
    fn sector_name(&self, code: &str) -> String {
        self.sectors
            .iter()
            .find(|one| one.sector.code == code)
            .map_or_else(|| code.to_owned(), |one| one.sector.name.clone())
    }
}

async fn find(query: ProcedureQuery) -> Result<Found, Problem> {
    let pairs = query.pairs();
    let (page, sectors) = futures::future::try_join(
        api::get::<SearchProcedures>(&[], &pairs),
        overview::sectors(),
    )
    .await?;
    Ok(Found {
        query,
        page,
        sectors,
    })
}

/// The page of all procedures.
#[component]
pub fn ProceduresPage() -> impl IntoView {
    let map = use_query_map();
    let query = memo(move || {
        map.with(|map| ProcedureQuery {
            q: map.get("q").unwrap_or_default(),
            sector: map.get("sector").unwrap_or_default(),
            level: map.get("level").unwrap_or_default(),
            mode: map.get("mode").unwrap_or_default(),
            online: map.get("online").is_some_and(|value| value == "true"),
            page: map
                .get("page")
                .and_then(|page| page.parse().ok())
                .unwrap_or(0),
        })
    });
    let remote = Remote::new(move || find(query.get()));
    remote.view(move |found| view! { <Catalogue found/> }.into_any())
}

#[component]
fn Catalogue(found: Signal<Found>) -> impl IntoView {
    let query = memo(move || found.with(|found| found.query.clone()));
    let total = memo(move || found.with(|found| found.page.total));
    let pages = memo(move || found.with(|found| (found.page.page, found.page.pages())));
    let count = move || t::shell::results_count(lang(), &total.get().to_string());
    // Not for the first result, which comes with a new page.
    Effect::new(move |before: Option<ProcedureQuery>| {
        let now = query.get();
        if let Some(before) = before
            && before != now
        {
            let (page, pages) = pages.get_untracked();
            let count = t::shell::results_count(lang(), &total.get_untracked().to_string());
            announce(if pages > 1 {
                t::portal::results_announced(lang(), &count, &page.to_string(), &pages.to_string())
            } else {
                count
            });
            if before.page.max(1) != now.page.max(1) {
                focus_by_id(RESULTS);
            }
        }
        now
    });
    let navigate = use_navigate();
    let go = Callback::new(move |query: ProcedureQuery| {
        navigate(
            &address(&query),
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        )
    });
    let on_search = Callback::new(move |q: String| {
        go.run(ProcedureQuery {
            q,
            page: 0,
            ..query.get_untracked()
        })
    });
    let title = derived(move || {
        query.with(|query| {
            if query.q.is_empty() {
                t::shell::procedures_title(lang()).to_owned()
            } else {
                t::shell::procedures_search_title(lang(), &query.q)
            }
        })
    });
    let href = Callback::new(move |page: u64| {
        query.with_untracked(|query| {
            address(&ProcedureQuery {
                page,
                ..query.clone()
            })
        })
    });
    view! {
        <PageTitle title/>
        <div class="page stack">
            <div>
                <Breadcrumb here=t::shell::nav_procedures(lang())/>
                <h1 tabindex="-1">{t::shell::procedures_title(lang())}</h1>
            </div>
            <SearchBox words=derived(move || query.with(|query| query.q.clone())) on_search/>
            <Filter found query go/>
            <Chips found query go count=derived(count)/>
            <h2 class="visually-hidden" id=RESULTS tabindex="-1">{t::shell::results_heading(lang())}</h2>
            {live_view(move || found.with(|found| {
                if found.page.items.is_empty() {
                    return view! {
                        <Empty icon="search" title=t::shell::results_none_title(lang()) text=t::shell::results_none(lang())>
                            <a class="button button--secondary" href=route::PROCEDURES>{t::shell::results_all(lang())}</a>
                        </Empty>
                    }
                    .into_any();
                }
                let cards: Vec<_> = found.page.items.iter().cloned().map(|procedure| view! { <ProcedureCard procedure/> }).collect();
                view! { <ul class="grid grid--wide" role="list">{cards}</ul> }.into_any()
            }))}
            <Pagination page=derived(move || pages.get().0) pages=derived(move || pages.get().1) href/>
        </div>
    }
}

/// The filters: chosen first, applied by the button, so that nothing jumps while somebody chooses.
#[component]
fn Filter(
    found: Signal<Found>,
    query: Memo<ProcedureQuery>,
    go: Callback<ProcedureQuery>,
) -> impl IntoView {
    let sector = NodeRef::<html::Select>::new();
    let level = NodeRef::<html::Select>::new();
    let mode = NodeRef::<html::Select>::new();
    let online = NodeRef::<html::Input>::new();
    // The fields follow the address: back, a removed chip.
    Effect::new(move || {
        query.with(|query| {
            for (node, value) in [
                (sector, &query.sector),
                (level, &query.level),
                (mode, &query.mode),
            ] {
                if let Some(select) = node.get() {
                    select.set_value(value);
                }
            }
            if let Some(input) = online.get() {
                input.set_checked(query.online);
            }
        });
    });
    let chosen = |node: NodeRef<html::Select>| {
        node.get_untracked()
            .map(|select| select.value())
            .unwrap_or_default()
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        go.run(ProcedureQuery {
            q: query.with_untracked(|query| query.q.clone()),
            sector: chosen(sector),
            level: chosen(level),
            mode: chosen(mode),
            online: online.get_untracked().is_some_and(|input| input.checked()),
            page: 0,
        });
    };
    let sectors = found.with_untracked(|found| {
        let mut sectors = found.sectors.clone();
        sectors.sort_by_key(|one| motcua_shared::text::fold(&one.sector.name));
        sectors
    });
    let field = |id: &'static str,
                 label: &'static str,
                 node: NodeRef<html::Select>,
                 options: Vec<(String, String)>,
                 lang: Option<&'static str>| {
        let options: Vec<_> = options
            .into_iter()
            .map(|(value, name)| view! { <option value=value lang=lang>{name}</option> })
            .collect();
        view! {
            <div class="field">
                <label class="field__label" for=id>{label}</label>
                <select class="input select" id=id node_ref=node><option value="">{t::shell::filter_all(crate::i18n::lang())}</option>{options}</select>
            </div>
        }
    };
    let sectors = sectors
        .into_iter()
        .map(|SectorCount { sector, procedures }| {
            (sector.code, format!("{} ({procedures})", sector.name))
        })
        .collect();
    let levels = LEVELS
        .into_iter()
        .map(|(key, level)| (key.to_owned(), level_name(level).to_owned()))
        .collect();
    let modes = MODES
        .into_iter()
        .map(|(key, mode)| (key.to_owned(), mode_name(mode).to_owned()))
        .collect();
    // Open where there is room or something is chosen; folded away on a phone, so that results are in sight.
    let wide = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_some_and(|width| width >= 640.0);
    view! {
        <details class="disclosure disclosure--card" open=wide>
            <summary>{t::shell::filter_label(lang())}</summary>
            <form class="stack disclosure__body" aria-label=t::shell::filter_label(lang()) on:submit=handler(submit)>
                <div class="filter__fields">
                    {field("filter-sector", t::shell::filter_sector(lang()), sector, sectors, vietnamese())}
                    {field("filter-level", t::shell::filter_level(lang()), level, levels, None)}
                    {field("filter-mode", t::shell::filter_mode(lang()), mode, modes, None)}
                </div>
                <label class="choice choice--bare">
                    <input class="choice__input" type="checkbox" node_ref=online/>
                    <span class="choice__text">{t::shell::filter_online(lang())}</span>
                </label>
                <div class="button-row"><button class="button button--secondary" type="submit"><Icon name="filter"/>{t::shell::filter_apply(lang())}</button></div>
            </form>
        </details>
    }
}

/// The count, and the chosen filters as buttons that remove them.
#[component]
fn Chips(
    found: Signal<Found>,
    query: Memo<ProcedureQuery>,
    go: Callback<ProcedureQuery>,
    count: Signal<String>,
) -> impl IntoView {
    let chip = move |name: String, lang_of_name: Option<&'static str>, without: ProcedureQuery| {
        let remove = move |_| {
            go.run(ProcedureQuery {
                page: 0,
                ..without.clone()
            });
            focus_by_id(RESULTS);
        };
        view! {
            <li>
                <button class="chip" type="button" on:click=handler(remove)>
                    <span class="visually-hidden">{t::shell::filter_remove(lang())}" "</span><span lang=lang_of_name>{name}</span><Icon name="close"/>
                </button>
            </li>
        }
    };
    let chips = move || {
        let query = query.get();
        let mut chips = Vec::new();
        if !query.q.is_empty() {
            chips.push(chip(
                format!("“{}”", query.q),
                None,
                ProcedureQuery {
                    q: String::new(),
                    ..query.clone()
                },
            ));
        }
        if !query.sector.is_empty() {
            let name = found.with(|found| found.sector_name(&query.sector));
            chips.push(chip(
                name,
                vietnamese(),
                ProcedureQuery {
                    sector: String::new(),
                    ..query.clone()
                },
            ));
        }
        if let Some((_, level)) = LEVELS.iter().find(|(key, _)| *key == query.level) {
            chips.push(chip(
                level_name(*level).to_owned(),
                None,
                ProcedureQuery {
                    level: String::new(),
                    ..query.clone()
                },
            ));
        }
        if let Some((_, mode)) = MODES.iter().find(|(key, _)| *key == query.mode) {
            chips.push(chip(
                mode_name(*mode).to_owned(),
                None,
                ProcedureQuery {
                    mode: String::new(),
                    ..query.clone()
                },
            ));
        }
        if query.online {
            chips.push(chip(
                t::shell::tag_online(lang()).to_owned(),
                None,
                ProcedureQuery {
                    online: false,
                    ..query.clone()
                },
            ));
        }
        (!chips.is_empty()).then(|| view! { <ul role="list">{chips}</ul> })
    };
    view! { <div class="filter-chips"><p class="filter-chips__count">{live_view(move || count.get())}</p>{chips}</div> }
}
