//! The use cases: one function each, independent of HTTP. Every one takes the application and who acts, checks whose
//! object it is, and changes state in one transaction.

pub mod account;
pub mod admin;
pub mod attachment;
pub mod calendar;
pub mod conversation;
pub mod counter;
pub mod delivery;
pub mod document;
pub mod dossier;
pub mod draft;
pub mod error;
pub mod form_version;
pub mod live;
pub mod look_up;
pub mod my_data;
pub mod notice;
pub mod place;
pub mod procedure;
pub mod slip;
pub mod staff;
pub mod vault_link;
pub(crate) mod words;

pub use error::{Error, Result};
