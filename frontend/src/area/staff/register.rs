//! The register of the agency: every dossier accepted in a year, line by line, and the page to print.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use crate::api::{self, ListRegister, REGISTER_PDF_PATH, RegisterPage, RegisterQuery, RegisterRow};
use crate::i18n::{lang, t, vietnamese};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::{BackLink, Empty, Icon, Pagination};

/// The page.
#[component]
pub fn RegisterOfYear() -> impl IntoView {
    let changes = use_live().changes(Interest::Queue);
    let map = use_query_map();
    let query = memo(move || {
        map.with(|map| RegisterQuery {
            year: number(map.get("year")),
            page: number(map.get("page")),
        })
    });
    let page = Remote::new(move || {
        changes.track();
        let pairs = query.get().pairs();
        async move { api::get::<ListRegister>(&[], &pairs).await }
    });
    page.view(move |value| view! { <Content value/> }.into_any())
}

fn number<N: std::str::FromStr + Default>(text: Option<String>) -> N {
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The address of a page of a year.
fn address(year: i32, page: u64) -> String {
    let pairs: Vec<String> = RegisterQuery { year, page }
        .pairs()
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{}?{}", route::REGISTER, pairs.join("&"))
}

#[component]
fn Content(value: Signal<RegisterPage>) -> impl IntoView {
    let page = memo(move || value.get());
    let year = memo(move || page.with(|page| page.year));
    let total = memo(move || page.with(|page| page.page.total));
    let title = derived(move || t::slip::register_of(lang(), &year.get().to_string()));
    let years = memo(move || page.with(|page| page.years.clone()));
    let year_link = move |one: i32| {
        let here = memo(move || year.get() == one);
        view! { <a class="button button--quiet button--small" href=address(one, 1) aria-current=live(move || here.get().then_some("page"))>{one.to_string()}</a> }
    };
    let state = move || {
        let (year, count) = (year.get().to_string(), total.get().to_string());
        if page.with(|page| page.closed) {
            t::slip::register_closed(lang(), &year, &count)
        } else {
            t::slip::register_open(lang(), &count)
        }
    };
    let pdf = live(move || format!("{REGISTER_PDF_PATH}?year={}", year.get()));
    let to_page = Callback::new(move |number: u64| address(year.get(), number));
    view! {
        <PageTitle title/>
        <div class="page page--wide">
            <BackLink href=derived(|| route::QUEUE.to_owned()) text=t::staff::back(lang())/>
            <div class="stack">
                <h1 tabindex="-1">{live_view(move || title.get())}</h1>
                <p>{live_view(state)}</p>
                <div class="cluster">
                    <nav class="cluster" aria-label=t::slip::register_year(lang())>{live_view(move || years.get().into_iter().map(year_link).collect::<Vec<_>>())}</nav>
                    <a class="action-link" href=pdf rel="external"><Icon name="print"/>{t::slip::register_print(lang())}</a>
                </div>
                {live_view(move || (total.get() == 0).then(|| view! {
                    <Empty icon="inbox" title=t::slip::register_empty_title(lang(), &year.get().to_string()) text=t::slip::register_empty(lang())/>
                }))}
                <Lines page title/>
                <Pagination page=derived(move || page.with(|page| page.page.page)) pages=derived(move || page.with(|page| page.page.pages())) href=to_page/>
            </div>
        </div>
    }
}

#[component]
fn Lines(page: Memo<RegisterPage>, title: Signal<String>) -> impl IntoView {
    let rows = memo(move || page.with(|page| page.page.items.clone()));
    view! {
        <div class="table-frame" hidden=live(move || rows.with(Vec::is_empty))>
            <table class="table table--dense table--cards">
                <caption>{live_view(move || title.get())}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t::slip::column_number(lang())}</th>
                        <th scope="col">{t::slip::column_code(lang())}</th>
                        <th scope="col">{t::slip::column_procedure(lang())}</th>
                        <th scope="col">{t::slip::column_owner(lang())}</th>
                        <th scope="col">{t::slip::column_contact(lang())}</th>
                        <th scope="col">{t::slip::column_received(lang())}</th>
                        <th scope="col">{t::slip::column_due(lang())}</th>
                        <th scope="col">{t::slip::column_returned(lang())}</th>
                        <th scope="col">{t::slip::column_note(lang())}</th>
                    </tr>
                </thead>
                <tbody>{live_view(move || rows.get().into_iter().map(line).collect::<Vec<_>>())}</tbody>
            </table>
        </div>
    }
}

fn line(row: RegisterRow) -> AnyView {
    let day = |at: Option<motcua_shared::time::Timestamp>| at.map(show_moment);
    let returned = day(row.returned_at).unwrap_or_else(|| t::slip::not_returned(lang()).to_owned());
    view! {
        <tr>
            <td class="table__number" data-label=t::slip::column_number(lang())>{row.number}</td>
            <th scope="row"><a href=route::staff_dossier(&row.dossier)><span class="code">{row.code}</span></a></th>
            <td class="table__wide" data-label=t::slip::column_procedure(lang()) lang=vietnamese()>{row.procedure_name}</td>
            <td data-label=t::slip::column_owner(lang())>{row.owner}</td>
            <td data-label=t::slip::column_contact(lang()) lang=vietnamese()>{row.address}<span class="table__sub">{row.phone}</span></td>
            <td data-label=t::slip::column_received(lang())>{show_moment(row.received_at)}</td>
            <td data-label=t::slip::column_due(lang())>{day(row.due_at)}</td>
            <td data-label=t::slip::column_returned(lang())>{returned}</td>
            <td data-label=t::slip::column_note(lang())>{row.status.name(lang())}</td>
        </tr>
    }
    .into_any()
}
