//! Compresses files ahead of time, so that the server only ever copies bytes.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::Mode;

/// Both compressed forms of one file; absent where compressing saves nothing.
#[derive(Clone, Default)]
pub struct Compressed {
    /// For the `.br` file.
    pub brotli: Option<Vec<u8>>,
    /// For the `.gz` file.
    pub gzip: Option<Vec<u8>>,
}

/// Media types that gain from compressing; pictures and fonts are compressed already.
pub fn worthwhile(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || [
            "application/wasm",
            "application/json",
            "application/manifest+json",
            "image/svg+xml",
        ]
        .iter()
        .any(|prefix| media_type.starts_with(prefix))
}

/// Compresses all of `contents` on all cores; the results are in the same order.
pub fn all(contents: &[&[u8]], mode: Mode) -> Result<Vec<Compressed>> {
    let results = Mutex::new(vec![Compressed::default(); contents.len()]);
    let next = AtomicUsize::new(0);
    let worker = || -> Result<()> {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(content) = contents.get(index) else {
                return Ok(());
            };
            let compressed = one(content, mode)?;
            let mut results = results
                .lock()
                .map_err(|_| anyhow!("a compressing thread died"))?;
            if let Some(place) = results.get_mut(index) {
                *place = compressed;
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .map_err(|_| anyhow!("a compressing thread died"))?
        })
    })?;
    results
        .into_inner()
        .map_err(|_| anyhow!("a compressing thread died"))
}

fn one(content: &[u8], mode: Mode) -> Result<Compressed> {
    let (quality, level) = match mode {
        Mode::Release => (11, Compression::best()),
        Mode::Quick => (9, Compression::fast()),
    };
    let parameters = BrotliEncoderParams {
        quality,
        // A window of 16 MB, the most HTTP allows: no file here is larger.
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut brotli, &parameters)?;
    let mut gzip = GzEncoder::new(Vec::new(), level);
    gzip.write_all(content)?;
    let gzip = gzip.finish()?;
    let smaller = |form: Vec<u8>| (form.len() < content.len()).then_some(form);
    Ok(Compressed {
        brotli: smaller(brotli),
        gzip: smaller(gzip),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_unpack_to_the_original_and_keep_their_order() {
        let long = "Một cửa. ".repeat(500).into_bytes();
        let other = "abc".repeat(1000).into_bytes();
        let packed = all(&[&long, &other], Mode::Release).unwrap();
        for (form, original) in packed.iter().zip([&long, &other]) {
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut form.brotli.as_deref().unwrap(), &mut unpacked).unwrap();
            assert_eq!(&unpacked, original);
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(form.gzip.as_deref().unwrap())
                .read_to_end(&mut unpacked)
                .unwrap();
            assert_eq!(&unpacked, original);
        }
    }

    #[test]
    fn what_would_grow_is_left_alone() {
        let packed = all(&[b"x"], Mode::Quick).unwrap();
        assert!(packed[0].brotli.is_none() && packed[0].gzip.is_none());
    }

    #[test]
    fn fonts_are_compressed_already() {
        assert!(!worthwhile("font/woff2"));
        assert!(worthwhile("text/javascript; charset=utf-8"));
    }
}
