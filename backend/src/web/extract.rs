//! What handlers ask for: who acts, a JSON body, a query. Each refusal becomes a problem answer.
//!
//! A handler that names no actor in its signature is public, visibly (design §4, invariant 11).

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::Method;
use axum::http::header::{self, HeaderName};
use axum::http::request::Parts;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use motcua_shared::access::{Access, Actor};
use motcua_shared::api::ProblemCode;
use serde::de::DeserializeOwned;
use tower_sessions::Session;

use super::Web;
use super::problem::Failure;
use super::session;

/// Largest JSON body, bytes. The largest form with all its rows stays far below.
pub const JSON_LIMIT: usize = 512 * 1024;

/// Header that names one attempt to file (design §4, invariant 6).
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The signed-in account, whoever it is.
pub struct SignedIn(pub Actor);
/// A citizen.
pub struct Citizen(pub Actor);
/// Who fills a form: a citizen, or a clerk with somebody at the counter.
pub struct Filler(pub Actor);
/// An officer: clerk, specialist or leader.
pub struct Officer(pub Actor);
/// An administrator.
pub struct Administrator(pub Actor);
/// The account, if anybody is signed in.
pub struct MaybeActor(pub Option<Actor>);
/// The session itself, for signing in and out and for the event stream.
pub struct CurrentSession(pub Session);

async fn find_actor(parts: &mut Parts, web: &Web) -> Result<Option<Actor>, Failure> {
    let Some(session) = parts.extensions.get::<Session>() else {
        return Ok(None);
    };
    session::actor(session, web).await
}

/// The actor, if the door lets them in.
async fn admitted(parts: &mut Parts, web: &Web, access: Access) -> Result<Actor, Failure> {
    let Some(actor) = find_actor(parts, web).await? else {
        return Err(Failure::new(ProblemCode::SignedOut));
    };
    if !access.admits(Some(actor.role)) {
        return Err(Failure::new(ProblemCode::Forbidden));
    }
    if parts.method != Method::GET {
        // A date that is promised from here on is counted by the newest calendar, whichever process changed it.
        web.app.calendars.refresh(&web.app.db).await?;
    }
    Ok(actor)
}

impl FromRequestParts<Web> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        admitted(parts, web, Access::SignedIn).await.map(Self)
    }
}

impl FromRequestParts<Web> for Citizen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        admitted(parts, web, Access::Citizen).await.map(Self)
    }
}

impl FromRequestParts<Web> for Filler {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        admitted(parts, web, Access::Filler).await.map(Self)
    }
}

impl FromRequestParts<Web> for Officer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        admitted(parts, web, Access::Officer).await.map(Self)
    }
}

impl FromRequestParts<Web> for Administrator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        admitted(parts, web, Access::Administrator).await.map(Self)
    }
}

impl FromRequestParts<Web> for MaybeActor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        find_actor(parts, web).await.map(Self)
    }
}

impl FromRequestParts<Web> for CurrentSession {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Failure> {
        parts
            .extensions
            .get::<Session>()
            .cloned()
            .map(Self)
            .ok_or_else(|| Failure::new(ProblemCode::Internal))
    }
}

/// The JSON body. Read only after the actor was admitted: extractors run in the order of the signature.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for JsonBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &Web) -> Result<Self, Failure> {
        let is_json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| {
                let essence = value.split(';').next().unwrap_or_default().trim();
                essence.eq_ignore_ascii_case("application/json")
            });
        if !is_json {
            return Err(Failure::unreadable(
                "the body is not declared as application/json",
            ));
        }
        let bytes = match Limited::new(request.into_body(), JSON_LIMIT)
            .collect()
            .await
        {
            Ok(body) => body.to_bytes(),
            Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => {
                return Err(Failure::new(ProblemCode::TooLarge));
            }
            Err(error) => return Err(Failure::unreadable(error)),
        };
        // Only the place is logged: the message of the parser may quote what somebody typed.
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            Failure::unreadable(format!(
                "JSON at line {} column {}",
                error.line(),
                error.column()
            ))
        })
    }
}

/// The query string.
pub struct QueryOf<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Web> for QueryOf<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Failure> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|_| Failure::unreadable("query"))
    }
}

/// The id or slug in the path.
pub struct Id(pub String);

impl FromRequestParts<Web> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let path =
            <axum::extract::Path<String> as FromRequestParts<Web>>::from_request_parts(parts, web)
                .await;
        let id = path.map_err(|_| Failure::new(ProblemCode::NotFound))?.0;
        // Ids and slugs have no other characters: anything else names nothing, and never reaches the database.
        let plain = id.len() <= 200
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if plain {
            Ok(Self(id))
        } else {
            Err(Failure::new(ProblemCode::NotFound))
        }
    }
}

/// The value of `Idempotency-Key`: 1 to 100 visible ASCII characters.
pub struct IdempotencyKey(pub String);

impl FromRequestParts<Web> for IdempotencyKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Failure> {
        let key = parts
            .headers
            .get(IDEMPOTENCY_KEY)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let plain =
            (1..=100).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        if plain {
            Ok(Self(key.to_owned()))
        } else {
            Err(Failure::unreadable(
                "Idempotency-Key is missing or not plain",
            ))
        }
    }
}
