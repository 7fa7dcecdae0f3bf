//! One question on the page: label, hint, error, source note, input, in this order, tied together by ids
//! (accessibility.md §4). The frame is here, the inputs are in [`super::input`].

use leptos::prelude::*;
use motcua_shared::form::look::usual_hint;
use motcua_shared::form::{Issue, Severity};

use super::input;
use super::model::{FieldRef, FormModel};
use super::{people, source_note};
use crate::i18n::{Bilingual, lang, lang_of, t, text};
use crate::reactive::{derived, live, live_view};
use crate::ui::Icon;

/// A question that comes and goes with its condition.
pub fn question(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || model.is_asked(field).then(|| content(model, field))).into_any()
}

/// A question inside a row, which comes and goes with its condition.
pub fn row_question(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || field.visible.get().then(|| content(model, field))).into_any()
}

fn content(model: FormModel, field: FieldRef) -> AnyView {
    let request = model.request_for(field).map(|item| {
        view! {
            <div class="banner banner--attention">
                <Icon name="alert"/>
                <div class="banner__body"><p><strong>{t::fill::request_heading(lang())}</strong>" "{item.reason}</p></div>
            </div>
        }
    });
    let question = if field.spec.read_only_if.is_some() {
        live_view(move || {
            if field.read_only.get() {
                input::read_only::shown(model, field)
            } else {
                input::input(model, field)
            }
        })
        .into_any()
    } else {
        input::input(model, field)
    };
    view! { {request}{people::choice(model, field)}{question} }.into_any()
}

/// Id of the hint.
#[must_use]
pub fn hint_id(field: FieldRef) -> String {
    format!("{}-hint", field.id())
}

/// Id of the error line of a question or of a part of it (`part` empty for the question itself).
#[must_use]
pub fn error_id(field: FieldRef, part: &str) -> String {
    format!("{}-error", part_id(field, part))
}

/// Id of the input of a part of a question (`part` empty for the question itself).
#[must_use]
pub fn part_id(field: FieldRef, part: &str) -> String {
    if part.is_empty() {
        field.id()
    } else {
        format!("{}.{part}", field.id())
    }
}

/// The issues that stand at a part, tracked: for the question itself also those of parts that have no line of their own.
fn issues_at(field: FieldRef, part: &str, own_lines: &[&str]) -> Vec<Issue> {
    let path = if part.is_empty() {
        field.path.clone()
    } else {
        format!("{}.{part}", field.path)
    };
    field.issues.with(|issues| {
        let at_part = |issue: &&Issue| {
            let tail = issue.path.rsplit_once('.').map_or("", |(_, tail)| tail);
            issue.path == path || (part.is_empty() && !own_lines.contains(&tail))
        };
        issues.iter().filter(at_part).cloned().collect()
    })
}

/// Whether there is an error at the question or a part of it, tracked.
pub fn has_error(field: FieldRef, part: &'static str) -> Signal<bool> {
    let is_here = move |issue: &Issue| {
        // An error of the whole question is an error of each part.
        issue.severity == Severity::Error
            && (part.is_empty()
                || issue.path == field.path
                || issue
                    .path
                    .rsplit_once('.')
                    .is_some_and(|(_, tail)| tail == part))
    };
    derived(move || field.issues.with(|issues| issues.iter().any(is_here)))
}

/// The error lines (and hints to look again) of a question or a part; nothing when there are none.
pub fn error_lines(
    model: FormModel,
    field: FieldRef,
    part: &'static str,
    own_lines: &'static [&'static str],
) -> AnyView {
    live_view(move || {
        let issues = issues_at(field, part, own_lines);
        if issues.is_empty() {
            return None;
        }
        let lines: Vec<AnyView> = issues
            .iter()
            .map(|issue| {
                let message = issue.message(model.form(), lang());
                if issue.severity == Severity::Error {
                    view! { <p class="field__error"><Icon name="error"/><span>{t::fill::error_word(lang())}" "{message}</span></p> }.into_any()
                } else {
                    view! { <p class="field__warning"><Icon name="alert"/><span>{message}</span></p> }.into_any()
                }
            })
            .collect();
        Some(view! { <div class="field__issues" id=error_id(field, part)>{lines}</div> })
    })
    .into_any()
}

