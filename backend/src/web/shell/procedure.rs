//! The page of one procedure with its eleven items (R-CAT-03): name; steps; ways; papers; time limit; subjects; agency;
//! result; forms, conditions, fees; how to submit and receive; legal basis and publishing decision.

use motcua_shared::api::{BLANK_DOCX_PATH, BLANK_PDF_PATH, ProcedureView};
use motcua_shared::catalogue::{FeeLine, Paper, Procedure};
use motcua_shared::i18n::{Lang, t::document as paper, t::shell as say};
use motcua_shared::text::grouped;
use motcua_shared::time::{parse_iso_date, show_date};

use super::frame::{Content, Reader};
use super::html::{Html, query_string};
use super::page::Page;
use super::procedures::{level_name, mode_name};
use super::{breadcrumb, content as content_of};
use crate::app::App;
use crate::service;

/// The page; `None` when there is no such procedure.
pub fn content(app: &App, reader: &Reader<'_>, slug: &str) -> Option<Content> {
    let lang = reader.lang;
    let view = service::procedure::get(app, slug).ok()?;
    let procedure = &view.procedure;
    let mut content = content_of(reader, &Page::Procedure(slug.to_owned()));
    content.title = procedure.name.get(lang).to_owned();
    content.description = say::procedure_description(lang, procedure.name.get(lang));
    content.data = Some(structured(reader, procedure));
    let main = &mut content.main;
    let sector = format!(
        "/thu-tuc{}",
        query_string(&[("sector", procedure.sector.code.clone())])
    );
    main.raw("<div class=\"page\">\n");
    let way = [
        ("/", say::nav_home(lang)),
        ("/thu-tuc", say::nav_procedures(lang)),
        (sector.as_str(), procedure.sector.name.as_str()),
    ];
    breadcrumb(main, lang, &way, procedure.name.get(lang));
    main.raw("<div class=\"stack stack--loose\">\n<div class=\"stack\">\n<h1 tabindex=\"-1\"")
        .lang_of(&procedure.name, lang)
        .raw(">");
    main.text(procedure.name.get(lang))
        .raw("</h1>\n<p class=\"cluster\">");
    if view.form.is_some() {
        main.raw("<span class=\"tag tag--success\">")
            .icon("send")
            .text(say::tag_online(lang))
            .raw("</span>");
    }
    main.raw("<span class=\"tag tag--neutral\">")
        .text(mode_name(procedure.mode, lang))
        .raw("</span>");
    main.raw("<span class=\"muted small\">")
        .text(&say::procedure_code(lang, &procedure.code))
        .raw("</span></p>\n</div>\n");
    main.raw("<div class=\"with-aside\">\n<div class=\"stack stack--loose\">\n");
    steps(main, lang, procedure);
    ways(main, lang, procedure);
    papers(main, lang, procedure);
    fees(main, lang, procedure);
    list(
        main,
        lang,
        "p-conditions",
        say::item_conditions(lang),
        &procedure.conditions,
    );
    forms(main, lang, &view);
    basis(main, lang, procedure);
    main.raw("</div>\n");
    aside(main, lang, &view);
    main.raw("</div>\n</div>\n</div>");
    Some(content)
}

fn open(main: &mut Html, id: &'static str, heading: &str) {
    main.raw("<section class=\"stack\" aria-labelledby=\"")
        .raw(id)
        .raw("\">\n<h2 id=\"")
        .raw(id)
        .raw("\">")
        .text(heading)
        .raw("</h2>\n");
}

fn steps(main: &mut Html, lang: Lang, procedure: &Procedure) {
    open(main, "p-steps", say::item_steps(lang));
    if procedure.steps.is_empty() {
        main.element("p", say::nothing_stated(lang));
    } else {
        main.raw("<ol class=\"steps\" role=\"list\">\n");
        for step in &procedure.steps {
            main.raw("<li class=\"steps__item\"><h3 class=\"steps__title\">")
                .text(actor_name(&step.actor, lang))
                .raw("</h3><p")
                .vietnamese(lang);
            main.raw(">").text(&step.text).raw("</p></li>\n");
        }
        main.raw("</ol>\n");
    }
    main.raw("</section>\n");
}

fn ways(main: &mut Html, lang: Lang, procedure: &Procedure) {
    open(main, "p-ways", say::item_ways(lang));
    main.raw("<ul class=\"checklist\" role=\"list\">\n");
    for channel in &procedure.channels {
        main.raw("<li class=\"checklist__item\">");
        main.icon(match channel.method.as_str() {
            "online" => "send",
            "postal" => "mail",
            _ => "map-pin",
        });
        main.raw("<div><p class=\"checklist__name\">")
            .text(method_name(&channel.method, lang))
            .raw("</p>");
        if !channel.note.is_empty() {
            main.raw("<p class=\"checklist__meta\"")
                .vietnamese(lang)
                .raw(">")
                .text(&channel.note)
                .raw("</p>");
        }
        main.raw("</div></li>\n");
    }
    main.raw("</ul>\n</section>\n");
}

