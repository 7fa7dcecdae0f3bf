//! The life of a dossier.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod beside;
mod bulk;
mod counter;
mod life;
mod office;
mod payment;
mod slips;
mod table;
mod walk;
