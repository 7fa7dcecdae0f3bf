//! Forms on paper: the blank form, the review copy of a draft, the filled form of a dossier; as PDF and as DOCX. Slips and the
//! register ([`mod@slip`]) as PDF.
//!
//! [`mod@compose`] turns a form and its answers into a [`Paper`], which knows every word in its order and nothing of a file
//! format; [`pdf`] and [`docx`] only write it down. Nothing in here reads the database, a file or the network, or
//! decides who may see what: that is [`crate::service::document`].

mod barcode;
pub mod compose;
pub mod docx;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
mod press;
mod qr;
pub mod slip;

pub use self::compose::{Facts, compose};
pub use self::paper::Paper;
pub use self::press::Press;
pub use self::slip::SlipPage;

/// File format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Tagged PDF/A, for printing and keeping.
    Pdf,
    /// Office Open XML, for filling in on a computer.
    Docx,
}

impl Format {
    /// The end of a file name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// Why a document was not made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The program was built without the feature `pdf`.
    #[error("the program was built without the feature pdf")]
    NoPdf,
    /// Too many documents are wanted at the same time.
    #[error("too many documents at the same time")]
    Busy,
    /// The layout, or what it was given, has a fault.
    #[error("the layout does not work: {0}")]
    Layout(String),
    /// The parts of the DOCX could not be put together.
    #[error("the DOCX could not be put together")]
    Package(#[from] zip::result::ZipError),
    /// The QR picture could not be made.
    #[error("the QR picture could not be made: {0}")]
    Qr(String),
    /// The barcode could not be made.
    #[error("the barcode could not be made: {0}")]
    Barcode(String),
}

/// Writes a paper down in a format. Takes the processor for a while: call it through [`Press`].
///
/// `layout` is the procedure's own `print.typ`, if it has one; it matters for PDF only.
///
/// # Errors
/// See [`DocumentError`].
pub fn write(
    paper: &Paper,
    layout: Option<&str>,
    format: Format,
) -> Result<Vec<u8>, DocumentError> {
    match format {
        Format::Docx => docx::write(paper),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::write(paper, layout),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => {
            let _ = layout;
            Err(DocumentError::NoPdf)
        }
    }
}

/// Sets several slips as one PDF. Takes the processor for a while: call it through [`Press`].
///
/// # Errors
/// See [`DocumentError`].
pub fn write_slips(title: &str, pages: &[SlipPage]) -> Result<Vec<u8>, DocumentError> {
    let mut codes = Vec::with_capacity(pages.len());
    for page in pages {
        codes.push(match &page.codes {
            Some((code, link)) => Some((barcode::png(code)?, qr::png(link)?)),
            None => None,
        });
    }
    #[cfg(feature = "pdf")]
    return pdf::write_slips(title, pages, codes);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = (title, codes);
        Err(DocumentError::NoPdf)
    }
}

/// Sets a slip or the register as PDF. Takes the processor for a while: call it through [`Press`].
///
/// # Errors
/// See [`DocumentError`].
pub fn write_slip(page: &SlipPage) -> Result<Vec<u8>, DocumentError> {
    let codes = match &page.codes {
        Some((code, link)) => Some((barcode::png(code)?, qr::png(link)?)),
        None => None,
    };
    #[cfg(feature = "pdf")]
    return pdf::write_slip(page, codes);
    #[cfg(not(feature = "pdf"))]
    {
        let _ = codes;
        Err(DocumentError::NoPdf)
    }
}
