//! Recording a verification (R-FLOW-06): place and time, people, findings.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::line::LineBox;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};

const WORDS: &str = "action-words";

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
