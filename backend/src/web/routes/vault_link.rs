//! Which agencies take each other's verified data.

use axum::extract::State;
use motcua_shared::api::{ListVaultLinks, SaveVaultLink, VaultLinkChange};

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
