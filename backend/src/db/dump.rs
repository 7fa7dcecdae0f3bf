//! All rows of a table as JSON lines, and back: the same on both databases, so that a backup of one fits the other.
//!
//! Sessions are left out: after a restore everybody signs in again. So is who looks at a dossier, and the codes that
//! confirm addresses: they are forgotten anyway.

use std::io::{self, BufRead, Write};

use futures_util::TryStreamExt as _;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ColumnType, ConnectionTrait, DatabaseTransaction, DbBackend,
    DbErr, EntityTrait, FromQueryResult, IdenStatic, Iterable, ModelTrait, PaginatorTrait,
    PrimaryKeyToColumn, QueryOrder, QuerySelect, Statement, Value,
};
use serde_json::{Map, Value as Json};

use super::entity;

/// Rows written with one statement: fewer than 80 columns, and SQLite takes 32,766 values.
const BATCH: usize = 400;

/// Why rows could not be copied.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The database.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// The file.
    #[error("the file failed")]
    File(#[from] io::Error),
    /// A row does not fit the table.
    #[error("a row of the table {table} does not fit: {reason}")]
    Row {
        /// The table.
        table: &'static str,
        /// What does not fit.
        reason: String,
    },
    /// A table this version does not know.
    #[error("there is no table {0}")]
    NoTable(String),
}

macro_rules! tables {
    ($($table:ident),* $(,)?) => {
        /// The tables that are copied, each after those it refers to.
        pub const TABLES: &[&str] = &[$(stringify!($table)),*];

        /// Writes all rows of a table, one JSON object a line.
        ///
        /// # Errors
        /// See [`DumpError`].
        pub async fn dump(db: &DatabaseTransaction, table: &str, out: &mut dyn Write) -> Result<u64, DumpError> {
            match table {
                $(stringify!($table) => dump_rows::<entity::$table::Entity>(db, stringify!($table), out).await,)*
                other => Err(DumpError::NoTable(other.to_owned())),
            }
        }

        /// Adds the rows that [`dump`] wrote.
        ///
        /// # Errors
        /// See [`DumpError`].
        pub async fn load(db: &DatabaseTransaction, table: &str, lines: &mut dyn BufRead) -> Result<u64, DumpError> {
            match table {
                $(stringify!($table) => load_rows::<entity::$table::Entity>(db, stringify!($table), lines).await,)*
                other => Err(DumpError::NoTable(other.to_owned())),
            }
        }
    };
}

tables! {
    agency, unit, account, form_version, dossier, dossier_event, reading, code_counter, draft, attachment, idempotency, fact,
    document, notice, live_event, reminder, slip, slip_counter, register_line, person_reading, hand_over,
    desk_setting, bulk_run, bulk_item, note, label, dossier_label, delivery, delivery_attempt, notice_choice, notice_language,
    notice_template, message, side_task, stand_in, reuse, reuse_count, restriction, correction, data_copy, calendar_change, result_number,
    push_device, digest, message_file, vault_link,
}

/// Whether nobody has used this installation: no accounts, no agencies.
///
/// # Errors
/// Those of the database.
pub async fn is_unused<C: ConnectionTrait>(db: &C) -> Result<bool, DbErr> {
    Ok(entity::account::Entity::find().count(db).await?
        + entity::agency::Entity::find().count(db).await?
        == 0)
}

/// Prepares an unused installation: form versions of this program make way for those of the backup.
///
/// # Errors
/// Those of the database.
pub async fn clear(db: &DatabaseTransaction) -> Result<(), DbErr> {
    entity::form_version::Entity::delete_many().exec(db).await?;
    Ok(())
}

/// Afterwards: PostgreSQL goes on counting events after the last one.
///
/// # Errors
/// Those of the database.
pub async fn finish(db: &DatabaseTransaction) -> Result<(), DbErr> {
    if ConnectionTrait::get_database_backend(db) == DbBackend::Postgres {
        let next = "SELECT setval(pg_get_serial_sequence('live_event', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM live_event), false)";
        db.execute_raw(Statement::from_string(DbBackend::Postgres, next))
            .await?;
    }
    Ok(())
}

