//! Sending a dossier to the competent agency (R-OSS-10): which one, and why. The applicant reads the reason.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, live_view};
use crate::ui::Icon;

const WORDS: &str = "action-words";
const NONE: &str = "agency-none";

/// The form.
#[component]
pub fn Elsewhere(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::SendToAgency);
    let agency = RwSignal::new(String::new());
    let (none, missing) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let (agency, reason) = (agency.get_untracked(), words.get_untracked());
        none.set(agency.is_empty());
        missing.set(reason.trim().is_empty());
        if agency.is_empty() {
            request_animation_frame(|| {
                focus_by_id(NONE);
            });
        } else if reason.trim().is_empty() {
            focus_by_id(WORDS);
        } else {
            desk.send(Command::SendToAgency { agency, reason });
        }
    });
    let known = desk
        .dossier
        .with_untracked(|dossier| dossier.agencies.clone());
    let choices: Vec<_> = known
        .into_iter()
        .map(|one| {
            let (mine, chosen) = (one.code.clone(), one.code.clone());
            let pick = move |_| {
                agency.set(chosen.clone());
                none.set(false);
            };
            view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name="agency" prop:checked=live(move || agency.with(|agency| *agency == mine)) on:change=handler(pick)/>
                    <span class="choice__text">{text(&one.name)}<span class="choice__hint">{one.address}</span></span>
                </label>
            }
        })
        .collect();
    view! {
        <ActionForm desk submit>
            <p>{t::staff::elsewhere_text(lang())}</p>
            {live_view(move || none.get().then(|| view! {
                <p class="field__error" id=NONE tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::staff::elsewhere_missing(lang())}</span></p>
            }))}
            <fieldset class="field">
                <legend class="field__label">{t::staff::elsewhere_agency(lang())}</legend>
                <div class="choices picker">{choices}</div>
            </fieldset>
            <WordsBox id=WORDS label=t::staff::elsewhere_reason(lang()) hint=t::staff::public_reason_hint(lang()) needed=true words missing/>
        </ActionForm>
    }
}
