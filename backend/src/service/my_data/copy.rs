//! Everything that is held about a person as one ZIP file: the data as JSON, and the files (R-PDP-05). Made in a file of the
//! system that nobody else sees and that is gone with its last reader; each copy is written down, and one a minute is enough.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Seek as _, Write as _};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use motcua_shared::access::Actor;
use motcua_shared::api::MyData;
use motcua_shared::dossier::Status;
use motcua_shared::form::Answers;
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::{Timestamp, iso_date};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde::Serialize;
use tokio::sync::mpsc;
use tokio_util::io::ReaderStream;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::get;
use crate::app::App;
use crate::db::entity::{account, attachment, data_copy, document, dossier};
use crate::db::json;
use crate::service::attachment::{Download, file_name};
use crate::service::dossier::row;
use crate::service::{Error, Result};

/// Most bytes of files in one copy; what does not fit is named in the JSON.
const FILES_MAX: u64 = 500_000_000;
/// Seconds between two copies of one person.
const PAUSE: i64 = 60;
/// Pieces on their way to the writer.
const WAITING: usize = 4;
/// Name of the JSON inside.
const DATA: &str = "du-lieu.json";

/// The JSON of a copy.
#[derive(Serialize)]
struct Everything {
    made_at: Timestamp,
    account: Account,
    held: MyData,
    dossiers: Vec<Dossier>,
    files: Vec<Entry>,
}

#[derive(Serialize)]
struct Account {
    name: String,
    username: String,
    citizen_id: Option<String>,
    created_at: Timestamp,
}

#[derive(Serialize)]
struct Dossier {
    code: String,
    procedure: Bilingual,
    status: Status,
    submitted_at: Timestamp,
    answers: Answers,
}

/// A file: where it lies in the ZIP file, or nowhere when there was no room.
#[derive(Serialize)]
struct Entry {
    /// The document or the dossier that it belongs to.
    of: String,
    name: String,
    sha256: String,
    bytes: u64,
    path: Option<String>,
}

