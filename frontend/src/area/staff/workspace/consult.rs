//! Asking other units for their opinion, taking a question back, answering, with files (R-FLOW-08).

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_shared::calendar::{Limit, limit_words};
use motcua_shared::dossier::{Action, Awaited, Command, Stance};
use motcua_shared::time::show_moment;

use super::desk::Desk;
use super::dialog::ActionForm;
use super::line::LineBox;
use super::radios::Radios;
use super::within::{COUNT, Within, WithinBoxes};
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::api::{self, FindUnits, OPINION_FILE_PATH, UnitFound};
use crate::area::dossier::message_files::{NextFiles, NextWords};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::remote::Remote;
use crate::session::use_session;
use crate::ui::Icon;

const WORDS: &str = "action-words";
const NO_UNIT: &str = "consult-no-unit";
/// Time that a unit usually has, where no law says one; the officer may change it.
const USUAL: Limit = Limit::WorkingDays(2);

/// A value of a choice as the form keeps it.
fn awaited_key(awaited: Awaited) -> &'static str {
    match awaited {
        Awaited::Always => "always",
        Awaited::UntilDue => "until_due",
        Awaited::Never => "never",
    }
}

fn focus_soon(id: &'static str) {
    request_animation_frame(move || {
        focus_by_id(id);
    });
}

/// Asking.
#[component]
pub fn Consult(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::Consult);
    let terms = desk
        .dossier
        .with_untracked(|dossier| dossier.opinion_terms.clone());
    let picked = RwSignal::new(BTreeMap::<String, String>::new());
    let within = Within::new(terms.as_ref().map_or(USUAL, |terms| terms.within));
    let usual = terms
        .as_ref()
        .map_or(Awaited::Always, |terms| terms.awaited);
    let awaited = RwSignal::new(awaited_key(usual).to_owned());
    let (no_unit, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let units: Vec<String> = picked.with_untracked(|picked| picked.keys().cloned().collect());
        let question = words.get_untracked();
        let limit = within.read();
        no_unit.set(units.is_empty());
        no_words.set(question.trim().is_empty());
        let awaited = awaited.with_untracked(|key| {
            let found = Awaited::ALL
                .into_iter()
                .find(|one| awaited_key(*one) == key);
            found.unwrap_or_default()
        });
        if units.is_empty() {
            focus_soon(NO_UNIT);
        } else if question.trim().is_empty() {
            focus_by_id(WORDS);
        } else if let Some(within) = limit {
            desk.send(Command::Consult {
                units,
                question,
                within,
                awaited,
            });
        } else {
            focus_by_id(COUNT);
        }
    });
    let ways = Awaited::ALL
        .into_iter()
        .map(|one| (awaited_key(one).to_owned(), one.name(lang()).to_owned()))
        .collect();
    view! {
        <ActionForm desk submit>
            <p>{t::staff::consult_text(lang())}</p>
            {terms.map(|terms| view! { <p class="muted">{t::flow::terms(lang(), &limit_words(terms.within, lang()))}</p> })}
            {live_view(move || no_unit.get().then(|| view! {
                <p class="field__error" id=NO_UNIT tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::staff::consult_unit_missing(lang())}</span></p>
            }))}
            <Units desk picked missing=no_unit/>
            <WordsBox id=WORDS label=t::staff::consult_question(lang()) hint=t::flow::consult_hint(lang()) needed=true words missing=no_words/>
            <WithinBoxes within/>
            <Radios name="consult-awaited" legend=t::flow::awaited_label(lang()) choices=ways chosen=awaited/>
        </ActionForm>
    }
}

/// The units of the own agency, and others by words.
#[component]
fn Units(
    desk: Desk,
    picked: RwSignal<BTreeMap<String, String>>,
    missing: RwSignal<bool>,
) -> impl IntoView {
    let asked = memo(move || {
        desk.dossier.with(|dossier| {
            let units = dossier.consultations.iter();
            units.map(|one| one.unit.clone()).collect::<Vec<_>>()
        })
    });
    let typed = RwSignal::new(String::new());
    let never = RwSignal::new(false);
    let found = Remote::new(move || {
        let query = vec![("q", typed.get())];
        async move { api::get::<FindUnits>(&[], &query).await }
    });
    let choice = move |unit: UnitFound| {
        let name = text(&unit.name);
        let (mine, id, shown) = (unit.id.clone(), unit.id, name.clone());
        let pick = move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            picked.update(|picked| {
                if on {
                    picked.insert(id.clone(), name.clone());
                } else {
                    picked.remove(&id);
                }
            });
            missing.set(false);
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="checkbox" prop:checked=live(move || picked.with(|picked| picked.contains_key(&mine))) on:change=handler(pick)/>
                <span class="choice__text">{shown}</span>
            </label>
        }
    };
    view! {
        <LineBox id="consult-find" label=t::flow::consult_more(lang()) hint=t::flow::consult_more_hint(lang()) error=String::new() text=typed missing=never may_miss=true/>
        <fieldset class="field">
            <legend class="field__label">{t::flow::consult_own(lang())}</legend>
            {live_view(move || picked.with(|picked| (!picked.is_empty()).then(|| {
                let names: Vec<&str> = picked.values().map(String::as_str).collect();
                view! { <p class="field__hint">{t::flow::consult_picked(lang(), &names.join("; "))}</p> }
            })))}
            {found.view(move |list| {
                let free = memo(move || {
                    let asked = asked.get();
                    list.with(|list| list.iter().filter(|one| !asked.contains(&one.id)).cloned().collect::<Vec<_>>())
                });
                live_view(move || {
                    let free = free.get();
                    if free.is_empty() {
                        view! { <p class="muted">{t::flow::consult_found_none(lang())}</p> }.into_any()
                    } else {
                        view! { <div class="choices picker">{free.into_iter().map(choice).collect::<Vec<_>>()}</div> }.into_any()
                    }
                })
                .into_any()
            })}
        </fieldset>
    }
}

