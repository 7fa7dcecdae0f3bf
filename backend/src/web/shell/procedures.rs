//! Search in the catalogue, as a plain form that works without scripts.

use motcua_shared::api::{Page as Results, ProcedureQuery, ProcedureSummary};
use motcua_shared::catalogue::{Level, ServiceMode};
use motcua_shared::i18n::{Lang, t::shell as say};

use super::content as content_of;
use super::frame::{Content, Reader};
use super::html::{Html, query_string};
use super::page::Page;
use crate::app::App;
use crate::service::procedure;

/// Longest query that is looked at, in letters.
const WORDS_MAX: usize = 200;

/// The page.
pub fn content(app: &App, reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let query = query_of(reader.query);
    let results = procedure::search(app, &query);
    let mut content = content_of(reader, &Page::Procedures);
    if !query.q.is_empty() {
        content.title = say::procedures_search_title(lang, &query.q);
    }
    // One list for search engines: results of a search are not pages of their own.
    content.indexed = reader.query.iter().all(|(name, _)| name == "page");
    let main = &mut content.main;
    main.raw("<div class=\"page stack\">\n<h1 tabindex=\"-1\">")
        .text(say::procedures_title(lang))
        .raw("</h1>\n");
    search_form(main, lang, &query.q, false);
    filter_form(main, app, lang, &query);
    main.raw("<div class=\"filter-chips\"><p class=\"filter-chips__count\">")
        .text(&say::results_count(lang, &results.total.to_string()));
    main.raw("</p></div>\n<h2 class=\"visually-hidden\">")
        .text(say::results_heading(lang))
        .raw("</h2>\n");
    if results.items.is_empty() {
        none(main, lang);
    } else {
        main.raw("<ul class=\"grid grid--wide\" role=\"list\">\n");
        for summary in &results.items {
            summary_card(main, lang, summary);
        }
        main.raw("</ul>\n");
        pages(main, lang, &query, &results);
    }
    main.raw("</div>");
    content
}

