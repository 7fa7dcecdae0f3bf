//! What this process remembers between two requests: who a session belongs to, and answers that are read again and again. All of it
//! is as the database says at this moment (`db::kept`); who asks is found out anew for every request, and an answer is kept for the
//! account it was made for.
//!
//! Only answers whose reading leaves no trace belong here: what is logged as a reading has to be read.

use std::future::Future;
use std::marker::PhantomData;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use motcua_shared::access::Actor;
use motcua_shared::api::Endpoint;

use super::problem::Failure;
use crate::app::App;
use crate::db::kept::{Found, Kept};
use crate::service;

/// Sessions at most.
const ACTORS: usize = 4_000;
/// Answers at most.
const ANSWERS: usize = 128;
/// A longer answer is not kept, bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// What is remembered.
pub struct Memory {
    /// Who is signed in, by the number of the session.
    pub actors: Kept<i128, Actor>,
    answers: Kept<Asked, Bytes>,
}

/// Who asked for what.
#[derive(PartialEq, Eq, Hash)]
struct Asked {
    path: &'static str,
    account: String,
    what: String,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            actors: Kept::at_most(ACTORS),
            answers: Kept::at_most(ANSWERS),
        }
    }
}

impl Memory {
    /// The answer to the actor, worked out or remembered. `what` holds everything that it depends on beside actor, time and
    /// database.
    ///
    /// # Errors
    /// Those of the work.
    pub async fn answer<E: Endpoint>(
        &self,
        app: &App,
        actor: &Actor,
        what: &str,
        work: impl Future<Output = service::Result<E::Res>>,
    ) -> Result<Written<E>, Failure> {
        let now = app.now();
        let asked = Asked {
            path: E::PATH,
            account: actor.id.clone(),
            what: what.to_owned(),
        };
        let before = match self.answers.find(&app.db, &asked, now) {
            Found::Known(text) => return Ok(Written::of(text)),
            Found::Unknown(before) => before,
        };
        let answer = work.await?;
        let text = serde_json::to_vec(&answer)
            .map(Bytes::from)
            .map_err(|error| service::Error::Internal(Box::new(error)))?;
        if text.len() <= ANSWER_MAX {
            self.answers.keep(&app.db, asked, before, now, text.clone());
        }
        Ok(Written::of(text))
    }
}

/// An answer of the contract that is written already.
pub struct Written<E> {
    text: Bytes,
    endpoint: PhantomData<fn() -> E>,
}

impl<E> Written<E> {
    const fn of(text: Bytes) -> Self {
        Self {
            text,
            endpoint: PhantomData,
        }
    }
}

impl<E: Endpoint> IntoResponse for Written<E> {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], self.text).into_response()
    }
}
