//! The contract between browser and server: every endpoint with method, path, access, request and response.
//!
//! A page calls `call::<api::SubmitDraft>(…)`, a route registers `on::<api::SubmitDraft>(handler)`: a changed type
//! breaks both at compile time. [`ENDPOINTS`] lists them all; OpenAPI and the access tests walk that list.

pub mod admin;
pub mod attachment;
pub mod bulk;
pub mod catalogue;
pub mod conversation;
pub mod counter;
pub mod delivery;
pub mod desk;
pub mod document;
pub mod dossier;
pub mod draft;
pub mod label;
pub mod look_up;
pub mod my_data;
pub mod note;
pub mod notice;
pub mod problem;
pub mod queue;
pub mod reach;
pub mod result;
pub mod session;
pub mod slip;
pub mod staff;
pub mod stand_in;
pub mod vault_link;

pub use admin::*;
pub use attachment::*;
pub use bulk::*;
pub use catalogue::*;
pub use conversation::*;
pub use counter::*;
pub use delivery::*;
pub use desk::*;
pub use document::*;
pub use dossier::*;
pub use draft::*;
pub use label::*;
pub use look_up::*;
pub use my_data::*;
pub use note::*;
pub use notice::*;
pub use problem::*;
pub use queue::*;
pub use reach::*;
pub use result::*;
pub use session::*;
pub use slip::*;
pub use staff::*;
pub use stand_in::*;
pub use vault_link::*;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::access::Access;

/// HTTP method of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// `GET`, `POST` …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One endpoint. `PATH` uses `{name}` for parameters, as axum does.
pub trait Endpoint {
    /// Name, unique.
    const NAME: &'static str;
    /// Method.
    const METHOD: Method;
    /// Path with parameters in braces.
    const PATH: &'static str;
    /// Who may call it.
    const ACCESS: Access;
    /// JSON body; [`Nothing`] when there is none. Of a GET: the query.
    type Req: Serialize + DeserializeOwned;
    /// JSON answer; [`Nothing`] for 204.
    type Res: Serialize + DeserializeOwned;

    /// The path with its parameters filled in, in order. Parameters are ids and slugs: they need no escaping.
    #[must_use]
    fn path(parameters: &[&str]) -> String {
        let mut path = String::new();
        let mut parameters = parameters.iter();
        let mut rest = Self::PATH;
        while let Some((head, tail)) = rest.split_once('{') {
            path.push_str(head);
            path.push_str(parameters.next().copied().unwrap_or_default());
            rest = tail.split_once('}').map_or("", |(_, rest)| rest);
        }
        path + rest
    }
}

/// No body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Nothing {}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u64,
    /// Rows a page.
    pub per_page: u64,
}

impl<T> Page<T> {
    /// Number of pages, at least 1.
    #[must_use]
    pub const fn pages(&self) -> u64 {
        let pages = self
            .total
            .div_ceil(if self.per_page == 0 { 1 } else { self.per_page });
        if pages == 0 { 1 } else { pages }
    }
}

/// What [`ENDPOINTS`] says of an endpoint.
#[derive(Clone, Copy)]
pub struct EndpointInfo {
    /// Name.
    pub name: &'static str,
    /// Method.
    pub method: Method,
    /// Path.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Schemas of request and response with their names.
    #[cfg(feature = "openapi")]
    pub schemas: fn() -> EndpointSchemas,
}

/// Schemas of one endpoint.
#[cfg(feature = "openapi")]
pub struct EndpointSchemas {
    /// Request: name and schema.
    pub request: NamedSchema,
    /// Response: name and schema.
    pub response: NamedSchema,
    /// Everything that both refer to.
    pub referred: Vec<NamedSchema>,
}

/// A schema and its name.
#[cfg(feature = "openapi")]
pub type NamedSchema = (
    String,
    utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>,
);

