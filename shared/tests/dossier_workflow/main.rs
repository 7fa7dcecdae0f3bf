//! The life of a dossier.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod bulk;
mod counter;
mod life;
mod office;
mod slips;
mod table;
mod walk;
