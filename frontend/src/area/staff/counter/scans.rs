//! Scans and photographs of papers, sent as soon as they are chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{Problem, UPLOAD_PATH, scan_field};

use super::show;
use crate::a11y::announce;
use crate::api::{self, AttachmentView, CounterDraft, DeleteAttachment, Nothing, upload};
use crate::area::dossier::files::content_url;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};
use crate::remote::Remote;
use crate::ui::Icon;

/// The scans of a component, and the box for more.
#[component]
pub fn Scans(
    /// What lies on the counter.
    draft: Signal<CounterDraft>,
    /// To be fetched again after a change.
    remote: Remote<CounterDraft>,
    /// The component.
    component: String,
    /// Name of the component.
    name: String,
    /// Unique on the page.
    id: String,
    /// What went wrong with a call.
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let progress = RwSignal::new(None::<u32>);
    let fault = RwSignal::new(false);
    let slot = scan_field(&component);
    let wanted = slot.clone();
    let files = move || {
        draft.with(|draft| {
            draft
                .files
                .iter()
                .filter(|file| file.field == wanted)
                .map(|file| row(file, remote, problem))
                .collect::<Vec<_>>()
        })
    };
    let choose = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.item(0)) else {
            return;
        };
        input.set_value("");
        fault.set(false);
        problem.set(None);
        let (slot, url) = (
            slot.clone(),
            UPLOAD_PATH.replace("{id}", &draft.with_untracked(|draft| draft.id.clone())),
        );
        spawn_local(async move {
            let Ok(sha256) = upload::sha256(&file).await else {
                fault.try_set(true);
                return;
            };
            progress.try_set(Some(0));
            let query = [("field", slot), ("name", file.name()), ("sha256", sha256)];
            let (_, answer) = upload::send(&url, &query, &file, move |percent| {
                progress.try_set(Some(percent));
            });
            let outcome = answer.await;
            progress.try_set(None);
            match outcome {
                Ok(_) => {
                    announce(t::counter::scan_added(lang(), &file.name()));
                    remote.reload();
                }
                Err(refused) => show(problem, refused),
            }
        });
    };
    let error = format!("{id}-error");
    view! {
        <ul role="list">{live_view(files)}</ul>
        <div class="field">
            <label class="field__label" for=id.clone()>{t::counter::scan_add(lang())}<span class="visually-hidden">": "{name}</span></label>
            {live_view(move || fault.get().then(|| view! {
                <p class="field__error" id=error.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::counter::scan_unreadable(lang())}</span></p>
            }))}
            <input class="input" id=id type="file" accept="application/pdf,image/jpeg,image/png" capture="environment" on:change=handler(choose)/>
            {live_view(move || progress.get().map(|percent| view! { <p class="small">{t::counter::scan_progress(lang(), &percent.to_string())}</p> }))}
        </div>
    }
}

fn row(
    file: &AttachmentView,
    remote: Remote<CounterDraft>,
    problem: RwSignal<Option<Problem>>,
) -> AnyView {
    let (id, name, url) = (file.id.clone(), file.name.clone(), content_url(&file.id));
    let remove = move |_: web_sys::MouseEvent| {
        let id = id.clone();
        spawn_local(async move {
            match api::call::<DeleteAttachment>(&[&id], &Nothing {}).await {
                Ok(_) => remote.reload(),
                Err(refused) => show(problem, refused),
            }
        });
    };
    view! {
        <li class="button-row">
            <a class="action-link" href=url rel="external noopener" target="_blank"><Icon name="file-text"/>{name.clone()}</a>
            <button class="button button--quiet button--small" type="button" on:click=handler(remove)>{t::counter::scan_remove(lang(), &name)}</button>
        </li>
    }
    .into_any()
}
