//! What was sent, for the person and the officers of the dossier; what could not be sent, for administrators.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{DeadLetter, DeliveryReport, DeliveryState, DeliveryView};
use motcua_shared::notice::{ChannelKind, Occasion, attempt};
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::outbox::{month_start, sms_this_month};
use crate::app::App;
use crate::db::entity::{delivery, delivery_attempt, dossier};
use crate::service::{Error, Result, dossier as dossiers, staff};

/// How many are listed.
const LISTED: u64 = 100;

/// What was sent to the actor about an own dossier, latest first.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign dossier.
pub async fn of_own_dossier(app: &App, actor: &Actor, id: &str) -> Result<Vec<DeliveryView>> {
    let row = dossiers::own(app, actor, id).await?;
    to_applicant(app, &row).await
}

/// What was sent to the applicant about a dossier of the officer's agency, latest first.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn of_staff_dossier(app: &App, actor: &Actor, id: &str) -> Result<Vec<DeliveryView>> {
    let row = staff::of_agency(app, actor, id).await?;
    to_applicant(app, &row).await
}

async fn to_applicant(app: &App, row: &dossier::Model) -> Result<Vec<DeliveryView>> {
    let rows = delivery::Entity::find()
        .filter(delivery::Column::Dossier.eq(&row.id))
        .filter(delivery::Column::Account.eq(&row.account))
        .order_by_desc(delivery::Column::CreatedAt)
        .order_by_desc(delivery::Column::Id)
        .limit(LISTED)
        .all(app.db.read())
        .await?;
    rows.iter().map(view).collect()
}

/// How sending goes in this installation.
///
/// # Errors
/// Those of the database.
pub async fn report(app: &App) -> Result<DeliveryReport> {
    let db = app.db.read();
    let now = app.now();
    let in_state = |state: DeliveryState| {
        delivery::Entity::find().filter(delivery::Column::State.eq(state.key()))
    };
    let rows = in_state(DeliveryState::Dead)
        .order_by_desc(delivery::Column::CreatedAt)
        .order_by_desc(delivery::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    let faults = faults(app, &rows).await?;
    let codes = codes(app, &rows).await?;
    Ok(DeliveryReport {
        channels: app.channels.kinds().collect(),
        waiting: in_state(DeliveryState::Waiting).count(db).await?,
        sms_this_month: sms_this_month(db, now).await?,
        sms_a_month: app.channels.sms_a_month,
        withheld: in_state(DeliveryState::Withheld)
            .filter(delivery::Column::CreatedAt.gte(month_start(now).micros()))
            .count(db)
            .await?,
        dead: rows
            .iter()
            .map(|row| {
                Ok(DeadLetter {
                    delivery: view(row)?,
                    code: row
                        .dossier
                        .as_ref()
                        .and_then(|dossier| codes.get(dossier).cloned())
                        .unwrap_or_default(),
                    reason: faults.get(&row.id).cloned().unwrap_or_default(),
                })
            })
            .collect::<Result<_>>()?,
    })
}

/// Puts a delivery that was given up or withheld back into the queue, with as many tries as a new one.
///
/// # Errors
/// [`Error::NotFound`] when there is none in that state.
pub async fn resend(app: &App, id: &str) -> Result<DeliveryReport> {
    let now = app.now();
    let stuck = [DeliveryState::Dead, DeliveryState::Withheld].map(DeliveryState::key);
    let more = i32::try_from(attempt::MOST).unwrap_or(i32::MAX);
    app.db
        .write::<_, Error, _>(async |tx| {
            let changed = delivery::Entity::update_many()
                .col_expr(
                    delivery::Column::State,
                    Expr::value(DeliveryState::Waiting.key()),
                )
                .col_expr(
                    delivery::Column::LastAttempt,
                    Expr::col(delivery::Column::Attempts).add(more),
                )
                .col_expr(delivery::Column::DueAt, Expr::value(now.micros()))
                .filter(delivery::Column::Id.eq(id))
                .filter(delivery::Column::State.is_in(stuck))
                .exec(tx)
                .await?;
            if changed.rows_affected == 1 {
                Ok(())
            } else {
                Err(Error::NotFound)
            }
        })
        .await?;
    report(app).await
}

/// What the last try of each failed with.
async fn faults(app: &App, rows: &[delivery::Model]) -> Result<HashMap<String, String>> {
    let tries = delivery_attempt::Entity::find()
        .filter(delivery_attempt::Column::Delivery.is_in(rows.iter().map(|row| row.id.clone())))
        .order_by_asc(delivery_attempt::Column::Number)
        .all(app.db.read())
        .await?;
    Ok(tries
        .into_iter()
        .map(|one| (one.delivery, one.fault.unwrap_or_default()))
        .collect())
}

async fn codes(app: &App, rows: &[delivery::Model]) -> Result<HashMap<String, String>> {
    let found: Vec<(String, String)> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .column(dossier::Column::Code)
        .filter(dossier::Column::Id.is_in(rows.iter().filter_map(|row| row.dossier.clone())))
        .into_tuple()
        .all(app.db.read())
        .await?;
    Ok(found.into_iter().collect())
}

fn view(row: &delivery::Model) -> Result<DeliveryView> {
    let unknown = |what: &str| Error::internal(format!("unknown {what} of a delivery"));
    let channel = ChannelKind::from_key(&row.channel).ok_or_else(|| unknown("channel"))?;
    Ok(DeliveryView {
        id: row.id.clone(),
        at: Timestamp::from_micros(row.created_at),
        occasion: Occasion::from_key(&row.occasion).ok_or_else(|| unknown("occasion"))?,
        channel,
        to: channel.masked(&row.address),
        state: DeliveryState::from_key(&row.state).ok_or_else(|| unknown("state"))?,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
        sent_at: row.sent_at.map(Timestamp::from_micros),
    })
}
