//! Is a file what it must be, and is it whole? Looks at the bytes as they stream by; never at the name.

/// Bytes at the beginning that tell the type.
const HEAD: usize = 4096;
/// Bytes at the end in which a PDF must say that it ends, and a PNG must have its last chunk.
const TAIL: usize = 64 * 1024;

/// Watches a stream.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    head: Vec<u8>,
    tail: Vec<u8>,
    jpeg: JpegScan,
}

impl Inspector {
    /// Sees the next bytes.
    pub(super) fn see(&mut self, chunk: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len());
        self.head
            .extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
        self.jpeg.see(chunk);
        let last = chunk
            .get(chunk.len().saturating_sub(TAIL)..)
            .unwrap_or_default();
        self.tail.extend_from_slice(last);
        // Cut rarely: at most twice the tail is held.
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }

    /// The media type of a whole file; `None` when it is of no known type or breaks off.
    pub(super) fn media_type(&self) -> Option<&'static str> {
        let media_type = infer::get(&self.head)?.mime_type();
        let tail = self
            .tail
            .get(self.tail.len().saturating_sub(TAIL)..)
            .unwrap_or_default();
        let ends_with = |mark: &[u8]| tail.windows(mark.len()).any(|window| window == mark);
        let whole = match media_type {
            "application/pdf" => ends_with(b"%%EOF"),
            "image/png" => ends_with(b"IEND\xae\x42\x60\x82"),
            "image/jpeg" => self.jpeg.ended(),
            _ => true,
        };
        whole.then_some(media_type)
    }
}

/// Follows the segments of a JPEG to the end of its picture. Looking for the end mark alone would find the one of the
/// small preview inside, and phones append films after the real one.
#[derive(Debug, Default)]
struct JpegScan {
    state: JpegState,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum JpegState {
    /// Before a marker's 0xFF.
    #[default]
    Marker,
    /// After 0xFF between segments.
    Code,
    /// First byte of a segment's length; whether picture data follow.
    LengthHigh { scan: bool },
    /// Second byte.
    LengthLow { scan: bool, high: u8 },
    /// Bytes of the segment still to pass.
    Skip { scan: bool, left: u32 },
    /// Inside picture data.
    Data,
    /// After 0xFF inside picture data.
    DataCode,
    /// The end mark was seen.
    Ended,
    /// Not a JPEG.
    Broken,
}

impl JpegScan {
    fn see(&mut self, mut chunk: &[u8]) {
        while let Some((&byte, rest)) = chunk.split_first() {
            chunk = rest;
            self.state = match self.state {
                JpegState::Ended | JpegState::Broken => return,
                JpegState::Marker if byte == 0xff => JpegState::Code,
                JpegState::Marker => JpegState::Broken,
                JpegState::Code => after_code(byte, JpegState::Broken),
                JpegState::LengthHigh { scan } => JpegState::LengthLow { scan, high: byte },
                JpegState::LengthLow { scan, high } => {
                    match u32::from(u16::from_be_bytes([high, byte])) {
                        0 | 1 => JpegState::Broken,
                        2 => after_segment(scan),
                        length => JpegState::Skip {
                            scan,
                            left: length - 2,
                        },
                    }
                }
                JpegState::Skip { scan, left: 1 } => after_segment(scan),
                JpegState::Skip { scan, left } => {
                    // Jump over what is at hand instead of passing byte by byte.
                    let jump = usize::try_from(left - 2).unwrap_or(0).min(chunk.len());
                    chunk = chunk.get(jump..).unwrap_or_default();
                    JpegState::Skip {
                        scan,
                        left: left - 1 - u32::try_from(jump).unwrap_or(0),
                    }
                }
                JpegState::Data if byte == 0xff => JpegState::DataCode,
                JpegState::Data => JpegState::Data,
                JpegState::DataCode => after_code(byte, JpegState::Data),
            };
        }
    }

    const fn ended(&self) -> bool {
        matches!(self.state, JpegState::Ended)
    }
}

const fn after_segment(scan: bool) -> JpegState {
    if scan {
        JpegState::Data
    } else {
        JpegState::Marker
    }
}

/// The state after the second byte of a marker. `on_zero`: 0xFF00 is a stuffed byte inside picture data only.
const fn after_code(byte: u8, on_zero: JpegState) -> JpegState {
    match byte {
        0x00 => on_zero,
        // Fill bytes before a marker.
        0xff => match on_zero {
            JpegState::Data => JpegState::DataCode,
            _ => JpegState::Code,
        },
        0xd9 => JpegState::Ended,
        0xda => JpegState::LengthHigh { scan: true },
        // Markers without a length: start of image, restart, temporary.
        0xd8 | 0x01 => JpegState::Marker,
        0xd0..=0xd7 => match on_zero {
            JpegState::Data => JpegState::Data,
            _ => JpegState::Marker,
        },
        _ => JpegState::LengthHigh { scan: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspect(content: &[u8], step: usize) -> Option<&'static str> {
        let mut inspector = Inspector::default();
        content.chunks(step).for_each(|chunk| inspector.see(chunk));
        inspector.media_type()
    }

    fn jpeg() -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        // A preview with its own end mark inside the first segment.
        bytes.extend([0xff, 0xe0, 0x00, 0x10]);
        bytes.extend(*b"JFIF\0\x01\x01\0\0\x01\xff\xd9\0\0");
        bytes.extend([0xff, 0xda, 0x00, 0x04, 0x01, 0x02]);
        bytes.extend([0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33, 0xff, 0xd9]);
        bytes
    }

    #[test]
    fn whole_files_are_known_by_their_content() {
        let pdf = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n".to_vec();
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....\0\0\0\0IEND\xae\x42\x60\x82".to_vec();
        for step in [1, 3, 7, 4096] {
            assert_eq!(inspect(&pdf, step), Some("application/pdf"));
            assert_eq!(inspect(&png, step), Some("image/png"));
            assert_eq!(inspect(&jpeg(), step), Some("image/jpeg"));
        }
        let mut with_film = jpeg();
        with_film.extend([0_u8; 200_000]);
        assert_eq!(inspect(&with_film, 1000), Some("image/jpeg"));
    }

    #[test]
    fn what_breaks_off_is_not_taken() {
        assert_eq!(inspect(b"%PDF-1.7\n1 0 obj", 4), None);
        assert_eq!(inspect(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 4), None);
        let whole = jpeg();
        assert_eq!(
            inspect(&whole[..whole.len() - 1], 5),
            None,
            "the preview's end mark does not count"
        );
        assert_eq!(inspect(b"", 1), None);
        assert_eq!(inspect(b"just words", 1), None);
    }
}
