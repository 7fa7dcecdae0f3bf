//! The files of the site: collected in memory, named by their content, written in one go.
//! Also the sources that need no compiler: fonts, icons, start script, reference data, `public/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::compress::{self, Compressed};
use super::{Mode, manifest};
use crate::fingerprint::{files_in, short};
use crate::{npm, process, workspace};

/// Files of `public/` that other steps add: under a name by content, or with a list of this build.
const ADDED_ELSEWHERE: [&str; 6] = [
    "boot.js",
    "early.js",
    "device.js",
    "icons.svg",
    "push.js",
    "service-worker.js",
];

/// The site while it is being made: URL to file.
#[derive(Default)]
pub struct Files(BTreeMap<String, Entry>);

struct Entry {
    content: Vec<u8>,
    immutable: bool,
    compressed: Compressed,
}

impl Files {
    /// Adds a file whose name carries a hash of its content; gives back its URL.
    pub fn add_hashed(
        &mut self,
        folder: &str,
        stem: &str,
        extension: &str,
        content: Vec<u8>,
    ) -> String {
        let url = format!("{folder}/{stem}.{}.{extension}", short(&content));
        self.add(&url, content, true);
        url
    }

    /// Adds a file under a fixed URL; `immutable` when that URL never stands for anything else.
    pub fn add(&mut self, url: &str, content: Vec<u8>, immutable: bool) {
        let entry = Entry {
            content,
            immutable,
            compressed: Compressed::default(),
        };
        self.0.insert(url.to_owned(), entry);
    }

    /// Every address so far, and whether it is named by its content.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0
            .iter()
            .map(|(url, entry)| (url.as_str(), entry.immutable))
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Names the whole by its content.
    pub fn hash(&self) -> String {
        let mut everything = Vec::new();
        for (url, entry) in &self.0 {
            everything.extend(url.as_bytes());
            everything.extend(short(&entry.content).as_bytes());
        }
        short(&everything)
    }

    /// Compresses every file that gains from it and describes all of them.
    pub fn compress(&mut self, mode: Mode) -> Result<Vec<manifest::File>> {
        let mut chosen = Vec::new();
        for (url, entry) in &self.0 {
            if compress::worthwhile(media_type(url)?) {
                chosen.push(entry.content.as_slice());
            }
        }
        let mut results = compress::all(&chosen, mode)?.into_iter();
        let mut described = Vec::new();
        for (url, entry) in &mut self.0 {
            let media_type = media_type(url)?;
            if compress::worthwhile(media_type) {
                entry.compressed = results.next().unwrap_or_default();
            }
            let size = |content: &Vec<u8>| content.len() as u64;
            described.push(manifest::File {
                path: url.clone(),
                media_type: media_type.to_owned(),
                immutable: entry.immutable,
                bytes: size(&entry.content),
                brotli: entry.compressed.brotli.as_ref().map(size),
                gzip: entry.compressed.gzip.as_ref().map(size),
            });
        }
        Ok(described)
    }

