//! `motcua procedure …`: forms on their way into procedure folders and out of them. Needs neither settings nor data.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};

use super::{Done, say};
use crate::interchange::export;
use crate::interchange::import::import;
use crate::reference::{Folder, Reference, folder};

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
    /// Write what other systems need to read a form: the JSON Schema of its answers, or the form itself.
    Export {
        /// Slug of a built-in procedure, or its folder.
        procedure: PathBuf,
        /// What is written.
        #[arg(long, value_enum, default_value_t = Exported::Answers)]
        what: Exported,
        /// The file to write instead of standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// What `export` writes.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Exported {
    /// JSON Schema 2020-12 of the answers as they are filed.
    Answers,
    /// The form in its one way of writing, ready to stand as form.json: for comparing versions line by line.
    Form,
}

pub(super) fn run(command: &ProcedureCommand) -> Done {
    match command {
        ProcedureCommand::Import { file, out } => import_file(file, out),
        ProcedureCommand::Export {
            procedure,
            what,
            out,
        } => export_form(procedure, *what, out.as_deref()),
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

fn export_form(procedure: &Path, what: Exported, out: Option<&Path>) -> Done {
    let folder = find(procedure)?;
    let text = match what {
        Exported::Answers => export::answers(&folder.form)?,
        Exported::Form => export::canonical_form(&folder.form)?,
    };
    match out {
        None => say(text.trim_end()),
        Some(file) => {
            fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()).into())
        }
    }
}

/// The sound procedure folder that a path, or the slug of a built-in one, names.
fn find(procedure: &Path) -> Result<Folder, String> {
    let reference = Reference::load().map_err(|faults| faults.join("\n  "))?;
    if !procedure.join("procedure.json").exists() {
        let named = |folder: &Folder| procedure.as_os_str() == folder.slug.as_str();
        return reference.online.into_iter().find(named).ok_or_else(|| {
            format!(
                "{}: no built-in procedure has this slug, and there is no procedure.json in such a folder",
                procedure.display()
            )
        });
    }
    let texts =
        folder::texts_in(procedure).map_err(|error| format!("{}: {error}", procedure.display()))?;
    let (folders, faults) = folder::read_all(&texts, &reference.catalogue);
    folders
        .into_iter()
        .next()
        .ok_or_else(|| faults.join("\n  "))
}
