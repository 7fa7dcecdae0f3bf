//! The one-stop counter.

use axum::extract::State;
use motcua_shared::api::{
    AddPerson, CreateCounterDraft, FindDossier, FindPerson, GetCounterDraft, ListCounterDrafts,
    ListCounterProcedures, ListHandOvers, ListPersonReadings, NewCounterDraft, NewPerson,
    PersonSearch, ReceiveDossier, Reception, ScannedText,
};

use crate::app::App;
use crate::service::counter::{self, person};
use crate::service::{draft, staff};
use crate::web::extract::{Citizen, Id, IdempotencyKey, JsonBody, Officer};
use crate::web::{Answer, Reply};

/// Looks for a person; the search is written down.
pub async fn find_person(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(search): JsonBody<PersonSearch>,
) -> Answer<FindPerson> {
    Ok(Reply(person::find(&app, &actor, &search).await?))
}

/// Adds a person.
pub async fn add_person(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(new): JsonBody<NewPerson>,
) -> Answer<AddPerson> {
    Ok(Reply(person::add(&app, &actor, &new).await?))
}

/// What this counter receives.
pub async fn procedures(
    State(app): State<App>,
    Officer(actor): Officer,
) -> Answer<ListCounterProcedures> {
    Ok(Reply(counter::procedures(&app, &actor).await?))
}

/// Forms that this clerk fills.
pub async fn drafts(State(app): State<App>, Officer(actor): Officer) -> Answer<ListCounterDrafts> {
    Ok(Reply(counter::list(&app, &actor).await?))
}

/// Starts a form with a person.
pub async fn create(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(new): JsonBody<NewCounterDraft>,
) -> Answer<CreateCounterDraft> {
    Ok(Reply(counter::begin(&app, &actor, &new).await?))
}

/// What lies on the counter.
pub async fn get(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetCounterDraft> {
    Ok(Reply(counter::get(&app, &actor, &id).await?))
}

/// Receives it.
pub async fn receive(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(reception): JsonBody<Reception>,
) -> Answer<ReceiveDossier> {
    Ok(Reply(
        draft::receive(&app, &actor, &id, &reception, &key).await?,
    ))
}

/// The dossier that a scanned code names.
pub async fn find_dossier(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(scanned): JsonBody<ScannedText>,
) -> Answer<FindDossier> {
    Ok(Reply(
        staff::find_scanned(&app, &actor, &scanned.text).await?,
    ))
}

/// Papers on their way.
pub async fn hand_overs(State(app): State<App>, Officer(actor): Officer) -> Answer<ListHandOvers> {
    Ok(Reply(staff::hand_over::list(&app, &actor).await?))
}

/// Who looked at one's own data.
pub async fn readings(
    State(app): State<App>,
    Citizen(actor): Citizen,
) -> Answer<ListPersonReadings> {
    Ok(Reply(person::readings(&app, &actor).await?))
}
