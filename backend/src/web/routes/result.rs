//! Results drafted from a template: the draft, how it would look, issuing it.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use motcua_shared::api::{GetResultDraft, IssueResult, ResultIssue};

use super::document::send;
use crate::app::App;
use crate::service::document::Site;
use crate::service::staff::result;
use crate::web::extract::{Id, JsonBody, Officer};
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web, shell};

/// What a browser puts before the value of the only field of a form that is sent as plain text.
const FIELD: &str = "draft=";

/// The draft.
pub async fn draft(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetResultDraft> {
    Ok(Reply(result::draft(&app, &actor, &id).await?))
}

/// Issues it.
pub async fn issue(
    State(web): State<Web>,
    Officer(actor): Officer,
    Id(id): Id,
    headers: HeaderMap,
    JsonBody(wanted): JsonBody<ResultIssue>,
) -> Answer<IssueResult> {
    let origin = shell::origin(&web, &headers);
    let issued = result::issue(&web.app, &web.press, Site(&origin), &actor, &id, &wanted).await?;
    Ok(Reply(issued))
}

/// How it would look.
///
/// # Errors
/// See [`result::preview`].
pub async fn preview(
    State(web): State<Web>,
    Officer(actor): Officer,
    Id(id): Id,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let text = std::str::from_utf8(&body).ok();
    let text = text.and_then(|text| text.trim().strip_prefix(FIELD));
    let text = text.ok_or_else(|| Failure::unreadable("no draft in the body"))?;
    let wanted: ResultIssue =
        serde_json::from_str(text).map_err(|_| Failure::unreadable("the draft is no JSON"))?;
    let origin = shell::origin(&web, &headers);
    let made = result::preview(&web.app, &web.press, Site(&origin), &actor, &id, &wanted).await?;
    Ok(send(made))
}
