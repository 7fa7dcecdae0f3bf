//! The rows of the queue: a table on wide screens, cards on narrow ones, with the columns that the officer has chosen. Rows are
//! keyed, so that a refresh changes texts in place; arrow keys move between the rows.

use leptos::prelude::*;
use motcua_shared::time::show_moment;
use wasm_bindgen::JsCast;

use super::selection::Selection;
use super::views::view_name;
use crate::a11y::focus_by_id;
use crate::api::{Density, Label, QueueColumn, QueuePage, QueueQuery, QueueRow, QueueSort};
use crate::area::dossier::deadline::Deadline;
use crate::area::staff::frame::use_office;
use crate::area::staff::place;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::ui::{Icon, StatusTag};

fn link_id(dossier: &str) -> String {
    format!("row-{dossier}")
}

/// What to say about an order.
pub fn sorted_words(sort: QueueSort) -> &'static str {
    match sort {
        QueueSort::Due => t::staff::sorted_due(lang()),
        QueueSort::Oldest => t::staff::sorted_oldest(lang()),
        QueueSort::Newest => t::staff::sorted_newest(lang()),
        QueueSort::Code => t::staff::sorted_code(lang()),
    }
}

/// Name of a column for people.
pub fn column_name(column: QueueColumn) -> &'static str {
    match column {
        QueueColumn::Owner => t::staff::column_owner(lang()),
        QueueColumn::Procedure => t::staff::column_procedure(lang()),
        QueueColumn::Status => t::staff::column_status(lang()),
        QueueColumn::Step => t::staff::column_step(lang()),
        QueueColumn::Unit => t::desk::column_unit(lang()),
        QueueColumn::Labels => t::desk::column_labels(lang()),
        QueueColumn::Submitted => t::staff::column_submitted(lang()),
        QueueColumn::Due => t::staff::column_due(lang()),
    }
}

/// The labels of a dossier: words in their colour.
pub fn label_tags(labels: Vec<Label>) -> Vec<AnyView> {
    labels
        .into_iter()
        .map(|label| {
            view! { <span class=format!("tag tag--{}", label.colour.key())>{label.words}</span> }
                .into_any()
        })
        .collect()
}

/// The table.
#[component]
pub fn Table(
    /// The page.
    page: Memo<QueuePage>,
    /// The query that the page answers.
    shown: Memo<QueueQuery>,
    /// Where a new order goes.
    go: Callback<QueueQuery>,
    /// What is chosen.
    selection: Selection,
) -> impl IntoView {
    let office = use_office();
    let columns = memo(move || office.settings().columns);
    let compact = memo(move || office.settings().density == Density::Compact);
    let rows = memo(move || page.with(|page| page.page.items.clone()));
    let caption = move || {
        let total = page.with(|page| page.page.total);
        t::staff::caption(
            lang(),
            view_name(shown.with(|query| query.view)),
            &total.to_string(),
        )
    };
    let order = Callback::new(move |sort: QueueSort| {
        go.run(QueueQuery {
            sort,
            ..shown.with_untracked(QueueQuery::from_start)
        });
    });
    let held = StoredValue::new(None::<String>);
    keep_focus(rows, held);
    let hold = move |event: web_sys::FocusEvent| {
        let id = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .map(|element| element.id());
        held.try_set_value(id.filter(|id| !id.is_empty()));
    };
    // Without a related target the row was taken out (or the window left): then the focus comes back.
    let release = move |event: web_sys::FocusEvent| {
        if event.related_target().is_some() {
            held.try_set_value(None);
        }
    };
    let header = move |column: QueueColumn| {
        let name = column_name(column);
        match column {
            QueueColumn::Submitted => view! { <SortHeader name shown order rising=QueueSort::Oldest falling=Some(QueueSort::Newest)/> }.into_any(),
            QueueColumn::Due => view! { <SortHeader name shown order rising=QueueSort::Due falling=None/> }.into_any(),
            _ => view! { <th scope="col">{name}</th> }.into_any(),
        }
    };
    let choose_page =
        move |event: web_sys::Event| selection.toggle_page(event_target_checked(&event));
    let table = move || {
        let columns = columns.get();
        let headers: Vec<_> = columns.iter().copied().map(header).collect();
        view! {
            <table class="table table--dense table--cards" class=("table--compact", move || compact.get())>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <td class="table__select"><input class="table__check" type="checkbox" aria-label=t::desk::select_page(lang()) prop:checked=live(move || selection.has_page()) on:change=handler(choose_page)/></td>
                        <SortHeader name=t::staff::column_code(lang()) shown order rising=QueueSort::Code falling=None/>
                        {headers}
                    </tr>
                </thead>
                <tbody on:keydown=handler(move_between_rows) on:focusin=handler(hold) on:focusout=handler(release)>
                    <For each=move || rows.get() key=|row| row.id.clone() let:first><Row rows first shown selection columns=columns.clone()/></For>
                </tbody>
            </table>
        }
    };
    view! {
        <div class="table-frame" hidden=live(move || rows.with(Vec::is_empty))>{live_view(table)}</div>
        <p class="muted small" hidden=live(move || rows.with(Vec::is_empty))>{t::staff::keys_hint(lang())}</p>
    }
}

