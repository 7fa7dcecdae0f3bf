//! Sends what waits to leave the portal, a few seconds after it was written.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::service::delivery;

/// Pause between two looks at the outbox.
const EVERY: Duration = Duration::from_secs(2);

/// Looks now and every few seconds, until the server ends. Ends at once when no channel is set up.
pub async fn run(app: App, shutdown: CancellationToken) {
    if app.channels.is_empty() {
        return;
    }
    let mut clock = tokio::time::interval(EVERY);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = clock.tick() => {}
        }
        // A try under way may end; what it leaves claimed is tried again after the next start.
        let round = tokio::select! {
            () = shutdown.cancelled() => return,
            round = delivery::round(&app, &rand::random::<f64>) => round,
        };
        match round {
            Ok(done) if done == delivery::Round::default() => {}
            Ok(done) => tracing::info!(?done, "sent notices"),
            Err(error) => tracing::warn!(%error, "notices could not be sent"),
        }
    }
}
