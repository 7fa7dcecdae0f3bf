//! The form engine alone, for the test that browser and server decide alike: as a module for a browser, and what it decides
//! on this machine, both in `target/engine`. No part of the site.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::site::{TARGET, ensure_target};
use crate::{process, workspace};

const PACKAGE: &str = "motcua-engine-in-browser";

/// Builds both and gives their folder.
pub fn build() -> Result<PathBuf> {
    ensure_target()?;
    println!("[engine] compiling it for the browser, and for here");
    let folder = workspace::target("engine");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Optimised: ten thousand cases are many for a debug build. The profile of the site takes minutes more.
    let arguments = ["--package", PACKAGE, "--release"];
    process::run(
        process::cargo()
            .arg("build")
            .args(arguments)
            .args(["--lib", "--target", TARGET]),
    )?;
    let module = format!("{TARGET}/release/motcua_engine_in_browser.wasm");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(workspace::target(&module))
        .out_name("engine")
        .web(true)?
        .typescript(false);
    bindgen
        .generate(&folder)
        .context("cannot bind the engine to JavaScript")?;
    let decided = process::output(process::cargo().arg("run").arg("--quiet").args(arguments))?;
    let here = folder.join("here.txt");
    fs::write(&here, decided).with_context(|| format!("cannot write {}", here.display()))?;
    Ok(folder)
}
