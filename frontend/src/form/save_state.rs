//! The line that says where the answers are: on this device, on the server, since when.

use leptos::prelude::*;
use motcua_shared::time::{Timestamp, show_clock, show_moment};

use super::autosave::SaveState;
use super::model::{FormModel, now};
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::reactive::{derived, live_view};
use crate::ui::LiveIcon;

/// Seconds between two announcements of the same good news.
const ANNOUNCE_EVERY: i64 = 60;

fn words(state: &SaveState, kept_at: Timestamp) -> String {
    match state {
        SaveState::Server(at) if at.local().date == now().local().date => {
            t::fill::saved_at(lang(), &show_clock(at.local()))
        }
        SaveState::Server(at) => t::fill::saved_at(lang(), &show_moment(*at)),
        SaveState::Device => t::fill::saved_here(lang()).to_owned(),
        SaveState::Sending => t::fill::saving(lang()).to_owned(),
        SaveState::Offline => t::fill::saved_here_offline(lang(), &show_clock(kept_at.local())),
        SaveState::Nowhere => t::fill::saved_nowhere(lang()).to_owned(),
        SaveState::Refused(why) => why.clone(),
        SaveState::Gone => t::fill::gone_title(lang()).to_owned(),
    }
}

/// The line.
#[component]
pub fn SaveLine(
    /// The draft.
    model: FormModel,
) -> impl IntoView {
    let state = model.saver.state;
    let said = StoredValue::new(now());
    Effect::new(move |was: Option<SaveState>| {
        let state = state.get();
        let due = now().seconds_since(said.get_value()) >= ANNOUNCE_EVERY;
        let news = match &state {
            SaveState::Server(_) => {
                due || matches!(was, Some(SaveState::Offline | SaveState::Nowhere))
            }
            SaveState::Device | SaveState::Sending => false,
            _ => was.is_some_and(|was| was != state),
        };
        if news && model.saver.version() > 0 {
            said.set_value(now());
            announce(words(&state, model.saver.kept_at.get_untracked()));
        }
        state
    });
    let class = move || match state.get() {
        SaveState::Server(_) => "save-state",
        SaveState::Device | SaveState::Sending | SaveState::Offline => {
            "save-state save-state--device"
        }
        _ => "save-state save-state--problem",
    };
    let icon = derived(move || match state.get() {
        SaveState::Server(_) => "cloud-check",
        SaveState::Device | SaveState::Offline => "device",
        SaveState::Sending => "send",
        _ => "alert",
    });
    let line = move || {
        let (state, no_room) = (state.get(), model.saver.no_room.get());
        let words = words(&state, model.saver.kept_at.get());
        match state {
            SaveState::Server(_) if no_room => {
                format!("{words}. {}", t::fill::no_room_here(lang()))
            }
            _ => words,
        }
    };
    view! { <p class=class><LiveIcon name=icon/><span>{live_view(line)}</span></p> }
}
