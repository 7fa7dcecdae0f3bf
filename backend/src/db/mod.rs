//! The database: connecting, migrating, entities. Entities never leave `db` and `service`.

pub(crate) mod batch;
pub mod connect;
pub mod dump;
pub(crate) mod entity;
mod group;
pub mod json;
pub mod kept;
pub mod migration;
mod stamp;

pub use connect::{Db, Engine};
pub use stamp::Stamp;
