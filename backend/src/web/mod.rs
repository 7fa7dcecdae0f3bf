//! HTTP: routes, layers, problem answers, the event stream, the server-filled pages and the files of the site.
//!
//! No decisions about dossiers here, no SQL. [`routes_of_contract`] is the one list of API routes.

pub mod assets;
pub mod extract;
pub mod language;
pub mod layers;
pub mod memory;
pub mod openapi;
pub mod problem;
pub mod routes;
pub mod session;
pub mod shell;
pub mod sse;
pub mod try_limit;

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::FromRef;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, delete, get, post, put};
use motcua_shared::api::{self, Endpoint, Method};
use tokio_util::sync::CancellationToken;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use self::assets::Site;
use self::memory::{Memory, Written};
use self::problem::Failure;
use self::routes::{
    admin, attachment, catalogue, conversation, counter, delivery, desk, document, dossier, draft,
    look_up, my_data, notice, result, session as session_routes, slip, staff, vault_link,
};
use self::try_limit::TryLimit;
use crate::app::App;
use crate::document::Press;

/// How the web side is set up.
pub struct WebOptions {
    /// The built site; without one only the API and bare pages are served.
    pub site: Option<Site>,
    /// Address people type, without a slash at the end.
    pub public_url: Option<String>,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxy_hops: usize,
    /// How often an open event stream looks whether its session still exists.
    pub session_check: Duration,
    /// Ends open event streams.
    pub shutdown: CancellationToken,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self {
            site: None,
            public_url: None,
            trusted_proxy_hops: 0,
            session_check: Duration::from_secs(60),
            shutdown: CancellationToken::new(),
        }
    }
}

/// What handlers share.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    /// The settings.
    pub options: Arc<WebOptions>,
    /// How often this process lets somebody try.
    pub limits: Limits,
    /// Makes forms on paper.
    pub press: Press,
    /// Between requests.
    pub memory: Arc<Memory>,
}

/// How often somebody may try what could be guessed.
#[derive(Clone)]
pub struct Limits {
    /// Failed sign-ins, by user name and by address.
    pub sign_in: Arc<TryLimit>,
    /// Look-ups of codes by address, found or not: codes can be counted through (R-LOOK-06).
    pub look_up: Arc<TryLimit>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in: Arc::new(TryLimit::a_minute(10)),
            look_up: Arc::new(TryLimit::a_minute(30)),
        }
    }
}

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> Self {
        web.app.clone()
    }
}

/// The answer of an endpoint of the contract.
pub type Answer<E> = Result<Reply<E>, Failure>;

/// A successful answer: JSON, or 204 when the endpoint answers nothing.
pub struct Reply<E: Endpoint>(pub E::Res);

impl<E: Endpoint> IntoResponse for Reply<E> {
    fn into_response(self) -> Response {
        // `Nothing` is the only answer without content.
        if size_of::<E::Res>() == 0 {
            StatusCode::NO_CONTENT.into_response()
        } else {
            axum::Json(self.0).into_response()
        }
    }
}

/// What the endpoint answers: made for this request, or written before.
pub trait AnswerOf<E: Endpoint> {}

impl<E: Endpoint> AnswerOf<E> for Reply<E> {}
impl<E: Endpoint> AnswerOf<E> for Written<E> {}

/// Handlers whose answer is that of the endpoint: a route with another type does not compile.
pub trait Answers<E: Endpoint, A> {}

macro_rules! answers {
    ($($argument:ident)*) => {
        impl<E: Endpoint, F, R, O, $($argument),*> Answers<E, ($($argument,)*)> for F
        where
            F: FnOnce($($argument),*) -> R,
            R: Future<Output = Result<O, Failure>>,
            O: AnswerOf<E>,
        {
        }
    };
}
answers!(A);
answers!(A B);
answers!(A B C);
answers!(A B C D);
answers!(A B C D G);

/// Routes under construction, and what was registered.
#[derive(Default)]
pub struct Routes {
    router: Router<Web>,
    /// Method and path of every route of the contract.
    pub registered: Vec<(&'static str, &'static str)>,
}

