//! The design system as components: same names as `style/ui`, markup as in the header of each stylesheet.
//!
//! Nothing here knows a page or calls the server, except the frame around all pages (header, connection, sign-in-again).

pub mod account_menu;
pub mod banner;
pub mod breadcrumb;
pub mod button;
pub mod combobox;
pub mod connection;
pub mod dialog;
pub mod display;
pub mod document_link;
pub mod empty;
pub mod error_summary;
pub mod footer;
pub mod header;
pub mod icon;
pub mod leave;
pub mod listbox;
pub mod pagination;
pub mod problem;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod skeleton;
pub mod summary_list;
pub mod tag;
pub mod timeline;

pub use banner::Banner;
pub use breadcrumb::{BackLink, Breadcrumb};
pub use button::BusyButton;
pub use combobox::{Choice, Combobox};
pub use dialog::Dialog;
pub use document_link::DocumentLink;
pub use empty::Empty;
pub use error_summary::{ErrorItem, ErrorSummary};
pub use icon::{Icon, LiveIcon};
pub use pagination::Pagination;
pub use problem::ProblemPanel;
pub use skeleton::Skeleton;
pub use summary_list::{SummaryCard, SummaryRow};
pub use tag::{StatusTag, Tag};
pub use timeline::{Timeline, TimelineItem};
