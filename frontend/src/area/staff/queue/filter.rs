//! Narrowing the queue: a form whose button changes the address, and the chosen filters as chips that can be removed.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::dossier::Status;

use crate::api::{QueuePage, QueueQuery};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

/// The filters of a query that are on: what to say, and the query without it.
fn chosen(query: &QueueQuery, page: &QueuePage) -> Vec<(String, QueueQuery)> {
    let base = QueueQuery {
        page: 0,
        ..query.clone()
    };
    let mut list = Vec::new();
    if !query.q.is_empty() {
        list.push((
            format!("“{}”", query.q),
            QueueQuery {
                q: String::new(),
                ..base.clone()
            },
        ));
    }
    if let Some(status) = Status::from_code(query.status) {
        list.push((
            status.name(lang()).to_owned(),
            QueueQuery {
                status: 0,
                ..base.clone()
            },
        ));
    }
    if !query.procedure.is_empty() {
        let name = page
            .procedures
            .iter()
            .find(|(code, _)| *code == query.procedure);
        let name = name.map_or_else(|| query.procedure.clone(), |(_, name)| text(name));
        list.push((
            name,
            QueueQuery {
                procedure: String::new(),
                ..base
            },
        ));
    }
    list
}

/// The form and the chips.
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
            page: 0,
            ..query.get_untracked()
        });
    };
    let procedures = memo(move || page.with(|page| page.procedures.clone()));
    let chips = memo(move || query.with(|query| page.with(|page| chosen(query, page))));
    let statuses: Vec<_> = Status::ALL
        .into_iter()
        .map(|one| {
            let selected = move || query.with(|query| query.status == one.code());
            view! { <option value=one.code().to_string() prop:selected=selected>{one.name(lang())}</option> }
        })
        .collect();
    view! {
        <form class="filter" role="search" aria-label=t::staff::filter_label(lang()) on:submit=handler(submit)>
            <div class="filter__fields">
                <div class="field">
                    <label class="field__label" for="queue-words">{t::staff::filter_words(lang())}</label>
                    <input class="input" id="queue-words" type="search" autocomplete="off" enterkeyhint="search" node_ref=words prop:value=live(move || query.with(|query| query.q.clone()))/>
                </div>
                <div class="field">
                    <label class="field__label" for="queue-status">{t::staff::filter_status(lang())}</label>
                    <select class="input select" id="queue-status" node_ref=status>
                        <option value="0">{t::staff::filter_all(lang())}</option>
                        {statuses}
                    </select>
                </div>
                <div class="field">
                    <label class="field__label" for="queue-procedure">{t::staff::filter_procedure(lang())}</label>
                    <select class="input select" id="queue-procedure" node_ref=procedure>
                        <option value="">{t::staff::filter_all(lang())}</option>
                        <For each=move || procedures.get() key=|(code, _)| code.clone() let:entry>
                            <ProcedureOption entry query/>
                        </For>
                    </select>
                </div>
            </div>
            <div class="button-row"><button class="button button--secondary button--small" type="submit"><Icon name="search"/>{t::staff::filter_apply(lang())}</button></div>
        </form>
        {live_view(move || {
            let chips = chips.get();
            (!chips.is_empty()).then(|| {
                let list: Vec<_> = chips.into_iter().map(|(name, without)| view! {
                    <li><button class="chip" type="button" on:click=handler(move |_: web_sys::MouseEvent| go.run(without.clone()))><span class="visually-hidden">{t::staff::filter_remove(lang())}</span>{name}<Icon name="close"/></button></li>
                }).collect();
                view! { <div class="filter-chips"><ul role="list">{list}</ul></div> }
            })
        })}
    }
}

#[component]
fn ProcedureOption(
    entry: (String, motcua_shared::i18n::Bilingual),
    query: Memo<QueueQuery>,
) -> impl IntoView {
    let (code, name) = entry;
    let mine = code.clone();
    view! { <option value=code prop:selected=live(move || query.with(|query| query.procedure == mine))>{text(&name)}</option> }
}
