//! Forwarding to the next step, or giving the present one to somebody else: to the whole unit, or to one officer whose load
//! is shown.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::words::{WordsBox, kept_words};
use crate::api::{self, Colleague, ListColleagues, Nothing};
use crate::area::dossier::role_name;
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, memo};
use crate::remote::Remote;

const OFFICER: &str = "officer";

/// The form.
#[component]
pub fn Forward(desk: Desk, action: Action) -> impl IntoView {
    let id = desk.id();
    let words = kept_words(desk, action);
    let missing = RwSignal::new(false);
    // Empty: the whole unit.
    let officer = RwSignal::new(kept::recall(&id, action, OFFICER));
    let colleagues = Remote::new(|| api::call::<ListColleagues>(&[], &Nothing {}));
    let pick = Callback::new(move |chosen: String| {
        kept::keep(&id, action, OFFICER, chosen.clone());
        officer.set(chosen);
    });
    let submit = Callback::new(move |()| {
        let chosen = officer.get_untracked();
        let (officer, note) = (
            (!chosen.is_empty()).then_some(chosen),
            words.get_untracked(),
        );
        desk.send(if action == Action::Assign {
            Command::Assign { officer, note }
        } else {
            Command::Forward { officer, note }
        });
    });
    let next = desk.dossier.with_untracked(|dossier| {
        if action == Action::Assign {
            String::new()
        } else {
            text(&dossier.next_step)
        }
    });
    view! {
        <ActionForm desk submit>
            {(!next.is_empty()).then(|| view! { <p>{t::staff::forward_to(lang(), &next)}</p> })}
            {colleagues.view(move |list| view! { <Picker desk action list officer pick/> }.into_any())}
            <WordsBox id="forward-note" label=t::staff::note_label(lang()) hint=t::staff::note_hint(lang()) needed=false words missing/>
        </ActionForm>
    }
}

#[component]
fn Picker(
    desk: Desk,
    action: Action,
    list: Signal<Vec<Colleague>>,
    officer: RwSignal<String>,
    pick: Callback<String>,
) -> impl IntoView {
    let fitting = memo(move || {
        desk.dossier.with(|dossier| {
            // Who does the step at another agency is decided there.
            if action == Action::Forward && dossier.next_elsewhere {
                return Vec::new();
            }
            let (role, unit) = if action == Action::Assign {
                (Some(dossier.step_role), &dossier.step_unit)
            } else {
                (dossier.next_role, &dossier.next_unit)
            };
            let fits = |one: &Colleague| {
                role == Some(one.role) && (unit.is_empty() || *unit == one.unit_kind)
            };
            list.get().into_iter().filter(fits).collect::<Vec<_>>()
        })
    });
    let choice = move |id: String, name: String, hint: String| {
        let (mine, chosen) = (id.clone(), id);
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="officer" prop:checked=live(move || officer.with(|officer| *officer == mine)) on:change=handler(move |_: web_sys::Event| pick.run(chosen.clone()))/>
                <span class="choice__text">{name}<span class="choice__hint">{hint}</span></span>
            </label>
        }
    };
    let people = move || {
        fitting
            .get()
            .into_iter()
            .map(|one| {
                let hint = t::staff::forward_load(
                    lang(),
                    role_name(one.role),
                    &text(&one.unit),
                    &one.load.to_string(),
                );
                choice(one.id, one.name, hint)
            })
            .collect::<Vec<_>>()
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::staff::forward_who(lang())}</legend>
            <div class="choices picker">
                {choice(String::new(), t::staff::forward_unit(lang()).to_owned(), t::staff::forward_unit_hint(lang()).to_owned())}
                {people}
            </div>
        </fieldset>
    }
}
