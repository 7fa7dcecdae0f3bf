//! One field of an imported form: its type with its parameters, its rule, its conditions, its bindings.

use motcua_shared::form::field::pattern::Pattern;
use motcua_shared::form::profile::is_profile_path;
use motcua_shared::form::term::Term;
use motcua_shared::form::{Condition, Rule};
use motcua_shared::time::parse_iso_date;
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
/// A name pattern: letters, marks, and the signs that names have.
const NAME_PATTERN: &str = "^[\\p{L}][\\p{L}\\p{M}'’ .-]{1,99}$";
const FILE_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

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
        if is_profile_path(profile) {
            field.insert("profile".to_owned(), json!(profile));
        } else if !profile.is_empty() {
            self.lost(&name, format!("the profile path {profile} is not known"));
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

    fn rule(
        &mut self,
        source: &Value,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) {
        let rules: Vec<&Value> = match source.get("rule").or_else(|| source.get("rules")) {
            None | Some(Value::Null) => return,
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
        };
        for rule in rules {
            let found = self.one_rule(rule, source, name, place, field);
            if let Err(reason) = found {
                self.lost(name, format!("rule: {reason}"));
            }
        }
    }

    fn one_rule(
        &mut self,
        rule: &Value,
        source: &Value,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let kind = text(rule, "kind");
        let of = text(source, "type");
        let known: &[&str] = match kind {
            "citizen_id" | "email" => &[],
            "pattern" => &["pattern", "flags", "example"],
            "range" => &["min", "max"],
            "date_range" => &["min", "max"],
            "age_min" | "age_max" => &["years"],
            "derived" => &["from", "function"],
            "forbidden_values" => &["values"],
            "file" => &["accept", "max_mb", "max_files"],
            other => return Err(format!("the kind {other} is not known")),
        };
        for member in rule.as_object().into_iter().flat_map(Map::keys) {
            let usual = ["kind", "message_vi", "message_en"].contains(&member.as_str());
            if !usual && !known.contains(&member.as_str()) {
                self.lost(
                    name,
                    format!("rule {kind}: the member {member} is not understood"),
                );
            }
        }
        let message = (!text(rule, "message_vi").is_empty())
            .then(|| bilingual(text(rule, "message_vi"), text(rule, "message_en")));
        let misfit = || Err(format!("{kind} does not fit the type {of}"));
        match kind {
            "citizen_id" if of == "citizen_id" => {}
            "email" if of == "email" => {}
            "pattern" => return pattern(rule, of, message, field),
            "range" => match of {
                "number" | "money" | "decimal" => {
                    for member in ["min", "max"] {
                        if let Some(limit) = rule.get(member).filter(|limit| !limit.is_null()) {
                            field.insert(member.to_owned(), limit_of(limit)?);
                        }
                    }
                }
                _ => return misfit(),
            },
            "date_range" if matches!(of, "date" | "month") => {
                return self.date_range(rule, source, message, name, place, field);
            }
            "age_min" | "age_max" if of == "date" => {
                let years = rule
                    .get("years")
                    .and_then(Value::as_u64)
                    .ok_or("years is no whole number")?;
                field.insert(kind.to_owned(), json!(years));
                field.insert("not_future".to_owned(), json!(true));
                if let Some(message) = message {
                    field.insert("message".to_owned(), message);
                }
            }
            "derived" => {
                let function = match text(rule, "function") {
                    "money_in_words_vi" | "number_in_words_vi" => "number_in_words",
                    "date_in_words_vi" => "date_in_words",
                    other => return Err(format!("the function {other} is not known")),
                };
                let from = text(rule, "from");
                if place.names.find(from).is_none() {
                    return Err(format!("there is no field {from}"));
                }
                field.insert("type".to_owned(), json!("computed"));
                field.insert("from".to_owned(), json!(from));
                field.insert("function".to_owned(), json!(function));
            }
            "forbidden_values" => {
                return self.forbidden(rule, source, message, name, place, field);
            }
            "file" if of == "attachment" => {
                let accept = rule.get("accept").and_then(Value::as_array);
                let (good, bad): (Vec<&Value>, Vec<&Value>) = accept
                    .into_iter()
                    .flatten()
                    .partition(|kind| FILE_TYPES.contains(&string(kind)));
                for kind in bad {
                    self.lost(name, format!("files of the type {kind} are not taken"));
                }
                if !good.is_empty() {
                    field.insert("accept".to_owned(), json!(good));
                }
                for member in ["max_mb", "max_files"] {
                    match rule.get(member) {
                        None => {}
                        Some(number) if number.as_u64().is_some_and(|number| number > 0) => {
                            field.insert(member.to_owned(), number.clone());
                        }
                        Some(other) => return Err(format!("{member} {other} is no whole number")),
                    }
                }
            }
            _ => return misfit(),
        }
        Ok(())
    }

    fn date_range(
        &mut self,
        rule: &Value,
        source: &Value,
        message: Option<Value>,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let of = text(source, "type");
        let (min, max) = (text(rule, "min"), text(rule, "max"));
        for member in ["min", "max"] {
            if rule
                .get(member)
                .is_some_and(|limit| !limit.is_string() && !limit.is_null())
            {
                return Err(format!("{member} is no date"));
            }
        }
        if of == "date" && min.is_empty() && max == "today" {
            // The engine has its own words for this one.
            field.insert("not_future".to_owned(), json!(true));
            return Ok(());
        }
        for (member, limit) in [("min", min), ("max", max)] {
            if limit.is_empty() {
                continue;
            }
            if is_day_limit(limit) {
                field.insert(member.to_owned(), json!(limit));
            } else if place.rows.is_empty() && place.names.find(limit).is_some() {
                // A limit that is another question is a rule between the two.
                let (this, other) = (
                    Term::Field(text(source, "key").to_owned()),
                    Term::Field(limit.to_owned()),
                );
                let require = if member == "min" {
                    Condition::AtMost(other, this)
                } else {
                    Condition::AtMost(this, other)
                };
                self.between(name, member, require, message.clone());
            } else {
                return Err(format!(
                    "the limit {limit} is neither a day nor a field beside it"
                ));
            }
        }
        if let (Some(message), true) = (message, of == "date") {
            field.insert("message".to_owned(), message);
        }
        Ok(())
    }

    fn forbidden(
        &mut self,
        rule: &Value,
        source: &Value,
        message: Option<Value>,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let values = rule
            .get("values")
            .and_then(Value::as_array)
            .ok_or("values is no list")?;
        match text(source, "type") {
            "boolean" if *values == [json!(false)] => {
                field.insert("must_accept".to_owned(), json!(true));
            }
            "enum" => {
                let message = message.ok_or("forbidden_values without a message_vi")?;
                field.insert(
                    "forbidden".to_owned(),
                    json!({ "values": values, "message": message }),
                );
            }
            "text" | "country" | "ethnicity" | "province" | "ward" if place.rows.is_empty() => {
                let codes: Vec<String> = values
                    .iter()
                    .map(|value| string(value).to_owned())
                    .collect();
                let require = Condition::Not(Box::new(Condition::In(
                    text(source, "key").to_owned(),
                    codes,
                )));
                self.between(name, "values", require, message);
            }
            other => {
                return Err(format!(
                    "forbidden_values does not fit the type {other} here"
                ));
            }
        }
        Ok(())
    }

    /// Adds a rule between fields.
    fn between(&mut self, name: &str, about: &str, require: Condition, message: Option<Value>) {
        let message = message
            .and_then(|message| serde_json::from_value(message).ok())
            .unwrap_or_default();
        self.rules.push(Rule {
            id: format!("{name}-{about}"),
            require,
            severity: motcua_shared::form::Severity::Error,
            message,
            field: name.to_owned(),
        });
    }
}

