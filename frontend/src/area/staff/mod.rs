//! The officers' area: queue, workspace and register, a chunk of its own (`crate::lazy`). Nothing of it may be used by the
//! citizen's pages, or it would move into a chunk that citizens download.

mod place;
pub mod queue;
pub mod register;
pub mod workspace;
