//! The conversation about a dossier, from both sides.

use axum::extract::State;
use motcua_shared::api::{
    GetConversation, GetStaffConversation, MessagesRead, NewMessage, ReadConversation,
    ReadStaffConversation, WriteMessage, WriteStaffMessage,
};

use crate::app::App;
use crate::service::conversation;
use crate::web::extract::{Citizen, Id, JsonBody, Officer};
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
