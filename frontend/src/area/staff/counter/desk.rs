//! Receiving one dossier: the form, how it came, its papers, the competent agency – and the receipt.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_moment;

use super::arrival::{self, AGENCY, Arrival, DAY, Decision, NUMBER, PAPER_ONLY, REFUSAL, Row};
use super::field_box::FieldBox;
use super::scans::Scans;
use super::{problem_banner, show};
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, CounterDraft, DeleteDraft, GetCounterDraft, Nothing, Problem, Receipt, ReceiveDossier,
    ReceivingAgency,
};
use crate::i18n::{lang, lang_of, t, text};
use crate::offline::{account, store};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::error_summary::focus_error_summary;
use crate::ui::{BackLink, Banner, BusyButton, ErrorItem, ErrorSummary, Icon};

const RECEIVED: &str = "received-title";

/// What was received, of which form, for which agency, and what was decided.
type Done = (Receipt, CounterDraft, String, Decision);

/// The page.
#[component]
pub fn CounterDesk() -> impl IntoView {
    let params = use_params_map();
    let id = memo(move || params.with(|params| params.get("draft").unwrap_or_default()));
    let receipt = RwSignal::new(None::<Done>);
    let remote = Remote::new(move || {
        let id = id.get();
        async move { api::call::<GetCounterDraft>(&[&id], &Nothing {}).await }
    });
    let open = remote.view(move |draft| view! { <Content draft remote receipt/> }.into_any());
    let done = move || {
        receipt.get().map(|(receipt, draft, agency, decision)| {
            view! { <Received receipt draft agency decision/> }.into_any()
        })
    };
    view! {
        {live_view(done)}
        <div hidden=live(move || receipt.with(Option::is_some))>{open}</div>
    }
}

/// What this device kept of a form that is received or thrown away: nobody needs it here any longer.
async fn forget(account: String, draft: String) {
    arrival::forget(&draft);
    account::set_filing(&draft, false).await;
    account::set_unsaved(&draft, false).await;
    for kind in ["copy", "base", "head", "filing", "about", "file"] {
        store::remove(&account, &format!("{kind}/{draft}")).await;
    }
}

/// A key for one attempt to receive; random enough that no two are the same.
fn new_key() -> String {
    format!(
        "counter-{:.0}-{:.0}",
        js_sys::Date::now(),
        js_sys::Math::random() * 1e15
    )
}

