//! A new decision: two sides, connected or separated, what for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::TITLE;
use crate::a11y::{announce, focus_by_id};
use crate::api::{self, Problem, SaveVaultLink, VaultLinkChange, VaultLinks, VaultSide};
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::area::staff::workspace::Radios;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{derived, handler, live, live_view};
use crate::remote::Remote;
use crate::ui::{BusyButton, Icon};

const ONE: &str = "link-one";
const OTHER: &str = "link-other";
const PURPOSE: &str = "link-purpose";
const CONNECTED: &str = "connected";
const SEPARATED: &str = "separated";

/// The form.
#[component]
pub fn NewLink(links: Signal<VaultLinks>, remote: Remote<VaultLinks>) -> impl IntoView {
    let (one, other, purpose) = (Typed::new(), Typed::new(), Typed::new());
    let what = RwSignal::new(CONNECTED.to_owned());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(change) = read(
            one,
            other,
            purpose,
            what.with_untracked(|what| what == CONNECTED),
            links,
        ) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        busy.set(true);
        spawn_local(async move {
            match api::call::<SaveVaultLink>(&[], &change).await {
                Ok(now) => {
                    for typed in [one, other, purpose] {
                        typed.text.try_set(String::new());
                    }
                    remote.set(now);
                    announce(t::link::saved(lang()));
                    focus_by_id(TITLE);
                }
                Err(found) => {
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    };
    let said = move || {
        problem.get().map(|problem| {
            view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }
        })
    };
    let choices = vec![
        (CONNECTED.to_owned(), t::link::connected(lang()).to_owned()),
        (SEPARATED.to_owned(), t::link::separated(lang()).to_owned()),
    ];
    view! {
        <section class="stack" aria-labelledby="link-new">
            <h2 id="link-new">{t::link::new_title(lang())}</h2>
            <form class="card stack" novalidate on:submit=handler(send)>
                <SideBox id=ONE label=t::link::one(lang()) typed=one links/>
                <SideBox id=OTHER label=t::link::other(lang()) typed=other links/>
                <Radios name="link-what" legend=t::link::what(lang()) choices chosen=what/>
                <FieldBox id=PURPOSE label=t::link::purpose(lang()) hint=t::link::purpose_hint(lang()) typed=purpose/>
                {live_view(said)}
                <div class="button-row"><BusyButton text=derived(|| t::link::save(lang()).to_owned()) busy_text=derived(|| t::link::saving(lang()).to_owned()) busy/></div>
            </form>
        </section>
    }
}

/// What is to be sent; otherwise the first box with an error has the focus.
fn read(
    one: Typed,
    other: Typed,
    purpose: Typed,
    connected: bool,
    links: Signal<VaultLinks>,
) -> Option<VaultLinkChange> {
    let filled =
        |typed: Typed| Some(typed.text.get_untracked()).filter(|text| !text.trim().is_empty());
    let first = one.take(filled(one), t::link::choose_missing(lang()));
    let mut second = other.take(filled(other), t::link::choose_missing(lang()));
    // A province may be separated within itself; an agency always knows itself.
    let is_group =
        |code: &String| links.with_untracked(|all| all.groups.iter().any(|one| one.code == *code));
    if second.is_some() && second == first && !second.as_ref().is_some_and(is_group) {
        second = other.take(None, t::link::choose_other(lang()));
    }
    let given = purpose.take(filled(purpose), t::link::purpose_missing(lang()));
    match (first, second, given) {
        (Some(one), Some(other), Some(purpose)) => Some(VaultLinkChange {
            one,
            other,
            connected,
            purpose,
        }),
        (None, ..) => {
            focus_by_id(ONE);
            None
        }
        (_, None, _) => {
            focus_by_id(OTHER);
            None
        }
        _ => {
            focus_by_id(PURPOSE);
            None
        }
    }
}

/// A choice of one side: an agency, or all of a ministry or province.
#[component]
fn SideBox(
    id: &'static str,
    label: &'static str,
    typed: Typed,
    links: Signal<VaultLinks>,
) -> impl IntoView {
    let error = format!("{id}-error");
    let described = error.clone();
    let option = move |side: &VaultSide| {
        let mine = side.code.clone();
        view! { <option value=side.code.clone() lang=lang_of(&side.name) selected=live(move || typed.text.with(|code| *code == mine))>{text(&side.name)}</option> }
    };
    let options = move |of: fn(&VaultLinks) -> &Vec<VaultSide>| {
        links.with_untracked(|all| of(all).iter().map(option).collect::<Vec<_>>())
    };
    let pick = move |event: web_sys::Event| {
        typed.text.set(event_target_value(&event));
        typed.error.set(None);
    };
    let wrong = move || typed.error.with(Option::is_some);
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {live_view(move || typed.error.get().map(|words| view! {
                <p class="field__error" id=error.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{words}</span></p>
            }))}
            <select class="input select" id=id aria-required="true" aria-invalid=live(move || wrong().then_some("true"))
                aria-describedby=live(move || wrong().then(|| described.clone())) prop:value=live(move || typed.text.get()) on:change=handler(pick)>
                <option value="">{t::link::choose(lang())}</option>
                <optgroup label=t::link::here(lang())>{options(|all| &all.agencies)}</optgroup>
                <optgroup label=t::link::groups(lang())>{options(|all| &all.groups)}</optgroup>
            </select>
        </div>
    }
}
