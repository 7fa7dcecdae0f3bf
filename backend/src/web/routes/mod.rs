//! The handlers: take apart the request, call one use case, hand back its answer. No SQL, no decisions.

pub mod admin;
pub mod attachment;
pub mod catalogue;
pub mod conversation;
pub mod counter;
pub mod delivery;
pub mod desk;
pub mod document;
pub mod dossier;
pub mod draft;
pub mod look_up;
pub mod my_data;
pub mod notice;
pub mod result;
pub mod session;
pub mod slip;
pub mod staff;
pub mod vault_link;
