//! The service worker: `public/service-worker.js` with the name of this build and the list of files it keeps on a device.
//!
//! Kept is what a citizen's open form and list of drafts need without a network, not the back office and not the gallery.
//! The worker is added last: its list names the others.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::assets::{Files, read};
use super::wasm::App;
use crate::{npm, process, workspace};

/// Lazy views that must start without a network, as the chunk loader calls them.
const VIEWS: [&str; 2] = ["__form_view_", "__citizen_view_"];

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
        || app.offline.iter().any(|part| part == url)
        || ["/offline.html", "/offline.css", "/favicon.svg"].contains(&url)
}

/// The parts that the views of [`VIEWS`] load, by the text of the generated chunk loader.
///
/// # Errors
/// When the loader names none: then it is of a kind this build does not know.
pub fn parts_without_network(loader: &str) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    // Each part stands below a line that names the views it belongs to.
    let mut needed = false;
    for line in loader.lines() {
        if line.starts_with("/*") || line.starts_with("export const ") {
            needed = VIEWS.iter().any(|view| line.contains(view));
        } else if needed && let Some((_, rest)) = line.split_once(".chunk(new URL(\"./") {
            let (name, _) = rest
                .split_once('"')
                .context("the chunk loader names a part without its end")?;
            parts.push(format!("/pkg/{name}"));
        }
    }
    if parts.is_empty() {
        bail!("the chunk loader names no part of the forms: see xtask/src/site/worker.rs");
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = r#"
/* __citizen_view_1, __staff_view_2 */
const __chunk_6 = makeLoad(() => {
    const src = globalThis.motcua.chunk(new URL("./chunk-6.aa.wasm", import.meta.url));
}
/* __gallery_view_3, __staff_view_2 */
const __chunk_7 = makeLoad(() => {
    const src = globalThis.motcua.chunk(new URL("./chunk-7.bb.wasm", import.meta.url));
}
export const __wasm_split_load___staff_view_2 = wrapAsyncCb(makeLoad(() => {
    const src = globalThis.motcua.chunk(new URL("./staff-view.cc.wasm", import.meta.url));
}
export const __wasm_split_load___form_view_4 = wrapAsyncCb(makeLoad(() => {
    const src = globalThis.motcua.chunk(new URL("./form-view.dd.wasm", import.meta.url));
}
"#;

    #[test]
    fn a_device_keeps_the_parts_of_forms_and_of_the_list_only() {
        let parts = parts_without_network(LOADER).unwrap();
        assert_eq!(parts, ["/pkg/chunk-6.aa.wasm", "/pkg/form-view.dd.wasm"]);
    }

    #[test]
    fn a_loader_of_an_unknown_kind_is_an_error() {
        assert!(parts_without_network("export const load = 1;").is_err());
    }

    #[test]
    fn the_back_office_is_not_kept() {
        let app = App {
            js: "/pkg/app.1.js".to_owned(),
            wasm: "/pkg/app.1.wasm".to_owned(),
            offline: parts_without_network(LOADER).unwrap(),
        };
        assert!(is_kept("/pkg/app.1.wasm", &app));
        assert!(is_kept("/pkg/form-view.dd.wasm", &app));
        assert!(is_kept("/reference/1/communes/01.json", &app));
        assert!(!is_kept("/reference/1/communes.json", &app));
        assert!(!is_kept("/pkg/staff-view.cc.wasm", &app));
    }
}
