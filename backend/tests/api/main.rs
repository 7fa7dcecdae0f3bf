//! The server as the browser sees it: real router, real database, every layer.
//!
//! `MOTCUA_TEST_DATABASE` names the database: `sqlite` (default: a file for each test) or the URL of a PostgreSQL server
//! on which each test makes a database of its own. The clock is fixed; nothing waits for time to pass.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests: a failed expectation ends the test, which is what it is for"
)]

mod access;
mod address;
mod administration;
mod app;
mod aside;
mod bad_files;
mod bad_input;
mod bad_requests;
mod board;
mod branches;
mod bulk;
mod catalogue;
mod client;
mod conversation;
mod counter;
mod counter_decisions;
mod delivery;
mod desk;
mod digest;
mod document;
mod files;
mod flow;
mod forms;
mod hidden;
mod journey;
mod kept;
mod life_cycle;
mod live;
mod load;
mod look_up;
mod many_slips;
mod my_data;
mod openapi;
mod opinions;
mod parallel;
#[cfg(feature = "pdf")]
mod poppler;
mod privacy;
mod program;
mod push;
mod questions;
mod queue;
mod rebase;
mod reception;
mod record;
mod reminders;
mod results;
mod session;
mod shell;
mod site;
#[cfg(feature = "pdf")]
mod slip_pages;
mod slips;
mod sources;
mod stand_in;
mod upkeep;
mod vault;
mod withdrawal;
