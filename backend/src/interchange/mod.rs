//! Forms on their way in and out: the importer of forms in the published shape. Reads and makes text; writes no file.

pub mod import;