impl Routes {
    /// Registers an endpoint under the method and path of the contract.
    #[must_use]
    pub fn on<E, A, T>(self, handler: impl Handler<T, Web> + Answers<E, A>) -> Self
    where
        E: Endpoint,
        T: 'static,
    {
        let timeout =
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, layers::ANSWER_WITHIN);
        self.add(
            E::METHOD,
            E::PATH,
            by_method(E::METHOD, handler).layer(timeout),
        )
    }

    /// Registers a route whose body or answer is not JSON.
    #[must_use]
    pub fn stream<T: 'static>(
        self,
        method: Method,
        path: &'static str,
        handler: impl Handler<T, Web>,
    ) -> Self {
        let timeout =
            TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, layers::UPLOAD_WITHIN);
        let silence = RequestBodyTimeoutLayer::new(layers::UPLOAD_SILENCE);
        self.add(
            method,
            path,
            by_method(method, handler)
                .layer::<_, Infallible>(silence)
                .layer(timeout),
        )
    }

    fn add(mut self, method: Method, path: &'static str, route: MethodRouter<Web>) -> Self {
        self.router = self.router.route(path, route);
        self.registered.push((method.as_str(), path));
        self
    }
}

fn by_method<T: 'static>(method: Method, handler: impl Handler<T, Web>) -> MethodRouter<Web> {
    match method {
        Method::Get => get(handler),
        Method::Post => post(handler),
        Method::Put => put(handler),
        Method::Delete => delete(handler),
    }
}

