//! Building and starting the server. Never reads or writes its data.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};

use crate::fingerprint::Fingerprint;
use crate::site::{self, Mode};
use crate::{process, workspace};

/// Everything the server is compiled from.
const INPUTS: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "backend",
    "shared",
];

/// Switches everything of the server on. Without it cargo leaves out the typesetter of the PDF files, which takes minutes
/// to compile the first time: the quick loop (`dev`, plain cargo commands) does.
pub const COMPLETE: [&str; 2] = ["--features", "motcua-backend/pdf"];

/// What `run` and `dev` pass on to the server.
#[derive(Default)]
pub struct ServeOptions {
    listen: Vec<String>,
    database: Option<String>,
}

impl ServeOptions {
    /// Reads `--listen ADDR` (more than once) and `--database URL`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let mut value = || match value.clone().or_else(|| rest.next().cloned()) {
                Some(value) => Ok(value),
                None => bail!("{name} needs a value"),
            };
            match name {
                "--listen" => options.listen.push(value()?),
                "--database" => options.database = Some(value()?),
                _ => {
                    bail!("there is no option `{name}`: --listen ADDR and --database URL are known")
                }
            }
        }
        Ok(options)
    }

    /// The command that starts the server with demo data, on what `target/site` holds.
    pub fn command(&self, binary: PathBuf) -> Command {
        let listen = match self.listen.as_slice() {
            [] => "127.0.0.1:8080,[::1]:8080".to_owned(),
            chosen => chosen.join(","),
        };
        let mut command = Command::new(binary);
        command
            .args(["serve", "--seed-demo"])
            .env("MOTCUA_DATA", workspace::path("data"))
            .env("MOTCUA_SITE", workspace::site())
            .env("MOTCUA_LISTEN", listen)
            .current_dir(workspace::root());
        if let Some(database) = &self.database {
            command.env("MOTCUA_DATABASE", database);
        }
        command
    }
}

/// How much of the server is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Without the typesetter: PDF files are answered with a problem that says so.
    Quick,
    /// Everything.
    Complete,
}

/// Builds the server for development if its sources changed, and says where it is.
///
/// Cargo would find out by itself that nothing changed, but it needs longer than the rest of a start together.
pub fn build_dev(extent: Extent) -> Result<PathBuf> {
    let binary = workspace::target("debug/motcua");
    let mut inputs = Fingerprint::of(match extent {
        Extent::Quick => "backend dev",
        Extent::Complete => "backend dev, complete",
    });
    for input in INPUTS {
        inputs = inputs.with(&workspace::path(input))?;
    }
    let inputs = inputs.finish();
    let claim = workspace::target("debug/motcua.built-from");
    let built_from = fs::read_to_string(&claim).ok();
    if built_from.is_some() && built_from == claim_text(&inputs, &binary) {
        println!("[backend] unchanged");
        return Ok(binary);
    }
    println!("[backend] building");
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "motcua-backend"]);
    if extent == Extent::Complete {
        cargo.args(COMPLETE);
    }
    process::run(&mut cargo)?;
    match claim_text(&inputs, &binary) {
        Some(text) => {
            fs::write(&claim, text).with_context(|| format!("cannot write {}", claim.display()))?
        }
        None => bail!("the build made no {}", binary.display()),
    }
    Ok(binary)
}

/// Builds the server together with the tests, and says where it is.
///
/// The tests' libraries switch features on in libraries of the server. Built in one go, as `cargo test` does,
/// everything is compiled once for all parts of a test run; built alone, much of it would be compiled again.
pub fn build_with_tests() -> Result<PathBuf> {
    println!("[backend] building, with its tests");
    process::run(
        process::cargo()
            .args(["build", "--package", "motcua-shared"])
            .args(["--package", "motcua-backend", "--bins", "--tests"])
            .args(COMPLETE),
    )?;
    Ok(workspace::target("debug/motcua"))
}

/// Sources together with the binary they gave: a binary that anything else built later does not count.
fn claim_text(inputs: &str, binary: &PathBuf) -> Option<String> {
    let metadata = fs::metadata(binary).ok()?;
    let built = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{inputs} {} {}", metadata.len(), built.as_nanos()))
}

/// `cargo xtask build`: one file to deploy, with the site in it.
pub fn build_deployable(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("`cargo xtask build` takes no arguments, not `{argument}`");
    }
    let binary = build_release()?;
    let size = fs::metadata(&binary)?.len();
    println!("[build] {} ({:.1} MB)", binary.display(), size as f64 / 1e6);
    Ok(())
}

/// Builds site and server for production, and says where the binary is.
pub fn build_release() -> Result<PathBuf> {
    let site = site::build(Mode::Release)?;
    let binary = release_binary();
    let claim = workspace::target("release/motcua.embeds");
    let embedded = fs::read_to_string(&claim).ok();
    if binary.exists() && embedded != claim_text(&site.build, &binary) {
        // Cargo does not know that the crate was compiled from the site as well.
        let mut clean = process::cargo();
        clean.args([
            "clean",
            "--quiet",
            "--release",
            "--package",
            "motcua-backend",
        ]);
        process::run(&mut clean)?;
    }
    println!("[backend] building the release");
    process::run(
        process::cargo()
            .args(["build", "--release", "--package", "motcua-backend"])
            .args(["--features", "embed-site"])
            .args(COMPLETE)
            .env("MOTCUA_SITE_EMBED", workspace::site()),
    )?;
    match claim_text(&site.build, &binary) {
        Some(text) => {
            fs::write(&claim, text).with_context(|| format!("cannot write {}", claim.display()))?
        }
        None => bail!("the build made no {}", binary.display()),
    }
    Ok(binary)
}

/// Where the release binary is, if it was built.
pub fn release_binary() -> PathBuf {
    workspace::target("release/motcua")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<ServeOptions> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        ServeOptions::parse(&words)
    }

    fn listen(options: &ServeOptions) -> String {
        let command = options.command("motcua".into());
        let mut settings = command
            .get_envs()
            .filter(|(name, _)| *name == "MOTCUA_LISTEN");
        settings
            .next()
            .unwrap()
            .1
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn without_options_the_server_listens_on_both_loopbacks() {
        assert_eq!(listen(&parse("").unwrap()), "127.0.0.1:8080,[::1]:8080");
    }

    #[test]
    fn several_addresses_and_a_database_are_passed_on() {
        let options =
            parse("--listen 127.0.0.1:1 --listen=[::1]:2 --database postgres://x").unwrap();
        assert_eq!(listen(&options), "127.0.0.1:1,[::1]:2");
        assert_eq!(options.database.as_deref(), Some("postgres://x"));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(parse("--listen").is_err());
        assert!(parse("--port 1").is_err());
    }
}
