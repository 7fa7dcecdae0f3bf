//! Forms on their way in and out: the importer of forms in the published shape, the exporter for other systems. Reads and
//! makes text; writes no file.

pub mod export;
pub mod import;
