//! The catalogue of procedures and the form versions. Public.

use axum::extract::State;
use motcua_shared::api::{
    GetForm, GetProcedure, ListProcedures, ListSectors, ProcedureQuery, SearchProcedures,
};

use crate::app::App;
use crate::service::procedure;
use crate::web::extract::{Id, QueryOf};
use crate::web::{Answer, Reply};

/// Searches.
pub async fn search(
    State(app): State<App>,
    QueryOf(query): QueryOf<ProcedureQuery>,
) -> Answer<SearchProcedures> {
    Ok(Reply(procedure::search(&app, &query)))
}

/// The whole catalogue.
pub async fn all(State(app): State<App>) -> Answer<ListProcedures> {
    Ok(Reply(procedure::all(&app)))
}

/// Sectors with their number of procedures.
pub async fn sectors(State(app): State<App>) -> Answer<ListSectors> {
    Ok(Reply(app.reference.catalogue.sectors().to_vec()))
}

/// One procedure.
pub async fn get(State(app): State<App>, Id(slug): Id) -> Answer<GetProcedure> {
    Ok(Reply(procedure::get(&app, &slug)?))
}

/// One form version.
pub async fn form(State(app): State<App>, Id(hash): Id) -> Answer<GetForm> {
    Ok(Reply(procedure::form(&app, &hash).await?))
}
