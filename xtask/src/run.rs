//! `cargo xtask run`: build what changed, then become the server.

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result};

use crate::backend::{self, Extent, ServeOptions};
use crate::site::{self, Mode};

/// Builds and serves. Comes back only when the server cannot be started: the server takes over this process, so
/// Ctrl-C and the exit code are its own.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = ServeOptions::parse(arguments)?;
    site::build(Mode::Release)?;
    let binary = backend::build_dev(Extent::Complete)?;
    let problem = options.command(binary.clone()).exec();
    Err(problem).with_context(|| format!("cannot start {}", binary.display()))
}
