//! What `motcua serve` does by itself beside answering: notices leave the portal; officers are reminded of dossiers and of
//! requests to correct, and read in the morning what waits for them; rows that
//! have served their time go, and files that no row knows.
//!
//! Nothing here decides about dossiers; they and their files are never removed.

pub mod deliver;
pub mod digest;
mod prune;
pub mod remind;
mod sweep;

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::service::Result;
use crate::service::my_data::correction::remind as correction;
use crate::settings::Keep;
use crate::web::session;

/// Pause between two rounds.
const EVERY: Duration = Duration::from_secs(3600);

/// What one round removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Live events.
    pub live_events: u64,
    /// Idempotency keys with their receipts.
    pub idempotency_keys: u64,
    /// Stored files that no row refers to.
    pub files: u64,
}

/// One round now and one an hour, until the server ends.
pub async fn run(app: App, keep: Keep, shutdown: CancellationToken) {
    let mut clock = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = clock.tick() => {}
        }
        match remind::round(&app).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "reminded officers of dossiers"),
            Err(error) => tracing::warn!(%error, "officers could not be reminded"),
        }
        match correction::round(&app).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "reminded clerks of requests to correct"),
            Err(error) => tracing::warn!(%error, "clerks could not be reminded"),
        }
        let removed = round(&app, &keep).await;
        if removed == Removed::default() {
            tracing::debug!("nothing to remove");
        } else {
            tracing::info!(?removed, "removed what is no longer needed");
        }
    }
}

/// One round. What fails is logged and tried again in the next one; it does not hold up the others.
pub async fn round(app: &App, keep: &Keep) -> Removed {
    Removed {
        sessions: done("sessions", session::remove_expired(app).await),
        live_events: done("live events", prune::live_events(app, keep).await),
        idempotency_keys: done("idempotency keys", prune::idempotency_keys(app, keep).await),
        files: done("files", sweep::files(app, keep).await),
    }
}

fn done(what: &str, removed: Result<u64>) -> u64 {
    removed.unwrap_or_else(|error| {
        tracing::warn!(%error, "old {what} could not be removed");
        0
    })
}
