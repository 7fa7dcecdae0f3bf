//! Live events: from the table to every open stream, in order, exactly once.
//!
//! A state change inserts its events in its own transaction; after the commit one task reads what is new and hands it to
//! the streams of each topic. Streams that fall behind, or come back, read the table from their cursor. On PostgreSQL
//! the task is also woken by other processes (LISTEN/NOTIFY).

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use motcua_shared::access::Actor;
use motcua_shared::dossier::Action;
use motcua_shared::event::{LiveEvent, LiveKind, LiveReset};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::mpsc;

use super::Result;
use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::live_event;
use crate::db::{Db, Engine};

/// Events that may wait for one stream before it must read the table.
const WAITING: usize = 16;
/// Rows read at once.
const PAGE: u64 = 200;
/// PostgreSQL channel.
const CHANNEL: &str = "motcua_live";
/// Key of the lock that makes ids commit in order on PostgreSQL.
const ORDER_LOCK: i64 = 6_012_018;
/// Pause after a failed read.
const RETRY: Duration = Duration::from_secs(1);

/// Hands new events to the open streams. Cheap to clone.
#[derive(Clone)]
pub struct LiveBus {
    topics: Arc<Topics>,
    wake: mpsc::Sender<()>,
}

type Topics = Mutex<HashMap<String, Vec<Subscriber>>>;

#[derive(Clone)]
struct Subscriber {
    sender: mpsc::Sender<Arc<Change>>,
    behind: Arc<AtomicBool>,
}

/// An event on its way to the streams. Thousands of them may wait for the same one: it is put on the wire's form once.
#[derive(Debug)]
pub struct Change {
    event: LiveEvent,
    line: OnceLock<Bytes>,
}

impl Change {
    fn new(event: LiveEvent) -> Self {
        Self {
            event,
            line: OnceLock::new(),
        }
    }

    /// What streams send for it: what the first of them wrote.
    pub fn line(&self, write: impl FnOnce(&LiveEvent) -> Bytes) -> Bytes {
        self.line.get_or_init(|| write(&self.event)).clone()
    }
}

/// An event to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub topic: String,
    pub kind: LiveKind,
    /// What was done with the dossier; `None` when only something beside it changed.
    pub action: Option<Action>,
    pub notice: bool,
    pub dossier: String,
    pub code: String,
    pub text: Bilingual,
}

/// Topic of one account.
#[must_use]
pub fn account_topic(account: &str) -> String {
    format!("account:{account}")
}

/// Topic of the officers of an agency.
#[must_use]
pub fn agency_topic(agency: &str) -> String {
    format!("agency:{agency}")
}

impl LiveBus {
    /// Starts the task that reads new events; it ends when the last handle is dropped.
    pub(crate) async fn start(db: &Db) -> std::result::Result<Self, DbErr> {
        let (wake, woken) = mpsc::channel(1);
        let topics = Arc::new(Topics::default());
        let listener = match db.engine() {
            Engine::Postgres => {
                let fault =
                    |error: sea_orm::sqlx::Error| DbErr::Custom(format!("cannot listen: {error}"));
                let mut listener = PgListener::connect(db.url()).await.map_err(fault)?;
                listener.listen(CHANNEL).await.map_err(fault)?;
                Some(listener)
            }
            Engine::Sqlite => None,
        };
        let last = newest(db).await?;
        tokio::spawn(feed(db.clone(), Arc::clone(&topics), woken, listener, last));
        Ok(Self { topics, wake })
    }

    /// Tells the task that a transaction with events has been committed. Never waits.
    pub fn wake(&self) {
        // A full channel means that the task is about to look anyway.
        let _ = self.wake.try_send(());
    }

    fn subscribe(&self, topics: &[String]) -> (mpsc::Receiver<Arc<Change>>, Arc<AtomicBool>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let behind = Arc::new(AtomicBool::new(false));
        let mut all = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in topics {
            let subscribers = all.entry(topic.clone()).or_default();
            subscribers.retain(|subscriber| !subscriber.sender.is_closed());
            subscribers.push(Subscriber {
                sender: sender.clone(),
                behind: Arc::clone(&behind),
            });
        }
        (receiver, behind)
    }
}

