//! Adding a result: drafted from the template of the procedure where it has one, else a file – hashed here, sent with its progress,
//! checked by the server against the hash.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{Problem, RESULT_PATH, StaffDossier};
use motcua_shared::dossier::Action;
use motcua_shared::time::iso_date;

use super::desk::Desk;
use super::dialog::ActionForm;
use super::reschedule::typed_date;
use super::result_draft::DraftedResult;
use crate::a11y::{announce, focus_by_id};
use crate::api::{self, GetResultDraft, Nothing, ProblemCode, ResultDraft, upload};
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::i18n::{lang, t};
use crate::json;
use crate::reactive::{handler, live, live_view};
use crate::ui::{Icon, Skeleton};

const FIELD: &str = "result-file";
const ISSUED: &str = "result-issued";

/// What a result is made of: a template where the procedure has one, until the officer chooses a file.
#[component]
pub fn AddResult(desk: Desk) -> impl IntoView {
    let draft = RwSignal::new(None::<Option<ResultDraft>>);
    let upload = RwSignal::new(false);
    spawn_local(async move {
        let found = api::call::<GetResultDraft>(&[&desk.id()], &Nothing {}).await;
        draft.try_set(Some(found.ok()));
    });
    let choice = move |file: bool, words: &'static str| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="result-way" prop:checked=live(move || upload.get() == file)
                    on:change=handler(move |_: web_sys::Event| upload.set(file))/>
                <span class="choice__text">{words}</span>
            </label>
        }
    };
    live_view(move || match draft.get() {
        None => view! { <div class="dialog__body"><Skeleton/></div> }.into_any(),
        Some(None) => view! { <UploadResult desk/> }.into_any(),
        Some(Some(draft)) => view! {
            <fieldset class="field dialog__body">
                <legend class="field__label">{t::staff::result_way(lang())}</legend>
                <div class="choices">
                    {choice(false, t::staff::result_from_template(lang()))}
                    {choice(true, t::staff::result_from_file(lang()))}
                </div>
            </fieldset>
            {live_view(move || if upload.get() {
                view! { <UploadResult desk/> }.into_any()
            } else {
                view! { <DraftedResult desk draft=draft.clone()/> }.into_any()
            })}
        }
        .into_any(),
    })
    .into_any()
}

/// The form for a file.
#[component]
fn UploadResult(desk: Desk) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let fault = RwSignal::new(None::<&'static str>);
    let progress = RwSignal::new(None::<u32>);
    let (number, issued) = (Typed::new(), Typed::new());
    let submit = Callback::new(move |()| {
        if desk.busy.get_untracked() {
            return;
        }
        let file = input
            .get_untracked()
            .and_then(|input| input.files())
            .and_then(|files| files.item(0));
        let Some(file) = file else {
            fault.set(Some(t::staff::result_missing(lang())));
            focus_by_id(FIELD);
            return;
        };
        fault.set(None);
        let day = issued.text.get_untracked();
        let day = match day.trim() {
            "" => Some(String::new()),
            typed => typed_date(typed).map(iso_date),
        };
        let Some(day) = issued.take(day, t::staff::result_issued_wrong(lang())) else {
            focus_by_id(ISSUED);
            return;
        };
        desk.problem.set(None);
        desk.busy.set(true);
        let paper = (number.text.get_untracked(), day);
        spawn_local(send(desk, file, paper, fault, progress));
    });
    view! {
        <ActionForm desk submit>
            <div class="field">
                <label class="field__label" for=FIELD>{t::staff::result_label(lang())}</label>
                <p class="field__hint" id="result-hint">{t::staff::result_hint(lang())}</p>
                {live_view(move || fault.get().map(|words| view! {
                    <p class="field__error" id="result-error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{words}</span></p>
                }))}
                <input class="input" id=FIELD type="file" accept="application/pdf,image/jpeg,image/png" aria-required="true" node_ref=input
                    aria-invalid=live(move || fault.get().map(|_| "true"))
                    aria-describedby=live(move || if fault.get().is_some() { "result-hint result-error" } else { "result-hint" })
                    on:change=handler(move |_: web_sys::Event| { fault.try_set(None); })/>
                {live_view(move || progress.get().map(|percent| {
                    let words = t::staff::result_progress(lang(), &percent.to_string());
                    view! { <p class="small">{words.clone()}</p><progress class="file-row__progress" max="100" value=percent.to_string() aria-label=words></progress> }
                }))}
            </div>
            <FieldBox id="result-number" label=t::staff::result_number(lang()) hint=t::staff::result_number_hint(lang()) typed=number may_miss=true/>
            <FieldBox id=ISSUED label=t::staff::result_issued(lang()) hint=t::staff::result_issued_hint(lang()) typed=issued may_miss=true numeric=true/>
        </ActionForm>
    }
}

async fn send(
    desk: Desk,
    file: web_sys::File,
    (number, issued_on): (String, String),
    fault: RwSignal<Option<&'static str>>,
    progress: RwSignal<Option<u32>>,
) {
    let Ok(hash) = upload::sha256(&file).await else {
        fault.try_set(Some(t::staff::result_unreadable(lang())));
        desk.busy.try_set(false);
        focus_by_id(FIELD);
        return;
    };
    announce(t::staff::result_progress(lang(), "0"));
    let url = RESULT_PATH.replace("{id}", &desk.id());
    let query = [
        ("name", file.name()),
        ("sha256", hash),
        ("version", desk.version().to_string()),
        ("number", number),
        ("issued_on", issued_on),
    ];
    let (_, answer) = upload::send(&url, &query, &file, move |percent| {
        progress.try_set(Some(percent));
    });
    let outcome = answer.await.and_then(|body| {
        json::read::<StaffDossier>(&body).ok_or_else(|| Problem::new(ProblemCode::Internal, lang()))
    });
    progress.try_set(None);
    desk.finish(Action::AddResult, outcome);
}
