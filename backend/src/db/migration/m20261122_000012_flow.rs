//! Work beside a step: several opinions at once, parts of other units; taking back, payments, deputies and substitutes, linked
//! dossiers.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000012_flow"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, &STATEMENTS).await
    }
}

const STATEMENTS: [&str; 19] = [
    "ALTER TABLE dossier ADD COLUMN consultations TEXT NOT NULL DEFAULT '[]'",
    "UPDATE dossier SET consultations = '[' || consultation || ']' WHERE consultation IS NOT NULL",
    "ALTER TABLE dossier ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE dossier ADD COLUMN charges TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE dossier ADD COLUMN passed_by TEXT",
    "ALTER TABLE dossier ADD COLUMN opened BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE dossier ADD COLUMN parent TEXT REFERENCES dossier (id)",
    "CREATE INDEX dossier_by_parent ON dossier (parent)",
    "ALTER TABLE draft ADD COLUMN parent TEXT REFERENCES dossier (id)",
    // What other units have to do with a dossier now: the open opinions and parts of its row, for the units' queues. Written
    // with the row; one unit may be asked for an opinion and do a part.
    "CREATE TABLE side_task (
        dossier TEXT NOT NULL REFERENCES dossier (id),
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        unit TEXT NOT NULL REFERENCES unit (id),
        agency TEXT NOT NULL REFERENCES agency (code),
        due_at BIGINT NOT NULL,
        PRIMARY KEY (dossier, kind, key)
    )",
    "CREATE INDEX side_task_by_unit ON side_task (unit, dossier)",
    "INSERT INTO side_task (dossier, kind, key, unit, agency, due_at)
        SELECT dossier.id, 'opinion', unit.id, unit.id, unit.agency, dossier.due_at
        FROM dossier JOIN unit ON unit.id = dossier.consulted_unit",
    "DROP INDEX dossier_by_due",
    "CREATE INDEX dossier_by_due ON dossier
        (agency, due_at, id, status, unit_id, step_role, assignee, procedure_code, updated_at)",
    "DROP INDEX dossier_by_submission",
    "CREATE INDEX dossier_by_submission ON dossier
        (agency, submitted_at, id, status, due_at, unit_id, step_role, assignee, procedure_code, updated_at)",
    "ALTER TABLE dossier DROP COLUMN consultation",
    "ALTER TABLE dossier DROP COLUMN consulted_unit",
    // A deputy of a leader, with the number of the written order, or a colleague for somebody absent.
    "CREATE TABLE stand_in (
        id TEXT NOT NULL PRIMARY KEY,
        agency TEXT NOT NULL REFERENCES agency (code),
        absent TEXT NOT NULL REFERENCES account (id),
        deputy TEXT NOT NULL REFERENCES account (id),
        order_number TEXT NOT NULL,
        since BIGINT NOT NULL,
        until BIGINT NOT NULL,
        created_by TEXT NOT NULL REFERENCES account (id),
        created_at BIGINT NOT NULL,
        ended_at BIGINT
    )",
];
