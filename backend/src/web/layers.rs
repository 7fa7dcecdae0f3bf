//! What every request passes, outside in: request id, hidden headers, log line, safe headers, compression, problem
//! answers, panics, foreign sites, session. The order is in [`wrap`] and nowhere else.

use std::any::Any;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use motcua_shared::api::{EVENTS_PATH, Endpoint as _, ListProcedures, ProblemCode};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate as _, SizeAbove};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::sensitive_headers::SetSensitiveRequestHeadersLayer;
use tower_http::trace::TraceLayer;

use super::problem::{self, Failure};
use super::{Web, session};

/// What pages may load and do. Scripts and styles come from files of the site only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; object-src 'self' blob:; frame-src 'self' blob:; connect-src 'self'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'self'";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Longest time from a request to the head of its answer, uploads apart.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Longest time an upload may take.
pub const UPLOAD_WITHIN: Duration = Duration::from_secs(20 * 60);
/// Longest silence inside an upload.
pub const UPLOAD_SILENCE: Duration = Duration::from_secs(60);

/// Id of the request, in the log line, the answer's headers and every problem.
#[derive(Clone, Debug, Default)]
pub struct RequestId(pub String);

/// Puts all layers around the routes.
pub fn wrap(router: Router, web: &Web) -> Router {
    let mut csrf = CsrfLayer::new();
    if let Some(url) = &web.options.public_url {
        // A proxy may change `Host`; the address people type is known anyway. The settings have checked its shape.
        csrf = csrf.clone().add_trusted_origin(url).unwrap_or(csrf);
    }
    let csrf = csrf.with_rejection_response(|_: ProtectionError| {
        Failure::new(ProblemCode::ForeignSite).into_response()
    });
    // Two stacks: one long stack of layers takes the compiler exponentially longer.
    let inner = router
        .layer(session::layer(web.app.clone()))
        .layer(middleware::map_response(whole_cookies))
        .layer(csrf)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(problem::speak));
    let compressed = Router::new()
        .fallback_service(inner.clone())
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(512).and(is_text)));
    Router::new()
        // Beside the compression, which would hold several kilobytes for each open stream, though it does nothing to them.
        .route_service(EVENTS_PATH, inner.into_service::<Body>())
        .fallback_service(compressed)
        .layer(middleware::from_fn_with_state(web.clone(), safe_headers))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log_response)
                .on_failure(()),
        )
        .layer(SetSensitiveRequestHeadersLayer::new([
            header::COOKIE,
            header::AUTHORIZATION,
        ]))
        .layer(middleware::from_fn(name_request))
}

/// Pages and JSON gain from compression. Files of the site are compressed already, files of dossiers mostly too, and
/// the event stream must not wait for a full block.
fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    [
        "application/json",
        "application/problem+json",
        "text/html",
        "text/xml",
    ]
    .iter()
    .any(|text| kind.starts_with(text))
}

async fn name_request(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().to_string();
    let value = HeaderValue::from_str(&id);
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    if let Ok(value) = value {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn span(request: &Request) -> tracing::Span {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or("", |id| id.0.as_str());
    // The path only: queries hold words people searched and names of their files.
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

fn log_response(response: &Response, latency: Duration, _: &tracing::Span) {
    let (status, ms) = (response.status().as_u16(), latency.as_millis());
    if response.status().is_server_error() {
        tracing::warn!(status, ms, "answered")
    } else {
        tracing::info!(status, ms, "answered")
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(
        panic = words.unwrap_or("without words"),
        "a handler panicked"
    );
    Failure::new(ProblemCode::Internal).into_response()
}

async fn safe_headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let api = path.starts_with("/api/");
    let kept = if path.starts_with("/api/forms/") {
        // A form version never changes.
        Some("public, max-age=31536000, immutable")
    } else if path == ListProcedures::PATH {
        // A procedure that can be filed from today on shows within the hour.
        Some("public, max-age=3600")
    } else {
        None
    };
    let mut response = next.run(request).await;
    let success = response.status().is_success();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if web
        .options
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"))
    {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if api && !headers.contains_key(header::CACHE_CONTROL) {
        // Everything else is somebody's, or of this moment.
        let policy = kept.filter(|_| success).unwrap_or("no-store");
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    }
    response
}

/// A `__Host-` cookie without `Secure` is ignored by browsers, also when it is the one that removes it.
async fn whole_cookies(mut response: Response) -> Response {
    let removal = format!("{}=;", session::COOKIE);
    let whole = |value: &HeaderValue| -> Option<HeaderValue> {
        let text = value
            .to_str()
            .ok()
            .filter(|text| text.starts_with(&removal) && !text.contains("Secure"))?;
        HeaderValue::from_str(&format!("{text}; Secure; HttpOnly; SameSite=Lax")).ok()
    };
    let cookies: Vec<HeaderValue> = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| whole(value).unwrap_or_else(|| value.clone()))
        .collect();
    response.headers_mut().remove(header::SET_COOKIE);
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Where a request comes from, for counting tries: an IPv4 address, or the first half of an IPv6 one.
pub struct ClientAddress(pub String);

impl FromRequestParts<Web> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let address = forwarded(&parts.headers, web.options.trusted_proxy_hops).or(peer);
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), network)))
    }
}

/// What the outermost trusted proxy saw. Everything left of it was written by the client.
fn forwarded(headers: &HeaderMap, hops: usize) -> Option<IpAddr> {
    let list: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let position = list.len().checked_sub(hops).filter(|_| hops > 0)?;
    list.get(position)?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&'static str], hops: usize) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        forwarded(&headers, hops).map(network)
    }

    #[test]
    fn only_what_trusted_proxies_wrote_is_believed() {
        assert_eq!(seen(&["9.9.9.9, 203.0.113.7"], 0), None);
        assert_eq!(
            seen(&["9.9.9.9, 203.0.113.7"], 1).as_deref(),
            Some("203.0.113.7")
        );
        assert_eq!(
            seen(&["9.9.9.9, 203.0.113.7", "10.0.0.1"], 2).as_deref(),
            Some("203.0.113.7")
        );
        assert_eq!(seen(&["203.0.113.7"], 2), None);
        assert_eq!(seen(&["nonsense"], 1), None);
    }

    #[test]
    fn one_household_is_one_address() {
        assert_eq!(
            seen(&["2001:db8:1:2:aaaa::1"], 1),
            seen(&["2001:db8:1:2:bbbb::2"], 1)
        );
        assert_eq!(
            seen(&["::ffff:203.0.113.7"], 1).as_deref(),
            Some("203.0.113.7")
        );
    }
}
