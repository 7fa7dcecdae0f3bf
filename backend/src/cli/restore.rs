//! `motcua restore FILE`: fills an empty installation, on either database. The whole backup is checked before a row is
//! written, and all rows are written in one transaction.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Component, Path};

use sea_orm::DatabaseTransaction;
use sha2::{Digest as _, Sha256};

use super::backup::{CONTENTS, Contents, FORMAT, Hashed};
use super::{Done, prepare, say};
use crate::db::{Db, dump};
use crate::service::dossier::timeline;
use crate::settings::Settings;
use crate::store::hex;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Restores a backup.
pub async fn run(settings: &Settings, source: &Path) -> Done {
    let contents = verify(source)?;
    prepare(settings)?;
    let files = settings.data.join("files");
    let holds_files = fs::read_dir(&files).is_ok_and(|mut entries| entries.next().is_some());
    let db = Db::open(settings.database.expose()).await?;
    if holds_files || !dump::is_unused(db.read()).await? {
        return Err("this installation is in use: nothing was changed; restore into an empty database and data folder".into());
    }
    extract_files(source, &files)?;
    let rows: u64 = db
        .write(async |tx: &DatabaseTransaction| load(tx, source, &contents).await)
        .await
        .map_err(|error: Wrapped| error.0)?;
    let copied = contents
        .hashes
        .keys()
        .filter(|name| name.starts_with("files/"))
        .count();
    say(&format!(
        "Restored {rows} rows and {copied} files. Everybody has to sign in again."
    ))
}

/// Reads the whole archive and compares every part with the list of contents.
fn verify(source: &Path) -> Result<Contents, Fault> {
    let mut hashes = BTreeMap::new();
    let mut contents = None;
    each_entry(source, |name, entry| {
        if name == CONTENTS {
            contents = Some(serde_json::from_reader::<_, Contents>(entry)?);
            return Ok(());
        }
        let mut hashed = Hashed {
            inner: entry,
            hash: Sha256::new(),
        };
        io::copy(&mut hashed, &mut io::sink())?;
        hashes.insert(name.to_owned(), hex(&hashed.hash.finalize()));
        Ok(())
    })?;
    let contents = contents.ok_or("the backup is not whole: its list of contents is missing")?;
    if contents.format != FORMAT {
        return Err(format!("the backup has format {}, this program reads {FORMAT}; use the program that made it: {}", contents.format, contents.program).into());
    }
    match contents
        .hashes
        .iter()
        .find(|(name, hash)| hashes.get(*name) != Some(*hash))
    {
        Some((name, _)) => {
            Err(format!("the backup is damaged: {name} is missing or changed").into())
        }
        None => Ok(contents),
    }
}

fn each_entry(
    source: &Path,
    mut visit: impl FnMut(&str, &mut dyn Read) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let file = File::open(source)
        .map_err(|error| format!("{} cannot be opened: {error}", source.display()))?;
    let mut archive = tar::Archive::new(BufReader::new(file));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let plain = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let name = path
            .to_str()
            .filter(|_| plain)
            .ok_or("the backup has a path that leads out of it")?;
        visit(name, &mut entry)?;
    }
    Ok(())
}

fn extract_files(source: &Path, files: &Path) -> Result<(), Fault> {
    each_entry(source, |name, entry| {
        let Some(key) = name.strip_prefix("files/") else {
            return Ok(());
        };
        let target = files.join(key);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create_new(target)?;
        io::copy(entry, &mut file)?;
        file.sync_all()?;
        Ok(())
    })
}

/// An error that a transaction can end with.
struct Wrapped(Fault);

impl From<sea_orm::DbErr> for Wrapped {
    fn from(error: sea_orm::DbErr) -> Self {
        Self(Box::new(error))
    }
}

impl From<Fault> for Wrapped {
    fn from(error: Fault) -> Self {
        Self(error)
    }
}

async fn load(
    tx: &DatabaseTransaction,
    source: &Path,
    contents: &Contents,
) -> Result<u64, Wrapped> {
    dump::clear(tx).await?;
    let folder = tempfile::tempdir().map_err(|error| Wrapped(error.into()))?;
    // Tables are needed in their own order, whatever the order in the archive.
    each_entry(source, |name, entry| {
        if let Some(table) = name.strip_prefix("tables/") {
            io::copy(entry, &mut File::create(folder.path().join(table))?)?;
        }
        Ok(())
    })?;
    let mut rows = 0;
    for table in dump::TABLES {
        let Some(expected) = contents.rows.get(*table) else {
            continue;
        };
        let file = File::open(folder.path().join(format!("{table}.jsonl")))
            .map_err(|error| Wrapped(error.into()))?;
        let loaded = dump::load(tx, table, &mut BufReader::new(file))
            .await
            .map_err(|error| Wrapped(error.into()))?;
        if loaded != *expected {
            return Err(Wrapped(
                format!("the table {table} has {loaded} rows, {expected} were saved").into(),
            ));
        }
        rows += loaded;
    }
    dump::finish(tx).await?;
    for dossier in dump::dossiers(tx).await? {
        if !timeline::is_whole(tx, &dossier)
            .await
            .map_err(|error| Wrapped(error.into()))?
        {
            return Err(Wrapped(
                format!("the history of the dossier {dossier} was changed: nothing was restored")
                    .into(),
            ));
        }
    }
    Ok(rows)
}
