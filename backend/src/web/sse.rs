//! The event stream of a user: one line a change, replayed after the last one seen (design §4, invariant 10).

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use motcua_shared::event::LiveEvent;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};
use tower_sessions::session::Id as SessionId;

use super::Web;
use super::extract::{CurrentSession, QueryOf, SignedIn};
use super::problem::Failure;
use super::session;
use crate::service;
use crate::service::live::Follower;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A line at least so often, so that proxies and phones keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// What a stream begins with: a browser that loses it waits three seconds before it connects again.
const OPENING: &str = "retry: 3000\n: open\n\n";
/// What is sent when there is nothing to say.
const STILL_HERE: Bytes = Bytes::from_static(b":\n\n");

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
    let mut opening = OPENING.as_bytes().to_vec();
    if let Some(reset) = reset {
        opening.extend(line(reset.cursor, "reset", &reset));
    }
    let open = Open {
        opening: Some(opening.into()),
        changes,
        check: every(web.options.session_check),
        silence: every(KEEP_ALIVE),
        session: current.id(),
        web,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)));
    let body = Body::from_stream(stream::unfold(open, Open::next));
    Ok((headers, body).into_response())
}

/// An open stream. Most of ten thousand wait at any moment: nothing in here is bigger than it must be, and what only a look
/// into the database needs is boxed while it lasts.
struct Open {
    opening: Option<Bytes>,
    changes: Follower,
    check: Interval,
    silence: Interval,
    session: Option<SessionId>,
    web: Web,
}

impl Open {
    /// The next piece; `None` ends the stream: at shutdown, and when the session has ended.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(opening) = self.opening.take() {
            return Some((Ok(opening), self));
        }
        loop {
            tokio::select! {
                biased;
                () = self.web.options.shutdown.cancelled() => return None,
                _ = self.check.tick() => match Box::pin(session::is_alive(&self.web.app, self.session)).await {
                    Ok(false) => return None,
                    Ok(true) => {}
                    // The next look decides: a busy database is no reason to cut ten thousand streams.
                    Err(error) => tracing::warn!(%error, "the session of a stream could not be checked"),
                },
                change = self.changes.next() => {
                    let piece = change?.line(change_line);
                    self.silence.reset();
                    return Some((Ok(piece), self));
                }
                _ = self.silence.tick() => return Some((Ok(STILL_HERE), self)),
            }
        }
    }
}

fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

fn change_line(event: &LiveEvent) -> Bytes {
    line(event.id, "change", event).into()
}

/// One event in the format of server-sent events. JSON has no line breaks of its own.
fn line(id: i64, kind: &str, data: &impl Serialize) -> Vec<u8> {
    match serde_json::to_string(data) {
        Ok(data) => format!("id: {id}\nevent: {kind}\ndata: {data}\n\n").into_bytes(),
        Err(error) => {
            tracing::error!(%error, "an event could not be written");
            Vec::new()
        }
    }
}
