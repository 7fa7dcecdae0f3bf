//! `cargo xtask dev`: quick build, serve, and the same again after every change.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::Result;

use crate::backend::{self, Extent, ServeOptions};
use crate::fingerprint::files_in;
use crate::site::{self, Mode};
use crate::{process, workspace};

/// How often the sources are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Where changes matter.
const WATCHED: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "backend",
    "frontend",
    "public",
    "shared",
    "style",
];

/// Builds and serves until interrupted. A failed build leaves the last good server running.
pub fn dev(arguments: &[String]) -> Result<()> {
    let options = ServeOptions::parse(arguments)?;
    let mut server: Option<process::Guard> = None;
    loop {
        // Taken before the build: what changes while it runs is a change for the next round.
        let sources = changed_at()?;
        match build() {
            Ok(binary) => {
                // The old one first: both want the same port.
                drop(server.take());
                server = Some(process::Guard(process::spawn(
                    &mut options.command(binary),
                )?));
            }
            Err(problem) if process::interrupted() => return Err(problem),
            Err(problem) => eprintln!("[dev] {problem:#}\n[dev] waiting for the next change"),
        }
        while changed_at()? == sources {
            process::pause(LOOK_EVERY)?;
            if let Some(guard) = &mut server
                && let Some(status) = guard.0.try_wait()?
            {
                println!(
                    "[dev] the server ended with {status}; it starts again after the next change"
                );
                server = None;
            }
        }
        println!("[dev] something changed");
    }
}

fn build() -> Result<PathBuf> {
    site::build(Mode::Quick)?;
    backend::build_dev(Extent::Quick)
}

/// Every watched file and when it was last written.
fn changed_at() -> Result<BTreeMap<PathBuf, SystemTime>> {
    let mut times = BTreeMap::new();
    for folder in WATCHED {
        for file in files_in(&workspace::path(folder))? {
            // An editor may remove a file between the two looks: then it is simply not there.
            if let Ok(time) = fs::metadata(&file).and_then(|metadata| metadata.modified()) {
                times.insert(file, time);
            }
        }
    }
    Ok(times)
}
