//! Notices of the signed-in account.

use axum::extract::State;
use motcua_shared::api::{ListNotices, NoticesRead, ReadNotices};

use crate::app::App;
use crate::service::notice;
use crate::web::extract::{JsonBody, SignedIn};
use crate::web::{Answer, Reply};

/// Notices, newest first.
pub async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer<ListNotices> {
    Ok(Reply(notice::list(&app, &actor).await?))
}

/// Marks notices as read.
pub async fn read(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(read): JsonBody<NoticesRead>,
) -> Answer<ReadNotices> {
    Ok(Reply(notice::read(&app, &actor, &read).await?))
}
