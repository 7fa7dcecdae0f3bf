//! The models, rules and contract of Một Cửa, compiled twice: into the server and into the browser.
//!
//! Pure Rust: no I/O, no clock, no random, no async. What a function needs to know about "now" or about
//! reference data is handed to it. Start reading at [`api`] (what travels), [`form`] (the form engine) and
//! [`dossier::workflow`] (who may do what, when).

pub mod access;
pub mod api;
pub mod calendar;
pub mod catalogue;
pub mod decimal;
pub mod dossier;
pub mod event;
pub mod form;
pub mod i18n;
pub mod identity;
pub mod notice;
pub mod text;
pub mod time;
pub mod vault;