#[component]
fn SortHeader(
    name: &'static str,
    shown: Memo<QueueQuery>,
    order: Callback<QueueSort>,
    rising: QueueSort,
    falling: Option<QueueSort>,
) -> impl IntoView {
    let sort = memo(move || shown.with(|query| query.sort));
    let state = move || match sort.get() {
        now if now == rising => Some("ascending"),
        now if Some(now) == falling => Some("descending"),
        _ => None,
    };
    let press = move |_| {
        let next = if sort.get_untracked() == rising {
            falling.unwrap_or(rising)
        } else {
            rising
        };
        order.run(next);
    };
    view! { <th scope="col" aria-sort=state><button class="table__sort" type="button" on:click=handler(press)>{name}<Icon name="sort"/></button></th> }
}

#[component]
fn Row(
    rows: Memo<Vec<QueueRow>>,
    first: QueueRow,
    shown: Memo<QueueQuery>,
    selection: Selection,
    columns: Vec<QueueColumn>,
) -> impl IntoView {
    let (id, code) = (link_id(&first.id), first.code.clone());
    let dossier = StoredValue::new(first.id.clone());
    let href = move || shown.with(|list| place::dossier_in(list, &dossier.get_value()));
    let chosen = move || selection.has(&dossier.get_value());
    // A click comes before the change that it makes, and knows the Shift key.
    let range = StoredValue::new(false);
    let hold_range = move |event: web_sys::MouseEvent| {
        range.try_set_value(event.shift_key());
    };
    let choose = move |event: web_sys::Event| {
        selection.toggle(
            &dossier.get_value(),
            event_target_checked(&event),
            range.get_value(),
        );
    };
    let row = memo(move || {
        rows.with(|rows| rows.iter().find(|row| row.id == first.id).cloned())
            .unwrap_or_else(|| first.clone())
    });
    let cells: Vec<_> = columns
        .into_iter()
        .map(|column| cell(column, row))
        .collect();
    view! {
        <tr>
            <td class="table__select"><input class="table__check" type="checkbox" aria-label=t::desk::select_row(lang(), &code) prop:checked=live(chosen) on:click=handler(hold_range) on:change=handler(choose)/></td>
            <th scope="row"><a href=href id=id><span class="code">{code}</span></a></th>
            {cells}
        </tr>
    }
}

/// One cell of a row.
fn cell(column: QueueColumn, row: Memo<QueueRow>) -> AnyView {
    let name = column_name(column);
    let status = derived(move || row.with(|row| row.status));
    match column {
        QueueColumn::Owner => view! { <td data-label=name>{live_view(move || row.with(|row| row.owner.clone()))}</td> }.into_any(),
        QueueColumn::Procedure => {
            let (text, lang) = row.with_untracked(|row| (text(&row.procedure_name), lang_of(&row.procedure_name)));
            view! { <td data-label=name class="table__wide" lang=lang>{text}</td> }.into_any()
        }
        QueueColumn::Status => view! { <td><StatusTag status/></td> }.into_any(),
        QueueColumn::Step => {
            let assignee = move || {
                row.with(|row| {
                    if row.assignee.is_empty() {
                        t::staff::nobody(lang()).to_owned()
                    } else {
                        row.assignee.clone()
                    }
                })
            };
            view! { <td data-label=name>{live_view(move || row.with(|row| text(&row.step)))}<span class="table__sub">{live_view(assignee)}</span></td> }.into_any()
        }
        QueueColumn::Unit => view! { <td data-label=name>{live_view(move || row.with(|row| text(&row.unit)))}</td> }.into_any(),
        QueueColumn::Labels => view! { <td data-label=name>{live_view(move || label_tags(row.with(|row| row.labels.clone())))}</td> }.into_any(),
        QueueColumn::Submitted => {
            let submitted = row.with_untracked(|row| row.submitted_at);
            view! { <td data-label=name><time datetime=submitted.to_rfc3339()>{show_moment(submitted)}</time></td> }.into_any()
        }
        QueueColumn::Due => {
            let due = derived(move || row.with(|row| row.due_at));
            view! { <td><Deadline due status short=true/></td> }.into_any()
        }
    }
}

/// The links of the rows, in order.
fn row_links() -> Vec<web_sys::HtmlElement> {
    let Ok(list) = document().query_selector_all("tbody th a") else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into().ok())
        .collect()
}

/// Up, Down, Home and End move between the rows' links; every other key keeps its meaning.
fn move_between_rows(event: web_sys::KeyboardEvent) {
    let links = row_links();
    let Some(here) = document().active_element().and_then(|active| {
        links
            .iter()
            .position(|link| link.is_same_node(Some(&active)))
    }) else {
        return;
    };
    let target = match event.key().as_str() {
        "ArrowDown" => here + 1,
        "ArrowUp" => here.wrapping_sub(1),
        "Home" => 0,
        "End" => links.len() - 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(link) = links.get(target) {
        let _ = link.focus();
    }
}

/// When a refresh moves the focused row in the document, the browser drops the focus: puts it back on the same dossier.
/// `held` is the id of the link that has the focus, or had it when it was taken out.
fn keep_focus(rows: Memo<Vec<QueueRow>>, held: StoredValue<Option<String>>) {
    Effect::new(move || {
        rows.track();
        request_animation_frame(move || {
            let lost = document()
                .active_element()
                .is_none_or(|element| element.tag_name() == "BODY");
            if let Some(id) = held.try_get_value().flatten().filter(|_| lost) {
                focus_by_id(&id);
            }
        });
    });
}
