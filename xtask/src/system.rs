//! Programs of the operating system that the checks need: installed with apt where they are missing.
//! Elsewhere than on Debian, and without the right to install, the message says what to install.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Whether this program runs as root.
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Makes sure Node.js and npm are there: they run the optimiser, the minifier and the browser tests.
pub fn ensure_node() -> Result<()> {
    const OLDEST: u32 = 20;
    if process::find("node").is_none() || process::find("npm").is_none() {
        install(&["nodejs", "npm"], "Node.js 20 or newer, with npm")?;
    }
    let version = process::output(Command::new("node").arg("--version"))?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    match major.and_then(|number| number.parse::<u32>().ok()) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => bail!(
            "Node.js {} is too old: install {OLDEST} or newer",
            version.trim()
        ),
    }
}

/// Makes sure Chromium is there, for the browser tests.
pub fn ensure_chromium() -> Result<()> {
    if process::find("chromium").is_none() && !PathBuf::from("/usr/bin/chromium").is_file() {
        install(&["chromium"], "Chromium")?;
    }
    Ok(())
}

/// Makes sure poppler's programs are there: the tests read the PDF files that the server makes with them.
pub fn ensure_poppler() -> Result<()> {
    if process::find("pdftotext").is_none() || process::find("pdfinfo").is_none() {
        install(&["poppler-utils"], "poppler-utils (pdftotext, pdfinfo)")?;
    }
    Ok(())
}

/// Makes sure the program `sqlite3` is there: a bench measures with it what the disk allows.
pub fn ensure_sqlite() -> Result<()> {
    if process::find("sqlite3").is_none() {
        install(&["sqlite3"], "sqlite3")?;
    }
    Ok(())
}

/// Makes sure the load maker `wrk` is there: it asks faster than the server answers, on one core.
pub fn ensure_wrk() -> Result<()> {
    if process::find("wrk").is_none() {
        install(&["wrk"], "wrk")?;
    }
    Ok(())
}

/// The folder with PostgreSQL's server programs, installed first where there is none.
pub fn ensure_postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    install(
        &["postgresql"],
        "PostgreSQL 15 or newer, with its server programs",
    )?;
    match find_postgres() {
        Some(folder) => Ok(folder),
        None => {
            bail!("PostgreSQL was installed, but its program initdb is in none of the usual places")
        }
    }
}

/// Debian keeps the server programs out of `PATH`, by version. A folder only counts with all we start.
fn find_postgres() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|program| folder.join(program).is_file())
    };
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        let initdb = process::find("initdb")?;
        let folder = initdb.parent()?.to_path_buf();
        complete(&folder).then_some(folder)
    })
}

fn install(packages: &[&str], what: &str) -> Result<()> {
    let apt = |arguments: &[&str]| {
        let mut command = if is_root() {
            Command::new("apt-get")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("apt-get");
            sudo
        };
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let possible =
        process::find("apt-get").is_some() && (is_root() || process::find("sudo").is_some());
    if !possible {
        bail!(
            "{what} is missing and cannot be installed from here: install it, then run this again"
        );
    }
    println!("[system] installing {}", packages.join(", "));
    process::run(&mut apt(&["update"]))?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    process::run(&mut apt(&arguments))
}
