//! The state of an SQLite file by name: between two equal stamps nothing was committed, by whichever process. Taking one asks no
//! connection; it reads the head of the index of the write-ahead log, which every commit writes before it is answered
//! (sqlite.org/walformat.html §2). Decides nothing about what may be kept until the next one.

use std::fs::File;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Bytes of one copy of the head.
const HEAD: usize = 48;
/// The layout that is known here; stands first in the head.
const LAYOUT: u32 = 3_007_000;
/// Where the head says that it has been written.
const WRITTEN: usize = 12;

/// The name of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp([u8; HEAD]);

/// Where stamps of one file are taken.
#[derive(Debug)]
pub(super) struct Stamps {
    path: PathBuf,
    /// Never closed: closing any handle of a file takes the locks away that this process holds on it, SQLite's too.
    index: OnceLock<Option<ManuallyDrop<File>>>,
}

impl Stamps {
    /// Of the database in this file.
    pub(super) fn of(database: &str) -> Self {
        Self {
            path: database.into(),
            index: OnceLock::new(),
        }
    }

    /// The stamp of this moment; `None` when it cannot be told, also while a commit is being written.
    pub(super) fn now(&self) -> Option<Stamp> {
        let index = self.index.get_or_init(|| self.open()).as_ref()?;
        let mut both = [0; 2 * HEAD];
        read_start(index, &mut both)?;
        let (first, second) = both.split_at(HEAD);
        let head: [u8; HEAD] = first.try_into().ok()?;
        let layout = first.first_chunk().copied().map(u32::from_ne_bytes);
        let whole = first == second && layout == Some(LAYOUT) && head.get(WRITTEN) == Some(&1);
        whole.then_some(Stamp(head))
    }

    fn open(&self) -> Option<ManuallyDrop<File>> {
        // SQLite puts the index beside the file itself, not beside a link to it.
        let mut path = self.path.canonicalize().ok()?.into_os_string();
        path.push("-shm");
        File::open(path).ok().map(ManuallyDrop::new)
    }
}

#[cfg(unix)]
fn read_start(file: &File, into: &mut [u8]) -> Option<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, 0).ok()
}

/// Elsewhere nothing is known of how a file that is mapped is seen by those who read it.
#[cfg(not(unix))]
fn read_start(_: &File, _: &mut [u8]) -> Option<()> {
    None
}
