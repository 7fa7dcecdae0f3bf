//! One function per way of calling an endpoint; every failure is a [`Problem`] in the page's language.

use gloo_net::http::{Method as HttpMethod, Request, RequestBuilder, Response};
use motcua_shared::api::{Endpoint, Method, Nothing, Problem, ProblemCode};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use crate::i18n::lang;
use crate::json;
use crate::route::escape;

/// What [`motcua_shared::api::Nothing`] is in JSON.
const NOTHING: &str = "{}";

/// Calls an endpoint with a JSON body (none for [`motcua_shared::api::Nothing`]).
///
/// # Errors
/// The problem the server answered, or [`ProblemCode::Offline`] when nothing answered.
pub async fn call<E: Endpoint>(parameters: &[&str], request: &E::Req) -> Result<E::Res, Problem> {
    let request = post(E::METHOD, &E::path(parameters), body::<E>(request), None);
    receive(request).await
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
    let request = post(
        E::METHOD,
        &E::path(parameters),
        body::<E>(request),
        Some(key),
    );
    receive(request).await
}

/// Calls an endpoint that takes nothing, and leaves its answer as the text it is: for whoever keeps answers.
///
/// # Errors
/// As [`call`].
pub async fn call_text<E: Endpoint<Req = Nothing>>(parameters: &[&str]) -> Result<String, Problem> {
    fetch(post(E::METHOD, &E::path(parameters), None, None)).await
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

/// The body of a call; `None` for GET and for [`motcua_shared::api::Nothing`].
fn body<E: Endpoint>(request: &E::Req) -> Option<String> {
    if E::METHOD == Method::Get {
        return None;
    }
    Some(json::write(request)).filter(|body| body != NOTHING)
}

fn post(
    method: Method,
    url: &str,
    body: Option<String>,
    key: Option<&str>,
) -> Result<Request, gloo_net::Error> {
    let mut builder = builder(method, url);
    if let Some(key) = key {
        builder = builder.header("Idempotency-Key", key);
    }
    match body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(JsValue::from_str(&body)),
        None => builder.build(),
    }
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
    let text = fetch(request).await?;
    json::read(&text).ok_or_else(|| Problem::new(ProblemCode::Internal, lang()))
}

/// Sends and waits for a good answer; not generic, so that it exists once.
async fn fetch(request: Result<Request, gloo_net::Error>) -> Result<String, Problem> {
    let offline = |_| Problem::new(ProblemCode::Offline, lang());
    let response = request.map_err(offline)?.send().await.map_err(offline)?;
    if !response.ok() {
        return Err(problem_of(&response).await);
    }
    let text = response.text().await.map_err(offline)?;
    // 204 has no body.
    Ok(if text.is_empty() {
        "{}".to_owned()
    } else {
        text
    })
}

async fn problem_of(response: &Response) -> Problem {
    let text = response.text().await.unwrap_or_default();
    read_problem(response.status(), &text)
}

/// Reads a problem body; what is not one (a proxy's page) becomes a problem by its status.
#[must_use]
pub fn read_problem(status: u16, body: &str) -> Problem {
    json::read(body).unwrap_or_else(|| {
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
