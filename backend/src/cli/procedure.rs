//! `motcua procedure …`: forms on their way into procedure folders. Needs neither settings nor data.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Done, say};
use crate::interchange::import::import;
use crate::reference::Reference;

/// What can be done with procedure folders.
#[derive(Subcommand)]
pub(super) enum ProcedureCommand {
    /// Make a procedure folder of a form in the published shape. Prints what could not be expressed, one line each; the
    /// exit status is 0 only when nothing was lost.
    Import {
        /// The form, JSON.
        file: PathBuf,
        /// Where the folder is made.
        #[arg(long, default_value = ".")]
        out: PathBuf,
    },
}

pub(super) fn run(command: &ProcedureCommand) -> Done {
    match command {
        ProcedureCommand::Import { file, out } => import_file(file, out),
    }
}

fn import_file(file: &Path, out: &Path) -> Done {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let reference = Reference::load().map_err(|faults| faults.join("\n  "))?;
    let imported =
        import(&text, &reference).map_err(|fault| format!("{}: {fault}", file.display()))?;
    for folder in &imported.folders {
        let dir = out.join(&folder.slug);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&dir)?;
            for (name, text) in &folder.files {
                fs::write(dir.join(name), text)?;
            }
            Ok(())
        };
        write().map_err(|error| format!("{}: {error}", dir.display()))?;
        say(&format!("made {}", dir.display()))?;
    }
    for note in &imported.notes {
        say(&format!("note: {note}"))?;
    }
    for lost in &imported.lost {
        say(&lost.to_string())?;
    }
    match imported.lost.len() {
        0 => Ok(()),
        count => Err(format!("{}: not expressed: {count}", file.display()).into()),
    }
}
