//! The components of the dossier: which papers are there, which are missing, which this case does not need.

use leptos::prelude::*;
use motcua_shared::api::scan_field;
use motcua_shared::catalogue::Component;
use motcua_shared::form::{Evaluation, Form};

use super::desk::Desk;
use crate::api::StaffDossier;
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::ui::Icon;

/// What was counted or scanned at the counter of one component.
fn on_paper(dossier: &StaffDossier, key: &str) -> Option<(&'static str, &'static str, String)> {
    let slot = scan_field(key);
    let scans = dossier
        .files
        .iter()
        .filter(|file| file.field == slot)
        .count();
    let counted = dossier
        .came_in
        .papers
        .iter()
        .find(|count| count.component == key);
    if counted.is_some_and(|count| count.not_needed) {
        return Some(("", "minus", t::counter::paper_not_needed(lang()).to_owned()));
    }
    let counted = counted.map(|count| count.words(lang()));
    let scanned = (scans > 0).then(|| t::staff::component_files(lang(), &scans.to_string()));
    let words: Vec<String> = [counted, scanned]
        .into_iter()
        .flatten()
        .filter(|words| !words.is_empty())
        .collect();
    (!words.is_empty()).then(|| {
        (
            "checklist__item--present",
            "check-circle",
            words.join(" · "),
        )
    })
}

/// Ending of the class, icon and words for one component.
fn state(
    dossier: &StaffDossier,
    form: &Form,
    component: &Component,
) -> (&'static str, &'static str, String) {
    let field = component.field.as_str();
    if let Some(found) = on_paper(dossier, component.key()) {
        return found;
    }
    if field.is_empty() {
        return (
            "checklist__item--present",
            "check-circle",
            t::staff::component_form(lang()).to_owned(),
        );
    }
    let files = dossier
        .files
        .iter()
        .filter(|file| file.field == field)
        .count();
    if files > 0 {
        return (
            "checklist__item--present",
            "check-circle",
            t::staff::component_files(lang(), &files.to_string()),
        );
    }
    let evaluation = Evaluation::new(
        form,
        &dossier.answers,
        dossier.row.submitted_at.local().date,
    );
    if !evaluation.is_visible(field) {
        return ("", "minus", t::staff::component_absent(lang()).to_owned());
    }
    if form
        .field(field)
        .is_some_and(|field| evaluation.is_required(field))
    {
        return (
            "checklist__item--missing",
            "alert",
            t::staff::component_missing(lang()).to_owned(),
        );
    }
    ("", "minus", t::staff::component_optional(lang()).to_owned())
}

/// The card.
#[component]
pub fn Checklist(desk: Desk) -> impl IntoView {
    let items = move || {
        let form = desk.form.get();
        desk.dossier.with(|dossier| {
            dossier
                .components
                .iter()
                .map(|component| {
                    let (class, icon, words) = state(dossier, &form, component);
                    let asked = dossier.open_items.iter().find(|item| item.field == component.field);
                    view! {
                        <li class=format!("checklist__item {class}")>
                            <Icon name=icon/>
                            <div>
                                <p class="checklist__name" lang=lang_of(&component.name)>{text(&component.name)}</p>
                                <p class="checklist__meta">{words}</p>
                                {asked.map(|item| view! { <p class="checklist__meta">{t::staff::asked(lang())}": "<span lang=vietnamese()>{item.reason.clone()}</span></p> })}
                            </div>
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="summary-card" aria-labelledby="components-title">
            <div class="summary-card__head"><h2 class="summary-card__title" id="components-title">{t::staff::components(lang())}</h2></div>
            <ul class="checklist" role="list">{items}</ul>
        </section>
    }
}
