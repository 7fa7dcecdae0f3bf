//! Narrowing the queue: a form whose button changes the address, and the chosen filters as chips that can be removed. Words are
//! at hand; the other filters are folded behind one control that says which of them are set, so that the list begins high up.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::dossier::Status;

use crate::api::{Desk, NOBODY, QueuePage, QueueQuery};
use crate::area::staff::frame::use_office;
use crate::i18n::{Bilingual, lang, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

/// A change that takes one filter away.
type Removal = fn(&mut QueueQuery);

/// The filters of a query that are on: what to say, and the query without it.
fn chosen(query: &QueueQuery, page: &QueuePage, desk: Option<&Desk>) -> Vec<(String, QueueQuery)> {
    let mut on: Vec<(String, Removal)> = Vec::new();
    if !query.q.is_empty() {
        on.push((format!("“{}”", query.q), |query| query.q.clear()));
    }
    if let Some(status) = Status::from_code(query.status) {
        on.push((status.name(lang()).to_owned(), |query| query.status = 0));
    }
    let named = |names: Vec<(String, String)>, id: &str| {
        let found = names.into_iter().find(|(known, _)| known == id);
        found.map_or_else(|| id.to_owned(), |(_, name)| name)
    };
    if !query.procedure.is_empty() {
        let names = bilingual(&page.procedures);
        on.push((named(names, &query.procedure), |query| {
            query.procedure.clear();
        }));
    }
    if !query.unit.is_empty() {
        let names = desk.map(|desk| bilingual(&desk.units)).unwrap_or_default();
        on.push((named(names, &query.unit), |query| query.unit.clear()));
    }
    if !query.officer.is_empty() {
        on.push((named(officers(desk), &query.officer), |query| {
            query.officer.clear();
        }));
    }
    if !query.label.is_empty() {
        on.push((named(labels(desk), &query.label), |query| {
            query.label.clear();
        }));
    }
    if query.idle {
        on.push((t::desk::filter_idle(lang()).to_owned(), |query| {
            query.idle = false;
        }));
    }
    on.into_iter()
        .map(|(name, remove)| {
            let mut without = query.from_start();
            remove(&mut without);
            (name, without)
        })
        .collect()
}

fn bilingual(names: &[(String, Bilingual)]) -> Vec<(String, String)> {
    names
        .iter()
        .map(|(id, name)| (id.clone(), text(name)))
        .collect()
}

/// The officers of the agency, and nobody.
fn officers(desk: Option<&Desk>) -> Vec<(String, String)> {
    let nobody = (NOBODY.to_owned(), t::staff::nobody(lang()).to_owned());
    let all = desk.map(|desk| desk.officers.clone()).unwrap_or_default();
    std::iter::once(nobody).chain(all).collect()
}

fn labels(desk: Option<&Desk>) -> Vec<(String, String)> {
    desk.map(|desk| {
        desk.labels
            .iter()
            .map(|label| (label.id.clone(), label.words.clone()))
            .collect()
    })
    .unwrap_or_default()
}

/// The form.
#[component]
pub fn Filter(
    /// The page, for the procedures that occur.
    page: Memo<QueuePage>,
    /// What the address asks for.
    query: Memo<QueueQuery>,
    /// Where a new query goes.
    go: Callback<QueueQuery>,
) -> impl IntoView {
    let words = NodeRef::<html::Input>::new();
    let status = NodeRef::<html::Select>::new();
    let procedure = NodeRef::<html::Select>::new();
    let unit = NodeRef::<html::Select>::new();
    let officer = NodeRef::<html::Select>::new();
    let label = NodeRef::<html::Select>::new();
    let idle = NodeRef::<html::Input>::new();
    let office = use_office();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let value = |select: NodeRef<html::Select>| {
            select
                .get_untracked()
                .map(|select| select.value())
                .unwrap_or_default()
        };
        go.run(QueueQuery {
            q: words
                .get_untracked()
                .map(|input| input.value().trim().to_owned())
                .unwrap_or_default(),
            status: value(status).parse().unwrap_or_default(),
            procedure: value(procedure),
            unit: value(unit),
            officer: value(officer),
            label: value(label),
            idle: idle.get_untracked().is_some_and(|input| input.checked()),
            ..query.with_untracked(QueueQuery::from_start)
        });
    };
    let procedures = memo(move || page.with(|page| bilingual(&page.procedures)));
    let units = memo(move || {
        office
            .desk()
            .map(|desk| bilingual(&desk.units))
            .unwrap_or_default()
    });
    let people = memo(move || officers(office.desk().as_ref()));
    let tags = memo(move || labels(office.desk().as_ref()));
    // The words stand in their own box.
    let set = move || {
        let query = QueueQuery {
            q: String::new(),
            ..query.get()
        };
        let desk = office.desk();
        let names: Vec<String> = page
            .with(|page| chosen(&query, page, desk.as_ref()))
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        if names.is_empty() {
            t::desk::filters_none(lang()).to_owned()
        } else {
            t::desk::filters_set(lang(), &names.join(", "))
        }
    };
    let statuses: Vec<_> = Status::ALL
        .into_iter()
        .map(|one| {
            let selected = move || query.with(|query| query.status == one.code());
            view! { <option value=one.code().to_string() prop:selected=selected>{one.name(lang())}</option> }
        })
        .collect();
    view! {
        <form class="queue-filter" role="search" aria-label=t::staff::filter_label(lang()) on:submit=handler(submit)>
            <div class="field">
                <label class="field__label" for="queue-words">{t::staff::filter_words(lang())}</label>
                <div class="queue-line">
                    <input class="input" id="queue-words" type="search" autocomplete="off" enterkeyhint="search" node_ref=words prop:value=live(move || query.with(|query| query.q.clone()))/>
                    <button class="button button--secondary button--small" type="submit"><Icon name="search"/>{t::staff::filter_apply(lang())}</button>
                </div>
            </div>
            <details class="disclosure">
            <summary>{live_view(set)}</summary>
            <div class="filter__fields">
                <div class="field">
                    <label class="field__label" for="queue-status">{t::staff::filter_status(lang())}</label>
                    <select class="input select" id="queue-status" node_ref=status>
                        <option value="0">{t::staff::filter_all(lang())}</option>
                        {statuses}
                    </select>
                </div>
                <Choice id="queue-procedure" label=t::staff::filter_procedure(lang()) node=procedure names=procedures chosen=memo(move || query.with(|query| query.procedure.clone()))/>
                <Choice id="queue-unit" label=t::desk::filter_unit(lang()) node=unit names=units chosen=memo(move || query.with(|query| query.unit.clone()))/>
                <Choice id="queue-officer" label=t::desk::filter_officer(lang()) node=officer names=people chosen=memo(move || query.with(|query| query.officer.clone()))/>
                <Choice id="queue-label" label=t::desk::filter_label(lang()) node=label names=tags chosen=memo(move || query.with(|query| query.label.clone()))/>
                <label class="choice"><input class="choice__input" type="checkbox" node_ref=idle prop:checked=live(move || query.with(|query| query.idle))/><span class="choice__text">{t::desk::filter_idle(lang())}</span></label>
            </div>
            </details>
        </form>
    }
}

