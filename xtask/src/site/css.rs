//! The style sheet: `style/main.css` and its imports, as one file.

use std::path::Path;

use anyhow::{Context, Result};

use super::Mode;
use super::assets::{Files, Fonts, read};
use crate::{npm, process, workspace};

/// Bundles the style sheet, points it to the hashed fonts and adds it; gives back its URL.
pub fn add(files: &mut Files, fonts: &Fonts, mode: Mode, work: &Path) -> Result<String> {
    let bundled = work.join("main.css");
    let form = match mode {
        Mode::Release => "minify",
        Mode::Quick => "readable",
    };
    process::run(
        npm::script("bundle-style.mjs")
            .arg(workspace::path("style/main.css"))
            .arg(&bundled)
            .arg(form),
    )
    .context("the style sheet cannot be built")?;
    let sheet = String::from_utf8(read(&bundled)?).context("the style sheet is not UTF-8")?;
    let sheet = fonts.rename_in(&sheet)?;
    Ok(files.add_hashed("/assets", "main", "css", sheet.into_bytes()))
}
