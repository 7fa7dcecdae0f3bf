//! The home page: one question, what can be filed here, the sectors.

use motcua_shared::api::{ProcedureQuery, ProcedureSummary, SectorCount};
use motcua_shared::i18n::Lang;
use motcua_shared::i18n::t::{look_up, shell as say};

use super::content as content_of;
use super::frame::{Content, Reader};
use super::html::{Html, query_string};
use super::page::Page;
use super::procedures::{search_form, summary_card};
use crate::app::App;
use crate::service::procedure;

/// Most sectors shown; the catalogue has them all.
const SECTORS: usize = 12;

/// The page.
pub fn content(app: &App, reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::Home);
    let main = &mut content.main;
    let online = procedure::search(
        app,
        &ProcedureQuery {
            online: true,
            ..ProcedureQuery::default()
        },
    )
    .items;
    main.raw("<section class=\"hero\" aria-labelledby=\"hero-title\">\n<div class=\"hero__inner\">\n<h1 class=\"hero__title\" id=\"hero-title\" tabindex=\"-1\">");
    main.text(say::hero_question(lang))
        .raw("</h1>\n<p class=\"hero__lead\">")
        .text(say::hero_lead(lang))
        .raw("</p>\n");
    search_form(main, lang, "", true);
    examples(main, lang, &online);
    main.raw("</div>\n</section>\n<div class=\"page stack stack--loose\">\n<p><a class=\"action-link\" href=\"/tra-cuu\">")
        .icon("search")
        .text(look_up::title(lang))
        .icon("arrow-right")
        .raw("</a></p>\n");
    main.raw("<section class=\"stack\" aria-labelledby=\"h-online\">\n<h2 class=\"section-title\" id=\"h-online\">");
    main.text(say::home_online_heading(lang))
        .raw("</h2>\n<ul class=\"grid\" role=\"list\">\n");
    for summary in &online {
        summary_card(main, lang, summary);
    }
    main.raw("</ul>\n</section>\n");
    sectors(main, app, lang);
    how(main, lang);
    main.raw("</div>");
    content
}

fn examples(main: &mut Html, lang: Lang, online: &[ProcedureSummary]) {
    if online.is_empty() {
        return;
    }
    main.raw("<p class=\"hero__examples\">")
        .text(say::hero_examples(lang));
    for summary in online.iter().take(3) {
        main.raw(" <a")
            .attribute("href", &format!("/thu-tuc/{}", summary.slug))
            .lang_of(&summary.name, lang);
        main.raw(">").text(summary.name.get(lang)).raw("</a>");
    }
    main.raw("</p>\n");
}

fn sectors(main: &mut Html, app: &App, lang: Lang) {
    let sectors = app.reference.catalogue.sectors();
    let all = app.reference.catalogue.all().count();
    main.raw("<section class=\"stack\" aria-labelledby=\"h-sector\">\n<h2 class=\"section-title\" id=\"h-sector\">");
    main.text(say::home_sectors_heading(lang))
        .raw("</h2>\n<ul class=\"tiles\" role=\"list\">\n");
    for SectorCount { sector, procedures } in sectors.iter().take(SECTORS) {
        let address = format!(
            "/thu-tuc{}",
            query_string(&[("sector", sector.code.clone())])
        );
        main.raw("<li><a class=\"tile\"")
            .attribute("href", &address)
            .raw("><span class=\"arch\">")
            .icon("stamp");
        main.raw("</span><span class=\"tile__name\"")
            .vietnamese(lang)
            .raw(">")
            .text(&sector.name);
        main.raw("</span><span class=\"tile__meta\">")
            .text(&say::sector_count(lang, &procedures.to_string()))
            .raw("</span></a></li>\n");
    }
    main.raw("</ul>\n<p><a class=\"action-link\" href=\"/thu-tuc\">")
        .text(&say::all_procedures(lang, &all.to_string()));
    main.icon("arrow-right").raw("</a></p>\n</section>\n");
}

fn how(main: &mut Html, lang: Lang) {
    main.raw("<section class=\"stack\" aria-labelledby=\"h-how\">\n<h2 class=\"section-title\" id=\"h-how\">").text(say::home_how_heading(lang));
    main.raw("</h2>\n<ul class=\"grid\" role=\"list\">\n");
    for (icon, title, text) in [
        (
            "edit",
            say::home_how_fill(lang),
            say::home_how_fill_text(lang),
        ),
        (
            "camera",
            say::home_how_files(lang),
            say::home_how_files_text(lang),
        ),
        (
            "bell",
            say::home_how_follow(lang),
            say::home_how_follow_text(lang),
        ),
    ] {
        main.raw("<li class=\"card card--tinted\"><span class=\"arch\">")
            .icon(icon)
            .raw("</span><h3 class=\"card__title\">")
            .text(title);
        main.raw("</h3><p class=\"card__text\">")
            .text(text)
            .raw("</p></li>\n");
    }
    main.raw("</ul>\n</section>\n");
}
