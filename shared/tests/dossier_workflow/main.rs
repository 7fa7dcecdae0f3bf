//! The life of a dossier.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod bulk;
mod life;
mod office;
mod table;
mod walk;
