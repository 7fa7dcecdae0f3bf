//! Unfinished e-forms: go on, or delete after a question.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::Timestamp;

use crate::a11y::{announce, focus_by_id};
use crate::api::{self, DeleteDraft, DraftSummary, Nothing, Problem};
use crate::area::dossier::deadline::now;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{derived, handler, live_view, memo};
use crate::route;
use crate::session::use_session;
use crate::ui::{BusyButton, Dialog, Icon, Tag};

const HEADING: &str = "drafts-heading";

/// How long ago a draft was saved, in words.
fn age(saved: Timestamp, now: Timestamp) -> String {
    let minutes = now.seconds_since(saved).max(0) / 60;
    let days = (now.local().date - saved.local().date).whole_days();
    match (minutes, days) {
        (0, _) => t::citizen::saved_now(lang()).to_owned(),
        (1..60, _) => t::citizen::saved_minutes(lang(), &minutes.to_string()),
        (_, ..=0) => t::citizen::saved_hours(lang(), &(minutes / 60).to_string()),
        (_, 1) => t::citizen::saved_yesterday(lang()).to_owned(),
        (_, days) => t::citizen::saved_days(lang(), &days.to_string()),
    }
}

/// The section; absent while there are none.
#[component]
pub fn Drafts(
    /// The drafts, newest first.
    drafts: Memo<Vec<DraftSummary>>,
    /// Fetch again.
    again: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<DraftSummary>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let any = memo(move || drafts.with(|drafts| !drafts.is_empty()));
    let ask = Callback::new(move |draft: DraftSummary| {
        problem.set(None);
        chosen.set(Some(draft));
        open.set(true);
    });
    let delete = Callback::new(move |()| {
        let Some(draft) = chosen.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let outcome = api::call::<DeleteDraft>(&[&draft.id], &Nothing {}).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    // The next draft, or what stands above the list, is where a person would look.
                    let next = drafts
                        .try_get_untracked()
                        .and_then(|all| next_after(&all, &draft.id));
                    open.try_set(false);
                    announce(t::citizen::deleted(lang(), &text(&draft.procedure_name)));
                    again.try_run(());
                    request_animation_frame(move || {
                        if !next.is_some_and(|next| focus_by_id(&button_id(&next))) {
                            focus_by_id(HEADING);
                        }
                    });
                }
                Err(found) => {
                    problem.try_set(Some(found));
                }
            }
        });
    });
    view! {
        {live_view(move || any.get().then(|| view! {
            <section class="stack" aria-labelledby=HEADING>
                <h2 class="section-title" id=HEADING tabindex="-1">{t::citizen::drafts_heading(lang())}</h2>
                <ul class="grid grid--wide" role="list">
                    <For each=move || drafts.get() key=|draft| (draft.id.clone(), draft.updated_at) let:draft><Card draft ask/></For>
                </ul>
                <p class="small muted">{t::citizen::shared_device(lang())}</p>
                <p><button class="button button--quiet button--danger" type="button" on:click=handler(move |_: web_sys::MouseEvent| session.sign_out(true))><Icon name="trash"/>{t::portal::forget_everything(lang())}</button></p>
            </section>
        }))}
        <Dialog open id="delete-title" title=derived(|| t::citizen::delete_title(lang()).to_owned())>
            <div class="dialog__body stack">
                <p>{live_view(move || chosen.get().map(|draft| t::citizen::delete_text(lang(), &text(&draft.procedure_name))))}</p>
                {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.detail}</span></p> }))}
            </div>
            <div class="dialog__foot button-row">
                <button class="button" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::citizen::delete_keep(lang())}</button>
                <BusyButton class="button--secondary button--danger" text=derived(|| t::citizen::delete_confirm(lang()).to_owned())
                    busy_text=derived(|| t::citizen::deleting(lang()).to_owned()) busy on_press=delete/>
            </div>
        </Dialog>
    }
}

fn button_id(draft: &str) -> String {
    format!("delete-{draft}")
}

fn next_after(drafts: &[DraftSummary], id: &str) -> Option<String> {
    let at = drafts.iter().position(|draft| draft.id == id)?;
    drafts
        .get(at + 1)
        .or_else(|| drafts.get(at.checked_sub(1)?))
        .map(|draft| draft.id.clone())
}

#[component]
fn Card(draft: DraftSummary, ask: Callback<DraftSummary>) -> impl IntoView {
    let name = text(&draft.procedure_name);
    let words = t::citizen::draft_name(lang(), &name);
    let (tag, tone) = match &draft.supplements {
        Some(_) => (t::citizen::draft_supplement(lang()), Tone::Attention),
        None => (t::citizen::draft_tag(lang()), Tone::Neutral),
    };
    let href = route::draft(&draft.id);
    let chosen = draft.clone();
    view! {
        <li class="card">
            <p><Tag tone icon="edit" text=tag/></p>
            <h3 class="card__title" lang=lang_of(&draft.procedure_name)>{name}</h3>
            <p class="card__text">{age(draft.updated_at, now())}</p>
            <p class="button-row">
                <a class="button button--secondary" href=href>{t::citizen::draft_continue(lang())}" "<span class="visually-hidden">{words.clone()}</span></a>
                <button class="button button--quiet button--danger" type="button" id=button_id(&draft.id) on:click=handler(move |_: web_sys::MouseEvent| ask.run(chosen.clone()))>
                    <Icon name="trash"/>{t::citizen::draft_delete(lang())}" "<span class="visually-hidden">{words}</span>
                </button>
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str) -> DraftSummary {
        DraftSummary {
            id: id.to_owned(),
            procedure: String::new(),
            procedure_name: motcua_shared::i18n::Bilingual::default(),
            supplements: None,
            updated_at: Timestamp::default(),
        }
    }

    #[test]
    fn after_a_deletion_the_focus_goes_to_the_neighbour() {
        let all = [draft("a"), draft("b"), draft("c")];
        assert_eq!(next_after(&all, "a").as_deref(), Some("b"));
        assert_eq!(next_after(&all, "c").as_deref(), Some("b"));
        assert_eq!(next_after(&[draft("a")], "a"), None);
        assert_eq!(next_after(&all, "x"), None);
    }
}
