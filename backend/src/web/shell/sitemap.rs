//! All pages in one list (R-UI-05): a text tree for people, `sitemap.xml` and `robots.txt` for search engines.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use motcua_shared::catalogue::Procedure;
use motcua_shared::i18n::t::{look_up, shell as say};

use super::frame::{Content, Reader};
use super::html::Html;
use super::page::Page;
use super::{breadcrumb, content as content_of, origin};
use crate::app::App;
use crate::web::Web;

/// Pages without data, in the order of the menu.
const PUBLIC: [&str; 6] = [
    "/",
    "/thu-tuc",
    "/tra-cuu",
    "/huong-dan",
    "/tro-nang",
    "/so-do-cong",
];
/// What needs a session or is no page.
const PRIVATE: [&str; 7] = [
    "/api/",
    "/ho-so",
    "/to-khai",
    "/thong-bao",
    "/can-bo",
    "/quan-tri",
    "/dang-nhap",
];

/// The page for people.
pub fn content(app: &App, reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::SiteMap);
    let main = &mut content.main;
    main.raw("<div class=\"page\">\n");
    breadcrumb(
        main,
        lang,
        &[("/", say::nav_home(lang))],
        say::sitemap_title(lang),
    );
    main.raw("<div class=\"prose\">\n<h1 tabindex=\"-1\">")
        .text(say::sitemap_title(lang))
        .raw("</h1>\n");
    links(
        main,
        say::sitemap_main(lang),
        &[
            ("/", say::nav_home(lang)),
            ("/thu-tuc", say::procedures_title(lang)),
            ("/tra-cuu", look_up::title(lang)),
        ],
    );
    let mine = [
        ("/dang-nhap", say::sign_in_title(lang)),
        ("/ho-so", say::dossiers_title(lang)),
        ("/thong-bao", say::notices_title(lang)),
        ("/can-bo", say::staff_title(lang)),
    ];
    links(main, say::sitemap_mine(lang), &mine);
    let about = [
        ("/huong-dan", say::help_title(lang)),
        ("/tro-nang", say::accessibility_title(lang)),
        ("/so-do-cong", say::sitemap_title(lang)),
    ];
    links(main, say::sitemap_about(lang), &about);
    main.element("h2", say::sitemap_procedures(lang))
        .raw("\n<ul>\n");
    let mut sectors: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
    for procedure in app.reference.catalogue.all() {
        sectors
            .entry(&procedure.sector.name)
            .or_default()
            .push(procedure);
    }
    for (sector, procedures) in sectors {
        main.raw("<li><span")
            .vietnamese(lang)
            .raw(">")
            .text(sector)
            .raw("</span><ul>\n");
        for procedure in procedures {
            main.raw("<li><a")
                .attribute("href", &format!("/thu-tuc/{}", procedure.slug))
                .lang_of(&procedure.name, lang);
            main.raw(">")
                .text(procedure.name.get(lang))
                .raw("</a></li>\n");
        }
        main.raw("</ul></li>\n");
    }
    main.raw("</ul>\n</div>\n</div>");
    content
}

fn links(main: &mut Html, heading: &str, pages: &[(&str, &str)]) {
    main.element("h2", heading).raw("\n<ul>\n");
    for (address, name) in pages {
        main.raw("<li>").link(address, name).raw("</li>\n");
    }
    main.raw("</ul>\n");
}

/// `GET /sitemap.xml`.
pub async fn xml(State(web): State<Web>, headers: HeaderMap) -> impl IntoResponse {
    let origin = origin(&web, &headers);
    let mut out = Html::new("");
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    let procedures = web
        .app
        .reference
        .catalogue
        .all()
        .map(|procedure| format!("/thu-tuc/{}", procedure.slug));
    for path in PUBLIC
        .iter()
        .map(|path| (*path).to_owned())
        .chain(procedures)
    {
        let address = format!("{origin}{path}");
        out.raw("<url><loc>").text(&address).raw("</loc>");
        for (lang, href) in [
            ("vi", address.clone()),
            ("en", format!("{address}?lang=en")),
        ] {
            out.raw("<xhtml:link rel=\"alternate\"")
                .attribute("hreflang", lang)
                .attribute("href", &href)
                .raw("/>");
        }
        out.raw("</url>\n");
    }
    out.raw("</urlset>\n");
    (
        [
            (header::CONTENT_TYPE, "text/xml; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        out.finish(),
    )
}

/// `GET /robots.txt`.
pub async fn robots(State(web): State<Web>, headers: HeaderMap) -> impl IntoResponse {
    let mut lines = vec!["User-agent: *".to_owned()];
    lines.extend(PRIVATE.iter().map(|path| format!("Disallow: {path}")));
    lines.push(format!("Sitemap: {}/sitemap.xml", origin(&web, &headers)));
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        lines.join("\n") + "\n",
    )
}
