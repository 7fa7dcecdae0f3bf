//! The page of a run over many dossiers: how far it is, and what became of each. It goes on while the page is open; opened again
//! after a reload, it goes on where it stopped, because the server knows what is done.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

use crate::a11y::announce;
use crate::api::{self, BulkItem, BulkRun, BulkState, ContinueBulk, GetBulk, Nothing};
use crate::area::staff::frame::use_office;
use crate::area::staff::place;
use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::BackLink;

/// The page.
#[component]
pub fn BulkRunPage() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| params.get("run").unwrap_or_default()));
    let remote = Remote::new(move || {
        let id = id.get();
        async move { api::call::<GetBulk>(&[&id], &Nothing {}).await }
    });
    remote.view(move |run| view! { <Content run remote/> }.into_any())
}

#[component]
fn Content(run: Signal<BulkRun>, remote: Remote<BulkRun>) -> impl IntoView {
    let office = use_office();
    let stopped = RwSignal::new(false);
    let first = run.get_untracked();
    let id = StoredValue::new(first.id.clone());
    let total = first.items.len();
    let title = t::desk::run_title(lang(), first.action.button(lang()), &total.to_string());
    let waiting = memo(move || run.with(|run| run.count(BulkState::Waiting)));
    let go_on = move || {
        stopped.set(false);
        spawn_local(async move {
            loop {
                let Some(id) = id.try_get_value() else { return };
                let answer = api::call::<ContinueBulk>(&[&id], &Nothing {}).await;
                // The page may be gone: the run then waits until it is opened again.
                if stopped.try_get_untracked().is_none() {
                    return;
                }
                let Ok(now) = answer else {
                    stopped.set(true);
                    announce(t::desk::run_stopped(lang()));
                    return;
                };
                let finished = now.count(BulkState::Waiting) == 0;
                let words = outcome(&now);
                remote.set(now);
                if finished {
                    announce(words);
                    office.reload();
                    return;
                }
            }
        });
    };
    if waiting.get_untracked() > 0 {
        go_on();
    }
    let items = memo(move || run.with(|run| run.items.clone()));
    let state = move || {
        if waiting.get() == 0 {
            view! { <p id="run-outcome">{run.with(outcome)}</p> }.into_any()
        } else if stopped.get() {
            view! {
                <p>{t::desk::run_stopped(lang())}</p>
                <div class="button-row"><button class="button" type="button" on:click=handler(move |_: web_sys::MouseEvent| go_on())>{t::desk::run_continue(lang())}</button></div>
            }
            .into_any()
        } else {
            view! { <p>{t::desk::run_working(lang())}</p> }.into_any()
        }
    };
    let progress = move || {
        let finished = total.saturating_sub(waiting.get());
        t::desk::run_progress(lang(), &finished.to_string(), &total.to_string())
    };
    let heading = title.clone();
    view! {
        <PageTitle title=derived(move || title.clone())/>
        <div class="staff__main">
            <BackLink href=derived(place::last) text=t::staff::back(lang())/>
            <div class="staff__head"><h1 tabindex="-1">{heading}</h1></div>
            <div class="stack">
                <progress class="file-row__progress" max=total.to_string() value=live(move || total.saturating_sub(waiting.get()).to_string()) aria-label=t::desk::run_state(lang())></progress>
                <p>{live_view(progress)}</p>
                {live_view(state)}
                <div class="table-frame">
                    <table class="table table--dense table--cards">
                        <caption>{t::desk::run_caption(lang())}</caption>
                        <thead><tr><th scope="col">{t::staff::column_code(lang())}</th><th scope="col">{t::desk::run_state(lang())}</th></tr></thead>
                        <tbody>{live_view(move || items.get().into_iter().map(line).collect::<Vec<_>>())}</tbody>
                    </table>
                </div>
            </div>
        </div>
    }
}

/// How the run ended.
fn outcome(run: &BulkRun) -> String {
    let done = run.count(BulkState::Done);
    let left = run.items.len().saturating_sub(done);
    t::desk::run_finished(lang(), &done.to_string(), &left.to_string())
}

fn line(item: BulkItem) -> AnyView {
    let words = match item.state {
        BulkState::Waiting => t::desk::state_waiting(lang()).to_owned(),
        BulkState::Done => t::desk::state_done(lang()).to_owned(),
        BulkState::Refused => {
            let reason = item.refusal.map(|refusal| refusal.message(lang()));
            t::desk::state_refused(lang(), reason.unwrap_or_default())
        }
        BulkState::Changed => t::desk::state_changed(lang()).to_owned(),
        BulkState::Gone => t::desk::state_gone(lang()).to_owned(),
    };
    view! {
        <tr><th scope="row"><a href=route::staff_dossier(&item.dossier)><span class="code">{item.code}</span></a></th><td data-label=t::desk::run_state(lang())>{words}</td></tr>
    }
    .into_any()
}
