//! The change that is not saved yet: its edits, what it would affect, its reason, and saving it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::ProblemCode;
use motcua_shared::calendar::Edit;

use super::Desk;
use super::words::differing;
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, CalendarChange, CalendarPreview, CalendarView, ChangeCalendar, PreviewCalendar, Problem,
};
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::ui::{BusyButton, Icon};

const REASON: &str = "change-reason";
const TITLE: &str = "change-title";

/// The section.
#[component]
pub fn ChangeForm(desk: Desk, remote: Remote<CalendarView>) -> impl IntoView {
    let reason = Typed::new();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let preview = RwSignal::new(None::<CalendarPreview>);
    let edits = memo(move || desk.edits.get());
    // What was said about another change says nothing about this one.
    Effect::new(move || {
        edits.track();
        preview.set(None);
    });
    let request = move || CalendarChange {
        seen: desk.view.with_untracked(|view| view.number),
        edits: desk.edits.get_untracked(),
        reason: reason.text.get_untracked(),
    };
    let failed = move |found: Problem| {
        if found.code == ProblemCode::Conflict {
            remote.reload();
        }
        problem.try_set(Some(found));
    };
    let look = Callback::new(move |()| {
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            match api::call::<PreviewCalendar>(&[], &request()).await {
                Ok(found) => {
                    preview.try_set(Some(found));
                }
                Err(found) => failed(found),
            }
            busy.try_set(false);
        });
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let given = reason.text.get_untracked();
        let given = Some(given).filter(|reason| !reason.trim().is_empty());
        if reason
            .take(given, t::admin::change_reason_missing(lang()))
            .is_none()
        {
            focus_by_id(REASON);
            return;
        }
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            match api::call::<ChangeCalendar>(&[], &request()).await {
                Ok(view) => {
                    desk.edits.try_set(Vec::new());
                    reason.text.try_set(String::new());
                    announce(t::admin::change_saved(lang()).to_owned());
                    remote.set(view);
                    focus_by_id(TITLE);
                }
                Err(found) => failed(found),
            }
            busy.try_set(false);
        });
    };
    let item = move |edit: Edit| {
        let words = desk.words(&edit);
        let label = t::admin::change_drop(lang(), &words);
        let take_out = move |_: web_sys::MouseEvent| {
            desk.drop(&edit);
            focus_by_id(TITLE);
        };
        view! { <li><button class="chip" type="button" aria-label=label on:click=handler(take_out)>{words}<Icon name="close"/></button></li> }
    };
    let any = memo(move || edits.with(|edits| !edits.is_empty()));
    view! {
        <section class="stack" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{t::admin::change_title(lang())}</h2>
            {live_view(move || if any.get() {
                let count = edits.with(Vec::len).to_string();
                view! {
                    <p>{t::admin::change_count(lang(), &count)}</p>
                    <div class="filter-chips"><ul role="list">{edits.get().into_iter().map(item).collect::<Vec<_>>()}</ul></div>
                }.into_any()
            } else {
                view! { <p>{t::admin::change_empty(lang())}</p> }.into_any()
            })}
            {live_view(move || problem.get().map(|problem| {
                let words = if problem.code == ProblemCode::Conflict { t::admin::change_conflict(lang()).to_owned() } else { format!("{}. {}", problem.title, problem.detail) };
                view! { <p class="field__error" role="alert"><Icon name="error"/><span>{words}</span></p> }
            }))}
            <div role="status">{live_view(move || preview.get().map(|preview| said(desk, &preview)))}</div>
            {live_view(move || any.get().then(|| view! {
                <form class="stack" novalidate on:submit=handler(save)>
                    <FieldBox id=REASON label=t::admin::change_reason(lang()) hint=t::admin::change_reason_hint(lang()) typed=reason/>
                    <div class="button-row">
                        <BusyButton text=derived(|| t::admin::change_save(lang()).to_owned()) busy_text=derived(|| t::admin::change_busy(lang()).to_owned()) busy/>
                        <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| look.run(()))>{t::admin::change_preview(lang())}</button>
                    </div>
                </form>
            }))}
        </section>
    }
}

/// What the server says about the change: what cannot be made, or whose date would differ.
fn said(desk: Desk, preview: &CalendarPreview) -> AnyView {
    if preview.faults.is_empty() {
        return view! { <p>{t::admin::change_previewed(lang())}</p>{differing(&preview.differing)} }
            .into_any();
    }
    let edits = desk.edits.get_untracked();
    let lines: Vec<_> = preview
        .faults
        .iter()
        .map(|faulty| {
            let place = usize::try_from(faulty.place).unwrap_or(usize::MAX);
            let about = edits.get(place).map(|edit| desk.words(edit));
            let about = about.unwrap_or_default();
            view! { <li>{about}". "{faulty.fault.words(lang())}</li> }
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}
