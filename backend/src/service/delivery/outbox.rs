//! Writing deliveries: one row for each channel, beside the notice, in the same transaction. Nothing is sent here.

use std::collections::BTreeMap;

use motcua_shared::api::DeliveryState;
use motcua_shared::form::Answer;
use motcua_shared::i18n::Lang;
use motcua_shared::notice::{ChannelKind, Occasion, attempt};
use motcua_shared::time::{LocalTime, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use super::{choice, device, words};
use crate::app::App;
use crate::db::entity::{delivery, dossier, fact};
use crate::db::json;
use crate::service::Result;

/// Facts that are addresses. Only those of the account count: they came with it or were confirmed by a code. What somebody
/// typed into a form may be another person's number.
const ADDRESSES: [(&str, &[ChannelKind]); 2] = [
    ("person.email", &[ChannelKind::Email]),
    ("person.phone", &[ChannelKind::Sms, ChannelKind::Zalo]),
];
/// Kind of the facts that came with the account.
pub(super) const OF_ACCOUNT: &str = "account";

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
    let choices = choice::of(tx, posting.account).await?;
    let ways: Vec<(ChannelKind, String)> = reach(tx, posting.account)
        .await?
        .into_iter()
        .filter(|(channel, _)| app.channels.get(*channel).is_some())
        .filter(|(channel, _)| choices.wants(posting.occasion, *channel))
        .collect();
    if ways.is_empty() {
        return Ok(());
    }
    let places = words::places(app, tx, posting.dossier, posting.due, choices.lang).await?;
    let mut rows = Vec::new();
    for (channel, address) in ways {
        let template = words::template(app, tx, posting.occasion, channel, choices.lang).await?;
        let (subject, text) = template.filled(channel, &places);
        let due_at = after_quiet(app, channel, now);
        let letter = Letter {
            account: posting.account,
            occasion: posting.occasion,
            channel,
            address,
            subject,
            text,
        };
        rows.push(delivery::ActiveModel {
            notice: Set(Some(posting.notice.to_owned())),
            dossier: Set(Some(posting.dossier.id.clone())),
            due_at: Set(due_at.micros()),
            ..row(app, tx, letter, now).await?
        });
    }
    delivery::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Who is told about something beside the dossiers.
pub(crate) struct Told<'a> {
    /// Id of the notice in the portal.
    pub notice: &'a str,
    /// Who is told.
    pub account: &'a str,
    /// What it is about.
    pub occasion: Occasion,
}

/// Writes a delivery about something beside the dossiers, as [`post`] does, in words of the portal: `words` gives subject and text
/// in a language, with the address of the page that says more.
pub(crate) async fn post_beside(
    app: &App,
    tx: &DatabaseTransaction,
    told: &Told<'_>,
    words: impl Fn(Lang, &str) -> (String, String),
    now: Timestamp,
) -> Result<()> {
    if app.channels.is_empty() {
        return Ok(());
    }
    let choices = choice::of(tx, told.account).await?;
    let link = format!("{}{}", app.channels.site, told.occasion.page());
    let (subject, text) = words(choices.lang, &link);
    let mut rows = Vec::new();
    for (channel, address) in reach(tx, told.account).await? {
        if app.channels.get(channel).is_none() || !choices.wants(told.occasion, channel) {
            continue;
        }
        let letter = Letter {
            account: told.account,
            occasion: told.occasion,
            channel,
            address,
            subject: subject.clone(),
            text: text.clone(),
        };
        rows.push(delivery::ActiveModel {
            notice: Set(Some(told.notice.to_owned())),
            due_at: Set(after_quiet(app, channel, now).micros()),
            ..row(app, tx, letter, now).await?
        });
    }
    if !rows.is_empty() {
        delivery::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// What rings waits for the end of the quiet hours.
fn after_quiet(app: &App, channel: ChannelKind, now: Timestamp) -> Timestamp {
    let quiet = app.channels.quiet.filter(|_| channel.rings());
    quiet.map_or(now, |quiet| quiet.after(now))
}

/// What goes to one address about no dossier, in words of the portal.
pub(crate) struct Letter<'a> {
    /// Whose address it is, or wants to be.
    pub account: &'a str,
    /// What it is about.
    pub occasion: Occasion,
    /// How it goes.
    pub channel: ChannelKind,
    /// Where to.
    pub address: String,
    /// Subject; of e-mails only.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// Writes a letter. It waits for no morning: somebody has just asked for it, or chose its hour.
pub(crate) async fn post_letter(
    app: &App,
    tx: &DatabaseTransaction,
    letter: Letter<'_>,
    now: Timestamp,
) -> Result<()> {
    let row = row(app, tx, letter, now).await?;
    delivery::Entity::insert_many([row])
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn row(
    app: &App,
    tx: &DatabaseTransaction,
    letter: Letter<'_>,
    now: Timestamp,
) -> Result<delivery::ActiveModel> {
    let state = if letter.channel == ChannelKind::Sms && month_is_used_up(app, tx, now).await? {
        DeliveryState::Withheld
    } else {
        DeliveryState::Waiting
    };
    Ok(delivery::ActiveModel {
        id: Set(app.new_id()),
        notice: Set(None),
        account: Set(letter.account.to_owned()),
        dossier: Set(None),
        occasion: Set(letter.occasion.key().to_owned()),
        channel: Set(letter.channel.key().to_owned()),
        address: Set(letter.address),
        subject: Set(letter.subject),
        text: Set(letter.text),
        state: Set(state.key().to_owned()),
        attempts: Set(0),
        last_attempt: Set(i32::try_from(attempt::MOST).unwrap_or(i32::MAX)),
        due_at: Set(now.micros()),
        claimed_until: Set(None),
        created_at: Set(now.micros()),
        sent_at: Set(None),
    })
}

/// Every way to an account: its confirmed addresses, and its devices.
pub(super) async fn reach<C: ConnectionTrait>(
    db: &C,
    account: &str,
) -> Result<Vec<(ChannelKind, String)>> {
    let mut ways: Vec<(ChannelKind, String)> = addresses(db, account).await?.into_iter().collect();
    for device in device::of(db, account).await? {
        ways.push((ChannelKind::Push, device::address(&device)));
    }
    Ok(ways)
}

/// The confirmed e-mail address of an account.
pub(crate) async fn email_of<C: ConnectionTrait>(db: &C, account: &str) -> Result<Option<String>> {
    Ok(addresses(db, account).await?.remove(&ChannelKind::Email))
}

/// The confirmed addresses of an account by channel.
async fn addresses<C: ConnectionTrait>(
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
