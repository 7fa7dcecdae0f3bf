//! What applicant and officers write to each other about a dossier. Messages are never changed, only marked as read.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000009_conversation"
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
                "CREATE TABLE message (
                id TEXT NOT NULL PRIMARY KEY,
                dossier TEXT NOT NULL REFERENCES dossier (id),
                at BIGINT NOT NULL,
                account TEXT NOT NULL REFERENCES account (id),
                from_office BOOLEAN NOT NULL,
                by_vi TEXT NOT NULL,
                by_en TEXT NOT NULL,
                text TEXT NOT NULL,
                read_at BIGINT
            )",
                "CREATE INDEX message_by_dossier ON message (dossier, at)",
            ],
        )
        .await
    }
}