/// Ids that describe the input: hint, error, source, in this order; tracked.
pub fn described(field: FieldRef) -> Signal<Option<String>> {
    described_beside(field, &[])
}

/// The same for a question of which some parts have error lines of their own.
fn described_beside(field: FieldRef, own_lines: &'static [&'static str]) -> Signal<Option<String>> {
    derived(move || {
        let mut ids = Vec::new();
        if has_hint(field) {
            ids.push(hint_id(field));
        }
        if !issues_at(field, "", own_lines).is_empty() {
            ids.push(error_id(field, ""));
        }
        if field.reused.with(Option::is_some) {
            ids.push(format!("{}-source", field.id()));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// `"true"` or nothing, for ARIA attributes.
pub fn flag(is: bool) -> Option<&'static str> {
    is.then_some("true")
}

/// The words of the label with the mark of an optional question.
pub fn label_words(field: FieldRef) -> AnyView {
    let mark = |required: bool| {
        (!required).then(
            || view! { " "<span class="field__optional">{t::fill::optional_mark(lang())}</span> },
        )
    };
    let optional = match field.spec.required_if {
        Some(_) => live_view(move || mark(field.required.get())).into_any(),
        None => mark(field.spec.required).into_any(),
    };
    view! { <span lang=lang_of(&field.spec.label)>{text(&field.spec.label)}</span>{optional} }
        .into_any()
}

fn has_hint(field: FieldRef) -> bool {
    field.spec.help.is_some() || usual_hint(&field.spec.kind, lang()).is_some()
}

/// The hint of the definition, or the usual one of the type; then what the person may open to read more.
pub fn hint(field: FieldRef) -> Option<AnyView> {
    let hint = match &field.spec.help {
        Some(help) => Some((text(help), lang_of(help))),
        None => usual_hint(&field.spec.kind, lang()).map(|words| (words, None)),
    };
    let hint = hint
        .map(|(words, of)| view! { <p class="field__hint" id=hint_id(field) lang=of>{words}</p> });
    let more: Vec<AnyView> = [
        (t::fill::why_asked(lang()), &field.spec.why),
        (t::fill::where_to_find(lang()), &field.spec.find),
    ]
    .into_iter()
    .filter_map(|(title, words)| Some(more(field, title, words.as_ref()?)))
    .collect();
    let more = (!more.is_empty()).then(|| view! { <div class="field__more">{more}</div> });
    (hint.is_some() || more.is_some()).then(|| view! { {hint}{more} }.into_any())
}

/// Reading that stays closed until somebody wants it.
fn more(field: FieldRef, title: &'static str, words: &'static Bilingual) -> AnyView {
    view! {
        <details class="disclosure disclosure--field">
            <summary>{title}<span class="visually-hidden">{format!(" – {}", text(&field.spec.label))}</span></summary>
            <p class="disclosure__body" lang=lang_of(words)>{text(words)}</p>
        </details>
    }
    .into_any()
}

/// The frame of a question with one input; the input's id is the question's.
pub fn single(model: FormModel, field: FieldRef, input: AnyView) -> AnyView {
    view! {
        <div class="field" data-field=field.path.clone()>
            <label class="field__label" for=field.id()>{label_words(field)}</label>
            {hint(field)}
            {error_lines(model, field, "", &[])}
            {source_note::note(model, field)}
            {input}
        </div>
    }
    .into_any()
}

/// The frame of a question with several inputs. Parts in `own_lines` show their errors themselves.
pub fn group(
    model: FormModel,
    field: FieldRef,
    class: &'static str,
    own_lines: &'static [&'static str],
    inputs: AnyView,
) -> AnyView {
    let described = described_beside(field, own_lines);
    view! {
        <fieldset class=class data-field=field.path.clone() aria-describedby=live(move || described.get())>
            <legend class="field__label">{label_words(field)}</legend>
            {hint(field)}
            {error_lines(model, field, "", own_lines)}
            {source_note::note(model, field)}
            {inputs}
        </fieldset>
    }
    .into_any()
}
