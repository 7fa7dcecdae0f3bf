//! Writes of a transaction whose outcome nobody waits for, sent together: on SQLite each statement alone is a way to its thread and
//! back while everybody else waits for the one connection that writes. A failure still ends the transaction.
//!
//! Only for what adds rows or changes those that are surely there: nobody learns how many rows were touched.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, QueryTrait, Statement, Values,
};

/// Statements in the order in which they run.
pub(crate) struct Batch {
    backend: DbBackend,
    statements: Vec<Statement>,
}

impl Batch {
    /// Nothing yet, for this transaction.
    pub(crate) fn of(tx: &DatabaseTransaction) -> Self {
        Self {
            backend: tx.get_database_backend(),
            statements: Vec::new(),
        }
    }

    /// Runs this after what was added before.
    pub(crate) fn add(&mut self, query: &impl QueryTrait) {
        self.statements.push(query.build(self.backend));
    }

    /// The same for a statement without values.
    pub(crate) fn add_text(&mut self, sql: impl Into<String>) {
        let statement = Statement::from_string(self.backend, sql);
        self.statements.push(statement);
    }

    /// Sends what was added.
    ///
    /// # Errors
    /// That of the first statement which fails.
    pub(crate) async fn run(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        // A prepared statement of PostgreSQL is one statement.
        let together = match self.backend {
            DbBackend::Sqlite => joined(self.statements).into_iter().collect(),
            _ => self.statements,
        };
        for statement in together {
            tx.execute_raw(statement).await?;
        }
        Ok(())
    }
}

/// One text for all; their values follow each other as their places do.
fn joined(statements: Vec<Statement>) -> Option<Statement> {
    statements.into_iter().reduce(|mut all, next| {
        all.sql.push_str("; ");
        all.sql.push_str(&next.sql);
        if let Some(Values(more)) = next.values {
            all.values
                .get_or_insert_with(|| Values(Vec::new()))
                .0
                .extend(more);
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::{EntityTrait, IntoActiveModel, PaginatorTrait};

    use super::*;
    use crate::db::Db;
    use crate::db::entity::{agency, unit};

    fn agency(code: &str) -> impl QueryTrait + use<> {
        let row = agency::Model {
            code: code.to_owned(),
            name_vi: format!("Cơ quan {code}"),
            name_en: String::new(),
            commune: String::new(),
            address: "?1; ?".to_owned(),
        };
        agency::Entity::insert(row.into_active_model())
    }

    fn unit(agency: &str) -> impl QueryTrait + use<> {
        let row = unit::Model {
            id: format!("{agency}-unit"),
            agency: agency.to_owned(),
            kind: "one_stop".to_owned(),
            name_vi: format!("Một cửa {agency}"),
            name_en: String::new(),
        };
        unit::Entity::insert(row.into_active_model())
    }

    #[tokio::test]
    async fn values_stay_with_their_statements_and_a_failure_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("batch.sqlite");
        let db = Db::open(&format!("sqlite://{}", file.display()))
            .await
            .unwrap();
        db.write(async |tx| -> Result<(), DbErr> {
            let mut batch = Batch::of(tx);
            batch.add(&agency("A"));
            batch.add_text("UPDATE agency SET name_en = 'Agency A'");
            batch.add(&unit("A"));
            batch.add(&agency("B"));
            batch.run(tx).await
        })
        .await
        .unwrap();
        let agencies = agency::Entity::find().all(db.read()).await.unwrap();
        let named: Vec<(&str, &str)> = agencies
            .iter()
            .map(|row| (row.name_vi.as_str(), row.name_en.as_str()))
            .collect();
        assert_eq!(named, [("Cơ quan A", "Agency A"), ("Cơ quan B", "")]);
        assert!(agencies.iter().all(|row| row.address == "?1; ?"));
        let units = unit::Entity::find().all(db.read()).await.unwrap();
        assert_eq!(units.len(), 1);
        assert_eq!(units[0].name_vi, "Một cửa A");

        let failed = db
            .write(async |tx| -> Result<(), DbErr> {
                let mut batch = Batch::of(tx);
                batch.add(&agency("C"));
                batch.add(&unit("nobody"));
                batch.add(&agency("D"));
                batch.run(tx).await
            })
            .await;
        assert!(failed.is_err(), "a unit needs its agency");
        let left = agency::Entity::find().count(db.read()).await.unwrap();
        assert_eq!(left, 2);
    }
}
