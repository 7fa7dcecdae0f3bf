//! The items of R-CAT-03 in the order in which people need them.

use leptos::prelude::*;
use motcua_shared::api::{BLANK_DOCX_PATH, BLANK_PDF_PATH, ProcedureView};
use motcua_shared::catalogue::{Fee, FilingChannel, Paper, Procedure, ProcedureStep};
use motcua_shared::text::grouped;

use crate::i18n::{lang, t, vietnamese};
use crate::ui::DocumentLink;
use crate::ui::icon::Icon;

/// Ids and titles of the sections, for the table of contents.
#[must_use]
pub fn headings() -> [(&'static str, &'static str); 11] {
    let l = lang();
    [
        ("item-papers", t::shell::item_papers(l)),
        ("item-steps", t::shell::item_steps(l)),
        ("item-ways", t::shell::item_ways(l)),
        ("item-time", t::shell::item_time(l)),
        ("item-fee", t::shell::item_fee(l)),
        ("item-subjects", t::shell::item_subjects(l)),
        ("item-agency", t::shell::item_agency(l)),
        ("item-result", t::shell::item_result(l)),
        ("item-forms", t::shell::item_forms(l)),
        ("item-conditions", t::shell::item_conditions(l)),
        ("item-basis", t::shell::item_basis(l)),
    ]
}

/// An amount in đồng.
fn money(amount: i64) -> String {
    format!("{} ₫", grouped(amount, lang()))
}

/// The fee in a few words.
#[must_use]
pub fn fee_in_short(fee: &Fee) -> String {
    match (fee.free, fee.min, fee.max) {
        (Some(true), _, _) => t::shell::fee_free(lang()).to_owned(),
        (_, Some(min), Some(max)) if min != max => format!("{} – {}", money(min), money(max)),
        (_, Some(amount), _) | (_, None, Some(amount)) => money(amount),
        _ => t::shell::fee_not_said(lang()).to_owned(),
    }
}

fn section(id: &'static str, content: AnyView) -> AnyView {
    let title = headings()
        .into_iter()
        .find(|(known, _)| *known == id)
        .map(|(_, title)| title);
    view! { <section class="stack stack--tight" aria-labelledby=id><h2 id=id tabindex="-1">{title}</h2>{content}</section> }.into_any()
}

/// Lines of the record; “none” when there are none.
fn lines(list: &[String]) -> AnyView {
    match list {
        [] => view! { <p class="muted">{t::shell::nothing_stated(lang())}</p> }.into_any(),
        [one] => view! { <p class="prose record" lang=vietnamese()>{one.clone()}</p> }.into_any(),
        many => {
            let items: Vec<_> = many
                .iter()
                .map(|line| view! { <li class="record">{line.clone()}</li> })
                .collect();
            view! { <div class="prose" lang=vietnamese()><ul>{items}</ul></div> }.into_any()
        }
    }
}

fn actor_name(actor: &str) -> &'static str {
    let l = lang();
    match actor {
        "applicant" => t::shell::actor_applicant(l),
        "reception" => t::shell::actor_reception(l),
        "officer" => t::shell::actor_officer(l),
        "leader" => t::shell::actor_leader(l),
        "council" => t::shell::actor_council(l),
        "coordination" => t::shell::actor_coordination(l),
        _ => t::shell::actor_other(l),
    }
}

fn method_name(method: &str) -> &'static str {
    match method {
        "online" => t::shell::method_online(lang()),
        "postal" => t::shell::method_postal(lang()),
        _ => t::shell::method_direct(lang()),
    }
}

const fn method_icon(method: &str) -> &'static str {
    match method.as_bytes() {
        b"online" => "globe",
        b"postal" => "mail",
        _ => "building",
    }
}

fn papers(procedure: &Procedure) -> AnyView {
    if procedure.documents.is_empty() {
        return lines(&procedure.document_notes);
    }
    let item = |paper: &Paper| {
        let mut meta = Vec::new();
        if paper.originals > 0 {
            meta.push(t::shell::paper_originals(
                lang(),
                &paper.originals.to_string(),
            ));
        }
        if paper.copies > 0 {
            meta.push(t::shell::paper_copies(lang(), &paper.copies.to_string()));
        }
        meta.push(
            match paper.requirement.as_str() {
                "required" => t::shell::requirement_required(lang()),
                "conditional" => t::shell::requirement_conditional(lang()),
                _ => t::shell::requirement_optional(lang()),
            }
            .to_owned(),
        );
        let icon = if paper.requirement == "required" {
            "file-text"
        } else {
            "file"
        };
        view! {
            <li class="checklist__item">
                <Icon name=icon/>
                <div>
                    <p class="checklist__name" lang=vietnamese()>{paper.name.clone()}</p>
                    <p class="checklist__meta">{meta.join(" · ")}</p>
                    {(!paper.note.is_empty()).then(|| view! { <p class="checklist__meta" lang=vietnamese()>{paper.note.clone()}</p> })}
                </div>
            </li>
        }
    };
    // What everybody needs first; what only some need below it.
    let (always, sometimes): (Vec<&Paper>, Vec<&Paper>) = procedure
        .documents
        .iter()
        .partition(|paper| paper.requirement == "required");
    let items: Vec<_> = always.into_iter().chain(sometimes).map(item).collect();
    let notes = (!procedure.document_notes.is_empty()).then(|| lines(&procedure.document_notes));
    view! { <ul class="checklist" role="list">{items}</ul><p class="small muted">{t::shell::procedure_sets(lang())}</p>{notes} }.into_any()
}

