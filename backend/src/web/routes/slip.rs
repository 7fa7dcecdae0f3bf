//! Slips and the register: lists as JSON, pages as PDF.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use motcua_shared::api::{
    ChooseSlips, ListRegister, ListSlips, RegisterQuery, SlipChoices, SlipVoid, SlipsPrint,
    VoidSlip,
};

use super::document::send;
use crate::app::App;
use crate::service::document::Site;
use crate::service::slip;
use crate::web::extract::{Citizen, Id, JsonBody, Officer, QueryOf, SignedIn};
use crate::web::problem::Failure;
use crate::web::{Answer, Reply, Web, shell};

/// The slips of a dossier.
pub async fn list(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Id(dossier): Id,
) -> Answer<ListSlips> {
    Ok(Reply(slip::list(&app, &actor, &dossier).await?))
}

/// Voids a slip.
pub async fn void(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
    JsonBody(request): JsonBody<SlipVoid>,
) -> Answer<VoidSlip> {
    Ok(Reply(slip::void(&app, &actor, &id, &request).await?))
}

/// A page of the register.
pub async fn register(
    State(app): State<App>,
    Officer(actor): Officer,
    QueryOf(query): QueryOf<RegisterQuery>,
) -> Answer<ListRegister> {
    Ok(Reply(slip::register(&app, &actor, &query).await?))
}

/// The electronic copy of a slip.
///
/// # Errors
/// See [`slip::copy`].
pub async fn copy(
    State(web): State<Web>,
    Citizen(actor): Citizen,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let origin = shell::origin(&web, &headers);
    let made = slip::copy(&web.app, &web.press, Site(&origin), &actor, &id).await?;
    Ok(send(made))
}

/// A print of a slip, which is counted.
///
/// # Errors
/// See [`slip::print`].
pub async fn print(
    State(web): State<Web>,
    Officer(actor): Officer,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let origin = shell::origin(&web, &headers);
    let made = slip::print(&web.app, &web.press, Site(&origin), &actor, &id).await?;
    Ok(send(made))
}

/// What there is to print for many dossiers.
pub async fn choices(
    State(app): State<App>,
    Officer(actor): Officer,
    JsonBody(wanted): JsonBody<SlipChoices>,
) -> Answer<ChooseSlips> {
    Ok(Reply(slip::choices(&app, &actor, &wanted).await?))
}

/// One print of several slips, which are counted.
///
/// # Errors
/// See [`slip::print_many`].
pub async fn print_many(
    State(web): State<Web>,
    Officer(actor): Officer,
    QueryOf(wanted): QueryOf<SlipsPrint>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let origin = shell::origin(&web, &headers);
    let made = slip::print_many(&web.app, &web.press, Site(&origin), &actor, &wanted).await?;
    Ok(send(made))
}

/// The register of a year.
///
/// # Errors
/// See [`slip::register_pdf`].
pub async fn register_pdf(
    State(web): State<Web>,
    Officer(actor): Officer,
    QueryOf(query): QueryOf<RegisterQuery>,
) -> Result<Response, Failure> {
    let made = slip::register_pdf(&web.app, &web.press, &actor, &query).await?;
    Ok(send(made))
}
