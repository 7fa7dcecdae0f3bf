//! Drafts: of the signed-in citizen, and those that a clerk fills with somebody.

use axum::extract::State;
use motcua_shared::api::{
    CreateDraft, DeleteDraft, DocumentReuse, DraftChange, DraftRebase, GetDraft, ListDrafts,
    NewDraft, Nothing, RebaseDraft, ReuseDocument, SaveDraft, Submission, SubmitDraft,
};

use crate::app::App;
use crate::service::draft;
use crate::web::extract::{Citizen, Filler, Id, IdempotencyKey, JsonBody};
use crate::web::{Answer, Reply};

/// Own drafts.
pub async fn list(State(app): State<App>, Citizen(actor): Citizen) -> Answer<ListDrafts> {
    Ok(Reply(draft::list(&app, &actor).await?))
}

/// Starts an e-form.
pub async fn create(
    State(app): State<App>,
    Citizen(actor): Citizen,
    JsonBody(new): JsonBody<NewDraft>,
) -> Answer<CreateDraft> {
    Ok(Reply(draft::create(&app, &actor, &new).await?))
}

/// Opens a draft.
pub async fn get(State(app): State<App>, Filler(actor): Filler, Id(id): Id) -> Answer<GetDraft> {
    Ok(Reply(draft::get(&app, &actor, &id).await?))
}

/// Saves a draft.
pub async fn save(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(id): Id,
    JsonBody(change): JsonBody<DraftChange>,
) -> Answer<SaveDraft> {
    Ok(Reply(draft::save(&app, &actor, &id, &change).await?))
}

/// Moves a draft to a newer version of its form.
pub async fn rebase(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(id): Id,
    JsonBody(wanted): JsonBody<DraftRebase>,
) -> Answer<RebaseDraft> {
    Ok(Reply(draft::rebase(&app, &actor, &id, &wanted).await?))
}

/// Throws a draft away.
pub async fn delete(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(id): Id,
) -> Answer<DeleteDraft> {
    draft::delete(&app, &actor, &id).await?;
    Ok(Reply(Nothing {}))
}

/// Files it.
pub async fn submit(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(submission): JsonBody<Submission>,
) -> Answer<SubmitDraft> {
    Ok(Reply(
        draft::submit(&app, &actor, &id, &submission, &key).await?,
    ))
}

/// Uses a document again.
pub async fn reuse_document(
    State(app): State<App>,
    Filler(actor): Filler,
    Id(id): Id,
    JsonBody(reuse): JsonBody<DocumentReuse>,
) -> Answer<ReuseDocument> {
    Ok(Reply(
        draft::reuse_document(&app, &actor, &id, &reuse).await?,
    ))
}
