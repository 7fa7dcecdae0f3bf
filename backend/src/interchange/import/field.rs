//! One field of an imported form: its type with its parameters, its conditions, its bindings. Its rule is read in `rule`.

use motcua_shared::form::profile::{Holds, held_by};
use motcua_shared::form::{Condition, Kind};
use serde_json::{Map, Value, json};

use super::compile::{self, Names};
use super::{Import, text};

/// Members that are understood, or are no part of the form (`verified` is a note of whoever collected it).
const MEMBERS: [&str; 21] = [
    "key",
    "label_vi",
    "label_en",
    "type",
    "required",
    "verified",
    "options",
    "options_ref",
    "visible_when",
    "required_when",
    "readonly_when",
    "rule",
    "profile",
    "default",
    "help_vi",
    "help_en",
    "parts",
    "min_items",
    "max_items",
    "fields",
    "note",
];
/// Which list a type takes its values from.
const LISTS: [(&str, &[&str]); 4] = [
    (
        "administrative-units.json",
        &["address", "province", "ward"],
    ),
    ("ethnic-groups.json", &["ethnicity"]),
    ("countries.json", &["country"]),
    ("agency-codes.json", &["agency"]),
];
pub(super) const FILE_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// Where a field stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) names: Names<'a>,
    /// Keys of the repeat groups around it, dotted; empty at the top.
    pub(super) rows: &'a str,
    pub(super) depth: usize,
}

impl Place<'_> {
    fn name(&self, key: &str) -> String {
        if self.rows.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.rows)
        }
    }
}

/// A text in both languages; English only when there is one.
pub(super) fn bilingual(vi: &str, en: &str) -> Value {
    if en.is_empty() {
        json!({ "vi": vi })
    } else {
        json!({ "vi": vi, "en": en })
    }
}

impl Import {
    /// The field in our shape; `None` when its type is not known.
    pub(super) fn field(&mut self, source: &Value, place: Place<'_>) -> Option<Value> {
        let key = text(source, "key");
        let name = place.name(key);
        if !source.is_object() || key.is_empty() {
            self.lost(&name, "a field without a key");
            return None;
        }
        for member in source.as_object().into_iter().flat_map(Map::keys) {
            if !MEMBERS.contains(&member.as_str()) {
                self.lost(&name, format!("the member {member} is not understood"));
            }
        }
        let mut field = Map::new();
        field.insert("key".to_owned(), json!(key));
        let label = text(source, "label_vi");
        field.insert(
            "label".to_owned(),
            bilingual(label, text(source, "label_en")),
        );
        if !text(source, "help_vi").is_empty() {
            field.insert(
                "help".to_owned(),
                bilingual(text(source, "help_vi"), text(source, "help_en")),
            );
        }
        self.kind(source, &name, place, &mut field)?;
        self.rule(source, &name, place, &mut field);
        self.list(source, &name);
        let asked = !matches!(
            field.get("type").and_then(Value::as_str),
            Some("computed" | "note")
        );
        // A box that must be answered may be left unticked: that is an answer.
        let required = source.get("required") == Some(&json!(true));
        if required && asked && text(source, "type") != "boolean" {
            field.insert("required".to_owned(), json!(true));
        }
        for (member, ours) in [
            ("visible_when", "visible_if"),
            ("required_when", "required_if"),
            ("readonly_when", "read_only_if"),
        ] {
            let Some(when) = source.get(member).filter(|when| !when.is_null()) else {
                continue;
            };
            match compile::when(when, &place.names).and_then(json_of) {
                Ok(condition) => {
                    field.insert(ours.to_owned(), condition);
                }
                Err(reason) => self.lost(&name, format!("{member}: {reason}")),
            }
        }
        if field.contains_key("required_if") {
            field.remove("required");
        }
        let profile = text(source, "profile");
        match held_by(profile) {
            Some(holds) if fits(holds, &field) => {
                field.insert("profile".to_owned(), json!(profile));
            }
            Some(holds) => {
                let holds = holds.words();
                self.lost(
                    &name,
                    format!("{profile} is {holds}: this type cannot show it"),
                );
            }
            None if profile.is_empty() => {}
            None => self.lost(&name, format!("the profile path {profile} is not known")),
        }
        self.default(source, &name, asked, &mut field);
        if let Some(token) = autocomplete(profile, text(source, "type")) {
            field.insert("autocomplete".to_owned(), json!(token));
        }
        Some(Value::Object(field))
    }

