//! Who is looking at a dossier now. Said again by each open workspace within a minute, forgotten after it; the others are told
//! over the event stream when somebody comes or goes, so that nobody has to ask all the time.

use motcua_shared::access::Actor;
use motcua_shared::api::Watcher;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::{note, of_agency};
use crate::app::App;
use crate::db::entity::watch;
use crate::service::{Error, Result};

/// How long somebody counts after they last said that they look, in seconds.
const FORGOTTEN_AFTER: i64 = 60;

fn fresh(now: Timestamp) -> i64 {
    now.plus_seconds(-FORGOTTEN_AFTER).micros()
}

/// The actor looks at the dossier: who else does?
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn look(app: &App, actor: &Actor, id: &str) -> Result<Vec<Watcher>> {
    let row = of_agency(app, actor, id).await?;
    let now = app.now();
    let entry = watch::Model {
        dossier: row.id.clone(),
        account: actor.id.clone(),
        name: actor.name.clone(),
        seen_at: now.micros(),
    };
    let came = app
        .db
        .write::<_, Error, _>(async |tx| {
            let key = (row.id.clone(), actor.id.clone());
            let known = watch::Entity::find_by_id(key).one(tx).await?;
            let came = known.is_none_or(|known| known.seen_at <= fresh(now));
            let again = OnConflict::columns([watch::Column::Dossier, watch::Column::Account])
                .update_columns([watch::Column::SeenAt, watch::Column::Name])
                .to_owned();
            watch::Entity::insert(entry.into_active_model())
                .on_conflict(again)
                .exec_without_returning(tx)
                .await?;
            if came {
                note::tell_agency(app, tx, &row, now).await?;
            }
            Ok(came)
        })
        .await?;
    if came {
        app.live.wake();
    }
    let others = watch::Entity::find()
        .filter(watch::Column::Dossier.eq(&row.id))
        .filter(watch::Column::Account.ne(&actor.id))
        .filter(watch::Column::SeenAt.gt(fresh(now)))
        .order_by_asc(watch::Column::Name)
        .all(app.db.read())
        .await?;
    Ok(others
        .into_iter()
        .map(|other| Watcher { name: other.name })
        .collect())
}

/// The actor has stopped looking.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn look_away(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let row = of_agency(app, actor, id).await?;
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            let gone = watch::Entity::delete_many()
                .filter(watch::Column::Dossier.eq(&row.id))
                .filter(watch::Column::Account.eq(&actor.id))
                .exec(tx)
                .await?;
            if gone.rows_affected > 0 {
                note::tell_agency(app, tx, &row, now).await?;
            }
            Ok(())
        })
        .await?;
    app.live.wake();
    Ok(())
}