fn papers(main: &mut Html, lang: Lang, procedure: &Procedure) {
    open(main, "p-papers", say::item_papers(lang));
    main.raw("<ul class=\"checklist\" role=\"list\">\n");
    for paper in &procedure.documents {
        main.raw("<li class=\"checklist__item\">")
            .icon("file-text")
            .raw("<div><p class=\"checklist__name\"")
            .vietnamese(lang)
            .raw(">");
        main.text(&paper.name)
            .raw("</p><p class=\"checklist__meta\">")
            .text(&paper_facts(paper, lang));
        if !paper.note.is_empty() {
            main.raw(" <span")
                .vietnamese(lang)
                .raw(">")
                .text(&paper.note)
                .raw("</span>");
        }
        main.raw("</p></div></li>\n");
    }
    main.raw("</ul>\n");
    for note in &procedure.document_notes {
        main.raw("<p class=\"muted\"")
            .vietnamese(lang)
            .raw(">")
            .text(note)
            .raw("</p>\n");
    }
    main.element("p", say::procedure_sets(lang))
        .raw("\n</section>\n");
}

fn paper_facts(paper: &Paper, lang: Lang) -> String {
    let mut facts = Vec::new();
    if paper.originals > 0 {
        facts.push(say::paper_originals(lang, &paper.originals.to_string()));
    }
    if paper.copies > 0 {
        facts.push(say::paper_copies(lang, &paper.copies.to_string()));
    }
    facts.push(
        match paper.requirement.as_str() {
            "required" => say::requirement_required(lang),
            "conditional" => say::requirement_conditional(lang),
            _ => say::requirement_optional(lang),
        }
        .to_owned(),
    );
    facts.join(" · ") + "."
}

fn fees(main: &mut Html, lang: Lang, procedure: &Procedure) {
    open(main, "p-fee", say::item_fee(lang));
    if !procedure.fee.text.is_empty() {
        main.raw("<p")
            .vietnamese(lang)
            .raw(">")
            .text(&procedure.fee.text)
            .raw("</p>\n");
    }
    if procedure
        .channels
        .iter()
        .any(|channel| channel.fees.iter().any(|fee| fee.amount.is_some()))
    {
        main.raw("<div class=\"table-frame\"><table class=\"table table--fees\">\n<thead><tr><th scope=\"col\">").text(say::fee_method(lang));
        main.raw("</th><th scope=\"col\">")
            .text(say::fee_note(lang))
            .raw("</th><th scope=\"col\" class=\"table__number\">");
        main.text(say::fee_amount(lang))
            .raw("</th></tr></thead>\n<tbody>\n");
        for channel in &procedure.channels {
            for fee in &channel.fees {
                main.raw("<tr><th scope=\"row\">")
                    .text(method_name(&channel.method, lang))
                    .raw("</th><td")
                    .vietnamese(lang)
                    .raw(">");
                main.text(&fee.note)
                    .raw("</td><td class=\"table__number\">")
                    .text(&amount(fee, lang))
                    .raw("</td></tr>\n");
            }
        }
        main.raw("</tbody></table></div>\n");
    }
    main.raw("</section>\n");
}

fn amount(fee: &FeeLine, lang: Lang) -> String {
    match fee.amount {
        Some(0) => say::fee_free(lang).to_owned(),
        Some(amount) => format!("{} ₫", grouped(amount, lang)),
        None => say::fee_not_said(lang).to_owned(),
    }
}

fn list(main: &mut Html, lang: Lang, id: &'static str, heading: &str, lines: &[String]) {
    open(main, id, heading);
    if lines.is_empty() {
        main.element("p", say::nothing_stated(lang));
    } else {
        main.raw("<div class=\"prose\"><ul>\n");
        for line in lines {
            main.raw("<li")
                .vietnamese(lang)
                .raw(">")
                .text(line)
                .raw("</li>\n");
        }
        main.raw("</ul></div>\n");
    }
    main.raw("</section>\n");
}

fn forms(main: &mut Html, lang: Lang, view: &ProcedureView) {
    open(main, "p-forms", say::item_forms(lang));
    main.element(
        "p",
        if view.form.is_some() {
            say::procedure_form_online(lang)
        } else {
            say::procedure_form_counter(lang)
        },
    );
    if view.form.is_some() {
        let slug = &view.procedure.slug;
        main.raw("\n<p class=\"cluster\">");
        for (path, words) in [
            (BLANK_PDF_PATH, paper::blank_pdf(lang)),
            (BLANK_DOCX_PATH, paper::blank_docx(lang)),
        ] {
            main.raw("<a class=\"action-link\" rel=\"external\" href=\"")
                .text(&path.replace("{slug}", slug))
                .raw("\">")
                .text(words)
                .raw("</a> ");
        }
        main.raw("</p>");
    }
    main.raw("\n</section>\n");
}

