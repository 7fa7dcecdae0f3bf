//! The server of Một Cửa: HTTP in, transactions, HTTP out.
//!
//! Dependencies point one way: [`web`] → [`service`] → [`db`]; adapters ([`store`]) are handed in by [`app`].
//! Rules live in `motcua_shared`, not here.

pub mod app;
pub mod channel;
pub mod cli;
pub mod db;
pub mod demo;
pub mod document;
pub mod interchange;
pub mod job;
pub mod reference;
pub mod service;
pub mod settings;
pub mod source;
pub mod store;
pub mod telemetry;
pub mod web;
