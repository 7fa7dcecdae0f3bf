//! The end of the review: receiving agency, declaration, and the button that files.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::api::{Problem, ProblemCode, ReceivingAgency};
use motcua_shared::dossier::status::Tone;
use motcua_shared::form::{Answer, Issue, Severity};

use super::answers::edit_id;
use crate::a11y::focus_by_id;
use crate::form::elsewhere::GONE;
use crate::form::field::flag;
use crate::form::model::FormModel;
use crate::form::queue::{RETURNED, WAITING};
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::route;
use crate::ui::error_summary::focus_error_summary;
use crate::ui::{Banner, BusyButton, ErrorItem, Icon};

const AGENCY: &str = "agency";
const DECLARATION: &str = "declaration";
const PROBLEM: &str = "filing-problem";

/// Code of the agency of the commune that is competent by the answers, if it receives here; else the only one.
fn competent(model: FormModel) -> Option<String> {
    model.draft.with_untracked(|draft| {
        let answer = model
            .field(&draft.competent_by)
            .and_then(|field| field.answer.get_untracked());
        // A commune, or the agency itself.
        let code = match answer {
            Some(Answer::Address(address)) => address.commune,
            Some(Answer::Text(code)) => code,
            _ => String::new(),
        };
        let by_commune = draft
            .agencies
            .iter()
            .find(|agency| !code.is_empty() && (agency.commune == code || agency.code == code));
        let only = || draft.agencies.first().filter(|_| draft.agencies.len() == 1);
        by_commune.or_else(only).map(|agency| agency.code.clone())
    })
}

/// The faults of all pages, as the error summary of this page shows them.
fn page_errors(model: FormModel) -> Vec<ErrorItem> {
    let mut items = Vec::new();
    for page in model.pages() {
        let found = model.find_issues(page.index);
        model.show_issues(page.index, &found);
        items.extend(
            found
                .iter()
                .filter(|issue| issue.severity == Severity::Error)
                .map(|issue| item(model, issue)),
        );
    }
    items
}

fn item(model: FormModel, issue: &Issue) -> ErrorItem {
    let target = match issue.path.as_str() {
        DECLARATION => DECLARATION.to_owned(),
        path => edit_id(path),
    };
    ErrorItem {
        target,
        text: issue.message(model.form(), lang()),
    }
}

/// What a problem of filing says at the answers: the same places as the checks here.
fn show_problem_issues(model: FormModel, problem: &Problem) -> Vec<ErrorItem> {
    for page in model.pages() {
        let of_page = |issue: &&Issue| {
            model
                .field_at(issue.field_path())
                .is_some_and(|field| field.page == page.index)
        };
        let found: Vec<Issue> = problem.issues.iter().filter(of_page).cloned().collect();
        model.show_issues(page.index, &found);
    }
    problem
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .map(|issue| item(model, issue))
        .collect()
}

/// The form that files.
pub fn filing(model: FormModel, errors: RwSignal<Vec<ErrorItem>>) -> AnyView {
    if model.agency.with_untracked(Option::is_none) {
        model.agency.set(competent(model));
    }
    let (declared, busy) = (RwSignal::new(false), RwSignal::new(false));
    let problem = RwSignal::new(None::<Problem>);
    // Set once the button was pressed: from then on the two questions here show their faults.
    let pressed = RwSignal::new(false);
    let no_agency =
        memo(move || pressed.get() && !model.is_supplement() && model.agency.with(Option::is_none));
    let not_declared = memo(move || pressed.get() && !declared.get());
    let show_refusal = move |refused: Problem, waited: bool| {
        let items = if refused.code == ProblemCode::Invalid {
            show_problem_issues(model, &refused)
        } else {
            Vec::new()
        };
        if items.is_empty() && waited {
            // Its own banner says why.
            request_animation_frame(|| {
                let _ = focus_by_id(RETURNED) || focus_by_id(GONE);
            });
        } else if items.is_empty() {
            problem.try_set(Some(refused));
            request_animation_frame(|| {
                focus_by_id(PROBLEM);
            });
        } else {
            errors.try_set(items);
            focus_error_summary();
        }
    };
    // What had waited for the network was refused: the same words at the same places.
    Effect::new(move || {
        if let Some(refused) = model.filing.refused.get() {
            model.filing.refused.set(None);
            untrack(|| show_refusal(refused, true));
        }
    });
    let navigate = use_navigate();
    let file = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        pressed.set(true);
        let mut items = page_errors(model);
        if model.any_uploading() {
            items.push(ErrorItem {
                target: String::new(),
                text: t::fill::wait_for_files(lang()).to_owned(),
            });
        }
        if no_agency.get_untracked() {
            items.push(ErrorItem {
                target: AGENCY.to_owned(),
                text: t::fill::choose_agency(lang()).to_owned(),
            });
        }
        if not_declared.get_untracked() {
            items.push(ErrorItem {
                target: DECLARATION.to_owned(),
                text: t::fill::declare_first(lang()).to_owned(),
            });
        }
        let blocked = !items.is_empty();
        errors.set(items);
        if blocked {
            return focus_error_summary();
        }
        busy.set(true);
        let navigate = navigate.clone();
        let agency = model.agency.get_untracked().unwrap_or_default();
        spawn_local(async move {
            match model.file(agency).await {
                Ok(receipt) => navigate(
                    &format!("{}?bien-nhan=1", route::dossier(&receipt.dossier)),
                    Default::default(),
                ),
                Err(_) if model.is_queued() => {
                    busy.try_set(false);
                    request_animation_frame(|| {
                        focus_by_id(WAITING);
                    });
                }
                Err(refused) => {
                    busy.try_set(false);
                    show_refusal(refused, false);
                }
            }
        });
    };
    let send_words = if model.is_supplement() {
        t::fill::send_supplement(lang())
    } else {
        t::fill::send(lang())
    };
    view! {
        <form class="fields" novalidate on:submit=handler(file) hidden=live(move || model.filing.queued.with(Option::is_some))>
            {(!model.is_supplement()).then(|| agency_question(model, no_agency))}
            {declaration(model, declared, not_declared)}
            {live_view(move || problem.get().map(|problem| view! {
                <Banner tone=Tone::Danger id=PROBLEM title=problem.title>
                    <p>{problem.detail}</p>
                    <p>{t::fill::send_again_safe(lang())}</p>
                </Banner>
            }))}
            <div class="button-row">
                <BusyButton text=send_words busy_text=t::fill::sending(lang()) busy icon="send"/>
                <a class="button button--quiet" href=route::draft(&model.id)>{t::fill::later(lang())}</a>
            </div>
        </form>
    }
    .into_any()
}

