//! Asking for a supplement: everything at once (R-OSS-05), papers first, then the answers by section; each chosen item
//! gets its reason, typed or from ready-made wordings.

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command, SupplementItem};
use motcua_shared::form::{Evaluation, Kind};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::line::LineBox;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t, text};
use crate::json;
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

const ITEMS: &str = "items";

/// Something that can be asked for.
#[derive(Clone, Copy)]
struct Candidate {
    field: StoredValue<String>,
    label: StoredValue<String>,
    /// A file slot, and whether it has files.
    paper: Option<bool>,
    chosen: RwSignal<bool>,
    reason: RwSignal<String>,
    missing: RwSignal<bool>,
}

/// A heading with its candidates.
type Part = (String, Vec<Candidate>);

/// The papers, then the sections of the form, as they apply to this dossier.
fn parts(desk: Desk) -> Vec<Part> {
    let form = desk.form.get_untracked();
    let dossier = desk.dossier.get_untracked();
    let kept: BTreeMap<String, String> = json::read(&kept::recall(
        &dossier.row.id,
        Action::RequestSupplement,
        ITEMS,
    ))
    .unwrap_or_default();
    let evaluation = Evaluation::new(
        &form,
        &dossier.answers,
        dossier.row.submitted_at.local().date,
    );
    let candidate = |field: &motcua_shared::form::Field| {
        let files = dossier.files.iter().any(|file| file.field == field.key);
        Candidate {
            field: StoredValue::new(field.key.clone()),
            label: StoredValue::new(text(&field.label)),
            paper: matches!(field.kind, Kind::File(_)).then_some(files),
            chosen: RwSignal::new(kept.contains_key(&field.key)),
            reason: RwSignal::new(kept.get(&field.key).cloned().unwrap_or_default()),
            missing: RwSignal::new(false),
        }
    };
    let mut papers = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for section in &form.sections {
        let mut answers = Vec::new();
        for field in section
            .groups
            .iter()
            .flat_map(|group| &group.fields)
            .filter(|field| evaluation.is_visible(&field.key))
        {
            match field.kind {
                Kind::File(_) => papers.push(candidate(field)),
                Kind::Computed(_) | Kind::Note(_) => {}
                _ => answers.push(candidate(field)),
            }
        }
        if !answers.is_empty() {
            parts.push((text(&section.title), answers));
        }
    }
    if !papers.is_empty() {
        parts.insert(0, (t::staff::supplement_papers(lang()).to_owned(), papers));
    }
    parts
}

/// Button and words of the ready-made wordings for a candidate.
fn wordings(paper: Option<bool>) -> Vec<(&'static str, &'static str)> {
    match paper {
        Some(true) => vec![
            (
                t::staff::ready_blurred(lang()),
                t::staff::ready_blurred_text(lang()),
            ),
            (
                t::staff::ready_incomplete(lang()),
                t::staff::ready_incomplete_text(lang()),
            ),
            (
                t::staff::ready_other_paper(lang()),
                t::staff::ready_other_paper_text(lang()),
            ),
        ],
        Some(false) => vec![(
            t::staff::ready_missing(lang()),
            t::staff::ready_missing_text(lang()),
        )],
        None => vec![
            (
                t::staff::ready_differs(lang()),
                t::staff::ready_differs_text(lang()),
            ),
            (
                t::staff::ready_unclear(lang()),
                t::staff::ready_unclear_text(lang()),
            ),
        ],
    }
}

fn reason_id(field: &str) -> String {
    format!("reason-{field}")
}

