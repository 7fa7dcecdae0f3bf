//! Reference lists in the browser: provinces, communes, countries, ethnic groups, agencies, business lines. Small immutable files named by hash,
//! fetched when first needed, never from the database.

use std::collections::HashMap;
use std::sync::Arc;

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::form::directory::{Directory, Known};
use serde::Deserialize;

use crate::i18n::{Lang, lang};
use crate::json;

/// One entry of a list. All lists have this shape, so that what reads them exists once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// Code: of a province two digits, of a commune five, of a country ISO 3166-1 alpha-2 or a special value.
    pub code: String,
    /// Name for typing; of a country and an agency its Vietnamese name.
    #[serde(default, alias = "vi")]
    pub name: String,
    /// Official name, when it says more than `name`.
    #[serde(default)]
    full_name: String,
    /// English name, if it has one.
    #[serde(default)]
    pub en: String,
    /// Other spellings; of a province the names of those merged into it.
    #[serde(default, alias = "former")]
    pub also: Vec<String>,
    /// Of a commune in the list of the whole country: the code of its province.
    #[serde(default)]
    pub province: String,
}

impl Entry {
    /// What people read, in the page's language.
    #[must_use]
    pub fn label(&self) -> &str {
        [
            self.en.as_str(),
            self.full_name.as_str(),
            self.name.as_str(),
        ]
        .into_iter()
        .skip(usize::from(lang() != Lang::En))
        .find(|name| !name.is_empty())
        .unwrap_or_default()
    }
}

/// A list that arrived; shared, never changed.
pub type List = Arc<Vec<Entry>>;

/// The lists, provided once at the root. Reading a list that is not there fetches it; the signal then changes.
#[derive(Clone, Copy)]
pub struct Directories {
    /// By file.
    lists: RwSignal<HashMap<String, List>>,
    asked: StoredValue<Vec<String>>,
}

/// The lists of the app.
pub fn use_directories() -> Directories {
    expect_context::<Directories>()
}

const PROVINCES: &str = "provinces.json";
const COMMUNES: &str = "communes.json";
const AGENCIES: &str = "agencies.json";
const BUSINESS_LINES: &str = "business-lines.json";
const COUNTRIES: &str = "countries.json";
const ETHNIC_GROUPS: &str = "ethnic-groups.json";

fn communes_of(province: &str) -> String {
    format!("communes/{province}.json")
}

impl Directories {
    /// Nothing fetched yet.
    pub fn new() -> Self {
        Self {
            lists: RwSignal::new(HashMap::new()),
            asked: StoredValue::new(Vec::new()),
        }
    }

    /// The provinces, tracked; empty until fetched.
    pub fn provinces(self) -> List {
        self.list(PROVINCES)
    }

    /// The communes of a province, tracked; empty until fetched.
    pub fn communes(self, province: &str) -> List {
        if province.is_empty() {
            return List::default();
        }
        self.list(&communes_of(province))
    }

    /// The communes of the whole country, tracked; empty until fetched.
    pub fn communes_anywhere(self) -> List {
        self.list(COMMUNES)
    }

    /// The agencies that are known, tracked; empty until fetched.
    pub fn agencies(self) -> List {
        self.list(AGENCIES)
    }

    /// The business lines, tracked; empty until fetched.
    pub fn business_lines(self) -> List {
        self.list(BUSINESS_LINES)
    }

    /// The countries, tracked; empty until fetched.
    pub fn countries(self) -> List {
        self.list(COUNTRIES)
    }

    /// The ethnic groups, tracked; empty until fetched.
    pub fn ethnic_groups(self) -> List {
        self.list(ETHNIC_GROUPS)
    }

    fn list(self, file: &str) -> List {
        self.arrived(file).unwrap_or_default()
    }

    /// The list, tracked, when it is here; else it is asked for.
    fn arrived(self, file: &str) -> Option<List> {
        let list = self.lists.with(|lists| lists.get(file).cloned());
        if list.is_none() {
            self.fetch(file);
        }
        list
    }

    /// What a complete list says of a code.
    fn known(self, file: &str, code: &str) -> Known {
        let Some(list) = self.arrived(file) else {
            return Known::NotLoaded;
        };
        let found = list.iter().find(|one| one.code == code);
        found.map_or(Known::No, |one| Known::Name(one.label().to_owned()))
    }

    /// What a list says that does not have every code there is: what it lacks may still be right.
    fn incomplete(self, file: &str, code: &str) -> Known {
        match self.known(file, code) {
            Known::No => Known::NotLoaded,
            found => found,
        }
    }

    fn fetch(self, file: &str) {
        if self
            .asked
            .with_value(|asked| asked.iter().any(|known| known == file))
        {
            return;
        }
        self.asked.update_value(|asked| asked.push(file.to_owned()));
        let root = document()
            .document_element()
            .and_then(|root| root.get_attribute("data-reference"));
        let url = format!("{}/{file}", root.unwrap_or_default());
        let file = file.to_owned();
        spawn_local(async move {
            let list = match Request::get(&url).send().await {
                Ok(response) if response.ok() => response
                    .text()
                    .await
                    .ok()
                    .and_then(|text| json::read::<Vec<Entry>>(&text)),
                _ => None,
            };
            match list {
                Some(list) => self.lists.update(|lists| {
                    lists.insert(file, List::new(list));
                }),
                // Forgotten, so that the next reader tries again.
                None => self
                    .asked
                    .update_value(|asked| asked.retain(|known| *known != file)),
            }
        });
    }
}

impl Default for Directories {
    fn default() -> Self {
        Self::new()
    }
}

impl Directory for Directories {
    fn province(&self, code: &str) -> Known {
        self.known(PROVINCES, code)
    }

    fn commune(&self, province: &str, code: &str) -> Known {
        self.known(&communes_of(province), code)
    }

    fn country(&self, code: &str) -> Known {
        self.known(COUNTRIES, code)
    }

    fn ethnic_group(&self, code: &str) -> Known {
        self.known(ETHNIC_GROUPS, code)
    }

    fn commune_anywhere(&self, code: &str) -> Known {
        // The lists of single provinces are smaller, and one of them often is here already.
        let near = self.lists.with(|lists| {
            lists
                .iter()
                .filter(|(file, _)| file.starts_with("communes/"))
                .flat_map(|(_, list)| list.iter())
                .find(|one| one.code == code)
                .map(|one| one.label().to_owned())
        });
        near.map_or_else(|| self.known(COMMUNES, code), Known::Name)
    }

    fn agency(&self, code: &str) -> Known {
        self.incomplete(AGENCIES, code)
    }

    fn business_line(&self, code: &str) -> Known {
        self.known(BUSINESS_LINES, code)
    }
}
