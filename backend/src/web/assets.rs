//! The files of the site, held in memory with their compressed forms. Looked up by exact path: there is no folder to
//! climb out of.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[cfg(feature = "embed-site")]
static EMBEDDED: include_dir::Dir<'static> = include_dir::include_dir!("$MOTCUA_SITE_EMBED");

/// Description of the site: `assets.json`, written by the build.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    /// Names this build.
    pub build: String,
    /// The start script.
    pub boot: String,
    /// Lets people type before the application runs; only pages of questions have it.
    pub early: String,
    /// The glue between browser and application.
    pub js: String,
    /// The application.
    pub wasm: String,
    /// The later parts that each area of the application needs, by its name (`shell::page::Page::area`).
    pub areas: HashMap<String, Vec<String>>,
    /// The store of drafts on the device, which only forms need.
    pub device: String,
    /// The style sheet.
    pub css: String,
    /// The icon sprite.
    pub icons: String,
    /// Fonts that every page needs at once.
    pub fonts: Vec<String>,
    /// Folder of provinces, communes, countries and ethnic groups.
    pub reference: String,
    files: Vec<Described>,
}

#[derive(Debug, Deserialize)]
struct Described {
    path: String,
    #[serde(rename = "type")]
    media_type: String,
    immutable: bool,
    brotli: Option<u64>,
    gzip: Option<u64>,
}

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A file of the site is missing.
    #[error("the site lacks {0}")]
    Missing(String, #[source] Option<std::io::Error>),
    /// `assets.json` is not what this server knows.
    #[error("assets.json cannot be understood")]
    Manifest(#[from] serde_json::Error),
    /// A media type is no header value.
    #[error("the media type of {0} is broken")]
    MediaType(String),
}

/// The site.
pub struct Site {
    /// Its description.
    pub manifest: Manifest,
    files: HashMap<String, File>,
}

struct File {
    media_type: HeaderValue,
    immutable: bool,
    /// Names the content; empty for files whose address does that.
    tag: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Site {
    /// Reads a built site.
    ///
    /// # Errors
    /// See [`SiteError`].
    pub fn from_folder(folder: &Path) -> Result<Self, SiteError> {
        Self::load(|name| match std::fs::read(folder.join(name)) {
            Ok(content) => Ok(Bytes::from(content)),
            Err(error) => Err(SiteError::Missing(name.to_owned(), Some(error))),
        })
    }

    /// The site inside the binary, if it was built with one.
    ///
    /// # Errors
    /// See [`SiteError`].
    pub fn embedded() -> Result<Option<Self>, SiteError> {
        #[cfg(feature = "embed-site")]
        let site = Self::load(|name| match EMBEDDED.get_file(name) {
            Some(file) => Ok(Bytes::from_static(file.contents())),
            None => Err(SiteError::Missing(name.to_owned(), None)),
        })
        .map(Some);
        #[cfg(not(feature = "embed-site"))]
        let site = Ok(None);
        site
    }

    fn load(read: impl Fn(&str) -> Result<Bytes, SiteError>) -> Result<Self, SiteError> {
        let manifest: Manifest = serde_json::from_slice(&read("assets.json")?)?;
        let mut files = HashMap::with_capacity(manifest.files.len());
        for described in &manifest.files {
            let name = described.path.trim_start_matches('/');
            let compressed = |there: Option<u64>, suffix: &str| {
                there.map(|_| read(&format!("{name}.{suffix}"))).transpose()
            };
            let plain = read(name)?;
            let file = File {
                media_type: HeaderValue::from_str(&described.media_type)
                    .map_err(|_| SiteError::MediaType(described.path.clone()))?,
                immutable: described.immutable,
                tag: if described.immutable {
                    String::new()
                } else {
                    short_hash(&plain)
                },
                brotli: compressed(described.brotli, "br")?,
                gzip: compressed(described.gzip, "gz")?,
                plain,
            };
            files.insert(described.path.clone(), file);
        }
        Ok(Self { manifest, files })
    }

    /// Address of the file with this name, whatever folder it is in.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        self.files
            .keys()
            .find(|path| path.rsplit('/').next() == Some(name))
            .map(String::as_str)
    }

    /// The file under a path, as this browser can read it.
    #[must_use]
    pub fn serve(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let file = self.files.get(path)?;
        let accepted = |coding: &str| accepts(request, coding);
        let (content, coding) = match (&file.brotli, &file.gzip) {
            (Some(content), _) if accepted("br") => (content, "br"),
            (_, Some(content)) if accepted("gzip") => (content, "gzip"),
            _ => (&file.plain, ""),
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, file.media_type.clone());
        if file.brotli.is_some() || file.gzip.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if !coding.is_empty() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let policy = if file.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
        if !file.immutable {
            let tag: Cow<'_, str> = if coding.is_empty() {
                Cow::from(&file.tag)
            } else {
                Cow::from(format!("{}-{coding}", file.tag))
            };
            let tag = format!("\"{tag}\"");
            let known = request
                .get(header::IF_NONE_MATCH)
                .and_then(|value| value.to_str().ok());
            let unchanged = known.is_some_and(|known| {
                known
                    .split(',')
                    .any(|one| one.trim().trim_start_matches("W/") == tag)
            });
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                headers.insert(header::ETAG, tag);
            }
            if unchanged {
                return Some((StatusCode::NOT_MODIFIED, headers).into_response());
            }
        }
        Some((headers, Body::from(content.clone())).into_response())
    }
}

