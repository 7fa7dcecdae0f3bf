//! What leaves the portal: what a notice is about, over which channels it goes, in which words, when, and how often it is
//! tried (R-NOTI). Nothing is sent here; rows, clocks and chance are the server's.

pub mod attempt;
pub mod channel;
pub mod occasion;
pub mod quiet;
pub mod send_fault;
pub mod template;

pub use channel::ChannelKind;
pub use occasion::Occasion;
pub use quiet::QuietHours;
pub use send_fault::SendFault;
pub use template::{Template, Templates, Words};
