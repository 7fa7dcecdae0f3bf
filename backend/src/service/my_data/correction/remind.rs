//! Who is told at the agency about requests to correct: its clerks, when one comes in and once more when its date is near.

use motcua_shared::access::Role;
use motcua_shared::api::CorrectionState;
use motcua_shared::event::LiveKind;
use motcua_shared::i18n::{Bilingual, t::my_data as say};
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{DAY, LISTED, event, write_notice};
use crate::app::App;
use crate::db::entity::{account, correction};
use crate::service::dossier::announce::both;
use crate::service::live::{self, NewEvent, account_topic};
use crate::service::{Error, Result};

/// Seconds before the date: two days of the ten that the agency has.
const NEAR: i64 = 2 * DAY;

/// Reminds the clerks of open requests whose date is near or over; once for each, however many processes look. How many there
/// were.
///
/// # Errors
/// Those of the database; what was sent before stays sent.
pub async fn round(app: &App) -> Result<u64> {
    let now = app.now();
    let open = correction::Entity::find()
        .filter(correction::Column::State.eq(CorrectionState::Open.key()))
        .filter(correction::Column::RemindedAt.is_null())
        .filter(correction::Column::DueAt.lte(now.plus_seconds(NEAR).micros()))
        .order_by_asc(correction::Column::DueAt)
        .limit(LISTED)
        .all(app.db.read())
        .await?;
    let mut sent = 0;
    for row in open {
        sent += u64::from(remind(app, &row, now).await?);
    }
    if sent > 0 {
        app.live.wake();
    }
    Ok(sent)
}

async fn remind(app: &App, row: &correction::Model, now: Timestamp) -> Result<bool> {
    app.db
        .write::<_, Error, _>(async |tx| {
            let mine = correction::Entity::update_many()
                .col_expr(
                    correction::Column::RemindedAt,
                    Expr::value(Some(now.micros())),
                )
                .filter(correction::Column::Id.eq(&row.id))
                .filter(correction::Column::State.eq(CorrectionState::Open.key()))
                .filter(correction::Column::RemindedAt.is_null())
                .exec(tx)
                .await?;
            if mine.rows_affected == 0 {
                return Ok(false);
            }
            let due = show_moment(Timestamp::from_micros(row.due_at));
            let text = both(|lang| say::notice_near(lang, &due));
            let events = tell_clerks(app, tx, row, &text, now).await?;
            live::append(tx, app.db.engine(), events, now).await?;
            Ok(true)
        })
        .await
}

/// Notices for the clerks of the agency; answers the live events that go with them.
pub(super) async fn tell_clerks(
    app: &App,
    tx: &DatabaseTransaction,
    row: &correction::Model,
    text: &Bilingual,
    now: Timestamp,
) -> Result<Vec<NewEvent>> {
    let clerks: Vec<String> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Agency.eq(&row.agency))
        .filter(account::Column::Role.eq(Role::Clerk.key()))
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let mut events = Vec::new();
    for clerk in clerks {
        write_notice(app, tx, &clerk, text, now).await?;
        let topic = account_topic(&clerk);
        events.push(event(topic, LiveKind::Assigned, true, text.clone()));
    }
    Ok(events)
}
