//! What a citizen sees after signing in: own dossiers and drafts, one dossier, the data held about oneself, notices (officers read theirs here too).

mod addresses;
pub mod dossier;
mod dossier_copy;
mod dossier_parts;
mod dossier_slips;
pub mod dossiers;
mod drafts;
mod linked;
pub mod my_data;
mod my_data_correction;
mod my_data_item;
pub mod notice_settings;
pub mod notices;
mod payment;
mod push;
mod receipt;
mod withdrawal;
