//! The command palette: type a few letters, choose with the arrows, Enter. It offers what the page can do, the parts of the queue,
//! the officer's own views, and dossiers whose code or owner fits.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use motcua_shared::access::Role;
use motcua_shared::text::{fold, matches_folded};

use super::{Deed, Office};
use crate::a11y::{announce, focus_by_id};
use crate::api::{self, ListQueue, QueueQuery, QueueView};
use crate::area::staff::place;
use crate::area::staff::queue::view_name;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};
use crate::route;
use crate::session::use_session;
use crate::ui::Dialog;
use crate::ui::listbox::reveal;

const INPUT: &str = "palette-input";
const LIST: &str = "palette-list";
/// Silence after the last key before dossiers are looked for.
const PAUSE: Duration = Duration::from_millis(250);
/// Dossiers that are offered.
const DOSSIERS: usize = 6;
/// Letters from which on dossiers are looked for.
const ENOUGH: usize = 2;

/// One line.
#[derive(Clone)]
struct Entry {
    label: String,
    note: String,
    does: Deed,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (&self.label, &self.note) == (&other.label, &other.note)
    }
}

/// The dialog.
#[component]
pub fn Palette(office: Office, open: RwSignal<bool>) -> impl IntoView {
    view! { <Dialog open id="palette-title" title=t::desk::palette_title(lang())><Body office open/></Dialog> }
}

/// Goes to an address.
type Go = Arc<dyn Fn(&str) + Send + Sync>;

fn deed(go: &Go, address: String) -> Deed {
    let go = Arc::clone(go);
    Arc::new(move || go(&address))
}

/// The places to go to.
fn places(office: Office, go: &Go, leads: bool) -> Vec<Entry> {
    let entry = |label: String, note: &str, address: String| Entry {
        label,
        note: note.to_owned(),
        does: deed(go, address),
    };
    let mut list: Vec<Entry> = QueueView::ALL
        .into_iter()
        .map(|view| {
            let query = QueueQuery {
                view,
                ..QueueQuery::default()
            };
            entry(
                view_name(view).to_owned(),
                t::staff::queues(lang()),
                place::address(&query),
            )
        })
        .collect();
    for view in office.settings().views {
        let address = place::address(&view.query);
        list.push(entry(view.name, t::desk::views_title(lang()), address));
    }
    if leads {
        let title = t::desk::board_title(lang()).to_owned();
        list.push(entry(title, "", route::BOARD.to_owned()));
    }
    list
}

#[component]
fn Body(office: Office, open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let go: Go = Arc::new(move |address| navigate(address, NavigateOptions::default()));
    let to = Arc::clone(&go);
    let session = use_session();
    let leads = memo(move || session.role() == Some(Role::Leader));
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Entry>::new());
    let active = RwSignal::new(0_usize);
    let entries = memo(move || {
        let wanted = fold(&typed.get());
        let offers = office.offers.get().into_iter().map(|offer| Entry {
            label: offer.label,
            note: offer.key.to_owned(),
            does: offer.does,
        });
        let mut list: Vec<Entry> = offers
            .chain(places(office, &to, leads.get()))
            .filter(|entry| wanted.is_empty() || matches_folded(&fold(&entry.label), &wanted))
            .collect();
        list.extend(found.get());
        list
    });
    request_animation_frame(|| {
        focus_by_id(INPUT);
    });
    let take = move |at: usize| {
        let entry = entries.with_untracked(|entries| entries.get(at).cloned());
        if let Some(entry) = entry {
            open.set(false);
            // The palette gives the focus back first; what is chosen may then move it.
            request_animation_frame(move || (entry.does)());
        }
    };
    let look_up = Callback::new(move |text: String| {
        let go = Arc::clone(&go);
        spawn_local(async move {
            let mut dossiers = Vec::new();
            // Live ones first.
            for view in [QueueView::Agency, QueueView::Done] {
                let query = QueueQuery {
                    view,
                    q: text.clone(),
                    ..QueueQuery::default()
                };
                let Ok(page) = api::get::<ListQueue>(&[], &query.pairs()).await else {
                    return;
                };
                dossiers.extend(page.page.items.into_iter().map(|row| Entry {
                    label: row.code,
                    note: row.owner,
                    does: deed(&go, route::staff_dossier(&row.id)),
                }));
            }
            // What was typed meanwhile counts; the palette may be closed.
            if typed.try_get_untracked().as_ref() != Some(&text) {
                return;
            }
            dossiers.truncate(DOSSIERS);
            found.set(dossiers);
            let count = entries.with_untracked(Vec::len);
            announce(t::desk::palette_count(lang(), &count.to_string()));
        });
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        typed.set(text.clone());
        found.set(Vec::new());
        active.set(0);
        if text.trim().chars().count() >= ENOUGH {
            // The palette may be closed by then.
            let again = move || {
                look_up.try_run(text.clone());
            };
            timer.set_value(set_timeout_with_handle(again, PAUSE).ok());
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        // Enter inside a composition ends the word.
        if event.is_composing() {
            return;
        }
        let (at, count) = (active.get_untracked(), entries.with_untracked(Vec::len));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.set((at + 1) % count),
            "ArrowUp" if count > 0 => active.set((at + count - 1) % count),
            "Enter" => take(at),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(move || {
            if let Some(at) = active.try_get_untracked() {
                reveal(&option_id(at));
            }
        });
    };
    let options = move || {
        entries.with(|entries| {
            let option = |(at, entry): (usize, &Entry)| {
                let note = entry.note.clone();
                view! {
                    <li class="combobox__option" role="option" id=option_id(at) aria-selected=live(move || if active.get() == at { "true" } else { "false" })
                        on:click=handler(move |_: web_sys::MouseEvent| take(at))>
                        {entry.label.clone()}{(!note.is_empty()).then(|| view! { <span class="combobox__note">{note}</span> })}
                    </li>
                }
            };
            entries.iter().enumerate().map(option).collect::<Vec<_>>()
        })
    };
    let none = memo(move || entries.with(Vec::is_empty));
    view! {
        <div class="dialog__body palette">
            <label class="field__label" for=INPUT>{t::desk::palette_label(lang())}</label>
            <input class="input" id=INPUT type="text" role="combobox" aria-expanded="true" aria-controls=LIST aria-autocomplete="list"
                aria-activedescendant=live(move || (!none.get()).then(|| option_id(active.get()))) autocomplete="off" spellcheck="false"
                on:input=handler(on_input) on:keydown=handler(on_key)/>
            <ul class="palette__list" id=LIST role="listbox" aria-label=t::desk::palette_title(lang())>{live_view(options)}</ul>
            {live_view(move || none.get().then(|| view! { <p class="muted">{t::desk::palette_none(lang())}</p> }))}
        </div>
    }
}

fn option_id(at: usize) -> String {
    format!("palette-option-{at}")
}
