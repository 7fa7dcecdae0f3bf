//! The officers' desk: indexes that carry the queue, settings, runs over many dossiers, notes, labels, who is looking.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000006_desk"
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

const STATEMENTS: [&str; 15] = [
    // A dossier's row is wide (answers, marks). These hold all that views and filters look at, in the order of a list, so that
    // counting and finding a page read nothing else. What has ended has no due date: it comes first and is passed over.
    "DROP INDEX dossier_by_due",
    "CREATE INDEX dossier_by_due ON dossier
        (agency, due_at, id, status, unit_id, step_role, assignee, consulted_unit, procedure_code, updated_at)",
    "DROP INDEX dossier_by_submission",
    "CREATE INDEX dossier_by_submission ON dossier
        (agency, submitted_at, id, status, due_at, unit_id, step_role, assignee, consulted_unit, procedure_code, updated_at)",
    "CREATE INDEX dossier_by_change ON dossier (agency, updated_at, id, status, unit_id, assignee, procedure_code)",
    "CREATE TABLE desk_setting (
        account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
        settings TEXT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE TABLE bulk_run (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        key TEXT NOT NULL,
        command TEXT NOT NULL,
        started_at BIGINT NOT NULL,
        finished_at BIGINT,
        UNIQUE (account, key)
    )",
    // The state changes in the transaction that changes the dossier: an item is done once, whoever asks and however often.
    "CREATE TABLE bulk_item (
        run TEXT NOT NULL REFERENCES bulk_run (id),
        position INTEGER NOT NULL,
        dossier TEXT NOT NULL,
        code TEXT NOT NULL,
        version BIGINT NOT NULL,
        state TEXT NOT NULL,
        refusal TEXT,
        PRIMARY KEY (run, position)
    )",
    "CREATE TABLE note (
        id TEXT NOT NULL PRIMARY KEY,
        dossier TEXT NOT NULL REFERENCES dossier (id),
        account TEXT NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        at BIGINT NOT NULL,
        words TEXT NOT NULL,
        recipient TEXT REFERENCES account (id),
        recipient_name TEXT NOT NULL,
        due_at BIGINT,
        done_at BIGINT
    )",
    "CREATE INDEX note_by_dossier ON note (dossier, at)",
    "CREATE TABLE label (
        id TEXT NOT NULL PRIMARY KEY,
        agency TEXT NOT NULL REFERENCES agency (code),
        colour TEXT NOT NULL,
        words TEXT NOT NULL
    )",
    "CREATE INDEX label_by_agency ON label (agency, words)",
    "CREATE TABLE dossier_label (
        dossier TEXT NOT NULL REFERENCES dossier (id),
        label TEXT NOT NULL REFERENCES label (id),
        PRIMARY KEY (dossier, label)
    )",
    "CREATE INDEX dossier_label_by_label ON dossier_label (label, dossier)",
    // Forgotten after a minute; a backup leaves it out.
    "CREATE TABLE watch (
        dossier TEXT NOT NULL REFERENCES dossier (id),
        account TEXT NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        seen_at BIGINT NOT NULL,
        PRIMARY KEY (dossier, account)
    )",
];
