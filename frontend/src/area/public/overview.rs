//! The catalogue at a glance: its sectors with their number of procedures, fetched once a visit, and the words and
//! pictures for sectors, levels and modes.

use std::cell::RefCell;

use futures::future::try_join_all;
use motcua_shared::api::{
    ListSectors, Problem, ProcedureQuery, ProcedureSummary, SearchProcedures, SectorCount,
};
use motcua_shared::catalogue::{Level, ServiceMode};

use crate::api;
use crate::i18n::{lang, t};

thread_local! {
    static SECTORS: RefCell<Option<Vec<SectorCount>>> = const { RefCell::new(None) };
}

/// Sectors, the largest first; from memory after the first time.
///
/// # Errors
/// As [`api::get`].
pub async fn sectors() -> Result<Vec<SectorCount>, Problem> {
    if let Some(kept) = SECTORS.with_borrow(Clone::clone) {
        return Ok(kept);
    }
    let sectors = api::get::<ListSectors>(&[], &[]).await?;
    SECTORS.set(Some(sectors.clone()));
    Ok(sectors)
}

/// What can be filed here online: the first page.
///
/// # Errors
/// As [`api::get`].
pub async fn online() -> Result<Vec<ProcedureSummary>, Problem> {
    let query = ProcedureQuery {
        online: true,
        ..ProcedureQuery::default()
    };
    let page = api::get::<SearchProcedures>(&[], &query.pairs()).await?;
    Ok(page.items)
}

/// All procedures, in the order of the catalogue; only for a page that shows them all.
///
/// # Errors
/// As [`api::get`].
pub async fn everything() -> Result<Vec<ProcedureSummary>, Problem> {
    let page = async |page: u64| {
        let query = ProcedureQuery {
            page,
            ..ProcedureQuery::default()
        };
        api::get::<SearchProcedures>(&[], &query.pairs()).await
    };
    let first = page(1).await?;
    let pages = first.pages();
    let mut procedures = first.items;
    for more in try_join_all((2..=pages).map(page)).await? {
        procedures.extend(more.items);
    }
    Ok(procedures)
}

/// The picture of a sector: by the sector where one is telling, else by the ministry in front of its code.
#[must_use]
pub fn sector_icon(code: &str) -> &'static str {
    match code {
        "G15-TP07" | "G15-TP11" => return "heart-family",
        "G15-TP03" => return "stamp",
        "G01-CA05" => return "home",
        "G01-CA06" | "G01-CA28" => return "car",
        "G01-CA11" => return "globe",
        _ => {}
    }
    match code.get(..3) {
        Some("G01" | "G11") => "shield",
        Some("G02" | "G05") => "wallet",
        Some("G03") => "graduation",
        Some("G04") => "car",
        Some("G06") => "star",
        Some("G07" | "G09") => "users",
        Some("G08" | "G16") => "globe",
        Some("G10" | "G13") => "leaf",
        Some("G15") => "scale",
        Some("G17") => "building",
        Some("G18") => "health",
        _ => "file-text",
    }
}

/// Name of a level of government.
#[must_use]
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Commune => t::shell::level_commune(lang()),
        Level::Province => t::shell::level_province(lang()),
        Level::Ministry => t::shell::level_ministry(lang()),
        Level::Other => t::shell::level_other(lang()),
    }
}

/// Levels with the keys of a query.
pub const LEVELS: [(&str, Level); 4] = [
    ("commune", Level::Commune),
    ("province", Level::Province),
    ("ministry", Level::Ministry),
    ("other", Level::Other),
];

/// Name of a service mode.
#[must_use]
pub fn mode_name(mode: ServiceMode) -> &'static str {
    match mode {
        ServiceMode::Information => t::shell::mode_information(lang()),
        ServiceMode::Partial => t::shell::mode_partial(lang()),
        ServiceMode::Full => t::shell::mode_full(lang()),
    }
}

/// Service modes with the keys of a query.
pub const MODES: [(&str, ServiceMode); 3] = [
    ("full", ServiceMode::Full),
    ("partial", ServiceMode::Partial),
    ("information", ServiceMode::Information),
];
