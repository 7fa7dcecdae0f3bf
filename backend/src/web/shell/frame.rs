//! What is the same on every page: head, header, footer, the start of the application.

use motcua_shared::access::Actor;
use motcua_shared::api::{Endpoint, GetDraft, GetForm, GetSession};
use motcua_shared::i18n::{
    Lang,
    t::{portal, shell as say},
};

use super::html::{Html, query_string};
use super::page::Page;
use crate::web::assets::Site;

/// What a page says about itself, and its content.
pub struct Content {
    /// Title without the site's name.
    pub title: String,
    /// One or two sentences for search results.
    pub description: String,
    /// Search engines may keep it.
    pub indexed: bool,
    /// For search engines.
    pub data: Option<serde_json::Value>,
    /// Its questions can be answered before the application runs.
    pub early: bool,
    /// What stands inside `<main>`.
    pub main: Html,
}

/// What a page needs to know of the request.
pub struct Reader<'r> {
    /// Language.
    pub lang: Lang,
    /// Path and the query's pairs, without the language.
    pub path: &'r str,
    /// The query's pairs, without the language.
    pub query: &'r [(String, String)],
    /// Scheme and host of this installation.
    pub origin: &'r str,
    /// Who is signed in.
    pub actor: Option<&'r Actor>,
    /// The form of the draft that this page shows, by its hash, where it is the reader's own.
    pub form: Option<&'r str>,
    /// A demonstration installation.
    pub demo: bool,
    /// The built site.
    pub site: Option<&'r Site>,
}

impl Reader<'_> {
    /// A part of a page with the icons of the site.
    #[must_use]
    pub fn html(&self) -> Html {
        Html::new(self.site.map_or("", |site| site.manifest.icons.as_str()))
    }

    /// This page in a language, absolute.
    fn address(&self, lang: Lang) -> String {
        format!("{}{}", self.origin, self.relative(lang))
    }

    /// This page in a language.
    fn relative(&self, lang: Lang) -> String {
        let mut pairs: Vec<(&str, String)> = self
            .query
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        if lang == Lang::En {
            pairs.push(("lang", lang.tag().to_owned()));
        }
        format!("{}{}", self.path, query_string(&pairs))
    }

    /// The link that switches the language: names Vietnamese too, so that it wins over the cookie.
    fn switch(&self) -> String {
        match self.lang {
            Lang::Vi => self.relative(Lang::En),
            Lang::En => {
                let address = self.relative(Lang::Vi);
                format!(
                    "{address}{}lang=vi",
                    if address.contains('?') { '&' } else { '?' }
                )
            }
        }
    }
}

/// The whole document.
#[must_use]
pub fn document(reader: &Reader<'_>, page: &Page, content: Content) -> String {
    let lang = reader.lang;
    let mut html = reader.html();
    html.raw("<!doctype html>\n<html")
        .attribute("lang", lang.tag());
    if let Some(site) = reader.site {
        html.attribute("data-reference", &site.manifest.reference)
            .attribute("data-icons", &site.manifest.icons)
            .attribute("data-build", &site.manifest.build);
    }
    if reader.demo {
        html.raw(" data-demo");
    }
    html.raw(">\n");
    head(&mut html, reader, page, &content);
    html.raw("<body>\n<div id=\"boot-problem\" class=\"boot-problem\" role=\"alert\" hidden></div>\n<div id=\"app\">\n");
    html.raw("<a class=\"skip-link\" href=\"#main\">")
        .text(say::skip_to_main(lang))
        .raw("</a>\n");
    if reader.demo {
        html.raw("<section class=\"demo-strip\" aria-label=\"")
            .text(portal::demo_label(lang))
            .raw("\">")
            .icon("info")
            .element("p", say::demo_notice(lang))
            .raw("</section>\n");
    }
    header(&mut html, reader, page);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    html.append(content.main);
    html.raw("\n</main>\n");
    footer(&mut html, lang);
    html.raw("</div>\n<noscript><p class=\"page noscript\">")
        .text(say::noscript(lang))
        .raw(" ");
    html.link("/thu-tuc", say::nav_procedures(lang))
        .raw(" ")
        .link("/so-do-cong", say::footer_sitemap(lang))
        .raw("</p></noscript>\n</body>\n</html>\n");
    html.finish()
}

