//! The server as the browser sees it: real router, real database, every layer.
//!
//! `MOTCUA_TEST_DATABASE` names the database: `sqlite` (default: a file for each test) or the URL of a PostgreSQL server
//! on which each test makes a database of its own. The clock is fixed; nothing waits for time to pass.

mod access;
mod app;

mod bad_input;
mod client;
mod live;
mod openapi;
mod program;
mod session;
mod shell;