fn fault(shown: Memo<bool>, id: &'static str, words: &'static str) -> AnyView {
    live_view(move || {
        shown.get().then(|| {
            view! { <p class="field__error" id=id><Icon name="error"/><span>{t::fill::error_word(lang())}" "{words}</span></p> }
        })
    })
    .into_any()
}

fn agency_question(model: FormModel, missing: Memo<bool>) -> AnyView {
    let agencies = model.draft.with_untracked(|draft| draft.agencies.clone());
    let addresses: Vec<(String, String)> = agencies
        .iter()
        .map(|one| (one.code.clone(), one.address.clone()))
        .collect();
    let option = |agency: ReceivingAgency| {
        let code = agency.code.clone();
        view! {
            <option value=agency.code.clone() lang=lang_of(&agency.name) prop:selected=live(move || model.agency.with(|chosen| chosen.as_ref() == Some(&code)))>
                {text(&agency.name)}
            </option>
        }
    };
    let choose = move |event: web_sys::Event| {
        let code = event_target_value(&event);
        model.agency.set((!code.is_empty()).then_some(code));
    };
    let address = move || {
        let chosen = model.agency.get()?;
        addresses
            .iter()
            .find(|(code, _)| *code == chosen)
            .map(|(_, address)| t::fill::agency_address(lang(), address))
    };
    let hint = if competent(model).is_some() {
        t::fill::agency_hint(lang())
    } else {
        t::fill::agency_hint_none(lang())
    };
    let describes = move || {
        if missing.get() {
            "agency-hint agency-error agency-echo"
        } else {
            "agency-hint agency-echo"
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=AGENCY>{t::fill::agency(lang())}</label>
            <p class="field__hint" id="agency-hint">{hint}</p>
            {fault(missing, "agency-error", t::fill::choose_agency(lang()))}
            <select class="input select" id=AGENCY autocomplete="off" aria-required="true" aria-invalid=live(move || flag(missing.get())) aria-describedby=describes on:change=handler(choose)>
                <option value="" prop:selected=live(move || model.agency.with(Option::is_none))>{t::fill::choose(lang())}</option>
                {agencies.into_iter().map(option).collect::<Vec<_>>()}
            </select>
            <p class="field__echo" id="agency-echo">{address}</p>
        </div>
    }
    .into_any()
}

fn declaration(model: FormModel, declared: RwSignal<bool>, missing: Memo<bool>) -> AnyView {
    view! {
        <div class="declaration field">
            {fault(missing, "declaration-error", t::fill::declare_first(lang()))}
            <label class="choice choice--bare">
                <input
                    class="choice__input"
                    id=DECLARATION
                    type="checkbox"
                    aria-required="true"
                    aria-invalid=live(move || flag(missing.get()))
                    aria-describedby=live(move || missing.get().then_some("declaration-error"))
                    prop:checked=live(move || declared.get())
                    on:change=handler(move |event: web_sys::Event| declared.set(event_target_checked(&event)))
                />
                <span class="choice__text" lang=lang_of(&model.form.declaration)>{text(&model.form.declaration)}</span>
            </label>
        </div>
    }
    .into_any()
}
