//! What people see and say about the data that is held about them: reuse, restrictions, corrections, downloads.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000011_my_data"
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

const STATEMENTS: [&str; 13] = [
    // One line a question or file slot that was filled with what was known. `item` is a fact or a document, `purpose` the code
    // of the procedure it was used for.
    "CREATE TABLE reuse (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        dossier TEXT NOT NULL REFERENCES dossier (id),
        field TEXT NOT NULL,
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        changed BOOLEAN NOT NULL,
        purpose TEXT NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX reuse_by_account ON reuse (account, at)",
    "CREATE INDEX reuse_by_dossier ON reuse (dossier)",
    // What a dossier asked, and how much of it was not asked again. A line also where nothing was: the share needs it.
    "CREATE TABLE reuse_count (
        dossier TEXT NOT NULL PRIMARY KEY REFERENCES dossier (id),
        account TEXT NOT NULL REFERENCES account (id),
        agency TEXT NOT NULL REFERENCES agency (code),
        at BIGINT NOT NULL,
        answers BIGINT NOT NULL,
        answers_reused BIGINT NOT NULL,
        files BIGINT NOT NULL,
        files_reused BIGINT NOT NULL
    )",
    "CREATE INDEX reuse_count_by_agency ON reuse_count (agency, at)",
    "CREATE INDEX reuse_count_by_account ON reuse_count (account)",
    // `item` is the path of a fact, so that a newer value of it stays restricted, too; or the id of a document.
    "CREATE TABLE restriction (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        at BIGINT NOT NULL,
        lifted_at BIGINT
    )",
    "CREATE INDEX restriction_by_account ON restriction (account, kind, item)",
    // `item` is the fact or document that is said to be wrong, `subject` its path or its id, as in a restriction.
    "CREATE TABLE correction (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        item TEXT NOT NULL,
        subject TEXT NOT NULL,
        wanted TEXT,
        file TEXT REFERENCES attachment (id),
        reason TEXT NOT NULL,
        agency TEXT NOT NULL REFERENCES agency (code),
        state TEXT NOT NULL,
        asked_at BIGINT NOT NULL,
        due_at BIGINT NOT NULL,
        decided_at BIGINT,
        decided_by TEXT REFERENCES account (id),
        words TEXT NOT NULL,
        replaced_by TEXT
    )",
    "CREATE INDEX correction_by_account ON correction (account, state)",
    "CREATE INDEX correction_by_agency ON correction (agency, state, due_at)",
    "CREATE TABLE data_copy (
        id TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL,
        files BIGINT NOT NULL,
        bytes BIGINT NOT NULL
    )",
    "CREATE INDEX data_copy_by_account ON data_copy (account, at)",
];
