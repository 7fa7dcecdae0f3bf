//! The site: everything a browser downloads, built into `target/site` with an `assets.json` that describes it.
//!
//! Steps: WebAssembly and its glue (`wasm`), style sheet (`css`), fonts, icons and reference data (`assets`),
//! service worker (`worker`), precompression (`compress`), description (`manifest`). Nothing is built again when no input changed.

mod assets;
mod compress;
mod css;
mod manifest;
mod wasm;
mod worker;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::{npm, workspace};

pub use manifest::{Site, kilobytes};
pub use wasm::{TARGET, ensure_target, flags};

/// How much work goes into a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What people download: smallest files.
    Release,
    /// For the author of a change: soonest ready, readable panics.
    Quick,
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "quick",
        }
    }
}

/// Everything the site is made of. A change here, and only here, makes a new build.
const INPUTS: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "backend/reference",
    "frontend",
    "public",
    "shared",
    "style",
    "xtask/Cargo.toml",
    "xtask/package-lock.json",
    "xtask/src/site",
    "xtask/tools",
];

/// Builds the site if an input changed since the last time, and describes it.
pub fn build(mode: Mode) -> Result<Site> {
    let mut inputs = Fingerprint::of(mode.name());
    for input in INPUTS {
        inputs = inputs.with(&workspace::path(input))?;
    }
    let inputs = inputs.finish();
    let claim = workspace::target("site-work/built-from");
    if fs::read_to_string(&claim).is_ok_and(|built_from| built_from == inputs)
        && let Ok(site) = Site::read(&workspace::site())
    {
        println!("[site] unchanged ({} build {})", mode.name(), site.build);
        return Ok(site);
    }

    let started = Instant::now();
    println!("[site] building ({})", mode.name());
    npm::ensure(npm::BUILD_TOOLS)?;
    let work = workspace::target("site-work").join(mode.name());
    fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;

    let mut files = assets::Files::default();
    // Cheap steps first: a mistake in a style sheet shows before minutes of compiling.
    let fonts = assets::add_fonts(&mut files)?;
    let icons = assets::add_icons(&mut files)?;
    let device = assets::add_device_script(&mut files, &work)?;
    let boot = assets::add_boot_script(&mut files, &device, &work)?;
    let early = assets::add_early_script(&mut files, &work)?;
    let css = css::add(&mut files, &fonts, mode, &work)?;
    let reference = assets::add_reference(&mut files)?;
    assets::add_public(&mut files)?;
    let app = wasm::add(&mut files, mode, &work)?;
    let build = files.hash();
    worker::add(&mut files, &app, &build, &work)?;

    println!("[site] compressing {} files", files.count());
    let described = files.compress(mode)?;
    let site = Site {
        build,
        boot,
        early,
        js: app.js,
        wasm: app.wasm,
        areas: app.areas,
        device,
        css,
        icons,
        fonts: fonts.preload(),
        reference,
        files: described,
    };
    let fresh = workspace::target("site-work/fresh");
    files.write(&fresh)?;
    site.write(&fresh)?;
    replace(&fresh, &workspace::site())?;
    fs::write(&claim, inputs).with_context(|| format!("cannot write {}", claim.display()))?;

    site.print_sizes();
    println!(
        "[site] build {} ready after {:.1} s",
        site.build,
        started.elapsed().as_secs_f64()
    );
    Ok(site)
}

/// Puts a finished folder in the place of the old one: nobody ever sees half a site there.
fn replace(fresh: &Path, place: &Path) -> Result<()> {
    let old = workspace::target("site-work/old");
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    if place.exists() {
        fs::rename(place, &old).with_context(|| format!("cannot move {}", place.display()))?;
    }
    fs::rename(fresh, place).with_context(|| format!("cannot move {}", fresh.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    Ok(())
}
