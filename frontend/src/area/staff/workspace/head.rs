//! Head of the workspace: what it is, whose it is, where it lies, until when.

use leptos::prelude::*;
use motcua_shared::time::show_moment;

use super::desk::{Desk, HEADING};
use crate::area::dossier::deadline::Deadline;
use crate::area::staff::place;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{derived, live_view, memo};
use crate::ui::{BackLink, StatusTag};

/// The head.
#[component]
pub fn Head(desk: Desk) -> impl IntoView {
    let first = desk.dossier.get_untracked();
    let status = derived(move || desk.dossier.with(|dossier| dossier.row.status));
    let due = derived(move || desk.dossier.with(|dossier| dossier.row.due_at));
    let step = move || {
        desk.dossier.with(|dossier| {
            t::staff::step_line(lang(), &text(&dossier.row.step), &text(&dossier.row.unit))
        })
    };
    let assignee = move || {
        desk.dossier.with(|dossier| {
            let name = if dossier.row.assignee.is_empty() {
                t::staff::nobody(lang())
            } else {
                &dossier.row.assignee
            };
            t::staff::assignee_line(lang(), name)
        })
    };
    let promised = memo(move || desk.dossier.with(|dossier| dossier.promised_at));
    view! {
        <div class="workspace__head">
            <div>
                <BackLink href=derived(place::last) text=t::staff::back(lang())/>
                <h1 id=HEADING tabindex="-1"><span lang=lang_of(&first.row.procedure_name)>{text(&first.row.procedure_name)}</span>" "<StatusTag status/></h1>
                <p class="muted small"><span class="code">{first.row.code.clone()}</span>" · "{t::staff::head_line(lang(), &first.row.owner, &show_moment(first.row.submitted_at))}</p>
                <p class="muted small">{step}" · "{assignee}{live_view(move || promised.get().map(|at| format!(" · {}", t::staff::promised_line(lang(), &show_moment(at)))))}</p>
            </div>
            <Deadline due status/>
        </div>
    }
}
