//! The conversation about a dossier, from both sides, and files of messages and opinions.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use motcua_shared::api::{
    GetConversation, GetStaffConversation, MessageFile, MessageFileQuery, MessagesRead, NewMessage,
    ReadConversation, ReadStaffConversation, WriteMessage, WriteStaffMessage,
};

use crate::app::App;
use crate::service::conversation;
use crate::service::staff::opinion;
use crate::web::extract::{Citizen, Id, JsonBody, Officer, QueryOf, SignedIn};
use crate::web::problem::Failure;
use crate::web::routes::attachment::{answer, content, length};
use crate::web::{Answer, Reply};

/// That of an own dossier.
pub async fn get(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Answer<GetConversation> {
    let party = conversation::applicant(&app, &actor, &id).await?;
    Ok(Reply(conversation::get(&app, &party).await?))
}

/// The applicant writes.
pub async fn write(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    JsonBody(new): JsonBody<NewMessage>,
) -> Answer<WriteMessage> {
    let party = conversation::applicant(&app, &actor, &id).await?;
    Ok(Reply(conversation::write(&app, &party, &new).await?))
}

/// The applicant has read.
pub async fn read(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    JsonBody(read): JsonBody<MessagesRead>,
) -> Answer<ReadConversation> {
    let party = conversation::applicant(&app, &actor, &id).await?;
    Ok(Reply(conversation::read(&app, &party, &read).await?))
}

/// That of a dossier of the agency.
pub async fn get_staff(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetStaffConversation> {
    let party = conversation::officer(&app, &actor, &id).await?;
    Ok(Reply(conversation::get(&app, &party).await?))
}

/// An officer writes.
pub async fn write_staff(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(new): JsonBody<NewMessage>,
) -> Answer<WriteStaffMessage> {
    let party = conversation::officer(&app, &actor, &id).await?;
    Ok(Reply(conversation::write(&app, &party, &new).await?))
}

/// An officer has read.
pub async fn read_staff(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(read): JsonBody<MessagesRead>,
) -> Answer<ReadStaffConversation> {
    let party = conversation::officer(&app, &actor, &id).await?;
    Ok(Reply(conversation::read(&app, &party, &read).await?))
}

/// Takes a file for the applicant's next message. The body is the file.
///
/// # Errors
/// See [`conversation::upload`].
pub async fn upload(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    QueryOf(query): QueryOf<MessageFileQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MessageFile>, Failure> {
    let party = conversation::applicant(&app, &actor, &id).await?;
    let taken = conversation::upload(
        &app,
        party.sender(),
        &query,
        content(body),
        length(&headers),
    );
    Ok(Json(taken.await?))
}

/// Takes a file for an officer's next message. The body is the file.
///
/// # Errors
/// See [`conversation::upload`].
pub async fn upload_staff(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    QueryOf(query): QueryOf<MessageFileQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MessageFile>, Failure> {
    let party = conversation::officer(&app, &actor, &id).await?;
    let taken = conversation::upload(
        &app,
        party.sender(),
        &query,
        content(body),
        length(&headers),
    );
    Ok(Json(taken.await?))
}

/// Takes a file for the opinion of the officer's unit. The body is the file.
///
/// # Errors
/// See [`opinion::upload`].
pub async fn upload_opinion(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    QueryOf(query): QueryOf<MessageFileQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MessageFile>, Failure> {
    let taken = opinion::upload(&app, &actor, &id, &query, content(body), length(&headers));
    Ok(Json(taken.await?))
}

/// The content of a file of a message or an opinion.
///
/// # Errors
/// See [`conversation::open_file`].
pub async fn download(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Id(id): Id,
) -> Result<Response, Failure> {
    Ok(answer(conversation::open_file(&app, &actor, &id).await?))
}
