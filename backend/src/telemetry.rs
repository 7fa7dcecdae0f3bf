//! Log lines on standard error, as the settings say. Nothing personal is ever logged: no answers, names, file names, queries.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use crate::settings::LogFormat;

/// Starts logging. A second call in one process changes nothing.
pub fn start(filter: &str, format: LogFormat) {
    let filter: Targets = filter
        .parse()
        .unwrap_or_else(|_| Targets::new().with_default(tracing::Level::INFO));
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    let lines = match format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    if let Err(error) = tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .try_init()
    {
        tracing::debug!(%error, "logging is already on");
    }
}
