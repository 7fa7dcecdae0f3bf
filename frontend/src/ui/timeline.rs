//! What happened, newest first; every entry has a time and an actor.

use leptos::prelude::*;
use motcua_shared::time::{Timestamp, show_moment};

use crate::i18n::vietnamese;

/// The list; the first item is the present one.
#[component]
pub fn Timeline(
    /// [`TimelineItem`]s.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline" role="list">{children()}</ol> }
}

/// One entry.
#[component]
pub fn TimelineItem(
    /// What happened.
    #[prop(into)]
    title: String,
    /// When.
    at: Timestamp,
    /// Who did it.
    #[prop(into)]
    who: String,
    /// Words that go with it.
    #[prop(optional, into)]
    note: String,
    /// The present one.
    #[prop(optional)]
    current: bool,
    /// More: files, marked items.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="timeline__item" aria-current=current.then_some("step")>
            <p class="timeline__title">{title}</p>
            <p class="timeline__meta">
                <time datetime=at.to_rfc3339()>{show_moment(at)}</time>
                {(!who.is_empty()).then(|| view! { <span>" · "{who}</span> })}
            </p>
            {(!note.is_empty()).then(|| view! { <p class="timeline__note" lang=vietnamese()>{note}</p> })}
            {children.map(|children| children())}
        </li>
    }
}
