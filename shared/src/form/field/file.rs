//! A slot for files: one component of the dossier. Size and type of each file are checked where bytes arrive; here only
//! how many there are.

use serde::{Deserialize, Serialize};

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

/// A slot for files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileSlot {
    /// Media types accepted, by content.
    pub accept: Vec<String>,
    /// Most megabytes (10⁶ bytes) a file.
    pub max_mb: u32,
    /// Most files in the slot.
    #[serde(default = "files")]
    pub max_files: u32,
    /// The kind of document, so that a verified one can be offered again, e.g. `birth_notice`.
    #[serde(default)]
    pub document: Option<String>,
    /// Months for which a verified document of this kind may be used again; without limit when absent.
    #[serde(default)]
    pub valid_months: Option<u32>,
}

const fn files() -> u32 {
    5
}

impl FileSlot {
    pub(super) fn check(&self, files: &[String], path: &str) -> Check {
        if files.len() > self.max_files as usize {
            return fault(
                path,
                Fault::TooMany {
                    max: self.max_files,
                },
            );
        }
        clean(Answer::Files(files.to_vec()))
    }

    /// Most bytes a file may have.
    #[must_use]
    pub const fn max_bytes(&self) -> u64 {
        self.max_mb as u64 * 1_000_000
    }
}
