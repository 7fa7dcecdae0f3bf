//! Talking to the server, by the contract of `motcua_shared::api`. The only place that fetches.

mod client;
pub mod upload;

pub use client::{call, call_once, call_text, get};
pub use motcua_shared::api::*;