fn basis(main: &mut Html, lang: Lang, procedure: &Procedure) {
    main.raw("<section class=\"stack\" aria-labelledby=\"p-basis\">\n<h2 id=\"p-basis\">")
        .text(say::item_basis(lang));
    main.raw("</h2>\n<details class=\"disclosure\"><summary>")
        .text(&say::basis_count(
            lang,
            &procedure.legal_basis.len().to_string(),
        ));
    main.raw("</summary><div class=\"disclosure__body prose\"><ul>\n");
    for law in &procedure.legal_basis {
        main.raw("<li")
            .vietnamese(lang)
            .raw(">")
            .text(&law.number)
            .raw(" – ")
            .text(&law.title)
            .raw("</li>\n");
    }
    main.raw("</ul></div></details>\n<h3>")
        .text(say::item_decision(lang))
        .raw("</h3>\n<p>");
    main.text(&say::procedure_promulgated(
        lang,
        &procedure.decision,
        &procedure.promulgated_by,
    ))
    .raw("</p>\n<p class=\"muted small\">");
    let read =
        parse_iso_date(&procedure.retrieved).map_or_else(|| procedure.retrieved.clone(), show_date);
    main.text(&say::procedure_retrieved(lang, &read))
        .raw("</p>\n</section>\n");
}

fn aside(main: &mut Html, lang: Lang, view: &ProcedureView) {
    let procedure = &view.procedure;
    main.raw("<aside class=\"stack\"")
        .attribute("aria-label", say::procedure_summary(lang))
        .raw(">\n<dl class=\"facts facts--panel\">\n");
    let levels: Vec<&str> = procedure
        .levels
        .iter()
        .map(|level| level_name(*level, lang))
        .collect();
    for (icon, name, value, vietnamese) in [
        (
            "clock",
            say::item_time(lang),
            procedure.time_limit.clone(),
            true,
        ),
        (
            "users",
            say::item_subjects(lang),
            procedure.subjects.join("; "),
            true,
        ),
        (
            "building",
            say::item_agency(lang),
            procedure.executed_by.join("; "),
            true,
        ),
        (
            "stamp",
            say::item_result(lang),
            procedure.results.join("; "),
            true,
        ),
        (
            "file-text",
            say::procedure_sector(lang),
            procedure.sector.name.clone(),
            true,
        ),
        (
            "scale",
            say::procedure_level(lang),
            levels.join(", "),
            false,
        ),
        (
            "device",
            say::procedure_mode(lang),
            mode_name(procedure.mode, lang).to_owned(),
            false,
        ),
    ] {
        main.raw("<div><dt>").icon(icon).text(name).raw("</dt><dd");
        if vietnamese && !value.is_empty() {
            main.vietnamese(lang);
        }
        main.raw(">")
            .text(if value.is_empty() {
                say::nothing_stated(lang)
            } else {
                &value
            })
            .raw("</dd></div>\n");
    }
    main.raw("</dl>\n<div class=\"stack stack--tight\">");
    if view.form.is_some() {
        // Signing in brings the reader back here; the application starts the form from this page.
        let address = format!(
            "/dang-nhap{}",
            query_string(&[("tiep", format!("/thu-tuc/{}", procedure.slug))])
        );
        main.raw("<a class=\"button button--block\"")
            .attribute("href", &address)
            .raw(">")
            .text(say::procedure_apply(lang));
        main.icon("arrow-right")
            .raw("</a><p class=\"muted small\">")
            .text(&say::procedure_apply_hint(
                lang,
                &view.questions.to_string(),
            ))
            .raw("</p>");
    } else {
        main.raw("<p class=\"muted\">")
            .text(say::procedure_not_online(lang))
            .raw("</p>");
    }
    main.raw("</div>\n</aside>\n");
}

fn method_name(method: &str, lang: Lang) -> &'static str {
    match method {
        "online" => say::method_online(lang),
        "postal" => say::method_postal(lang),
        _ => say::method_direct(lang),
    }
}

fn actor_name(actor: &str, lang: Lang) -> &'static str {
    match actor {
        "applicant" => say::actor_applicant(lang),
        "reception" => say::actor_reception(lang),
        "officer" => say::actor_officer(lang),
        "leader" => say::actor_leader(lang),
        "council" => say::actor_council(lang),
        "coordination" => say::actor_coordination(lang),
        _ => say::actor_other(lang),
    }
}

/// schema.org `GovernmentService`, for search engines.
fn structured(reader: &Reader<'_>, procedure: &Procedure) -> serde_json::Value {
    serde_json::json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": procedure.name.vi,
        "alternateName": procedure.name.en,
        "identifier": procedure.code,
        "serviceType": procedure.sector.name,
        "url": format!("{}/thu-tuc/{}", reader.origin, procedure.slug),
        "areaServed": { "@type": "Country", "name": "Việt Nam" },
        "provider": { "@type": "GovernmentOrganization", "name": procedure.executed_by.join("; ") },
        "serviceOutput": procedure.results.join("; "),
        "inLanguage": "vi",
    })
}
