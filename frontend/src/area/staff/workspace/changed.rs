//! Somebody else changed the dossier: what happened since the officer last looked. On the page as a banner, in an open
//! dialog as a panel above the words, which stay.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_moment;

use super::desk::{CHANGED, Desk, HEADING, PROBLEM};
use super::dialog::TITLE;
use crate::a11y::focus_by_id;
use crate::api::TimelineEvent;
use crate::i18n::{lang, t, text, vietnamese};
use crate::reactive::{handler, live_view, memo};
use crate::ui::{Banner, Icon};

fn lines(events: Vec<TimelineEvent>) -> AnyView {
    if events.is_empty() {
        return view! { <p>{t::staff::changed_other(lang())}</p> }.into_any();
    }
    let lines: Vec<_> = events
        .into_iter()
        .map(|event| {
            let line = t::staff::changed_line(lang(), event.action.past(lang()), &text(&event.by), &show_moment(event.at));
            view! { <li>{line}{(!event.words.is_empty()).then(|| view! { ": "<span lang=vietnamese()>{event.words}</span> })}</li> }
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}

/// The officer has looked: the button goes away, so the focus moves on to where the work is.
fn looked(desk: Desk, next: &'static str) {
    desk.look();
    request_animation_frame(move || {
        focus_by_id(next);
    });
}

/// The banner on the page, while no dialog is open.
#[component]
pub fn ChangedBanner(desk: Desk) -> impl IntoView {
    let changes = memo(move || desk.changes().filter(|_| !desk.open.get()));
    move || {
        changes.get().map(|events| {
            view! {
                <Banner tone=Tone::Info id="changed-banner" title=t::staff::changed_title(lang())>
                    <p>{t::staff::changed_text(lang())}</p>
                    {lines(events)}
                    <div class="button-row"><button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| looked(desk, HEADING))>{t::staff::changed_seen(lang())}</button></div>
                </Banner>
            }
        })
    }
}

/// The panel in an open dialog, and any other reason why the action did not succeed.
#[component]
pub fn ChangedPanel(desk: Desk) -> impl IntoView {
    let changes = memo(move || desk.changes());
    let possible = memo(move || {
        desk.dossier
            .with(|dossier| dossier.actions.contains(&desk.action.get()))
    });
    let plain = memo(move || desk.problem.get().filter(|_| changes.with(Option::is_none)));
    // After a refused press the focus goes to the reason; while somebody types it stays where it is.
    Effect::new(move || {
        if changes.with(Option::is_some) && desk.problem.with_untracked(Option::is_some) {
            request_animation_frame(|| {
                focus_by_id(CHANGED);
            });
        }
    });
    view! {
        {live_view(move || changes.get().map(|events| view! {
            <section class="conflict" aria-labelledby=CHANGED role="alert">
                <h3 class="conflict__title" id=CHANGED tabindex="-1">{t::staff::changed_title(lang())}</h3>
                <p>{t::staff::changed_in_dialog(lang())}</p>
                {lines(events)}
                {(!possible.get()).then(|| view! { <p><strong>{t::staff::changed_gone(lang(), desk.action.get_untracked().button(lang()))}</strong></p> })}
                {possible.get().then(|| view! {
                    <div class="button-row"><button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| looked(desk, TITLE))>{t::staff::changed_continue(lang())}</button></div>
                })}
            </section>
        }))}
        {live_view(move || plain.get().map(|problem| view! {
            <p class="field__error" id=PROBLEM tabindex="-1"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p>
        }))}
    }
}
