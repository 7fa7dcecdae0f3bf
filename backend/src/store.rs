//! The files: streamed in and out of an object store (a local folder), hashed on the way. Knows nothing about drafts or
//! dossiers; what a file must be is decided by [`crate::service::attachment`].

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt, future};
use motcua_shared::time::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};

/// Parts that may be on their way to the disk at once, for one upload.
const PARTS_IN_FLIGHT: usize = 4;

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    folder: PathBuf,
}

/// What arrived and was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Random key of the object.
    pub key: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// More bytes than allowed.
    #[error("more bytes than allowed")]
    TooLarge,
    /// The sender stopped or the stream broke.
    #[error("the stream broke")]
    Broken(#[source] io::Error),
    /// The store itself failed.
    #[error("the store failed")]
    Store(#[from] object_store::Error),
}

impl Store {
    /// Opens the store under `data_dir/files`.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        let folder = data_dir.join("files");
        std::fs::create_dir_all(&folder).map_err(StoreError::Broken)?;
        // fsync: a file is confirmed only when it would survive a power cut.
        let objects = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            folder,
        })
    }

    /// Stores a stream under a new random key, showing every chunk to `inspect` on its way. Stops at `max_bytes`.
    ///
    /// # Errors
    /// See [`StoreError`]; nothing is left behind then.
    pub async fn put<S, I>(
        &self,
        mut body: S,
        max_bytes: u64,
        mut inspect: I,
    ) -> Result<Stored, StoreError>
    where
        S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
        I: FnMut(&[u8]) + Send,
    {
        let name = format!("{:032x}", rand::random::<u128>());
        // Two levels of folders keep any one folder small.
        let key = format!("{}/{}", name.get(..2).unwrap_or("00"), name);
        let upload = self.objects.put_multipart(&Key::from(key.as_str())).await?;
        let mut writer = WriteMultipart::new(upload);
        let mut hash = Sha256::new();
        let mut bytes = 0_u64;
        let outcome = loop {
            match body.next().await {
                None => break Ok(()),
                Some(Err(error)) => break Err(StoreError::Broken(error)),
                Some(Ok(chunk)) => {
                    bytes = bytes.saturating_add(chunk.len() as u64);
                    if bytes > max_bytes {
                        break Err(StoreError::TooLarge);
                    }
                    hash.update(&chunk);
                    inspect(&chunk);
                    if let Err(error) = writer.wait_for_capacity(PARTS_IN_FLIGHT).await {
                        break Err(error.into());
                    }
                    writer.put(chunk);
                }
            }
        };
        if let Err(error) = outcome {
            writer.abort().await?;
            return Err(error);
        }
        writer.finish().await?;
        Ok(Stored {
            key,
            bytes,
            sha256: hex(&hash.finalize()),
        })
    }

    /// Streams an object.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn open_object(
        &self,
        key: &str,
    ) -> Result<BoxStream<'static, io::Result<Bytes>>, object_store::Error> {
        let object = self.objects.get(&Key::from(key)).await?;
        Ok(object.into_stream().map_err(io::Error::other).boxed())
    }

    /// Keys of the objects that were stored at a moment or before.
    pub fn stored_until(
        &self,
        until: Timestamp,
    ) -> BoxStream<'static, Result<String, object_store::Error>> {
        let old = move |object: &object_store::ObjectMeta| {
            object.last_modified.timestamp_micros() <= until.micros()
        };
        self.objects
            .list(None)
            .try_filter(move |object| future::ready(old(object)))
            .map_ok(|object| String::from(object.location))
            .boxed()
    }

    /// Removes uploads that were never finished and last grew at a moment or before; gives their number.
    ///
    /// # Errors
    /// Those of the folder.
    pub async fn remove_unfinished(&self, until: Timestamp) -> io::Result<u64> {
        let folder = self.folder.clone();
        let micros = u64::try_from(until.micros()).unwrap_or_default();
        let until = SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
        tokio::task::spawn_blocking(move || remove_unfinished(&folder, until))
            .await
            .map_err(io::Error::other)?
    }

    /// Removes an object; one that is already gone is fine.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn delete(&self, key: &str) -> Result<(), object_store::Error> {
        match self.objects.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Uploads that the server's end cut off: the local store writes them under a name with `#` until they are whole, and
/// does not list them.
fn remove_unfinished(folder: &Path, until: SystemTime) -> io::Result<u64> {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // Somebody may finish or remove it meanwhile.
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if about.is_dir() {
            removed += remove_unfinished(&entry.path(), until)?;
        } else if entry.file_name().to_string_lossy().contains('#') && about.modified()? <= until {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// SHA-256 of bytes, lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
