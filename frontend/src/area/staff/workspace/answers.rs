//! The answers by section, each with what is known about it: reused, changed after reuse, changed by a supplement, asked
//! for, or doubtful by a rule of the form.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::form::Answer;
use motcua_shared::form::autofill::same;

use super::desk::Desk;
use crate::api::{FILLED_DOCX_PATH, FILLED_PDF_PATH, StaffDossier};
use crate::area::dossier::answers::{AnswerLine, answer_text, sections, source_text};
use crate::directory::{Directories, use_directories};
use crate::i18n::{lang, t, vietnamese};
use crate::reactive::{live_view, memo};
use crate::ui::{Banner, DocumentLink, Icon, SummaryCard};

/// All sections.
#[component]
pub fn Answers(desk: Desk) -> impl IntoView {
    let directories = use_directories();
    let id = desk
        .dossier
        .with_untracked(|dossier| dossier.row.id.clone());
    let paper = move |path: &str| path.replace("{id}", &id);
    let warnings = memo(move || {
        let form = desk.form.get();
        desk.dossier.with(|dossier| {
            dossier
                .warnings
                .iter()
                .map(|issue| issue.message(&form, lang()))
                .collect::<Vec<_>>()
        })
    });
    let shown = memo(move || {
        let form = desk.form.get();
        desk.dossier.with(|dossier| {
            sections(
                &form,
                &dossier.answers,
                dossier.row.submitted_at.local().date,
                directories,
            )
        })
    });
    // Only what the marks need: a new status must not build the answers again.
    let marks = memo(move || {
        desk.dossier.with(|dossier| {
            (
                dossier.marks.clone(),
                dossier.before_supplement.clone(),
                dossier.open_items.clone(),
                dossier.warnings.clone(),
            )
        })
    });
    let cards = move || {
        marks.track();
        let dossier = desk.dossier.get_untracked();
        shown
            .get()
            .into_iter()
            .map(|section| {
                let rows: Vec<_> = section.lines.into_iter().map(|line| row(line, &dossier, desk, directories)).collect();
                view! { <SummaryCard id=format!("answers-{}", section.key) title=section.title>{rows}</SummaryCard> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        {live_view(move || warnings.with(|warnings| (!warnings.is_empty()).then(|| {
            let lines: Vec<_> = warnings.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
            view! { <Banner tone=Tone::Attention id="warnings-title" title=t::staff::warnings(lang())><ul>{lines}</ul></Banner> }
        })))}
        <p class="cluster">
            <DocumentLink href=paper(FILLED_PDF_PATH) text=t::document::filled_pdf(lang())/>
            <DocumentLink href=paper(FILLED_DOCX_PATH) text=t::document::filled_docx(lang())/>
        </p>
        {cards}
    }
}

fn row(line: AnswerLine, dossier: &StaffDossier, desk: Desk, directories: Directories) -> AnyView {
    let form = desk.form.get_untracked();
    let shown = |answer: &Answer| {
        form.field(&line.field)
            .map(|field| answer_text(field, Some(answer), directories))
            .unwrap_or_default()
    };
    let not_given = t::dossier_page::not_given(lang());
    let or_nothing = |text: String| {
        if text.is_empty() {
            not_given.to_owned()
        } else {
            text
        }
    };
    let reuse = dossier.marks.get(&line.field);
    let before = dossier.before_supplement.get(&line.field);
    let asked = dossier
        .open_items
        .iter()
        .find(|item| item.field == line.field);
    let warned: Vec<String> = dossier
        .warnings
        .iter()
        .filter(|issue| issue.field_path() == line.field)
        .map(|issue| issue.message(&form, lang()))
        .collect();
    let source = reuse
        .filter(|mark| !mark.changed)
        .map(|mark| source_text(&mark.source));
    // The original is shown when it differs; after a supplement it may agree again.
    let original = reuse
        .filter(|mark| {
            mark.changed
                && dossier
                    .answers
                    .get(&line.field)
                    .is_none_or(|now| !same(now, &mark.original))
        })
        .map(|mark| or_nothing(shown(&mark.original)));
    let made = form
        .field(&line.field)
        .is_some_and(|field| !field.kind.is_asked());
    let mark = match (reuse, before) {
        (_, Some(_)) => view! { <span class="mark mark--changed"><Icon name="edit"/>{t::staff::supplemented(lang())}</span> }.into_any(),
        (Some(mark), None) if mark.changed => view! { <span class="mark mark--changed"><Icon name="edit"/>{t::staff::changed(lang())}</span> }.into_any(),
        (Some(_), None) => view! { <span class="mark mark--reused"><Icon name="check"/>{t::staff::reused(lang())}</span> }.into_any(),
        (None, None) if line.text.is_empty() || made => ().into_any(),
        (None, None) => view! { <span class="mark mark--typed">{t::staff::typed(lang())}</span> }.into_any(),
    };
    let before = before.map(|answer| or_nothing(shown(answer)));
    let value = if line.text.is_empty() {
        view! { <span class="muted">{not_given}</span> }.into_any()
    } else {
        view! { <span lang=line.lang>{line.text}</span> }.into_any()
    };
    let note = |text: String| view! { <p class="small muted">{text}</p> };
    view! {
        <div class="summary-list__row">
            <dt>{line.label}</dt>
            <dd>
                {value}
                {source.map(note)}
                {original.map(|original| note(t::staff::known_value(lang(), &original)))}
                {before.map(|before| note(t::staff::before_supplement(lang(), &before)))}
                {asked.map(|item| view! { <p class="source-note source-note--changed"><Icon name="alert"/><span>{t::staff::asked(lang())}": "<span lang=vietnamese()>{item.reason.clone()}</span></span></p> })}
                {warned.into_iter().map(|text| view! { <p class="source-note source-note--changed"><Icon name="alert"/>{text}</p> }).collect::<Vec<_>>()}
            </dd>
            <dd class="summary-list__action">{mark}</dd>
        </div>
    }
    .into_any()
}
