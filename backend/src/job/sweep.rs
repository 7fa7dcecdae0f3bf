//! Stored files that no row refers to: the server ended between storing a file and writing its row, in the middle of an
//! upload, or between deleting a draft and its files.
//!
//! Only old ones go: the row of an upload under way is still to come.

use std::collections::HashSet;

use futures_util::TryStreamExt as _;
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::app::App;
use crate::db::entity::{attachment, document, message_file};
use crate::service::{Error, Result};
use crate::settings::Keep;

const HOUR: i64 = 3_600;
/// Files looked up at once.
const PAGE: usize = 500;

/// Removes files that have waited for their row longer than they are kept.
pub(super) async fn files(app: &App, keep: &Keep) -> Result<u64> {
    let until = app.now().plus_seconds(-keep.unclaimed_file_hours * HOUR);
    forget_unsent(app, until).await?;
    let failed = |error| Error::Internal(Box::new(error));
    let mut removed = app
        .store
        .remove_unfinished(until)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?;
    let mut pages = app.store.stored_until(until).try_chunks(PAGE);
    loop {
        let keys = match pages.try_next().await {
            Ok(Some(keys)) => keys,
            Ok(None) => return Ok(removed),
            Err(error) => return Err(failed(error.1)),
        };
        let known = known(app, &keys).await?;
        for key in keys.into_iter().filter(|key| !known.contains(key)) {
            app.store.delete(&key).await.map_err(failed)?;
            removed += 1;
        }
    }
}

/// Those of the keys that a row refers to.
async fn known(app: &App, keys: &[String]) -> Result<HashSet<String>> {
    let mut known: HashSet<String> = attachment::Entity::find()
        .select_only()
        .column(attachment::Column::StoreKey)
        .filter(attachment::Column::StoreKey.is_in(keys))
        .into_tuple::<String>()
        .all(app.db.read())
        .await?
        .into_iter()
        .collect();
    known.extend(
        document::Entity::find()
            .select_only()
            .column(document::Column::StoreKey)
            .filter(document::Column::StoreKey.is_in(keys))
            .into_tuple::<String>()
            .all(app.db.read())
            .await?,
    );
    known.extend(
        message_file::Entity::find()
            .select_only()
            .column(message_file::Column::StoreKey)
            .filter(message_file::Column::StoreKey.is_in(keys))
            .into_tuple::<String>()
            .all(app.db.read())
            .await?,
    );
    Ok(known)
}

/// Files that were taken for words that were never sent.
async fn forget_unsent(app: &App, until: Timestamp) -> Result<()> {
    app.db
        .write::<_, Error, _>(async |tx| {
            message_file::Entity::delete_many()
                .filter(message_file::Column::Message.is_null())
                .filter(message_file::Column::Opinion.is_null())
                .filter(message_file::Column::UploadedAt.lte(until.micros()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}
