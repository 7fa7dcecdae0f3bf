//! The vault: what each item came from, how long it counts, what became of it; which agencies take each other's word.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000010_vault"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        // `agency` has verified it, `dossier` proves it.
        for table in ["fact", "document"] {
            for column in ["agency TEXT", "dossier TEXT", "revoked_at BIGINT"] {
                connection
                    .execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {column}"))
                    .await?;
            }
            // What was kept before names its dossier by the code.
            connection
                .execute_unprepared(&format!(
                    "UPDATE {table} SET
                        dossier = (SELECT id FROM dossier WHERE dossier.code = {table}.dossier_code),
                        agency = (SELECT dossier.agency FROM dossier WHERE dossier.code = {table}.dossier_code)
                     WHERE dossier_code IS NOT NULL"
                ))
                .await?;
            connection
                .execute_unprepared(&format!(
                    "CREATE INDEX {table}_by_dossier ON {table} (dossier)"
                ))
                .await?;
        }
        super::run(
            manager,
            &[
                // `person`: somebody else whom the owner of the vault has declared; names them within this vault only.
                "ALTER TABLE fact ADD COLUMN person TEXT",
                "ALTER TABLE fact ADD COLUMN valid_until BIGINT",
                "ALTER TABLE document ADD COLUMN is_result BOOLEAN NOT NULL DEFAULT FALSE",
                "ALTER TABLE document ADD COLUMN number TEXT",
                "ALTER TABLE document ADD COLUMN superseded_at BIGINT",
                // The registers that gave no answer when the draft was made, as JSON.
                "ALTER TABLE draft ADD COLUMN silent TEXT",
                "CREATE TABLE vault_link (
                one TEXT NOT NULL,
                other TEXT NOT NULL,
                connected BOOLEAN NOT NULL,
                changed_by TEXT NOT NULL REFERENCES account (id),
                changed_at BIGINT NOT NULL,
                PRIMARY KEY (one, other)
            )",
            ],
        )
        .await
    }
}
