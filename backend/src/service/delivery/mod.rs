//! Notices on their way out of the portal: written beside the notice in the transaction of the change (`outbox`), sent after
//! it and tried again (`send`), over the channels that people chose (`choice`), to devices (`device`) and addresses
//! that a code confirmed (`address`), in words that are data (`words`), and shown
//! to whom they concern (`log`).
//!
//! Nothing here can undo or hold up a change of a dossier (design §4, invariants 8 and 9).

mod address;
mod choice;
mod device;
mod log;
mod outbox;
mod send;
mod template;
mod words;

pub use address::{ask as ask_address_code, confirm as confirm_address};
pub(crate) use choice::of as choices;
pub use choice::{save_settings, settings};
pub use device::{add as add_device, forget_session, remove as remove_device, setup as push_setup};
pub use log::{of_own_dossier, of_staff_dossier, report, resend};
pub(crate) use outbox::{Letter, Posting, Told, email_of, post, post_beside, post_letter};
pub use send::{Chance, Round, round};
pub use template::{preview, save as save_template, templates};
