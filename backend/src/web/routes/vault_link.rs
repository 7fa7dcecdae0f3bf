//! Which agencies take each other's verified data.

use axum::extract::{Path, State};
use motcua_shared::api::{
    EndVaultLink, ListVaultLinks, SaveVaultLink, VaultLinkChange, VaultLinkEnd,
};

use crate::app::App;
use crate::service::vault_link;
use crate::web::extract::{Administrator, JsonBody};
use crate::web::{Answer, Reply};

/// Everything that was decided.
pub async fn list(State(app): State<App>, _: Administrator) -> Answer<ListVaultLinks> {
    Ok(Reply(vault_link::list(&app).await?))
}

/// Decides about two sides.
pub async fn save(
    State(app): State<App>,
    Administrator(actor): Administrator,
    JsonBody(change): JsonBody<VaultLinkChange>,
) -> Answer<SaveVaultLink> {
    Ok(Reply(vault_link::save(&app, &actor, &change).await?))
}

/// Ends a decision.
pub async fn end(
    State(app): State<App>,
    Administrator(actor): Administrator,
    Path(id): Path<String>,
    JsonBody(end): JsonBody<VaultLinkEnd>,
) -> Answer<EndVaultLink> {
    Ok(Reply(
        vault_link::end(&app, &actor, &id, &end.reason).await?,
    ))
}