fn head(html: &mut Html, reader: &Reader<'_>, page: &Page, content: &Content) {
    let lang = reader.lang;
    let title = say::page_title(lang, &content.title);
    html.raw("<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", &title).raw("\n");
    meta(html, "name", "description", &content.description);
    if content.indexed {
        let address = reader.address(lang);
        html.raw("<link rel=\"canonical\"")
            .attribute("href", &address)
            .raw(">\n");
        for (tag, other) in [("vi", Lang::Vi), ("en", Lang::En), ("x-default", Lang::Vi)] {
            html.raw("<link rel=\"alternate\"")
                .attribute("hreflang", tag)
                .attribute("href", &reader.address(other))
                .raw(">\n");
        }
        meta(html, "property", "og:type", "website");
        meta(html, "property", "og:site_name", say::site_full_name(lang));
        meta(html, "property", "og:title", &content.title);
        meta(html, "property", "og:description", &content.description);
        meta(html, "property", "og:url", &address);
        meta(
            html,
            "property",
            "og:locale",
            if lang == Lang::En { "en_GB" } else { "vi_VN" },
        );
    } else {
        meta(html, "name", "robots", "noindex");
    }
    if let Some(data) = &content.data {
        html.json_ld(data).raw("\n");
    }
    if let Some(site) = reader.site {
        let when = if content.early {
            When::Later
        } else {
            When::Now
        };
        parts_of_the_site(html, site, when);
        first_questions(html, reader, page, when);
        parts_of_the_area(html, site, page, when);
        if page.draft(reader.path).is_some() {
            store_of_drafts(html, site, when);
        }
    }
    html.raw("</head>\n");
}

/// When a browser asks for what the application needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// At once: nobody can do anything before the application runs.
    Now,
    /// When the page can be read and typed into: until then the line is for that alone (`early.js` asks).
    Later,
}

/// The beginning of a link to something that the application will need.
fn ahead(html: &mut Html, when: When, rel: &'static str) {
    match when {
        When::Now => html.raw("<link").attribute("rel", rel),
        When::Later => html.raw("<link rel=\"later\"").attribute("data-rel", rel),
    };
}

/// What the application is made of, asked for as early as possible.
fn parts_of_the_site(html: &mut Html, site: &Site, when: When) {
    let manifest = &site.manifest;
    html.raw("<link rel=\"stylesheet\"")
        .attribute("href", &manifest.css)
        .raw(">\n");
    for font in &manifest.fonts {
        html.raw("<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin")
            .attribute("href", font)
            .raw(">\n");
    }
    // Where they come later, the start script is the first to ask for them.
    if when == When::Now {
        html.raw("<link rel=\"modulepreload\"")
            .attribute("href", &manifest.js)
            .raw(">\n");
        html.raw("<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin")
            .attribute("href", &manifest.wasm)
            .raw(">\n");
    }
    for (rel, name) in [
        ("icon", "favicon.svg"),
        ("manifest", "manifest.webmanifest"),
    ] {
        if let Some(path) = site.find(name) {
            html.raw("<link")
                .attribute("rel", rel)
                .attribute("href", path)
                .raw(">\n");
        }
    }
    // Plain scripts: they must run in browsers that know no modules, to tell their owners.
    if when == When::Later {
        html.raw("<script")
            .attribute("src", &manifest.early)
            .raw(" defer></script>\n");
    }
    html.raw("<script")
        .attribute("src", &manifest.boot)
        .attribute("data-js", &manifest.js)
        .attribute("data-wasm", &manifest.wasm);
    html.raw(" defer></script>\n");
}

/// The parts of the area, which the application would ask for only when it runs. Behind everything that starts it: a browser
/// has few connections.
fn parts_of_the_area(html: &mut Html, site: &Site, page: &Page, when: When) {
    let area = page.area().and_then(|area| site.manifest.areas.get(area));
    for part in area.into_iter().flatten() {
        ahead(html, when, "preload");
        html.raw(" as=\"fetch\" fetchpriority=\"low\" type=\"application/wasm\" crossorigin")
            .attribute("href", part)
            .raw(">\n");
    }
}

/// The store of drafts, which the application opens before it shows a form.
fn store_of_drafts(html: &mut Html, site: &Site, when: When) {
    ahead(html, when, "modulepreload");
    html.raw(" fetchpriority=\"low\"")
        .attribute("href", &site.manifest.device)
        .raw(">\n");
}

/// What the application will ask the server as soon as it runs; asked while it is still on its way. With the same mode and
/// credentials as its own requests, or the browser would ask twice.
fn first_questions(html: &mut Html, reader: &Reader<'_>, page: &Page, when: When) {
    let draft = page.draft(reader.path).filter(|_| reader.actor.is_some());
    let questions = [
        Some(GetSession::path(&[])),
        draft.map(|id| GetDraft::path(&[id])),
        reader.form.map(|hash| GetForm::path(&[hash])),
    ];
    for question in questions.into_iter().flatten() {
        ahead(html, when, "preload");
        html.raw(" as=\"fetch\" crossorigin")
            .attribute("href", &question)
            .raw(">\n");
    }
}

fn meta(html: &mut Html, kind: &'static str, name: &str, content: &str) {
    html.raw("<meta")
        .attribute(kind, name)
        .attribute("content", content)
        .raw(">\n");
}