/// Every API route.
#[must_use]
pub fn routes_of_contract() -> Routes {
    Routes::default()
        .on::<api::SignIn, _, _>(session_routes::sign_in)
        .on::<api::GetSession, _, _>(session_routes::get)
        .on::<api::SignOut, _, _>(session_routes::sign_out)
        .on::<api::SearchProcedures, _, _>(catalogue::search)
        .on::<api::ListProcedures, _, _>(catalogue::all)
        .on::<api::ListSectors, _, _>(catalogue::sectors)
        .on::<api::GetProcedure, _, _>(catalogue::get)
        .on::<api::GetForm, _, _>(catalogue::form)
        .on::<api::LookUpDossier, _, _>(look_up::get)
        .on::<api::ListDrafts, _, _>(draft::list)
        .on::<api::CreateDraft, _, _>(draft::create)
        .on::<api::GetDraft, _, _>(draft::get)
        .on::<api::SaveDraft, _, _>(draft::save)
        .on::<api::RebaseDraft, _, _>(draft::rebase)
        .on::<api::DeleteDraft, _, _>(draft::delete)
        .on::<api::SubmitDraft, _, _>(draft::submit)
        .on::<api::ReuseDocument, _, _>(draft::reuse_document)
        .on::<api::DeleteAttachment, _, _>(attachment::delete)
        .on::<api::ListDossiers, _, _>(dossier::list)
        .on::<api::GetDossier, _, _>(dossier::get)
        .on::<api::ActOnDossier, _, _>(dossier::act)
        .on::<api::StartSupplement, _, _>(dossier::start_supplement)
        .on::<api::CopyDossier, _, _>(my_data::copy_dossier)
        .on::<api::GetMyData, _, _>(my_data::get)
        .on::<api::RestrictItem, _, _>(my_data::restrict)
        .on::<api::AskForCorrection, _, _>(my_data::ask)
        .on::<api::WithdrawCorrection, _, _>(my_data::withdraw)
        .on::<api::ListNotices, _, _>(notice::list)
        .on::<api::ReadNotices, _, _>(notice::read)
        .on::<api::GetConversation, _, _>(conversation::get)
        .on::<api::WriteMessage, _, _>(conversation::write)
        .on::<api::ReadConversation, _, _>(conversation::read)
        .on::<api::ListDeliveries, _, _>(delivery::list)
        .on::<api::GetNoticeSettings, _, _>(delivery::settings)
        .on::<api::SaveNoticeSettings, _, _>(delivery::save_settings)
        .on::<api::GetPush, _, _>(delivery::push)
        .on::<api::AddPushDevice, _, _>(delivery::add_device)
        .on::<api::RemovePushDevice, _, _>(delivery::remove_device)
        .on::<api::AskAddressCode, _, _>(delivery::ask_code)
        .on::<api::ConfirmAddress, _, _>(delivery::confirm_address)
        .on::<api::ListQueue, _, _>(staff::queue)
        .on::<api::GetStaffDossier, _, _>(staff::get)
        .on::<api::ActAsOfficer, _, _>(staff::act)
        .on::<api::GetStaffConversation, _, _>(conversation::get_staff)
        .on::<api::WriteStaffMessage, _, _>(conversation::write_staff)
        .on::<api::ReadStaffConversation, _, _>(conversation::read_staff)
        .on::<api::ListStaffDeliveries, _, _>(delivery::list_staff)
        .on::<api::GetDeliveryReport, _, _>(delivery::report)
        .on::<api::ResendDelivery, _, _>(delivery::resend)
        .on::<api::ListNoticeTemplates, _, _>(delivery::templates)
        .on::<api::SaveNoticeTemplate, _, _>(delivery::save_template)
        .on::<api::PreviewNotice, _, _>(delivery::preview)
        .on::<api::ListOnlineProcedures, _, _>(admin::procedures)
        .on::<api::GetProcedureFlow, _, _>(admin::flow)
        .on::<api::GetCalendar, _, _>(admin::calendar)
        .on::<api::PreviewCalendar, _, _>(admin::preview_calendar)
        .on::<api::ChangeCalendar, _, _>(admin::change_calendar)
        .on::<api::GetResultDraft, _, _>(result::draft)
        .on::<api::IssueResult, _, _>(result::issue)
        .on::<api::ListVaultLinks, _, _>(vault_link::list)
        .on::<api::SaveVaultLink, _, _>(vault_link::save)
        .on::<api::EndVaultLink, _, _>(vault_link::end)
        .on::<api::ListColleagues, _, _>(staff::colleagues)
        .on::<api::ListSlips, _, _>(slip::list)
        .on::<api::VoidSlip, _, _>(slip::void)
        .on::<api::ChooseSlips, _, _>(slip::choices)
        .on::<api::ListRegister, _, _>(slip::register)
        .on::<api::FindDossier, _, _>(counter::find_dossier)
        .on::<api::ListHandOvers, _, _>(counter::hand_overs)
        .on::<api::FindPerson, _, _>(counter::find_person)
        .on::<api::AddPerson, _, _>(counter::add_person)
        .on::<api::ListCounterProcedures, _, _>(counter::procedures)
        .on::<api::ListCounterDrafts, _, _>(counter::drafts)
        .on::<api::CreateCounterDraft, _, _>(counter::create)
        .on::<api::GetCounterDraft, _, _>(counter::get)
        .on::<api::ReceiveDossier, _, _>(counter::receive)
        .on::<api::ListPersonReadings, _, _>(counter::readings)
        .on::<api::GetNeighbours, _, _>(staff::neighbours)
        .on::<api::GetDesk, _, _>(desk::get)
        .on::<api::SaveDesk, _, _>(desk::save)
        .on::<api::PreviewBulk, _, _>(desk::preview_bulk)
        .on::<api::StartBulk, _, _>(desk::start_bulk)
        .on::<api::GetBulk, _, _>(desk::get_bulk)
        .on::<api::ContinueBulk, _, _>(desk::continue_bulk)
        .on::<api::GetAside, _, _>(desk::aside)
        .on::<api::AddNote, _, _>(desk::add_note)
        .on::<api::CloseNote, _, _>(desk::close_note)
        .on::<api::SetLabels, _, _>(desk::set_labels)
        .on::<api::AddLabel, _, _>(desk::add_label)
        .on::<api::DeleteLabel, _, _>(desk::delete_label)
        .on::<api::LookAt, _, _>(desk::look_at)
        .on::<api::LookAway, _, _>(desk::look_away)
        .on::<api::FindUnits, _, _>(staff::units)
        .on::<api::ListStandIns, _, _>(staff::stand_ins)
        .on::<api::AddStandIn, _, _>(staff::add_stand_in)
        .on::<api::EndStandIn, _, _>(staff::end_stand_in)
        .on::<api::ListCorrections, _, _>(my_data::list)
        .on::<api::GetCorrection, _, _>(my_data::open)
        .on::<api::DecideCorrection, _, _>(my_data::decide)
        .on::<api::GetBoard, _, _>(desk::board)
        .stream(Method::Post, api::UPLOAD_PATH, attachment::upload)
        .stream(Method::Get, api::CONTENT_PATH, attachment::download)
        .stream(Method::Post, api::RESULT_PATH, attachment::upload_result)
        .stream(Method::Post, api::RESULT_PREVIEW_PATH, result::preview)
        .stream(Method::Get, api::BLANK_PDF_PATH, document::blank_pdf)
        .stream(Method::Get, api::BLANK_DOCX_PATH, document::blank_docx)
        .stream(Method::Get, api::REVIEW_PDF_PATH, document::review_pdf)
        .stream(Method::Get, api::REVIEW_DOCX_PATH, document::review_docx)
        .stream(Method::Get, api::FILLED_PDF_PATH, document::filled_pdf)
        .stream(Method::Get, api::FILLED_DOCX_PATH, document::filled_docx)
        .stream(Method::Get, api::SLIP_PDF_PATH, slip::copy)
        .stream(Method::Post, api::PRINT_SLIP_PATH, slip::print)
        .stream(Method::Post, api::PRINT_SLIPS_PATH, slip::print_many)
        .stream(Method::Get, api::REGISTER_PDF_PATH, slip::register_pdf)
        .stream(Method::Get, api::MY_DATA_COPY_PATH, my_data::copy)
        .stream(Method::Get, api::MY_DOCUMENT_PATH, my_data::document)
        .stream(Method::Post, api::CORRECTION_FILE_PATH, my_data::add_file)
        .stream(Method::Get, api::STAFF_CORRECTION_FILE_PATH, my_data::file)
        .stream(Method::Post, api::MESSAGE_FILE_PATH, conversation::upload)
        .stream(
            Method::Post,
            api::STAFF_MESSAGE_FILE_PATH,
            conversation::upload_staff,
        )
        .stream(
            Method::Post,
            api::OPINION_FILE_PATH,
            conversation::upload_opinion,
        )
        .stream(
            Method::Get,
            api::MESSAGE_FILE_CONTENT_PATH,
            conversation::download,
        )
        .stream(Method::Get, api::EVENTS_PATH, sse::events)
}

