//! Words that people write for others to read: there, and no longer than anybody reads.

use motcua_shared::form::{Fault, Issue};

use super::{Error, Result};

/// Whether cleaned words may stand: at most `max` characters, and some when they are `needed`.
///
/// # Errors
/// [`Error::Invalid`] at `path`.
pub(crate) fn check(path: &str, words: &str, needed: bool, max: u32) -> Result<()> {
    let fault = match words.chars().count() {
        0 if needed => Fault::Required,
        length if length > max as usize => Fault::TooLong { max },
        _ => return Ok(()),
    };
    Err(Error::Invalid(vec![Issue::error(path, fault)]))
}
