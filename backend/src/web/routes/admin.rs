//! What administrators look at and change.

use axum::extract::State;
use motcua_shared::api::{
    CalendarChange, ChangeCalendar, GetCalendar, GetProcedureFlow, ListOnlineProcedures,
    PreviewCalendar,
};

use crate::app::App;
use crate::service::admin;
use crate::web::extract::{Administrator, Id, JsonBody};
use crate::web::{Answer, Reply};

/// The procedures that are filed online.
pub async fn procedures(State(app): State<App>, _: Administrator) -> Answer<ListOnlineProcedures> {
    Ok(Reply(admin::list(&app).await?))
}

/// One of them with its flow.
pub async fn flow(
    State(app): State<App>,
    _: Administrator,
    Id(slug): Id,
) -> Answer<GetProcedureFlow> {
    Ok(Reply(admin::flow(&app, &slug).await?))
}

/// The calendars.
pub async fn calendar(State(app): State<App>, _: Administrator) -> Answer<GetCalendar> {
    Ok(Reply(admin::view(&app).await?))
}

/// What a change of them would do.
pub async fn preview_calendar(
    State(app): State<App>,
    _: Administrator,
    JsonBody(change): JsonBody<CalendarChange>,
) -> Answer<PreviewCalendar> {
    Ok(Reply(admin::preview(&app, &change).await?))
}

/// Changes them.
pub async fn change_calendar(
    State(app): State<App>,
    Administrator(actor): Administrator,
    JsonBody(change): JsonBody<CalendarChange>,
) -> Answer<ChangeCalendar> {
    Ok(Reply(admin::change(&app, &actor, &change).await?))
}
