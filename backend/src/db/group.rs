//! Writes of an SQLite file that wait for each other share one commit: making rows durable costs more than writing them, and costs the
//! same for one as for thirty. Each of them is still all or nothing, comes after those before it, and is answered only when the
//! commit is on the disk. Knows nothing of what is written.
//!
//! Whoever has done its work goes to the end of the line again to commit; those that stood in it meanwhile have joined by then.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sea_orm::{
    ConnAcquireErr, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The one connection that writes, and who is on it.
#[derive(Debug)]
pub(super) struct Group {
    connection: DatabaseConnection,
    turn: Arc<Mutex<Option<Open>>>,
    /// Longest wait in the line.
    patience: Duration,
}

/// A transaction that holds finished work and is not yet committed.
#[derive(Debug)]
struct Open {
    transaction: DatabaseTransaction,
    outcome: Outcome,
}

/// How the shared commit ended, told to all whose work was in it.
type Outcome = Arc<OnceLock<Result<(), String>>>;

type Turn = OwnedMutexGuard<Option<Open>>;

impl Group {
    pub(super) fn new(connection: DatabaseConnection, patience: Duration) -> Self {
        Self {
            connection,
            turn: Arc::default(),
            patience,
        }
    }

    /// Does the work in a transaction of its own or of those before it, and commits.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
        E: From<DbErr>,
    {
        let line = tokio::time::timeout(self.patience, Arc::clone(&self.turn).lock_owned());
        let mut turn = line
            .await
            .map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        let (done, outcome) = match turn.as_ref() {
            None => {
                let (done, outcome) = self.begin(&mut turn, work).await?;
                (Ok(done), outcome)
            }
            Some(_) => join(&mut turn, work).await?,
        };
        drop(turn);
        // A task: if the one who asked goes away now, the others' work is committed all the same.
        let ended = tokio::spawn(commit(Arc::clone(&self.turn), outcome)).await;
        match ended {
            Ok(Ok(())) => done,
            Ok(Err(why)) => Err(DbErr::Custom(why).into()),
            Err(stopped) => Err(DbErr::Custom(stopped.to_string()).into()),
        }
    }

    /// The first of a group. Its failure ends the group before anybody has joined.
    async fn begin<T, E, F>(&self, turn: &mut Turn, work: F) -> Result<(T, Outcome), E>
    where
        F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
        E: From<DbErr>,
    {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        match work(&transaction).await {
            Ok(done) => {
                let outcome = Outcome::default();
                **turn = Some(Open {
                    transaction,
                    outcome: Arc::clone(&outcome),
                });
                Ok((done, outcome))
            }
            Err(error) => {
                transaction.rollback().await?;
                Err(error)
            }
        }
    }
}

/// One more in the group, behind a savepoint: its failure, or its going away, takes back its own work only. A failure may come of
/// what those before it have written: it is told with their commit, not before anybody can read the cause.
async fn join<T, E, F>(turn: &mut Turn, work: F) -> Result<(Result<T, E>, Outcome), E>
where
    F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
    E: From<DbErr>,
{
    let Some(open) = turn.as_ref() else {
        return Err(DbErr::Custom("nobody to join".to_owned()).into());
    };
    let outcome = Arc::clone(&open.outcome);
    let joined = async {
        let part = open.transaction.begin().await?;
        let done = work(&part).await;
        let closed = match &done {
            Ok(_) => part.commit().await,
            Err(_) => part.rollback().await,
        };
        closed.map(|()| done)
    };
    match joined.await {
        Ok(done) => Ok((done, outcome)),
        // The savepoint is gone, and so may be the whole transaction (a full disk takes it back): nobody may count on it.
        Err(error) => {
            if let Some(open) = turn.take() {
                tell(&open.outcome, Err(error.to_string()));
                open.transaction.rollback().await?;
            }
            Err(error.into())
        }
    }
}

/// Commits a group, unless one of it has done so already.
async fn commit(turn: Arc<Mutex<Option<Open>>>, outcome: Outcome) -> Result<(), String> {
    let mut turn = turn.lock_owned().await;
    if outcome.get().is_none()
        && let Some(open) = turn.take()
    {
        let ended = open.transaction.commit().await;
        tell(&open.outcome, ended.map_err(|error| error.to_string()));
    }
    let ended = outcome.get().cloned();
    ended.unwrap_or_else(|| Err("the commit was not reached".to_owned()))
}

