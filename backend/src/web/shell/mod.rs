//! Every address a browser opens: files of the site, and pages filled by the server so that they can be read before the
//! application runs, by search engines, on slow phones, without WebAssembly (design §5, First paint).

pub mod frame;
mod home;
mod html;
mod look_up;
mod page;
mod plain;
mod procedure;
mod procedures;
mod questions;
pub mod sitemap;
mod statement;

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use motcua_shared::access::Actor;
use motcua_shared::i18n::{Lang, t::shell as say};
use tower_sessions::Session;

use self::frame::{Content, Reader};
use self::page::Page;
use super::layers::ClientAddress;
use super::{Web, language, session};
use crate::service::draft;

/// Folders that hold files only: an unknown address in them is a missing file, not a page.
const FILES: [&str; 3] = ["/assets/", "/pkg/", "/reference/"];

/// Answers every address that is not the API's.
pub async fn serve(
    State(web): State<Web>,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            [(header::ALLOW, "GET, HEAD")],
        )
            .into_response();
    }
    let path = request.uri().path();
    if let Some(file) = web
        .options
        .site
        .as_ref()
        .and_then(|site| site.serve(path, request.headers()))
    {
        return file;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if FILES.iter().any(|folder| path.starts_with(folder)) || last.contains('.') {
        let headers = [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return (StatusCode::NOT_FOUND, headers, "404").into_response();
    }
    let chosen = language::of_query(request.uri().query());
    let lang = chosen.unwrap_or_else(|| language::of_headers(request.headers()));
    let actor = signed_in(&web, request.extensions().get::<Session>()).await;
    let own = questions::Own::find(&web.app, path, actor.as_ref()).await;
    let form = match &own {
        Some(own) => Some(own.form().to_owned()),
        None => form_of_draft(&web, path, actor.as_ref()).await,
    };
    let asked = look_up::ask(&web, &address, request.uri()).await;
    let visit = Visit {
        uri: request.uri(),
        headers: request.headers(),
        lang,
        actor: actor.as_ref(),
        form: form.as_deref(),
        own: own.as_ref(),
        asked: &asked,
    };
    let (status, document) = render(&web, &visit);
    let mut response = (status, document).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(lang.tag()),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("cookie, accept-language"),
    );
    let policy = if actor.is_some() {
        "private, no-store"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    if let Some(lang) = chosen {
        let cookie = match lang {
            Lang::Vi => "lang=vi; Path=/; Max-Age=31536000; SameSite=Lax",
            Lang::En => "lang=en; Path=/; Max-Age=31536000; SameSite=Lax",
        };
        headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
    }
    response
}

/// Who is signed in. A page must open even when the database does not answer.
async fn signed_in(web: &Web, current: Option<&Session>) -> Option<Actor> {
    session::actor(current?, web).await.ok().flatten()
}

/// The form of the draft that a page shows, by its hash. A page must open without it, too.
async fn form_of_draft(web: &Web, path: &str, actor: Option<&Actor>) -> Option<String> {
    let id = Page::at(path).draft(path)?;
    draft::form(&web.app, actor?, id).await.ok()
}

/// Who opens which page.
struct Visit<'v> {
    uri: &'v Uri,
    headers: &'v HeaderMap,
    lang: Lang,
    actor: Option<&'v Actor>,
    form: Option<&'v str>,
    own: Option<&'v questions::Own>,
    asked: &'v look_up::Asked,
}

fn render(web: &Web, visit: &Visit<'_>) -> (StatusCode, String) {
    let uri = visit.uri;
    let mut page = Page::at(uri.path());
    let mut query = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|query| query.0)
        .unwrap_or_default();
    query.retain(|(name, _)| name != "lang");
    let origin = origin(web, visit.headers);
    let reader = Reader {
        lang: visit.lang,
        path: uri.path(),
        query: &query,
        origin: &origin,
        actor: visit.actor,
        form: visit.form,
        demo: web.app.demo,
        site: web.options.site.as_ref(),
    };
    let found = match &page {
        Page::Home => Some(home::content(&web.app, &reader)),
        Page::Procedures => Some(procedures::content(&web.app, &reader)),
        Page::Procedure(slug) => procedure::content(&web.app, &reader, slug),
        Page::LookUp => Some(look_up::content(&reader, visit.asked)),
        Page::Accessibility => Some(statement::accessibility(&reader)),
        Page::Help => Some(statement::help(&reader)),
        Page::SiteMap => Some(sitemap::content(&web.app, &reader)),
        Page::Draft => Some(
            visit
                .own
                .and_then(|own| questions::of_draft(&web.app, &reader, own))
                .unwrap_or_else(|| plain::skeleton(&reader, &page)),
        ),
        Page::Gallery => Some(
            questions::of_gallery(&web.app, &reader)
                .unwrap_or_else(|| plain::skeleton(&reader, &page)),
        ),
        Page::NotFound => None,
        frame_only => Some(plain::skeleton(&reader, frame_only)),
    };
    let (status, content) = match found {
        Some(content) => (StatusCode::OK, content),
        None => {
            page = Page::NotFound;
            (StatusCode::NOT_FOUND, plain::not_found(&reader))
        }
    };
    (status, frame::document(&reader, &page, content))
}

/// A page for a fault of the server, when a page itself could not be made.
#[must_use]
pub fn trouble(lang: Lang) -> String {
    let reader = Reader {
        lang,
        path: "/",
        query: &[],
        origin: "",
        actor: None,
        form: None,
        demo: false,
        site: None,
    };
    frame::document(&reader, &Page::NotFound, plain::trouble(&reader))
}

/// Scheme and host of this installation: the setting, or what the browser asked for.
pub(super) fn origin(web: &Web, headers: &HeaderMap) -> String {
    if let Some(url) = &web.options.public_url {
        return url.clone();
    }
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or("localhost");
    let forwarded = header::HeaderName::from_static("x-forwarded-proto");
    let secure = web.options.trusted_proxy_hops > 0 && text(forwarded) == Some("https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}

/// Title of a page, description and nothing else yet.
fn content(reader: &Reader<'_>, page: &Page) -> Content {
    let (title, description) = page.words(reader.lang);
    Content {
        title: title.to_owned(),
        description: description.to_owned(),
        indexed: page.is_public(),
        data: None,
        early: false,
        main: reader.html(),
    }
}

/// The way from home to here; the last part is this page.
fn breadcrumb(main: &mut html::Html, lang: Lang, way: &[(&str, &str)], here: &str) {
    main.raw("<nav class=\"breadcrumb\"")
        .attribute("aria-label", say::nav_breadcrumb(lang))
        .raw("><ol role=\"list\">");
    for (address, name) in way {
        main.raw("<li>").link(address, name).raw("</li>");
    }
    main.raw("<li aria-current=\"page\">")
        .text(here)
        .raw("</li></ol></nav>\n");
}
