//! The officers' side: queue and dossiers.

use axum::extract::{RawQuery, State};
use motcua_shared::api::{
    ActAsOfficer, ActionRequest, AddStandIn, EndStandIn, FindUnits, GetNeighbours, GetStaffDossier,
    ListColleagues, ListQueue, ListStandIns, NewStandIn, QueueQuery, UnitQuery,
};

use crate::app::App;
use crate::service::staff;
use crate::web::extract::{Id, JsonBody, Officer, QueryOf};
use crate::web::memory::Written;
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web};

/// A page of the queue.
pub async fn queue(
    State(web): State<Web>,
    Officer(actor): Officer,
    RawQuery(what): RawQuery,
    QueryOf(query): QueryOf<QueueQuery>,
) -> Result<Written<ListQueue>, Failure> {
    let what = what.unwrap_or_default();
    let read = staff::queue(&web.app, &actor, &query);
    web.memory.answer(&web.app, &actor, &what, read).await
}

/// One dossier; the reading is logged.
pub async fn get(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<GetStaffDossier> {
    Ok(Reply(staff::get(&app, &actor, &id).await?))
}

/// Acts as an officer.
pub async fn act(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(request): JsonBody<ActionRequest>,
) -> Answer<ActAsOfficer> {
    Ok(Reply(staff::act(&app, &actor, &id, &request).await?))
}

/// Officers of the own agency.
pub async fn colleagues(State(app): State<App>, Officer(actor): Officer) -> Answer<ListColleagues> {
    Ok(Reply(staff::colleagues(&app, &actor).await?))
}

/// The dossiers beside one in a list.
pub async fn neighbours(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    QueryOf(query): QueryOf<QueueQuery>,
) -> Answer<GetNeighbours> {
    Ok(Reply(staff::neighbours(&app, &actor, &id, &query).await?))
}

/// Units that can be asked for an opinion.
pub async fn units(
    State(app): State<App>,
    Officer(actor): Officer,
    QueryOf(query): QueryOf<UnitQuery>,
) -> Answer<FindUnits> {
    Ok(Reply(staff::units::find(&app, &actor, &query).await?))
}

/// Deputies and substitutes.
pub async fn stand_ins(State(app): State<App>, Officer(actor): Officer) -> Answer<ListStandIns> {
    Ok(Reply(staff::stand_in::list(&app, &actor).await?))
}

/// Names one.
pub async fn add_stand_in(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(new): JsonBody<NewStandIn>,
) -> Answer<AddStandIn> {
    Ok(Reply(staff::stand_in::add(&app, &actor, &new).await?))
}

/// Ends one.
pub async fn end_stand_in(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<EndStandIn> {
    Ok(Reply(staff::stand_in::end(&app, &actor, &id).await?))
}
