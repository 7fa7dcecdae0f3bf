//! The administrators' area: procedures with the picture of their flow, calendars, agencies that take each other's data. Its code is in the officers' chunk
//! (`crate::lazy::Staff`): few people open it, and one more chunk would cut those that citizens download into more pieces.
//! Nothing of it may be used by other areas.

pub mod calendar;
pub mod flow;
pub mod procedure;
pub mod procedures;
pub mod start;
pub mod vault_links;
