//! `assets.json`: what the server must know of the site to fill its pages and to answer with the right headers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

const FILE: &str = "assets.json";

/// The whole site. All paths are URLs from the root, such as `/pkg/app.0123456789ab.js`.
#[derive(Serialize, Deserialize)]
pub struct Site {
    /// Names this build: a short hash of every file.
    pub build: String,
    /// The start script.
    pub boot: String,
    /// Lets people type before the application runs; only pages of questions have it.
    pub early: String,
    /// The glue between browser and application.
    pub js: String,
    /// The application itself, without what is loaded later.
    pub wasm: String,
    /// The later parts that each area needs: `form` → URLs.
    pub areas: BTreeMap<String, Vec<String>>,
    /// The store of drafts on the device, which only forms need.
    pub device: String,
    /// The style sheet.
    pub css: String,
    /// The icon sprite.
    pub icons: String,
    /// Fonts that every page needs at once.
    pub fonts: Vec<String>,
    /// The folder of provinces, communes, countries and ethnic groups.
    pub reference: String,
    /// Every file.
    pub files: Vec<File>,
}

/// One file of the site.
#[derive(Serialize, Deserialize)]
pub struct File {
    /// URL from the root.
    pub path: String,
    /// Media type for the `Content-Type` header.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Whether the name changes with the content, so that a browser may keep it for ever.
    pub immutable: bool,
    /// Size as it is.
    pub bytes: u64,
    /// Size of the `.br` file beside it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brotli: Option<u64>,
    /// Size of the `.gz` file beside it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gzip: Option<u64>,
}

impl File {
    /// What a browser of today downloads, in bytes.
    pub fn transferred(&self) -> u64 {
        self.brotli.unwrap_or(self.bytes)
    }
}

impl Site {
    /// Reads the description of a finished site.
    pub fn read(site: &Path) -> Result<Self> {
        let text = fs::read(site.join(FILE)).context("there is no finished site")?;
        serde_json::from_slice(&text).context("assets.json of the site cannot be understood")
    }

    /// Writes the description into the site's folder.
    pub fn write(&self, site: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(self)?;
        fs::write(site.join(FILE), text).context("cannot write assets.json")
    }

    /// Download of one of the site's files, in bytes.
    pub fn transferred(&self, path: &str) -> Result<u64> {
        match self.files.iter().find(|file| file.path == path) {
            Some(file) => Ok(file.transferred()),
            None => bail!("the site has no file {path}"),
        }
    }

    /// Download of an area on top of the first load, in bytes.
    pub fn area(&self, name: &str) -> Result<u64> {
        match self.areas.get(name) {
            Some(parts) => parts.iter().map(|path| self.transferred(path)).sum(),
            None => bail!("the site has no area {name}"),
        }
    }

    /// Everything that a citizen downloads to fill in and file an e-form: the first load, the parts of the forms, what takes
    /// over what was typed before, and the store of drafts, in bytes.
    pub fn form_load(&self) -> Result<u64> {
        Ok(self.first_load()?
            + self.area("form")?
            + self.transferred(&self.early)?
            + self.transferred(&self.device)?)
    }

    /// Download before a citizen can type in an e-form, without the page itself: style sheet and scripts, in bytes.
    pub fn typing_load(&self) -> Result<u64> {
        [&self.css, &self.early, &self.boot]
            .into_iter()
            .map(|path| self.transferred(path))
            .sum()
    }

    /// Download of every first visit: start script, glue, application and style sheet, in bytes.
    pub fn first_load(&self) -> Result<u64> {
        [&self.boot, &self.js, &self.wasm, &self.css]
            .into_iter()
            .map(|path| self.transferred(path))
            .sum()
    }

    /// The parts of the application that are loaded when somebody needs them: name and file.
    pub fn chunks(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().filter_map(|file| {
            let name = file.path.strip_prefix("/pkg/")?.strip_suffix(".wasm")?;
            let (name, _hash) = name.rsplit_once('.')?;
            (file.path != self.wasm).then_some((name, file))
        })
    }

    /// Prints what has to be downloaded, brotli.
    pub fn print_sizes(&self) {
        let line =
            |name: &str, bytes: u64| println!("[site] {name:<28} {:>8.1} kB", kilobytes(bytes));
        for (name, path) in [
            ("start script", &self.boot),
            ("typing before it", &self.early),
            ("glue", &self.js),
            ("application", &self.wasm),
            ("style sheet", &self.css),
        ] {
            line(name, self.transferred(path).unwrap_or_default());
        }
        line("first load together", self.first_load().unwrap_or_default());
        line(
            "until one types in a form",
            self.typing_load().unwrap_or_default(),
        );
        line(
            "a form with all its parts",
            self.form_load().unwrap_or_default(),
        );
        for (name, file) in self.chunks() {
            line(&format!("later: {name}"), file.transferred());
        }
    }
}

/// Thousands of bytes, as people count downloads.
pub fn kilobytes(bytes: u64) -> f64 {
    // A file of more than 2^52 bytes does not exist here.
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, bytes: u64, brotli: Option<u64>) -> File {
        File {
            path: path.into(),
            media_type: "text/plain".into(),
            immutable: true,
            bytes,
            brotli,
            gzip: None,
        }
    }

    fn site() -> Site {
        Site {
            build: "b".into(),
            boot: "/assets/boot.1.js".into(),
            early: "/assets/early.1.js".into(),
            js: "/pkg/app.1.js".into(),
            wasm: "/pkg/app.1.wasm".into(),
            areas: BTreeMap::from([("form".to_owned(), vec!["/pkg/staff-page.2.wasm".to_owned()])]),
            device: "/assets/device.1.js".into(),
            css: "/assets/main.1.css".into(),
            icons: "/assets/icons.1.svg".into(),
            fonts: vec![],
            reference: "/reference/1".into(),
            files: vec![
                file("/assets/boot.1.js", 100, None),
                file("/assets/early.1.js", 50, None),
                file("/pkg/app.1.js", 2_000, Some(700)),
                file("/pkg/app.1.wasm", 300_000, Some(90_000)),
                file("/assets/main.1.css", 5_000, Some(1_500)),
                file("/pkg/staff-page.2.wasm", 50_000, Some(9_000)),
                file("/assets/device.1.js", 3_000, Some(900)),
            ],
        }
    }

    #[test]
    fn the_first_load_counts_what_is_transferred_and_leaves_chunks_out() {
        assert_eq!(site().first_load().unwrap(), 100 + 700 + 90_000 + 1_500);
    }

    #[test]
    fn a_form_needs_its_area_and_the_store_of_drafts_on_top_and_typing_neither() {
        let site = site();
        assert_eq!(
            site.form_load().unwrap(),
            site.first_load().unwrap() + 9_000 + 50 + 900
        );
        assert_eq!(site.typing_load().unwrap(), 1_500 + 50 + 100);
        let without = Site {
            areas: BTreeMap::new(),
            ..site
        };
        assert!(without.form_load().is_err());
    }

    #[test]
    fn chunks_are_the_other_wasm_files_by_their_plain_names() {
        let site = site();
        let names: Vec<_> = site.chunks().map(|(name, _)| name).collect();
        assert_eq!(names, ["staff-page"]);
    }

    #[test]
    fn a_file_that_is_missing_from_the_list_is_an_error_and_not_zero() {
        let mut site = site();
        site.css = "/assets/other.css".into();
        assert!(site.first_load().is_err());
    }
}
