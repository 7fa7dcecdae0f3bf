//! How a promised date came about, supplement requests so far, the opinion waited for; and which reminders were sent.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000003_life_cycle"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, &[
            "ALTER TABLE dossier ADD COLUMN promise TEXT NOT NULL DEFAULT '[]'",
            "ALTER TABLE dossier ADD COLUMN supplements INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE dossier ADD COLUMN supplement_allowed BOOLEAN NOT NULL DEFAULT FALSE",
            "ALTER TABLE dossier ADD COLUMN consultation TEXT",
            "ALTER TABLE dossier ADD COLUMN consulted_unit TEXT",
            "UPDATE dossier SET supplements = (SELECT COUNT(*) FROM dossier_event
                WHERE dossier_event.dossier = dossier.id AND dossier_event.action = 'request_supplement')",
            // One reminder for each threshold of a due date, however many processes look.
            "CREATE TABLE reminder (
                dossier TEXT NOT NULL REFERENCES dossier (id),
                threshold TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (dossier, threshold, due_at)
            )",
        ]).await
    }
}