/// The form.
#[component]
pub fn Supplement(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::RequestSupplement);
    let none_chosen = RwSignal::new(false);
    // Needed late after acceptance only; the server says when.
    let basis = RwSignal::new(String::new());
    let accepted = desk
        .dossier
        .with_untracked(|dossier| dossier.accepted_at.is_some());
    let no_basis = RwSignal::new(false);
    let parts = parts(desk);
    let all: StoredValue<Vec<Candidate>> = StoredValue::new(
        parts
            .iter()
            .flat_map(|(_, candidates)| candidates.iter().copied())
            .collect(),
    );
    keep_items(desk, all);
    let count =
        memo(move || all.with_value(|all| all.iter().filter(|one| one.chosen.get()).count()));
    let submit = Callback::new(move |()| {
        let chosen: Vec<Candidate> = all.with_value(|all| {
            all.iter()
                .filter(|one| one.chosen.get_untracked())
                .copied()
                .collect()
        });
        none_chosen.set(chosen.is_empty());
        for one in &chosen {
            one.missing
                .set(one.reason.with_untracked(|reason| reason.trim().is_empty()));
        }
        if chosen.is_empty() {
            request_animation_frame(|| {
                focus_by_id("supplement-none");
            });
        } else if let Some(first) = chosen.iter().find(|one| one.missing.get_untracked()) {
            focus_by_id(&first.field.with_value(|field| reason_id(field)));
        } else {
            let items = chosen
                .iter()
                .map(|one| SupplementItem {
                    field: one.field.get_value(),
                    reason: one.reason.get_untracked(),
                })
                .collect();
            desk.send(Command::RequestSupplement {
                items,
                message: words.get_untracked(),
                basis: basis.get_untracked(),
            });
        }
    });
    let missing = RwSignal::new(false);
    let sections: Vec<_> = parts
        .into_iter()
        .enumerate()
        .map(|(index, (title, candidates))| {
            let open = index == 0 || candidates.iter().any(|one| one.chosen.get_untracked());
            let inside: Vec<RwSignal<bool>> = candidates.iter().map(|one| one.chosen).collect();
            let number = memo(move || inside.iter().filter(|chosen| chosen.get()).count());
            let items: Vec<_> = candidates.into_iter().map(|one| view! { <Item one/> }).collect();
            view! {
                <details class="disclosure disclosure--card" open=open>
                    <summary>{title}{live_view(move || (number.get() > 0).then(|| view! { " "<span class="badge">{t::staff::supplement_picked(lang(), &number.get().to_string())}</span> }))}</summary>
                    <div class="disclosure__body choices">{items}</div>
                </details>
            }
        })
        .collect();
    view! {
        <ActionForm desk submit>
            <p>{t::staff::supplement_intro(lang())}</p>
            {live_view(move || (none_chosen.get() && count.get() == 0).then(|| view! {
                <p class="field__error" id="supplement-none" tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::staff::supplement_none(lang())}</span></p>
            }))}
            <div class="stack stack--tight">{sections}</div>
            <WordsBox id="supplement-message" label=t::staff::message_label(lang()) hint=t::staff::message_hint(lang()) needed=false words missing/>
            {accepted.then(|| view! {
                <LineBox id="supplement-basis" label=t::staff::supplement_basis(lang()) hint=t::staff::supplement_basis_hint(lang()) error="" text=basis
                    missing=no_basis may_miss=true/>
            })}
        </ActionForm>
    }
}

/// Keeps what is chosen and why, until it is sent.
fn keep_items(desk: Desk, all: StoredValue<Vec<Candidate>>) {
    let id = desk.id();
    Effect::new(move |again: Option<()>| {
        let items: BTreeMap<String, String> = all.with_value(|all| {
            all.iter()
                .filter(|one| one.chosen.get())
                .map(|one| (one.field.get_value(), one.reason.get()))
                .collect()
        });
        if again.is_some() {
            kept::keep(&id, Action::RequestSupplement, ITEMS, json::write(&items));
        }
    });
}

#[component]
fn Item(one: Candidate) -> impl IntoView {
    let (label, field) = (one.label.get_value(), one.field.get_value());
    view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=live(move || one.chosen.get()) on:change=handler(move |event: web_sys::Event| one.chosen.set(event_target_checked(&event)))/>
            <span class="choice__text">{label}</span>
        </label>
        {live_view(move || one.chosen.get().then(|| view! { <Reason one id=reason_id(&field)/> }))}
    }
}

#[component]
fn Reason(one: Candidate, id: String) -> impl IntoView {
    let label = one.label.get_value();
    let error_id = format!("{id}-error");
    let described = {
        let error_id = error_id.clone();
        move || one.missing.get().then(|| error_id.clone())
    };
    let error = t::staff::supplement_reason_missing(lang(), &label);
    let target = id.clone();
    let ready: Vec<_> = wordings(one.paper)
        .into_iter()
        .map(|(name, words)| {
            let target = target.clone();
            let put = move |_| {
                one.reason.update(|reason| {
                    if !reason.trim().is_empty() {
                        reason.push(' ');
                    }
                    reason.push_str(words);
                });
                one.missing.set(false);
                focus_by_id(&target);
            };
            view! { <button class="chip" type="button" on:click=handler(put)>{name}</button> }
        })
        .collect();
    // A box that is taken away with its dialog still says `change`: its signals are gone by then.
    let checked = move |_| {
        if one
            .reason
            .try_with_untracked(|reason| !reason.trim().is_empty())
            == Some(true)
        {
            one.missing.try_set(false);
        }
    };
    view! {
        <div class="fields__conditional">
            <div class="field">
                <label class="field__label" for=id.clone()>{t::staff::supplement_reason(lang(), &label)}</label>
                {live_view(move || one.missing.get().then(|| view! {
                    <p class="field__error" id=error_id.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{error.clone()}</span></p>
                }))}
                <textarea class="input" id=id rows="2" aria-required="true" aria-invalid=live(move || one.missing.get().then_some("true")) aria-describedby=described
                    prop:value=live(move || one.reason.get()) on:input=handler(move |event: web_sys::Event| one.reason.set(event_target_value(&event))) on:change=handler(checked)></textarea>
                <div class="filter-chips" role="group" aria-label=t::staff::supplement_ready(lang())>{ready}</div>
            </div>
        </div>
    }
}
