//! Connecting to SQLite or PostgreSQL by URL.
//!
//! SQLite: one connection writes, every write is `BEGIN IMMEDIATE` or joins one that is (`db::group`); four others read and can do nothing else.
//! `synchronous=FULL`: what was answered with success is on the disk, even if the power fails (design §4, invariant 6).
//! PostgreSQL: one pool for both.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use super::group::Group;
use super::migration::Migrator;
use super::stamp::{Stamp, Stamps};

/// Longest wait for a free connection before a request is told to come again.
const ACQUIRE: Duration = Duration::from_secs(20);
/// Connections that read an SQLite file at the same time.
const READERS: u32 = 4;
/// Connections to PostgreSQL.
const POSTGRES_POOL: u32 = 16;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    engine: Engine,
    url: String,
    /// SQLite only.
    file: Option<File>,
}

/// What is known of an SQLite file.
#[derive(Clone)]
struct File {
    stamps: Arc<Stamps>,
    group: Arc<Group>,
}

impl Db {
    /// Connects and migrates.
    ///
    /// # Errors
    /// When the database cannot be reached, or a migration fails.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let db = Self::connect(url).await?;
        Migrator::up(&db.write, None).await?;
        Ok(db)
    }

    /// Connects without migrating. An SQLite file is created when missing.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(POSTGRES_POOL)
                .acquire_timeout(ACQUIRE)
                .sqlx_logging(false);
            let pool = Database::connect(options).await?;
            return Ok(Self {
                read: pool.clone(),
                write: pool,
                engine: Engine::Postgres,
                url: url.to_owned(),
                file: None,
            });
        }
        // The writer first: it creates the file and turns on the write-ahead log.
        let write = Database::connect(sqlite_options(url, 1, false)).await?;
        let read = Database::connect(sqlite_options(url, READERS, true)).await?;
        let file = File {
            stamps: Arc::new(Stamps::of(sqlite_path(url))),
            group: Arc::new(Group::new(write.clone(), ACQUIRE)),
        };
        Ok(Self {
            read,
            write,
            engine: Engine::Sqlite,
            url: url.to_owned(),
            file: Some(file),
        })
    }

    /// For reading only.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For schema work: migrations, backup, restore. Everything else writes through [`Db::write`].
    #[must_use]
    pub const fn raw(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which database it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The URL it was opened with; may hold a password.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names the present state: as long as it is the same, nothing was committed by anybody. `None` when it cannot be told, which is
    /// always so on PostgreSQL.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        self.file.as_ref()?.stamps.now()
    }

    /// Shows every statement to a watcher: tests count them.
    pub fn watch(&mut self, watcher: impl Fn(&str) + Clone + Send + Sync + 'static) {
        let also = watcher.clone();
        self.read
            .set_metric_callback(move |seen| watcher(&seen.statement.sql));
        self.write
            .set_metric_callback(move |seen| also(&seen.statement.sql));
        if let Some(file) = &mut self.file {
            file.group = Arc::new(Group::new(self.write.clone(), ACQUIRE));
        }
    }

    /// Runs one write transaction: all of it, or nothing. The only way to write. Inside there is SQL only, no other
    /// waiting: on SQLite everybody else queues up behind it.
    ///
    /// # Errors
    /// Those of the work, after which nothing has changed; or the database's.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
        E: From<DbErr>,
    {
        if let Some(file) = &self.file {
            return file.group.write(work).await;
        }
        let transaction = self.write.begin().await?;
        match work(&transaction).await {
            Ok(done) => {
                transaction.commit().await?;
                Ok(done)
            }
            Err(error) => {
                transaction.rollback().await?;
                Err(error)
            }
        }
    }

    /// Closes all connections: SQLite folds its write-ahead log into the file.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

fn sqlite_options(url: &str, connections: u32, query_only: bool) -> ConnectOptions {
    let path = sqlite_path(url).to_owned();
    let mut options = ConnectOptions::new(format!("sqlite://{path}"));
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        // A file does not go away like a server: asking it before each statement would double the way to its thread.
        .test_before_acquire(false)
        .sqlx_logging(false)
        // Pragmas belong here: a statement would reach one connection of the pool only.
        .map_sqlx_sqlite_opts(move |defaults: SqliteConnectOptions| {
            let options = SqliteConnectOptions::from_str("sqlite:").unwrap_or(defaults);
            let options = options
                .filename(&path)
                .create_if_missing(!query_only)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .pragma("temp_store", "memory")
                .pragma("journal_size_limit", "67108864");
            if query_only {
                options.pragma("query_only", "true")
            } else {
                options
            }
        });
    options
}

/// The file that an `sqlite:` URL names.
fn sqlite_path(url: &str) -> &str {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    path.split('?').next().unwrap_or_default()
}
