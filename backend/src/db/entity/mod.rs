//! One entity per table; the columns are explained in [`super::migration`].

pub mod account;
pub mod agency;
pub mod attachment;
pub mod bulk_item;
pub mod bulk_run;
pub mod code_counter;
pub mod desk_setting;
pub mod document;
pub mod dossier;
pub mod dossier_event;
pub mod dossier_label;
pub mod draft;
pub mod fact;
pub mod form_version;
pub mod idempotency;
pub mod label;
pub mod live_event;
pub mod note;
pub mod notice;
pub mod reading;
pub mod reminder;
pub mod session;
pub mod unit;
pub mod watch;
