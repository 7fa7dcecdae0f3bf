//! Who stands there: one box that a scanner types into, or a number; name and date of birth below; added when not known.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::identity::card::{CardDoubt, CitizenCard};
use motcua_shared::identity::parse_phone;
use motcua_shared::time::{iso_date, parse_iso_date, show_date};

use super::field_box::{FieldBox, Typed};
use super::people::NewPersonForm;
use super::{show, today, typed_date};
use crate::a11y::{announce, focus_by_id};
use crate::api::{self, FindPerson, PersonFound, PersonSearch, Problem};
use crate::area::staff::camera::CameraScan;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};
use crate::ui::{BusyButton, Icon};

const KEY: &str = "person-key";
const NAME: &str = "person-name";
const BORN: &str = "person-born";
const CHOSEN: &str = "person-chosen";
const FOUND: &str = "person-found";

/// What is in the one box; the words say what to do about a text that is none.
fn search_of(text: &str) -> Result<(PersonSearch, Option<CitizenCard>), String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(t::counter::person_key_missing(lang()).to_owned());
    }
    if text.contains('|') {
        return match CitizenCard::parse(text, today()) {
            Ok(card) => Ok((
                PersonSearch::Card {
                    text: text.to_owned(),
                },
                Some(card),
            )),
            Err(fault) => Err(fault.message(lang()).to_owned()),
        };
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let number = || text.to_owned();
    if digits == 12 && parse_phone(text).is_none() {
        Ok((PersonSearch::CitizenId { number: number() }, None))
    } else if parse_phone(text).is_some() {
        Ok((PersonSearch::Phone { number: number() }, None))
    } else {
        Err(t::counter::person_key_unclear(lang()).to_owned())
    }
}

/// Finding, choosing or adding the person.
#[component]
pub fn Person(
    /// The person chosen.
    chosen: RwSignal<Option<PersonFound>>,
    /// What went wrong with a call.
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="person-title">
            <h2 id="person-title">{t::counter::person_title(lang())}</h2>
            {live_view(move || match chosen.get() {
                Some(person) => view! { <Chosen person chosen/> }.into_any(),
                None => view! { <Search chosen problem/> }.into_any(),
            })}
        </section>
    }
}

