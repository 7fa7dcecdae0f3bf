//! Notices in the portal: reading them, and marking them as read. They are written by `dossier::change`.

use motcua_shared::access::Actor;
use motcua_shared::api::{NoticeList, NoticeView, NoticesRead};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Result;
use crate::app::App;
use crate::db::entity::notice;

/// How many are listed.
const LISTED: u64 = 100;

/// The latest notices of the actor.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<NoticeList> {
    let own = notice::Entity::find().filter(notice::Column::Account.eq(&actor.id));
    let unread = own
        .clone()
        .filter(notice::Column::ReadAt.is_null())
        .count(app.db.read())
        .await?;
    let rows = own
        .order_by_desc(notice::Column::At)
        .order_by_desc(notice::Column::Id)
        .limit(LISTED)
        .all(app.db.read())
        .await?;
    Ok(NoticeList {
        notices: rows.into_iter().map(view).collect(),
        unread,
    })
}

/// Marks the actor's notices up to a moment as read.
///
/// # Errors
/// Those of the database.
pub async fn read(app: &App, actor: &Actor, read: &NoticesRead) -> Result<NoticeList> {
    let now = app.now().micros();
    app.db
        .write::<_, super::Error, _>(async |tx| {
            notice::Entity::update_many()
                .col_expr(notice::Column::ReadAt, Expr::value(now))
                .filter(notice::Column::Account.eq(&actor.id))
                .filter(notice::Column::ReadAt.is_null())
                // The moment travels in milliseconds, the row keeps microseconds.
                .filter(notice::Column::At.lte(read.until.micros().saturating_add(999)))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    list(app, actor).await
}

fn view(row: notice::Model) -> NoticeView {
    NoticeView {
        id: row.id,
        at: Timestamp::from_micros(row.at),
        text: Bilingual {
            vi: row.text_vi,
            en: row.text_en,
        },
        dossier: row.dossier,
        code: row.code,
        read: row.read_at.is_some(),
    }
}
