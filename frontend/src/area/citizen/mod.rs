//! What a citizen sees after signing in: own dossiers and drafts, one dossier, notices (officers read theirs here too).

mod addresses;
pub mod dossier;
mod dossier_parts;
mod dossier_slips;
pub mod dossiers;
mod drafts;
pub mod notice_settings;
pub mod notices;
mod push;
mod receipt;
mod withdrawal;
