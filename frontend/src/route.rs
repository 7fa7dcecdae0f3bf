//! Every address of the application in one place. The server's shell knows the same list.

/// Home.
pub const HOME: &str = "/";
/// Catalogue of procedures; query `q`, `sector`, `level`, `mode`, `page`.
pub const PROCEDURES: &str = "/thu-tuc";
/// Where a dossier is, for anybody with its code; query `ma`.
pub const LOOK_UP: &str = motcua_shared::api::LOOK_UP_PAGE;
/// Sign in; query `tiep` says where to go afterwards.
pub const SIGN_IN: &str = "/dang-nhap";
/// Own dossiers and drafts.
pub const DOSSIERS: &str = "/ho-so";
/// Beginning of the address of a draft and its pages.
pub const DRAFTS: &str = "/to-khai/";
/// What is held about the person.
pub const MY_DATA: &str = "/du-lieu-cua-toi";
/// Notices.
pub const NOTICES: &str = "/thong-bao";
/// How one gets notices outside the portal.
pub const NOTICE_SETTINGS: &str = "/thong-bao/cach-nhan";
/// Where administrators begin.
pub const ADMIN: &str = "/quan-tri";
/// The procedures that are filed online, for administrators.
pub const ADMIN_PROCEDURES: &str = "/quan-tri/thu-tuc";
/// The calendars.
pub const CALENDAR: &str = "/quan-tri/lich";
/// Which agencies take each other's verified data.
pub const VAULT_LINKS: &str = "/quan-tri/ket-noi";
/// What could not be sent outside the portal, for administrators.
pub const DELIVERIES: &str = "/quan-tri/thong-bao";
/// The words of notices, for administrators.
pub const TEMPLATES: &str = "/quan-tri/thong-bao/mau";
/// The officers' queue.
pub const QUEUE: &str = "/can-bo";
/// The register of the officers' agency; query `year`, `page`.
pub const REGISTER: &str = "/can-bo/so-theo-doi";
/// Receiving at the counter.
pub const COUNTER: &str = "/can-bo/tiep-nhan";
/// Requests of people to correct what the agency has verified.
pub const CORRECTIONS: &str = "/can-bo/dinh-chinh";
/// The leader's board.
pub const BOARD: &str = "/can-bo/dieu-hanh";
/// Beginning of the address of a run over many dossiers.
pub const BULK: &str = "/can-bo/hang-loat/";
/// Accessibility statement.
pub const ACCESSIBILITY: &str = "/tro-nang";
/// Text tree of the site.
pub const SITE_MAP: &str = "/so-do-cong";
/// Last part of the address of a draft's review.
pub const REVIEW: &str = "/xem-lai";
/// Help.
pub const HELP: &str = "/huong-dan";

/// Every type of question, to try.
pub const GALLERY: &str = "/gallery";

/// One type of question, or one of the measured forms.
#[must_use]
pub fn gallery(page: &str) -> String {
    format!("{GALLERY}/{page}")
}

/// A procedure.
#[must_use]
pub fn procedure(slug: &str) -> String {
    format!("{PROCEDURES}/{slug}")
}

/// A procedure with the picture of its flow.
#[must_use]
pub fn admin_procedure(slug: &str) -> String {
    format!("{ADMIN_PROCEDURES}/{slug}")
}

/// Search in the catalogue.
#[must_use]
pub fn search(words: &str) -> String {
    format!("{PROCEDURES}?q={}", escape(words))
}

/// An own dossier.
#[must_use]
pub fn dossier(id: &str) -> String {
    format!("{DOSSIERS}/{id}")
}

/// A draft: opens at its first unfinished page.
#[must_use]
pub fn draft(id: &str) -> String {
    format!("{DRAFTS}{id}")
}

/// A page of a draft.
#[must_use]
pub fn draft_page(id: &str, group: &str) -> String {
    format!("{DRAFTS}{id}/{group}")
}

/// Check answers before filing.
#[must_use]
pub fn draft_review(id: &str) -> String {
    format!("{DRAFTS}{id}{REVIEW}")
}

/// A dossier in the officers' workspace.
#[must_use]
pub fn staff_dossier(id: &str) -> String {
    format!("{QUEUE}/ho-so/{id}")
}

/// Receiving one dossier at the counter.
#[must_use]
pub fn counter_draft(id: &str) -> String {
    format!("{COUNTER}/{id}")
}

/// A run over many dossiers.
#[must_use]
pub fn bulk_run(id: &str) -> String {
    format!("{BULK}{id}")
}

/// Sign in and come back.
#[must_use]
pub fn sign_in_then(next: &str) -> String {
    format!("{SIGN_IN}?tiep={}", escape(next))
}

/// Percent-encodes a query value.
#[must_use]
pub fn escape(value: &str) -> String {
    js_sys::encode_uri_component(value).into()
}