fn steps(steps: &[ProcedureStep]) -> AnyView {
    if steps.is_empty() {
        return view! { <p class="muted">{t::portal::steps_not_stated(lang())}</p> }.into_any();
    }
    let items: Vec<_> = steps
        .iter()
        .map(|step| {
            view! { <li class="steps__item"><h3 class="steps__title">{actor_name(&step.actor)}</h3><p class="record" lang=vietnamese()>{step.text.clone()}</p></li> }
        })
        .collect();
    view! { <ol class="steps" role="list">{items}</ol> }.into_any()
}

fn ways(channels: &[FilingChannel], online: bool) -> AnyView {
    if channels.is_empty() {
        return lines(&[]);
    }
    let items: Vec<_> = channels
        .iter()
        .map(|channel| {
            let here = online && channel.method == "online";
            view! {
                <li class="checklist__item">
                    <Icon name=method_icon(&channel.method)/>
                    <div>
                        <p class="checklist__name">{method_name(&channel.method)}</p>
                        {here.then(|| view! { <p class="checklist__meta">{t::portal::way_online_here(lang())}</p> })}
                        {(!channel.note.is_empty()).then(|| view! { <p class="checklist__meta record" lang=vietnamese()>{channel.note.clone()}</p> })}
                    </div>
                </li>
            }
        })
        .collect();
    view! { <ul class="checklist" role="list">{items}</ul> }.into_any()
}

fn fees(procedure: &Procedure) -> AnyView {
    let mut rows = Vec::new();
    for channel in &procedure.channels {
        for (at, line) in channel.fees.iter().enumerate() {
            let amount = match line.amount {
                Some(0) => t::shell::fee_free(lang()).to_owned(),
                Some(amount) => money(amount),
                None => t::portal::fee_by_rule(lang()).to_owned(),
            };
            rows.push(view! {
                <tr>
                    <th scope="row">{method_name(&channel.method)}{(at > 0).then(|| format!(" ({})", at + 1))}</th>
                    <td class="table__number">{amount}</td>
                    <td lang=vietnamese()>{line.note.clone()}</td>
                </tr>
            });
        }
    }
    let words = procedure.fee.text.trim();
    let words = (!words.is_empty())
        .then(|| view! { <p class="prose record" lang=vietnamese()>{words.to_owned()}</p> });
    if rows.is_empty() {
        return match words {
            Some(words) => words.into_any(),
            None => view! { <p>{fee_in_short(&procedure.fee)}</p> }.into_any(),
        };
    }
    view! {
        <div class="table-frame" role="region" aria-labelledby="fee-caption" tabindex="0">
            <table class="table table--fees">
                <caption class="visually-hidden" id="fee-caption">{t::portal::fee_caption(lang())}</caption>
                <thead><tr>
                    <th scope="col">{t::shell::fee_method(lang())}</th>
                    <th scope="col" class="table__number">{t::shell::fee_amount(lang())}</th>
                    <th scope="col">{t::shell::fee_note(lang())}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {words}
    }
    .into_any()
}

fn basis(procedure: &Procedure) -> AnyView {
    let texts: Vec<_> = procedure
        .legal_basis
        .iter()
        .map(|text| view! { <li><strong>{text.number.clone()}</strong>{(!text.title.is_empty()).then(|| format!(": {}", text.title))}</li> })
        .collect();
    let decision = match (
        procedure.decision.is_empty(),
        procedure.promulgated_by.is_empty(),
    ) {
        (true, true) => t::shell::nothing_stated(lang()).to_owned(),
        (false, true) => procedure.decision.clone(),
        (true, false) => procedure.promulgated_by.clone(),
        (false, false) => {
            t::shell::procedure_promulgated(lang(), &procedure.decision, &procedure.promulgated_by)
        }
    };
    view! {
        {(!texts.is_empty()).then(|| view! {
            <details class="disclosure disclosure--card">
                <summary>{t::shell::basis_count(lang(), &texts.len().to_string())}</summary>
                <div class="disclosure__body prose" lang=vietnamese()><ul>{texts}</ul></div>
            </details>
        })}
        <p>{t::shell::item_decision(lang())}": "<span lang=vietnamese()>{decision}</span></p>
    }
    .into_any()
}

/// All items.
#[component]
pub fn Items(view: ProcedureView) -> impl IntoView {
    let online = view.form.is_some();
    let procedure = view.procedure;
    let time = if procedure.time_limit.is_empty() {
        lines(&[])
    } else {
        lines(std::slice::from_ref(&procedure.time_limit))
    };
    let form = if online {
        let blank = |path: &str| path.replace("{slug}", &procedure.slug);
        view! {
            <p class="prose">{t::shell::procedure_form_online(lang())}</p>
            <p class="cluster">
                <DocumentLink href=blank(BLANK_PDF_PATH) text=t::document::blank_pdf(lang())/>
                <DocumentLink href=blank(BLANK_DOCX_PATH) text=t::document::blank_docx(lang())/>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="prose">{t::shell::procedure_form_counter(lang())}</p> }.into_any()
    };
    [
        section("item-papers", papers(&procedure)),
        section("item-steps", steps(&procedure.steps)),
        section("item-ways", ways(&procedure.channels, online)),
        section("item-time", time),
        section("item-fee", fees(&procedure)),
        section("item-subjects", lines(&procedure.subjects)),
        section("item-agency", lines(&procedure.executed_by)),
        section("item-result", lines(&procedure.results)),
        section("item-forms", form),
        section("item-conditions", lines(&procedure.conditions)),
        section("item-basis", basis(&procedure)),
    ]
    .into_iter()
    .collect::<Vec<_>>()
}
