//! The command line: one sub-command a task, each a thin call of the library.

mod backup;
mod procedure;
mod restore;
mod serve;
mod user;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::app::{App, OpenError, OpenOptions, SystemClock};
use crate::db::Db;
use crate::demo;
use crate::reference::{Reference, folder};
use crate::settings::Settings;
use crate::telemetry;
use crate::web::openapi;

/// What a command ends with.
pub(crate) type Done = Result<(), Box<dyn Error + Send + Sync>>;

/// Một Cửa: public-service portal and electronic one-stop.
///
/// Settings come from environment variables MOTCUA_… or from the TOML file that MOTCUA_CONFIG names.
#[derive(Parser)]
#[command(name = "motcua", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal until interrupted.
    Serve {
        /// Fill an empty database with fictitious people and dossiers first, and show their accounts on the sign-in page.
        #[arg(long)]
        seed_demo: bool,
    },
    /// Bring the database to the schema of this version.
    Migrate,
    /// Fill an empty database.
    Seed {
        /// With fictitious people and dossiers.
        #[arg(long, required = true)]
        demo: bool,
    },
    /// Check procedure folders: the built-in ones, or those in a folder.
    Check {
        /// Folder of procedure folders, or one of them.
        folder: Option<PathBuf>,
        /// Write the smallest answers that show every field into `vectors.json` beside each form of the folder.
        #[arg(long, requires = "folder")]
        vectors: bool,
    },
    /// Bring forms into procedure folders, and out of them.
    Procedure {
        #[command(subcommand)]
        command: procedure::ProcedureCommand,
    },
    /// Print the contract of the API as OpenAPI 3.1.
    Openapi,
    /// Manage accounts.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Copy all data, except sessions, into one tar file. The server may run meanwhile.
    Backup {
        /// The file to make; must not exist yet.
        file: PathBuf,
    },
    /// Fill an empty installation from a backup, on whatever database.
    Restore {
        /// The file that `backup` made.
        file: PathBuf,
    },
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    match work(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

fn work(command: Command) -> Done {
    // These need neither settings nor data.
    match &command {
        Command::Check { folder, vectors } => {
            check(folder.as_deref())?;
            return match folder {
                Some(folder) if *vectors => write_vectors(folder),
                _ => Ok(()),
            };
        }
        Command::Procedure { command } => return procedure::run(command),
        Command::Openapi => return say(openapi::text().trim_end()),
        _ => {}
    }
    let mut settings = Settings::load()?;
    telemetry::start(&settings.log, settings.log_format);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Serve { seed_demo } => {
                settings.demo |= seed_demo;
                serve::serve(&settings, seed_demo).await
            }
            Command::Migrate => {
                prepare(&settings)?;
                Db::open(settings.database.expose()).await?.close().await?;
                say(&format!("The database {} has the schema of this version.", settings.database))
            }
            Command::Seed { demo: _ } => {
                settings.demo = true;
                let app = open(&settings).await?;
                if demo::seed(&app).await? {
                    say("The database has fictitious people and dossiers now.")
                } else {
                    Err("the database is not empty: nothing was changed; name another one in MOTCUA_DATABASE".into())
                }
            }
            Command::User { command } => user::run(&open(&settings).await?, command).await,
            Command::Backup { file } => backup::run(&settings, &file).await,
            Command::Restore { file } => restore::run(&settings, &file).await,
            Command::Check { .. } | Command::Procedure { .. } | Command::Openapi => Ok(()),
        }
    })
}

/// Makes the data folder.
fn prepare(settings: &Settings) -> Done {
    std::fs::create_dir_all(&settings.data).map_err(|error| {
        format!(
            "the data folder {} cannot be made: {error}; name another one in MOTCUA_DATA",
            settings.data.display()
        )
        .into()
    })
}

async fn open(settings: &Settings) -> Result<App, Box<dyn Error + Send + Sync>> {
    prepare(settings)?;
    let options = OpenOptions {
        database_url: settings.database.expose().to_owned(),
        data_dir: settings.data.clone(),
        clock: Arc::new(SystemClock),
        demo: settings.demo,
    };
    App::open(options).await.map_err(|error| match error {
        OpenError::Database(cause) => format!(
            "the database {} cannot be opened: {cause}; check MOTCUA_DATABASE",
            settings.database
        )
        .into(),
        other => Box::<dyn Error + Send + Sync>::from(other),
    })
}

/// One fault a line; warnings do not count.
fn check(folder: Option<&std::path::Path>) -> Done {
    let (faults, warnings) = folder.map_or_else(Reference::check, Reference::check_dir);
    for warning in warnings {
        say(&format!("warning: {warning}"))?;
    }
    if faults.is_empty() {
        return say("No faults found.");
    }
    for fault in &faults {
        say(fault)?;
    }
    Err(format!("faults found: {}", faults.len()).into())
}

fn write_vectors(dir: &std::path::Path) -> Done {
    let reference = Reference::load().map_err(|faults| faults.join("\n"))?;
    let texts = folder::texts_in(dir)?;
    let single = dir.join("procedure.json").exists();
    for folder in folder::read_all(&texts, &reference.catalogue).0 {
        let place = if single {
            dir.to_owned()
        } else {
            dir.join(&folder.slug)
        };
        let text = serde_json::to_string_pretty(&folder.vectors())? + "\n";
        std::fs::write(place.join("vectors.json"), text)?;
    }
    Ok(())
}

/// A line on standard output. Somebody who stopped reading is no error.
fn say(line: &str) -> Done {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    Ok(())
}

fn complain(error: &dyn Error) {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_line = inner.to_string();
        // Many errors repeat their cause.
        if !line.contains(&inner_line) {
            line = format!("{line}: {inner_line}");
        }
        source = inner.source();
    }
    let _ = writeln!(std::io::stderr(), "motcua: {line}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
        assert!(Arguments::try_parse_from(["motcua", "serve", "--seed-demo"]).is_ok());
        assert!(Arguments::try_parse_from(["motcua", "seed"]).is_err());
        assert!(
            Arguments::try_parse_from([
                "motcua",
                "user",
                "add",
                "--username",
                "a",
                "--name",
                "A",
                "--role",
                "king"
            ])
            .is_err()
        );
    }

    #[test]
    fn a_procedure_is_exported() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out.json");
        for (what, wanted) in [("answers", "2020-12/schema"), ("form", "\"sections\"")] {
            let arguments = [
                "motcua",
                "procedure",
                "export",
                "dang-ky-khai-sinh",
                "--what",
                what,
                "--out",
            ];
            let arguments = arguments.into_iter().chain(out.to_str());
            work(Arguments::parse_from(arguments).command).unwrap();
            assert!(
                std::fs::read_to_string(&out).unwrap().contains(wanted),
                "{what}"
            );
        }
        let unknown = Arguments::parse_from(["motcua", "procedure", "export", "khong-co"]);
        assert!(work(unknown.command).is_err());
    }

    #[test]
    fn procedure_folders_are_checked() {
        assert!(check(None).is_ok());
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("khong-co")).unwrap();
        std::fs::write(folder.path().join("khong-co/form.json"), "{").unwrap();
        assert!(check(Some(folder.path())).is_err());
    }
}
