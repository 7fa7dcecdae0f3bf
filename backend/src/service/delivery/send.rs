//! Sending what waits: claim one, hand it to its channel, write down what became of it. However many processes do that, each
//! try is one process's; a process that dies in the middle leaves a claim that ends, and the next try has the same id.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use motcua_shared::api::DeliveryState;
use motcua_shared::notice::{ChannelKind, Occasion, SendFault, attempt};
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::device;
use crate::app::App;
use crate::channel::{Message, PATIENCE, SendError};
use crate::db::entity::{delivery, delivery_attempt};
use crate::service::{Error, Result};

/// Deliveries looked at together.
const PAGE: u64 = 50;
/// Tries under way at the same time.
const AT_ONCE: usize = 8;
/// A claim lasts so many seconds longer than a try may take.
const MARGIN: i64 = 60;

/// Where chance comes from: a number from 0 to 1.
pub type Chance = dyn Fn() -> f64 + Send + Sync;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by their providers.
    pub sent: u64,
    /// Failed, and will be tried again.
    pub failed: u64,
    /// Given up.
    pub dead: u64,
    /// Not sent, because the device takes nothing any more; it is forgotten.
    pub gone: u64,
}

/// Tries everything whose turn it is, once.
///
/// # Errors
/// Those of the database; what was sent stays sent.
pub async fn round(app: &App, chance: &Chance) -> Result<Round> {
    let mut done = Round::default();
    if app.channels.is_empty() {
        return Ok(done);
    }
    loop {
        let page = waiting(app, app.now()).await?;
        let tries = stream::iter(page)
            .map(|row| try_one(app, row, chance))
            .buffer_unordered(AT_ONCE)
            .collect::<Vec<Result<Option<DeliveryState>>>>()
            .await;
        let before = done;
        for outcome in tries {
            match outcome? {
                Some(DeliveryState::Sent) => done.sent += 1,
                Some(DeliveryState::Dead) => done.dead += 1,
                Some(DeliveryState::Gone) => done.gone += 1,
                Some(_) => done.failed += 1,
                // Another process was faster.
                None => {}
            }
        }
        if before == done {
            return Ok(done);
        }
    }
}

/// Waiting, due, and in nobody's hands.
fn turn(now: Timestamp) -> Condition {
    let free = Condition::any()
        .add(delivery::Column::ClaimedUntil.is_null())
        .add(delivery::Column::ClaimedUntil.lte(now.micros()));
    Condition::all()
        .add(delivery::Column::State.eq(DeliveryState::Waiting.key()))
        .add(delivery::Column::DueAt.lte(now.micros()))
        .add(free)
}

async fn waiting(app: &App, now: Timestamp) -> Result<Vec<delivery::Model>> {
    let set_up: Vec<&str> = app.channels.kinds().map(ChannelKind::key).collect();
    Ok(delivery::Entity::find()
        .filter(turn(now))
        .filter(delivery::Column::Channel.is_in(set_up))
        .order_by_asc(delivery::Column::DueAt)
        .order_by_asc(delivery::Column::Id)
        .limit(PAGE)
        .all(app.db.read())
        .await?)
}

/// One try; `None` when another process has it.
async fn try_one(
    app: &App,
    row: delivery::Model,
    chance: &Chance,
) -> Result<Option<DeliveryState>> {
    let patience = app.channels.patience.unwrap_or(PATIENCE);
    let number = row.attempts.saturating_add(1);
    if !claim(app, &row, number, patience).await? {
        return Ok(None);
    }
    let kind = ChannelKind::from_key(&row.channel);
    let to = if kind == Some(ChannelKind::Push) {
        device::target(app, &row).await?
    } else {
        Some(row.address.clone())
    };
    let message = Message {
        id: row.id.clone(),
        to: to.clone().unwrap_or_default(),
        subject: row.subject.clone(),
        text: row.text.clone(),
        link: match (&row.dossier, Occasion::from_key(&row.occasion)) {
            (Some(id), _) => format!("/ho-so/{id}"),
            (None, Some(occasion)) => occasion.page().to_owned(),
            (None, None) => "/".to_owned(),
        },
    };
    let channel = kind.and_then(|kind| app.channels.get(kind));
    let outcome = match channel {
        _ if to.is_none() => Err(SendError::Gone(SendFault::DeviceGone)),
        // Every try before this one ended with its process.
        _ if number > row.last_attempt => Err(SendError::Never(SendFault::Interrupted)),
        None => Err(SendError::Later(SendFault::NotSetUp)),
        Some(channel) => tokio::time::timeout(patience, channel.send(&message))
            .await
            .unwrap_or(Err(SendError::Later(SendFault::Silent))),
    };
    record(app, &row, number, outcome, chance).await.map(Some)
}

