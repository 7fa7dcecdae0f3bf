//! Rows that have served their time: live events that nobody will ask for again, receipts under old idempotency keys.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::db::entity::{idempotency, live_event};
use crate::service::{Error, Result};
use crate::settings::Keep;

const DAY: i64 = 86_400;

/// Removes live events older than they are kept. The newest stays whatever its age: it tells where the streams are, and
/// a client with an older cursor that there is something it can no longer get (`service::live`).
pub(super) async fn live_events(app: &App, keep: &Keep) -> Result<u64> {
    let since = app.now().plus_seconds(-keep.live_event_days * DAY).micros();
    // Ids grow with time: the search ends at the first event that is kept.
    let ids = live_event::Entity::find()
        .select_only()
        .column(live_event::Column::Id);
    let first_kept: Option<i64> = ids
        .clone()
        .filter(live_event::Column::At.gt(since))
        .order_by_asc(live_event::Column::Id)
        .into_tuple()
        .one(app.db.read())
        .await?;
    let newest: Option<i64> = ids
        .order_by_desc(live_event::Column::Id)
        .into_tuple()
        .one(app.db.read())
        .await?;
    let Some(end) = first_kept.or(newest) else {
        return Ok(0);
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let removed = live_event::Entity::delete_many()
                .filter(live_event::Column::Id.lt(end))
                .exec(tx)
                .await?;
            Ok(removed.rows_affected)
        })
        .await
}

/// Removes receipts by idempotency key. A filed draft keeps its own receipt, so filing it again still makes no second
/// dossier.
pub(super) async fn idempotency_keys(app: &App, keep: &Keep) -> Result<u64> {
    let until = app
        .now()
        .plus_seconds(-keep.idempotency_days * DAY)
        .micros();
    app.db
        .write::<_, Error, _>(async |tx| {
            let removed = idempotency::Entity::delete_many()
                .filter(idempotency::Column::At.lte(until))
                .exec(tx)
                .await?;
            Ok(removed.rows_affected)
        })
        .await
}
