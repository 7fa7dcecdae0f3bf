//! One entity per table; the columns are explained in [`super::migration`].

pub mod account;
pub mod agency;
pub mod attachment;
pub mod code_counter;
pub mod document;
pub mod dossier;
pub mod dossier_event;
pub mod draft;
pub mod fact;
pub mod form_version;
pub mod hand_over;
pub mod idempotency;
pub mod live_event;
pub mod notice;
pub mod person_reading;
pub mod reading;
pub mod register_line;
pub mod reminder;
pub mod session;
pub mod slip;
pub mod slip_counter;
pub mod unit;