/// Reads what it knows and leaves the rest: a link with a foreign parameter still opens.
fn query_of(pairs: &[(String, String)]) -> ProcedureQuery {
    let mut query = ProcedureQuery::default();
    for (name, value) in pairs {
        match name.as_str() {
            "q" => {
                query.q = value
                    .chars()
                    .take(WORDS_MAX)
                    .collect::<String>()
                    .trim()
                    .to_owned()
            }
            "sector" => query.sector.clone_from(value),
            "level" => query.level.clone_from(value),
            "mode" => query.mode.clone_from(value),
            "online" => query.online = matches!(value.as_str(), "true" | "1" | "on"),
            "page" => query.page = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    query
}

/// The search box: big in the opening band, plain elsewhere.
pub fn search_form(main: &mut Html, lang: Lang, words: &str, hero: bool) {
    main.raw(if hero {
        "<form class=\"search search--hero\""
    } else {
        "<form class=\"search\""
    });
    main.raw(" role=\"search\" action=\"/thu-tuc\">\n<label class=\"search__label\" for=\"q\">")
        .text(say::search_label(lang));
    main.raw("</label>\n<div class=\"search__box\">")
        .icon("search");
    main.raw("<input class=\"search__input\" id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" enterkeyhint=\"search\"").attribute("value", words);
    main.raw("><button class=\"button\" type=\"submit\">")
        .text(say::search_button(lang))
        .raw("</button></div>\n</form>\n");
}

fn filter_form(main: &mut Html, app: &App, lang: Lang, query: &ProcedureQuery) {
    main.raw("<form class=\"filter\" action=\"/thu-tuc\"")
        .attribute("aria-label", say::filter_label(lang))
        .raw(">\n");
    if !query.q.is_empty() {
        main.raw("<input type=\"hidden\" name=\"q\"")
            .attribute("value", &query.q)
            .raw(">\n");
    }
    main.raw("<div class=\"filter__fields\">\n");
    let mut sectors: Vec<(&str, &str)> = app
        .reference
        .catalogue
        .sectors()
        .iter()
        .map(|one| (one.sector.code.as_str(), one.sector.name.as_str()))
        .collect();
    sectors.sort_by_key(|(_, name)| *name);
    let levels: Vec<(&str, &str)> = LEVELS
        .iter()
        .map(|(key, level)| (*key, level_name(*level, lang)))
        .collect();
    let modes: Vec<(&str, &str)> = MODES
        .iter()
        .map(|(key, mode)| (*key, mode_name(*mode, lang)))
        .collect();
    select(
        main,
        lang,
        ("sector", say::filter_sector(lang)),
        &sectors,
        &query.sector,
        true,
    );
    select(
        main,
        lang,
        ("level", say::filter_level(lang)),
        &levels,
        &query.level,
        false,
    );
    select(
        main,
        lang,
        ("mode", say::filter_mode(lang)),
        &modes,
        &query.mode,
        false,
    );
    main.raw("</div>\n<div class=\"button-row\"><button class=\"button button--secondary\" type=\"submit\">").text(say::filter_apply(lang));
    main.raw("</button></div>\n</form>\n");
}

fn select(
    main: &mut Html,
    lang: Lang,
    (name, label): (&'static str, &str),
    options: &[(&str, &str)],
    chosen: &str,
    vietnamese: bool,
) {
    main.raw("<div class=\"field\"><label class=\"field__label\" for=\"f-")
        .raw(name)
        .raw("\">")
        .text(label)
        .raw("</label>");
    main.raw("<select class=\"input select\" id=\"f-")
        .raw(name)
        .raw("\" name=\"")
        .raw(name)
        .raw("\"><option value=\"\">");
    main.text(say::filter_all(lang)).raw("</option>");
    for (value, text) in options {
        main.raw("<option").attribute("value", value);
        if *value == chosen {
            main.raw(" selected");
        }
        if vietnamese {
            main.vietnamese(lang);
        }
        main.raw(">").text(text).raw("</option>");
    }
    main.raw("</select></div>\n");
}

/// One procedure in a list.
pub fn summary_card(main: &mut Html, lang: Lang, summary: &ProcedureSummary) {
    main.raw("<li class=\"card card--link\"><h3 class=\"card__title\"><a")
        .attribute("href", &format!("/thu-tuc/{}", summary.slug));
    main.lang_of(&summary.name, lang)
        .raw(">")
        .text(summary.name.get(lang))
        .raw("</a></h3><p class=\"card__meta\"><span");
    main.vietnamese(lang)
        .raw(">")
        .text(&summary.sector.name)
        .raw("</span>");
    for level in &summary.levels {
        main.raw("<span>")
            .text(level_name(*level, lang))
            .raw("</span>");
    }
    if summary.online {
        main.raw("<span class=\"tag tag--success\">")
            .icon("send")
            .text(say::tag_online(lang))
            .raw("</span>");
    } else {
        main.raw("<span class=\"tag tag--neutral\">")
            .icon("map-pin")
            .text(say::tag_not_online(lang))
            .raw("</span>");
    }
    main.raw("</p></li>\n");
}

fn none(main: &mut Html, lang: Lang) {
    main.raw("<div class=\"empty\"><span class=\"arch\">")
        .icon("inbox")
        .raw("</span><p class=\"empty__title\">");
    main.text(say::results_none_title(lang))
        .raw("</p>")
        .element("p", say::results_none(lang));
    main.raw("<a class=\"button button--secondary\" href=\"/thu-tuc\">")
        .text(say::results_all(lang))
        .raw("</a></div>\n");
}

fn pages(main: &mut Html, lang: Lang, query: &ProcedureQuery, results: &Results<ProcedureSummary>) {
    if results.pages() < 2 {
        return;
    }
    let address = |page: u64| {
        format!(
            "/thu-tuc{}",
            query_string(
                &ProcedureQuery {
                    page,
                    ..query.clone()
                }
                .pairs()
            )
        )
    };
    main.raw("<nav class=\"pagination\"")
        .attribute("aria-label", say::pages_label(lang))
        .raw(">");
    if results.page > 1 {
        main.raw("<a class=\"pagination__step\" rel=\"prev\"")
            .attribute("href", &address(results.page - 1))
            .raw(">");
        main.icon("arrow-left")
            .text(say::page_previous(lang))
            .raw("</a>");
    }
    main.raw("<ol role=\"list\">");
    for page in 1..=results.pages() {
        main.raw("<li><a").attribute("href", &address(page));
        if page == results.page {
            main.raw(" aria-current=\"page\"");
        }
        main.raw("><span class=\"visually-hidden\">")
            .text(say::page_word(lang))
            .raw(" </span>")
            .number(page)
            .raw("</a></li>");
    }
    main.raw("</ol>");
    if results.page < results.pages() {
        main.raw("<a class=\"pagination__step\" rel=\"next\"")
            .attribute("href", &address(results.page + 1))
            .raw(">");
        main.text(say::page_next(lang))
            .icon("arrow-right")
            .raw("</a>");
    }
    main.raw("</nav>\n");
}

const LEVELS: [(&str, Level); 4] = [
    ("commune", Level::Commune),
    ("province", Level::Province),
    ("ministry", Level::Ministry),
    ("other", Level::Other),
];
const MODES: [(&str, ServiceMode); 3] = [
    ("information", ServiceMode::Information),
    ("partial", ServiceMode::Partial),
    ("full", ServiceMode::Full),
];

/// Level of government for people.
pub fn level_name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Commune => say::level_commune(lang),
        Level::Province => say::level_province(lang),
        Level::Ministry => say::level_ministry(lang),
        Level::Other => say::level_other(lang),
    }
}

/// Service mode for people.
pub fn mode_name(mode: ServiceMode, lang: Lang) -> &'static str {
    match mode {
        ServiceMode::Information => say::mode_information(lang),
        ServiceMode::Partial => say::mode_partial(lang),
        ServiceMode::Full => say::mode_full(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_leniently() {
        let pairs: Vec<(String, String)> = [
            ("q", " khai sinh "),
            ("page", "x"),
            ("online", "on"),
            ("utm_source", "x"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .into();
        let query = query_of(&pairs);
        assert_eq!(
            (query.q.as_str(), query.page, query.online),
            ("khai sinh", 0, true)
        );
    }
}
