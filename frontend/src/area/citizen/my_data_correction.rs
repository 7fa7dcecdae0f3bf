//! Saying that an item is wrong: the dialog with the right value, the reason and a paper; and the requests that were made.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::status::Tone;
use motcua_shared::form::{Address, Answer};
use motcua_shared::time::show_moment;

use super::my_data::{Page, Wrong};
use crate::a11y::focus_by_id;
use crate::api::{
    self, AskForCorrection, CORRECTION_FILE_PATH, CorrectionState, CorrectionView, GetMyData,
    MyData, NewCorrection, Nothing, Problem, ProblemCode, ValueInput, WithdrawCorrection, upload,
};
use crate::directory::{Entry, List, use_directories};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::ui::{BusyButton, Dialog, Icon, Tag};

const VALUE: &str = "right-value";
const REASON: &str = "wrong-reason";
const FILE: &str = "right-paper";

/// What was typed; kept while the dialog is closed by accident, emptied when another item is asked about.
#[derive(Clone, Copy)]
struct Typed {
    line: RwSignal<String>,
    province: RwSignal<String>,
    commune: RwSignal<String>,
    detail: RwSignal<String>,
    reason: RwSignal<String>,
    no_value: RwSignal<bool>,
    no_reason: RwSignal<bool>,
    file: NodeRef<html::Input>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            line: empty(),
            province: empty(),
            commune: empty(),
            detail: empty(),
            reason: empty(),
            no_value: RwSignal::new(false),
            no_reason: RwSignal::new(false),
            file: NodeRef::new(),
        }
    }

    fn clear(self) {
        for text in [
            self.line,
            self.province,
            self.commune,
            self.detail,
            self.reason,
        ] {
            text.set(String::new());
        }
        self.no_value.set(false);
        self.no_reason.set(false);
    }

    /// The right value, as far as it was given.
    fn value(self, input: &ValueInput) -> Option<Answer> {
        let answer = match input {
            ValueInput::Address => Answer::Address(Address {
                province: self.province.get_untracked(),
                commune: self.commune.get_untracked(),
                detail: self.detail.get_untracked(),
                ..Address::default()
            }),
            _ => Answer::Text(self.line.get_untracked()),
        };
        let whole = match &answer {
            Answer::Address(address) => !address.commune.is_empty(),
            answer => !answer.is_empty(),
        };
        whole.then_some(answer)
    }

    fn chosen_file(self) -> Option<web_sys::File> {
        self.file.get_untracked()?.files()?.item(0)
    }
}

/// The dialog.
#[component]
pub fn CorrectionDialog(
    /// What the parts of the page share.
    page: Page,
) -> impl IntoView {
    let typed = Typed::new();
    let about = memo(move || {
        page.wrong
            .with(|wrong| wrong.as_ref().map(|wrong| wrong.item.clone()))
    });
    Effect::new(move || {
        about.track();
        typed.clear();
    });
    let title = derived(move || {
        page.wrong.with(|wrong| {
            let label = wrong.as_ref().map(|wrong| wrong.label.clone());
            t::my_data::correct_title(lang(), &label.unwrap_or_default())
        })
    });
    view! {
        <Dialog open=page.asking id="correct-title" title>
            {move || page.wrong.get().map(|wrong| form(page, typed, wrong))}
        </Dialog>
    }
}

