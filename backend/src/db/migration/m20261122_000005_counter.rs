//! The counter: who looked at whose data, forms filled with an applicant, how a dossier came in, papers between units.

use sea_orm_migration::prelude::*;

/// The step.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000005_counter"
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

const STATEMENTS: [&str; 21] = [
    // One account a person: the personal number, where the account itself vouches for it and no other has the same.
    "ALTER TABLE account ADD COLUMN citizen_id TEXT",
    "UPDATE account SET citizen_id = (SELECT MIN(REPLACE(fact.value, '\"', '')) FROM fact
        WHERE fact.account = account.id AND fact.path = 'person.citizen_id' AND fact.kind = 'account'
            AND fact.superseded_at IS NULL)",
    "UPDATE account SET citizen_id = NULL WHERE citizen_id IN
        (SELECT citizen_id FROM account WHERE citizen_id IS NOT NULL GROUP BY citizen_id HAVING COUNT(*) > 1)",
    "CREATE UNIQUE INDEX account_by_citizen_id ON account (citizen_id)",
    "CREATE INDEX fact_by_value ON fact (path, value)",
    "ALTER TABLE draft ADD COLUMN assisted_by TEXT REFERENCES account (id)",
    "CREATE INDEX draft_by_assistant ON draft (assisted_by, updated_at)",
    "ALTER TABLE dossier ADD COLUMN intake INTEGER NOT NULL DEFAULT 2",
    "ALTER TABLE dossier ADD COLUMN letter TEXT",
    "ALTER TABLE dossier ADD COLUMN assisted_by TEXT REFERENCES account (id)",
    "ALTER TABLE dossier ADD COLUMN paper_only BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE dossier ADD COLUMN papers TEXT NOT NULL DEFAULT '[]'",
    // Both are set when the agency that received it is not the competent one.
    "ALTER TABLE dossier ADD COLUMN receiving_agency TEXT REFERENCES agency (code)",
    "ALTER TABLE dossier ADD COLUMN competent_agency TEXT REFERENCES agency (code)",
    "ALTER TABLE dossier ADD COLUMN papers_to TEXT REFERENCES unit (id)",
    // Nobody is named when the search found nobody: it still counts.
    "CREATE TABLE person_reading (
        id TEXT NOT NULL PRIMARY KEY,
        person TEXT REFERENCES account (id),
        officer TEXT NOT NULL REFERENCES account (id),
        agency TEXT NOT NULL REFERENCES agency (code),
        purpose TEXT NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX person_reading_by_person ON person_reading (person, at)",
    "CREATE INDEX person_reading_by_officer ON person_reading (officer, at)",
    "CREATE TABLE hand_over (
        id TEXT NOT NULL PRIMARY KEY,
        dossier TEXT NOT NULL REFERENCES dossier (id),
        from_unit TEXT NOT NULL REFERENCES unit (id),
        to_unit TEXT NOT NULL REFERENCES unit (id),
        papers TEXT NOT NULL,
        given_by TEXT NOT NULL REFERENCES account (id),
        given_at BIGINT NOT NULL,
        taken_by TEXT REFERENCES account (id),
        taken_at BIGINT,
        note TEXT NOT NULL
    )",
    "CREATE INDEX hand_over_by_unit ON hand_over (to_unit, given_at)",
    "CREATE INDEX hand_over_by_dossier ON hand_over (dossier, given_at)",
];
