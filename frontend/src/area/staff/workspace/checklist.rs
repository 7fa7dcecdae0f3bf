//! The components of the dossier: which papers are there, which are missing, which this case does not need.

use leptos::prelude::*;
use motcua_shared::form::{Evaluation, Form};

use super::desk::Desk;
use crate::api::StaffDossier;
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::ui::Icon;

/// Ending of the class, icon and words for one component.
fn state(dossier: &StaffDossier, form: &Form, field: &str) -> (&'static str, &'static str, String) {
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
                    let (class, icon, words) = state(dossier, &form, &component.field);
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
