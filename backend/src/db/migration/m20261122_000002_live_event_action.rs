//! A live event says what was done and whether a notice came with it.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000002_live_event_action"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(
            manager,
            &[
                // Older events cannot say it. They are only the memory of the streams: every page is loaded anew after a
                // new version of the program anyway.
                "DELETE FROM live_event",
                "ALTER TABLE live_event ADD COLUMN action TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE live_event ADD COLUMN notice BOOLEAN NOT NULL DEFAULT FALSE",
            ],
        )
        .await
    }
}