/// Ids of all dossiers.
///
/// # Errors
/// Those of the database.
pub async fn dossiers<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, DbErr> {
    entity::dossier::Entity::find()
        .select_only()
        .column(entity::dossier::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

async fn dump_rows<E>(
    db: &DatabaseTransaction,
    table: &'static str,
    out: &mut dyn Write,
) -> Result<u64, DumpError>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + FromQueryResult + Send,
{
    let mut find = E::find();
    for key in E::PrimaryKey::iter() {
        find = find.order_by_asc(key.into_column());
    }
    let mut rows = find.stream(db).await?;
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        let mut object = Map::new();
        for column in E::Column::iter() {
            let value = match row.get(column) {
                Value::String(text) => text.map_or(Json::Null, |text| Json::from(text.as_str())),
                Value::BigInt(number) => number.map_or(Json::Null, Json::from),
                Value::Int(number) => number.map_or(Json::Null, Json::from),
                Value::Bool(yes) => yes.map_or(Json::Null, Json::from),
                _ => return Err(misfit(table, format!("the type of {}", column.as_str()))),
            };
            object.insert(column.as_str().to_owned(), value);
        }
        writeln!(out, "{}", Json::Object(object))?;
        count += 1;
    }
    Ok(count)
}

async fn load_rows<E>(
    db: &DatabaseTransaction,
    table: &'static str,
    lines: &mut dyn BufRead,
) -> Result<u64, DumpError>
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let mut count = 0;
    let mut batch = Vec::with_capacity(BATCH);
    let mut line = String::new();
    loop {
        line.clear();
        let more = lines.read_line(&mut line)? > 0;
        if more {
            batch.push(row::<E>(table, &line)?);
            count += 1;
        }
        if batch.len() == BATCH || (!more && !batch.is_empty()) {
            E::insert_many(std::mem::take(&mut batch))
                .exec_without_returning(db)
                .await?;
        }
        if !more {
            return Ok(count);
        }
    }
}

fn row<E: EntityTrait>(table: &'static str, line: &str) -> Result<E::ActiveModel, DumpError>
where
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let mut object: Map<String, Json> =
        serde_json::from_str(line).map_err(|error| misfit(table, error.to_string()))?;
    let mut row = <E::ActiveModel as ActiveModelTrait>::default();
    for column in E::Column::iter() {
        let name = column.as_str();
        // A column that is newer than the backup gets its default; without one the database refuses the row.
        let Some(json) = object.remove(name) else {
            continue;
        };
        let definition = column.def();
        let value = match (definition.get_column_type(), &json) {
            (ColumnType::Text | ColumnType::String(_), Json::String(text)) => {
                Value::from(text.as_str())
            }
            (ColumnType::Text | ColumnType::String(_), Json::Null) => Value::String(None),
            (ColumnType::BigInteger, Json::Null) => Value::BigInt(None),
            (ColumnType::BigInteger, Json::Number(number)) => Value::BigInt(number.as_i64()),
            (ColumnType::Integer, Json::Null) => Value::Int(None),
            (ColumnType::Integer, Json::Number(number)) => Value::Int(
                number
                    .as_i64()
                    .and_then(|number| i32::try_from(number).ok()),
            ),
            (ColumnType::Boolean, Json::Bool(yes)) => Value::Bool(Some(*yes)),
            _ => return Err(misfit(table, format!("the value of {name}"))),
        };
        row.try_set(column, value)?;
    }
    match object.keys().next() {
        Some(unknown) => Err(misfit(table, format!("this version has no {unknown}"))),
        None => Ok(row),
    }
}

fn misfit(table: &'static str, reason: String) -> DumpError {
    DumpError::Row { table, reason }
}
