//! QR codes as black-and-white PNG pictures, with the quiet zone around.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use super::{DocumentError, picture};

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
        match (inside(x / DOTS), inside(y / DOTS)) {
            (Some(x), Some(y)) => code
                .data
                .get(y * code.size + x)
                .is_some_and(|module| module.value()),
            _ => false,
        }
    };
    picture::png(side, side, dark).map_err(DocumentError::Qr)
}
