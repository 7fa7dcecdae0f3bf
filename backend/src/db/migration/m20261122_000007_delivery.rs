//! What leaves the portal: deliveries with their tries, the choices of people, changed templates.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000007_delivery"
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
                // One notice over one channel. `claimed_until`: a process is trying; when it has died, another may after that.
                "CREATE TABLE delivery (
                id TEXT NOT NULL PRIMARY KEY,
                notice TEXT NOT NULL REFERENCES notice (id),
                account TEXT NOT NULL REFERENCES account (id),
                dossier TEXT NOT NULL REFERENCES dossier (id),
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
                UNIQUE (notice, channel)
            )",
                "CREATE INDEX delivery_by_turn ON delivery (state, due_at)",
                "CREATE INDEX delivery_by_dossier ON delivery (dossier, created_at)",
                "CREATE INDEX delivery_by_month ON delivery (channel, created_at)",
                "CREATE TABLE delivery_attempt (
                delivery TEXT NOT NULL REFERENCES delivery (id),
                number INTEGER NOT NULL,
                at BIGINT NOT NULL,
                fault TEXT,
                PRIMARY KEY (delivery, number)
            )",
                // Without a row the usual channels of an occasion hold.
                "CREATE TABLE notice_choice (
                account TEXT NOT NULL REFERENCES account (id),
                occasion TEXT NOT NULL,
                channel TEXT NOT NULL,
                wanted BOOLEAN NOT NULL,
                PRIMARY KEY (account, occasion, channel)
            )",
                "CREATE TABLE notice_language (
                account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
                lang TEXT NOT NULL
            )",
                // Without a row the built-in words hold.
                "CREATE TABLE notice_template (
                occasion TEXT NOT NULL,
                channel TEXT NOT NULL,
                lang TEXT NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                changed_by TEXT NOT NULL REFERENCES account (id),
                changed_at BIGINT NOT NULL,
                PRIMARY KEY (occasion, channel, lang)
            )",
            ],
        )
        .await
    }
}
