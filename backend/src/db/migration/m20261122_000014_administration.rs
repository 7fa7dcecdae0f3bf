//! What administrators change: the calendars; and the numbers of results. Every change is kept, numbered without gaps; what holds is what is built in with
//! all changes after each other.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000014_administration"
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
                // The number is the key: of two changes that saw the same state, only one can be written.
                "CREATE TABLE calendar_change (
                number BIGINT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT NOT NULL REFERENCES account (id),
                reason TEXT NOT NULL,
                edits TEXT NOT NULL
            )",
                "CREATE TABLE result_number (
                agency TEXT NOT NULL REFERENCES agency (code),
                mark TEXT NOT NULL,
                year INTEGER NOT NULL,
                number INTEGER NOT NULL,
                dossier TEXT NOT NULL REFERENCES dossier (id),
                issued_at BIGINT NOT NULL,
                PRIMARY KEY (agency, mark, year, number)
            )",
                "CREATE INDEX result_number_by_dossier ON result_number (dossier)",
            ],
        )
        .await
    }
}
