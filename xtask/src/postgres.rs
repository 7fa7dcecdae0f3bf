//! A PostgreSQL cluster of our own for one test run: a temporary folder, a free port on 127.0.0.1, no durability.
//! It disappears with the value, also when a test fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{process, system};

/// A running cluster.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    owner: Option<Owner>,
}

/// Whom the server runs as: PostgreSQL refuses to run as root.
struct Owner {
    user: String,
    group: String,
}

impl Cluster {
    /// Starts a new, empty cluster.
    pub fn start() -> Result<Self> {
        let programs = system::ensure_postgres()?;
        let owner = if system::is_root() {
            Some(Owner::nobody()?)
        } else {
            None
        };
        let folder = std::env::temp_dir().join(format!("motcua-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // From here on dropping the value cleans up, whatever fails.
        let mut cluster = Self {
            programs,
            folder,
            port: 0,
            owner,
        };
        if let Some(owner) = &cluster.owner {
            let to = format!("{}:{}", owner.user, owner.group);
            process::output(Command::new("chown").arg(to).arg(&cluster.folder))?;
        }
        process::output(
            cluster
                .program("initdb")
                .arg("-D")
                .arg(cluster.data())
                // Not the C locale: lower() of Vietnamese capitals would be wrong.
                .args([
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                ]),
        )?;
        // Somebody may take the free port before the server does.
        for _ in 0..3 {
            cluster.port = process::free_port()?;
            if cluster.control_start().is_ok() {
                println!("[postgres] started at {}", cluster.url());
                return Ok(cluster);
            }
        }
        let log = fs::read_to_string(cluster.log()).unwrap_or_default();
        bail!("PostgreSQL does not start:\n{log}");
    }

    /// The address of its administrative database; tests make their own databases there.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn control_start(&self) -> Result<()> {
        let settings = [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={}", self.port),
            format!("unix_socket_directories={}", self.folder.display()),
            "max_connections=300".to_owned(),
            "fsync=off".to_owned(),
            "synchronous_commit=off".to_owned(),
            "full_page_writes=off".to_owned(),
        ];
        let options: Vec<String> = settings
            .iter()
            .map(|setting| format!("-c {setting}"))
            .collect();
        let mut command = self.program("pg_ctl");
        command
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(self.log())
            .args(["-w", "-t", "60"]);
        command.arg("-o").arg(options.join(" ")).arg("start");
        // The server inherits these: a pipe would never end.
        process::run(
            command
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match &self.owner {
            None => Command::new(program),
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={}", owner.user));
                command.arg(format!("--regid={}", owner.group));
                command
                    .arg("--clear-groups")
                    .arg(program)
                    .env("HOME", &self.folder);
                command
            }
        };
        command.current_dir(&self.folder);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

impl Owner {
    fn nobody() -> Result<Self> {
        let number = |flag: &str| -> Result<String> {
            let text = process::output(Command::new("id").args([flag, "nobody"]))?;
            Ok(text.trim().to_owned())
        };
        Ok(Self {
            user: number("-u")?,
            group: number("-g")?,
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if Path::new(&self.data().join("postmaster.pid")).exists() {
            let stopped =
                process::output(self.program("pg_ctl").arg("-D").arg(self.data()).args([
                    "-m",
                    "immediate",
                    "stop",
                ]));
            if let Err(problem) = stopped {
                eprintln!(
                    "warning: PostgreSQL in {} was not stopped: {problem:#}",
                    self.folder.display()
                );
                return;
            }
        }
        if let Err(problem) = fs::remove_dir_all(&self.folder) {
            eprintln!(
                "warning: {} was not removed: {problem}",
                self.folder.display()
            );
        }
    }
}
