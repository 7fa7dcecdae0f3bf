//! The pages, by who uses them. [`dossier`] holds what the citizen's and the officers' pages of a dossier share.

pub mod admin;
pub mod citizen;
pub mod dossier;
pub mod public;
pub mod staff;
