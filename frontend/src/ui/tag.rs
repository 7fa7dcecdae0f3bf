//! Tags: tone, icon and words together, never a control.

use leptos::prelude::*;
use motcua_shared::dossier::Status;
use motcua_shared::dossier::status::Tone;

use super::icon::{Icon, LiveIcon};
use crate::i18n::lang;
use crate::reactive::{derived, live_view};

/// The ending of the tone classes (`tag--…`, `banner--…`, `status--…`).
#[must_use]
pub const fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Info => "info",
        Tone::Progress => "progress",
        Tone::Attention => "attention",
        Tone::Success => "success",
        Tone::Danger => "danger",
        Tone::Neutral => "neutral",
    }
}

/// The icon that goes with a status: each is different, so that colour is never needed (R-A11Y-02).
#[must_use]
pub const fn status_icon(status: Status) -> &'static str {
    match status {
        Status::Submitted => "send",
        Status::Accepted => "inbox",
        Status::Refused => "error",
        Status::Processing => "clock",
        Status::SupplementRequired => "alert",
        Status::PaymentRequired => "wallet",
        Status::WithdrawalRequested => "undo",
        Status::Stopped => "minus",
        Status::Resolved => "stamp",
        Status::Returned => "check-circle",
    }
}

/// A tag of any tone.
#[component]
pub fn Tag(
    /// How it looks.
    tone: Tone,
    /// Icon of the sprite.
    icon: &'static str,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=format!("tag tag--{}", tone_name(tone))><Icon name=icon/>{text}</span> }
}

/// The tag of a national dossier status; changes by itself.
#[component]
pub fn StatusTag(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    let class = move || format!("tag tag--{}", tone_name(status.get().tone()));
    let icon = derived(move || status_icon(status.get()));
    view! { <span class=class><LiveIcon name=icon/>{live_view(move || status.get().name(lang()))}</span> }
}
