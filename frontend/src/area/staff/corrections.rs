//! Requests of people to correct what this agency has verified: the list, one with everything, and the decision.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::status::Tone;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, CorrectionCase, CorrectionDecision, CorrectionLine, CorrectionState, DecideCorrection,
    GetCorrection, ListCorrections, Nothing, Problem, ProblemCode, STAFF_CORRECTION_FILE_PATH,
};
use crate::area::dossier::answers::source_text;
use crate::area::dossier::deadline::now;
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::{Session, use_session};
use crate::ui::{BackLink, BusyButton, Empty, Icon, Tag};

const WORDS: &str = "decision-words";
const CASE: &str = "case-title";

/// The page.
#[component]
pub fn CorrectionsPage() -> impl IntoView {
    let changes = use_live().changes(Interest::Queue);
    let remote = Remote::new(move || {
        changes.track();
        api::call::<ListCorrections>(&[], &Nothing {})
    });
    remote.view(move |lines| view! { <Content lines remote/> }.into_any())
}

#[component]
fn Content(
    lines: Signal<Vec<CorrectionLine>>,
    remote: Remote<Vec<CorrectionLine>>,
) -> impl IntoView {
    let open = RwSignal::new(None::<String>);
    let lines = memo(move || lines.get());
    view! {
        <PageTitle title=derived(|| t::my_data::staff_title(lang()).to_owned())/>
        <div class="staff__main">
            <BackLink href=derived(|| route::QUEUE.to_owned()) text=t::staff::back(lang())/>
            <div class="staff__head"><h1 tabindex="-1">{t::my_data::staff_title(lang())}</h1></div>
            <div class="stack">
                <p>{t::my_data::staff_lead(lang())}</p>
                {live_view(move || if lines.with(Vec::is_empty) {
                    view! { <Empty icon="check-circle" title=t::my_data::staff_none_title(lang()) text=t::my_data::staff_none_text(lang())/> }.into_any()
                } else {
                    table(lines.get(), open)
                })}
                {live_view(move || open.get().map(|id| view! { <Case id list=remote/> }))}
            </div>
        </div>
    }
}

fn state_tag(state: CorrectionState) -> AnyView {
    let (tone, icon, text) = match state {
        CorrectionState::Open => (Tone::Attention, "clock", t::my_data::state_open(lang())),
        CorrectionState::Corrected => (
            Tone::Success,
            "check-circle",
            t::my_data::state_corrected(lang()),
        ),
        CorrectionState::Refused => (Tone::Neutral, "info", t::my_data::state_refused(lang())),
        CorrectionState::Withdrawn => (
            Tone::Neutral,
            "undo",
            t::my_data::state_withdrawn_staff(lang()),
        ),
    };
    view! { <Tag tone icon text/> }.into_any()
}

