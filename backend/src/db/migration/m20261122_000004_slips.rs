//! Slips as they were issued, their numbers, and the register of accepted dossiers.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000004_slips"
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
                "CREATE TABLE slip (
                id TEXT NOT NULL PRIMARY KEY,
                dossier TEXT NOT NULL REFERENCES dossier (id),
                kind TEXT NOT NULL,
                slip_set TEXT NOT NULL,
                agency TEXT NOT NULL REFERENCES agency (code),
                year INTEGER NOT NULL,
                number BIGINT NOT NULL,
                issued_at BIGINT NOT NULL,
                issuer TEXT NOT NULL REFERENCES account (id),
                issuer_name TEXT NOT NULL,
                content TEXT NOT NULL,
                printed INTEGER NOT NULL,
                voided_at BIGINT,
                voided_by TEXT,
                void_reason TEXT,
                UNIQUE (agency, kind, year, number)
            )",
                "CREATE INDEX slip_by_dossier ON slip (dossier, issued_at)",
                // An accepted dossier has one receipt in force, and one control slip goes with it.
                "CREATE UNIQUE INDEX slip_in_force ON slip (dossier, kind)
                WHERE voided_at IS NULL AND kind IN ('receipt', 'control')",
                "CREATE TABLE slip_counter (
                agency TEXT NOT NULL,
                kind TEXT NOT NULL,
                year INTEGER NOT NULL,
                last BIGINT NOT NULL,
                PRIMARY KEY (agency, kind, year)
            )",
                "CREATE TABLE register_line (
                agency TEXT NOT NULL REFERENCES agency (code),
                year INTEGER NOT NULL,
                number BIGINT NOT NULL,
                dossier TEXT NOT NULL UNIQUE REFERENCES dossier (id),
                received_at BIGINT NOT NULL,
                returned_at BIGINT,
                sets INTEGER NOT NULL,
                address TEXT NOT NULL,
                phone TEXT NOT NULL,
                PRIMARY KEY (agency, year, number)
            )",
            ],
        )
        .await
    }
}
