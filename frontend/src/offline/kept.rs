//! Answers of the server that this device keeps: the newest one when the server can be reached, else the last one.

use futures::future::join;
use leptos::task::spawn_local;
use motcua_shared::api::{Endpoint, Nothing, Problem, ProblemCode};

use super::store;
use crate::api::call_text;
use crate::i18n::lang;
use crate::json;

/// What the server says, or what it said last.
pub struct Kept<T> {
    /// The answer.
    pub value: T,
    /// Whether the server has said it just now.
    pub fresh: bool,
}

/// What the server says, kept under `name` for the account; without a network what it said last.
///
/// # Errors
/// The problem the server answered; [`ProblemCode::Offline`] when this device has nothing either.
pub async fn call<E: Endpoint<Req = Nothing>>(
    parameters: &[&str],
    account: &str,
    name: &str,
) -> Result<Kept<E::Res>, Problem> {
    let answered = call_text::<E>(parameters).await;
    settle::<E>(answered, account, name).await
}

/// Like [`call`] for the first thing that is kept of an account: its place is made while the server answers. An answer that
/// was faster than the place would not be kept.
///
/// # Errors
/// As [`call`].
pub async fn first_call<E: Endpoint<Req = Nothing>>(
    parameters: &[&str],
    account: &str,
    name: &str,
) -> Result<Kept<E::Res>, Problem> {
    let ((), answered) = join(store::begin(account), call_text::<E>(parameters)).await;
    settle::<E>(answered, account, name).await
}

async fn settle<E: Endpoint>(
    answered: Result<String, Problem>,
    account: &str,
    name: &str,
) -> Result<Kept<E::Res>, Problem> {
    let fresh = answered.is_ok();
    let text = newest(answered, account, name).await?;
    match json::read(&text) {
        Some(value) => Ok(Kept { value, fresh }),
        None => Err(Problem::new(ProblemCode::Internal, lang())),
    }
}

/// Keeps a good answer, replaces a missing one; not generic, so that it exists once.
async fn newest(
    answered: Result<String, Problem>,
    account: &str,
    name: &str,
) -> Result<String, Problem> {
    match answered {
        Ok(text) => {
            // Behind the page: nobody waits for it.
            let (account, name, copy) = (account.to_owned(), name.to_owned(), text.clone());
            spawn_local(async move {
                let _ = store::put(&account, &name, &copy).await;
            });
            Ok(text)
        }
        Err(problem) if is_away(problem.code) => store::get(account, name).await.ok_or(problem),
        Err(problem) => Err(problem),
    }
}

/// Whether nobody answered who could decide: no network, or a proxy without its server.
#[must_use]
pub const fn is_away(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::Offline | ProblemCode::Unavailable)
}
