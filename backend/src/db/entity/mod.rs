//! One entity per table; the columns are explained in [`super::migration`].

pub mod account;
pub mod agency;
pub mod attachment;
pub mod code_counter;
pub mod delivery;
pub mod delivery_attempt;
pub mod document;
pub mod dossier;
pub mod dossier_event;
pub mod draft;
pub mod fact;
pub mod form_version;
pub mod idempotency;
pub mod live_event;
pub mod message;
pub mod notice;
pub mod notice_choice;
pub mod notice_language;
pub mod notice_template;
pub mod reading;
pub mod reminder;
pub mod session;
pub mod unit;
