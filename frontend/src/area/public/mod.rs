//! Pages that everybody can read, signed in or not.

pub mod accessibility;
pub mod gallery;
pub mod help;
pub mod home;
pub mod known;
pub mod look_up;
pub mod not_found;
pub mod overview;
pub mod procedure;
pub mod procedures;
pub mod search;
pub mod sign_in;
pub mod site_map;
