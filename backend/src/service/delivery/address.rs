//! Addresses that a person confirms: a code goes there, and whoever knows it has the address. Only then anything else goes there;
//! the address before is told that it was replaced.

use motcua_shared::access::Actor;
use motcua_shared::api::{
    AddressCode, AddressKind, CODE_DIGITS, CODE_SECONDS, CODE_TRIES, CodeAnswer, CodeOutcome,
    CodeSent, NewAddress,
};
use motcua_shared::form::{Answer, Fault, Issue};
use motcua_shared::i18n::{Lang, t::reach as say};
use motcua_shared::identity::{is_email, parse_phone};
use motcua_shared::notice::{ChannelKind, Occasion};
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use super::choice;
use super::outbox::{Letter, OF_ACCOUNT, post_letter, reach};
use crate::app::App;
use crate::db::entity::{address_code, delivery, fact};
use crate::service::dossier::vault;
use crate::service::{Error, Result};
use crate::store::sha256;

/// Codes an hour, for one account and for one address.
const CODES: u64 = 5;
const HOUR: i64 = 3_600;

/// Sends a code to an address.
///
/// # Errors
/// [`Error::Invalid`] for what is no address, [`Error::Unavailable`] when this installation cannot reach such addresses,
/// [`Error::RateLimited`] after too many codes.
pub async fn ask(app: &App, actor: &Actor, new: &NewAddress) -> Result<CodeSent> {
    let typed = new.address.trim();
    let (address, fault) = match new.kind {
        AddressKind::Email => (is_email(typed).then(|| typed.to_owned()), Fault::NotEmail),
        AddressKind::Phone => (parse_phone(typed), Fault::NotPhone),
    };
    let address = address.ok_or_else(|| Error::Invalid(vec![Issue::error("address", fault)]))?;
    let channel = channels(new.kind)
        .iter()
        .copied()
        .find(|channel| app.channels.get(*channel).is_some())
        .ok_or(Error::Unavailable)?;
    let now = app.now();
    let code = code();
    let lang = choice::of(app.db.read(), &actor.id).await?.lang;
    let minutes = (CODE_SECONDS / 60).to_string();
    let letter = Letter {
        account: &actor.id,
        occasion: Occasion::AddressCode,
        channel,
        address: address.clone(),
        subject: say::code_subject(lang).to_owned(),
        text: say::code_text(lang, &code, &minutes),
    };
    let row = address_code::Model {
        account: actor.id.clone(),
        path: path(new.kind).to_owned(),
        address: address.clone(),
        code_hash: hashed(actor, &code),
        tries: 0,
        made_at: now.micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            if sent_lately(tx, actor, &address, now).await? >= CODES {
                return Err(Error::RateLimited);
            }
            use address_code::Column;
            let again = OnConflict::columns([Column::Account, Column::Path])
                .update_columns([
                    Column::Address,
                    Column::CodeHash,
                    Column::Tries,
                    Column::MadeAt,
                ])
                .to_owned();
            address_code::Entity::insert_many([row.into_active_model()])
                .on_conflict(again)
                .exec_without_returning(tx)
                .await?;
            post_letter(app, tx, letter, now).await
        })
        .await?;
    Ok(CodeSent {
        to: channel.masked(&address),
        until: now.plus_seconds(CODE_SECONDS),
    })
}

/// Looks at a code; the right one makes the address that of the person.
///
/// # Errors
/// Those of the database; a wrong code is an answer, no error.
pub async fn confirm(app: &App, actor: &Actor, typed: &AddressCode) -> Result<CodeAnswer> {
    let digits: String = typed
        .code
        .chars()
        .filter(|one| !one.is_whitespace())
        .collect();
    let outcome = app
        .db
        .write::<_, Error, _>(async |tx| outcome(app, tx, actor, typed.kind, &digits).await)
        .await?;
    Ok(CodeAnswer {
        outcome,
        settings: choice::settings(app, actor).await?,
    })
}