fn form(page: Page, typed: Typed, wrong: Wrong) -> AnyView {
    let input = wrong.input.clone();
    let submit = {
        let wrong = wrong.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            submit(page, typed, &wrong);
        }
    };
    view! {
        <form novalidate on:submit=handler(submit)>
            <div class="dialog__body stack">
                <p>{t::my_data::correct_text(lang(), &wrong.agency)}</p>
                <p><strong>{t::my_data::correct_now(lang(), &wrong.value)}</strong></p>
                {live_view(move || page.problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{fault(&problem)}</span></p> }))}
                {input.map(|input| value(typed, input))}
                <div class="field">
                    <label class="field__label" for=REASON>{t::my_data::correct_reason(lang())}</label>
                    {live_view(move || typed.no_reason.get().then(|| view! {
                        <p class="field__error" id="wrong-reason-error"><Icon name="error"/><span>{t::my_data::error_prefix(lang())}{t::my_data::correct_reason_missing(lang())}</span></p>
                    }))}
                    <textarea class="input" id=REASON rows="3" aria-required="true"
                        aria-invalid=live(move || typed.no_reason.get().then_some("true"))
                        aria-describedby=live(move || typed.no_reason.get().then_some("wrong-reason-error"))
                        prop:value=live(move || typed.reason.get())
                        on:input=handler(move |event: web_sys::Event| typed.reason.set(event_target_value(&event)))></textarea>
                </div>
                <div class="field">
                    <label class="field__label" for=FILE>{t::my_data::correct_file(lang())}</label>
                    <p class="field__hint" id="right-paper-hint">{t::my_data::correct_file_hint(lang())}</p>
                    <input class="input" id=FILE type="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="right-paper-hint" node_ref=typed.file/>
                </div>
            </div>
            <div class="dialog__foot button-row">
                <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| page.asking.set(false))>{t::my_data::correct_close(lang())}</button>
                <BusyButton text=derived(|| t::my_data::correct_send(lang()).to_owned())
                    busy_text=derived(|| t::my_data::correct_sending(lang()).to_owned()) busy=page.busy/>
            </div>
        </form>
    }
    .into_any()
}

/// What went wrong, with what the server says of the value.
fn fault(problem: &Problem) -> String {
    if problem.issues.iter().any(|issue| issue.path == "wanted") {
        return t::my_data::correct_value_refused(lang()).to_owned();
    }
    format!("{}. {}", problem.title, problem.detail)
}

/// The question for the right value.
fn value(typed: Typed, input: ValueInput) -> AnyView {
    let directories = use_directories();
    let label = t::my_data::correct_value(lang());
    let error = move || {
        typed.no_value.get().then(|| {
            view! {
                <p class="field__error" id="right-value-error"><Icon name="error"/><span>{t::my_data::error_prefix(lang())}{t::my_data::correct_value_missing(lang())}</span></p>
            }
        })
    };
    let listed = |list: List| {
        let pairs = list
            .iter()
            .map(|entry: &Entry| (entry.code.clone(), entry.label().to_owned()));
        pairs.collect::<Vec<_>>()
    };
    match input {
        ValueInput::Line => line(typed, label, None, error),
        ValueInput::Date => line(
            typed,
            label,
            Some(t::my_data::correct_date_hint(lang())),
            error,
        ),
        ValueInput::Choice(options) => {
            let pairs: Vec<_> = options
                .into_iter()
                .map(|option| (option.value, text(&option.label)))
                .collect();
            choice(VALUE, label, typed.line, move || pairs.clone(), error)
        }
        ValueInput::Country => choice(
            VALUE,
            label,
            typed.line,
            move || listed(directories.countries()),
            error,
        ),
        ValueInput::Ethnicity => choice(
            VALUE,
            label,
            typed.line,
            move || listed(directories.ethnic_groups()),
            error,
        ),
        ValueInput::Address => {
            // Another province has other communes.
            Effect::new(move |before: Option<String>| {
                let province = typed.province.get();
                if before.is_some_and(|before| before != province) {
                    typed.commune.set(String::new());
                }
                province
            });
            view! {
                {choice(VALUE, t::my_data::correct_province(lang()), typed.province, move || listed(directories.provinces()), error)}
                {choice("right-commune", t::my_data::correct_commune(lang()), typed.commune, move || listed(directories.communes(&typed.province.get())), || None::<()>)}
                <div class="field">
                    <label class="field__label" for="right-detail">{t::my_data::correct_detail(lang())}</label>
                    <input class="input" id="right-detail" type="text" autocomplete="off" prop:value=live(move || typed.detail.get())
                        on:input=handler(move |event: web_sys::Event| typed.detail.set(event_target_value(&event)))/>
                </div>
            }
            .into_any()
        }
    }
}

