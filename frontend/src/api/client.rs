//! One function per way of calling an endpoint; every failure is a [`Problem`] in the page's language.

use gloo_net::http::{Method as HttpMethod, Request, RequestBuilder, Response};
use motcua_shared::api::{Endpoint, Method, Nothing, Problem, ProblemCode};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::i18n::lang;
use crate::route::escape;

/// Calls an endpoint with a JSON body (none for [`Nothing`]).
///
/// # Errors
/// The problem the server answered, or [`ProblemCode::Offline`] when nothing answered.
pub async fn call<E: Endpoint>(parameters: &[&str], request: &E::Req) -> Result<E::Res, Problem> {
    send::<E>(&E::path(parameters), request, None).await
}

/// Like [`call`], with an idempotency key: repeating the call with the same key does the thing once.
///
/// # Errors
/// As [`call`].
pub async fn call_once<E: Endpoint>(
    parameters: &[&str],
    request: &E::Req,
    key: &str,
) -> Result<E::Res, Problem> {
    send::<E>(&E::path(parameters), request, Some(key)).await
}

/// Calls a GET endpoint with a query.
///
/// # Errors
/// As [`call`].
pub async fn get<E: Endpoint>(
    parameters: &[&str],
    query: &[(&'static str, String)],
) -> Result<E::Res, Problem> {
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    let mut url = E::path(parameters);
    if !query.is_empty() {
        url = format!("{url}?{}", query.join("&"));
    }
    receive(builder(E::METHOD, &url).build()).await
}

async fn send<E: Endpoint>(
    url: &str,
    request: &E::Req,
    key: Option<&str>,
) -> Result<E::Res, Problem> {
    let mut builder = builder(E::METHOD, url);
    if let Some(key) = key {
        builder = builder.header("Idempotency-Key", key);
    }
    let body = serde_json::to_string(request).unwrap_or_default();
    let has_body =
        E::METHOD != Method::Get && body != serde_json::to_string(&Nothing {}).unwrap_or_default();
    let request = if has_body {
        builder
            .header("Content-Type", "application/json")
            .body(JsValue::from_str(&body))
    } else {
        builder.build()
    };
    receive(request).await
}

fn builder(method: Method, url: &str) -> RequestBuilder {
    let method = match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Put => HttpMethod::PUT,
        Method::Delete => HttpMethod::DELETE,
    };
    RequestBuilder::new(url)
        .method(method)
        .header("Accept", "application/json")
        .header("Accept-Language", lang().tag())
}

async fn receive<T: DeserializeOwned>(
    request: Result<Request, gloo_net::Error>,
) -> Result<T, Problem> {
    let offline = |_| Problem::new(ProblemCode::Offline, lang());
    let response = request.map_err(offline)?.send().await.map_err(offline)?;
    if !response.ok() {
        return Err(problem_of(&response).await);
    }
    let text = response.text().await.map_err(offline)?;
    // 204 has no body: `{}` reads as `Nothing`.
    let text = if text.is_empty() { "{}" } else { text.as_str() };
    serde_json::from_str(text).map_err(|_| Problem::new(ProblemCode::Internal, lang()))
}

async fn problem_of(response: &Response) -> Problem {
    let text = response.text().await.unwrap_or_default();
    read_problem(response.status(), &text)
}

/// Reads a problem body; what is not one (a proxy's page) becomes a problem by its status.
#[must_use]
pub fn read_problem(status: u16, body: &str) -> Problem {
    serde_json::from_str(body).unwrap_or_else(|_| {
        let code = match status {
            401 => ProblemCode::SignedOut,
            403 => ProblemCode::Forbidden,
            404 => ProblemCode::NotFound,
            413 => ProblemCode::TooLarge,
            429 => ProblemCode::RateLimited,
            502..=504 => ProblemCode::Unavailable,
            _ => ProblemCode::Internal,
        };
        Problem::new(code, lang())
    })
}
