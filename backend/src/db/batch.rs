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
