//! The officers' area: queue, workspace, runs over many dossiers, the leader's board; a chunk of its own (`crate::lazy`).
//! Nothing of it may be used by the citizen's pages, or it would move into a chunk that citizens download.

pub mod board;
pub mod bulk;
pub mod frame;
mod place;
pub mod queue;
pub mod workspace;
