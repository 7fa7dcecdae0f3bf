//! A [`Paper`] as DOCX (ECMA-376 Office Open XML): real headings, real tables, language Vietnamese, alternative text.
//! This file is the package around it; `body` is the document itself.

mod body;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{DocumentError, Paper, qr};

const CONTENT_TYPES: &str = include_str!("content_types.xml");
const PACKAGE_RELATIONS: &str = include_str!("package_relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("document_relations.xml");
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");

/// Writes the DOCX. The same paper gives the same bytes.
///
/// # Errors
/// [`DocumentError::Package`], [`DocumentError::Qr`].
pub fn write(paper: &Paper) -> Result<Vec<u8>, DocumentError> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let qr = qr::png(&paper.qr.link)?;
    let parts: [(&str, &[u8]); 9] = [
        // Readers look at the first entry to know what kind of file it is.
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_RELATIONS.as_bytes()),
        ("docProps/core.xml", &body::properties(paper).into_bytes()),
        ("word/document.xml", &body::document(paper).into_bytes()),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONS.as_bytes(),
        ),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/footer1.xml", &body::footer(paper).into_bytes()),
        ("word/media/qr.png", &qr),
    ];
    for (name, content) in parts {
        package.start_file(name, options)?;
        package
            .write_all(content)
            .map_err(zip::result::ZipError::from)?;
    }
    Ok(package.finish()?.into_inner())
}