/// Takes a delivery into this process's hands, unless another was faster.
async fn claim(app: &App, row: &delivery::Model, number: i32, patience: Duration) -> Result<bool> {
    let now = app.now();
    let seconds = i64::try_from(patience.as_secs()).unwrap_or(MARGIN);
    let until = now.plus_seconds(seconds.saturating_add(MARGIN));
    app.db
        .write::<_, Error, _>(async |tx| {
            let taken = delivery::Entity::update_many()
                .col_expr(
                    delivery::Column::ClaimedUntil,
                    Expr::value(Some(until.micros())),
                )
                .col_expr(delivery::Column::Attempts, Expr::value(number))
                .filter(delivery::Column::Id.eq(&row.id))
                .filter(delivery::Column::Attempts.eq(row.attempts))
                .filter(turn(now))
                .exec(tx)
                .await?;
            Ok(taken.rows_affected == 1)
        })
        .await
}

/// Writes down what became of a try.
async fn record(
    app: &App,
    row: &delivery::Model,
    number: i32,
    outcome: std::result::Result<(), SendError>,
    chance: &Chance,
) -> Result<DeliveryState> {
    let now = app.now();
    let (state, fault) = match outcome {
        Ok(()) => (DeliveryState::Sent, None),
        Err(SendError::Gone(fault)) => (DeliveryState::Gone, Some(fault)),
        Err(SendError::Never(fault)) => (DeliveryState::Dead, Some(fault)),
        Err(SendError::Later(fault)) if number >= row.last_attempt => {
            (DeliveryState::Dead, Some(fault))
        }
        Err(SendError::Later(fault)) => (DeliveryState::Waiting, Some(fault)),
    };
    let fault = fault.map(|fault| fault.to_string());
    if let Some(fault) = &fault {
        tracing::warn!(
            delivery = row.id,
            channel = row.channel,
            number,
            fault,
            "not sent"
        );
    }
    // Counted from the first try, or from the last time somebody sent it again.
    let most = i32::try_from(attempt::MOST).unwrap_or(i32::MAX);
    let of_round = number.saturating_sub(row.last_attempt.saturating_sub(most));
    let wait = attempt::wait_seconds(u32::try_from(of_round).unwrap_or(1), chance());
    let entry = delivery_attempt::ActiveModel {
        delivery: Set(row.id.clone()),
        number: Set(number),
        at: Set(now.micros()),
        fault: Set(fault),
    };
    let gone = (state == DeliveryState::Gone).then(|| device::id(&row.address));
    app.db
        .write::<_, Error, _>(async |tx| {
            if let Some(id) = gone {
                device::drop_device(tx, id).await?;
            }
            let mut change = delivery::Entity::update_many()
                .col_expr(delivery::Column::State, Expr::value(state.key()))
                .col_expr(delivery::Column::ClaimedUntil, Expr::value(None::<i64>))
                .filter(delivery::Column::Id.eq(&row.id))
                .filter(delivery::Column::State.eq(DeliveryState::Waiting.key()));
            change = match state {
                DeliveryState::Sent => {
                    change =
                        change.col_expr(delivery::Column::SentAt, Expr::value(Some(now.micros())));
                    // A code has done its work: nobody needs to read it later.
                    if row.occasion == Occasion::AddressCode.key() {
                        change = change.col_expr(delivery::Column::Text, Expr::value(""));
                    }
                    change
                }
                // A try that outlived its claim must not take the delivery out of another's hands.
                _ => change
                    .col_expr(
                        delivery::Column::DueAt,
                        Expr::value(now.plus_seconds(wait).micros()),
                    )
                    .filter(delivery::Column::Attempts.eq(number)),
            };
            change.exec(tx).await?;
            let once = OnConflict::columns([
                delivery_attempt::Column::Delivery,
                delivery_attempt::Column::Number,
            ])
            .do_nothing()
            .to_owned();
            delivery_attempt::Entity::insert_many([entry])
                .on_conflict(once)
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await?;
    Ok(state)
}
