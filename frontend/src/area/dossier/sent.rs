//! What was sent about a dossier outside the portal: to the applicant who reads it, and to the officers (R-NOTI-09).

use leptos::prelude::*;
use motcua_shared::api::{DeliveryState, Endpoint, Nothing};
use motcua_shared::dossier::status::Tone;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use crate::api::{self, DeliveryView};
use crate::i18n::{lang, t};
use crate::live::use_live;
use crate::reactive::live_view;
use crate::ui::Tag;

/// The list behind one line; nothing while nothing was sent. `E` is the endpoint of who looks.
pub fn sent<E>(id: String, title: &'static str) -> AnyView
where
    E: Endpoint<Req = Nothing, Res = Vec<DeliveryView>> + 'static,
{
    let changes = use_live().changes(Interest::Dossier(id.clone()));
    let entries = RwSignal::new(Vec::<DeliveryView>::new());
    Effect::new(move || {
        changes.track();
        let id = id.clone();
        leptos::task::spawn_local(async move {
            // Beside the dossier itself this is extra: without it the page is as useful.
            if let Ok(found) = api::call::<E>(&[&id], &Nothing {}).await {
                entries.try_set(found);
            }
        });
    });
    list(entries, title)
}

fn list(entries: RwSignal<Vec<DeliveryView>>, title: &'static str) -> AnyView {
    live_view(move || {
        let entries = entries.get();
        (!entries.is_empty()).then(|| {
            let lines: Vec<_> = entries.into_iter().map(line).collect();
            view! {
                <details class="disclosure">
                    <summary>{title}</summary>
                    <div class="disclosure__body stack stack--tight">
                        <p class="small muted">{t::delivery::log_lead(lang())}</p>
                        <ul class="stack stack--tight" role="list">{lines}</ul>
                    </div>
                </details>
            }
        })
    })
    .into_any()
}

/// Tone and icon of a state.
#[must_use]
pub const fn look(state: DeliveryState) -> (Tone, &'static str) {
    match state {
        DeliveryState::Waiting => (Tone::Progress, "clock"),
        DeliveryState::Sent => (Tone::Success, "check-circle"),
        DeliveryState::Dead => (Tone::Danger, "error"),
        DeliveryState::Withheld | DeliveryState::Gone => (Tone::Neutral, "minus"),
    }
}

fn line(entry: DeliveryView) -> AnyView {
    let (tone, icon) = look(entry.state);
    let at = entry.sent_at.unwrap_or(entry.at);
    view! {
        <li>
            {words(&entry)}
            <br/>
            <Tag tone icon text=entry.state.name(lang())/>" "
            <time class="small muted" datetime=at.to_rfc3339()>{show_moment(at)}</time>
        </li>
    }
    .into_any()
}

/// “SMS tới •••011: Hồ sơ được tiếp nhận”.
#[must_use]
pub fn words(entry: &DeliveryView) -> String {
    t::delivery::log_line(
        lang(),
        entry.channel.name(lang()),
        &entry.to,
        entry.occasion.name(lang()),
    )
}
