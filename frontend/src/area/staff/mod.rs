//! The officers' area: counter, queue, workspace and register, a chunk of its own (`crate::lazy`). Nothing of it may be used by the
//! citizen's pages, or it would move into a chunk that citizens download.

pub mod counter;
mod hand_overs;
mod place;
pub mod queue;
pub mod register;
mod scan_box;
pub mod workspace;