    fn kind(
        &mut self,
        source: &Value,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Option<()> {
        let mut put = |member: &str, value: Value| {
            field.insert(member.to_owned(), value);
        };
        let kind = match text(source, "type") {
            "text" => "text",
            "textarea" => "long_text",
            "number" if fractional(source) => {
                if let Some(unit) = unit(text(source, "label_vi")) {
                    put("unit", json!({ "vi": unit, "en": unit }));
                }
                "decimal"
            }
            "boolean" => "check",
            "ward" => {
                let province = place.names.beside.iter().rev().find(|other| {
                    text(other, "type") == "province" && comes_before(other, source, &place.names)
                });
                if let Some(province) = province {
                    put("province_field", json!(text(province, "key")));
                }
                "commune"
            }
            "vsic" => "business_line",
            "attachment" => {
                put("accept", json!(FILE_TYPES));
                put("max_mb", json!(10));
                "file"
            }
            "enum" => {
                let options = self.options(source, name)?;
                put("options", options);
                "choice"
            }
            "multi_enum" | "choices" => {
                let options = self.options(source, name)?;
                put("options", options);
                "choices"
            }
            "address" => {
                let parts = source.get("parts").and_then(Value::as_array);
                for part in parts
                    .into_iter()
                    .flatten()
                    .filter(|part| !["province", "ward", "detail"].contains(&string(part)))
                {
                    self.lost(
                        name,
                        format!("addresses have no part {part}: province, ward and detail only"),
                    );
                }
                "address"
            }
            "citizen_id" => {
                for (member, last, kind) in [
                    ("birth_field", "date_of_birth", "date"),
                    ("gender_field", "gender", "enum"),
                ] {
                    if let Some(other) = same_person(source, last, kind, place.names.beside) {
                        put(member, json!(other));
                    }
                }
                "citizen_id"
            }
            "repeat" => {
                if place.depth >= 2 {
                    self.lost(
                        name,
                        "a repeat group inside a repeat group inside a repeat group",
                    );
                    return None;
                }
                let beside = compile::row_fields(source);
                let around: Vec<&Value> = place
                    .names
                    .beside
                    .iter()
                    .chain(place.names.around)
                    .copied()
                    .collect();
                let inside = Place {
                    names: Names {
                        beside: &beside,
                        around: &around,
                    },
                    rows: name,
                    depth: place.depth + 1,
                };
                let rows: Vec<Value> = beside
                    .iter()
                    .filter_map(|row| self.field(row, inside))
                    .collect();
                if rows.is_empty() {
                    self.lost(name, "a repeat group without fields");
                    return None;
                }
                put(
                    "row_label",
                    bilingual(text(source, "label_vi"), text(source, "label_en")),
                );
                put("fields", json!(rows));
                for (member, ours) in [("min_items", "min_rows"), ("max_items", "max_rows")] {
                    match source.get(member) {
                        None | Some(Value::Null) => {}
                        Some(number) if number.as_u64().is_some() => put(ours, number.clone()),
                        Some(other) => {
                            self.lost(name, format!("{member} is no number of rows: {other}"));
                        }
                    }
                }
                "repeat"
            }
            known @ ("date" | "time" | "month" | "number" | "money" | "phone" | "email" | "url"
            | "province" | "country" | "ethnicity" | "agency" | "decimal" | "tax_code"
            | "passport" | "bank_account" | "signature") => known,
            other => {
                self.lost(name, format!("the type {other} is not known"));
                return None;
            }
        };
        put("type", json!(kind));
        Some(())
    }

    fn options(&mut self, source: &Value, name: &str) -> Option<Value> {
        let Some(list) = source
            .get("options")
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty())
        else {
            self.lost(name, "a choice without options");
            return None;
        };
        let options: Vec<Value> = list
            .iter()
            .map(|option| {
                for member in option.as_object().into_iter().flat_map(Map::keys) {
                    if !["value", "label_vi", "label_en"].contains(&member.as_str()) {
                        self.lost(name, format!("the member {member} of an option is not understood"));
                    }
                }
                let value = option.get("value").unwrap_or(&Value::Null);
                let code = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                json!({ "value": code, "label": bilingual(text(option, "label_vi"), text(option, "label_en")) })
            })
            .collect();
        Some(json!(options))
    }

