//! The event stream of a user: one line a change, replayed after the last one seen (design §4, invariant 10).

use std::convert::Infallible;
use std::pin::Pin;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt as _};
use motcua_shared::event::LiveEvent;
use serde::Deserialize;
use tokio::time::{Interval, MissedTickBehavior, interval_at};
use tower_sessions::session::Id as SessionId;

use super::Web;
use super::extract::{CurrentSession, QueryOf, SignedIn};
use super::problem::Failure;
use super::session;
use crate::service;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A line at least so often, so that proxies and phones keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_secs(3);

/// Query of the stream.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// Replay what came after this event.
    after: Option<i64>,
}

/// `GET /api/events`.
///
/// # Errors
/// Signed out, or a cursor that is no number.
pub async fn events(
    State(web): State<Web>,
    SignedIn(actor): SignedIn,
    CurrentSession(current): CurrentSession,
    headers: HeaderMap,
    QueryOf(query): QueryOf<After>,
) -> Result<Response, Failure> {
    // A browser that connects again sends the header with the old address: the header is newer.
    let after = match headers.get(LAST_EVENT_ID) {
        Some(id) => {
            let id = id.to_str().ok().and_then(|id| id.parse().ok());
            Some(id.ok_or_else(|| Failure::unreadable("Last-Event-ID is no number"))?)
        }
        None => query.after,
    };
    let (reset, changes) = service::live::subscribe(&web.app, &actor, after).await?;
    let mut check = interval_at(
        tokio::time::Instant::now() + web.options.session_check,
        web.options.session_check,
    );
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let open = Open {
        changes: Box::pin(changes),
        check,
        session: current.id(),
        web,
    };
    let first =
        stream::once(async { Ok::<_, Infallible>(Event::default().retry(RETRY).comment("open")) });
    let reset = match reset {
        Some(reset) => Some(Ok(Event::default()
            .id(reset.cursor.to_string())
            .event("reset")
            .json_data(reset)
            .map_err(|error| service::Error::Internal(Box::new(error)))?)),
        None => None,
    };
    let first = first.chain(stream::iter(reset));
    let mut response = Sse::new(first.chain(stream::unfold(open, next)))
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response();
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// An open stream.
struct Open {
    changes: Pin<Box<dyn Stream<Item = LiveEvent> + Send>>,
    check: Interval,
    session: Option<SessionId>,
    web: Web,
}

/// The next event; `None` ends the stream: at shutdown, and when the session has ended.
async fn next(mut open: Open) -> Option<(Result<Event, Infallible>, Open)> {
    loop {
        tokio::select! {
            biased;
            () = open.web.options.shutdown.cancelled() => return None,
            _ = open.check.tick() => match session::is_alive(&open.web.app, open.session).await {
                Ok(false) => return None,
                Ok(true) => {}
                // The next look decides: a busy database is no reason to cut ten thousand streams.
                Err(error) => tracing::warn!(%error, "the session of a stream could not be checked"),
            },
            change = open.changes.next() => {
                let change = change?;
                match Event::default().id(change.id.to_string()).event("change").json_data(&change) {
                    Ok(event) => return Some((Ok(event), open)),
                    Err(error) => tracing::error!(%error, "an event could not be written"),
                }
            }
        }
    }
}