async fn feed(
    db: Db,
    topics: Arc<Topics>,
    mut woken: mpsc::Receiver<()>,
    mut listener: Option<PgListener>,
    mut last: i64,
) {
    loop {
        let notified = async {
            match &mut listener {
                // A lost connection counts as news: something may have been missed.
                Some(listener) => listener.try_recv().await.is_ok(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            woken = woken.recv() => if woken.is_none() { return },
            sound = notified => if !sound { tokio::time::sleep(RETRY).await },
        }
        loop {
            let rows = live_event::Entity::find()
                .filter(live_event::Column::Id.gt(last))
                .order_by_asc(live_event::Column::Id)
                .limit(PAGE)
                .all(db.read())
                .await;
            match rows {
                Ok(rows) => {
                    let full = rows.len() as u64 == PAGE;
                    for row in rows {
                        last = row.id;
                        dispatch(&topics, row);
                    }
                    if !full {
                        break;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "live events cannot be read");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }
}

fn dispatch(topics: &Topics, row: live_event::Model) {
    let topic = row.topic.clone();
    let Some(change) = event(row).map(Change::new).map(Arc::new) else {
        return;
    };
    let mut all = topics.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(subscribers) = all.get_mut(&topic) else {
        return;
    };
    subscribers.retain(|subscriber| {
        if subscriber.sender.try_send(Arc::clone(&change)).is_err() {
            // First the mark, then the second try: a stream that has just emptied its queue is woken and sees the mark.
            subscriber.behind.store(true, Ordering::SeqCst);
            let _ = subscriber.sender.try_send(Arc::clone(&change));
        }
        !subscriber.sender.is_closed()
    });
    if subscribers.is_empty() {
        all.remove(&topic);
    }
}

/// The cursor of the newest event.
///
/// # Errors
/// Those of the database.
pub async fn cursor(app: &App) -> Result<i64> {
    Ok(newest(&app.db).await?)
}

/// Where a stream can go on that was asked to begin after a cursor: there, or at the nearest place that the table still
/// knows. Older events were removed; a newer cursor is from before a backup was restored.
async fn resume(db: &Db, after: i64) -> Result<i64> {
    let oldest: Option<i64> = live_event::Entity::find()
        .select_only()
        .column(live_event::Column::Id)
        .order_by_asc(live_event::Column::Id)
        .into_tuple()
        .one(db.read())
        .await?;
    let first = oldest.map_or(0, |oldest| oldest - 1);
    Ok(after.max(first).min(newest(db).await?))
}

async fn newest(db: &Db) -> std::result::Result<i64, DbErr> {
    let row = live_event::Entity::find()
        .order_by_desc(live_event::Column::Id)
        .one(db.read())
        .await?;
    Ok(row.map_or(0, |row| row.id))
}

/// The actor's events after a cursor, then everything new as it happens; without a cursor only what is new. The stream
/// ends when the table cannot be read: the client then comes back with its cursor. When something after the cursor is no
/// longer there, the client is told to load everything anew, and the events go on from where it is told.
///
/// # Errors
/// Those of the database.
pub async fn subscribe(
    app: &App,
    actor: &Actor,
    after: Option<i64>,
) -> Result<(Option<LiveReset>, Follower)> {
    let mut topics = vec![account_topic(&actor.id)];
    if let Some(agency) = actor.agency.as_ref().filter(|_| actor.role.is_officer()) {
        topics.push(agency_topic(agency));
    }
    // Subscribe first, read second: nothing falls between; what comes twice is dropped by its id.
    let (receiver, behind) = app.live.subscribe(&topics);
    let last = match after {
        Some(after) => resume(&app.db, after).await?,
        None => cursor(app).await?,
    };
    let follower = Follower {
        db: app.db.clone(),
        topics,
        receiver,
        behind,
        read: VecDeque::new(),
        reading: after.is_some(),
        last,
    };
    let reset = after
        .filter(|after| *after != last)
        .map(|_| LiveReset { cursor: last });
    Ok((reset, follower))
}

/// Follows an actor's events. Small: ten thousand of them wait most of the time.
pub struct Follower {
    db: Db,
    topics: Vec<String>,
    receiver: mpsc::Receiver<Arc<Change>>,
    behind: Arc<AtomicBool>,
    /// Read from the table, not yet handed out.
    read: VecDeque<LiveEvent>,
    /// The table must be read before the queue.
    reading: bool,
    last: i64,
}

impl Follower {
    /// The next event; `None` when the table cannot be read. May be given up while it waits: nothing is lost.
    pub async fn next(&mut self) -> Option<Arc<Change>> {
        loop {
            if let Some(event) = self.read.pop_front() {
                self.last = event.id;
                return Some(Arc::new(Change::new(event)));
            }
            if self.reading {
                // Boxed: what a query needs is held only while it runs.
                Box::pin(self.read_table())
                    .await
                    .inspect_err(|error| tracing::error!(%error, "live events cannot be read"))
                    .ok()?;
                continue;
            }
            let change = self.receiver.recv().await?;
            if self.behind.swap(false, Ordering::SeqCst) {
                self.reading = true;
            } else if change.event.id > self.last {
                self.last = change.event.id;
                return Some(change);
            }
        }
    }

    async fn read_table(&mut self) -> std::result::Result<(), DbErr> {
        let rows = live_event::Entity::find()
            .filter(live_event::Column::Topic.is_in(&self.topics))
            .filter(live_event::Column::Id.gt(self.last))
            .order_by_asc(live_event::Column::Id)
            .limit(PAGE)
            .all(self.db.read())
            .await?;
        self.reading = rows.len() as u64 == PAGE;
        if let Some(row) = rows.last() {
            let until = row.id;
            self.read.extend(rows.into_iter().filter_map(event));
            if self.read.is_empty() {
                self.last = until;
            }
        }
        Ok(())
    }
}

/// The event of a row; `None` for a row of a newer version of the program, which nobody here could use.
fn event(row: live_event::Model) -> Option<LiveEvent> {
    let action = Action::from_key(&row.action);
    let known = action.is_some() || row.action.is_empty();
    let Some(kind) = LiveKind::from_key(&row.kind).filter(|_| known) else {
        tracing::warn!(id = row.id, "a live event of an unknown kind");
        return None;
    };
    Some(LiveEvent {
        id: row.id,
        kind,
        action,
        dossier: row.dossier,
        code: row.code,
        notice: row.notice,
        vi: row.text_vi,
        en: row.text_en,
    })
}

/// Writes events; the last thing a transaction does, so that on PostgreSQL the lock is held as short as possible.
pub(crate) async fn append(
    tx: &DatabaseTransaction,
    engine: Engine,
    events: Vec<NewEvent>,
    now: Timestamp,
) -> std::result::Result<(), DbErr> {
    let mut batch = Batch::of(tx);
    add(&mut batch, engine, events, now);
    batch.run(tx).await
}

/// [`append`] as the last part of a batch that ends its transaction.
pub(crate) fn add(batch: &mut Batch, engine: Engine, events: Vec<NewEvent>, now: Timestamp) {
    if events.is_empty() {
        return;
    }
    if engine == Engine::Postgres {
        // Ids become visible in order only when their transactions commit in order.
        batch.add_text(format!("SELECT pg_advisory_xact_lock({ORDER_LOCK})"));
    }
    let rows = events.into_iter().map(|event| live_event::ActiveModel {
        id: NotSet,
        topic: Set(event.topic),
        kind: Set(event.kind.key().to_owned()),
        action: Set(event.action.map_or("", Action::key).to_owned()),
        notice: Set(event.notice),
        dossier: Set(event.dossier),
        code: Set(event.code),
        text_vi: Set(event.text.vi),
        text_en: Set(event.text.en),
        at: Set(now.micros()),
    });
    // One statement: both engines number the rows in their order.
    batch.add(&live_event::Entity::insert_many(rows));
    if engine == Engine::Postgres {
        batch.add_text(format!("SELECT pg_notify('{CHANNEL}', '')"));
    }
}
