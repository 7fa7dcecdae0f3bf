//! QR codes as black-and-white PNG pictures, with the quiet zone around.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use super::DocumentError;

/// Light modules on each side, as ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// Dots of a module's side: programs that smooth pictures when they enlarge them then leave the modules sharp.
const DOTS: usize = 8;

/// The picture. Error correction M: survives a fold and a coffee stain.
pub(super) fn png(text: &str) -> Result<Vec<u8>, DocumentError> {
    let code = QRBuilder::new(text)
        .ecl(ECL::M)
        .build()
        .map_err(|error| DocumentError::Qr(error.to_string()))?;
    let side = (code.size + 2 * QUIET) * DOTS;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.size);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => code
                .data
                .get(y * code.size + x)
                .is_some_and(|module| module.value()),
            _ => false,
        }
    };
    let mut dots = Vec::with_capacity(side * side);
    for y in 0..side {
        dots.extend((0..side).map(|x| if dark(x / DOTS, y / DOTS) { 0 } else { 255 }));
    }
    let fault = |error: png::EncodingError| DocumentError::Qr(error.to_string());
    let side = u32::try_from(side).map_err(|error| DocumentError::Qr(error.to_string()))?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(&dots).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}
