//! Notices outside the portal: what was sent, how people want to be reached, what could not be sent.

use axum::extract::State;
use motcua_shared::api::{
    AddPushDevice, AddressCode, AskAddressCode, ConfirmAddress, GetDeliveryReport,
    GetNoticeSettings, GetPush, ListDeliveries, ListNoticeTemplates, ListStaffDeliveries,
    NewAddress, NewPushDevice, NoticePreviewRequest, NoticeSettingsChange, NoticeTemplateChange,
    PreviewNotice, RemovePushDevice, ResendDelivery, SaveNoticeSettings, SaveNoticeTemplate,
};

use crate::app::App;
use crate::service::delivery;
use crate::web::extract::{
    Administrator, Citizen, CurrentSession, Id, JsonBody, Officer, SignedIn,
};
use crate::web::{Answer, Reply, session};

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
    Administrator(actor): Administrator,
    JsonBody(request): JsonBody<NoticePreviewRequest>,
) -> Answer<PreviewNotice> {
    Ok(Reply(delivery::preview(&app, &actor, &request).await?))
}

/// Devices that take pushes.
pub async fn push(State(app): State<App>, SignedIn(actor): SignedIn) -> Answer<GetPush> {
    Ok(Reply(delivery::push_setup(&app, &actor).await?))
}

/// This device takes pushes.
pub async fn add_device(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    CurrentSession(current): CurrentSession,
    JsonBody(new): JsonBody<NewPushDevice>,
) -> Answer<AddPushDevice> {
    let session = session::key(&current);
    Ok(Reply(
        delivery::add_device(&app, &actor, &session, &new).await?,
    ))
}

/// A device takes pushes no more.
pub async fn remove_device(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Id(id): Id,
) -> Answer<RemovePushDevice> {
    Ok(Reply(delivery::remove_device(&app, &actor, &id).await?))
}

/// Sends a code to an address.
pub async fn ask_code(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(new): JsonBody<NewAddress>,
) -> Answer<AskAddressCode> {
    Ok(Reply(delivery::ask_address_code(&app, &actor, &new).await?))
}

/// Confirms an address.
pub async fn confirm_address(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(code): JsonBody<AddressCode>,
) -> Answer<ConfirmAddress> {
    Ok(Reply(delivery::confirm_address(&app, &actor, &code).await?))
}
