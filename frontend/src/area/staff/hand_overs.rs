//! Papers on their way to or from the officer's unit: what waits for a confirmation, with the way to each dossier.

use leptos::prelude::*;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use crate::api::{self, HandOver, ListHandOvers, Nothing};
use crate::i18n::{lang, t, text};
use crate::live::use_live;
use crate::reactive::{live_view, memo};
use crate::remote::Remote;
use crate::route;

/// The list; nothing when no papers wait.
#[component]
pub fn HandOvers() -> impl IntoView {
    let changes = use_live().changes(Interest::Queue);
    let remote = Remote::new(move || {
        changes.track();
        async move { api::call::<ListHandOvers>(&[], &Nothing {}).await }
    });
    let waiting = memo(move || {
        let all = remote.get().unwrap_or_default();
        all.into_iter()
            .filter(|one| one.taken_at.is_none())
            .collect::<Vec<_>>()
    });
    live_view(move || {
        let waiting = waiting.get();
        (!waiting.is_empty()).then(|| {
            let lead = t::counter::hand_overs_lead(lang(), &waiting.len().to_string());
            let rows: Vec<_> = waiting.iter().map(row).collect();
            view! {
                <details class="disclosure">
                    <summary>{t::counter::hand_overs_title(lang())}" – "{lead}</summary>
                    <ul class="checklist" role="list">{rows}</ul>
                </details>
            }
        })
    })
}

fn row(one: &HandOver) -> AnyView {
    let line = t::counter::hand_over_line(
        lang(),
        &text(&one.from),
        &text(&one.to),
        &show_moment(one.given_at),
    );
    view! {
        <li class="checklist__item"><div>
            <p class="checklist__name"><a href=route::staff_dossier(&one.dossier)>{t::counter::hand_over_open(lang(), &one.code)}</a></p>
            <p class="checklist__meta">{line}</p>
            <p class="checklist__meta">{one.papers.clone()}</p>
        </div></li>
    }
    .into_any()
}
