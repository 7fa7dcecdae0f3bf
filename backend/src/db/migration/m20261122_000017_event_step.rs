//! Events say at which step the dossier is after them: a return may lead to any step that it has passed.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000017_event_step"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Events written before have none: their steps follow from their actions.
        super::run(manager, &["ALTER TABLE dossier_event ADD COLUMN step TEXT"]).await
    }
}
