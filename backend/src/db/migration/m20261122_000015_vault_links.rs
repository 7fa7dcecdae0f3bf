//! Decisions about agencies are kept: each with its purpose, and when, by whom and why it ended.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000015_vault_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A new table in place of the old one: SQLite cannot give a table another primary key.
        super::run(manager, &[
            "CREATE TABLE vault_link_kept (
                id TEXT NOT NULL PRIMARY KEY,
                one TEXT NOT NULL,
                other TEXT NOT NULL,
                connected BOOLEAN NOT NULL,
                purpose TEXT NOT NULL,
                changed_by TEXT NOT NULL REFERENCES account (id),
                changed_at BIGINT NOT NULL,
                ended_by TEXT REFERENCES account (id),
                ended_at BIGINT,
                ended_reason TEXT
            )",
            "INSERT INTO vault_link_kept (id, one, other, connected, purpose, changed_by, changed_at)
                SELECT one || '/' || other, one, other, connected, '', changed_by, changed_at FROM vault_link",
            "DROP TABLE vault_link",
            "ALTER TABLE vault_link_kept RENAME TO vault_link",
            // Two sides have one decision at a time.
            "CREATE UNIQUE INDEX vault_link_in_force ON vault_link (one, other) WHERE ended_at IS NULL",
        ]).await
    }
}
