//! Signing in and out.

use axum::extract::State;
use motcua_shared::api::{Credentials, GetSession, Nothing, SignIn, SignOut};
use motcua_shared::text::fold;

use crate::app::App;
use crate::service::{self, Error};
use crate::web::extract::{CurrentSession, JsonBody, MaybeActor, SignedIn};
use crate::web::layers::ClientAddress;
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web, session};

/// Signs in; a new session id every time.
pub async fn sign_in(
    State(web): State<Web>,
    ClientAddress(address): ClientAddress,
    CurrentSession(current): CurrentSession,
    JsonBody(credentials): JsonBody<Credentials>,
) -> Answer<SignIn> {
    let name: String = fold(&credentials.username).chars().take(64).collect();
    let keys = [format!("name {name}"), format!("from {address}")];
    let keys = [keys[0].as_str(), keys[1].as_str()];
    web.limits
        .sign_in
        .start(&keys, web.app.now())
        .map_err(Failure::rate_limited)?;
    let actor = service::account::sign_in(&web.app, &credentials)
        .await
        .inspect_err(|error| {
            // A fault of ours is nobody's failed try.
            if !matches!(error, Error::WrongCredentials) {
                web.limits.sign_in.succeeded(&keys);
            }
        })?;
    web.limits.sign_in.succeeded(&keys);
    session::begin(&current, &web.app, &actor).await?;
    Ok(Reply(
        service::account::session_view(&web.app, Some(&actor)).await?,
    ))
}

/// Who is signed in.
pub async fn get(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Answer<GetSession> {
    Ok(Reply(
        service::account::session_view(&app, actor.as_ref()).await?,
    ))
}

/// Signs out here; pushes that were switched on in this session end with it.
pub async fn sign_out(
    State(app): State<App>,
    _: SignedIn,
    CurrentSession(current): CurrentSession,
) -> Answer<SignOut> {
    let key = session::key(&current);
    session::end(&current).await?;
    service::delivery::forget_session(&app, &key).await?;
    Ok(Reply(Nothing {}))
}