async fn outcome(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    kind: AddressKind,
    digits: &str,
) -> Result<CodeOutcome> {
    let now = app.now();
    let key = (actor.id.clone(), path(kind).to_owned());
    let Some(row) = address_code::Entity::find_by_id(key.clone())
        .one(tx)
        .await?
    else {
        return Ok(CodeOutcome::Over);
    };
    let too_old = now.seconds_since(Timestamp::from_micros(row.made_at)) >= CODE_SECONDS;
    let right = row.code_hash == hashed(actor, digits);
    let tries = row.tries.saturating_add(1);
    let left = CODE_TRIES.saturating_sub(u32::try_from(tries).unwrap_or(CODE_TRIES));
    if !too_old && !right && left > 0 {
        address_code::Entity::update_many()
            .col_expr(address_code::Column::Tries, Expr::value(tries))
            .filter(address_code::Column::Account.eq(&actor.id))
            .filter(address_code::Column::Path.eq(path(kind)))
            .exec(tx)
            .await?;
        return Ok(CodeOutcome::Wrong { left });
    }
    address_code::Entity::delete_by_id(key).exec(tx).await?;
    if too_old || !right {
        return Ok(CodeOutcome::Over);
    }
    tell_old(app, tx, actor, kind, &row.address, now).await?;
    fact::Entity::update_many()
        .col_expr(fact::Column::SupersededAt, Expr::value(Some(now.micros())))
        .filter(fact::Column::Account.eq(&actor.id))
        .filter(fact::Column::Kind.eq(OF_ACCOUNT))
        .filter(fact::Column::Path.eq(path(kind)))
        .filter(fact::Column::SupersededAt.is_null())
        .exec(tx)
        .await?;
    let own = (path(kind).to_owned(), Answer::Text(row.address));
    let by = say::confirmed_by(Lang::Vi);
    vault::add_account_facts(app, tx, &actor.id, vec![own], by, now).await?;
    Ok(CodeOutcome::Confirmed)
}

/// Tells the address before that another one takes its place: who did not do that learns of it.
async fn tell_old(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    kind: AddressKind,
    new: &str,
    now: Timestamp,
) -> Result<()> {
    let lang = choice::of(tx, &actor.id).await?.lang;
    let before = reach(tx, &actor.id).await?;
    let old = before.into_iter().find(|(channel, address)| {
        channels(kind).contains(channel) && app.channels.get(*channel).is_some() && address != new
    });
    let Some((channel, address)) = old else {
        return Ok(());
    };
    let letter = Letter {
        account: &actor.id,
        occasion: Occasion::AddressChanged,
        channel,
        address,
        subject: say::changed_subject(lang).to_owned(),
        text: say::changed_text(lang, &channel.masked(new)),
    };
    post_letter(app, tx, letter, now).await
}

/// Codes of the last hour, to this address or for this account, whichever are more.
async fn sent_lately(
    tx: &DatabaseTransaction,
    actor: &Actor,
    address: &str,
    now: Timestamp,
) -> Result<u64> {
    let mut most = 0;
    for same in [
        delivery::Column::Account.eq(&actor.id),
        delivery::Column::Address.eq(address),
    ] {
        let found = delivery::Entity::find()
            .filter(Condition::all().add(same))
            .filter(delivery::Column::Occasion.eq(Occasion::AddressCode.key()))
            .filter(delivery::Column::CreatedAt.gt(now.plus_seconds(-HOUR).micros()))
            .count(tx)
            .await?;
        most = most.max(found);
    }
    Ok(most)
}

const fn path(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::Email => "person.email",
        AddressKind::Phone => "person.phone",
    }
}

/// The channels that reach an address, the first that is set up carries the code.
const fn channels(kind: AddressKind) -> &'static [ChannelKind] {
    match kind {
        AddressKind::Email => &[ChannelKind::Email],
        AddressKind::Phone => &[ChannelKind::Sms, ChannelKind::Zalo],
    }
}

fn code() -> String {
    let most = 10_u32.pow(u32::try_from(CODE_DIGITS).unwrap_or_default());
    format!("{:0CODE_DIGITS$}", rand::random_range(0..most))
}

/// What is kept of a code.
fn hashed(actor: &Actor, code: &str) -> String {
    sha256(format!("{} {code}", actor.id).as_bytes())
}
