//! Programs and fonts that come from npm, exactly as the committed lock files name them.
//! Install scripts never run: nothing here needs one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{fingerprint, process, system, workspace};

/// The folder of the site build's own tools.
pub const BUILD_TOOLS: &str = "xtask";

/// The folder of the browser tests.
pub const BROWSER_TESTS: &str = "end2end";

/// Installs a folder's packages when they are missing or differ from its lock file.
pub fn ensure(folder: &str) -> Result<()> {
    let folder_path = workspace::path(folder);
    let lock = folder_path.join("package-lock.json");
    let locked = fs::read(&lock)
        .with_context(|| format!("{folder}/package-lock.json is missing: it must be committed"))?;
    let wanted = fingerprint::short(&locked);
    // Inside node_modules: whoever deletes that folder deletes the claim with it.
    let stamp = folder_path.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    system::ensure_node()?;
    println!("[npm] installing the packages of {folder}/");
    process::run(
        Command::new("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&folder_path),
    )?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// A command of one of the build tools.
pub fn tool(name: &str) -> Command {
    Command::new(module_path(".bin").join(name))
}

/// A script of ours in `xtask/tools`, which may import the build tools.
pub fn script(name: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(workspace::path(BUILD_TOOLS).join("tools").join(name));
    command
}

/// A path inside the build tools' `node_modules`.
pub fn module_path(relative: impl AsRef<Path>) -> PathBuf {
    workspace::path(BUILD_TOOLS)
        .join("node_modules")
        .join(relative)
}
