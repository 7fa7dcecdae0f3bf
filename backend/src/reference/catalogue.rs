//! The catalogue, prepared at start for `catalogue::search`; filters and pages of what it finds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use motcua_shared::api::{Page, ProcedureQuery, ProcedureSummary, SectorCount};
use motcua_shared::catalogue::search::{Searchable, Wanted, ranked};
use motcua_shared::catalogue::{Procedure, Sector};

/// Rows a page.
pub const PER_PAGE: u64 = 20;

/// All procedures.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    by_slug: HashMap<String, usize>,
    by_code: HashMap<String, usize>,
    sectors: Vec<SectorCount>,
}

#[derive(Debug)]
struct Entry {
    procedure: Procedure,
    searchable: Searchable,
    levels: Vec<String>,
    mode: String,
}

impl Catalogue {
    /// Prepares the search.
    #[must_use]
    pub fn new(procedures: Vec<Procedure>) -> Self {
        let entries: Vec<Entry> = procedures.into_iter().map(Entry::new).collect();
        let position = |key: fn(&Procedure) -> &str| {
            entries
                .iter()
                .enumerate()
                .map(|(at, entry)| (key(&entry.procedure).to_owned(), at))
                .collect()
        };
        let by_slug = position(|procedure| &procedure.slug);
        let by_code = position(|procedure| &procedure.code);
        Self {
            sectors: sectors(&entries),
            entries,
            by_slug,
            by_code,
        }
    }

    /// All procedures in the order of the catalogue.
    pub fn all(&self) -> impl Iterator<Item = &Procedure> {
        self.entries.iter().map(|entry| &entry.procedure)
    }

    /// Sectors with their number of procedures, the largest first, then by code.
    #[must_use]
    pub fn sectors(&self) -> &[SectorCount] {
        &self.sectors
    }

    /// The procedure with this slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Procedure> {
        self.entries
            .get(*self.by_slug.get(slug)?)
            .map(|entry| &entry.procedure)
    }

    /// The procedure with this national code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Procedure> {
        self.entries
            .get(*self.by_code.get(code)?)
            .map(|entry| &entry.procedure)
    }

    /// One page of what matches, in the order of [`Wanted::rank`].
    pub fn search(
        &self,
        query: &ProcedureQuery,
        online: impl Fn(&str) -> bool,
    ) -> Page<ProcedureSummary> {
        let wanted = Wanted::new(&query.q);
        let hits = self.entries.iter().filter_map(|entry| {
            let online = online(&entry.procedure.code);
            let rank = entry
                .passes(query, online)
                .then(|| wanted.rank(&entry.searchable, online))??;
            Some((rank, (entry, online)))
        });
        let hits = ranked(hits.collect());
        let page = query.page.max(1);
        let skip = usize::try_from((page - 1).saturating_mul(PER_PAGE)).unwrap_or(usize::MAX);
        let total = hits.len() as u64;
        let items = hits.into_iter().skip(skip).take(PER_PAGE as usize);
        Page {
            items: items
                .map(|(entry, online)| summary(&entry.procedure, online))
                .collect(),
            total,
            page,
            per_page: PER_PAGE,
        }
    }

    /// Every procedure in the order of the catalogue, as lists show it.
    pub fn summaries(&self, online: impl Fn(&str) -> bool) -> Vec<ProcedureSummary> {
        let one = |procedure: &Procedure| summary(procedure, online(&procedure.code));
        self.all().map(one).collect()
    }
}

impl Entry {
    fn new(procedure: Procedure) -> Self {
        let key = |value: serde_json::Result<serde_json::Value>| match value {
            Ok(serde_json::Value::String(key)) => key,
            _ => String::new(),
        };
        Self {
            searchable: Searchable::new(&procedure.code, &procedure.name, &procedure.sector),
            levels: procedure
                .levels
                .iter()
                .map(|level| key(serde_json::to_value(level)))
                .collect(),
            mode: key(serde_json::to_value(procedure.mode)),
            procedure,
        }
    }

    fn passes(&self, query: &ProcedureQuery, online: bool) -> bool {
        (query.sector.is_empty() || self.procedure.sector.code == query.sector)
            && (query.level.is_empty() || self.levels.contains(&query.level))
            && (query.mode.is_empty() || self.mode == query.mode)
            && (!query.online || online)
    }
}

fn sectors(entries: &[Entry]) -> Vec<SectorCount> {
    let mut counts: BTreeMap<&Sector, u64> = BTreeMap::new();
    for entry in entries {
        *counts.entry(&entry.procedure.sector).or_default() += 1;
    }
    let mut sectors: Vec<SectorCount> = counts
        .into_iter()
        .map(|(sector, procedures)| SectorCount {
            sector: sector.clone(),
            procedures,
        })
        .collect();
    // Stable: equal ones keep the order of their codes.
    sectors.sort_by_key(|sector| Reverse(sector.procedures));
    sectors
}

fn summary(procedure: &Procedure, online: bool) -> ProcedureSummary {
    ProcedureSummary {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        slug: procedure.slug.clone(),
        sector: procedure.sector.clone(),
        levels: procedure.levels.clone(),
        mode: procedure.mode,
        online,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    fn search(query: ProcedureQuery) -> Page<ProcedureSummary> {
        let reference = Reference::load().unwrap();
        let codes: Vec<String> = reference
            .online
            .iter()
            .map(|folder| folder.service.code.clone())
            .collect();
        reference
            .catalogue
            .search(&query, |code| codes.iter().any(|online| online == code))
    }

    fn codes(q: &str) -> Vec<String> {
        search(ProcedureQuery {
            q: q.to_owned(),
            ..ProcedureQuery::default()
        })
        .items
        .into_iter()
        .map(|item| item.code)
        .collect()
    }

    #[test]
    fn typing_without_marks_finds_birth_registration_first() {
        for query in [
            "dang ky khai sinh",
            "khai sinh",
            "Đăng ký khai sinh",
            "1.001193",
        ] {
            assert!(
                codes(query).iter().take(2).any(|code| code == "1.001193"),
                "{query}: {:?}",
                codes(query)
            );
        }
        assert_eq!(codes("1.001193"), ["1.001193"]);
        assert!(codes("khong co thu tuc nay").is_empty());
    }

    #[test]
    fn sectors_count_every_procedure_once() {
        let catalogue = Reference::load().unwrap().catalogue;
        let sectors = catalogue.sectors();
        let total: u64 = sectors.iter().map(|sector| sector.procedures).sum();
        assert_eq!(total, catalogue.all().count() as u64);
        assert!(sectors.len() > 1 && sectors.is_sorted_by_key(|one| Reverse(one.procedures)));
        for one in sectors {
            let query = ProcedureQuery {
                sector: one.sector.code.clone(),
                ..ProcedureQuery::default()
            };
            assert_eq!(search(query).total, one.procedures, "{}", one.sector.code);
        }
    }

    #[test]
    fn filters_narrow_and_pages_end() {
        let online = search(ProcedureQuery {
            online: true,
            ..ProcedureQuery::default()
        });
        assert!(online.total >= 3 && online.items.iter().all(|item| item.online));
        let all = search(ProcedureQuery::default());
        assert_eq!(all.items.len() as u64, PER_PAGE.min(all.total));
        let beyond = search(ProcedureQuery {
            page: u64::MAX,
            ..ProcedureQuery::default()
        });
        assert!(beyond.items.is_empty() && beyond.total == all.total);
    }
}