fn table(lines: Vec<CorrectionLine>, open: RwSignal<Option<String>>) -> AnyView {
    let row = |line: CorrectionLine| {
        let waits = line.state == CorrectionState::Open;
        let due = if waits && line.due_at < now() {
            t::my_data::staff_overdue(lang(), &show_moment(line.due_at))
        } else {
            show_moment(line.due_at)
        };
        let label = text(&line.label);
        let of = t::my_data::staff_open_of(lang(), &line.person, &label);
        let id = line.id.clone();
        view! {
            <tr>
                <th scope="row" lang=vietnamese()>{line.person.clone()}</th>
                <td data-label=t::my_data::staff_what(lang()) lang=lang_of(&line.label)>{label}</td>
                <td data-label=t::my_data::staff_due(lang())>{due}</td>
                <td data-label=t::my_data::staff_state(lang())>{state_tag(line.state)}</td>
                <td><button class="button button--secondary button--small" type="button"
                    on:click=handler(move |_: web_sys::MouseEvent| open.set(Some(id.clone())))>{t::my_data::staff_open(lang())}" "<span class="visually-hidden">{of}</span></button></td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    view! {
        <div class="table-frame">
            <table class="table table--dense table--cards">
                <caption>{t::my_data::staff_caption(lang())}</caption>
                <thead><tr>
                    <th scope="col">{t::my_data::staff_person(lang())}</th>
                    <th scope="col">{t::my_data::staff_what(lang())}</th>
                    <th scope="col">{t::my_data::staff_due(lang())}</th>
                    <th scope="col">{t::my_data::staff_state(lang())}</th>
                    <td></td>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One request; the focus goes to its heading.
#[component]
fn Case(id: String, list: Remote<Vec<CorrectionLine>>) -> impl IntoView {
    let wanted = id.clone();
    let remote = Remote::new(move || {
        let id = wanted.clone();
        async move { api::call::<GetCorrection>(&[&id], &Nothing {}).await }
    });
    let words = RwSignal::new(String::new());
    let session = use_session();
    remote.view(move |case| {
        request_animation_frame(|| {
            focus_by_id(CASE);
        });
        let case = memo(move || case.get());
        let waits = memo(move || case.with(|case| case.request.state == CorrectionState::Open));
        let decision = Decision {
            remote,
            list,
            words,
            missing: RwSignal::new(false),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            session,
        };
        let id = id.clone();
        view! {
            <section class="card" aria-labelledby=CASE>
                {live_view(move || facts(case.get()))}
                {live_view(move || waits.get().then(|| decision.view(id.clone())))}
            </section>
        }
        .into_any()
    })
}

fn facts(case: CorrectionCase) -> AnyView {
    let request = case.request;
    let title = t::my_data::staff_case(lang(), &text(&request.label), &case.person);
    let wanted = if request.wanted.vi.is_empty() {
        t::my_data::staff_document_gone(lang()).to_owned()
    } else {
        text(&request.wanted)
    };
    let paper = case.paper.map(|paper| {
        let url = STAFF_CORRECTION_FILE_PATH.replace("{id}", &request.id);
        view! { <div><dt>{t::my_data::staff_paper(lang())}</dt><dd><a class="action-link" href=url rel="external noopener" target="_blank"><Icon name="eye"/><span lang=vietnamese()>{paper.name.clone()}</span>" "<span class="visually-hidden">{t::dossier_page::file_new_tab(lang(), &paper.name)}</span></a></dd></div> }
    });
    let dossier = case.dossier.map(|dossier| {
        let code = case.source.dossier_code.clone().unwrap_or_default();
        view! { <br/><a href=route::staff_dossier(&dossier)>{t::my_data::staff_dossier(lang(), &code)}</a> }
    });
    view! {
        <p>{state_tag(request.state)}</p>
        <h2 class="card__title" id=CASE tabindex="-1">{title}</h2>
        <dl class="facts">
            <div><dt>{t::my_data::staff_held(lang())}</dt><dd lang=lang_of(&request.held)>{text(&request.held)}</dd></div>
            <div><dt>{t::my_data::staff_wanted(lang())}</dt><dd>{wanted}</dd></div>
            <div><dt>{t::my_data::staff_reason(lang())}</dt><dd lang=vietnamese()>{request.reason}</dd></div>
            <div><dt>{t::my_data::staff_source(lang())}</dt><dd>{source_text(&case.source)}{dossier}</dd></div>
            {paper}
            {(!request.words.is_empty()).then(|| view! { <div><dt>{t::my_data::staff_words(lang())}</dt><dd lang=vietnamese()>{request.words}</dd></div> })}
        </dl>
    }
    .into_any()
}

/// The decision under way.
#[derive(Clone, Copy)]
struct Decision {
    remote: Remote<CorrectionCase>,
    list: Remote<Vec<CorrectionLine>>,
    words: RwSignal<String>,
    missing: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    session: Session,
}

impl Decision {
    fn send(self, id: &str, corrected: bool) {
        if self.busy.get_untracked() {
            return;
        }
        let words = self.words.get_untracked();
        self.problem.set(None);
        self.missing.set(!corrected && words.trim().is_empty());
        if self.missing.get_untracked() {
            focus_by_id(WORDS);
            return;
        }
        self.busy.set(true);
        let (id, session) = (id.to_owned(), self.session);
        spawn_local(async move {
            let decision = CorrectionDecision { corrected, words };
            let outcome = api::call::<DecideCorrection>(&[&id], &decision).await;
            self.busy.try_set(false);
            match outcome {
                Ok(case) => {
                    self.words.try_set(String::new());
                    self.remote.set(case);
                    self.list.reload();
                    announce(if corrected {
                        t::my_data::staff_corrected(lang())
                    } else {
                        t::my_data::staff_kept(lang())
                    });
                    request_animation_frame(|| {
                        focus_by_id(CASE);
                    });
                }
                Err(problem) => {
                    match problem.code {
                        ProblemCode::SignedOut => session.mark_expired(),
                        ProblemCode::ActionRefused => self.remote.reload(),
                        _ => {}
                    }
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn view(self, id: String) -> AnyView {
        let keep = id.clone();
        view! {
            <div class="field">
                <label class="field__label" for=WORDS>{t::my_data::staff_words(lang())}</label>
                <p class="field__hint" id="decision-hint">{t::my_data::staff_words_hint(lang())}</p>
                {live_view(move || self.missing.get().then(|| view! {
                    <p class="field__error" id="decision-error"><Icon name="error"/><span>{t::my_data::error_prefix(lang())}{t::my_data::staff_words_missing(lang())}</span></p>
                }))}
                <textarea class="input" id=WORDS rows="3"
                    aria-invalid=live(move || self.missing.get().then_some("true"))
                    aria-describedby=live(move || if self.missing.get() { "decision-hint decision-error" } else { "decision-hint" })
                    prop:value=live(move || self.words.get())
                    on:input=handler(move |event: web_sys::Event| self.words.set(event_target_value(&event)))></textarea>
            </div>
            {live_view(move || self.problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
            <p class="button-row">
                <BusyButton text=derived(|| t::my_data::staff_correct(lang()).to_owned()) icon="check"
                    busy_text=derived(|| t::my_data::staff_sending(lang()).to_owned()) busy=self.busy on_press=Callback::new(move |()| self.send(&id, true))/>
                <BusyButton class="button--secondary" text=derived(|| t::my_data::staff_keep(lang()).to_owned())
                    busy_text=derived(|| t::my_data::staff_sending(lang()).to_owned()) busy=self.busy on_press=Callback::new(move |()| self.send(&keep, false))/>
            </p>
        }
        .into_any()
    }
}
