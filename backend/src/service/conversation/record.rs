//! Messages in the history of a dossier: an event of the chain holds what a message and its files hash to, without a word of them, so
//! that none can be changed or taken away unseen.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;

use super::file;
use crate::db::entity::{message, message_file};
use crate::db::json;
use crate::service::Result;
use crate::store::sha256;

/// What the hash of a message covers, in this order. That it was read is no part of it.
#[derive(Serialize)]
struct Covered<'a> {
    id: &'a str,
    dossier: &'a str,
    at: i64,
    account: &'a str,
    from_office: bool,
    text: &'a str,
    files: Vec<(&'a str, &'a str)>,
}

/// What a message hashes to.
pub(super) fn hash(row: &message::Model, files: &[message_file::Model]) -> Result<String> {
    let covered = Covered {
        id: &row.id,
        dossier: &row.dossier,
        at: row.at,
        account: &row.account,
        from_office: row.from_office,
        text: &row.text,
        files: files
            .iter()
            .filter(|file| file.message.as_ref() == Some(&row.id))
            .map(|file| (file.name.as_str(), file.sha256.as_str()))
            .collect(),
    };
    Ok(sha256(json::write(&covered)?.as_bytes()))
}

/// A message as the history proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hashed {
    /// When it was written, UTC microseconds.
    pub at: i64,
    /// What it hashes to.
    pub hash: String,
}

/// The hashes of a dossier's messages.
pub(crate) async fn hashes<C: ConnectionTrait>(db: &C, dossier: &str) -> Result<Vec<Hashed>> {
    let files = file::of_dossier(db, dossier).await?;
    let rows = message::Entity::find()
        .filter(message::Column::Dossier.eq(dossier))
        .all(db)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Hashed {
                at: row.at,
                hash: hash(row, &files)?,
            })
        })
        .collect()
}
