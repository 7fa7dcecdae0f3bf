//! Pages without content of their own: the frame while the application loads, no such address, a fault of the server.

use motcua_shared::api::{Problem, ProblemCode};
use motcua_shared::i18n::t::shell as say;

use super::content as content_of;
use super::frame::{Content, Reader};
use super::page::Page;

/// Heading and grey shapes; the application brings the rest.
pub fn skeleton(reader: &Reader<'_>, page: &Page) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, page);
    let wide = matches!(page, Page::Queue | Page::StaffDossier | Page::Register);
    let main = &mut content.main;
    main.raw(if wide {
        "<div class=\"page page--wide stack\" aria-busy=\"true\">\n"
    } else {
        "<div class=\"page stack\" aria-busy=\"true\">\n"
    });
    main.element("h1", page.words(lang).0)
        .raw("\n<p class=\"loading\"><span class=\"spinner\" aria-hidden=\"true\"></span>");
    main.text(say::loading(lang))
        .raw("</p>\n<div class=\"skeleton\" aria-hidden=\"true\">");
    main.raw("<span class=\"skeleton__line skeleton__line--title\"></span><span class=\"skeleton__line\"></span>");
    main.raw("<span class=\"skeleton__line\"></span><span class=\"skeleton__line skeleton__line--short\"></span></div>\n</div>");
    content
}

/// No such address: what happened and two ways on.
pub fn not_found(reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::NotFound);
    let main = &mut content.main;
    main.raw("<div class=\"page page--narrow\"><div class=\"empty\"><span class=\"arch\">")
        .icon("search");
    main.raw("</span><h1 class=\"empty__title\" tabindex=\"-1\">")
        .text(say::not_found_title(lang))
        .raw("</h1>");
    main.element("p", say::not_found_lead(lang));
    main.raw("<p class=\"button-row\"><a class=\"button\" href=\"/\">")
        .text(say::not_found_home(lang))
        .raw("</a> ");
    main.raw("<a class=\"button button--secondary\" href=\"/thu-tuc\">")
        .text(say::not_found_search(lang))
        .raw("</a></p></div></div>");
    content
}

/// A fault of the server.
pub fn trouble(reader: &Reader<'_>) -> Content {
    let problem = Problem::new(ProblemCode::Internal, reader.lang);
    let mut content = content_of(reader, &Page::NotFound);
    content.title = problem.title;
    content.description = String::new();
    content
        .main
        .raw("<div class=\"page page--narrow stack\">")
        .element("h1", &content.title)
        .element("p", &problem.detail)
        .raw("</div>");
    content
}