fn line<V: IntoAny + 'static>(
    typed: Typed,
    label: &'static str,
    hint: Option<&'static str>,
    error: impl Fn() -> Option<V> + Send + 'static,
) -> AnyView {
    let described = move || match (hint, typed.no_value.get()) {
        (Some(_), true) => Some("right-value-hint right-value-error"),
        (Some(_), false) => Some("right-value-hint"),
        (None, true) => Some("right-value-error"),
        (None, false) => None,
    };
    view! {
        <div class="field">
            <label class="field__label" for=VALUE>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id="right-value-hint">{hint}</p> })}
            {live_view(move || error().map(IntoAny::into_any))}
            <input class="input" id=VALUE type="text" autocomplete="off" aria-required="true"
                aria-invalid=live(move || typed.no_value.get().then_some("true")) aria-describedby=live(described)
                prop:value=live(move || typed.line.get())
                on:input=handler(move |event: web_sys::Event| typed.line.set(event_target_value(&event)))/>
        </div>
    }
    .into_any()
}

fn choice<V: IntoAny + 'static>(
    id: &'static str,
    label: &'static str,
    chosen: RwSignal<String>,
    options: impl Fn() -> Vec<(String, String)> + Send + 'static,
    error: impl Fn() -> Option<V> + Send + 'static,
) -> AnyView {
    let options = move || {
        let now = chosen.get_untracked();
        let option = |(code, words): (String, String)| {
            let selected = code == now;
            view! { <option value=code selected=selected>{words}</option> }
        };
        options().into_iter().map(option).collect::<Vec<_>>()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {live_view(move || error().map(IntoAny::into_any))}
            <select class="input select" id=id autocomplete="off" aria-required="true"
                on:change=handler(move |event: web_sys::Event| chosen.set(event_target_value(&event)))>
                <option value="">{t::my_data::correct_choose(lang())}</option>
                {live_view(options)}
            </select>
        </div>
    }
    .into_any()
}

fn submit(page: Page, typed: Typed, wrong: &Wrong) {
    if page.busy.get_untracked() {
        return;
    }
    let wanted = wrong.input.as_ref().map(|input| typed.value(input));
    let reason = typed.reason.get_untracked();
    typed.no_value.set(matches!(wanted, Some(None)));
    typed.no_reason.set(reason.trim().is_empty());
    page.problem.set(None);
    if typed.no_value.get_untracked() {
        focus_by_id(VALUE);
        return;
    }
    if typed.no_reason.get_untracked() {
        focus_by_id(REASON);
        return;
    }
    page.busy.set(true);
    let new = NewCorrection {
        kind: wrong.kind,
        item: wrong.item.clone(),
        wanted: wanted.flatten(),
        reason,
    };
    let file = typed.chosen_file();
    spawn_local(async move {
        let outcome = api::call::<AskForCorrection>(&[], &new).await;
        let (outcome, left) = match (outcome, file) {
            (Ok(data), Some(file)) => with_file(data, &file).await,
            (outcome, _) => (outcome, None),
        };
        if page.took(outcome, t::my_data::correct_sent(lang()).to_owned()) {
            page.asking.try_set(false);
            page.problem.try_set(left);
            typed.clear();
            request_animation_frame(|| {
                focus_by_id("corrections-title");
            });
        }
    });
}

/// Sends the paper after the request; a paper that cannot be sent does not undo the request.
async fn with_file(
    data: MyData,
    file: &web_sys::File,
) -> (Result<MyData, Problem>, Option<Problem>) {
    let id = data.corrections.first().map(|one| one.id.clone());
    let sent = async {
        let unreadable = || Problem::new(ProblemCode::Internal, lang());
        let hash = upload::sha256(file).await.map_err(|_| unreadable())?;
        let url = CORRECTION_FILE_PATH.replace("{id}", &id.unwrap_or_default());
        let query = [("name", file.name()), ("sha256", hash)];
        let (_, answer) = upload::send(&url, &query, file, |_| {});
        answer.await
    };
    match sent.await {
        Ok(_) => (
            api::call::<GetMyData>(&[], &Nothing {}).await.or(Ok(data)),
            None,
        ),
        Err(mut problem) => {
            problem.detail = t::my_data::correct_file_failed(lang(), &problem.detail);
            (Ok(data), Some(problem))
        }
    }
}

