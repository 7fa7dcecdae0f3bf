//! Notices on their way out of the portal: written beside the notice in the transaction of the change (`outbox`), sent after
//! it and tried again (`send`), over the channels that people chose (`choice`), in words that are data (`words`), and shown
//! to whom they concern (`log`).
//!
//! Nothing here can undo or hold up a change of a dossier (design §4, invariants 8 and 9).

mod choice;
mod log;
mod outbox;
mod send;
mod template;
mod words;

pub use choice::{save_settings, settings};
pub use log::{of_own_dossier, of_staff_dossier, report, resend};
pub(crate) use outbox::{Posting, post};
pub use send::{Chance, Round, round};
pub use template::{preview, save as save_template, templates};
