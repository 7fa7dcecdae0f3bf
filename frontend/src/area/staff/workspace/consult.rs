//! Asking another unit for its opinion (R-FLOW-08), and recording a verification (R-FLOW-06).

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::line::LineBox;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::api::{self, Colleague, ListColleagues, Nothing};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::remote::Remote;
use crate::ui::Icon;

const DAYS: &str = "consult-days";
const WORDS: &str = "action-words";
const NO_UNIT: &str = "consult-no-unit";
/// Working days that a unit usually has; the officer may change it.
const USUAL_DAYS: &str = "2";

/// Asking.
#[component]
pub fn Consult(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::Consult);
    let unit = RwSignal::new(String::new());
    let days = RwSignal::new(USUAL_DAYS.to_owned());
    let (no_unit, no_words, no_days) = (
        RwSignal::new(false),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    let colleagues = Remote::new(|| api::call::<ListColleagues>(&[], &Nothing {}));
    let submit = Callback::new(move |()| {
        let (unit, question) = (unit.get_untracked(), words.get_untracked());
        let count = days.with_untracked(|days| days.trim().parse::<u32>().ok());
        let count = count.filter(|count| (1..=60).contains(count));
        no_unit.set(unit.is_empty());
        no_words.set(question.trim().is_empty());
        no_days.set(count.is_none());
        if unit.is_empty() {
            request_animation_frame(|| {
                focus_by_id(NO_UNIT);
            });
        } else if question.trim().is_empty() {
            focus_by_id(WORDS);
        } else if let Some(working_days) = count {
            desk.send(Command::Consult {
                unit,
                question,
                working_days,
            });
        } else {
            focus_by_id(DAYS);
        }
    });
    view! {
        <ActionForm desk submit>
            <p>{t::staff::consult_text(lang())}</p>
            {live_view(move || no_unit.get().then(|| view! {
                <p class="field__error" id=NO_UNIT tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::staff::consult_unit_missing(lang())}</span></p>
            }))}
            {colleagues.view(move |list| view! { <Units desk list unit missing=no_unit/> }.into_any())}
            <WordsBox id=WORDS label=t::staff::consult_question(lang()) hint=t::staff::note_hint(lang()) needed=true words missing=no_words/>
            <LineBox id=DAYS label=t::staff::consult_days(lang()) hint=t::staff::consult_days_hint(lang()) error=t::staff::consult_days_missing(lang())
                text=days missing=no_days numeric=true/>
        </ActionForm>
    }
}

#[component]
fn Units(
    desk: Desk,
    list: Signal<Vec<Colleague>>,
    unit: RwSignal<String>,
    missing: RwSignal<bool>,
) -> impl IntoView {
    let others = memo(move || {
        let here = desk.dossier.with(|dossier| dossier.step_unit.clone());
        list.with(|list| {
            list.iter()
                .filter(|one| one.unit_kind != here)
                .map(|one| (one.unit_id.clone(), text(&one.unit)))
                .collect::<BTreeMap<_, _>>()
        })
    });
    let choice = move |(id, name): (String, String)| {
        let (mine, chosen) = (id.clone(), id);
        let pick = move |_| {
            unit.set(chosen.clone());
            missing.set(false);
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="unit" prop:checked=live(move || unit.with(|unit| *unit == mine)) on:change=handler(pick)/>
                <span class="choice__text">{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::staff::consult_unit(lang())}</legend>
            <div class="choices picker">{live_view(move || others.get().into_iter().map(choice).collect::<Vec<_>>())}</div>
        </fieldset>
    }
}

/// Recording a verification: place and time, people, findings.
#[component]
pub fn Verify(desk: Desk) -> impl IntoView {
    let findings = kept_words(desk, Action::Verify);
    let (place, people) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let missing = [(); 3].map(|()| RwSignal::new(false));
    let [no_place, no_people, no_findings] = missing;
    let submit = Callback::new(move |()| {
        let texts = [place, people, findings].map(|text| text.get_untracked());
        for (text, missing) in texts.iter().zip(missing) {
            missing.set(text.trim().is_empty());
        }
        let ids = ["verify-place", "verify-people", WORDS];
        let first = ids.iter().zip(missing).find(|(_, one)| one.get_untracked());
        if let Some((id, _)) = first {
            focus_by_id(id);
            return;
        }
        let [place, people, findings] = texts;
        desk.send(Command::Verify {
            place,
            people,
            findings,
        });
    });
    view! {
        <ActionForm desk submit>
            <LineBox id="verify-place" label=t::staff::verify_place(lang()) hint=t::staff::verify_place_hint(lang())
                error=t::staff::verify_place_missing(lang()) text=place missing=no_place/>
            <LineBox id="verify-people" label=t::staff::verify_people(lang()) hint=t::staff::verify_people_hint(lang())
                error=t::staff::verify_people_missing(lang()) text=people missing=no_people/>
            <WordsBox id=WORDS label=t::staff::verify_findings(lang()) hint=t::staff::note_hint(lang()) needed=true words=findings missing=no_findings/>
        </ActionForm>
    }
}
