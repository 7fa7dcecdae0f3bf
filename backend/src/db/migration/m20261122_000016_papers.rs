//! Number and day of issue of results, from the clerk who adds the file or from the template, into the vault.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000016_papers"
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
                // `issued_on` is an ISO date: the day that stands on the paper.
                "ALTER TABLE attachment ADD COLUMN number TEXT",
                "ALTER TABLE attachment ADD COLUMN issued_on TEXT",
                "ALTER TABLE document ADD COLUMN issued_on TEXT",
            ],
        )
        .await
    }
}
