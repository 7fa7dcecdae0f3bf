//! Who is signed in: an opaque id in a cookie, the rest in the table `session`.
//!
//! The table holds a hash of the id, so that a copy of the database opens no session. A session ends eight hours after
//! its last use; a use is written at most every five minutes.

use std::collections::HashMap;
use std::fmt;

use async_trait::async_trait;
use motcua_shared::access::Actor;
use motcua_shared::time::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Select};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, Error as StoreError};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use super::Web;
use super::problem::Failure;
use crate::app::App;
use crate::db::entity::{account, session as table};
use crate::db::kept::Found;
use crate::service;

/// Name of the cookie. `__Host-`: encrypted connections only, this host only, all paths.
pub const COOKIE: &str = "__Host-motcua";
/// A session ends after so long without use, seconds.
pub const IDLE_SECONDS: i64 = 8 * 3600;
/// A use is written when the last written one is older than this, seconds.
const TOUCH_SECONDS: i64 = 300;

const ACCOUNT: &str = "account";
const SEEN: &str = "seen";

/// The layer that gives requests their session.
#[must_use]
pub fn layer(app: App) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store(app))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_secure(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::seconds(IDLE_SECONDS)))
}

/// Signs an account in: always a new id, so that an id known before is worth nothing (session fixation).
///
/// # Errors
/// When the database does not answer.
pub async fn begin(session: &Session, app: &App, actor: &Actor) -> Result<(), Failure> {
    if session.id().is_some() {
        session.cycle_id().await.map_err(fault)?;
        session.clear().await;
    }
    session.insert(ACCOUNT, &actor.id).await.map_err(fault)?;
    session
        .insert(SEEN, app.now().micros())
        .await
        .map_err(fault)
}

/// Signs out: the row is removed, the cookie too.
///
/// # Errors
/// When the database does not answer.
pub async fn end(session: &Session) -> Result<(), Failure> {
    session.flush().await.map_err(fault)
}

/// Names a session in other tables, as its own table does; empty when there is none.
#[must_use]
pub fn key(session: &Session) -> String {
    session.id().as_ref().map(hashed).unwrap_or_default()
}

/// The signed-in account of a session; keeps the session alive. At most one look at the database: session and account together.
///
/// # Errors
/// When the database does not answer.
pub async fn actor(session: &Session, web: &Web) -> Result<Option<Actor>, Failure> {
    let Some(id) = session.id() else {
        return Ok(None);
    };
    let (app, actors) = (&web.app, &web.memory.actors);
    let now = app.now();
    let before = match actors.find(&app.db, &id.0, now) {
        Found::Known(actor) => return Ok(Some(actor)),
        Found::Unknown(before) => before,
    };
    let found = living(app, &id)
        .find_also_related(account::Entity)
        .one(app.db.read())
        .await
        .map_err(service::Error::from)?;
    let (row, account) = match found {
        Some((row, Some(account))) => (row, account),
        Some((_, None)) => {
            // The account was removed.
            session.flush().await.map_err(fault)?;
            return Ok(None);
        }
        None => {
            // Ended: the layer sees it too, and takes the cookie back.
            session.get::<String>(ACCOUNT).await.map_err(fault)?;
            return Ok(None);
        }
    };
    let actor = service::account::as_actor(account)?;
    let seen = seen(&row.data);
    if now.seconds_since(seen) >= TOUCH_SECONDS {
        session.insert(SEEN, now.micros()).await.map_err(fault)?;
    }
    actors.keep(&app.db, id.0, before, now, actor.clone());
    Ok(Some(actor))
}

/// Whether the session still exists; looking does not keep it alive.
///
/// # Errors
/// When the database does not answer.
pub async fn is_alive(app: &App, id: Option<Id>) -> Result<bool, service::Error> {
    let Some(id) = id else { return Ok(false) };
    Ok(find(app, &id).await?.is_some())
}

/// Removes the rows of ended sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn remove_expired(app: &App) -> Result<u64, service::Error> {
    let now = app.now().micros();
    app.db
        .write(
            async |tx: &DatabaseTransaction| -> Result<u64, service::Error> {
                let removed = table::Entity::delete_many()
                    .filter(table::Column::ExpiresAt.lte(now))
                    .exec(tx)
                    .await?;
                Ok(removed.rows_affected)
            },
        )
        .await
}

fn fault(error: tower_sessions::session::Error) -> Failure {
    service::Error::Internal(Box::new(error)).into()
}

/// What the table knows of an id, unless it has ended.
async fn find(app: &App, id: &Id) -> Result<Option<table::Model>, DbErr> {
    living(app, id).one(app.db.read()).await
}

fn living(app: &App, id: &Id) -> Select<table::Entity> {
    table::Entity::find_by_id(hashed(id)).filter(table::Column::ExpiresAt.gt(app.now().micros()))
}

/// The last use that was written; long ago when it cannot be read, so that it is written anew.
fn seen(data: &str) -> Timestamp {
    let members: HashMap<String, serde_json::Value> =
        serde_json::from_str(data).unwrap_or_default();
    let micros = members.get(SEEN).and_then(serde_json::Value::as_i64);
    Timestamp::from_micros(micros.unwrap_or_default())
}

fn hashed(id: &Id) -> String {
    Sha256::digest(id.0.to_le_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Sessions in the database.
#[derive(Clone)]
pub struct Store(App);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

/// The row of a record; using a session moves its end.
fn row(app: &App, record: &Record) -> session_store::Result<table::ActiveModel> {
    let data = serde_json::to_string(&record.data)
        .map_err(|error| StoreError::Encode(error.to_string()))?;
    Ok(table::ActiveModel {
        id: Set(hashed(&record.id)),
        data: Set(data),
        expires_at: Set(app.now().plus_seconds(IDLE_SECONDS).micros()),
        account_id: Set(record
            .data
            .get(ACCOUNT)
            .and_then(|value| value.as_str())
            .map(str::to_owned)),
    })
}

fn backend(error: DbErr) -> StoreError {
    StoreError::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits: two alike do not happen, and if they did, the insert would fail.
        let row = row(&self.0, record)?;
        self.0
            .db
            .write(async move |tx: &DatabaseTransaction| -> Result<(), DbErr> {
                table::Entity::insert(row)
                    .exec_without_returning(tx)
                    .await?;
                Ok(())
            })
            .await
            .map_err(backend)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let row = row(&self.0, record)?;
        let id = hashed(&record.id);
        self.0
            .db
            .write(async move |tx: &DatabaseTransaction| -> Result<(), DbErr> {
                // An update, never an insert: a session that was ended while this request ran stays ended.
                table::Entity::update_many()
                    .set(row)
                    .filter(table::Column::Id.eq(id))
                    .exec(tx)
                    .await?;
                Ok(())
            })
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(row) = find(&self.0, id).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data)
            .map_err(|error| StoreError::Decode(error.to_string()))?;
        let left = Timestamp::from_micros(row.expires_at).seconds_since(self.0.now());
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: OffsetDateTime::now_utc() + Duration::seconds(left),
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let id = hashed(id);
        self.0
            .db
            .write(async move |tx: &DatabaseTransaction| -> Result<(), DbErr> {
                table::Entity::delete_by_id(id).exec(tx).await?;
                Ok(())
            })
            .await
            .map_err(backend)
    }
}
