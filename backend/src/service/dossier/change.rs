//! The one way to change a dossier: row, timeline, vault, slips, notices and live events in the caller's transaction
//! (design §4, invariant 8). Nothing is sent from here; the caller wakes the live bus after the commit.

use motcua_shared::dossier::{Action, Situation};
use motcua_shared::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};

use super::row;
use super::timeline::{self, By, Happened};
use super::{announce, beside, linked, vault};
use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::dossier;
use crate::service::form_version::FormVersion;
use crate::service::place::Place;
use crate::service::{Error, Result, slip};

/// Reads a dossier for changing it and compares the version that the actor has seen.
pub(crate) async fn lock(
    tx: &DatabaseTransaction,
    id: &str,
    seen: Option<i64>,
) -> Result<dossier::Model> {
    let row = dossier::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    match seen {
        Some(seen) if seen != row.version => Err(Error::Conflict {
            current_version: Some(row.version),
        }),
        _ => Ok(row),
    }
}

/// Saves a changed dossier with everything that belongs to the change. `row` is what was read by [`lock`], with answers
/// and files already changed where the action does that, but not settled: its situation is the one before.
#[expect(
    clippy::too_many_arguments,
    reason = "one call, one change: each argument is one of its parts"
)]
pub(crate) async fn save(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: dossier::Model,
    version: &FormVersion,
    place: &Place,
    next: &Situation,
    by: &By,
    happened: &Happened,
    now: Timestamp,
) -> Result<dossier::Model> {
    let seen = row.version;
    let before = row::situation(&row)?;
    let next = &beside::placed(tx, version, place, next).await?;
    row::settle(&mut row, next, version, place)?;
    row.version = seen + 1;
    row.updated_at = now.micros();
    timeline::append(tx, &mut row, by, happened, now).await?;
    let changed = dossier::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(dossier::Column::Id.eq(&row.id))
        .filter(dossier::Column::Version.eq(seen))
        .exec(tx)
        .await?;
    if changed.rows_affected != 1 {
        return Err(Error::Conflict {
            current_version: None,
        });
    }
    beside::write(tx, &row.id, &before, next).await?;
    let proof = vault::Proof {
        app,
        tx,
        row: &row,
        version,
        place,
        now,
    };
    if matches!(happened.action, Action::Approve | Action::ResolveAtOnce) {
        proof.keep_verified().await?;
        linked::open(app, tx, &row, version, now).await?;
    }
    if matches!(
        happened.action,
        Action::Approve | Action::ResolveAtOnce | Action::HandOver
    ) {
        proof.keep_results().await?;
    }
    if happened.action == Action::HandOver {
        proof.keep_again().await?;
    }
    if matches!(
        happened.action,
        Action::CorrectResult | Action::RevokeResult
    ) {
        vault::revoke(tx, &row, now).await?;
    }
    let written = slip::Change {
        before: &before,
        after: next,
        row: &row,
        version,
        place,
        by,
        happened,
        now,
    };
    slip::write(app, tx, &written).await?;
    let left = Batch::of(tx);
    announce::announce(app, tx, left, &row, version, next, happened.action, now).await?;
    Ok(row)
}
