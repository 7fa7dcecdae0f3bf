//! Reference lists in the browser: provinces, communes, countries, ethnic groups, agencies, business lines. Small immutable files named by hash,
//! fetched when first needed, never from the database.

use std::collections::HashMap;

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::form::directory::{Directory, Known};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::i18n::{Lang, lang};
use crate::json;

/// A province.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Province {
    /// Two digits.
    pub code: String,
    /// Short name, for typing.
    pub name: String,
    /// Full name.
    pub full_name: String,
    /// Names of the provinces merged into it.
    #[serde(default)]
    pub former: Vec<String>,
}

/// A commune, ward or special zone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Commune {
    /// Five digits.
    pub code: String,
    /// Full name.
    pub full_name: String,
    /// Other spellings.
    #[serde(default)]
    pub also: Vec<String>,
}

/// A commune with its province, in the list of the whole country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CommuneAnywhere {
    /// Five digits.
    pub code: String,
    /// Full name.
    pub full_name: String,
    /// Other spellings.
    #[serde(default)]
    pub also: Vec<String>,
    /// Code of its province.
    pub province: String,
}

/// An agency or a business line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Named {
    /// Code.
    pub code: String,
    /// Vietnamese name.
    pub name: String,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2, or a special value.
    pub code: String,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    #[serde(default)]
    pub en: String,
}

/// An ethnic group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EthnicGroup {
    /// Two digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub also: Vec<String>,
}

/// The lists, provided once at the root. Reading a list that is not there fetches it; the signal then changes.
#[derive(Clone, Copy)]
pub struct Directories {
    provinces: RwSignal<Option<Vec<Province>>>,
    countries: RwSignal<Option<Vec<Country>>>,
    ethnic_groups: RwSignal<Option<Vec<EthnicGroup>>>,
    communes: RwSignal<HashMap<String, Vec<Commune>>>,
    communes_anywhere: RwSignal<Option<Vec<CommuneAnywhere>>>,
    agencies: RwSignal<Option<Vec<Named>>>,
    business_lines: RwSignal<Option<Vec<Named>>>,
    asked: StoredValue<Vec<String>>,
}

/// The lists of the app.
pub fn use_directories() -> Directories {
    expect_context::<Directories>()
}

impl Directories {
    /// Nothing fetched yet.
    pub fn new() -> Self {
        Self {
            provinces: RwSignal::new(None),
            countries: RwSignal::new(None),
            ethnic_groups: RwSignal::new(None),
            communes: RwSignal::new(HashMap::new()),
            communes_anywhere: RwSignal::new(None),
            agencies: RwSignal::new(None),
            business_lines: RwSignal::new(None),
            asked: StoredValue::new(Vec::new()),
        }
    }

    /// The provinces, tracked; empty until fetched.
    pub fn provinces(self) -> Vec<Province> {
        self.fetch("provinces.json", move |list| self.provinces.set(Some(list)));
        self.provinces.get().unwrap_or_default()
    }

    /// The communes of a province, tracked; empty until fetched.
    pub fn communes(self, province: &str) -> Vec<Commune> {
        if province.is_empty() {
            return Vec::new();
        }
        let key = province.to_owned();
        self.fetch(&format!("communes/{province}.json"), move |list| {
            self.communes.update(|communes| {
                communes.insert(key.clone(), list);
            });
        });
        self.communes
            .with(|communes| communes.get(province).cloned().unwrap_or_default())
    }

    /// The communes of the whole country, tracked; empty until fetched.
    pub fn communes_anywhere(self) -> Vec<CommuneAnywhere> {
        self.fetch("communes.json", move |list| {
            self.communes_anywhere.set(Some(list))
        });
        self.communes_anywhere.get().unwrap_or_default()
    }

    /// The agencies that are known, tracked; empty until fetched.
    pub fn agencies(self) -> Vec<Named> {
        self.fetch("agencies.json", move |list| self.agencies.set(Some(list)));
        self.agencies.get().unwrap_or_default()
    }

    /// The business lines that are known, tracked; empty until fetched.
    pub fn business_lines(self) -> Vec<Named> {
        self.fetch("business-lines.json", move |list| {
            self.business_lines.set(Some(list))
        });
        self.business_lines.get().unwrap_or_default()
    }

    /// The countries, tracked; empty until fetched.
    pub fn countries(self) -> Vec<Country> {
        self.fetch("countries.json", move |list| self.countries.set(Some(list)));
        self.countries.get().unwrap_or_default()
    }

    /// The ethnic groups, tracked; empty until fetched.
    pub fn ethnic_groups(self) -> Vec<EthnicGroup> {
        self.fetch("ethnic-groups.json", move |list| {
            self.ethnic_groups.set(Some(list))
        });
        self.ethnic_groups.get().unwrap_or_default()
    }

    fn fetch<T: DeserializeOwned + 'static>(self, file: &str, arrived: impl Fn(T) + 'static) {
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
                    .and_then(|text| json::read::<T>(&text)),
                _ => None,
            };
            match list {
                Some(list) => arrived(list),
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

fn known<T>(
    list: Option<&Vec<T>>,
    fits: impl Fn(&T) -> bool,
    name: impl Fn(&T) -> String,
) -> Known {
    match list {
        None => Known::NotLoaded,
        Some(list) => list
            .iter()
            .find(|item| fits(item))
            .map_or(Known::No, |item| Known::Name(name(item))),
    }
}

impl Directory for Directories {
    fn province(&self, code: &str) -> Known {
        self.provinces();
        self.provinces.with(|list| {
            known(
                list.as_ref(),
                |one| one.code == code,
                |one| one.full_name.clone(),
            )
        })
    }

    fn commune(&self, province: &str, code: &str) -> Known {
        self.communes(province);
        self.communes.with(|all| {
            known(
                all.get(province),
                |one| one.code == code,
                |one| one.full_name.clone(),
            )
        })
    }

    fn country(&self, code: &str) -> Known {
        self.countries();
        let name = |one: &Country| {
            if lang() == Lang::En && !one.en.is_empty() {
                one.en.clone()
            } else {
                one.vi.clone()
            }
        };
        self.countries
            .with(|list| known(list.as_ref(), |one| one.code == code, name))
    }

    fn ethnic_group(&self, code: &str) -> Known {
        self.ethnic_groups();
        self.ethnic_groups.with(|list| {
            known(
                list.as_ref(),
                |one| one.code == code,
                |one| one.name.clone(),
            )
        })
    }

    fn commune_anywhere(&self, code: &str) -> Known {
        // The lists of single provinces are smaller, and one of them often is here already.
        let near = self.communes.with(|all| {
            all.values()
                .flatten()
                .find(|one| one.code == code)
                .map(|one| one.full_name.clone())
        });
        if let Some(name) = near {
            return Known::Name(name);
        }
        self.communes_anywhere();
        self.communes_anywhere.with(|list| {
            known(
                list.as_ref(),
                |one| one.code == code,
                |one| one.full_name.clone(),
            )
        })
    }

    fn agency(&self, code: &str) -> Known {
        self.agencies();
        self.agencies.with(|list| incomplete(list.as_ref(), code))
    }

    fn business_line(&self, code: &str) -> Known {
        self.business_lines();
        self.business_lines
            .with(|list| incomplete(list.as_ref(), code))
    }
}

/// The name from a list that does not have every code there is: what it lacks may still be right.
fn incomplete(list: Option<&Vec<Named>>, code: &str) -> Known {
    match known(list, |one| one.code == code, |one| one.name.clone()) {
        Known::No => Known::NotLoaded,
        found => found,
    }
}
