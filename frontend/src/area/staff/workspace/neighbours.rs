//! The dossiers before and after this one in the list that the officer came from, as links and by key; and what the workspace
//! offers to the command palette.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::desk::Desk;
use crate::api::{self, GetNeighbours, Neighbour};
use crate::area::staff::frame::{Offer, use_office};
use crate::area::staff::place;
use crate::i18n::{lang, t};
use crate::reactive::{live_view, memo};
use crate::ui::Icon;

const NEXT: &str = "j";
const PREVIOUS: &str = "k";
const BACK: &str = "u";

/// The links; nothing when the dossier was not opened from a list.
#[component]
pub fn Neighbours(desk: Desk) -> impl IntoView {
    let map = use_query_map();
    let list = map
        .with_untracked(|map| map.get("view").is_some().then(|| place::read(map)))
        .map(|list| list.from_start());
    let list = StoredValue::new(list);
    let found = RwSignal::new(api::Neighbours::default());
    // Asked once: what the officer does here may move the dossier in the list, but not the way they are on.
    if let Some(query) = list.get_value() {
        let id = desk.id();
        spawn_local(async move {
            let answer = api::get::<GetNeighbours>(&[&id], &query.pairs()).await;
            if let Ok(neighbours) = answer {
                found.try_set(neighbours);
            }
        });
    }
    let href = move |one: &Neighbour| {
        list.with_value(|list| {
            list.as_ref()
                .map(|list| place::dossier_in(list, &one.id))
                .unwrap_or_default()
        })
    };
    offer(desk, found, Callback::new(move |one: Neighbour| href(&one)));
    let neighbours = memo(move || found.get());
    live_view(move || {
        let neighbours = neighbours.get();
        let previous = neighbours.previous.map(|one| view! {
            <a class="pagination__step" rel="prev" href=href(&one) aria-keyshortcuts=PREVIOUS><Icon name="arrow-left"/>{t::desk::previous_dossier(lang(), &one.code)}</a>
        });
        let next = neighbours.next.map(|one| view! {
            <a class="pagination__step" rel="next" href=href(&one) aria-keyshortcuts=NEXT>{t::desk::next_dossier(lang(), &one.code)}<Icon name="arrow-right"/></a>
        });
        (previous.is_some() || next.is_some()).then(|| {
            view! { <nav class="pagination workspace__neighbours" aria-label=t::desk::neighbours_label(lang())>{previous}{next}</nav> }
        })
    })
}

/// Says what the page can do: the neighbours, the way back, the actions that the workflow allows.
fn offer(desk: Desk, found: RwSignal<api::Neighbours>, href: Callback<Neighbour, String>) {
    let office = use_office();
    let navigate = use_navigate();
    let go = Callback::new(move |address: String| navigate(&address, NavigateOptions::default()));
    let actions = memo(move || desk.dossier.with(|dossier| dossier.actions.clone()));
    Effect::new(move || {
        let mut offers = Vec::new();
        for action in actions.get() {
            offers.push(Offer {
                label: action.button(lang()).to_owned(),
                key: "",
                does: Arc::new(move || desk.choose(action)),
            });
        }
        let neighbours = found.get();
        let mut beside =
            |one: Option<Neighbour>, key, words: fn(crate::i18n::Lang, &str) -> String| {
                if let Some(one) = one {
                    let (label, address) = (words(lang(), &one.code), href.run(one));
                    offers.push(Offer {
                        label,
                        key,
                        does: Arc::new(move || go.run(address.clone())),
                    });
                }
            };
        beside(neighbours.next, NEXT, t::desk::next_dossier);
        beside(neighbours.previous, PREVIOUS, t::desk::previous_dossier);
        offers.push(Offer {
            label: t::desk::key_back(lang()).to_owned(),
            key: BACK,
            does: Arc::new(move || go.run(place::last())),
        });
        office.offer(offers);
    });
}
