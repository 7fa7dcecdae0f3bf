//! Black-and-white pictures as PNG: what QR code and barcode are handed to a layout as.

/// Writes the picture; `is_dark` says which dots are black.
///
/// # Errors
/// Those of the encoder, in words.
pub(super) fn png(
    width: usize,
    height: usize,
    is_dark: impl Fn(usize, usize) -> bool,
) -> Result<Vec<u8>, String> {
    let mut dots = Vec::with_capacity(width * height);
    for y in 0..height {
        dots.extend((0..width).map(|x| if is_dark(x, y) { 0 } else { 255 }));
    }
    let side = |length: usize| u32::try_from(length).map_err(|error| error.to_string());
    let fault = |error: png::EncodingError| error.to_string();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side(width)?, side(height)?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(&dots).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}
