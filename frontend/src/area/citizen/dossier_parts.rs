//! The parts of the dossier page below its status: what to do, results, papers, answers, facts, and who has read it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::dossier::status::Tone;
use motcua_shared::dossier::{Intake, Status};
use motcua_shared::form::Form;
use motcua_shared::form::autofill::ReuseMark;
use motcua_shared::time::{show_date, show_moment};

use crate::api::{
    self, AttachmentView, DossierView, FILLED_DOCX_PATH, FILLED_PDF_PATH, ListPersonReadings,
    Nothing, PersonReading, Problem, ProblemCode, ReadingPurpose, StartSupplement,
};
use crate::area::dossier::answers::{AnswerLine, answer_text, sections, source_text};
use crate::area::dossier::files::FileRow;
use crate::area::dossier::form::label_of;
use crate::area::dossier::role_name;
use crate::directory::{Directories, use_directories};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::{Banner, BusyButton, DocumentLink, Icon, SummaryCard, SummaryRow};

/// What a supplement request asks for, and the button that opens the form for it.
#[component]
pub fn ToDo(
    /// The dossier.
    dossier: Memo<DossierView>,
    /// Its form, for labels.
    form: Signal<Option<Arc<Form>>>,
) -> impl IntoView {
    let supplement = memo(move || dossier.with(|dossier| dossier.supplement.clone()));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let navigate = use_navigate();
    let session = use_session();
    let start = Callback::new(move |()| {
        let navigate = navigate.clone();
        let id = dossier.with_untracked(|dossier| dossier.summary.id.clone());
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match api::call::<StartSupplement>(&[&id], &Nothing {}).await {
                Ok(draft) => navigate(
                    &route::draft(&draft.id),
                    leptos_router::NavigateOptions::default(),
                ),
                Err(found) => {
                    if found.code == ProblemCode::SignedOut {
                        session.mark_expired();
                    }
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    });
    move || {
        supplement.get().map(|supplement| {
            let items = supplement.items.clone();
            let lines = move || {
                let form = form.get();
                items
                    .iter()
                    .map(|item| {
                        let label = form.as_ref().map_or_else(|| item.field.clone(), |form| label_of(form, &item.field));
                        view! { <li><strong>{label}</strong>": "<span lang=vietnamese()>{item.reason.clone()}</span></li> }
                    })
                    .collect::<Vec<_>>()
            };
            view! {
                <Banner tone=Tone::Attention id="todo-title" title=t::citizen::todo(lang())>
                    <ul>{lines}</ul>
                    {(!supplement.message.is_empty()).then(|| view! { <p><strong>{t::citizen::todo_message(lang())}</strong>": "<span lang=vietnamese()>{supplement.message.clone()}</span></p> })}
                    {supplement.due_at.map(|due| view! { <p>{t::citizen::todo_due(lang(), &show_moment(due))}</p> })}
                    {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
                    <div class="button-row">
                        <BusyButton text=derived(|| t::citizen::todo_start(lang()).to_owned()) icon="edit"
                            busy_text=derived(|| t::citizen::todo_starting(lang()).to_owned()) busy on_press=start/>
                    </div>
                </Banner>
            }
        })
    }
}

/// The result files.
#[component]
pub fn Results(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let results = memo(move || dossier.with(|dossier| dossier.results.clone()));
    move || {
        let results = results.get();
        (!results.is_empty()).then(|| {
            let rows: Vec<_> = results
                .into_iter()
                .map(|file| view! { <FileRow file paper=""/> })
                .collect();
            view! {
                <section class="stack stack--tight" aria-labelledby="results-title">
                    <h2 id="results-title">{t::citizen::results(lang())}</h2>
                    <p class="muted">{t::citizen::results_text(lang())}</p>
                    <ul class="file-slot__files" role="list">{rows}</ul>
                </section>
            }
        })
    }
}

/// The papers that were sent.
#[component]
pub fn Papers(
    /// The dossier.
    dossier: Memo<DossierView>,
    /// Its form, for the names of the papers.
    form: Signal<Option<Arc<Form>>>,
) -> impl IntoView {
    let files = memo(move || dossier.with(|dossier| dossier.files.clone()));
    let row = |file: AttachmentView, form: Option<&Form>| {
        let paper = form
            .map(|form| label_of(form, &file.field))
            .unwrap_or_default();
        view! { <FileRow file paper/> }
    };
    view! {
        <section class="stack" aria-labelledby="papers-title">
            <h2 id="papers-title">{t::citizen::files(lang())}</h2>
            {live_view(move || {
                let (files, form) = (files.get(), form.get());
                if files.is_empty() {
                    return view! { <p class="muted">{t::dossier_page::no_files(lang())}</p> }.into_any();
                }
                let rows: Vec<_> = files.into_iter().map(|file| row(file, form.as_deref())).collect();
                view! { <ul class="file-slot__files" role="list">{rows}</ul> }.into_any()
            })}
        </section>
    }
}

/// The answers as filed, with what was filled in from known data.
#[component]
pub fn Answers(
    /// The dossier.
    dossier: Memo<DossierView>,
    /// Its form.
    form: Signal<Arc<Form>>,
) -> impl IntoView {
    let directories = use_directories();
    let id = dossier.with_untracked(|dossier| dossier.summary.id.clone());
    let paper = move |path: &str| path.replace("{id}", &id);
    let shown = memo(move || {
        dossier.with(|dossier| {
            sections(
                &form.get(),
                &dossier.answers,
                dossier.summary.submitted_at.local().date,
                directories,
            )
        })
    });
    let cards = move || {
        let marks = dossier.with(|dossier| dossier.marks.clone());
        let form = form.get();
        let row = |line: AnswerLine| {
            let mark = marks.get(&line.field);
            let note = mark.map(|mark| source_note(mark, &form, &line.field, directories));
            let value = if line.text.is_empty() {
                view! { <span class="muted">{t::dossier_page::not_given(lang())}</span> }.into_any()
            } else {
                view! { <span lang=line.lang>{line.text}</span>{note} }.into_any()
            };
            view! { <SummaryRow label=line.label value/> }
        };
        shown
            .get()
            .into_iter()
            .map(|section| {
                let rows: Vec<_> = section.lines.into_iter().map(row).collect();
                view! { <SummaryCard id=format!("answers-{}", section.key) title=section.title>{rows}</SummaryCard> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <details class="disclosure disclosure--card">
            <summary>{t::citizen::answers(lang())}</summary>
            <div class="disclosure__body stack">
                <p class="cluster">
                    <DocumentLink href=paper(FILLED_PDF_PATH) text=t::document::filled_pdf(lang())/>
                    <DocumentLink href=paper(FILLED_DOCX_PATH) text=t::document::filled_docx(lang())/>
                </p>
                {cards}
            </div>
        </details>
    }
}

fn source_note(mark: &ReuseMark, form: &Form, key: &str, directories: Directories) -> AnyView {
    if mark.changed {
        let original = form
            .field(key)
            .map(|field| answer_text(field, Some(&mark.original), directories))
            .unwrap_or_default();
        return view! { <p class="source-note source-note--changed"><Icon name="edit"/>{t::dossier_page::changed_from(lang(), &original)}</p> }.into_any();
    }
    view! { <p class="source-note source-note--verified"><Icon name="shield"/>{source_text(&mark.source)}</p> }.into_any()
}

/// Key facts beside the history.
#[component]
pub fn About(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let first = dossier.get_untracked();
    let unit = move || dossier.with(|dossier| text(&dossier.unit));
    let promised = memo(move || dossier.with(|dossier| dossier.promised_at));
    let ended = memo(move || dossier.with(|dossier| dossier.summary.status.is_terminal()));
    // While the applicant is waited for, most limits stand still.
    let waits = memo(move || {
        dossier.with(|dossier| {
            let status = dossier.summary.status;
            matches!(status, Status::SupplementRequired | Status::PaymentRequired)
        })
    });
    view! {
        <dl class="facts facts--panel">
            <div><dt><Icon name="building"/>{t::citizen::agency(lang())}</dt><dd lang=lang_of(&first.agency)>{text(&first.agency)}</dd></div>
            {came_in(&first)}
            {live_view(move || (!ended.get()).then(|| view! { <div><dt><Icon name="users"/>{t::citizen::unit(lang())}</dt><dd>{unit}</dd></div> }))}
            <div><dt><Icon name="send"/>{t::citizen::submitted(lang())}</dt><dd>{show_moment(first.summary.submitted_at)}</dd></div>
            {live_view(move || promised.get().map(|at| view! { <div><dt><Icon name="calendar"/>{t::citizen::promised(lang())}</dt><dd>{show_moment(at)}{live_view(move || waits.get().then(|| view! { <p class="muted">{t::citizen::promised_waits(lang())}</p> }))}</dd></div> }))}
            <div><dt><Icon name="file-text"/>{t::shell::nav_procedures(lang())}</dt><dd><a class="action-link" href=route::procedure(&first.procedure)>{t::citizen::procedure(lang())}</a></dd></div>
        </dl>
    }
}

/// How it came in, when it was not online; and both agencies, when one received it for another.
fn came_in(dossier: &DossierView) -> AnyView {
    let came = &dossier.came_in;
    let mut lines = Vec::new();
    if came.intake != Intake::Online {
        lines.push(t::counter::intake_line(lang(), came.intake.name(lang())));
    }
    if let Some(letter) = &came.letter {
        let day = show_date(letter.handed_in);
        lines.push(t::counter::letter_line(lang(), &letter.number, &day));
    }
    if let (Some(here), Some(there)) = (&came.received_at, &came.competent) {
        lines.push(t::counter::received_at_line(lang(), &text(here)));
        lines.push(t::counter::competent_line(lang(), &text(there)));
    }
    if lines.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| view! { <p>{line}</p> })
        .collect();
    view! { <div><dt><Icon name="inbox"/>{t::counter::intake_title(lang())}</dt><dd>{lines}</dd></div> }
        .into_any()
}

/// Who looked at one's own data at a counter: fetched when it is opened.
#[component]
pub fn CounterReadings() -> impl IntoView {
    let open = RwSignal::new(false);
    let lines = |readings: Vec<PersonReading>| {
        if readings.is_empty() {
            return view! { <p>{t::counter::readings_none(lang())}</p> }.into_any();
        }
        let line = |one: PersonReading| {
            let purpose = match one.purpose {
                ReadingPurpose::Find => t::counter::reading_find(lang()),
                ReadingPurpose::Fill => t::counter::reading_fill(lang()),
                ReadingPurpose::Receive => t::counter::reading_receive(lang()),
                ReadingPurpose::Correct => t::my_data::look_correct(lang()),
            };
            view! { <li><p>{purpose}" – "{text(&one.agency)}</p><p class="small muted">{show_moment(one.at)}</p></li> }
        };
        let lines: Vec<_> = readings.into_iter().map(line).collect();
        view! { <ul class="stack stack--tight" role="list">{lines}</ul> }.into_any()
    };
    view! {
        <details class="disclosure disclosure--card" on:toggle=handler(move |_: web_sys::Event| open.set(true))>
            <summary>{t::counter::readings_title(lang())}</summary>
            <div class="disclosure__body stack stack--tight">
                {live_view(move || open.get().then(|| {
                    let remote = Remote::new(|| api::call::<ListPersonReadings>(&[], &Nothing {}));
                    remote.view(move |readings| live_view(move || lines(readings.get())).into_any())
                }))}
            </div>
        </details>
    }
}

/// Who has read the dossier (design §4, 11).
#[component]
pub fn Readers(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let readers = memo(move || dossier.with(|dossier| dossier.readers.clone()));
    view! {
        <details class="disclosure disclosure--card">
            <summary>{t::citizen::readers(lang())}</summary>
            <div class="disclosure__body stack stack--tight">
                <p class="small muted">{t::citizen::readers_text(lang())}</p>
                {live_view(move || {
                    let readers = readers.get();
                    if readers.is_empty() {
                        return view! { <p>{t::citizen::readers_none(lang())}</p> }.into_any();
                    }
                    let lines: Vec<_> = readers
                        .into_iter()
                        .map(|one| view! { <li><p>{t::citizen::reader(lang(), role_name(one.role), &text(&one.unit))}</p><p class="small muted">{show_moment(one.at)}</p></li> })
                        .collect();
                    view! { <ul class="stack stack--tight" role="list">{lines}</ul> }.into_any()
                })}
            </div>
        </details>
    }
}
