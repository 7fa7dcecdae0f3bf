//! Writing deliveries: one row for each channel, beside the notice, in the same transaction. Nothing is sent here.

use std::collections::BTreeMap;

use motcua_shared::api::DeliveryState;
use motcua_shared::form::Answer;
use motcua_shared::notice::{ChannelKind, Occasion, attempt};
use motcua_shared::time::{LocalTime, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use super::{choice, words};
use crate::app::App;
use crate::db::entity::{delivery, dossier, fact};
use crate::db::json;
use crate::service::Result;

/// Facts that are addresses. Only those of the account count: they were confirmed when it was made. What somebody typed
/// into a form may be another person's number.
const ADDRESSES: [(&str, &[ChannelKind]); 2] = [
    ("person.email", &[ChannelKind::Email]),
    ("person.phone", &[ChannelKind::Sms, ChannelKind::Zalo]),
];
/// Kind of the facts that came with the account.
const OF_ACCOUNT: &str = "account";

/// What is told.
pub(crate) struct Posting<'a> {
    /// Id of the notice in the portal.
    pub notice: &'a str,
    /// Who is told.
    pub account: &'a str,
    /// The dossier concerned.
    pub dossier: &'a dossier::Model,
    /// What it is about.
    pub occasion: Occasion,
    /// The date that counts, as people read it; may be empty.
    pub due: &'a str,
}

/// Writes a delivery for each channel that is set up, wanted for this occasion, and has a confirmed address.
pub(crate) async fn post(
    app: &App,
    tx: &DatabaseTransaction,
    posting: &Posting<'_>,
    now: Timestamp,
) -> Result<()> {
    if app.channels.is_empty() {
        return Ok(());
    }
    let known = addresses(tx, posting.account).await?;
    let choices = choice::of(tx, posting.account).await?;
    let ways: Vec<(ChannelKind, &String)> = app
        .channels
        .kinds()
        .filter(|channel| choices.wants(posting.occasion, *channel))
        .filter_map(|channel| Some((channel, known.get(&channel)?)))
        .collect();
    if ways.is_empty() {
        return Ok(());
    }
    let places = words::places(app, tx, posting.dossier, posting.due, choices.lang).await?;
    let mut rows = Vec::new();
    for (channel, address) in ways {
        let template = words::template(app, tx, posting.occasion, channel, choices.lang).await?;
        let (subject, text) = template.filled(channel, &places);
        let state = if channel == ChannelKind::Sms && month_is_used_up(app, tx, now).await? {
            DeliveryState::Withheld
        } else {
            DeliveryState::Waiting
        };
        let due_at = app
            .channels
            .quiet
            .filter(|_| channel.rings())
            .map_or(now, |quiet| quiet.after(now));
        rows.push(delivery::ActiveModel {
            id: Set(app.new_id()),
            notice: Set(posting.notice.to_owned()),
            account: Set(posting.account.to_owned()),
            dossier: Set(posting.dossier.id.clone()),
            occasion: Set(posting.occasion.key().to_owned()),
            channel: Set(channel.key().to_owned()),
            address: Set(address.clone()),
            subject: Set(subject),
            text: Set(text),
            state: Set(state.key().to_owned()),
            attempts: Set(0),
            last_attempt: Set(i32::try_from(attempt::MOST).unwrap_or(i32::MAX)),
            due_at: Set(due_at.micros()),
            claimed_until: Set(None),
            created_at: Set(now.micros()),
            sent_at: Set(None),
        });
    }
    delivery::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The confirmed addresses of an account by channel.
pub(super) async fn addresses<C: ConnectionTrait>(
    db: &C,
    account: &str,
) -> Result<BTreeMap<ChannelKind, String>> {
    let rows = fact::Entity::find()
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::Kind.eq(OF_ACCOUNT))
        .filter(fact::Column::Path.is_in(ADDRESSES.map(|(path, _)| path)))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Since)
        .order_by_asc(fact::Column::Id)
        .all(db)
        .await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let Answer::Text(address) = json::read(&row.value)? else {
            continue;
        };
        let channels = ADDRESSES.iter().find(|(path, _)| *path == row.path);
        for channel in channels.into_iter().flat_map(|(_, channels)| *channels) {
            // The newest is last.
            found.insert(*channel, address.clone());
        }
    }
    Ok(found)
}

/// Short messages written since the month began in Viet Nam, without those that were withheld.
pub(super) async fn sms_this_month<C: ConnectionTrait>(db: &C, now: Timestamp) -> Result<u64> {
    Ok(delivery::Entity::find()
        .filter(delivery::Column::Channel.eq(ChannelKind::Sms.key()))
        .filter(delivery::Column::CreatedAt.gte(month_start(now).micros()))
        .filter(delivery::Column::State.ne(DeliveryState::Withheld.key()))
        .count(db)
        .await?)
}

/// The first moment of the month in Viet Nam.
pub(super) fn month_start(now: Timestamp) -> Timestamp {
    let date = now.local().date;
    Timestamp::from_local(LocalTime {
        date: date.replace_day(1).unwrap_or(date),
        minute: 0,
    })
}

async fn month_is_used_up(app: &App, tx: &DatabaseTransaction, now: Timestamp) -> Result<bool> {
    Ok(match app.channels.sms_a_month {
        Some(most) => sms_this_month(tx, now).await? >= most,
        None => false,
    })
}
