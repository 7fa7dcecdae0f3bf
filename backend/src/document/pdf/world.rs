//! All that a layout can see: the fonts, the default layout or the parts of slips, one paper, its pictures. No disk, no network, no packages,
//! no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::document::DocumentError;

/// The fonts of the binary. `backend/fonts/README.md` says where they are from.
pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!("../../../fonts/LiberationSerif-Regular.ttf"),
        include_bytes!("../../../fonts/LiberationSerif-Bold.ttf"),
        include_bytes!("../../../fonts/LiberationSerif-Italic.ttf"),
        include_bytes!("../../../fonts/DejaVuSans.ttf"),
    ];
    files
        .into_iter()
        .flat_map(|file| Font::iter(Bytes::new(file)))
        .collect()
});
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The layout that every form has unless its folder brings its own.
const DEFAULT: &str = include_str!("form.typ");
/// A document that is the default layout and nothing else.
const DEFAULT_MAIN: &str = "#import \"/form.typ\": *\n#whole-form()\n";

/// What one rendering sees.
pub(super) struct PaperWorld {
    /// The document first, then what it imports.
    sources: Vec<Source>,
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

/// A slip among those that are set in one document.
pub(super) struct Slip<'a> {
    /// Its page.
    pub page: &'a str,
    /// What pages import.
    pub parts: &'a str,
    /// JSON.
    pub data: String,
    /// Barcode and QR code.
    pub codes: Option<(Vec<u8>, Vec<u8>)>,
}

impl PaperWorld {
    /// A form: `layout` is a `print.typ`, `paper` is JSON.
    pub(super) fn of_form(
        layout: Option<&str>,
        paper: String,
        qr: Vec<u8>,
    ) -> Result<Self, DocumentError> {
        let main = source("/print.typ", layout.unwrap_or(DEFAULT_MAIN))?;
        Ok(Self {
            main: main.id(),
            sources: vec![main, source("/form.typ", DEFAULT)?],
            files: vec![
                (at("/paper.json")?, Bytes::from_string(paper)),
                (at("/qr.png")?, Bytes::new(qr)),
            ],
        })
    }

    /// A slip: its page, what pages import, JSON, barcode and QR code.
    pub(super) fn of_slip(
        page: &str,
        parts: &str,
        slip: String,
        codes: Option<(Vec<u8>, Vec<u8>)>,
    ) -> Result<Self, DocumentError> {
        let mut files = vec![(at("/slip.json")?, Bytes::from_string(slip))];
        if let Some((barcode, qr)) = codes {
            files.push((at("/barcode.png")?, Bytes::new(barcode)));
            files.push((at("/qr.png")?, Bytes::new(qr)));
        }
        let main = source("/page.typ", page)?;
        Ok(Self {
            main: main.id(),
            sources: vec![main, source("/parts.typ", parts)?],
            files,
        })
    }

    /// Several slips one after the other under one title; each in a folder of its own, where its page finds what it names.
    pub(super) fn of_slips(title: &str, slips: Vec<Slip<'_>>) -> Result<Self, DocumentError> {
        let title = serde_json::Value::from(title).to_string();
        // An archived file has a date: that of its first slip.
        let mut text = "#let made = json(\"/0/slip.json\").made_at\n\
             #let day = datetime(year: made.year, month: made.month, day: made.day)\n\
             #set document(title: json(\"/title.json\"), date: day)\n"
            .to_owned();
        let mut files = vec![(at("/title.json")?, Bytes::from_string(title))];
        let mut sources = Vec::new();
        for (place, slip) in slips.into_iter().enumerate() {
            let folder = format!("/{place}/");
            let moved = |text: &str| {
                ["parts.typ", "slip.json", "barcode.png", "qr.png"]
                    .iter()
                    .fold(text.to_owned(), |text, name| {
                        text.replace(&format!("\"/{name}\""), &format!("\"{folder}{name}\""))
                    })
            };
            let path = |name: &str| format!("{folder}{name}");
            text.push_str(&format!("#include \"{}\"\n", path("page.typ")));
            sources.push(source(&path("page.typ"), &moved(slip.page))?);
            sources.push(source(&path("parts.typ"), &moved(slip.parts))?);
            files.push((at(&path("slip.json"))?, Bytes::from_string(slip.data)));
            if let Some((barcode, qr)) = slip.codes {
                files.push((at(&path("barcode.png"))?, Bytes::new(barcode)));
                files.push((at(&path("qr.png"))?, Bytes::new(qr)));
            }
        }
        let main = source("/main.typ", &text)?;
        let id = main.id();
        sources.push(main);
        Ok(Self {
            main: id,
            sources,
            files,
        })
    }
}

fn source(path: &str, text: &str) -> Result<Source, DocumentError> {
    Ok(Source::new(at(path)?, text.to_owned()))
}

fn at(path: &str) -> Result<FileId, DocumentError> {
    let path =
        VirtualPath::new(path).map_err(|_| DocumentError::Layout(format!("{path} is no path")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
