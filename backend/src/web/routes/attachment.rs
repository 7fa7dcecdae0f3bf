//! Files: streamed in, streamed out.

use std::io;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, TryStreamExt as _};
use motcua_shared::api::{
    AttachmentView, DeleteAttachment, Nothing, ResultQuery, StaffDossier, UploadQuery,
};

use crate::app::App;
use crate::service::attachment;
use crate::service::staff;
use crate::web::extract::{Filler, Id, Officer, QueryOf, SignedIn};
use crate::web::problem::Failure;
use crate::web::{Answer, Reply};

/// Types a browser shows by itself; everything else is saved to disk.
const SHOWN: [&str; 4] = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

/// Takes a file for a draft. The body is the file.
///
/// # Errors
/// See [`attachment::upload`].
pub async fn upload(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(draft): Id,
    QueryOf(query): QueryOf<UploadQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AttachmentView>, Failure> {
    Ok(Json(
        attachment::upload(
            &app,
            &actor,
            &draft,
            &query,
            content(body),
            length(&headers),
        )
        .await?,
    ))
}

/// Takes a result file for a dossier. The body is the file.
///
/// # Errors
/// See [`staff::result::upload`].
pub async fn upload_result(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(dossier): Id,
    QueryOf(query): QueryOf<ResultQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<StaffDossier>, Failure> {
    Ok(Json(
        staff::result::upload(
            &app,
            &actor,
            &dossier,
            &query,
            content(body),
            length(&headers),
        )
        .await?,
    ))
}

/// Removes a file from a draft.
pub async fn delete(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(id): Id,
) -> Answer<DeleteAttachment> {
    attachment::delete(&app, &actor, &id).await?;
    Ok(Reply(Nothing {}))
}

/// The content of a file.
///
/// # Errors
/// See [`attachment::open`].
pub async fn download(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Id(id): Id,
) -> Result<Response, Failure> {
    Ok(answer(attachment::open(&app, &actor, &id).await?))
}

/// A file as an answer.
pub(super) fn answer(file: attachment::Download) -> Response {
    let way = if SHOWN.contains(&file.media_type.as_str()) {
        "inline"
    } else {
        "attachment"
    };
    let disposition = format!("{way}; filename*=UTF-8''{}", percent_encoded(&file.name));
    let text = |value: &str| {
        HeaderValue::from_str(value)
            .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
    };
    let headers = [
        (header::CONTENT_TYPE, text(&file.media_type)),
        (header::CONTENT_DISPOSITION, text(&disposition)),
        (header::CONTENT_LENGTH, HeaderValue::from(file.bytes)),
    ];
    (headers, Body::from_stream(file.stream)).into_response()
}

pub(super) fn content(
    body: Body,
) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static {
    body.into_data_stream().map_err(io::Error::other)
}

pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// RFC 8187: letters, digits and a few marks stay, all other bytes become `%XX`.
pub(super) fn percent_encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 2);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_cannot_break_out_of_the_header() {
        assert_eq!(
            percent_encoded("Giấy \"a\"\r\n.pdf"),
            "Gi%E1%BA%A5y%20%22a%22%0D%0A.pdf"
        );
    }
}
