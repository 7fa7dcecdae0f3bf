//! What this device keeps so that forms work without a network: sealed records, answers of the server, who is signed in.
//!
//! [`store`] is the only way to the records, [`kept`] the only way to answers that may be older than now. What a copy of
//! a draft consists of is in `form::device`.

pub mod account;
pub mod kept;
pub mod store;
