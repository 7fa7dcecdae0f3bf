//! Looking up a dossier by its code, as a plain form that works without scripts: what a QR code on paper opens.

use axum::extract::Query;
use axum::http::Uri;
use motcua_shared::api::{LOOK_UP_QUERY, LookUpView};
use motcua_shared::dossier::DossierCode;
use motcua_shared::i18n::Lang;
use motcua_shared::i18n::t::{look_up as words, shell as say};

use super::frame::{Content, Reader};
use super::html::Html;
use super::page::Page;
use super::{breadcrumb, content as content_of};
use crate::service::{Error, look_up};
use crate::web::Web;

/// Longest text that is looked at and shown again, in letters: an address with a code in it is far shorter.
const TEXT_MAX: usize = 200;

/// What was asked for, and the answer.
#[derive(Default)]
pub struct Asked {
    text: String,
    answer: Answer,
}

#[derive(Default)]
enum Answer {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// Nothing in it looks like a code.
    NoCode,
    /// No dossier of this portal has it.
    Unknown,
    /// Too many questions from this address, or the server could not answer.
    Later,
    /// There it is.
    Found(LookUpView),
}

/// Answers the question that an address asks; every other page asks none.
pub async fn ask(web: &Web, address: &str, uri: &Uri) -> Asked {
    if Page::at(uri.path()) != Page::LookUp {
        return Asked::default();
    }
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map(|query| query.0)
        .unwrap_or_default();
    let text: String = pairs
        .into_iter()
        .find(|(name, _)| name == LOOK_UP_QUERY)
        .map(|(_, value)| value.trim().chars().take(TEXT_MAX).collect())
        .unwrap_or_default();
    let answer = if text.is_empty() {
        Answer::Nothing
    } else if DossierCode::find(&text).is_none() {
        Answer::NoCode
    } else if web.limits.look_up.start(&[address], web.app.now()).is_err() {
        Answer::Later
    } else {
        match look_up::look_up(&web.app, &text).await {
            Ok(view) => Answer::Found(view),
            Err(Error::NotFound) => Answer::Unknown,
            Err(error) => {
                tracing::warn!(%error, "a look-up failed");
                Answer::Later
            }
        }
    };
    Asked { text, answer }
}

/// The page.
pub fn content(reader: &Reader<'_>, asked: &Asked) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::LookUp);
    // Nobody's dossier belongs into a search engine.
    content.indexed = reader.query.is_empty();
    let main = &mut content.main;
    main.raw("<div class=\"page page--narrow stack\">\n");
    breadcrumb(
        main,
        lang,
        &[("/", say::nav_home(lang))],
        words::title(lang),
    );
    main.raw("<h1 tabindex=\"-1\">")
        .text(words::title(lang))
        .raw("</h1>\n<p class=\"lead\">")
        .text(words::lead(lang))
        .raw("</p>\n");
    form(main, lang, asked);
    match &asked.answer {
        Answer::Nothing | Answer::NoCode => {}
        Answer::Unknown => {
            main.element("h2", words::unknown_title(lang))
                .element("p", words::unknown(lang));
        }
        Answer::Later => {
            main.element("h2", words::later_title(lang))
                .element("p", words::later(lang));
        }
        Answer::Found(view) => found(main, lang, view),
    }
    main.raw("</div>");
    content
}

fn form(main: &mut Html, lang: Lang, asked: &Asked) {
    let wrong = matches!(asked.answer, Answer::NoCode);
    main.raw("<form class=\"fields\" action=\"/tra-cuu\"><div class=\"field\">")
        .raw("<label class=\"field__label\" for=\"ma\">")
        .text(words::code_label(lang))
        .raw("</label><p class=\"field__hint\" id=\"ma-hint\">")
        .text(words::code_hint(lang))
        .raw("</p>");
    if wrong {
        main.raw("<p class=\"field__error\" id=\"ma-error\">")
            .icon("error")
            .raw("<span>")
            .text(words::code_wrong(lang))
            .raw("</span></p>");
    }
    main.raw("<input class=\"input\" id=\"ma\" name=\"ma\" type=\"text\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\"")
        .attribute("value", &asked.text);
    main.raw(if wrong {
        " aria-invalid=\"true\" aria-describedby=\"ma-hint ma-error\">"
    } else {
        " aria-describedby=\"ma-hint\">"
    });
    main.raw("</div><p><button class=\"button\" type=\"submit\">")
        .text(words::button(lang))
        .raw("</button></p></form>\n");
}

fn found(main: &mut Html, lang: Lang, view: &LookUpView) {
    let (done, total) = (
        view.completion.done.to_string(),
        view.completion.total.to_string(),
    );
    main.raw("<section class=\"card\" aria-labelledby=\"look-up-result\"><h2 class=\"card__title\" id=\"look-up-result\">")
        .text(&words::found_title(lang, &view.code))
        .raw("</h2><p><strong>")
        .text(view.status.name(lang))
        .raw("</strong></p>")
        .element("p", &words::completion(lang, &done, &total));
    main.raw("<p class=\"small muted\">")
        .text(words::nothing_personal(lang))
        .raw(" ")
        .link("/dang-nhap?tiep=/ho-so", words::sign_in(lang))
        .raw("</p></section>");
}