    /// Writes all files into an empty folder, compressed forms beside them.
    pub fn write(&self, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        for (url, entry) in &self.0 {
            let forms = [
                ("", Some(&entry.content)),
                (".br", entry.compressed.brotli.as_ref()),
                (".gz", entry.compressed.gzip.as_ref()),
            ];
            for (suffix, content) in forms {
                let Some(content) = content else { continue };
                let path = folder.join(format!("{}{suffix}", url.trim_start_matches('/')));
                if let Some(parent) = path.parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::write(&path, content)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// The fonts of the site: the URL a style sheet uses, and the one it gets.
pub struct Fonts(Vec<Font>);

struct Font {
    weight: u16,
    plain: String,
    hashed: String,
}

impl Fonts {
    /// Regular weight only: bold may come a moment later.
    pub fn preload(&self) -> Vec<String> {
        let regular = self.0.iter().filter(|font| font.weight == 400);
        regular.map(|font| font.hashed.clone()).collect()
    }

    /// Replaces the plain URLs in a style sheet.
    pub fn rename_in(&self, sheet: &str) -> Result<String> {
        let mut renamed = sheet.to_owned();
        for font in &self.0 {
            renamed = renamed.replace(&font.plain, &font.hashed);
        }
        let known = renamed.matches("/assets/fonts/").count();
        let hashed: usize = self
            .0
            .iter()
            .map(|font| renamed.matches(&font.hashed).count())
            .sum();
        if known != hashed {
            let names: Vec<_> = self.0.iter().map(|font| font.plain.as_str()).collect();
            bail!(
                "the style sheet names a font that does not exist; there are: {}",
                names.join(", ")
            );
        }
        Ok(renamed)
    }
}

/// Be Vietnam Pro: every letter Vietnamese needs, in two weights.
pub fn add_fonts(files: &mut Files) -> Result<Fonts> {
    let mut fonts = Vec::new();
    for subset in ["latin", "vietnamese"] {
        for weight in [400, 600] {
            let stem = format!("be-vietnam-pro-{subset}-{weight}");
            let source = npm::module_path("@fontsource/be-vietnam-pro/files")
                .join(format!("{stem}-normal.woff2"));
            let content = read(&source)?;
            let hashed = files.add_hashed("/assets/fonts", &stem, "woff2", content);
            fonts.push(Font {
                weight,
                plain: format!("/assets/fonts/{stem}.woff2"),
                hashed,
            });
        }
    }
    Ok(Fonts(fonts))
}

/// The icon sprite.
pub fn add_icons(files: &mut Files) -> Result<String> {
    let content = read(&workspace::path("public/icons.svg"))?;
    Ok(files.add_hashed("/assets", "icons", "svg", content))
}

/// The store of drafts on the device: a module of its own, because only forms need it. It knows where the script for pushes is,
/// which only those download who are asked.
pub fn add_device_script(files: &mut Files, work: &Path) -> Result<String> {
    let push = add_module(files, "push", &[], work)?;
    let known = format!("--define:PUSH={}", serde_json::to_string(&push)?);
    add_module(files, "device", &[known], work)
}

/// A module of `public`, minified.
fn add_module(files: &mut Files, name: &str, defines: &[String], work: &Path) -> Result<String> {
    let minified = work.join(format!("{name}.js"));
    process::run(
        npm::tool("esbuild")
            .arg(workspace::path(&format!("public/{name}.js")))
            .args(["--minify", "--format=esm", "--charset=utf8"])
            .args(["--log-level=warning", "--target=es2022"])
            .args(defines)
            .arg(format!("--outfile={}", minified.display())),
    )?;
    Ok(files.add_hashed("/assets", name, "js", read(&minified)?))
}

/// The start script. It knows where the store of drafts is.
pub fn add_boot_script(files: &mut Files, device: &str, work: &Path) -> Result<String> {
    let known = format!("--define:DEVICE={}", serde_json::to_string(device)?);
    add_script(files, "boot", &[known], work)
}

/// What lets people type before the application runs.
pub fn add_early_script(files: &mut Files, work: &Path) -> Result<String> {
    add_script(files, "early", &[], work)
}

/// A plain script of `public`, minified for old browsers too, because it is what tells their owners about it.
fn add_script(files: &mut Files, name: &str, defines: &[String], work: &Path) -> Result<String> {
    let minified = work.join(format!("{name}.js"));
    process::run(
        npm::tool("esbuild")
            .arg(workspace::path(&format!("public/{name}.js")))
            .args([
                "--minify",
                "--format=iife",
                "--charset=utf8",
                "--log-level=warning",
            ])
            .args(["--target=es2018", "--supported:dynamic-import=true"])
            .args(defines)
            .arg(format!("--outfile={}", minified.display())),
    )?;
    Ok(files.add_hashed("/assets", name, "js", read(&minified)?))
}

/// Provinces, communes, countries, ethnic groups, agencies, business lines: one folder named by the content of all of them, so that
/// a page always sees lists that belong together.
pub fn add_reference(files: &mut Files) -> Result<String> {
    let source = workspace::path("backend/reference");
    let mut names = vec![
        "provinces.json".to_owned(),
        "countries.json".to_owned(),
        "ethnic-groups.json".to_owned(),
        "agencies.json".to_owned(),
        "business-lines.json".to_owned(),
    ];
    for commune_file in files_in(&source.join("communes"))? {
        if let Some(name) = commune_file.file_name().and_then(|name| name.to_str())
            && name.ends_with(".json")
        {
            names.push(format!("communes/{name}"));
        }
    }
    let mut lists = Vec::new();
    let mut everything = Vec::new();
    for name in names {
        let content = read(&source.join(&name))?;
        serde_json::from_slice::<serde::de::IgnoredAny>(&content)
            .with_context(|| format!("backend/reference/{name} is not JSON"))?;
        everything.extend(name.as_bytes());
        everything.extend(&content);
        lists.push((name, content));
    }
    if lists.iter().all(|(name, _)| !name.starts_with("communes/")) {
        bail!("backend/reference/communes has no lists");
    }
    lists.push(("communes.json".to_owned(), communes_anywhere(&lists)?));
    let folder = format!("/reference/{}", short(&everything));
    for (name, content) in lists {
        files.add(&format!("{folder}/{name}"), content, true);
    }
    Ok(folder)
}

/// The communes of all provinces in one list, each with its province: for questions that ask for a commune alone.
fn communes_anywhere(lists: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for (name, content) in lists {
        let Some(province) = name
            .strip_prefix("communes/")
            .and_then(|name| name.strip_suffix(".json"))
        else {
            continue;
        };
        let communes: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_slice(content)
                .with_context(|| format!("backend/reference/{name} is not a list of communes"))?;
        for mut commune in communes {
            commune.insert("province".to_owned(), province.into());
            all.push(commune);
        }
    }
    Ok(serde_json::to_vec(&all)?)
}

/// Everything else of `public/`, under its own name.
pub fn add_public(files: &mut Files) -> Result<()> {
    let folder = workspace::path("public");
    for source in files_in(&folder)? {
        let name = source
            .strip_prefix(&folder)?
            .to_string_lossy()
            .replace('\\', "/");
        if !ADDED_ELSEWHERE.contains(&name.as_str()) {
            files.add(&format!("/{name}"), read(&source)?, false);
        }
    }
    Ok(())
}

/// Reads a file, or says which one is missing.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = path.strip_prefix(workspace::root()).unwrap_or(path);
    fs::read(path).with_context(|| format!("cannot read {}", shown.display()))
}

/// The media type by extension. An unknown one is an error: a browser must never have to guess.
fn media_type(url: &str) -> Result<&'static str> {
    let extension = url.rsplit_once('.').map_or("", |(_, extension)| extension);
    Ok(match extension {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "text/xml; charset=utf-8",
        _ => bail!("{url}: add the media type of this kind of file to xtask/src/site/assets.rs"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts() -> Fonts {
        let plain = "/assets/fonts/be-vietnam-pro-latin-400.woff2".to_owned();
        let hashed = "/assets/fonts/be-vietnam-pro-latin-400.0123456789ab.woff2".to_owned();
        Fonts(vec![Font {
            weight: 400,
            plain,
            hashed,
        }])
    }

    #[test]
    fn font_addresses_get_their_hashed_names() {
        let sheet = r#"src:url("/assets/fonts/be-vietnam-pro-latin-400.woff2")"#;
        let renamed = fonts().rename_in(sheet).unwrap();
        assert_eq!(
            renamed,
            r#"src:url("/assets/fonts/be-vietnam-pro-latin-400.0123456789ab.woff2")"#
        );
    }

    #[test]
    fn a_font_that_does_not_exist_is_an_error() {
        assert!(
            fonts()
                .rename_in("src:url(/assets/fonts/other.woff2)")
                .is_err()
        );
    }

    #[test]
    fn the_name_follows_the_content() {
        let mut files = Files::default();
        let one = files.add_hashed("/assets", "a", "css", b"one".to_vec());
        let two = files.add_hashed("/assets", "a", "css", b"two".to_vec());
        assert_ne!(one, two);
        assert_eq!(one.len(), "/assets/a.0123456789ab.css".len());
    }

    #[test]
    fn an_unknown_kind_of_file_is_refused() {
        assert!(media_type("/a.xyz").is_err());
        assert_eq!(
            media_type("/pkg/app.0123456789ab.wasm").unwrap(),
            "application/wasm"
        );
    }
}
