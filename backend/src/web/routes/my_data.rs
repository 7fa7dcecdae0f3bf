//! What is held about a person, for that person; and the requests to correct it, for the agency that decides.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use motcua_shared::api::{
    AskForCorrection, AttachmentView, CopyDossier, CorrectionDecision, CorrectionFileQuery,
    DecideCorrection, GetCorrection, GetMyData, ListCorrections, NewCorrection, RestrictItem,
    Restriction, WithdrawCorrection,
};

use super::attachment::{answer, content, length};
use crate::app::App;
use crate::service::draft;
use crate::service::my_data::{self, correction};
use crate::web::extract::{Citizen, Id, JsonBody, Officer, QueryOf};
use crate::web::problem::Failure;
use crate::web::{Answer, Reply};

/// Everything that is held about the actor.
pub async fn get(State(app): State<App>, Citizen(actor): Citizen) -> Answer<GetMyData> {
    Ok(Reply(my_data::get(&app, &actor).await?))
}

/// Stops an item from being used again, or allows it.
pub async fn restrict(
    State(app): State<App>,
    Citizen(actor): Citizen,
    JsonBody(wanted): JsonBody<Restriction>,
) -> Answer<RestrictItem> {
    Ok(Reply(my_data::restrict(&app, &actor, &wanted).await?))
}

/// Asks for a correction.
pub async fn ask(
    State(app): State<App>,
    Citizen(actor): Citizen,
    JsonBody(new): JsonBody<NewCorrection>,
) -> Answer<AskForCorrection> {
    Ok(Reply(correction::ask(&app, &actor, &new).await?))
}

/// Takes a request back.
pub async fn withdraw(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Answer<WithdrawCorrection> {
    Ok(Reply(correction::withdraw(&app, &actor, &id).await?))
}

/// Takes the paper that shows what is right. The body is the file.
///
/// # Errors
/// See [`correction::add_file`].
pub async fn add_file(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    QueryOf(query): QueryOf<CorrectionFileQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AttachmentView>, Failure> {
    let added = correction::add_file(&app, &actor, &id, &query, content(body), length(&headers));
    Ok(Json(added.await?))
}

/// Everything as a ZIP file.
///
/// # Errors
/// See [`my_data::copy`].
pub async fn copy(State(app): State<App>, Citizen(actor): Citizen) -> Result<Response, Failure> {
    Ok(answer(my_data::copy(&app, &actor).await?))
}

/// The content of an own document.
///
/// # Errors
/// See [`my_data::document`].
pub async fn document(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Result<Response, Failure> {
    Ok(answer(my_data::document(&app, &actor, &id).await?))
}

/// A new draft made of an earlier dossier.
pub async fn copy_dossier(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Answer<CopyDossier> {
    Ok(Reply(draft::copy(&app, &actor, &id).await?))
}

/// The requests to the officer's agency.
pub async fn list(State(app): State<App>, Officer(actor): Officer) -> Answer<ListCorrections> {
    Ok(Reply(correction::decide::list(&app, &actor).await?))
}

/// One of them.
pub async fn open(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetCorrection> {
    Ok(Reply(correction::decide::open(&app, &actor, &id).await?))
}

/// The paper of one of them.
///
/// # Errors
/// See [`correction::decide::file`].
pub async fn file(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Result<Response, Failure> {
    Ok(answer(correction::decide::file(&app, &actor, &id).await?))
}

/// Decides about one of them.
pub async fn decide(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(decision): JsonBody<CorrectionDecision>,
) -> Answer<DecideCorrection> {
    let decided = correction::decide::decide(&app, &actor, &id, &decision);
    Ok(Reply(decided.await?))
}