/// Whether the browser reads a content coding. `q=0` says no.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let named = pieces
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(coding));
            named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
}

fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, Site) {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        };
        write("pkg/app.1.wasm", "wasm");
        write("pkg/app.1.wasm.br", "br");
        write("pkg/app.1.wasm.gz", "gz");
        write("offline.html", "<p>offline</p>");
        write("secret.txt", "not in the list");
        write(
            "assets.json",
            r#"{"build":"b","boot":"/assets/boot.js","early":"/assets/early.js","js":"/pkg/app.1.js","wasm":"/pkg/app.1.wasm","device": "/assets/device.1.js", "css":"/assets/main.css","icons":"/assets/icons.svg",
                "fonts":[],"reference":"/reference/1","areas":{},"files":[
                {"path":"/pkg/app.1.wasm","type":"application/wasm","immutable":true,"bytes":4,"brotli":2,"gzip":2},
                {"path":"/offline.html","type":"text/html; charset=utf-8","immutable":false,"bytes":14}]}"#,
        );
        let site = Site::from_folder(folder.path()).unwrap();
        (folder, site)
    }

    fn request(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    header::HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect()
    }

    fn get<'r>(response: &'r Response, name: &str) -> &'r str {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn the_smallest_form_the_browser_reads_is_sent() {
        let (_folder, site) = site();
        for (accept, coding) in [
            ("gzip, deflate, br", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("", ""),
        ] {
            let response = site
                .serve("/pkg/app.1.wasm", &request(&[("accept-encoding", accept)]))
                .unwrap();
            assert_eq!(get(&response, "content-encoding"), coding, "{accept}");
            assert_eq!(get(&response, "content-type"), "application/wasm");
            assert_eq!(get(&response, "vary"), "accept-encoding");
            assert!(get(&response, "cache-control").contains("immutable"));
        }
    }

    #[test]
    fn files_with_a_fixed_name_are_asked_for_again() {
        let (_folder, site) = site();
        let first = site.serve("/offline.html", &HeaderMap::new()).unwrap();
        assert_eq!(get(&first, "cache-control"), "no-cache");
        let again = site
            .serve(
                "/offline.html",
                &request(&[("if-none-match", get(&first, "etag"))]),
            )
            .unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other = site
            .serve("/offline.html", &request(&[("if-none-match", "\"x\"")]))
            .unwrap();
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn only_listed_files_exist() {
        let (_folder, site) = site();
        for path in [
            "/secret.txt",
            "/assets.json",
            "/../secret.txt",
            "/pkg/../offline.html",
            "/pkg/",
            "offline.html",
        ] {
            assert!(site.serve(path, &HeaderMap::new()).is_none(), "{path}");
        }
    }

    #[test]
    fn a_listed_file_that_is_missing_stops_the_start() {
        let (folder, _) = site();
        std::fs::remove_file(folder.path().join("pkg/app.1.wasm.br")).unwrap();
        assert!(
            matches!(Site::from_folder(folder.path()), Err(SiteError::Missing(name, _)) if name == "pkg/app.1.wasm.br")
        );
    }
}
