//! A part of `cargo xtask test` that runs beside the ones before it, as a program of its own.
//!
//! For the site: its last steps keep one core busy for minutes, and nothing before the browser needs it. What it prints
//! waits in a file until it is its turn, so that the parts do not talk at once.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, Guard};
use crate::workspace;

/// A part on its way. Stopped when this goes out of scope.
pub struct Ahead {
    name: &'static str,
    said: PathBuf,
    program: Guard,
}

impl Ahead {
    /// Starts `cargo xtask test <name>`.
    pub fn start(name: &'static str) -> Result<Self> {
        let said = workspace::target("ahead").join(format!("{name}.txt"));
        if let Some(folder) = said.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let file =
            File::create(&said).with_context(|| format!("cannot write {}", said.display()))?;
        let own = std::env::current_exe().context("cannot find this program")?;
        let mut command = Command::new(own);
        command.args(["test", name]).current_dir(workspace::root());
        command.stdout(file.try_clone()?).stderr(file);
        Ok(Self {
            name,
            said,
            program: Guard(process::spawn(&mut command)?),
        })
    }

    /// Waits for its end and prints what it said.
    ///
    /// # Errors
    ///
    /// The part failed.
    pub fn finish(mut self) -> Result<()> {
        let status = process::wait(&mut self.program.0);
        print!("{}", fs::read_to_string(&self.said).unwrap_or_default());
        let status = status?;
        if !status.success() {
            bail!(
                "`{}`, which ran beside the others, ended with {status}",
                self.name
            );
        }
        Ok(())
    }
}
