//! Where a filled-in value comes from and since when, and the way back after it was changed.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::autofill::same;
use motcua_shared::form::display::show;
use motcua_shared::form::look::{self, source_look};
use motcua_shared::vault::{Fact, FactSource};

use super::model::{FieldRef, FormModel};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live_view, memo};
use crate::ui::Icon;

/// What became of a value that was filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// Nothing was filled in.
    None,
    /// It stands as it was filled in.
    Kept,
    /// It was changed or emptied afterwards.
    Changed,
}

/// What became of the value of a question, tracked.
pub fn reuse(model: FormModel, field: FieldRef) -> Reuse {
    let Some(fact) = model.fact_of(field) else {
        return Reuse::None;
    };
    let kept = field.answer.with(|answer| {
        answer
            .as_ref()
            .is_some_and(|answer| same(answer, &fact.value))
    });
    if kept { Reuse::Kept } else { Reuse::Changed }
}

/// “Từ hồ sơ đã xác minh, UBND xã …, 12/11/2026”.
#[must_use]
pub fn source_words(source: &FactSource) -> String {
    look::source_words(source, lang())
}

/// The note of a value that stands as it was filled in.
#[must_use]
pub fn kept_note(source: &FactSource, id: String) -> AnyView {
    let (class, icon) = source_look(source.kind);
    view! { <p class=class id=id><Icon name=icon/>{source_words(source)}</p> }.into_any()
}

/// “Nguồn khác ghi: … (từ …)”, and the way to take that one.
fn other_note(model: FormModel, field: FieldRef, other: Fact) -> AnyView {
    let value = show(field.spec, &other.value, lang(), &model.directories);
    let words = t::fill::source_other(lang(), &value, &source_words(&other.source));
    let label = text(&field.spec.label);
    view! {
        <p class="source-note source-note--changed">
            <Icon name="alert"/>{words}" "
            <button class="source-note__action" type="button" on:click=handler(move |_: web_sys::MouseEvent| model.take_fact(field, &other))>
                {t::fill::source_take_other(lang())}<span class="visually-hidden">{format!(" – {label}")}</span>
            </button>
        </p>
    }
    .into_any()
}

/// “Bạn đã sửa. Giá trị được điền sẵn: …”.
#[must_use]
pub fn changed_words(model: FormModel, field: FieldRef, offered: &Answer) -> String {
    t::fill::source_changed(
        lang(),
        &show(field.spec, offered, lang(), &model.directories),
    )
}

/// The note of a question; nothing when nothing was filled in.
pub fn note(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || {
        field
            .reused
            .with(Option::is_some)
            .then(|| reused_note(model, field))
    })
    .into_any()
}

fn reused_note(model: FormModel, field: FieldRef) -> AnyView {
    let state = memo(move || reuse(model, field));
    live_view(move || {
        let id = format!("{}-source", field.id());
        let fact: Fact = match state.get() {
            Reuse::None => return None,
            _ => untrack(|| model.fact_of(field))?,
        };
        if state.get() == Reuse::Kept {
            let note = kept_note(&fact.source, id);
            let other = untrack(|| model.other_word(&fact));
            let other = other.map(|other| other_note(model, field, other));
            return Some(view! { {note}{other} }.into_any());
        }
        let label = text(&field.spec.label);
        Some(
            view! {
                <p class="source-note source-note--changed" id=id>
                    <Icon name="edit"/>{changed_words(model, field, &fact.value)}" "
                    <button class="source-note__action" type="button" on:click=handler(move |_: web_sys::MouseEvent| model.take_offered_again(field))>
                        {t::fill::source_take_again(lang())}<span class="visually-hidden">{format!(" – {label}")}</span>
                    </button>
                </p>
            }
            .into_any(),
        )
    })
    .into_any()
}
