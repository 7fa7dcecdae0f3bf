//! The officers' area: queue and workspace, a chunk of its own (`crate::lazy`). Nothing of it may be used by the
//! citizen's pages, or it would move into a chunk that citizens download.

pub mod deliveries;
mod place;
pub mod queue;
pub mod workspace;
