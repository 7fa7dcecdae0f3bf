//! Hashes of inputs and outputs: to know what need not be built again, and to name files by their content.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Folders that hold products, never inputs.
const IGNORED: [&str; 2] = ["node_modules", "target"];

/// Collects everything a build step depends on.
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Starts with the name of the step, so that two steps never share a fingerprint.
    pub fn of(step: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(step.as_bytes());
        hasher.update([0]);
        Self(hasher)
    }

    /// Adds a file, or a folder with everything in it. What is absent counts as absent.
    pub fn with(mut self, path: &Path) -> Result<Self> {
        for file in files_in(path)? {
            let content =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            self.0.update(file.to_string_lossy().as_bytes());
            self.0.update([0]);
            self.0.update(Sha256::digest(&content));
        }
        Ok(self)
    }

    /// The fingerprint as text.
    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// The part of a content hash that goes into a file name: 48 bits.
pub fn short(content: &[u8]) -> String {
    let mut text = hexadecimal(&Sha256::digest(content));
    text.truncate(12);
    text
}

/// All files at or below `path`, sorted. Hidden files and products are left out; an absent path has none.
pub fn files_in(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if path.is_dir() {
        let entries =
            fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with('.') && !IGNORED.contains(&name.as_ref()) {
                collect(&entry.path(), found)?;
            }
        }
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_fingerprint_and_an_equal_one_does_not() {
        let folder =
            std::env::temp_dir().join(format!("motcua-fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        let take = || Fingerprint::of("test").with(&folder).unwrap().finish();

        fs::write(folder.join("a"), "one").unwrap();
        let first = take();
        assert_eq!(first, take());
        fs::write(folder.join("node_modules/b"), "ignored").unwrap();
        assert_eq!(first, take());
        fs::write(folder.join("a"), "two").unwrap();
        assert_ne!(first, take());

        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn content_names_are_twelve_hexadecimal_digits() {
        assert_eq!(short(b""), "e3b0c44298fc");
    }
}
