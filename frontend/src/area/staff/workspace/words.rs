//! Actions that carry words only: a message, a reason, a note or an opinion.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};
use motcua_shared::text::lower_first;

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::ui::Icon;

const FIELD: &str = "action-words";
/// Part of the kept words.
pub const WORDS: &str = "words";

/// What the box of an action asks for.
#[derive(Clone, Copy)]
struct Question {
    label: &'static str,
    hint: &'static str,
    needed: bool,
}

/// The question of an action.
fn question(action: Action) -> Question {
    let (label, hint, needed) = match action {
        Action::Refuse => (
            t::staff::refuse_label(lang()),
            t::staff::refuse_hint(lang()),
            true,
        ),
        Action::Propose => (
            t::staff::opinion_label(lang()),
            t::staff::note_hint(lang()),
            true,
        ),
        Action::RejectWithdrawal => (
            t::staff::reject_withdrawal_label(lang()),
            t::staff::reject_withdrawal_hint(lang()),
            true,
        ),
        Action::StopUnanswered | Action::StopUnpaid => (
            t::staff::stop_label(lang()),
            t::staff::stop_hint(lang()),
            true,
        ),
        Action::FinishPart => (
            t::flow::findings_label(lang()),
            t::staff::note_hint(lang()),
            true,
        ),
        Action::Recall => (
            t::flow::recall_label(lang()),
            t::staff::note_hint(lang()),
            true,
        ),
        Action::AllowSupplement => (
            t::staff::allow_supplement_label(lang()),
            t::staff::note_hint(lang()),
            true,
        ),
        Action::Recalculate => (
            t::staff::recalculate_label(lang()),
            t::staff::public_reason_hint(lang()),
            true,
        ),
        Action::CorrectResult => (
            t::staff::correct_label(lang()),
            t::staff::public_reason_hint(lang()),
            true,
        ),
        Action::RevokeResult => (
            t::staff::revoke_label(lang()),
            t::staff::public_reason_hint(lang()),
            true,
        ),
        Action::TakeSupplement => (
            t::counter::supplement_label(lang()),
            t::counter::supplement_hint(lang()),
            true,
        ),
        Action::TakeWithdrawal => (
            t::staff::take_withdrawal_label(lang()),
            t::staff::take_withdrawal_hint(lang()),
            true,
        ),
        Action::TakePapers => (
            t::counter::take_label(lang()),
            t::counter::take_hint(lang()),
            false,
        ),
        Action::Approve | Action::Forward => (
            t::staff::note_label(lang()),
            t::staff::note_hint(lang()),
            false,
        ),
        _ => (
            t::staff::message_label(lang()),
            t::staff::message_hint(lang()),
            false,
        ),
    };
    Question {
        label,
        hint,
        needed,
    }
}

/// The command of an action that carries words only.
fn command(action: Action, words: String) -> Option<Command> {
    Some(match action {
        Action::Accept => Command::Accept { message: words },
        Action::Refuse => Command::Refuse { reason: words },
        Action::Propose => Command::Propose { note: words },
        Action::Approve => Command::Approve { note: words },
        Action::HandOver => Command::HandOver { message: words },
        Action::ConfirmWithdrawal => Command::ConfirmWithdrawal { message: words },
        Action::RejectWithdrawal => Command::RejectWithdrawal { reason: words },
        Action::StopUnanswered => Command::StopUnanswered { message: words },
        Action::FinishPart => Command::FinishPart { findings: words },
        Action::Recall => Command::Recall { reason: words },
        Action::StopUnpaid => Command::StopUnpaid { message: words },
        Action::AllowSupplement => Command::AllowSupplement { reason: words },
        Action::Recalculate => Command::Recalculate { reason: words },
        Action::ResolveAtOnce => Command::ResolveAtOnce { message: words },
        Action::CorrectResult => Command::CorrectResult { reason: words },
        Action::RevokeResult => Command::RevokeResult { reason: words },
        Action::TakeWithdrawal => Command::TakeWithdrawal { reason: words },
        Action::TakePapers => Command::TakePapers { note: words },
        Action::TakeSupplement => Command::TakeSupplement { papers: words },
        _ => return None,
    })
}

