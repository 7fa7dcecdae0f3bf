//! Files of messages and of opinions: taken before the words are sent, looked at like every other file, and bound to them when they are.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use motcua_shared::access::Actor;
use motcua_shared::api::{
    MESSAGE_FILE_BYTES, MESSAGE_FILE_TYPES, MESSAGE_FILES, MessageFile, MessageFileQuery,
};
use motcua_shared::form::{Fault, Issue};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};

use crate::app::App;
use crate::db::entity::{dossier, message_file};
use crate::service::attachment::{Download, Wanted, file_name, receive, remove_objects};
use crate::service::{Error, Result, dossier as dossiers, staff};

/// Files that may wait for a message of one person in one conversation.
const WAITING: u64 = 20;

/// Whose next words a file is for.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// Id of the dossier.
    pub dossier: &'a str,
    /// Id of the account that writes.
    pub account: &'a str,
}

/// What a file goes with.
pub(crate) enum FileOf<'a> {
    /// A message, by its id.
    Message(&'a str),
    /// An opinion, by the number of its event.
    Opinion(i64),
}

/// Takes a file for the next message or opinion.
///
/// # Errors
/// [`Error::TooLarge`], also for too many at once; [`Error::UnsupportedFile`], [`Error::HashMismatch`].
pub async fn upload<S>(
    app: &App,
    sender: Sender<'_>,
    query: &MessageFileQuery,
    body: S,
    declared_len: Option<u64>,
) -> Result<MessageFile>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let accept = MESSAGE_FILE_TYPES.map(str::to_owned);
    let wanted = Wanted {
        accept: &accept,
        max_bytes: MESSAGE_FILE_BYTES,
        sha256: &query.sha256,
    };
    let (stored, media_type) = receive(app, &wanted, body, declared_len).await?;
    let row = message_file::Model {
        id: app.new_id(),
        dossier: sender.dossier.to_owned(),
        message: None,
        opinion: None,
        account: sender.account.to_owned(),
        name: file_name(&query.name, media_type),
        media_type: media_type.to_owned(),
        bytes: i64::try_from(stored.bytes).unwrap_or(i64::MAX),
        sha256: stored.sha256,
        store_key: stored.key.clone(),
        uploaded_at: app.now().micros(),
    };
    let entry = row.clone();
    let inserted = app
        .db
        .write::<_, Error, _>(async |tx| {
            let waiting = message_file::Entity::find()
                .filter(message_file::Column::Dossier.eq(&entry.dossier))
                .filter(message_file::Column::Account.eq(&entry.account))
                .filter(message_file::Column::Message.is_null())
                .filter(message_file::Column::Opinion.is_null())
                .count(tx)
                .await?;
            if waiting >= WAITING {
                return Err(Error::TooLarge);
            }
            message_file::Entity::insert_many([entry.into_active_model()])
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await;
    if let Err(error) = inserted {
        remove_objects(app, vec![stored.key]).await;
        return Err(error);
    }
    Ok(view(row))
}

/// The content of a file: for the applicant of the dossier and, logged, for the officers of its agency; of an opinion only for the
/// latter. One that was not sent yet is only its sender's.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign file.
pub async fn open(app: &App, actor: &Actor, id: &str) -> Result<Download> {
    let file = message_file::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .filter(|file| {
            let sent = file.message.is_some() || file.opinion.is_some();
            sent || file.account == actor.id
        })
        .ok_or(Error::NotFound)?;
    if actor.role.is_officer() {
        let dossier = dossier::Entity::find_by_id(&file.dossier)
            .one(app.db.read())
            .await?
            .filter(|dossier| actor.agency.as_ref() == Some(&dossier.agency))
            .ok_or(Error::NotFound)?;
        staff::log_reading(app, actor, &dossier).await?;
    } else if file.opinion.is_some() {
        return Err(Error::NotFound);
    } else {
        dossiers::own(app, actor, &file.dossier).await?;
    }
    Ok(Download {
        stream: app.store.open_object(&file.store_key).await?,
        bytes: u64::try_from(file.bytes).unwrap_or_default(),
        name: file.name,
        media_type: file.media_type,
    })
}

/// Binds files to what they go with; gives them in the order in which they arrived.
pub(crate) async fn bind(
    tx: &DatabaseTransaction,
    sender: Sender<'_>,
    to: &FileOf<'_>,
    ids: &[String],
) -> Result<Vec<message_file::Model>> {
    use message_file::Column;
    let unknown = || Error::Invalid(vec![Issue::error("files", Fault::FileMissing)]);
    if ids.len() > MESSAGE_FILES {
        return Err(Error::TooLarge);
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (of, bound) = match to {
        FileOf::Message(id) => (Column::Message, Expr::value(Some((*id).to_owned()))),
        FileOf::Opinion(event) => (Column::Opinion, Expr::value(Some(*event))),
    };
    let bound = message_file::Entity::update_many()
        .col_expr(of, bound)
        .filter(Column::Id.is_in(ids))
        .filter(Column::Dossier.eq(sender.dossier))
        .filter(Column::Account.eq(sender.account))
        .filter(Column::Message.is_null())
        .filter(Column::Opinion.is_null())
        .exec(tx)
        .await?;
    if bound.rows_affected != u64::try_from(ids.len()).unwrap_or(u64::MAX) {
        return Err(unknown());
    }
    Ok(message_file::Entity::find()
        .filter(Column::Id.is_in(ids))
        .order_by_asc(Column::Id)
        .all(tx)
        .await?)
}

/// The files of a dossier's opinions, with the number of the event that gave each.
pub(crate) async fn opinion_files<C: ConnectionTrait>(
    db: &C,
    dossier: &str,
) -> Result<Vec<(i64, MessageFile)>> {
    let rows = message_file::Entity::find()
        .filter(message_file::Column::Dossier.eq(dossier))
        .filter(message_file::Column::Opinion.is_not_null())
        .order_by_asc(message_file::Column::Id)
        .all(db)
        .await?;
    let bound = |row: message_file::Model| Some((row.opinion?, view(row)));
    Ok(rows.into_iter().filter_map(bound).collect())
}

/// The files of a dossier's messages.
pub(crate) async fn of_dossier<C: ConnectionTrait>(
    db: &C,
    dossier: &str,
) -> Result<Vec<message_file::Model>> {
    Ok(message_file::Entity::find()
        .filter(message_file::Column::Dossier.eq(dossier))
        .filter(message_file::Column::Message.is_not_null())
        .order_by_asc(message_file::Column::Id)
        .all(db)
        .await?)
}

/// A file as the contract shows it.
pub(super) fn view(row: message_file::Model) -> MessageFile {
    MessageFile {
        id: row.id,
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        sha256: row.sha256,
    }
}
