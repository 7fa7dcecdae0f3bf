//! What the router does not do: moving focus, announcing, skip link (accessibility.md §0, §3).

pub mod announce;
pub mod focus;

pub use announce::{LiveRegions, announce};
pub use focus::{SkipLink, focus_by_id, focus_heading_after_navigation};
