//! A result drafted from the template of its procedure: the lines with what the answers say, to be mended; a look at the page; then
//! it is issued with its number.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::Action;

use super::desk::Desk;
use super::dialog::ActionForm;
use crate::a11y::focus_by_id;
use crate::api::{self, IssueResult, RESULT_PREVIEW_PATH, ResultDraft, ResultIssue, ResultLine};
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::i18n::{lang, t};
use crate::json;
use crate::reactive::{live, live_view};
use crate::ui::Icon;

const FIRST: &str = "draft-0";
const PREVIEW: &str = "draft-preview";

/// The form.
#[component]
pub fn DraftedResult(desk: Desk, draft: ResultDraft) -> impl IntoView {
    let ResultDraft {
        title,
        number,
        lines,
        closing,
    } = draft;
    let lines: Vec<(String, Typed)> = lines
        .into_iter()
        .map(|line| (line.label, Typed::of(line.value)))
        .collect();
    let closing = Typed::of(closing);
    let kept = StoredValue::new(lines.clone());
    let wanted = move || ResultIssue {
        version: desk.version(),
        lines: kept.with_value(|lines| {
            let line = |(label, typed): &(String, Typed)| ResultLine {
                label: label.clone(),
                value: typed.text.get(),
            };
            lines.iter().map(line).collect()
        }),
        closing: closing.text.get(),
    };
    let empty = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        if desk.busy.get_untracked() {
            return;
        }
        let wanted = untrack(wanted);
        empty.set(!wanted.is_sensible());
        if empty.get_untracked() {
            focus_by_id(FIRST);
            return;
        }
        desk.problem.set(None);
        desk.busy.set(true);
        spawn_local(async move {
            let outcome = api::call::<IssueResult>(&[&desk.id()], &wanted).await;
            desk.finish(Action::AddResult, outcome);
        });
    });
    let boxes: Vec<_> = lines
        .into_iter()
        .enumerate()
        .map(|(at, (label, typed))| {
            view! { <FieldBox id=format!("draft-{at}") label=label typed=typed may_miss=true/> }
                .into_any()
        })
        .collect();
    let numbered = if number.is_empty() {
        t::staff::draft_number_later(lang()).to_owned()
    } else {
        t::staff::draft_number(lang(), &number)
    };
    let action = RESULT_PREVIEW_PATH.replace("{id}", &desk.id());
    view! {
        <ActionForm desk submit says=t::staff::draft_issue(lang())>
            <p><strong lang="vi">{title}</strong></p>
            <p class="small muted">{numbered}</p>
            {live_view(move || empty.get().then(|| view! {
                <p class="field__error" role="alert"><Icon name="error"/><span>{t::staff::draft_empty(lang())}</span></p>
            }))}
            <div class="fields">{boxes}</div>
            <FieldBox id="draft-closing" label=t::staff::draft_closing(lang()) typed=closing may_miss=true/>
            <p><button class="button button--secondary" type="submit" form=PREVIEW><Icon name="eye"/>{t::staff::draft_preview(lang())}</button></p>
        </ActionForm>
        // A form of its own: the answer is a file that opens beside this page.
        <form id=PREVIEW method="post" enctype="text/plain" action=action target="_blank">
            <input type="hidden" name="draft" prop:value=live(move || json::write(&wanted()))/>
        </form>
    }
}
