//! Devices that take pushes: switched on by the person in a browser, forgotten when that browser is signed out, when the person
//! says so, and when its push service says that it is gone.

use motcua_shared::access::Actor;
use motcua_shared::api::{NewPushDevice, PUSH_MARK, PushDevice, PushSetup};
use motcua_shared::text::clean;
use motcua_shared::time::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder,
};

use crate::app::App;
use crate::channel::Subscription;
use crate::db::entity::{delivery, push_device};
use crate::service::{Error, Result};
use crate::store::sha256;

/// Devices of one account; with one more the oldest goes.
const DEVICES: usize = 10;
/// Letters of a device's name.
const NAME_MAX: usize = 60;

/// Devices of the actor, and the key to become one.
///
/// # Errors
/// Those of the database.
pub async fn setup(app: &App, actor: &Actor) -> Result<PushSetup> {
    let push = app.channels.push.as_ref();
    let devices = of(app.db.read(), &actor.id).await?;
    Ok(PushSetup {
        key: push.map(|push| push.public_key().to_owned()),
        devices: devices.into_iter().map(view).collect(),
    })
}

/// Adds the device that the actor uses. One that another account had before is that account's no longer: one browser shows
/// the notices of one person. `session` is the one it is forgotten with.
///
/// # Errors
/// [`Error::BadRequest`] for an address that may not be called, or what are no keys; [`Error::Unavailable`] without pushes.
pub async fn add(
    app: &App,
    actor: &Actor,
    session: &str,
    new: &NewPushDevice,
) -> Result<PushSetup> {
    let push = app.channels.push.as_ref().ok_or(Error::Unavailable)?;
    let subscription = Subscription {
        endpoint: new.endpoint.clone(),
        p256dh: new.p256dh.clone(),
        auth: new.auth.clone(),
    };
    if !push.takes(&subscription) {
        return Err(Error::BadRequest("this is no push subscription".to_owned()));
    }
    let name: String = clean(&new.name).chars().take(NAME_MAX).collect();
    let row = push_device::ActiveModel {
        id: Set(app.new_id()),
        account: Set(actor.id.clone()),
        session: Set(session.to_owned()),
        endpoint: Set(subscription.endpoint),
        p256dh: Set(subscription.p256dh),
        auth: Set(subscription.auth),
        name: Set(name),
        added_at: Set(app.now().micros()),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            push_device::Entity::delete_many()
                .filter(push_device::Column::Endpoint.eq(&new.endpoint))
                .exec(tx)
                .await?;
            let known = of(tx, &actor.id).await?;
            for old in known.iter().rev().skip(DEVICES - 1) {
                drop_device(tx, &old.id).await?;
            }
            push_device::Entity::insert_many([row])
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await?;
    setup(app, actor).await
}

/// Forgets a device of the actor.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's.
pub async fn remove(app: &App, actor: &Actor, id: &str) -> Result<PushSetup> {
    app.db
        .write::<_, Error, _>(async |tx| {
            let removed = push_device::Entity::delete_many()
                .filter(push_device::Column::Id.eq(id))
                .filter(push_device::Column::Account.eq(&actor.id))
                .exec(tx)
                .await?;
            if removed.rows_affected == 1 {
                Ok(())
            } else {
                Err(Error::NotFound)
            }
        })
        .await?;
    setup(app, actor).await
}

/// Forgets the devices that were switched on in a session, because it ends by the person's wish.
///
/// # Errors
/// Those of the database.
pub async fn forget_session(app: &App, session: &str) -> Result<()> {
    app.db
        .write::<_, Error, _>(async |tx| {
            push_device::Entity::delete_many()
                .filter(push_device::Column::Session.eq(session))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// The devices of an account, the newest last.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    account: &str,
) -> Result<Vec<push_device::Model>> {
    Ok(push_device::Entity::find()
        .filter(push_device::Column::Account.eq(account))
        .order_by_asc(push_device::Column::AddedAt)
        .order_by_asc(push_device::Column::Id)
        .all(db)
        .await?)
}

/// The address of a delivery to a device: the id, which tells nobody where the device is, and the name for the log.
pub(super) fn address(device: &push_device::Model) -> String {
    format!("{} {}", device.id, device.name)
}

/// The device's id in [`address`].
pub(super) fn id(address: &str) -> &str {
    address.split_once(' ').map_or(address, |(id, _)| id)
}

/// Where a push goes to: the subscription as the channel reads it; none when the device was removed, or is another account's now.
pub(super) async fn target(app: &App, row: &delivery::Model) -> Result<Option<String>> {
    let found = push_device::Entity::find_by_id(id(&row.address))
        .filter(push_device::Column::Account.eq(&row.account))
        .one(app.db.read())
        .await?;
    Ok(found.as_ref().map(subscription))
}

/// The subscription of a device as the channel reads it.
pub(super) fn subscription(device: &push_device::Model) -> String {
    serde_json::json!({ "endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth })
        .to_string()
}

/// Forgets a device that is gone.
pub(super) async fn drop_device(tx: &DatabaseTransaction, id: &str) -> Result<()> {
    push_device::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

fn view(row: push_device::Model) -> PushDevice {
    PushDevice {
        mark: sha256(row.endpoint.as_bytes())
            .chars()
            .take(PUSH_MARK)
            .collect(),
        id: row.id,
        name: row.name,
        since: Timestamp::from_micros(row.added_at),
    }
}
