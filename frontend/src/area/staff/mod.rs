//! The officers' area: counter, queue, workspace, register, runs over many dossiers, the leader's board; a chunk of its own
//! (`crate::lazy`). Nothing of it may be used by the citizen's pages, or it would move into a chunk that citizens download.

pub mod board;
pub mod bulk;
mod camera;
pub mod corrections;
pub mod counter;
pub mod deliveries;
pub mod frame;
mod hand_overs;
mod place;
pub mod queue;
pub mod register;
mod scan_box;
mod stand_ins;
pub mod templates;
pub mod workspace;