#[component]
fn Content(
    draft: Signal<CounterDraft>,
    remote: Remote<CounterDraft>,
    receipt: RwSignal<Option<Done>>,
) -> impl IntoView {
    let first = draft.get_untracked();
    let arrival = Arrival::new(&first);
    let errors = RwSignal::new(Vec::<ErrorItem>::new());
    let problem = RwSignal::new(None::<Problem>);
    let busy = RwSignal::new(false);
    let key = new_key();
    let session = use_session();
    let mine = move || {
        session
            .account_untracked()
            .map(|account| account.id)
            .unwrap_or_default()
    };
    let receive = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        let seen = draft.get_untracked();
        let reception = match arrival.reception(&seen) {
            Ok(reception) => reception,
            Err(found) => {
                errors.set(found);
                return focus_error_summary();
            }
        };
        errors.set(Vec::new());
        busy.set(true);
        let key = key.clone();
        spawn_local(async move {
            let outcome = api::call_once::<ReceiveDossier>(&[&seen.id], &reception, &key).await;
            match outcome {
                Ok(done) => {
                    let decision = arrival.decision.get_untracked();
                    announce(done_title(decision, &done.code));
                    forget(mine(), seen.id.clone()).await;
                    receipt.try_set(Some((done, seen, reception.agency, decision)));
                    request_animation_frame(|| {
                        focus_by_id(RECEIVED);
                    });
                }
                Err(refused) => {
                    // Somebody may have gone on with the form meanwhile.
                    remote.reload();
                    show(problem, refused);
                }
            }
            busy.try_set(false);
        });
    };
    let navigate = use_navigate();
    let id = first.id.clone();
    let discard = move |_: web_sys::MouseEvent| {
        let (navigate, id) = (navigate.clone(), id.clone());
        spawn_local(async move {
            match api::call::<DeleteDraft>(&[&id], &Nothing {}).await {
                Ok(_) => {
                    forget(mine(), id).await;
                    navigate(route::COUNTER, Default::default());
                }
                Err(refused) => show(problem, refused),
            }
        });
    };
    let name = text(&first.procedure_name);
    let title = format!("{name} – {}", t::counter::title(lang()));
    let rows: Vec<_> = arrival.rows.with_value(|rows| {
        rows.iter()
            .enumerate()
            .map(|(at, row)| {
                view! { <PaperRow at row=row.clone() draft remote problem/> }.into_any()
            })
            .collect()
    });
    view! {
        <PageTitle title=derived(move || title.clone())/>
        <div class="page page--narrow stack">
            <ErrorSummary items=errors/>
            <div>
                <BackLink href=route::COUNTER text=t::counter::title(lang())/>
                <h1 tabindex="-1" lang=lang_of(&first.procedure_name)>{name}</h1>
                <p class="lead">{t::counter::person_chosen(lang(), &first.person.name)}</p>
            </div>
            {problem_banner(problem)}
            <form class="stack" novalidate on:submit=handler(receive)>
                <FormPart draft arrival/>
                <IntakePart arrival/>
                <section class="stack" aria-labelledby="papers-title">
                    <h2 id="papers-title">{t::counter::papers_title(lang())}</h2>
                    <p>{t::counter::papers_lead(lang())}</p>
                    <ul class="checklist" role="list">{rows}</ul>
                </section>
                <AgencyPart agencies=first.agencies.clone() arrival/>
                <DecisionPart immediate=first.immediate arrival/>
                <div class="button-row">
                    <BusyButton text=derived(move || decision_words(arrival.decision.get()).to_owned()) busy_text=t::counter::receiving(lang()) busy icon="check"/>
                    <button class="button button--quiet" type="button" on:click=handler(discard)>{t::counter::discard(lang())}</button>
                </div>
            </form>
        </div>
    }
}

/// The form: filled together, or brought on paper.
#[component]
fn FormPart(draft: Signal<CounterDraft>, arrival: Arrival) -> impl IntoView {
    let id = draft.with_untracked(|draft| draft.id.clone());
    let ready = memo(move || draft.with(|draft| draft.form_ready));
    let link = move || {
        let href = if ready.get() {
            route::draft_review(&id)
        } else {
            route::draft(&id)
        };
        let words = if ready.get() {
            t::counter::form_check(lang())
        } else {
            t::counter::form_fill(lang())
        };
        view! { <p><a class="button button--secondary" href=href><Icon name="edit"/>{words}</a></p> }
    };
    view! {
        <section class="stack" aria-labelledby="form-title">
            <h2 id="form-title">{t::counter::form_title(lang())}</h2>
            <p class="save-state">{live_view(move || if ready.get() {
                view! { <Icon name="check-circle"/>{t::counter::form_ready(lang())} }.into_any()
            } else {
                view! { <Icon name="alert"/>{t::counter::form_not_ready(lang())} }.into_any()
            })}</p>
            {live_view(link)}
            <label class="choice">
                <input class="choice__input" type="checkbox" id=PAPER_ONLY prop:checked=live(move || arrival.paper_only.get())
                    on:change=handler(move |event: web_sys::Event| arrival.paper_only.set(event_target_checked(&event)))/>
                <span class="choice__text">{t::counter::paper_only(lang())}<span class="choice__hint">{t::counter::paper_only_hint(lang())}</span></span>
            </label>
        </section>
    }
}

/// In person or by post.
#[component]
fn IntakePart(arrival: Arrival) -> impl IntoView {
    let choice = move |post: bool, words: &'static str| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="intake" prop:checked=live(move || arrival.by_post.get() == post)
                    on:change=handler(move |_: web_sys::Event| arrival.by_post.set(post))/>
                <span class="choice__text">{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::counter::intake_title(lang())}</legend>
            <div class="choices">
                {choice(false, t::counter::intake_direct(lang()))}
                {choice(true, t::counter::intake_post(lang()))}
            </div>
        </fieldset>
        {live_view(move || arrival.by_post.get().then(|| view! {
            <FieldBox id=NUMBER label=t::counter::letter_number(lang()) hint=t::counter::letter_number_hint(lang()) typed=arrival.number/>
            <FieldBox id=DAY label=t::counter::letter_day(lang()) hint=t::counter::person_born_hint(lang()) typed=arrival.day numeric=true/>
        }))}
    }
}

