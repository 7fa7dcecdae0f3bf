//! Who else is looking at the dossier. Said to the server while the page is in sight; others hear of it over the event stream.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::event::Interest;

use super::desk::Desk;
use crate::a11y::announce;
use crate::api::{self, LookAt, LookAway, Nothing};
use crate::i18n::{lang, t};
use crate::live::use_live;
use crate::reactive::{live_view, memo};
use crate::ui::Icon;

/// The server forgets after a minute: two tries may be lost.
const AGAIN: Duration = Duration::from_secs(25);

/// The line with their names; nothing while nobody else looks.
#[component]
pub fn Watchers(desk: Desk) -> impl IntoView {
    let id = StoredValue::new(desk.id());
    let names = RwSignal::new(Vec::<String>::new());
    let look = move || {
        if document().hidden() {
            return;
        }
        spawn_local(async move {
            let Some(id) = id.try_get_value() else { return };
            if let Ok(others) = api::call::<LookAt>(&[&id], &Nothing {}).await {
                names.try_set(others.into_iter().map(|other| other.name).collect());
            }
        });
    };
    let changes = use_live().changes(Interest::Aside(desk.id()));
    Effect::new(move || {
        changes.track();
        look();
    });
    if let Ok(timer) = set_interval_with_handle(look, AGAIN) {
        on_cleanup(move || timer.clear());
    }
    let gone = desk.id();
    on_cleanup(move || {
        spawn_local(async move {
            let _ = api::call::<LookAway>(&[&gone], &Nothing {}).await;
        });
    });
    let words = memo(move || {
        names
            .with(|names| (!names.is_empty()).then(|| t::desk::watching(lang(), &names.join(", "))))
    });
    Effect::new(move || {
        if let Some(words) = words.get() {
            announce(words);
        }
    });
    live_view(move || {
        words
            .get()
            .map(|words| view! { <p class="save-state"><Icon name="eye"/>{words}</p> })
    })
}
