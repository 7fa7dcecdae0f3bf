//! Choosing dossiers of the queue: rows, a range with Shift, the page, the whole list; and what can be done with them at once.

use std::collections::BTreeSet;

use leptos::prelude::*;
use motcua_shared::dossier::Action;

use super::print::PrintDialog;
use crate::a11y::announce;
use crate::api::{BulkSelection, QueuePage, QueueQuery};
use crate::area::staff::bulk::BulkDialog;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};

/// Actions for many, in the order of the buttons.
const FOR_MANY: [Action; 3] = [Action::Accept, Action::Forward, Action::Assign];

/// What is chosen. Another list begins with nothing chosen; another page of the same list keeps it.
#[derive(Clone, Copy)]
pub struct Selection {
    ids: RwSignal<BTreeSet<String>>,
    whole: RwSignal<bool>,
    last: StoredValue<Option<String>>,
    page: Memo<QueuePage>,
}

impl Selection {
    /// Nothing chosen.
    pub fn new(shown: Memo<QueueQuery>, page: Memo<QueuePage>) -> Self {
        let selection = Self {
            ids: RwSignal::new(BTreeSet::new()),
            whole: RwSignal::new(false),
            last: StoredValue::new(None),
            page,
        };
        let list = memo(move || shown.with(QueueQuery::from_start));
        Effect::new(move |before: Option<QueueQuery>| {
            let now = list.get();
            if before.is_some_and(|before| before != now) {
                selection.clear();
            }
            now
        });
        selection
    }

    /// Nothing is chosen any more.
    pub fn clear(self) {
        self.ids.set(BTreeSet::new());
        self.whole.set(false);
        self.last.set_value(None);
    }

    /// Whether a dossier is chosen, tracked.
    pub fn has(self, id: &str) -> bool {
        self.whole.get() || self.ids.with(|ids| ids.contains(id))
    }

    /// Chooses a dossier or takes it out; with `range` all rows from the last one touched to this one.
    pub fn toggle(self, id: &str, on: bool, range: bool) {
        self.whole.set(false);
        let rows = self.page.with_untracked(|page| {
            page.page
                .items
                .iter()
                .map(|row| row.id.clone())
                .collect::<Vec<_>>()
        });
        let place = |wanted: &str| rows.iter().position(|row| row == wanted);
        let from = self.last.get_value().filter(|_| range);
        let from = from.and_then(|last| place(&last)).or_else(|| place(id));
        if let (Some(from), Some(to)) = (from, place(id)) {
            self.ids.update(|ids| {
                for row in rows
                    .iter()
                    .skip(from.min(to))
                    .take(from.abs_diff(to).saturating_add(1))
                {
                    if on {
                        ids.insert(row.clone());
                    } else {
                        ids.remove(row);
                    }
                }
            });
        }
        self.last.set_value(Some(id.to_owned()));
    }

    /// Chooses all rows of the page, or takes them out.
    pub fn toggle_page(self, on: bool) {
        self.whole.set(false);
        let page = self.page;
        self.ids.update(|ids| {
            page.with_untracked(|page| {
                for row in &page.page.items {
                    if on {
                        ids.insert(row.id.clone());
                    } else {
                        ids.remove(&row.id);
                    }
                }
            });
        });
    }

    /// Whether every row of the page is chosen, tracked.
    pub fn has_page(self) -> bool {
        self.page.with(|page| {
            !page.page.items.is_empty() && page.page.items.iter().all(|row| self.has(&row.id))
        })
    }
}

/// How many are chosen, and the buttons for them; nothing while none is.
#[component]
pub fn SelectionBar(
    selection: Selection,
    /// The list.
    shown: Memo<QueueQuery>,
    /// How many dossiers the list has.
    total: Memo<u64>,
) -> impl IntoView {
    let count = memo(move || selection.ids.with(BTreeSet::len) as u64);
    let any = memo(move || count.get() > 0 || selection.whole.get());
    let open = RwSignal::new(false);
    let action = RwSignal::new(Action::Accept);
    let chosen = move || BulkSelection {
        dossiers: selection
            .ids
            .with_untracked(|ids| ids.iter().cloned().collect()),
        list: selection
            .whole
            .get_untracked()
            .then(|| shown.with_untracked(QueueQuery::from_start)),
    };
    let printing = RwSignal::new(false);
    let to_print = Callback::new(move |()| {
        if selection.whole.get_untracked() {
            return Vec::new();
        }
        selection
            .ids
            .with_untracked(|ids| ids.iter().cloned().collect())
    });
    let words = memo(move || {
        if selection.whole.get() {
            t::desk::selected_whole(lang()).to_owned()
        } else {
            t::desk::selected(lang(), &count.get().to_string())
        }
    });
    Effect::new(move |before: Option<()>| {
        let words = words.get();
        if before.is_some() {
            announce(words);
        }
    });
    // Choosing more is offered when the page is chosen and the list goes on.
    let more =
        memo(move || !selection.whole.get() && selection.has_page() && total.get() > count.get());
    let button = move |one: Action| {
        let press = move |_: web_sys::MouseEvent| {
            action.set(one);
            open.set(true);
        };
        view! { <button class="button button--small" type="button" aria-haspopup="dialog" on:click=handler(press)>{one.button(lang())}</button> }
    };
    view! {
        <div class="selection-bar" role="group" aria-label=t::desk::bulk_label(lang()) hidden=live(move || !any.get())>
            <p>{live_view(move || any.get().then(|| words.get()))}</p>
            {FOR_MANY.into_iter().map(button).collect::<Vec<_>>()}
            <button class="button button--small" type="button" aria-haspopup="dialog" on:click=handler(move |_: web_sys::MouseEvent| printing.set(true))>{t::slip::many(lang())}</button>
            {live_view(move || more.get().then(|| view! {
                <button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| selection.whole.set(true))>{t::desk::select_whole(lang(), &total.get().to_string())}</button>
            }))}
            <button class="button button--quiet button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| selection.clear())>{t::desk::unselect(lang())}</button>
        </div>
        <BulkDialog open action chosen=Callback::new(move |()| chosen())/>
        <PrintDialog open=printing chosen=to_print/>
    }
}