/// What the button does.
fn decision_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => t::counter::receive(lang()),
        Decision::AtOnce => t::counter::decision_at_once(lang()),
        Decision::Supplement => t::counter::decision_supplement(lang()),
        Decision::Refuse => t::counter::decision_refuse(lang()),
    }
}

/// What was done.
fn done_title(decision: Decision, code: &str) -> String {
    match decision {
        Decision::Accept => t::counter::received_title(lang(), code),
        Decision::AtOnce => t::counter::at_once_title(lang(), code),
        Decision::Supplement => t::counter::supplement_title(lang(), code),
        Decision::Refuse => t::counter::refuse_title(lang(), code),
    }
}

/// Accept, give the result at once where the procedure does, ask for what is missing, or refuse; with the words that the slip says.
#[component]
fn DecisionPart(immediate: bool, arrival: Arrival) -> impl IntoView {
    let choice = move |one: Decision, words: &'static str, hint: &'static str| {
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="decision" prop:checked=live(move || arrival.decision.get() == one)
                    on:change=handler(move |_: web_sys::Event| arrival.decision.set(one))/>
                <span class="choice__text">{words}<span class="choice__hint">{hint}</span></span>
            </label>
        }
    };
    let words = move || {
        match arrival.decision.get() {
        Decision::Accept | Decision::AtOnce => ().into_any(),
        Decision::Refuse => view! {
            <FieldBox id=REFUSAL label=t::counter::refuse_reason(lang()) hint=t::staff::refuse_hint(lang()) typed=arrival.refusal/>
        }
        .into_any(),
        Decision::Supplement => {
            let boxes: Vec<_> = arrival.rows.with_value(|rows| {
                let with_slot = rows.iter().enumerate();
                with_slot
                    .filter(|(_, row)| !row.component.field.is_empty())
                    .map(|(at, row)| {
                        let label = t::counter::supplement_reason(lang(), &text(&row.component.name));
                        view! { <FieldBox id=Row::reason_id(at) label=label hint=t::counter::supplement_item_hint(lang()) typed=row.reason may_miss=true/> }.into_any()
                    })
                    .collect()
            });
            view! { <div class="fields">{boxes}</div> }.into_any()
        }
    }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::counter::decision_title(lang())}</legend>
            <div class="choices">
                {choice(Decision::Accept, t::counter::decision_accept(lang()), t::counter::decision_accept_hint(lang()))}
                {immediate.then(|| choice(Decision::AtOnce, t::counter::decision_at_once(lang()), t::counter::decision_at_once_hint(lang())))}
                {choice(Decision::Supplement, t::counter::decision_supplement(lang()), t::counter::decision_supplement_hint(lang()))}
                {choice(Decision::Refuse, t::counter::decision_refuse(lang()), t::counter::decision_refuse_hint(lang()))}
            </div>
        </fieldset>
        {live_view(words)}
    }
}

