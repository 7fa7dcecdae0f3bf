//! `motcua backup FILE`: rows as JSON lines and the files, in one tar.
//!
//! Order: the files, then all rows of one moment, then files that came meanwhile. So every file that a row names is
//! there, and the server need not stop. The list of contents with hashes comes last: a tar without it is half a backup.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek as _, Write};
use std::path::{Path, PathBuf};

use sea_orm::{AccessMode, DatabaseTransaction, IsolationLevel, TransactionTrait as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Done, say};
use crate::db::{Db, Engine, dump};
use crate::settings::Settings;
use crate::store::hex;

/// Name of the list of contents inside the tar.
pub const CONTENTS: &str = "contents.json";
/// Grows when a backup can no longer be read by older versions.
pub const FORMAT: u32 = 1;

/// What is in a backup.
#[derive(Debug, Serialize, Deserialize)]
pub struct Contents {
    /// Version of the layout.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// SHA-256 by name inside the tar.
    pub hashes: BTreeMap<String, String>,
}

type Archive = tar::Builder<BufWriter<File>>;

/// Makes a backup.
pub async fn run(settings: &Settings, target: &Path) -> Done {
    if target.exists() {
        return Err(format!("{} exists already; name a new file", target.display()).into());
    }
    let db = Db::connect(settings.database.expose()).await?;
    let folder = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    // Made beside the target and renamed at the end: whoever sees the name sees a whole backup.
    let partial = tempfile::NamedTempFile::new_in(folder)?;
    let mut archive = tar::Builder::new(BufWriter::new(partial.reopen()?));
    let mut contents = Contents {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rows: BTreeMap::new(),
        hashes: BTreeMap::new(),
    };
    let files = settings.data.join("files");
    let mut copied = BTreeSet::new();
    add_files(&mut archive, &mut contents, &files, &mut copied)?;
    let moment = one_moment(&db).await?;
    for table in dump::TABLES {
        let mut rows = tempfile::tempfile_in(folder)?;
        let mut out = BufWriter::new(&mut rows);
        let count = dump::dump(&moment, table, &mut out).await?;
        out.flush()?;
        drop(out);
        contents.rows.insert((*table).to_owned(), count);
        rows.rewind()?;
        let bytes = rows.metadata()?.len();
        add(
            &mut archive,
            &mut contents,
            &format!("tables/{table}.jsonl"),
            bytes,
            rows,
        )?;
    }
    moment.rollback().await?;
    add_files(&mut archive, &mut contents, &files, &mut copied)?;
    let list = serde_json::to_vec_pretty(&contents)?;
    add(
        &mut archive,
        &mut contents,
        CONTENTS,
        list.len() as u64,
        list.as_slice(),
    )?;
    archive
        .into_inner()?
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()?;
    partial.persist_noclobber(target)?;
    let rows: u64 = contents.rows.values().sum();
    say(&format!(
        "{}: {rows} rows, {} files. Sessions are not in it.",
        target.display(),
        copied.len()
    ))
}

/// A view of the database that does not change while it is read.
async fn one_moment(db: &Db) -> Result<DatabaseTransaction, sea_orm::DbErr> {
    match db.engine() {
        // In WAL mode a read transaction keeps the moment of its first read.
        Engine::Sqlite => db.read().begin().await,
        Engine::Postgres => {
            db.read()
                .begin_with_config(
                    Some(IsolationLevel::RepeatableRead),
                    Some(AccessMode::ReadOnly),
                )
                .await
        }
    }
}

/// Adds what `copied` does not have yet.
fn add_files(
    archive: &mut Archive,
    contents: &mut Contents,
    root: &Path,
    copied: &mut BTreeSet<PathBuf>,
) -> Done {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(root)?
                .to_string_lossy()
                .replace('\\', "/");
            // The store writes an upload under a name with `#` until it is whole.
            if name.contains('#') || copied.contains(&path) {
                continue;
            }
            // A file of a draft may be removed meanwhile.
            let Ok(file) = File::open(&path) else {
                continue;
            };
            let bytes = file.metadata()?.len();
            add(
                archive,
                contents,
                &format!("files/{name}"),
                bytes,
                BufReader::new(file),
            )?;
            copied.insert(path);
        }
    }
    Ok(())
}

fn add(
    archive: &mut Archive,
    contents: &mut Contents,
    name: &str,
    bytes: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_cksum();
    let mut hashed = Hashed {
        inner: content.take(bytes),
        hash: Sha256::new(),
    };
    archive.append_data(&mut header, name, &mut hashed)?;
    contents
        .hashes
        .insert(name.to_owned(), hex(&hashed.hash.finalize()));
    Ok(())
}

/// Hashes what is read through it.
pub struct Hashed<R> {
    /// The source.
    pub inner: R,
    /// Everything read so far.
    pub hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}
