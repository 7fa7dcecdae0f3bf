//! Forms on paper: blank for everybody, the review copy for who fills it, the filled one for owner and officers.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use motcua_shared::access::Actor;

use super::attachment::percent_encoded;
use crate::document::Format;
use crate::service::document::{self, Document, Site};
use crate::web::extract::{Filler, Id, SignedIn};
use crate::web::problem::Failure;
use crate::web::{Web, shell};

/// The blank form as PDF.
///
/// # Errors
/// See [`document::blank`].
pub async fn blank_pdf(
    State(web): State<Web>,
    Id(slug): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    blank(&web, &slug, &headers, Format::Pdf).await
}

/// The blank form as DOCX.
///
/// # Errors
/// See [`document::blank`].
pub async fn blank_docx(
    State(web): State<Web>,
    Id(slug): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    blank(&web, &slug, &headers, Format::Docx).await
}

/// The review copy as PDF.
///
/// # Errors
/// See [`document::review`].
pub async fn review_pdf(
    State(web): State<Web>,
    Filler(actor): Filler,
    Id(draft): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    review(&web, &actor, &draft, &headers, Format::Pdf).await
}

/// The review copy as DOCX.
///
/// # Errors
/// See [`document::review`].
pub async fn review_docx(
    State(web): State<Web>,
    Filler(actor): Filler,
    Id(draft): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    review(&web, &actor, &draft, &headers, Format::Docx).await
}

/// The filled form as PDF.
///
/// # Errors
/// See [`document::filled`].
pub async fn filled_pdf(
    State(web): State<Web>,
    SignedIn(actor): SignedIn,
    Id(dossier): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    filled(&web, &actor, &dossier, &headers, Format::Pdf).await
}

/// The filled form as DOCX.
///
/// # Errors
/// See [`document::filled`].
pub async fn filled_docx(
    State(web): State<Web>,
    SignedIn(actor): SignedIn,
    Id(dossier): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    filled(&web, &actor, &dossier, &headers, Format::Docx).await
}

async fn blank(
    web: &Web,
    slug: &str,
    headers: &HeaderMap,
    format: Format,
) -> Result<Response, Failure> {
    let origin = shell::origin(web, headers);
    let made = document::blank(&web.app, &web.press, Site(&origin), slug, format).await?;
    let tag = format!("\"{}\"", made.tag.as_deref().unwrap_or_default());
    let same = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        send(made)
    };
    // A new form version gets a new tag; until it is looked at again, an hour-old blank form does no harm.
    put(&mut response, header::CACHE_CONTROL, "public, max-age=3600");
    put(&mut response, header::ETAG, &tag);
    Ok(response)
}

async fn review(
    web: &Web,
    actor: &Actor,
    draft: &str,
    headers: &HeaderMap,
    format: Format,
) -> Result<Response, Failure> {
    let origin = shell::origin(web, headers);
    let made = document::review(&web.app, &web.press, Site(&origin), actor, draft, format).await?;
    Ok(send(made))
}

async fn filled(
    web: &Web,
    actor: &Actor,
    dossier: &str,
    headers: &HeaderMap,
    format: Format,
) -> Result<Response, Failure> {
    let origin = shell::origin(web, headers);
    let made =
        document::filled(&web.app, &web.press, Site(&origin), actor, dossier, format).await?;
    Ok(send(made))
}

/// The document as a file to keep. A PDF opens in the browser, everything else goes to disk.
pub(super) fn send(document: Document) -> Response {
    let way = match document.format {
        Format::Pdf => "inline",
        Format::Docx => "attachment",
    };
    let disposition = format!(
        "{way}; filename*=UTF-8''{}",
        percent_encoded(&document.name)
    );
    let mut response = document.bytes.into_response();
    put(
        &mut response,
        header::CONTENT_TYPE,
        document.format.media_type(),
    );
    put(&mut response, header::CONTENT_DISPOSITION, &disposition);
    put(&mut response, header::CONTENT_LANGUAGE, "vi");
    response
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    // All of these are ASCII; one that is not would be left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