/// The whole server: API, pages, files of the site, all layers.
pub fn router(app: App, options: WebOptions) -> Router {
    let web = Web {
        app,
        options: Arc::new(options),
        limits: Limits::default(),
        press: Press::default(),
        memory: Arc::default(),
    };
    let router = routes_of_contract()
        .router
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/{*rest}", any(no_such_route))
        .route("/robots.txt", get(shell::sitemap::robots))
        .route("/sitemap.xml", get(shell::sitemap::xml))
        .fallback(shell::serve)
        .with_state(web.clone());
    layers::wrap(router, &web)
}

async fn no_such_route() -> Failure {
    Failure::new(api::ProblemCode::RouteNotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_of_the_contract_has_its_route() {
        let mut expected: Vec<(&str, &str)> = api::ENDPOINTS
            .iter()
            .map(|endpoint| (endpoint.method.as_str(), endpoint.path))
            .collect();
        expected.extend(
            api::STREAMS
                .iter()
                .map(|(_, method, path, _)| (method.as_str(), *path)),
        );
        expected.sort_unstable();
        let mut registered = routes_of_contract().registered;
        registered.sort_unstable();
        assert_eq!(registered, expected);
    }

    #[test]
    fn beside_the_contract_only_these_public_addresses_are_routed() {
        let source = include_str!("mod.rs");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let addresses: Vec<&str> = code
            .split(".route(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        // A walk over the contract does not see these: nothing of anybody may be behind them.
        let public = [
            "/api/openapi.json",
            "/api/{*rest}",
            "/robots.txt",
            "/sitemap.xml",
        ];
        assert_eq!(addresses, public);
    }
}