fn header(html: &mut Html, reader: &Reader<'_>, page: &Page) {
    let lang = reader.lang;
    html.raw("<header class=\"site-header\">\n<div class=\"site-header__inner\">\n<a class=\"site-header__brand\" href=\"/\">");
    if let Some(site) = reader.site {
        html.raw("<svg class=\"site-header__mark\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 40 44\"><use href=\"")
            .text(&site.manifest.icons)
            .raw("#logo\"></use></svg>");
    }
    html.raw("<span class=\"site-header__name\">")
        .text(say::site_name(lang));
    html.raw("<span class=\"site-header__tagline\">")
        .text(say::site_tagline(lang))
        .raw("</span></span></a>\n");
    // Closed as the application draws it, so that nothing moves when it takes over; without scripts the footer leads on.
    html.raw("<button class=\"site-header__button site-header__toggle\" type=\"button\" aria-expanded=\"false\" aria-controls=\"site-nav\">");
    html.icon("menu")
        .element("span", say::nav_menu(lang))
        .raw("</button>\n");
    html.raw("<nav class=\"site-header__nav\" id=\"site-nav\"")
        .attribute("aria-label", say::nav_label(lang))
        .raw(">\n<ul role=\"list\">\n");
    let officer = reader.actor.is_some_and(|actor| actor.role.is_officer());
    let mine = if officer {
        ("/can-bo", say::nav_staff(lang))
    } else {
        ("/ho-so", say::nav_dossiers(lang))
    };
    let here = match page {
        Page::Home => "/",
        Page::Procedures | Page::Procedure(_) => "/thu-tuc",
        Page::Dossiers | Page::Dossier | Page::Draft | Page::Review => "/ho-so",
        Page::Queue | Page::StaffDossier | Page::Register | Page::Counter => "/can-bo",
        Page::Help => "/huong-dan",
        _ => "",
    };
    for (address, name) in [
        ("/", say::nav_home(lang)),
        ("/thu-tuc", say::nav_procedures(lang)),
        mine,
        ("/huong-dan", say::nav_help(lang)),
    ] {
        html.raw("<li><a").attribute("href", address);
        if address == here {
            html.raw(" aria-current=\"page\"");
        }
        html.raw(">").text(name).raw("</a></li>\n");
    }
    html.raw("</ul>\n</nav>\n<div class=\"site-header__tools\">\n");
    let other = if lang == Lang::Vi { Lang::En } else { Lang::Vi };
    html.raw("<a class=\"site-header__button\"")
        .attribute("href", &reader.switch());
    html.attribute("lang", other.tag())
        .attribute("hreflang", other.tag())
        .raw("><span class=\"site-header__long\">");
    html.text(say::switch_language(lang))
        .raw("</span><span class=\"site-header__short\" aria-hidden=\"true\">");
    html.text(say::switch_language_short(lang))
        .raw("</span></a>\n");
    let (address, label) = match reader.actor {
        Some(actor) => (mine.0, actor.name.as_str()),
        None => ("/dang-nhap", say::nav_sign_in(lang)),
    };
    html.raw("<a class=\"site-header__button\"")
        .attribute("href", address)
        .raw(">")
        .icon("user");
    html.raw("<span class=\"menu__label\">")
        .text(label)
        .raw("</span></a>\n</div>\n</div>\n</header>\n");
}

fn footer(html: &mut Html, lang: Lang) {
    html.raw("<footer class=\"site-footer\">\n<div class=\"site-footer__inner\">\n<div class=\"site-footer__agency\">\n");
    html.raw("<p class=\"site-footer__name\">")
        .text(say::footer_agency(lang))
        .raw("</p>\n<p>");
    html.text(say::footer_responsible(lang))
        .raw("<br>")
        .text(say::footer_address(lang))
        .raw("<br>")
        .text(say::footer_email_label(lang));
    html.raw(" <a")
        .attribute("href", &format!("mailto:{}", say::footer_email(lang)))
        .raw(">")
        .text(say::footer_email(lang));
    html.raw(
        "</a></p>\n</div>\n<div class=\"site-footer__help\">\n<h2 class=\"site-footer__title\">",
    )
    .text(say::footer_help_title(lang));
    html.raw("</h2>\n<a class=\"site-footer__hotline\"")
        .attribute(
            "href",
            &format!("tel:{}", say::footer_hotline(lang).replace(' ', "")),
        );
    html.raw(">")
        .icon("phone")
        .text(say::footer_hotline(lang))
        .raw("</a>\n");
    html.element("p", say::footer_hours(lang))
        .raw("\n</div>\n<nav class=\"site-footer__links\"")
        .attribute("aria-label", say::footer_label(lang));
    html.raw(">\n<ul role=\"list\">\n");
    for (address, name) in [
        ("/huong-dan", say::footer_help(lang)),
        ("/tro-nang", say::footer_accessibility(lang)),
        ("/so-do-cong", say::footer_sitemap(lang)),
    ] {
        html.raw("<li>").link(address, name).raw("</li>\n");
    }
    html.raw("</ul>\n</nav>\n<p class=\"site-footer__legal\">")
        .text(say::footer_legal(lang))
        .raw("</p>\n</div>\n</footer>\n");
}
