//! The database: connecting, migrating, entities. Entities never leave `db` and `service`.

pub mod connect;
pub mod dump;
pub(crate) mod entity;
pub mod json;
pub mod migration;

pub use connect::{Db, Engine};
