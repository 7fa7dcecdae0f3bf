//! The officer's desk: settings, many dossiers at once, what stands beside a dossier, the leader's board.

use axum::extract::State;
use motcua_shared::api::{
    AddLabel, AddNote, BulkQuestion, BulkStart, CloseNote, ContinueBulk, DeleteLabel, DeskSettings,
    DossierLabels, GetAside, GetBoard, GetBulk, GetDesk, LookAt, LookAway, NewLabel, NewNote,
    Nothing, PreviewBulk, SaveDesk, SetLabels, StartBulk,
};

use crate::app::App;
use crate::service::staff::{bulk, desk, label, note, watch};
use crate::web::extract::{Id, IdempotencyKey, JsonBody, Officer};
use crate::web::{Answer, Reply};

/// What the pages of the desk need.
pub async fn get(State(app): State<App>, Officer(actor): Officer) -> Answer<GetDesk> {
    Ok(Reply(desk::get(&app, &actor).await?))
}

/// Keeps how the queue looks.
pub async fn save(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(settings): JsonBody<DeskSettings>,
) -> Answer<SaveDesk> {
    Ok(Reply(desk::save(&app, &actor, &settings).await?))
}

/// What a command would do to many.
pub async fn preview_bulk(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(question): JsonBody<BulkQuestion>,
) -> Answer<PreviewBulk> {
    Ok(Reply(bulk::preview(&app, &actor, &question).await?))
}

/// Starts a run.
pub async fn start_bulk(
    State(app): State<App>,
    Officer(actor): Officer,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(start): JsonBody<BulkStart>,
) -> Answer<StartBulk> {
    Ok(Reply(bulk::start(&app, &actor, &start, &key).await?))
}

/// A run.
pub async fn get_bulk(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetBulk> {
    Ok(Reply(bulk::get(&app, &actor, &id).await?))
}

/// Does the next dossiers of a run.
pub async fn continue_bulk(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<ContinueBulk> {
    Ok(Reply(bulk::go_on(&app, &actor, &id).await?))
}

/// Notes and labels.
pub async fn aside(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetAside> {
    Ok(Reply(note::get(&app, &actor, &id).await?))
}

/// Writes a note.
pub async fn add_note(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(new): JsonBody<NewNote>,
) -> Answer<AddNote> {
    Ok(Reply(note::add(&app, &actor, &id, &new).await?))
}

/// An instruction is done.
pub async fn close_note(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<CloseNote> {
    Ok(Reply(note::close(&app, &actor, &id).await?))
}

/// Puts labels on a dossier.
pub async fn set_labels(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(labels): JsonBody<DossierLabels>,
) -> Answer<SetLabels> {
    Ok(Reply(label::set(&app, &actor, &id, &labels).await?))
}

/// Makes a label.
pub async fn add_label(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(new): JsonBody<NewLabel>,
) -> Answer<AddLabel> {
    Ok(Reply(label::add(&app, &actor, &new).await?))
}

/// Removes a label.
pub async fn delete_label(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<DeleteLabel> {
    Ok(Reply(label::remove(&app, &actor, &id).await?))
}

/// The officer looks at a dossier.
pub async fn look_at(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<LookAt> {
    Ok(Reply(watch::look(&app, &actor, &id).await?))
}

/// The officer has stopped looking.
pub async fn look_away(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<LookAway> {
    watch::look_away(&app, &actor, &id).await?;
    Ok(Reply(Nothing {}))
}

/// The leader's board.
pub async fn board(State(app): State<App>, Officer(actor): Officer) -> Answer<GetBoard> {
    Ok(Reply(desk::board(&app, &actor).await?))
}
