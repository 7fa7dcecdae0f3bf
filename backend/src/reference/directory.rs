//! Names behind codes: provinces, communes, countries, ethnic groups, business lines.

use std::collections::{BTreeMap, HashMap};

use include_dir::Dir;
use motcua_shared::form::directory::{Directory, Known};
use motcua_shared::vault::scope::is_level_one;
use serde::Deserialize;

/// The lists.
#[derive(Debug, Default)]
pub struct Lists {
    /// Full names of provinces by code.
    pub provinces: HashMap<String, String>,
    /// Ministries and provinces by their level-1 code (Decision 20/2020/QĐ-TTg).
    pub level_one: BTreeMap<String, String>,
    communes: HashMap<String, HashMap<String, String>>,
    countries: HashMap<String, String>,
    ethnic_groups: HashMap<String, String>,
    business_lines: HashMap<String, String>,
}

#[derive(Deserialize)]
struct UnitRow {
    code: String,
    full_name: String,
}

#[derive(Deserialize)]
struct CountryRow {
    code: String,
    vi: String,
}

#[derive(Deserialize)]
struct NamedRow {
    code: String,
    name: String,
}

/// Names by code.
fn named(rows: Vec<NamedRow>) -> HashMap<String, String> {
    rows.into_iter().map(|row| (row.code, row.name)).collect()
}

impl Lists {
    /// Reads the lists of a folder; faults go to `faults`.
    pub(super) fn parse(dir: &Dir<'_>, faults: &mut Vec<String>) -> Self {
        let provinces: Vec<UnitRow> = super::parse(dir, "provinces.json", faults);
        let countries: Vec<CountryRow> = super::parse(dir, "countries.json", faults);
        let agencies: Vec<NamedRow> = super::parse(dir, "agencies.json", faults);
        let communes = provinces
            .iter()
            .map(|province| {
                let rows: Vec<UnitRow> =
                    super::parse(dir, &format!("communes/{}.json", province.code), faults);
                (
                    province.code.clone(),
                    rows.into_iter()
                        .map(|row| (row.code, row.full_name))
                        .collect(),
                )
            })
            .collect();
        Self {
            provinces: provinces
                .into_iter()
                .map(|row| (row.code, row.full_name))
                .collect(),
            communes,
            level_one: agencies
                .into_iter()
                .filter(|row| is_level_one(&row.code))
                .map(|row| (row.code, row.name))
                .collect(),
            countries: countries
                .into_iter()
                .map(|row| (row.code, row.vi))
                .collect(),
            ethnic_groups: named(super::parse(dir, "ethnic-groups.json", faults)),
            business_lines: named(super::parse(dir, "business-lines.json", faults)),
        }
    }

    /// How many business lines there are.
    #[must_use]
    pub fn business_line_count(&self) -> usize {
        self.business_lines.len()
    }

    /// How many communes there are.
    #[must_use]
    pub fn commune_count(&self) -> usize {
        self.communes.values().map(HashMap::len).sum()
    }
}

fn known(list: Option<&HashMap<String, String>>, code: &str) -> Known {
    list.and_then(|list| list.get(code))
        .map_or(Known::No, |name| Known::Name(name.clone()))
}

impl Directory for Lists {
    fn province(&self, code: &str) -> Known {
        known(Some(&self.provinces), code)
    }

    fn commune(&self, province: &str, code: &str) -> Known {
        known(self.communes.get(province), code)
    }

    fn commune_anywhere(&self, code: &str) -> Known {
        let found = self.communes.values().find_map(|list| list.get(code));
        found.map_or(Known::No, |name| Known::Name(name.clone()))
    }

    fn country(&self, code: &str) -> Known {
        known(Some(&self.countries), code)
    }

    fn ethnic_group(&self, code: &str) -> Known {
        known(Some(&self.ethnic_groups), code)
    }

    fn business_line(&self, code: &str) -> Known {
        known(Some(&self.business_lines), code)
    }
}