    fn list(&mut self, source: &Value, name: &str) {
        let wanted = text(source, "options_ref");
        let kind = text(source, "type");
        let fits = LISTS
            .iter()
            .any(|(list, kinds)| *list == wanted && kinds.contains(&kind));
        if !wanted.is_empty() && !fits {
            self.lost(
                name,
                format!("the list {wanted} is not known for the type {kind}"),
            );
        }
    }

    fn default(&mut self, source: &Value, name: &str, asked: bool, field: &mut Map<String, Value>) {
        let Some(default) = source.get("default").filter(|default| !default.is_null()) else {
            return;
        };
        let kind = text(source, "type");
        let ours = match default {
            Value::String(text) => Some(json!(text)),
            Value::Bool(truth) if kind == "boolean" => Some(json!(truth)),
            Value::Number(number) => Some(json!(number.to_string().replace('.', ","))),
            _ => None,
        };
        match ours.filter(|_| asked && !matches!(kind, "repeat" | "attachment" | "address")) {
            Some(ours) => {
                field.insert("default".to_owned(), ours);
            }
            None => self.lost(
                name,
                format!("the default {default} does not fit the type {kind}"),
            ),
        }
    }
}

pub(super) fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A condition as `form.json` has it.
fn json_of(condition: Condition) -> Result<Value, String> {
    serde_json::to_value(condition).map_err(|error| error.to_string())
}

/// A number that is measured, so that it has decimals.
fn fractional(source: &Value) -> bool {
    let limits = source.get("rule");
    let broken = |member: &str| {
        let limit = limits.and_then(|rule| rule.get(member));
        limit.is_some_and(|limit| limit.is_f64())
    };
    unit(text(source, "label_vi")).is_some() || broken("min") || broken("max")
}

/// The unit of measurement in a label: `Diện tích (m²)`.
fn unit(label: &str) -> Option<&'static str> {
    let found = label.rsplit_once('(')?.1.split_once(')')?.0.trim();
    ["m²", "m2", "m", "m³", "km", "km²", "ha", "kg", "tấn", "%"]
        .into_iter()
        .find(|unit| *unit == found)
        .map(|unit| if unit == "m2" { "m²" } else { unit })
}

fn comes_before(other: &Value, source: &Value, names: &Names<'_>) -> bool {
    let at = |field: &Value| {
        names
            .beside
            .iter()
            .position(|one| text(one, "key") == text(field, "key"))
    };
    at(other) < at(source)
}

/// The key of the question about the same person: same profile prefix, or same key prefix.
fn same_person<'a>(
    source: &Value,
    last: &str,
    kind: &str,
    beside: &[&'a Value],
) -> Option<&'a str> {
    let profile = text(source, "profile").strip_suffix(".citizen_id");
    let prefix = text(source, "key").strip_suffix("citizen_id")?;
    let fits = |other: &&&Value| {
        text(other, "type") == kind
            && match profile {
                Some(profile) => {
                    text(other, "profile").strip_suffix(last) == Some(&format!("{profile}."))
                }
                None => text(other, "key").strip_suffix(last) == Some(prefix),
            }
    };
    beside.iter().find(fits).map(|other| text(other, "key"))
}

/// Whether the field as it is so far can show such a fact.
fn fits(holds: Holds, field: &Map<String, Value>) -> bool {
    let kind = serde_json::from_value::<Kind>(Value::Object(field.clone()));
    kind.is_ok_and(|kind| holds.fits(&kind))
}

/// The token for data about the person who types (WCAG 1.3.5).
fn autocomplete(profile: &str, kind: &str) -> Option<&'static str> {
    let token = match profile {
        "person.full_name" => "name",
        "person.phone" => "tel",
        "person.email" => "email",
        "person.residence" | "person.current_address" => "street-address",
        _ => return None,
    };
    matches!(kind, "text" | "phone" | "email" | "address").then_some(token)
}
