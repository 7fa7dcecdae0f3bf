//! The service worker: `public/service-worker.js` with the name of this build and the list of files it keeps on a device.
//!
//! Kept is what a citizen's open form and list of drafts need without a network, not the back office and not the gallery.
//! The worker is added last: its list names the others.

use std::path::Path;

use anyhow::Result;

use super::assets::{Files, read};
use super::wasm::App;
use crate::{npm, process, workspace};

/// Areas of the application that must start without a network.
const AREAS: [&str; 2] = ["form", "citizen"];

/// Adds the worker under the one address it must always have.
pub fn add(files: &mut Files, app: &App, build: &str, work: &Path) -> Result<()> {
    let (hashed, fixed): (Vec<String>, Vec<String>) = files
        .addresses()
        .filter(|(url, _)| is_kept(url, app))
        .map(|(url, immutable)| (url.to_owned(), immutable))
        .fold(
            (Vec::new(), Vec::new()),
            |(mut hashed, mut fixed), (url, immutable)| {
                if immutable {
                    hashed.push(url)
                } else {
                    fixed.push(url)
                }
                (hashed, fixed)
            },
        );
    let minified = work.join("service-worker.js");
    process::run(
        npm::tool("esbuild")
            .arg(workspace::path("public/service-worker.js"))
            .args(["--minify", "--format=iife", "--charset=utf8"])
            .args(["--log-level=warning", "--target=es2022"])
            .arg(format!("--define:BUILD={}", serde_json::to_string(build)?))
            .arg(format!(
                "--define:HASHED={}",
                serde_json::to_string(&hashed)?
            ))
            .arg(format!("--define:FIXED={}", serde_json::to_string(&fixed)?))
            .arg(format!("--outfile={}", minified.display())),
    )?;
    files.add("/service-worker.js", read(&minified)?, false);
    Ok(())
}

/// Whether a device keeps this file. The list of all communes is left out: it repeats those of the provinces.
fn is_kept(url: &str, app: &App) -> bool {
    if let Some(list) = url.strip_prefix("/reference/") {
        return !list.ends_with("/communes.json");
    }
    url.starts_with("/assets/")
        || url == app.js
        || url == app.wasm
        || AREAS
            .iter()
            .filter_map(|area| app.areas.get(*area))
            .any(|parts| parts.iter().any(|part| part == url))
        || ["/offline.html", "/offline.css", "/favicon.svg"].contains(&url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_back_office_is_not_kept() {
        let app = App {
            js: "/pkg/app.1.js".to_owned(),
            wasm: "/pkg/app.1.wasm".to_owned(),
            areas: [("form", "form-view.dd"), ("staff", "staff-view.cc")]
                .map(|(area, part)| (area.to_owned(), vec![format!("/pkg/{part}.wasm")]))
                .into(),
        };
        assert!(is_kept("/pkg/app.1.wasm", &app));
        assert!(is_kept("/pkg/form-view.dd.wasm", &app));
        assert!(is_kept("/reference/1/communes/01.json", &app));
        assert!(!is_kept("/reference/1/communes.json", &app));
        assert!(!is_kept("/pkg/staff-view.cc.wasm", &app));
    }
}
