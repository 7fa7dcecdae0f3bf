//! Adding somebody who is not known yet, filled from the card that was scanned.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::identity::CitizenId;
use motcua_shared::identity::card::{CitizenCard, Gender};
use motcua_shared::identity::{is_person_name, parse_phone};
use motcua_shared::text::clean;
use motcua_shared::time::{iso_date, show_date};

use super::field_box::{FieldBox, Typed};
use super::{show, today, typed_date};
use crate::a11y::focus_by_id;
use crate::api::{self, AddPerson, NewPerson, PersonFound, Problem};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::ui::{BusyButton, Icon};

const ID: &str = "new-id";
const NAME: &str = "new-name";
const BORN: &str = "new-born";
const GENDER: &str = "new-gender";
const PHONE: &str = "new-phone";

/// The form.
#[component]
pub fn NewPersonForm(
    /// The card that was scanned.
    card: Option<CitizenCard>,
    /// Chooses the person who was added.
    pick: Callback<PersonFound>,
    /// What went wrong with the call.
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let from_card =
        |part: fn(&CitizenCard) -> String| Typed::of(card.as_ref().map(part).unwrap_or_default());
    let number = from_card(|card| card.id.as_str().to_owned());
    let name = from_card(|card| card.name.clone());
    let born = from_card(|card| show_date(card.born));
    let phone = Typed::new();
    let gender = RwSignal::new(card.as_ref().map(|card| card.gender));
    let (no_gender, busy) = (RwSignal::new(false), RwSignal::new(false));
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let id = CitizenId::parse(&number.text.get_untracked(), today()).ok();
        let id = number.take(id, t::counter::person_id_missing(lang()));
        let called = clean(&name.text.get_untracked());
        let called = name.take(
            is_person_name(&called).then_some(called),
            t::counter::person_name_missing(lang()),
        );
        let day = typed_date(&born.text.get_untracked()).filter(|day| *day <= today());
        let day = born.take(day, t::counter::person_born_missing(lang()));
        let typed = phone.text.get_untracked();
        let reached = (typed.trim().is_empty() || parse_phone(&typed).is_some()).then_some(typed);
        let reached = phone.take(reached, t::counter::person_phone_wrong(lang()));
        no_gender.set(gender.with_untracked(Option::is_none));
        let wrong = [
            (id.is_none(), ID),
            (called.is_none(), NAME),
            (day.is_none(), BORN),
            (no_gender.get_untracked(), GENDER),
            (reached.is_none(), PHONE),
        ];
        if let Some((_, first)) = wrong.into_iter().find(|(wrong, _)| *wrong) {
            focus_by_id(first);
            return;
        }
        let (Some(id), Some(name), Some(day), Some(gender), Some(phone)) =
            (id, called, day, gender.get_untracked(), reached)
        else {
            return;
        };
        let new = NewPerson {
            citizen_id: id.as_str().to_owned(),
            name,
            born: iso_date(day),
            gender: gender.key().to_owned(),
            phone,
        };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match api::call::<AddPerson>(&[], &new).await {
                Ok(person) => pick.run(person),
                Err(refused) => show(problem, refused),
            }
            busy.try_set(false);
        });
    };
    let choice = move |id: &'static str, value: Gender, words: &'static str| {
        let pick = move |_: web_sys::Event| {
            gender.set(Some(value));
            no_gender.set(false);
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="new-gender" id=id prop:checked=live(move || gender.get() == Some(value)) on:change=handler(pick)/>
                <span class="choice__text">{words}</span>
            </label>
        }
    };
    view! {
        <form class="fields" novalidate on:submit=handler(add)>
            <FieldBox id=ID label=t::counter::person_id(lang()) hint=t::counter::person_id_hint(lang()) typed=number numeric=true/>
            <FieldBox id=NAME label=t::counter::person_name(lang()) hint=t::counter::person_name_hint(lang()) typed=name/>
            <FieldBox id=BORN label=t::counter::person_born(lang()) hint=t::counter::person_born_hint(lang()) typed=born numeric=true/>
            <fieldset class="field">
                <legend class="field__label">{t::counter::person_gender(lang())}</legend>
                {live_view(move || no_gender.get().then(|| view! {
                    <p class="field__error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::counter::person_gender_missing(lang())}</span></p>
                }))}
                <div class="choices">
                    {choice(GENDER, Gender::Male, t::counter::person_male(lang()))}
                    {choice("new-gender-female", Gender::Female, t::counter::person_female(lang()))}
                </div>
            </fieldset>
            <FieldBox id=PHONE label=t::counter::person_phone(lang()) hint=t::counter::person_phone_hint(lang()) typed=phone may_miss=true numeric=true/>
            <div class="button-row"><BusyButton text=t::counter::person_add(lang()) busy_text=t::counter::starting(lang()) busy/></div>
        </form>
    }
}