/// The chosen filters, each to be taken away.
#[component]
pub fn Chips(
    /// The page, for the procedures that occur.
    page: Memo<QueuePage>,
    /// What the address asks for.
    query: Memo<QueueQuery>,
    /// Where a new query goes.
    go: Callback<QueueQuery>,
) -> impl IntoView {
    let office = use_office();
    let chips = memo(move || {
        let desk = office.desk();
        query.with(|query| page.with(|page| chosen(query, page, desk.as_ref())))
    });
    live_view(move || {
        let chips = chips.get();
        (!chips.is_empty()).then(|| {
            let list: Vec<_> = chips.into_iter().map(|(name, without)| view! {
                <li><button class="chip" type="button" on:click=handler(move |_: web_sys::MouseEvent| go.run(without.clone()))><span class="visually-hidden">{t::staff::filter_remove(lang())}</span>{name}<Icon name="close"/></button></li>
            }).collect();
            view! { <div class="filter-chips"><ul role="list">{list}</ul></div> }
        })
    })
}

/// One filter that is chosen from a list.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    node: NodeRef<html::Select>,
    names: Memo<Vec<(String, String)>>,
    chosen: Memo<String>,
) -> impl IntoView {
    let option = move |(value, name): (String, String)| {
        let mine = value.clone();
        view! { <option value=value prop:selected=live(move || chosen.with(|chosen| *chosen == mine))>{name}</option> }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <select class="input select" id=id node_ref=node>
                <option value="">{t::staff::filter_all(lang())}</option>
                <For each=move || names.get() key=|(value, _)| value.clone() let:one>{option(one)}</For>
            </select>
        </div>
    }
}
