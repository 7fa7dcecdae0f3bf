//! The rows of the queue: a table on wide screens, cards on narrow ones. Rows are keyed, so that a refresh changes texts
//! in place; arrow keys move between the rows.

use leptos::prelude::*;
use motcua_shared::time::show_moment;
use wasm_bindgen::JsCast;

use super::views::view_name;
use crate::a11y::focus_by_id;
use crate::api::{QueuePage, QueueQuery, QueueRow, QueueSort};
use crate::area::dossier::deadline::Deadline;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::route;
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

/// The table.
#[component]
pub fn Table(
    /// The page.
    page: Memo<QueuePage>,
    /// The query that the page answers.
    shown: Memo<QueueQuery>,
    /// Where a new order goes.
    go: Callback<QueueQuery>,
) -> impl IntoView {
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
            page: 0,
            ..shown.get_untracked()
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
    view! {
        <div class="table-frame" hidden=live(move || rows.with(Vec::is_empty))>
            <table class="table table--dense table--cards">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <SortHeader name=t::staff::column_code(lang()) shown order rising=QueueSort::Code falling=None/>
                        <th scope="col">{t::staff::column_owner(lang())}</th>
                        <th scope="col">{t::staff::column_procedure(lang())}</th>
                        <th scope="col">{t::staff::column_status(lang())}</th>
                        <th scope="col">{t::staff::column_step(lang())}</th>
                        <SortHeader name=t::staff::column_submitted(lang()) shown order rising=QueueSort::Oldest falling=Some(QueueSort::Newest)/>
                        <SortHeader name=t::staff::column_due(lang()) shown order rising=QueueSort::Due falling=None/>
                    </tr>
                </thead>
                <tbody on:keydown=handler(move_between_rows) on:focusin=handler(hold) on:focusout=handler(release)>
                    <For each=move || rows.get() key=|row| row.id.clone() let:first><Row rows first/></For>
                </tbody>
            </table>
        </div>
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
fn Row(rows: Memo<Vec<QueueRow>>, first: QueueRow) -> impl IntoView {
    let (href, id, code) = (
        route::staff_dossier(&first.id),
        link_id(&first.id),
        first.code.clone(),
    );
    let (procedure, procedure_lang) = (text(&first.procedure_name), lang_of(&first.procedure_name));
    let submitted = first.submitted_at;
    let row = memo(move || {
        rows.with(|rows| rows.iter().find(|row| row.id == first.id).cloned())
            .unwrap_or_else(|| first.clone())
    });
    let status = derived(move || row.with(|row| row.status));
    let due = derived(move || row.with(|row| row.due_at));
    let assignee = move || {
        row.with(|row| {
            if row.assignee.is_empty() {
                t::staff::nobody(lang()).to_owned()
            } else {
                row.assignee.clone()
            }
        })
    };
    view! {
        <tr>
            <th scope="row"><a href=href id=id><span class="code">{code}</span></a></th>
            <td data-label=t::staff::column_owner(lang())>{live_view(move || row.with(|row| row.owner.clone()))}</td>
            <td data-label=t::staff::column_procedure(lang()) class="table__wide" lang=procedure_lang>{procedure}</td>
            <td><StatusTag status/></td>
            <td data-label=t::staff::column_step(lang())>{live_view(move || row.with(|row| text(&row.step)))}<span class="table__sub">{assignee}</span></td>
            <td data-label=t::staff::column_submitted(lang())><time datetime=submitted.to_rfc3339()>{show_moment(submitted)}</time></td>
            <td><Deadline due status short=true/></td>
        </tr>
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
