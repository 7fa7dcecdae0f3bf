//! Starting other programs, waiting for them, stopping them.
//!
//! Everything this front door starts goes through here, so that Ctrl-C and a TERM signal always leave through
//! the ordinary error path: guards run, servers and databases are stopped.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::workspace;

/// How often a running program is looked at.
const POLL: Duration = Duration::from_millis(20);

/// How long a program may take to stop before it is killed.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Turns Ctrl-C and TERM into a flag. Call once, first.
pub fn watch_for_interrupt() -> Result<()> {
    let flag = INTERRUPTED.get_or_init(Arc::default);
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(flag)).context("cannot watch for Ctrl-C")?;
    }
    Ok(())
}

/// Whether somebody asked this program to stop.
pub fn interrupted() -> bool {
    INTERRUPTED
        .get()
        .is_some_and(|flag| flag.load(Ordering::Relaxed))
}

/// Waits `duration`, or less when interrupted.
pub fn pause(duration: Duration) -> Result<()> {
    let end = Instant::now() + duration;
    while Instant::now() < end {
        if interrupted() {
            bail!("interrupted");
        }
        std::thread::sleep(POLL);
    }
    Ok(())
}

/// A cargo command in the repository's root.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace::root());
    // `cargo run` describes xtask in these; build scripts of other crates must not see them and rebuild.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a program with its output passed through; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let mut child = spawn(command)?;
    let status = wait(&mut child)?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program quietly and gives back what it printed; its complaints appear only when it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}\n{}",
            line(command),
            output.status,
            said.trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Starts a program and leaves it running.
pub fn spawn(command: &mut Command) -> Result<Child> {
    command
        .spawn()
        .with_context(|| format!("cannot start `{}`", line(command)))
}

/// Waits for a program; passes an interrupt on to it.
pub fn wait(child: &mut Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            if interrupted() {
                bail!("interrupted");
            }
            return Ok(status);
        }
        if interrupted() {
            stop(child)?;
            bail!("interrupted");
        }
        std::thread::sleep(POLL);
    }
}

/// Asks a program to stop, waits, and kills it if it does not.
pub fn stop(child: &mut Child) -> Result<()> {
    if child.try_wait()?.is_some() {
        return Ok(());
    }
    // It may have ended in between: then there is nobody left to signal.
    let _ = kill_process(Pid::from_child(child), Signal::TERM);
    let end = Instant::now() + STOP_PATIENCE;
    while Instant::now() < end {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        std::thread::sleep(POLL);
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// A started program that is stopped when this goes out of scope, also after a failure.
pub struct Guard(pub Child);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Err(problem) = stop(&mut self.0) {
            eprintln!(
                "warning: process {} was not stopped: {problem}",
                self.0.id()
            );
        }
    }
}

/// The first program of this name in `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

/// A port that nobody listens on at the moment.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free TCP port")?;
    Ok(listener.local_addr()?.port())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