macro_rules! endpoints {
    ($($(#[$doc:meta])* $name:ident = $method:ident $path:literal, $access:ident, $req:ty => $res:ty;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;
            impl Endpoint for $name {
                const NAME: &'static str = stringify!($name);
                const METHOD: Method = Method::$method;
                const PATH: &'static str = $path;
                const ACCESS: Access = Access::$access;
                type Req = $req;
                type Res = $res;
            }
        )*
        /// Every endpoint of the JSON contract. Uploads, downloads and the event stream are in [`STREAMS`].
        pub const ENDPOINTS: &[EndpointInfo] = &[$(EndpointInfo {
            name: stringify!($name),
            method: Method::$method,
            path: $path,
            access: Access::$access,
            #[cfg(feature = "openapi")]
            schemas: || {
                use utoipa::{PartialSchema, ToSchema};
                let mut referred = Vec::new();
                <$req as ToSchema>::schemas(&mut referred);
                <$res as ToSchema>::schemas(&mut referred);
                EndpointSchemas {
                    request: (<$req as ToSchema>::name().into_owned(), <$req as PartialSchema>::schema()),
                    response: (<$res as ToSchema>::name().into_owned(), <$res as PartialSchema>::schema()),
                    referred,
                }
            },
        }),*];
    };
}

endpoints! {
    /// Sign in with user name and password; sets the session cookie.
    SignIn = Post "/api/session", Public, Credentials => SessionView;
    /// Who am I? Signed out gives `account: null`.
    GetSession = Get "/api/session", Public, Nothing => SessionView;
    /// Sign out here.
    SignOut = Delete "/api/session", SignedIn, Nothing => Nothing;
    /// Search the catalogue, accent-insensitive.
    SearchProcedures = Get "/api/procedures", Public, ProcedureQuery => Page<ProcedureSummary>;
    /// Every procedure in the order of the catalogue, for suggestions while somebody types; may be an hour old.
    ListProcedures = Get "/api/catalogue", Public, Nothing => Vec<ProcedureSummary>;
    /// Sectors of the catalogue, the largest first.
    ListSectors = Get "/api/sectors", Public, Nothing => Vec<SectorCount>;
    /// One procedure with its eleven items.
    GetProcedure = Get "/api/procedures/{slug}", Public, Nothing => ProcedureView;
    /// A form version by its hash; never changes.
    GetForm = Get "/api/forms/{hash}", Public, Nothing => crate::form::Form;
    /// Where a dossier is, by its code: status and how far it has come, nothing else. Unknown and foreign codes answer alike.
    LookUpDossier = Get "/api/lookup/{code}", Public, Nothing => LookUpView;
    /// Own drafts, newest first.
    ListDrafts = Get "/api/drafts", Citizen, Nothing => Vec<DraftSummary>;
    /// Start an e-form.
    CreateDraft = Post "/api/drafts", Citizen, NewDraft => DraftView;
    /// Open a draft.
    GetDraft = Get "/api/drafts/{id}", Filler, Nothing => DraftView;
    /// Save the whole draft; 409 with the stored one when somebody else saved in between.
    SaveDraft = Put "/api/drafts/{id}", Filler, DraftChange => DraftSaved;
    /// Move a draft to the newer version of its form that it was offered; 409 when the draft or the form is another one now.
    RebaseDraft = Post "/api/drafts/{id}/rebase", Filler, DraftRebase => DraftView;
    /// Throw a draft away.
    DeleteDraft = Delete "/api/drafts/{id}", Filler, Nothing => Nothing;
    /// File it, or answer the supplement request. Needs the header `Idempotency-Key`.
    SubmitDraft = Post "/api/drafts/{id}/submission", Citizen, Submission => Receipt;
    /// Use a verified document again in a file slot.
    ReuseDocument = Post "/api/drafts/{id}/documents", Filler, DocumentReuse => AttachmentView;
    /// Remove a file from a draft.
    DeleteAttachment = Delete "/api/attachments/{id}", Filler, Nothing => Nothing;
    /// Own dossiers, last changed first.
    ListDossiers = Get "/api/dossiers", Citizen, Nothing => Vec<DossierSummary>;
    /// One own dossier.
    GetDossier = Get "/api/dossiers/{id}", Citizen, Nothing => DossierView;
    /// Act as the applicant: withdraw, take the withdrawal back.
    ActOnDossier = Post "/api/dossiers/{id}/actions", Citizen, ActionRequest => DossierView;
    /// Open (or open again) the draft that answers the supplement request.
    StartSupplement = Post "/api/dossiers/{id}/supplement", Citizen, Nothing => DraftView;
    /// Start a new draft with the answers and papers of an own dossier, checked again.
    CopyDossier = Post "/api/dossiers/{id}/copy", Citizen, Nothing => DossierCopy;
    /// All that is held about the person who asks.
    GetMyData = Get "/api/my-data", Citizen, Nothing => MyData;
    /// Stop an item from being used again, or allow it again.
    RestrictItem = Put "/api/my-data/restrictions", Citizen, Restriction => MyData;
    /// Say that an item is wrong: the agency that verified it decides.
    AskForCorrection = Post "/api/my-data/corrections", Citizen, NewCorrection => MyData;
    /// Take an open request back.
    WithdrawCorrection = Delete "/api/my-data/corrections/{id}", Citizen, Nothing => MyData;
    /// Notices, newest first, with the number of unread ones.
    ListNotices = Get "/api/notices", SignedIn, Nothing => NoticeList;
    /// Mark notices as read up to a moment.
    ReadNotices = Post "/api/notices/read", SignedIn, NoticesRead => NoticeList;
    /// What was written about an own dossier by both sides, with whose turn it is.
    GetConversation = Get "/api/dossiers/{id}/messages", Citizen, Nothing => Conversation;
    /// Write to the officers.
    WriteMessage = Post "/api/dossiers/{id}/messages", Citizen, NewMessage => Conversation;
    /// Mark what the officers wrote as read.
    ReadConversation = Post "/api/dossiers/{id}/messages/read", Citizen, MessagesRead => Conversation;
    /// What was sent about an own dossier outside the portal, latest first.
    ListDeliveries = Get "/api/dossiers/{id}/deliveries", Citizen, Nothing => Vec<DeliveryView>;
    /// How the signed-in person is reached outside the portal.
    GetNoticeSettings = Get "/api/notices/settings", SignedIn, Nothing => NoticeSettings;
    /// Choose channels by occasion, and the language.
    SaveNoticeSettings = Put "/api/notices/settings", SignedIn, NoticeSettingsChange => NoticeSettings;
    /// Devices that take pushes, and what a browser needs to become one.
    GetPush = Get "/api/notices/push", SignedIn, Nothing => PushSetup;
    /// Send pushes to this device.
    AddPushDevice = Post "/api/notices/push", SignedIn, NewPushDevice => PushSetup;
    /// Send no more pushes to a device.
    RemovePushDevice = Delete "/api/notices/push/{id}", SignedIn, Nothing => PushSetup;
    /// Send a code to an address, to confirm that it is one's own; so many an hour.
    AskAddressCode = Post "/api/account/addresses", SignedIn, NewAddress => CodeSent;
    /// Confirm an address by its code.
    ConfirmAddress = Post "/api/account/addresses/confirmation", SignedIn, AddressCode => CodeAnswer;
    /// A page of the officer's queue with the counts of all views.
    ListQueue = Get "/api/staff/dossiers", Officer, QueueQuery => QueuePage;
    /// One dossier of the officer's agency. The reading is logged, and the owner can see it.
    GetStaffDossier = Get "/api/staff/dossiers/{id}", Officer, Nothing => StaffDossier;
    /// Act as an officer. Needs the version seen.
    ActAsOfficer = Post "/api/staff/dossiers/{id}/actions", Officer, ActionRequest => StaffDossier;
    /// What was written about a dossier of the officer's agency by both sides.
    GetStaffConversation = Get "/api/staff/dossiers/{id}/messages", Officer, Nothing => Conversation;
    /// Write to the applicant.
    WriteStaffMessage = Post "/api/staff/dossiers/{id}/messages", Officer, NewMessage => Conversation;
    /// Mark what the applicant wrote as read.
    ReadStaffConversation = Post "/api/staff/dossiers/{id}/messages/read", Officer, MessagesRead => Conversation;
    /// What was sent about a dossier of the officer's agency outside the portal, latest first.
    ListStaffDeliveries = Get "/api/staff/dossiers/{id}/deliveries", Officer, Nothing => Vec<DeliveryView>;
    /// How sending goes, and what could not be sent.
    GetDeliveryReport = Get "/api/admin/deliveries", Administrator, Nothing => DeliveryReport;
    /// Send again what was given up or withheld.
    ResendDelivery = Post "/api/admin/deliveries/{id}/resend", Administrator, Nothing => DeliveryReport;
    /// The words of every notice that leaves the portal.
    ListNoticeTemplates = Get "/api/admin/templates", Administrator, Nothing => Vec<NoticeTemplateView>;
    /// Other words for one of them.
    SaveNoticeTemplate = Put "/api/admin/templates", Administrator, NoticeTemplateChange => NoticeTemplateView;
    /// See what words would say about a dossier, and send them to try.
    PreviewNotice = Post "/api/admin/templates/preview", Administrator, NoticePreviewRequest => NoticePreview;
    /// The procedures that are filed online, with version, limit and agencies.
    ListOnlineProcedures = Get "/api/admin/procedures", Administrator, Nothing => Vec<OnlineProcedure>;
    /// One of them with the picture of its flow and the faults of its definition.
    GetProcedureFlow = Get "/api/admin/procedures/{slug}", Administrator, Nothing => ProcedureFlow;
    /// Days off, make-up days and office hours, with every change that was made.
    GetCalendar = Get "/api/admin/calendar", Administrator, Nothing => CalendarView;
    /// What a change of the calendars would do. Changes nothing.
    PreviewCalendar = Post "/api/admin/calendar/preview", Administrator, CalendarChange => CalendarPreview;
    /// Change the calendars. Promised dates stay; 409 when somebody else changed them in between.
    ChangeCalendar = Post "/api/admin/calendar", Administrator, CalendarChange => CalendarView;
    /// The result of a dossier as its procedure's template makes it from the answers; 404 for procedures without a template.
    GetResultDraft = Get "/api/staff/dossiers/{id}/result-draft", Officer, Nothing => ResultDraft;
    /// Issue the result: numbered, set as PDF, added to the dossier.
    IssueResult = Post "/api/staff/dossiers/{id}/result-draft", Officer, ResultIssue => StaffDossier;
    /// Officers of the own agency, for forwarding.
    ListColleagues = Get "/api/staff/colleagues", Officer, Nothing => Vec<Colleague>;
    /// Slips of a dossier, oldest first: for its owner those meant for the applicant, for the officers of its agency all.
    ListSlips = Get "/api/dossiers/{id}/slips", SignedIn, Nothing => Vec<SlipView>;
    /// Void a slip of the own agency. A receipt is replaced at once: an accepted dossier always has one in force.
    VoidSlip = Post "/api/staff/slips/{id}/void", Officer, SlipVoid => SlipView;
    /// What there is to print for many dossiers: of each the slip of a kind that is in force.
    ChooseSlips = Post "/api/staff/slips/choices", Officer, SlipChoices => Vec<SlipChoice>;
    /// A page of the register of the own agency.
    ListRegister = Get "/api/staff/register", Officer, RegisterQuery => RegisterPage;
    /// The dossier of the officer's agency that a scanned code names.
    FindDossier = Post "/api/staff/scans", Officer, ScannedText => DossierFound;
    /// Papers on their way to or from the officer's unit, and those that arrived lately.
    ListHandOvers = Get "/api/staff/hand-overs", Officer, Nothing => Vec<HandOver>;
    /// Who stands at the counter? The search is written down; so many a minute.
    FindPerson = Post "/api/staff/counter/searches", Officer, PersonSearch => Vec<PersonFound>;
    /// Add a person who has no account; one who has is found.
    AddPerson = Post "/api/staff/counter/people", Officer, NewPerson => PersonFound;
    /// The procedures that this counter receives, for its own agency or another one.
    ListCounterProcedures = Get "/api/staff/counter/procedures", Officer, Nothing => Vec<CounterProcedure>;
    /// The forms that this clerk fills with people, last saved first.
    ListCounterDrafts = Get "/api/staff/counter/drafts", Officer, Nothing => Vec<CounterDraftSummary>;
    /// Start a form with a person, filled with what is known about them.
    CreateCounterDraft = Post "/api/staff/counter/drafts", Officer, NewCounterDraft => CounterDraft;
    /// What lies on the counter.
    GetCounterDraft = Get "/api/staff/counter/drafts/{id}", Officer, Nothing => CounterDraft;
    /// Receive it: dossier, code, date. Needs the header `Idempotency-Key`.
    ReceiveDossier = Post "/api/staff/counter/drafts/{id}/reception", Officer, Reception => Receipt;
    /// Who looked at one's own data at a counter, newest first.
    ListPersonReadings = Get "/api/account/readings", Citizen, Nothing => Vec<PersonReading>;
    /// The dossiers before and after this one in a list.
    GetNeighbours = Get "/api/staff/dossiers/{id}/neighbours", Officer, QueueQuery => Neighbours;
    /// How the queue looks for the officer, and what its filters offer.
    GetDesk = Get "/api/staff/desk", Officer, Nothing => Desk;
    /// Keep how the queue looks; answers what is kept.
    SaveDesk = Put "/api/staff/desk", Officer, DeskSettings => DeskSettings;
    /// What a command would do to each of many dossiers. Changes nothing.
    PreviewBulk = Post "/api/staff/bulk/preview", Officer, BulkQuestion => BulkPreview;
    /// Start a run over many dossiers. Needs the header `Idempotency-Key`: the same key gives the same run.
    StartBulk = Post "/api/staff/bulk", Officer, BulkStart => BulkRun;
    /// An own run, with what became of each dossier.
    GetBulk = Get "/api/staff/bulk/{id}", Officer, Nothing => BulkRun;
    /// Do the next dossiers of a run; to be called until none waits. Each is done once, however often it is called.
    ContinueBulk = Post "/api/staff/bulk/{id}/continuation", Officer, Nothing => BulkRun;
    /// Notes, instructions and labels of a dossier.
    GetAside = Get "/api/staff/dossiers/{id}/aside", Officer, Nothing => Aside;
    /// Write a note; a leader also an instruction to an officer.
    AddNote = Post "/api/staff/dossiers/{id}/notes", Officer, NewNote => Aside;
    /// An instruction is done.
    CloseNote = Post "/api/staff/notes/{id}/done", Officer, Nothing => Aside;
    /// Put labels on a dossier, and take the others off.
    SetLabels = Put "/api/staff/dossiers/{id}/labels", Officer, DossierLabels => Aside;
    /// Make a label for the agency; answers all.
    AddLabel = Post "/api/staff/labels", Officer, NewLabel => Vec<Label>;
    /// Remove a label from the agency and its dossiers; answers the others.
    DeleteLabel = Delete "/api/staff/labels/{id}", Officer, Nothing => Vec<Label>;
    /// The officer is looking at the dossier; to be said again within a minute. Answers who else is.
    LookAt = Post "/api/staff/dossiers/{id}/watch", Officer, Nothing => Vec<Watcher>;
    /// The officer has stopped looking.
    LookAway = Delete "/api/staff/dossiers/{id}/watch", Officer, Nothing => Nothing;
    /// Units that can be asked for an opinion: of the own agency, or of all by words.
    FindUnits = Get "/api/staff/units", Officer, UnitQuery => Vec<UnitFound>;
    /// Deputies and substitutes: for leaders all of the agency, for others those that concern them.
    ListStandIns = Get "/api/staff/stand-ins", Officer, Nothing => Vec<StandInView>;
    /// Name somebody who acts for an absent officer.
    AddStandIn = Post "/api/staff/stand-ins", Officer, NewStandIn => Vec<StandInView>;
    /// End it before its last day.
    EndStandIn = Post "/api/staff/stand-ins/{id}/end", Officer, Nothing => Vec<StandInView>;
    /// Requests of people to correct what the officer's agency has verified: open ones first, the next due first.
    ListCorrections = Get "/api/staff/corrections", Officer, Nothing => Vec<CorrectionLine>;
    /// One of them. The reading is logged, and the person can see it.
    GetCorrection = Get "/api/staff/corrections/{id}", Officer, Nothing => CorrectionCase;
    /// Correct the item, or say why it stays.
    DecideCorrection = Post "/api/staff/corrections/{id}/decision", Officer, CorrectionDecision => CorrectionCase;
    /// The load of units and officers, for leaders.
    GetBoard = Get "/api/staff/board", Officer, Nothing => Board;
    /// Which agencies take each other's verified data, where that was decided.
    ListVaultLinks = Get "/api/admin/vault-links", Administrator, Nothing => VaultLinks;
    /// Connect or separate two agencies; answers all.
    SaveVaultLink = Put "/api/admin/vault-links", Administrator, VaultLinkChange => VaultLinks;
    /// End such a decision; it stays in the list. 409 when it has ended already.
    EndVaultLink = Post "/api/admin/vault-links/{id}/end", Administrator, VaultLinkEnd => VaultLinks;
}

/// Endpoints whose body or answer is not JSON: name, method, path, access.
pub const STREAMS: &[(&str, Method, &str, Access)] = &[
    (
        "UploadAttachment",
        Method::Post,
        UPLOAD_PATH,
        Access::Filler,
    ),
    (
        "DownloadAttachment",
        Method::Get,
        CONTENT_PATH,
        Access::SignedIn,
    ),
    ("UploadResult", Method::Post, RESULT_PATH, Access::Officer),
    (
        "PreviewResult",
        Method::Post,
        RESULT_PREVIEW_PATH,
        Access::Officer,
    ),
    ("BlankFormPdf", Method::Get, BLANK_PDF_PATH, Access::Public),
    (
        "BlankFormDocx",
        Method::Get,
        BLANK_DOCX_PATH,
        Access::Public,
    ),
    (
        "ReviewCopyPdf",
        Method::Get,
        REVIEW_PDF_PATH,
        Access::Filler,
    ),
    (
        "ReviewCopyDocx",
        Method::Get,
        REVIEW_DOCX_PATH,
        Access::Filler,
    ),
    (
        "FilledFormPdf",
        Method::Get,
        FILLED_PDF_PATH,
        Access::SignedIn,
    ),
    (
        "FilledFormDocx",
        Method::Get,
        FILLED_DOCX_PATH,
        Access::SignedIn,
    ),
    ("SlipPdf", Method::Get, SLIP_PDF_PATH, Access::Citizen),
    ("PrintSlip", Method::Post, PRINT_SLIP_PATH, Access::Officer),
    (
        "PrintSlips",
        Method::Post,
        PRINT_SLIPS_PATH,
        Access::Officer,
    ),
    (
        "RegisterPdf",
        Method::Get,
        REGISTER_PDF_PATH,
        Access::Officer,
    ),
    (
        "CopyMyData",
        Method::Get,
        MY_DATA_COPY_PATH,
        Access::Citizen,
    ),
    ("MyDocument", Method::Get, MY_DOCUMENT_PATH, Access::Citizen),
    (
        "UploadCorrectionFile",
        Method::Post,
        CORRECTION_FILE_PATH,
        Access::Citizen,
    ),
    (
        "CorrectionFile",
        Method::Get,
        STAFF_CORRECTION_FILE_PATH,
        Access::Officer,
    ),
    (
        "UploadMessageFile",
        Method::Post,
        MESSAGE_FILE_PATH,
        Access::Citizen,
    ),
    (
        "UploadStaffMessageFile",
        Method::Post,
        STAFF_MESSAGE_FILE_PATH,
        Access::Officer,
    ),
    (
        "UploadOpinionFile",
        Method::Post,
        OPINION_FILE_PATH,
        Access::Officer,
    ),
    (
        "DownloadMessageFile",
        Method::Get,
        MESSAGE_FILE_CONTENT_PATH,
        Access::SignedIn,
    ),
    ("LiveEvents", Method::Get, EVENTS_PATH, Access::SignedIn),
];

/// The event stream (SSE). `?after=<id>` or the header `Last-Event-ID` replays what came after.
pub const EVENTS_PATH: &str = "/api/events";
/// Raw bytes of a file for a draft; query [`UploadQuery`]; answers [`AttachmentView`].
pub const UPLOAD_PATH: &str = "/api/drafts/{id}/attachments";
/// The bytes of an attachment, for its owner and the officers of the agency that has the dossier.
pub const CONTENT_PATH: &str = "/api/attachments/{id}/content";
/// Raw bytes of a result file; query [`ResultQuery`]; answers [`StaffDossier`].
pub const RESULT_PATH: &str = "/api/staff/dossiers/{id}/result";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_take_their_parameters_in_order() {
        assert_eq!(GetDraft::path(&["d1"]), "/api/drafts/d1");
        assert_eq!(SubmitDraft::path(&["d1"]), "/api/drafts/d1/submission");
        assert_eq!(ListDrafts::path(&[]), "/api/drafts");
    }

    #[test]
    fn names_and_doors_are_unique() {
        for (index, one) in ENDPOINTS.iter().enumerate() {
            for other in ENDPOINTS.iter().skip(index + 1) {
                assert_ne!(one.name, other.name);
                assert!(
                    one.method != other.method || one.path != other.path,
                    "{} and {}",
                    one.name,
                    other.name
                );
            }
        }
    }
}