#[component]
fn Search(
    chosen: RwSignal<Option<PersonFound>>,
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let (key, name, born) = (Typed::new(), Typed::new(), Typed::new());
    let busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Vec<PersonFound>>);
    let card = RwSignal::new(None::<CitizenCard>);
    let pick = Callback::new(move |person: PersonFound| {
        announce(t::counter::person_chosen(lang(), &person.name));
        chosen.set(Some(person));
        request_animation_frame(|| {
            focus_by_id(CHOSEN);
        });
    });
    let look = move |search: PersonSearch, only_one_fits: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        found.set(None);
        spawn_local(async move {
            let outcome = api::call::<FindPerson>(&[], &search).await;
            busy.try_set(false);
            match outcome {
                Ok(mut people) if only_one_fits && people.len() == 1 => {
                    if let Some(person) = people.pop() {
                        pick.run(person);
                    }
                }
                Ok(people) => {
                    found.try_set(Some(people));
                    request_animation_frame(|| {
                        focus_by_id(FOUND);
                    });
                }
                Err(refused) => show(problem, refused),
            }
        });
    };
    let look_for_key = move || match key.text.with_untracked(|text| search_of(text)) {
        Ok((search, read)) => {
            let exact = !matches!(search, PersonSearch::Phone { .. });
            card.set(read);
            look(search, exact);
        }
        Err(words) => {
            key.error.set(Some(words));
            focus_by_id(KEY);
        }
    };
    let by_key = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        look_for_key();
    };
    let on_read = Callback::new(move |text: String| {
        key.text.set(text);
        look_for_key();
    });
    let by_name = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = name.text.get_untracked();
        let text = name.take(
            (!text.trim().is_empty()).then_some(text),
            t::counter::person_name_missing(lang()),
        );
        let day = born.take(
            typed_date(&born.text.get_untracked()).filter(|day| *day <= today()),
            t::counter::person_born_missing(lang()),
        );
        match (text, day) {
            (None, _) => {
                focus_by_id(NAME);
            }
            (_, None) => {
                focus_by_id(BORN);
            }
            (Some(name), Some(day)) => {
                card.set(None);
                let born = iso_date(day);
                look(PersonSearch::Name { name, born }, false);
            }
        }
    };
    view! {
        <form class="fields" novalidate on:submit=handler(by_key)>
            <FieldBox id=KEY label=t::counter::person_key(lang()) hint=t::counter::person_key_hint(lang()) typed=key/>
            <div class="button-row"><BusyButton text=t::counter::person_find(lang()) busy_text=t::counter::starting(lang()) busy icon="search"/></div>
        </form>
        <CameraScan on_read/>
        <p class="small muted">{t::counter::person_logged(lang())}</p>
        <details class="disclosure">
            <summary>{t::counter::person_by_name(lang())}</summary>
            <form class="fields" novalidate on:submit=handler(by_name)>
                <FieldBox id=NAME label=t::counter::person_name(lang()) hint=t::counter::person_name_hint(lang()) typed=name/>
                <FieldBox id=BORN label=t::counter::person_born(lang()) hint=t::counter::person_born_hint(lang()) typed=born numeric=true/>
                <div class="button-row"><BusyButton text=t::counter::person_find(lang()) busy_text=t::counter::starting(lang()) busy class="button--secondary"/></div>
            </form>
        </details>
        {live_view(move || card.get().map(|card| doubts(&card)))}
        {live_view(move || found.get().map(|people| if people.is_empty() {
            view! {
                <p id=FOUND tabindex="-1"><strong>{t::counter::person_none(lang())}</strong></p>
                <NewPersonForm card=card.get_untracked() pick problem/>
            }.into_any()
        } else {
            let count = people.len().to_string();
            let rows: Vec<_> = people.into_iter().map(|person| row(person, pick)).collect();
            view! {
                <p id=FOUND tabindex="-1"><strong>{t::counter::person_found(lang(), &count)}</strong></p>
                <ul class="checklist" role="list">{rows}</ul>
            }.into_any()
        }))}
    }
}

/// What on a card does not agree with its number.
fn doubts(card: &CitizenCard) -> AnyView {
    card.doubts()
        .into_iter()
        .map(|doubt| {
            let words = match doubt {
                CardDoubt::Gender => t::counter::doubt_gender(lang()),
                CardDoubt::BirthYear => t::counter::doubt_birth_year(lang()),
            };
            view! { <p class="message"><Icon name="alert"/>{words}</p> }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// Date of birth, number and phone, as far as they are shown.
fn known(person: &PersonFound) -> String {
    let born = parse_iso_date(&person.born)
        .map(show_date)
        .unwrap_or_default();
    let account = if person.signs_in {
        t::counter::person_signs_in(lang())
    } else {
        t::counter::person_no_sign_in(lang())
    };
    [born.as_str(), &person.citizen_id, &person.phone, account]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn row(person: PersonFound, pick: Callback<PersonFound>) -> AnyView {
    let (name, line) = (person.name.clone(), known(&person));
    let press = move |_: web_sys::MouseEvent| pick.run(person.clone());
    view! {
        <li class="checklist__item">
            <Icon name="user"/>
            <div><p class="checklist__name">{name.clone()}</p><p class="checklist__meta">{line}</p></div>
            <button class="button button--secondary button--small" type="button" on:click=handler(press)>
                {t::counter::person_choose(lang())}" "<span class="visually-hidden">{name}</span>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Chosen(person: PersonFound, chosen: RwSignal<Option<PersonFound>>) -> impl IntoView {
    let again = move |_: web_sys::MouseEvent| {
        chosen.set(None);
        request_animation_frame(|| {
            focus_by_id(KEY);
        });
    };
    view! {
        <ul class="checklist" role="list"><li class="checklist__item checklist__item--present">
            <Icon name="check-circle"/>
            <div>
                <p class="checklist__name" id=CHOSEN tabindex="-1">{t::counter::person_chosen(lang(), &person.name)}</p>
                <p class="checklist__meta">{known(&person)}</p>
            </div>
            <button class="button button--quiet button--small" type="button" on:click=handler(again)>{t::counter::person_another(lang())}</button>
        </li></ul>
    }
}
