//! Dossiers of the signed-in citizen.

use axum::extract::State;
use motcua_shared::api::{ActOnDossier, ActionRequest, GetDossier, ListDossiers, StartSupplement};

use crate::app::App;
use crate::service::dossier;
use crate::web::extract::{Citizen, Id, JsonBody};
use crate::web::memory::Written;
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web};

/// Own dossiers.
pub async fn list(State(app): State<App>, Citizen(actor): Citizen) -> Answer<ListDossiers> {
    Ok(Reply(dossier::list(&app, &actor).await?))
}

/// One own dossier.
pub async fn get(
    State(web): State<Web>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Result<Written<GetDossier>, Failure> {
    let read = dossier::get(&web.app, &actor, &id);
    web.memory.answer(&web.app, &actor, &id, read).await
}

/// Acts as the applicant.
pub async fn act(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
    JsonBody(request): JsonBody<ActionRequest>,
) -> Answer<ActOnDossier> {
    Ok(Reply(dossier::act(&app, &actor, &id, &request).await?))
}

/// Opens the draft that answers the supplement request.
pub async fn start_supplement(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Answer<StartSupplement> {
    Ok(Reply(dossier::start_supplement(&app, &actor, &id).await?))
}