/// The requests that were made; absent while there are none.
#[component]
pub fn Requests(
    /// All data.
    data: Memo<MyData>,
    /// What the parts of the page share.
    page: Page,
) -> impl IntoView {
    let requests = memo(move || data.with(|data| data.corrections.clone()));
    live_view(move || {
        let requests = requests.get();
        (!requests.is_empty()).then(|| {
            let lines: Vec<_> = requests
                .into_iter()
                .map(|request| line_of(page, request))
                .collect();
            view! {
                <section class="stack" aria-labelledby="corrections-title">
                    <h2 class="section-title" id="corrections-title" tabindex="-1">{t::my_data::corrections_title(lang())}</h2>
                    <ul class="stack" role="list">{lines}</ul>
                </section>
            }
        })
    })
}

/// Tone, icon and words of a state.
#[must_use]
pub const fn look(state: CorrectionState) -> (Tone, &'static str) {
    match state {
        CorrectionState::Open => (Tone::Attention, "clock"),
        CorrectionState::Corrected => (Tone::Success, "check-circle"),
        CorrectionState::Refused => (Tone::Neutral, "info"),
        CorrectionState::Withdrawn => (Tone::Neutral, "undo"),
    }
}

fn state_name(state: CorrectionState) -> &'static str {
    match state {
        CorrectionState::Open => t::my_data::state_open(lang()),
        CorrectionState::Corrected => t::my_data::state_corrected(lang()),
        CorrectionState::Refused => t::my_data::state_refused(lang()),
        CorrectionState::Withdrawn => t::my_data::state_withdrawn(lang()),
    }
}

fn line_of(page: Page, request: CorrectionView) -> AnyView {
    let (tone, icon) = look(request.state);
    let agency = text(&request.agency);
    let when = match request.decided_at {
        None => t::my_data::correction_due(lang(), &agency, &show_moment(request.due_at)),
        Some(at) => t::my_data::correction_decided(lang(), &agency, &show_moment(at)),
    };
    let wanted = text(&request.wanted);
    let id = request.id.clone();
    let label = text(&request.label);
    let back = move |_: web_sys::MouseEvent| {
        if page.busy.get_untracked() {
            return;
        }
        page.busy.set(true);
        let id = id.clone();
        spawn_local(async move {
            let outcome = api::call::<WithdrawCorrection>(&[&id], &Nothing {}).await;
            if page.took(outcome, t::my_data::withdrawn_said(lang()).to_owned()) {
                request_animation_frame(|| {
                    focus_by_id("corrections-title");
                });
            }
        });
    };
    let open = request.state == CorrectionState::Open;
    view! {
        <li class="card">
            <p><Tag tone icon text=state_name(request.state)/></p>
            <h3 class="card__title" lang=lang_of(&request.label)>{label.clone()}</h3>
            <dl class="facts">
                <div><dt>{t::my_data::correction_held(lang())}</dt><dd lang=lang_of(&request.held)>{text(&request.held)}</dd></div>
                {(!wanted.is_empty()).then(|| view! { <div><dt>{t::my_data::correction_wanted(lang())}</dt><dd>{wanted}</dd></div> })}
                {(!request.words.is_empty()).then(|| view! { <div><dt>{t::my_data::correction_answer(lang())}</dt><dd lang=vietnamese()>{request.words}</dd></div> })}
            </dl>
            <p class="card__meta">{when}</p>
            {open.then(|| view! {
                <p><button class="button button--quiet button--small" type="button" on:click=handler(back)>{t::my_data::withdraw(lang())}" "<span class="visually-hidden">{label}</span></button></p>
            })}
        </li>
    }
    .into_any()
}
