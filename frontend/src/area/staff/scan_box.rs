//! “Scan a dossier”: a scanner types the code or the address of a printed form, or the camera reads it, and the dossier opens.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::camera::CameraScan;
use crate::a11y::focus_by_id;
use crate::api::{self, FindDossier, ProblemCode, ScannedText};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::route;
use crate::ui::Icon;

const ID: &str = "scan-dossier";

/// The box.
#[component]
pub fn ScanBox() -> impl IntoView {
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let find = Callback::new(move |scanned: String| {
        let navigate = navigate.clone();
        error.set(None);
        spawn_local(async move {
            match api::call::<FindDossier>(&[], &ScannedText { text: scanned }).await {
                Ok(found) => navigate(&route::staff_dossier(&found.id), Default::default()),
                Err(problem) => {
                    let words = if problem.code == ProblemCode::NotFound {
                        t::counter::scan_dossier_none(lang()).to_owned()
                    } else {
                        problem.detail
                    };
                    error.try_set(Some(words));
                    focus_by_id(ID);
                }
            }
        });
    });
    let open = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        find.run(text.get_untracked());
    };
    let on_read = Callback::new(move |read: String| {
        text.set(read.clone());
        find.run(read);
    });
    let write = move |event| {
        text.try_set(event_target_value(&event));
        error.try_set(None);
    };
    let described = move || {
        if error.with(Option::is_some) {
            "scan-dossier-hint scan-dossier-error"
        } else {
            "scan-dossier-hint"
        }
    };
    view! {
        <form class="scan-box" novalidate on:submit=handler(open)>
            <div class="field">
                <label class="field__label" for=ID>{t::counter::scan_dossier(lang())}</label>
                <p class="visually-hidden" id="scan-dossier-hint">{t::counter::scan_dossier_hint(lang())}</p>
                {live_view(move || error.get().map(|words| view! {
                    <p class="field__error" id="scan-dossier-error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{words}</span></p>
                }))}
                <div class="queue-line">
                    <input class="input" id=ID type="text" autocomplete="off" spellcheck="false" autocapitalize="characters" enterkeyhint="go"
                        aria-invalid=live(move || error.with(Option::is_some).then_some("true")) aria-describedby=described
                        prop:value=live(move || text.get()) on:input=handler(write)/>
                    <button class="button button--secondary button--small" type="submit">{t::counter::scan_dossier_open(lang())}</button>
                </div>
            </div>
            <CameraScan on_read/>
        </form>
    }
}