/// Makes the copy and writes down that it was made.
///
/// # Errors
/// [`Error::RateLimited`] right after another one; those of database, store and disk.
pub async fn copy(app: &App, actor: &Actor) -> Result<Download> {
    let held = get(app, actor).await?;
    let now = app.now();
    let lately = |at: Timestamp| now.seconds_since(at) < PAUSE;
    if held.copied_at.is_some_and(lately) {
        return Err(Error::RateLimited);
    }
    let mut everything = Everything {
        made_at: now,
        account: own_account(app, actor).await?,
        held,
        dossiers: Vec::new(),
        files: Vec::new(),
    };
    let mut wanted = documents(app, actor).await?;
    let rows = dossier::Entity::find()
        .filter(dossier::Column::Account.eq(&actor.id))
        .order_by_asc(dossier::Column::SubmittedAt)
        .all(app.db.read())
        .await?;
    for row in &rows {
        wanted.extend(files_of(app, row).await?);
        everything.dossiers.push(Dossier {
            code: row.code.clone(),
            procedure: row::procedure_name(app, &row.procedure_code),
            status: row::status(row.status)?,
            submitted_at: Timestamp::from_micros(row.submitted_at),
            answers: json::read(&row.answers)?,
        });
    }
    let packed = place(wanted, &mut everything.files);
    let bytes: u64 = packed.iter().map(|file| file.bytes).sum();
    let made = pack(app, &everything, &packed).await?;
    let length = made.metadata().map_err(disk)?.len();
    let entry = data_copy::Model {
        id: app.new_id(),
        account: actor.id.clone(),
        at: now.micros(),
        files: i64::try_from(packed.len()).unwrap_or(i64::MAX),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            data_copy::Entity::insert(entry.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    let stream = ReaderStream::new(tokio::fs::File::from_std(made));
    Ok(Download {
        name: format!("du-lieu-cua-toi-{}.zip", iso_date(now.local().date)),
        media_type: "application/zip".to_owned(),
        bytes: length,
        stream: stream.boxed(),
    })
}

async fn own_account(app: &App, actor: &Actor) -> Result<Account> {
    let row = account::Entity::find_by_id(&actor.id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Account {
        name: row.name,
        username: row.username,
        citizen_id: row.citizen_id,
        created_at: Timestamp::from_micros(row.created_at),
    })
}

/// A stored file that belongs into the copy.
struct Wanted {
    folder: String,
    of: String,
    name: String,
    media_type: String,
    sha256: String,
    bytes: u64,
    key: String,
}

/// One that has its place in it.
struct Packed {
    path: String,
    key: String,
    bytes: u64,
}

async fn documents(app: &App, actor: &Actor) -> Result<Vec<Wanted>> {
    let rows = document::Entity::find()
        .filter(document::Column::Account.eq(&actor.id))
        .order_by_asc(document::Column::Since)
        .order_by_asc(document::Column::Id)
        .all(app.db.read())
        .await?;
    let wanted = |row: document::Model| Wanted {
        folder: "giay-to".to_owned(),
        of: row.id,
        name: row.name,
        media_type: row.media_type,
        sha256: row.sha256,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        key: row.store_key,
    };
    Ok(rows.into_iter().map(wanted).collect())
}

/// The files of an own dossier; a prepared result is the agency's until it is handed over.
async fn files_of(app: &App, dossier: &dossier::Model) -> Result<Vec<Wanted>> {
    let handed_over = row::status(dossier.status)? == Status::Returned;
    let rows = attachment::Entity::find()
        .filter(attachment::Column::Dossier.eq(&dossier.id))
        .order_by_asc(attachment::Column::UploadedAt)
        .order_by_asc(attachment::Column::Id)
        .all(app.db.read())
        .await?;
    let wanted = |row: attachment::Model| Wanted {
        folder: format!("ho-so/{}", dossier.code),
        of: dossier.code.clone(),
        name: row.name,
        media_type: row.media_type,
        sha256: row.sha256,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        key: row.store_key,
    };
    Ok(rows
        .into_iter()
        .filter(|row| handed_over || !row.is_result)
        .map(wanted)
        .collect())
}

/// Gives every file a path of its own while there is room; the same stored bytes lie there once.
fn place(wanted: Vec<Wanted>, entries: &mut Vec<Entry>) -> Vec<Packed> {
    let (mut packed, mut paths) = (Vec::new(), HashMap::<String, String>::new());
    let mut room = FILES_MAX;
    for (number, file) in (1_u32..).zip(wanted) {
        let path = match paths.get(&file.key) {
            Some(path) => Some(path.clone()),
            None if file.bytes <= room => {
                room -= file.bytes;
                let name = file_name(&file.name, &file.media_type);
                let path = format!("{}/{number:03}-{name}", file.folder);
                paths.insert(file.key.clone(), path.clone());
                packed.push(Packed {
                    path: path.clone(),
                    key: file.key,
                    bytes: file.bytes,
                });
                Some(path)
            }
            None => None,
        };
        entries.push(Entry {
            of: file.of,
            name: file.name,
            sha256: file.sha256,
            bytes: file.bytes,
            path,
        });
    }
    packed
}

/// What goes to the writer.
enum Piece {
    /// A new file begins.
    File(String),
    /// The next bytes of it.
    Bytes(Bytes),
}

/// Writes the ZIP file. The disk is waited for by a thread that may wait.
async fn pack(app: &App, everything: &Everything, files: &[Packed]) -> Result<File> {
    let (to, from) = mpsc::channel(WAITING);
    let writer = tokio::task::spawn_blocking(move || write(from));
    let sent = send(app, everything, files, to).await;
    // When the writer has given up, it knows why better than who sends.
    let made = writer
        .await
        .map_err(|error| disk(io::Error::other(error)))?;
    let made = made.map_err(|error| Error::Internal(Box::new(error)))?;
    sent?;
    Ok(made)
}

async fn send(
    app: &App,
    everything: &Everything,
    files: &[Packed],
    to: mpsc::Sender<Piece>,
) -> Result<()> {
    let gone = |_| disk(io::Error::from(io::ErrorKind::BrokenPipe));
    let data = serde_json::to_vec_pretty(everything)?;
    to.send(Piece::File(DATA.to_owned())).await.map_err(gone)?;
    to.send(Piece::Bytes(data.into())).await.map_err(gone)?;
    for file in files {
        let mut content = app.store.open_object(&file.key).await?;
        to.send(Piece::File(file.path.clone()))
            .await
            .map_err(gone)?;
        while let Some(bytes) = content.try_next().await.map_err(disk)? {
            to.send(Piece::Bytes(bytes)).await.map_err(gone)?;
        }
    }
    Ok(())
}

fn write(mut from: mpsc::Receiver<Piece>) -> std::result::Result<File, zip::result::ZipError> {
    let mut zip = ZipWriter::new(tempfile::tempfile()?);
    // Pictures and PDF files are packed already; only the JSON would shrink.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    while let Some(piece) = from.blocking_recv() {
        match piece {
            Piece::File(path) => zip.start_file(path, stored)?,
            Piece::Bytes(bytes) => zip.write_all(&bytes)?,
        }
    }
    let mut made = zip.finish()?;
    made.rewind()?;
    Ok(made)
}

fn disk(error: io::Error) -> Error {
    Error::Internal(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, key: &str, bytes: u64) -> Wanted {
        Wanted {
            folder: "giay-to".to_owned(),
            of: "d".to_owned(),
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            sha256: String::new(),
            bytes,
            key: key.to_owned(),
        }
    }

    #[test]
    fn every_file_has_a_path_of_its_own_while_there_is_room() {
        let mut entries = Vec::new();
        let wanted = vec![
            file("Giấy khai sinh.pdf", "a", 10),
            file("Giấy khai sinh.pdf", "b", 10),
            file("Bản cũ.pdf", "a", 10),
            file("../lớn.pdf", "c", FILES_MAX),
        ];
        let packed = place(wanted, &mut entries);
        let paths: Vec<&str> = packed.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "giay-to/001-Giấy khai sinh.pdf",
                "giay-to/002-Giấy khai sinh.pdf"
            ]
        );
        assert_eq!(entries[2].path, entries[0].path, "the same bytes once");
        assert_eq!(entries[3].path, None, "named, though there is no room");
    }
}
