//! The leader's board (R-FLOW-23): the load of units and officers. Every number is a link to its dossiers; there they are chosen
//! and given to somebody else. Instructions are written in the workspace.

use leptos::prelude::*;
use motcua_shared::event::Interest;

use crate::api::{
    self, BoardLine, GetBoard, NOBODY, Nothing, Period, QueueQuery, QueueView, ReusePeriod, percent,
};
use crate::area::staff::place::address;
use crate::i18n::{lang, t, text};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::BackLink;

/// The page.
#[component]
pub fn Board() -> impl IntoView {
    let changes = use_live().changes(Interest::Queue);
    let remote = Remote::new(move || {
        changes.track();
        async move { api::call::<GetBoard>(&[], &Nothing {}).await }
    });
    remote.view(move |board| view! { <Content board/> }.into_any())
}

#[component]
fn Content(board: Signal<api::Board>) -> impl IntoView {
    let units = memo(move || board.with(|board| board.units.clone()));
    let officers = memo(move || board.with(|board| board.officers.clone()));
    let reuse = memo(move || board.with(|board| board.reuse.clone()));
    view! {
        <PageTitle title=derived(|| t::desk::board_title(lang()).to_owned())/>
        <div class="staff__main">
            <BackLink href=derived(|| route::QUEUE.to_owned()) text=t::staff::back(lang())/>
            <div class="staff__head"><h1 tabindex="-1">{t::desk::board_title(lang())}</h1></div>
            <div class="stack">
                <p>{t::desk::board_intro(lang())}</p>
                <Lines caption=t::desk::board_units(lang()) first=t::desk::board_name_unit(lang()) lines=units is_unit=true/>
                <Lines caption=t::desk::board_officers(lang()) first=t::desk::board_name_officer(lang()) lines=officers is_unit=false/>
                <Reuse reuse/>
            </div>
        </div>
    }
}

/// What the agency did not ask again, by period: dossiers, answers, papers.
#[component]
fn Reuse(reuse: Memo<Vec<ReusePeriod>>) -> impl IntoView {
    let row = |one: ReusePeriod| {
        let name = match one.period {
            Period::Month => t::my_data::board_month(lang()),
            Period::Quarter => t::my_data::board_quarter(lang()),
            Period::Year => t::my_data::board_year(lang()),
        };
        let cell = |part: u64, whole: u64, column: &'static str| {
            let words = match percent(part, whole, lang()) {
                Some(share) => {
                    t::my_data::board_share(lang(), &part.to_string(), &whole.to_string(), &share)
                }
                None => "–".to_owned(),
            };
            view! { <td class="table__number" data-label=column>{words}</td> }
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cell(one.reusing, one.dossiers, t::my_data::board_dossiers(lang()))}
                {cell(one.answers_reused, one.answers, t::my_data::board_answers(lang()))}
                {cell(one.files_reused, one.files, t::my_data::board_files(lang()))}
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="table-frame">
            <table class="table table--dense table--cards">
                <caption>{t::my_data::board_reuse(lang())}</caption>
                <thead><tr>
                    <th scope="col">{t::my_data::board_period(lang())}</th>
                    <th scope="col" class="table__number">{t::my_data::board_dossiers(lang())}</th>
                    <th scope="col" class="table__number">{t::my_data::board_answers(lang())}</th>
                    <th scope="col" class="table__number">{t::my_data::board_files(lang())}</th>
                </tr></thead>
                <tbody>{live_view(move || reuse.get().into_iter().map(row).collect::<Vec<_>>())}</tbody>
            </table>
        </div>
        <p class="small muted">{t::my_data::board_reuse_text(lang())}</p>
    }
}

#[component]
fn Lines(
    caption: &'static str,
    first: &'static str,
    lines: Memo<Vec<BoardLine>>,
    is_unit: bool,
) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table class="table table--dense table--cards">
                <caption>{caption}</caption>
                <thead><tr>
                    <th scope="col">{first}</th>
                    <th scope="col" class="table__number">{t::desk::board_load(lang())}</th>
                    <th scope="col" class="table__number">{t::desk::board_due(lang())}</th>
                    <th scope="col" class="table__number">{t::desk::board_overdue(lang())}</th>
                    <th scope="col" class="table__number">{t::desk::board_idle(lang())}</th>
                </tr></thead>
                <tbody>{live_view(move || lines.get().into_iter().map(|one| line(one, is_unit)).collect::<Vec<_>>())}</tbody>
            </table>
        </div>
    }
}

fn line(line: BoardLine, is_unit: bool) -> AnyView {
    let name = if line.id == NOBODY {
        t::staff::nobody(lang()).to_owned()
    } else {
        text(&line.name)
    };
    let unit = text(&line.unit);
    let number = |number: u64, view: QueueView, idle: bool, column: &'static str| {
        let id = line.id.clone();
        let (unit, officer) = if is_unit {
            (id, String::new())
        } else {
            (String::new(), id)
        };
        let query = QueueQuery {
            view,
            idle,
            unit,
            officer,
            ..QueueQuery::default()
        };
        let words = t::desk::board_link(lang(), &number.to_string(), &name, column);
        let content = if number == 0 {
            view! { <span>"0"</span> }.into_any()
        } else {
            view! { <a href=address(&query) aria-label=words>{number.to_string()}</a> }.into_any()
        };
        view! { <td class="table__number" data-label=column>{content}</td> }
    };
    view! {
        <tr>
            <th scope="row">{name.clone()}{(!unit.is_empty()).then(|| view! { <span class="table__sub">{unit}</span> })}</th>
            {number(line.load, QueueView::Agency, false, t::desk::board_load(lang()))}
            {number(line.due, QueueView::Due, false, t::desk::board_due(lang()))}
            {number(line.overdue, QueueView::Overdue, false, t::desk::board_overdue(lang()))}
            {number(line.idle, QueueView::Agency, true, t::desk::board_idle(lang()))}
        </tr>
    }
    .into_any()
}
