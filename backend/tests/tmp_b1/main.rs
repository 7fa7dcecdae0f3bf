#![allow(dead_code)]
#[path = "../api/app.rs"] mod app;
#[path = "../api/client.rs"] mod client;
#[path = "../api/journey.rs"] mod journey;
#[path = "../api/parallel.rs"] mod parallel;
#[path = "../api/record.rs"] mod record;
#[path = "../api/files.rs"] mod files;
#[path = "../api/queue.rs"] mod queue;
