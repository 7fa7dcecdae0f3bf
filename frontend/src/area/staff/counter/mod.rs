//! The counter: who stands there and what for; then what they bring, and the receipt. Keyboard and scanner do all of it.

mod arrival;
mod desk;
pub mod field_box;
mod people;
mod person;
mod scans;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::{Date, Timestamp, date, show_moment};

pub use desk::CounterDesk;
use person::Person;

use crate::a11y::focus_by_id;
use crate::api::{
    self, CounterProcedure, CreateCounterDraft, ListCounterDrafts, ListCounterProcedures,
    NewCounterDraft, Nothing, PersonFound, Problem,
};
use crate::i18n::{lang, lang_of, t, text};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view};
use crate::remote::Remote;
use crate::route;
use crate::ui::{BackLink, Banner, BusyButton, Choice, Combobox, Icon};

const PROCEDURE: &str = "counter-procedure";
const PROBLEM: &str = "counter-problem";

/// The day in Viet Nam, by the clock of this device.
fn today() -> Date {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_micros(millis.saturating_mul(1000))
        .local()
        .date
}

/// A date typed as `25/11/2026`, with any of the usual separators, or as eight digits.
pub fn typed_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |from, to| text.get(from..to)?.parse().ok();
        let year: u16 = number(4, 8)?;
        let (day, month) = (number(0, 2)?, number(2, 4)?);
        return date(
            i32::from(year),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        );
    }
    let mut parts = text.split(['/', '-', '.', ' ']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let found = date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (parts.next().is_none() && year.len() == 4).then_some(found)
}

/// What went wrong with a call, with the focus on it.
fn show(problem: RwSignal<Option<Problem>>, found: Problem) {
    problem.try_set(Some(found));
    request_animation_frame(|| {
        focus_by_id(PROBLEM);
    });
}

/// The banner of [`show`].
fn problem_banner(problem: RwSignal<Option<Problem>>) -> AnyView {
    live_view(move || {
        problem.get().map(|problem| {
            view! { <Banner tone=Tone::Danger id=PROBLEM title=problem.title><p>{problem.detail}</p></Banner> }
        })
    })
    .into_any()
}

/// Who stands there, and which procedure.
#[component]
pub fn CounterPage() -> impl IntoView {
    let chosen = RwSignal::new(None::<PersonFound>);
    let problem = RwSignal::new(None::<Problem>);
    let title = derived(|| t::counter::title(lang()).to_owned());
    view! {
        <PageTitle title/>
        <div class="page page--narrow stack">
            <div>
                <BackLink href=route::QUEUE text=t::counter::back(lang())/>
                <h1 tabindex="-1">{t::counter::title(lang())}</h1>
                <p class="lead">{t::counter::lead(lang())}</p>
            </div>
            {problem_banner(problem)}
            <Person chosen problem/>
            {live_view(move || chosen.get().map(|person| view! { <Procedure person problem/> }))}
            <OpenDrafts/>
        </div>
    }
}

/// Which procedure; the button opens the form with this person.
#[component]
fn Procedure(person: PersonFound, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let slug = RwSignal::new(String::new());
    let (missing, busy) = (RwSignal::new(false), RwSignal::new(false));
    let known = Remote::new(|| api::call::<ListCounterProcedures>(&[], &Nothing {}));
    let navigate = use_navigate();
    let begin = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let procedure = slug.get_untracked();
        missing.set(procedure.is_empty());
        if procedure.is_empty() {
            focus_by_id(PROCEDURE);
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (navigate, person) = (navigate.clone(), person.id.clone());
        spawn_local(async move {
            let new = NewCounterDraft { person, procedure };
            match api::call::<CreateCounterDraft>(&[], &new).await {
                Ok(draft) => navigate(&route::counter_draft(&draft.id), Default::default()),
                Err(found) => show(problem, found),
            }
            busy.try_set(false);
        });
    };
    let begin = StoredValue::new_local(begin);
    let choose = Callback::new(move |chosen: String| {
        slug.set(chosen);
        missing.set(false);
    });
    let described = derived(move || {
        if missing.get() {
            format!("{PROCEDURE}-hint {PROCEDURE}-error")
        } else {
            format!("{PROCEDURE}-hint")
        }
    });
    known.view(move |list| {
        let choices = derived(move || list.with(|list| list.iter().map(choice).collect::<Vec<_>>()));
        view! {
            <section class="stack" aria-labelledby="procedure-title">
                <h2 id="procedure-title">{t::counter::procedure_title(lang())}</h2>
                <form class="fields" novalidate on:submit=handler(move |event| begin.with_value(|begin| begin(event)))>
                    <div class="field">
                        <label class="field__label" for=PROCEDURE>{t::counter::procedure(lang())}</label>
                        <p class="field__hint" id=format!("{PROCEDURE}-hint")>{t::counter::procedure_hint(lang())}</p>
                        {live_view(move || missing.get().then(|| view! {
                            <p class="field__error" id=format!("{PROCEDURE}-error")><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::counter::procedure_missing(lang())}</span></p>
                        }))}
                        <Combobox id=PROCEDURE label=t::counter::procedure(lang()) choices value=slug on_choose=choose described_by=described invalid=missing/>
                    </div>
                    <div class="button-row"><BusyButton text=t::counter::start(lang()) busy_text=t::counter::starting(lang()) busy/></div>
                </form>
            </section>
        }
        .into_any()
    })
}

fn choice(one: &CounterProcedure) -> Choice {
    let name = text(&one.name);
    Choice::new(
        one.slug.clone(),
        name,
        one.code.clone(),
        std::slice::from_ref(&one.code),
    )
}

/// What this clerk has begun and not received yet.
#[component]
fn OpenDrafts() -> impl IntoView {
    let open = Remote::new(|| api::call::<ListCounterDrafts>(&[], &Nothing {}));
    open.view(move |list| {
        let rows = move || {
            list.with(|list| {
                list.iter()
                    .map(|one| {
                        let line = t::counter::open_line(lang(), &one.person, &show_moment(one.updated_at));
                        view! {
                            <li class="checklist__item"><div>
                                <p class="checklist__name"><a href=route::counter_draft(&one.id) lang=lang_of(&one.procedure_name)>{text(&one.procedure_name)}</a></p>
                                <p class="checklist__meta">{line}</p>
                            </div></li>
                        }
                    })
                    .collect::<Vec<_>>()
            })
        };
        let none = move || list.with(Vec::is_empty);
        view! {
            <section class="stack" aria-labelledby="open-title" hidden=live(none)>
                <h2 id="open-title">{t::counter::open_title(lang())}</h2>
                <ul class="checklist" role="list">{live_view(rows)}</ul>
            </section>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_clerks_type_them() {
        let wanted = date(1990, 7, 8);
        for text in ["08/07/1990", " 8-7-1990 ", "8.7.1990", "08071990"] {
            assert_eq!(typed_date(text), wanted, "{text}");
        }
        for text in ["", "31/02/2026", "8/7", "8/7/90", "0807199", "mai"] {
            assert_eq!(typed_date(text), None, "{text}");
        }
    }
}
