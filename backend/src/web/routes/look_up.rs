//! Looking up a dossier by its code, without signing in.

use axum::extract::State;
use motcua_shared::api::LookUpDossier;

use crate::service::look_up;
use crate::web::extract::Id;
use crate::web::layers::ClientAddress;
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web};

/// Status and completion, to everybody, so often a minute.
pub async fn get(
    State(web): State<Web>,
    ClientAddress(address): ClientAddress,
    Id(code): Id,
) -> Answer<LookUpDossier> {
    web.limits
        .look_up
        .start(&[&address], web.app.now())
        .map_err(Failure::rate_limited)?;
    Ok(Reply(look_up::look_up(&web.app, &code).await?))
}