fn tell(outcome: &Outcome, ended: Result<(), String>) {
    // Only one of a group ends it.
    let _ = outcome.set(ended);
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder, QuerySelect as _};
    use tokio::sync::Notify;
    use tokio::task::{JoinHandle, yield_now};

    use super::*;
    use crate::db::Db;
    use crate::db::entity::agency;

    async fn insert(tx: &DatabaseTransaction, code: &str) -> Result<(), DbErr> {
        let row = agency::Model {
            code: code.to_owned(),
            name_vi: format!("Cơ quan {code}"),
            name_en: String::new(),
            commune: String::new(),
            address: String::new(),
        };
        let inserted = agency::Entity::insert(row.into_active_model());
        inserted.exec_without_returning(tx).await.map(|_| ())
    }

    async fn codes(db: &Db) -> Vec<String> {
        agency::Entity::find()
            .select_only()
            .column(agency::Column::Code)
            .order_by_asc(agency::Column::Code)
            .into_tuple()
            .all(db.read())
            .await
            .unwrap()
    }

    /// Writes a row once the gate is open, and says that it has begun.
    fn behind(db: &Db, code: &'static str, begun: &Arc<Notify>, gate: &Arc<Notify>) -> Writing {
        let (db, begun, gate) = (db.clone(), Arc::clone(begun), Arc::clone(gate));
        tokio::spawn(async move {
            db.write(async |tx| {
                begun.notify_one();
                gate.notified().await;
                insert(tx, code).await
            })
            .await
        })
    }

    type Writing = JoinHandle<Result<(), DbErr>>;

    #[tokio::test]
    async fn those_in_line_share_a_commit_and_a_failure_takes_back_its_own_work_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("group.sqlite");
        let db = Db::open(&format!("sqlite://{}", file.display()))
            .await
            .unwrap();
        let (begun, gate) = (Arc::<Notify>::default(), Arc::<Notify>::default());
        let first = behind(&db, "A", &begun, &gate);
        begun.notified().await;
        // In line behind it: one that fails, one that goes away in the midst of its work, one that is held up, one more.
        let other = db.clone();
        let fails: Writing = tokio::spawn(async move {
            let work = async |tx: &DatabaseTransaction| {
                insert(tx, "B").await?;
                insert(tx, "B").await
            };
            other.write(work).await
        });
        yield_now().await;
        let (other, within) = (db.clone(), Arc::<Notify>::default());
        let in_it = Arc::clone(&within);
        let leaves: Writing = tokio::spawn(async move {
            let work = async |tx: &DatabaseTransaction| {
                insert(tx, "C").await?;
                in_it.notify_one();
                pending().await
            };
            other.write(work).await
        });
        yield_now().await;
        let (held, release) = (Arc::<Notify>::default(), Arc::<Notify>::default());
        let waits = behind(&db, "D", &held, &release);
        yield_now().await;
        let other = db.clone();
        let last: Writing =
            tokio::spawn(async move { other.write(async |tx| insert(tx, "E").await).await });
        yield_now().await;

        gate.notify_one();
        within.notified().await;
        leaves.abort();
        assert!(leaves.await.unwrap_err().is_cancelled());
        held.notified().await;
        // The first has done its work long ago: it is neither answered nor seen, for it is not on the disk yet.
        assert!(!first.is_finished());
        assert_eq!(codes(&db).await, Vec::<String>::new());
        // Nor is the failure told: its cause may be what nobody can read yet.
        assert!(!fails.is_finished());
        release.notify_one();
        assert!(fails.await.unwrap().is_err(), "the same row twice");
        for writing in [first, waits, last] {
            writing.await.unwrap().unwrap();
        }
        assert_eq!(codes(&db).await, ["A", "D", "E"]);

        // The next ones begin anew.
        db.write(async |tx| insert(tx, "F").await).await.unwrap();
        assert_eq!(codes(&db).await, ["A", "D", "E", "F"]);
    }

    #[tokio::test]
    async fn who_leaves_before_the_commit_does_not_hold_it_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leave.sqlite");
        let db = Db::open(&format!("sqlite://{}", file.display()))
            .await
            .unwrap();
        let (begun, gate) = (Arc::<Notify>::default(), Arc::<Notify>::default());
        let first = behind(&db, "A", &begun, &gate);
        begun.notified().await;
        let (held, release) = (Arc::<Notify>::default(), Arc::<Notify>::default());
        let second = behind(&db, "B", &held, &release);
        yield_now().await;
        gate.notify_one();
        held.notified().await;
        // Its work is done, its commit waits for the second.
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        release.notify_one();
        second.await.unwrap().unwrap();
        assert_eq!(codes(&db).await, ["A", "B"]);
    }
}