/// One component: three counts, not needed, scans.
#[component]
fn PaperRow(
    at: usize,
    row: Row,
    draft: Signal<CounterDraft>,
    remote: Remote<CounterDraft>,
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let name = text(&row.component.name);
    let field = row.component.field.clone();
    let in_form = move || {
        draft.with(|draft| {
            let files = draft
                .files
                .iter()
                .filter(|file| !field.is_empty() && file.field == field)
                .count();
            (files > 0).then(|| t::counter::files_in_hand(lang(), &files.to_string()))
        })
    };
    let labels = [
        t::counter::count_originals(lang()),
        t::counter::count_certified(lang()),
        t::counter::count_copies(lang()),
    ];
    let boxes: Vec<_> = row
        .counts
        .into_iter()
        .zip(labels)
        .enumerate()
        .map(|(kind, (typed, label))| {
            view! { <FieldBox id=format!("papers-{at}-{kind}") label=label typed=typed may_miss=true numeric=true short=true/> }
        })
        .collect();
    let (not_needed, error) = (row.not_needed, row.error);
    let key = row.component.key().to_owned();
    let component_lang = lang_of(&row.component.name);
    view! {
        <li class="checklist__item">
            <fieldset class="field counter-papers">
                <legend class="checklist__name" lang=component_lang>{name.clone()}</legend>
                {live_view(move || error.get().map(|words| view! {
                    <p class="field__error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{words}</span></p>
                }))}
                {live_view(move || in_form().map(|words| view! { <p class="save-state"><Icon name="check-circle"/>{words}</p> }))}
                <div class="counter-papers__counts">{boxes}</div>
                <label class="choice choice--bare">
                    <input class="choice__input" type="checkbox" prop:checked=live(move || not_needed.get())
                        on:change=handler(move |event: web_sys::Event| not_needed.set(event_target_checked(&event)))/>
                    <span class="choice__text">{t::counter::not_needed(lang())}<span class="visually-hidden">": "{name.clone()}</span></span>
                </label>
                <Scans draft remote component=key name=name id=format!("scan-{at}") problem/>
            </fieldset>
        </li>
    }
}

/// Who handles it.
#[component]
fn AgencyPart(agencies: Vec<ReceivingAgency>, arrival: Arrival) -> impl IntoView {
    let option = |agency: ReceivingAgency| {
        let code = agency.code.clone();
        view! {
            <option value=agency.code.clone() lang=lang_of(&agency.name) prop:selected=live(move || arrival.agency.with(|chosen| *chosen == code))>{text(&agency.name)}</option>
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=AGENCY>{t::counter::agency(lang())}</label>
            <p class="field__hint" id="counter-agency-hint">{t::counter::agency_hint(lang())}</p>
            <select class="input select" id=AGENCY autocomplete="off" aria-describedby="counter-agency-hint"
                on:change=handler(move |event: web_sys::Event| arrival.agency.set(event_target_value(&event)))>
                <option value="" prop:selected=live(move || arrival.agency.with(String::is_empty))>{t::fill::choose(lang())}</option>
                {agencies.into_iter().map(option).collect::<Vec<_>>()}
            </select>
        </div>
    }
}

/// The dossier is there: its code, its date, and what comes next.
#[component]
fn Received(
    receipt: Receipt,
    draft: CounterDraft,
    agency: String,
    decision: Decision,
) -> impl IntoView {
    let title = done_title(decision, &receipt.code);
    let due = receipt
        .due_at
        .filter(|_| decision == Decision::Accept)
        .map(|due| t::counter::received_due(lang(), &show_moment(due)));
    let elsewhere = draft
        .agencies
        .iter()
        .find(|one| one.code == agency && agency != draft.here)
        .map(|one| t::counter::received_elsewhere(lang(), &text(&one.name)));
    view! {
        <div class="page page--narrow stack">
            <h1 tabindex="-1">{t::counter::title(lang())}</h1>
            <Banner tone=Tone::Success id=RECEIVED title=title>
                <p>{draft.person.name}" – "<span lang=lang_of(&draft.procedure_name)>{text(&draft.procedure_name)}</span></p>
                {due.map(|due| view! { <p><strong>{due}</strong></p> })}
                {elsewhere.map(|words| view! { <p>{words}</p> })}
                {match decision {
                    Decision::Accept => None,
                    Decision::AtOnce => Some(t::counter::at_once_next(lang())),
                    Decision::Supplement | Decision::Refuse => Some(t::counter::decided_print(lang())),
                }.map(|words| view! { <p>{words}</p> })}
                <p class="button-row">
                    <a class="button" href=route::staff_dossier(&receipt.dossier)>{t::counter::received_open(lang())}</a>
                    <a class="button button--secondary" href=route::COUNTER>{t::counter::received_next(lang())}</a>
                </p>
            </Banner>
        </div>
    }
}
