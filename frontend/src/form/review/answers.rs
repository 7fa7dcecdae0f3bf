//! The answers to check, section by section, with their sources, files, faults, and a way to change each that comes back.

use leptos::prelude::*;
use motcua_shared::form::display::show;
use motcua_shared::form::{Answer, Kind, Section};

use crate::form::field::error_lines;
use crate::form::model::{FieldRef, FormModel, Page, RowRef};
use crate::form::page::edit_href;
use crate::form::source_note::{Reuse, changed_words, kept_note, reuse};
use crate::form::upload::{content_url, show_size};
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::live_view;
use crate::ui::{Icon, SummaryCard, SummaryRow};

/// Id of the link that changes an answer: where the error summary goes.
#[must_use]
pub fn edit_id(path: &str) -> String {
    let top = path.split(['[', '.']).next().unwrap_or_default();
    format!("edit-{top}")
}

/// One card a section.
pub fn cards(model: FormModel) -> Vec<AnyView> {
    untrack(|| {
        model
            .form()
            .sections
            .iter()
            .filter_map(|section| card(model, section))
            .collect()
    })
}

fn card(model: FormModel, section: &'static Section) -> Option<AnyView> {
    let pages = model.pages().filter(|page| page.section.key == section.key);
    let rows: Vec<AnyView> = pages
        .flat_map(|page| {
            let visible = model
                .fields_of(page.index)
                .filter(|field| field.visible.get() && !matches!(field.spec.kind, Kind::Note(_)));
            visible
                .map(move |field| row(model, page, field))
                .collect::<Vec<_>>()
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(view! { <SummaryCard id=format!("review-{}", section.key) title=text(&section.title)>{rows}</SummaryCard> }.into_any())
}

fn row(model: FormModel, page: Page, field: FieldRef) -> AnyView {
    let label = text(&field.spec.label);
    let editable = model.is_open(field) && field.spec.kind.is_asked();
    let action = editable.then(|| {
        view! {
            <a href=edit_href(model, page, &field.spec.key) id=edit_id(&field.path)>
                {t::fill::edit(lang())}" "<span class="visually-hidden">{label.clone()}</span>
            </a>
        }
        .into_any()
    });
    let issues = editable.then(|| all_issues(model, field));
    let value = view! { {value(model, field)}{note(model, field)}{issues} }.into_any();
    match action {
        Some(action) => view! { <SummaryRow label value action/> }.into_any(),
        None => view! { <SummaryRow label value/> }.into_any(),
    }
}

fn all_issues(model: FormModel, field: FieldRef) -> AnyView {
    model.all_rows(field);
    let mut all = Vec::new();
    field.with_inner(&mut all);
    let inner: Vec<AnyView> = all
        .into_iter()
        .skip(1)
        .map(|inner| error_lines(model, inner, "", &[]))
        .collect();
    view! { {error_lines(model, field, "", &[])}{inner} }.into_any()
}

/// The answer as people read it.
pub fn value(model: FormModel, field: FieldRef) -> AnyView {
    match &field.spec.kind {
        Kind::File(_) => files(model, field),
        Kind::Signature(_) if untrack(|| !field.files().is_empty()) => files(model, field),
        Kind::Repeat(repeat) => {
            let rows = model.all_rows(field);
            if rows.is_empty() {
                return nothing();
            }
            let name = text(&repeat.row_label);
            let rows = rows
                .into_iter()
                .enumerate()
                .map(|(index, state)| repeat_row(model, format!("{name} {}", index + 1), state));
            rows.collect::<Vec<_>>().into_any()
        }
        Kind::Computed(computed) => field.answer.get_untracked().map_or_else(nothing, |answer| {
            view! { <span lang="vi">{computed.show(answer.text())}</span> }.into_any()
        }),
        _ => plain(model, field),
    }
}

fn nothing() -> AnyView {
    view! { <span class="muted">{t::fill::nothing_given(lang())}</span> }.into_any()
}

/// A plain answer; tracked, because the names of codes may still be on their way.
fn plain(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || match field.answer.get() {
        Some(answer) if !answer.is_empty() => {
            show(field.spec, &answer, lang(), &model.directories).into_any()
        }
        _ => match (&field.spec.kind, field.answer.get()) {
            (Kind::Check(_), _) => {
                show(field.spec, &Answer::Flag(false), lang(), &model.directories).into_any()
            }
            _ => nothing(),
        },
    })
    .into_any()
}

fn repeat_row(model: FormModel, name: String, row: RowRef) -> AnyView {
    let visible = row
        .fields()
        .iter()
        .filter(|inner| inner.visible.get_untracked());
    let lines: Vec<AnyView> = visible
        .map(|inner| view! { <li><span class="muted">{text(&inner.spec.label)}": "</span>{value(model, inner)}</li> }.into_any())
        .collect();
    view! { <p><strong>{name}</strong></p><ul role="list">{lines}</ul> }.into_any()
}

fn files(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || {
        let known = model.attachments.get();
        let files: Vec<AnyView> = field
            .files()
            .into_iter()
            .filter_map(|id| known.iter().find(|one| one.id == id).cloned())
            .map(|one| {
                let note = one.reused.as_ref().map(|source| kept_note(source, format!("review-source-{}", one.id)));
                view! {
                    <li>
                        <a href=content_url(&one.id) target="_blank" rel="external noopener">{one.name}</a>
                        <span class="muted">{format!(" · {}", show_size(one.bytes))}</span>
                        {note}
                    </li>
                }
                .into_any()
            })
            .collect();
        if files.is_empty() { nothing() } else { view! { <ul role="list">{files}</ul> }.into_any() }
    })
    .into_any()
}

fn note(model: FormModel, field: FieldRef) -> AnyView {
    live_view(move || {
        let fact = model.fact_of(field)?;
        match reuse(model, field) {
            Reuse::None => None,
            Reuse::Kept => Some(kept_note(&fact.source, format!("review-source-{}", field.path))),
            Reuse::Changed => Some(
                view! {
                    <p class="source-note source-note--changed" lang=lang_of(&field.spec.label)><Icon name="edit"/>{changed_words(model, field, &fact.value)}</p>
                }
                .into_any(),
            ),
        }
    })
    .into_any()
}
