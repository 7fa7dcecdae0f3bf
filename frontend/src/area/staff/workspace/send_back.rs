//! Returning the dossier to a step that it has passed: which one, and why.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::radios::Radios;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t, text};

const FIELD: &str = "return-reason";
const STEP: &str = "step";

/// The form.
#[component]
pub fn SendBack(desk: Desk) -> impl IntoView {
    let id = desk.id();
    let words = kept_words(desk, Action::ReturnToPrevious);
    let missing = RwSignal::new(false);
    let steps = desk
        .dossier
        .with_untracked(|dossier| dossier.earlier_steps.clone());
    // The step just before first: it is the usual one.
    let choices: Vec<(String, String)> = steps
        .iter()
        .rev()
        .map(|(key, title)| (key.clone(), text(title)))
        .collect();
    let kept = kept::recall(&id, Action::ReturnToPrevious, STEP);
    let usual = choices.first().map(|(key, _)| key.clone());
    let known = choices.iter().any(|(key, _)| *key == kept);
    let step = RwSignal::new(if known {
        kept
    } else {
        usual.unwrap_or_default()
    });
    Effect::new(move |again: Option<()>| {
        let chosen = step.get();
        if again.is_some() {
            kept::keep(&id, Action::ReturnToPrevious, STEP, chosen);
        }
    });
    let submit = Callback::new(move |()| {
        let reason = words.get_untracked();
        missing.set(reason.trim().is_empty());
        if missing.get_untracked() {
            focus_by_id(FIELD);
            return;
        }
        let step = Some(step.get_untracked()).filter(|step| !step.is_empty());
        desk.send(Command::ReturnToPrevious { reason, step });
    });
    view! {
        <ActionForm desk submit>
            <Radios name="return-step" legend=t::staff::return_step(lang()) choices chosen=step/>
            <WordsBox id=FIELD label=t::staff::return_label(lang()) hint=t::staff::note_hint(lang()) needed=true words missing/>
        </ActionForm>
    }
}
