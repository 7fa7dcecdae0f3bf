//! Devices that take pushes, codes that confirm addresses, digests of officers, files in conversations. A delivery may go to several
//! addresses of one channel, and may be about no dossier.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000013_push"
    }
}

/// The columns of a delivery, in the order of the table.
const COLUMNS: &str = "id, notice, account, dossier, occasion, channel, address, subject, text, state, attempts, last_attempt, due_at, claimed_until, created_at, sent_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite changes neither constraints nor NOT NULL of a table that is there: both are made anew, the tries first, so that
        // nothing refers to what goes.
        let copied = format!("INSERT INTO delivery_new ({COLUMNS}) SELECT {COLUMNS} FROM delivery");
        super::run(
            manager,
            &[
                "CREATE TABLE delivery_new (
                id TEXT NOT NULL PRIMARY KEY,
                notice TEXT REFERENCES notice (id),
                account TEXT NOT NULL REFERENCES account (id),
                dossier TEXT REFERENCES dossier (id),
                occasion TEXT NOT NULL,
                channel TEXT NOT NULL,
                address TEXT NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                last_attempt INTEGER NOT NULL,
                due_at BIGINT NOT NULL,
                claimed_until BIGINT,
                created_at BIGINT NOT NULL,
                sent_at BIGINT,
                UNIQUE (notice, channel, address)
            )",
                &copied,
                "CREATE TABLE delivery_attempt_new (
                delivery TEXT NOT NULL REFERENCES delivery_new (id),
                number INTEGER NOT NULL,
                at BIGINT NOT NULL,
                fault TEXT,
                PRIMARY KEY (delivery, number)
            )",
                "INSERT INTO delivery_attempt_new (delivery, number, at, fault)
                SELECT delivery, number, at, fault FROM delivery_attempt",
                "DROP TABLE delivery_attempt",
                "DROP TABLE delivery",
                "ALTER TABLE delivery_new RENAME TO delivery",
                "ALTER TABLE delivery_attempt_new RENAME TO delivery_attempt",
                "CREATE INDEX delivery_by_turn ON delivery (state, due_at)",
                "CREATE INDEX delivery_by_dossier ON delivery (dossier, created_at)",
                "CREATE INDEX delivery_by_month ON delivery (channel, created_at)",
                // `session`: the one it was switched on in; signing out there removes the device.
                "CREATE TABLE push_device (
                id TEXT NOT NULL PRIMARY KEY,
                account TEXT NOT NULL REFERENCES account (id),
                session TEXT NOT NULL,
                endpoint TEXT NOT NULL UNIQUE,
                p256dh TEXT NOT NULL,
                auth TEXT NOT NULL,
                name TEXT NOT NULL,
                added_at BIGINT NOT NULL
            )",
                "CREATE INDEX push_device_by_account ON push_device (account)",
                // An address that waits to be confirmed, one for each kind; the code itself is not kept.
                "CREATE TABLE address_code (
                account TEXT NOT NULL REFERENCES account (id),
                path TEXT NOT NULL,
                address TEXT NOT NULL,
                code_hash TEXT NOT NULL,
                tries INTEGER NOT NULL,
                made_at BIGINT NOT NULL,
                PRIMARY KEY (account, path)
            )",
                // One digest for an officer and a day.
                "CREATE TABLE digest (
                account TEXT NOT NULL REFERENCES account (id),
                day TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (account, day)
            )",
                // Without `message` it waits for the message to be sent.
                "CREATE TABLE message_file (
                id TEXT NOT NULL PRIMARY KEY,
                dossier TEXT NOT NULL REFERENCES dossier (id),
                message TEXT REFERENCES message (id),
                account TEXT NOT NULL REFERENCES account (id),
                name TEXT NOT NULL,
                media_type TEXT NOT NULL,
                bytes BIGINT NOT NULL,
                sha256 TEXT NOT NULL,
                store_key TEXT NOT NULL,
                uploaded_at BIGINT NOT NULL
            )",
                "CREATE INDEX message_file_by_dossier ON message_file (dossier)",
                "CREATE INDEX message_file_by_key ON message_file (store_key)",
            ],
        )
        .await
    }
}
