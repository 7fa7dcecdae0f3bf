//! Notices outside the portal: what was sent, how people want to be reached, what could not be sent.

use axum::extract::State;
use motcua_shared::api::{
    GetDeliveryReport, GetNoticeSettings, ListDeliveries, ListNoticeTemplates, ListStaffDeliveries,
    NoticePreviewRequest, NoticeSettingsChange, NoticeTemplateChange, PreviewNotice,
    ResendDelivery, SaveNoticeSettings, SaveNoticeTemplate,
};

use crate::app::App;
use crate::service::delivery;
use crate::web::extract::{Administrator, Citizen, Id, JsonBody, Officer, SignedIn};
use crate::web::{Answer, Reply};

/// What was sent about an own dossier.
pub async fn list(
    State(app): State<App>,
    Citizen(actor): Citizen,
    Id(id): Id,
) -> Answer<ListDeliveries> {
    Ok(Reply(delivery::of_own_dossier(&app, &actor, &id).await?))
}

/// What was sent about a dossier of the agency.
pub async fn list_staff(
    State(app): State<App>,
    Officer(actor): Officer,
    Id(id): Id,
) -> Answer<ListStaffDeliveries> {
    Ok(Reply(delivery::of_staff_dossier(&app, &actor, &id).await?))
}

/// How the signed-in person is reached.
pub async fn settings(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Answer<GetNoticeSettings> {
    Ok(Reply(delivery::settings(&app, &actor).await?))
}

/// Changes how.
pub async fn save_settings(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(change): JsonBody<NoticeSettingsChange>,
) -> Answer<SaveNoticeSettings> {
    Ok(Reply(delivery::save_settings(&app, &actor, &change).await?))
}

/// How sending goes.
pub async fn report(State(app): State<App>, _: Administrator) -> Answer<GetDeliveryReport> {
    Ok(Reply(delivery::report(&app).await?))
}

/// Sends again what was given up.
pub async fn resend(
    State(app): State<App>,
    _: Administrator,
    Id(id): Id,
) -> Answer<ResendDelivery> {
    Ok(Reply(delivery::resend(&app, &id).await?))
}

/// The words of every notice.
pub async fn templates(State(app): State<App>, _: Administrator) -> Answer<ListNoticeTemplates> {
    Ok(Reply(delivery::templates(&app).await?))
}

/// Other words.
pub async fn save_template(
    State(app): State<App>,
    Administrator(actor): Administrator,
    JsonBody(change): JsonBody<NoticeTemplateChange>,
) -> Answer<SaveNoticeTemplate> {
    Ok(Reply(delivery::save_template(&app, &actor, &change).await?))
}

/// What words would say.
pub async fn preview(
    State(app): State<App>,
    _: Administrator,
    JsonBody(request): JsonBody<NoticePreviewRequest>,
) -> Answer<PreviewNotice> {
    Ok(Reply(delivery::preview(&app, &request).await?))
}