/// The form.
#[component]
pub fn WordsForm(desk: Desk, action: Action) -> impl IntoView {
    let words = kept_words(desk, action);
    let missing = RwSignal::new(false);
    let asked = question(action);
    let submit = Callback::new(move |()| {
        let text = words.get_untracked();
        missing.set(asked.needed && text.trim().is_empty());
        if missing.get_untracked() {
            focus_by_id(FIELD);
        } else if let Some(command) = command(action, text) {
            desk.send(command);
        }
    });
    let before = match action {
        Action::Accept => view! { <p>{t::staff::accept_text(lang())}</p> }.into_any(),
        Action::Refuse => view! { <p>{t::staff::refuse_text(lang())}</p> }.into_any(),
        Action::ConfirmWithdrawal | Action::RejectWithdrawal => withdrawal_reason(desk),
        Action::StopUnanswered => view! { <p>{t::staff::stop_text(lang())}</p> }.into_any(),
        Action::Recalculate => view! { <p>{t::staff::recalculate_text(lang())}</p> }.into_any(),
        Action::CorrectResult => view! { <p>{t::staff::correct_text(lang())}</p> }.into_any(),
        Action::RevokeResult => view! { <p>{t::staff::revoke_text(lang())}</p> }.into_any(),
        Action::Approve => view! { <p>{t::staff::approve_text(lang())}</p> }.into_any(),
        Action::ResolveAtOnce => {
            view! { <p>{t::staff::resolve_at_once_text(lang())}</p> }.into_any()
        }
        Action::TakeWithdrawal => {
            view! { <p>{t::staff::take_withdrawal_text(lang())}</p> }.into_any()
        }
        Action::Recall => view! { <p>{t::flow::recall_text(lang())}</p> }.into_any(),
        Action::StopUnpaid => view! { <p>{t::flow::stop_unpaid_text(lang())}</p> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <ActionForm desk submit>
            {before}
            <WordsBox id=FIELD label=asked.label hint=asked.hint needed=asked.needed words missing/>
        </ActionForm>
    }
}

/// The words of an action's box, kept as they are typed.
pub fn kept_words(desk: Desk, action: Action) -> RwSignal<String> {
    let id = desk.id();
    let words = RwSignal::new(kept::recall(&id, action, WORDS));
    Effect::new(move |again: Option<()>| {
        let text = words.get();
        if again.is_some() {
            kept::keep(&id, action, WORDS, text);
        }
    });
    words
}

/// What the applicant wrote when asking to withdraw.
fn withdrawal_reason(desk: Desk) -> AnyView {
    let reason = desk.dossier.with_untracked(|dossier| {
        dossier
            .timeline
            .iter()
            .rev()
            .find(|event| {
                let asked = [Action::RequestWithdrawal, Action::TakeWithdrawal];
                asked.contains(&event.action)
            })
            .map(|event| event.words.clone())
    });
    reason
        .map(|reason| view! { <p>{t::staff::withdrawal_reason(lang(), &reason)}</p> })
        .into_any()
}

/// A box for several lines with label, hint and error.
#[component]
pub fn WordsBox(
    /// Id of the box.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Who reads it.
    #[prop(into)]
    hint: String,
    /// Must not stay empty.
    needed: bool,
    /// The words.
    words: RwSignal<String>,
    /// Sending found it empty.
    missing: RwSignal<bool>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let error = t::staff::words_missing(lang(), &lower_first(&label));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            if missing.get() {
                format!("{hint_id} {error_id}")
            } else {
                hint_id.clone()
            }
        }
    };
    // A box that is taken away with its dialog still says `change`: its signals are gone by then.
    let checked = move |_| {
        if words.try_with_untracked(|words| !words.trim().is_empty()) == Some(true) {
            missing.try_set(false);
        }
    };
    let typed = move |event| {
        words.try_set(event_target_value(&event));
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}{(!needed).then(|| view! { " "<span class="field__optional">{t::staff::optional(lang())}</span> })}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            {live_view(move || missing.get().then(|| view! {
                <p class="field__error" id=error_id.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{error.clone()}</span></p>
            }))}
            <textarea class="input" id=id rows="4" aria-required=needed.then_some("true") aria-invalid=live(move || missing.get().then_some("true"))
                aria-describedby=described prop:value=live(move || words.get()) on:input=handler(typed) on:change=handler(checked)></textarea>
        </div>
    }
}
