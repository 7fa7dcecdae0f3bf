//! The catalogue at a glance: its sectors with their number of procedures, and what can be filed online. Counted from
//! the list of the catalogue, once a visit.

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::try_join_all;
use motcua_shared::api::{Problem, ProcedureQuery, ProcedureSummary, SearchProcedures};
use motcua_shared::catalogue::{Level, Sector, ServiceMode};

use crate::api;
use crate::i18n::{lang, t};

/// The whole catalogue as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// All procedures, in the order of the catalogue.
    pub procedures: Vec<ProcedureSummary>,
    /// Sectors with their number of procedures, the largest first.
    pub sectors: Vec<(Sector, usize)>,
}

impl Overview {
    fn new(procedures: Vec<ProcedureSummary>) -> Self {
        let mut sectors: Vec<(Sector, usize)> = Vec::new();
        for procedure in &procedures {
            match sectors
                .iter_mut()
                .find(|(sector, _)| sector.code == procedure.sector.code)
            {
                Some((_, count)) => *count += 1,
                None => sectors.push((procedure.sector.clone(), 1)),
            }
        }
        sectors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self {
            procedures,
            sectors,
        }
    }

    /// What can be filed here online.
    pub fn online(&self) -> impl Iterator<Item = &ProcedureSummary> {
        self.procedures.iter().filter(|procedure| procedure.online)
    }

    /// Name of a sector; its code when it is not known.
    #[must_use]
    pub fn sector_name(&self, code: &str) -> String {
        self.sectors
            .iter()
            .find(|(sector, _)| sector.code == code)
            .map_or_else(|| code.to_owned(), |(sector, _)| sector.name.clone())
    }
}

thread_local! {
    static KEPT: RefCell<Option<Rc<Overview>>> = const { RefCell::new(None) };
}

/// Loads the overview; from memory after the first time.
///
/// # Errors
/// As [`api::get`].
pub async fn load() -> Result<Overview, Problem> {
    if let Some(kept) = KEPT.with_borrow(Clone::clone) {
        return Ok(Overview::clone(&kept));
    }
    let page = async |page: u64| {
        api::get::<SearchProcedures>(
            &[],
            &ProcedureQuery {
                page,
                ..ProcedureQuery::default()
            }
            .pairs(),
        )
        .await
    };
    let first = page(1).await?;
    let pages = first.pages();
    let mut procedures = first.items;
    for more in try_join_all((2..=pages).map(page)).await? {
        procedures.extend(more.items);
    }
    let overview = Overview::new(procedures);
    KEPT.set(Some(Rc::new(overview.clone())));
    Ok(overview)
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

/// `lang` of a text that exists in Vietnamese only.
#[must_use]
pub fn vietnamese() -> Option<&'static str> {
    (lang() != crate::i18n::Lang::Vi).then_some("vi")
}