/// Answering for the own unit.
#[component]
pub fn Answer(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::AnswerConsultation);
    let stance = RwSignal::new(String::new());
    let files = NextFiles::new(
        &desk.id(),
        NextWords {
            path: OPINION_FILE_PATH,
            field: "opinion-files",
            label: t::flow::opinion_files(lang()),
            hint: t::flow::opinion_files_hint(lang()),
        },
    );
    let (no_stance, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let opinion = words.get_untracked();
        let chosen = stance.with_untracked(|key| match key.as_str() {
            "agree" => Some(Stance::Agree),
            "disagree" => Some(Stance::Disagree),
            _ => None,
        });
        no_stance.set(chosen.is_none());
        no_words.set(opinion.trim().is_empty());
        match chosen {
            None => focus_soon("stance-none"),
            Some(_) if opinion.trim().is_empty() => {
                focus_by_id(WORDS);
            }
            Some(_) if files.are_coming() => {}
            Some(stance) => desk.send(Command::AnswerConsultation {
                stance,
                opinion,
                files: files.ids(),
            }),
        }
    });
    let mut asked = desk
        .dossier
        .with_untracked(|dossier| dossier.consultations.clone());
    // What other units were asked is theirs to answer; a deputy answers for whom they stand in.
    let unit = use_session()
        .account_untracked()
        .and_then(|account| account.unit);
    if asked.iter().any(|one| Some(&one.unit) == unit.as_ref()) {
        asked.retain(|one| Some(&one.unit) == unit.as_ref());
    }
    let questions: Vec<_> = asked
        .iter()
        .map(|asked| view! { <p>{t::staff::consult_asked(lang(), &asked.question, &show_moment(asked.due_at))}</p> })
        .collect();
    let stances = vec![
        ("agree".to_owned(), Stance::Agree.name(lang()).to_owned()),
        (
            "disagree".to_owned(),
            Stance::Disagree.name(lang()).to_owned(),
        ),
    ];
    view! {
        <ActionForm desk submit>
            {questions}
            <Radios name="stance" legend=t::flow::stance_label(lang()) choices=stances chosen=stance error=t::flow::stance_missing(lang()) missing=no_stance/>
            <WordsBox id=WORDS label=t::staff::opinion_given_label(lang()) hint=t::flow::consult_hint(lang()) needed=true words missing=no_words/>
            {files.view()}
        </ActionForm>
    }
}

/// Taking a question back.
#[component]
pub fn Withdraw(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::WithdrawConsultation);
    let asked = desk
        .dossier
        .with_untracked(|dossier| dossier.consultations.clone());
    let only = match asked.as_slice() {
        [one] => one.unit.clone(),
        _ => String::new(),
    };
    let unit = RwSignal::new(only);
    let (no_unit, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let (unit, reason) = (unit.get_untracked(), words.get_untracked());
        no_unit.set(unit.is_empty());
        no_words.set(reason.trim().is_empty());
        if unit.is_empty() {
            focus_soon("withdraw-unit-none");
        } else if reason.trim().is_empty() {
            focus_by_id(WORDS);
        } else {
            desk.send(Command::WithdrawConsultation { unit, reason });
        }
    });
    let units = asked
        .iter()
        .map(|one| (one.unit.clone(), text(&one.name)))
        .collect();
    view! {
        <ActionForm desk submit>
            <Radios name="withdraw-unit" legend=t::flow::withdraw_unit(lang()) choices=units chosen=unit error=t::flow::withdraw_unit_missing(lang()) missing=no_unit/>
            <WordsBox id=WORDS label=t::flow::withdraw_reason(lang()) hint=t::flow::consult_hint(lang()) needed=true words missing=no_words/>
        </ActionForm>
    }
}