fn pattern(
    rule: &Value,
    of: &str,
    message: Option<Value>,
    field: &mut Map<String, Value>,
) -> Result<(), String> {
    let source = text(rule, "pattern");
    let flags = text(rule, "flags");
    if !flags.chars().all(|flag| flag == 'u') {
        return Err(format!("the flags {flags} of a pattern are not understood"));
    }
    match of {
        // The type checks it, and more.
        "phone" | "email" | "citizen_id" | "vsic" | "url" => return Ok(()),
        "text" => {}
        other => return Err(format!("pattern does not fit the type {other}")),
    }
    if source == NAME_PATTERN {
        field.insert("format".to_owned(), json!("person_name"));
        field.insert("max_length".to_owned(), json!(100));
        return Ok(());
    }
    // Ours always mean the whole text.
    let begin = source.strip_prefix('^');
    let inner = begin.unwrap_or(source);
    let end = inner
        .strip_suffix('$')
        .filter(|inner| !inner.ends_with('\\'));
    let inner = end.unwrap_or(inner);
    let whole = |open: bool| if open { "" } else { ".*" };
    let body = if begin.is_some() && end.is_some() {
        inner.to_owned()
    } else {
        format!(
            "{}(?:{inner}){}",
            whole(begin.is_some()),
            whole(end.is_some())
        )
    };
    if body.contains(['^', '$']) && !body.contains("[^") {
        return Err(format!(
            "the pattern {source} has ^ or $ inside, which is not understood"
        ));
    }
    let ours = Pattern::new(&body);
    if !ours.is_sound() {
        return Err(format!("the pattern {source} is not understood"));
    }
    field.insert("pattern".to_owned(), json!(body));
    let example = text(rule, "example");
    if !example.is_empty() {
        if !ours.matches(example) {
            return Err(format!(
                "the pattern {source} rejects its example {example}"
            ));
        }
        field.insert("example".to_owned(), json!(example));
    }
    match message {
        Some(message) => {
            field.insert("message".to_owned(), message);
        }
        None if example.is_empty() => {
            return Err("a pattern without message_vi: nobody could say what is wrong".to_owned());
        }
        None => {}
    }
    Ok(())
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A condition as `form.json` has it.
fn json_of(condition: Condition) -> Result<Value, String> {
    serde_json::to_value(condition).map_err(|error| error.to_string())
}

/// A limit of a number: whole, or text with its decimals.
fn limit_of(limit: &Value) -> Result<Value, String> {
    match limit {
        Value::Number(number) if number.as_i64().is_some() => Ok(limit.clone()),
        Value::Number(number) => serde_json::to_value(compile::number(&number.to_string())?)
            .map_err(|error| error.to_string()),
        other => Err(format!("the limit {other} is no number")),
    }
}

/// `2025-07-01`, `today`, `today+2y`, `today-6m`, `today+10d`.
fn is_day_limit(limit: &str) -> bool {
    if let Some(moved) = limit.strip_prefix("today") {
        let Some(count) = moved.strip_prefix(['+', '-']) else {
            return moved.is_empty();
        };
        let digits = count.strip_suffix(['y', 'm', 'd']).unwrap_or_default();
        return !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    }
    parse_iso_date(limit).is_some()
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
