//! What administrators look at and change. Never the content of a dossier; dossiers are only counted.

mod calendar;
mod procedure;

pub use calendar::{change, preview, view};
pub use procedure::{flow, list};
