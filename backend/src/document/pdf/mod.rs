//! A [`Paper`] as tagged PDF/A-2a and PDF/UA-1, set with typst. The layout is `form.typ`; a procedure folder may bring
//! a `print.typ` of its own. Slips bring their own pages (`backend/slips`). What people typed reaches the layout as JSON strings only and is never read as code.

mod world;

use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use self::world::{FONTS, PaperWorld, Slip};
use super::{DocumentError, Paper, SlipPage, qr};

/// Renderings after which results that nobody asked for again are dropped from typst's memory.
const REMEMBERED: usize = 3;

/// Writes the PDF.
///
/// # Errors
/// [`DocumentError::Layout`] with the words of typst; [`DocumentError::Qr`].
pub fn write(paper: &Paper, layout: Option<&str>) -> Result<Vec<u8>, DocumentError> {
    let mut data =
        serde_json::to_value(paper).map_err(|error| DocumentError::Layout(error.to_string()))?;
    printable(&mut data);
    let world = PaperWorld::of_form(layout, data.to_string(), qr::png(&paper.qr.link)?)?;
    set(&world)
}

/// Writes the PDF of a slip or of the register. `codes` are the pictures of barcode and QR code.
///
/// # Errors
/// [`DocumentError::Layout`] with the words of typst.
pub fn write_slip(
    page: &SlipPage,
    codes: Option<(Vec<u8>, Vec<u8>)>,
) -> Result<Vec<u8>, DocumentError> {
    let mut data = page.data.clone();
    printable(&mut data);
    let world = PaperWorld::of_slip(&page.template, &page.parts, data.to_string(), codes)?;
    set(&world)
}

/// Writes several slips into one PDF under one title. `codes` belong to the pages in their order.
///
/// # Errors
/// [`DocumentError::Layout`] with the words of typst.
pub fn write_slips(
    title: &str,
    pages: &[SlipPage],
    codes: Vec<Option<(Vec<u8>, Vec<u8>)>>,
) -> Result<Vec<u8>, DocumentError> {
    let slips = pages.iter().zip(codes).map(|(page, codes)| {
        let mut data = page.data.clone();
        printable(&mut data);
        if let Value::Object(members) = &mut data {
            members.insert("among".to_owned(), Value::Bool(true));
        }
        Slip {
            page: &page.template,
            parts: &page.parts,
            data: data.to_string(),
            codes,
        }
    });
    set(&PaperWorld::of_slips(title, slips.collect())?)
}

/// Sets what the world holds.
fn set(world: &PaperWorld) -> Result<Vec<u8>, DocumentError> {
    let made = typst::compile::<PagedDocument>(world)
        .output
        .map_err(|faults| in_words(&faults))
        .and_then(|document| {
            let standards = [PdfStandard::A_2a, PdfStandard::Ua_1];
            let options = PdfOptions {
                standards: PdfStandards::new(&standards)
                    .map_err(|fault| DocumentError::Layout(fault.message().to_string()))?,
                ..PdfOptions::default()
            };
            typst_pdf::pdf(&document, &options).map_err(|faults| in_words(&faults))
        });
    typst::comemo::evict(REMEMBERED);
    made
}

fn in_words(faults: &[SourceDiagnostic]) -> DocumentError {
    let words: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    DocumentError::Layout(words.join("; "))
}

/// Replaces letters that none of the fonts has: PDF/A forbids to print what has no shape.
fn printable(value: &mut Value) {
    match value {
        Value::String(text) => {
            if !text.chars().all(is_printable) {
                *text = text
                    .chars()
                    .filter(|letter| !is_invisible(*letter))
                    .map(|letter| {
                        if is_printable(letter) {
                            letter
                        } else {
                            '\u{FFFD}'
                        }
                    })
                    .collect();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(printable),
        Value::Object(members) => members.values_mut().for_each(printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_printable(letter: char) -> bool {
    if letter == '\n' {
        return true;
    }
    let private = matches!(u32::from(letter), 0xE000..=0xF8FF | 0xF_0000..);
    let has = |font: &typst::text::Font| font.info().coverage.contains(u32::from(letter));
    !private && !is_invisible(letter) && FONTS.iter().any(has)
}

/// Signs without a shape: controls, joiners, direction marks, variation selectors.
const fn is_invisible(letter: char) -> bool {
    letter.is_ascii_control() && letter != '\n'
        || matches!(letter,
            '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
