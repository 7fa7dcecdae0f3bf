//! Person and household blocks: the questions that every declaration asks about a person, written once, in
//! `attributes.json`. They are written out when a procedure folder is read, so that the engine only ever sees fields.
//!
//! `{"block": "person", "prefix": "mother_", "profile": "child.mother", "label": {"vi": "mẹ"}, "with": ["full_name", …]}`
//! stands among the fields of a group or of a repeat; an element of `with` is an attribute, or
//! `{"use": "full_name", …}` with members that replace those of the attribute. Members of the block that belong to a field
//! (`required`, `visible_if`, …) go to each of its fields.
//!
//! `{"block": "household", "key": "members", "label": …, "row_label": …, "with": […]}` becomes a repeat group of persons.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use super::definition::{Field, Form, Group, Section};
use crate::i18n::Bilingual;

const ATTRIBUTES: &str = include_str!("attributes.json");
/// Members that belong to the block itself, not to its fields.
const OWN: [&str; 6] = ["block", "prefix", "profile", "label", "with", "row_label"];

/// Why a definition cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFault(String);

impl fmt::Display for DefinitionFault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

impl std::error::Error for DefinitionFault {}

impl From<serde_json::Error> for DefinitionFault {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Reads the text of a `form.json`, blocks written out.
///
/// # Errors
/// When it is no JSON, a block is not understood, or the result is no form.
pub fn read_form(text: &str) -> Result<Form, DefinitionFault> {
    // Without blocks the text itself is read: its faults then name line and column.
    if !text.contains("\"block\"") {
        return Ok(serde_json::from_str(text)?);
    }
    let mut form: Value = serde_json::from_str(text)?;
    expand(&mut form)?;
    Ok(serde_json::from_value(form)?)
}

/// Every attribute of a person as a question, by its name (`full_name`, `id_document.number`): what a value of it is called,
/// how it is shown, and what it may be.
#[must_use]
pub fn attributes() -> BTreeMap<String, Field> {
    let read: Map<String, Value> = serde_json::from_str(ATTRIBUTES).unwrap_or_default();
    read.into_iter()
        .filter_map(|(name, mut attribute)| {
            attribute.as_object_mut()?.insert("key".into(), json!(name));
            Some((name, serde_json::from_value(attribute).ok()?))
        })
        .collect()
}

/// A form that asks one question, so that one answer is checked as it would be in a form.
#[must_use]
pub fn single(field: Field) -> Form {
    let group = Group {
        key: "group".to_owned(),
        title: Bilingual::default(),
        intro: None,
        fields: vec![field],
    };
    let section = Section {
        key: "section".to_owned(),
        title: Bilingual::default(),
        groups: vec![group],
    };
    Form {
        id: "question".to_owned(),
        title: Bilingual::default(),
        basis: String::new(),
        sections: vec![section],
        rules: Vec::new(),
        roles: Vec::new(),
        declaration: Bilingual::default(),
    }
}

/// Writes out the blocks of a form that is not yet read.
///
/// # Errors
/// When a block is not understood.
pub fn expand(form: &mut Value) -> Result<(), DefinitionFault> {
    let attributes: Map<String, Value> = serde_json::from_str(ATTRIBUTES)?;
    let lists = |value: &mut Value, key: &str| -> Vec<Value> {
        match value.get_mut(key) {
            Some(Value::Array(items)) => std::mem::take(items),
            _ => Vec::new(),
        }
    };
    let mut sections = lists(form, "sections");
    for section in &mut sections {
        let mut groups = lists(section, "groups");
        for group in &mut groups {
            if let Some(fields) = group.get_mut("fields") {
                expand_fields(fields, &attributes)?;
            }
        }
        put(section, "groups", Value::Array(groups));
    }
    put(form, "sections", Value::Array(sections));
    Ok(())
}

fn put(value: &mut Value, key: &str, member: Value) {
    if let Some(slot) = value.get_mut(key) {
        *slot = member;
    }
}

fn expand_fields(
    fields: &mut Value,
    attributes: &Map<String, Value>,
) -> Result<(), DefinitionFault> {
    let Value::Array(list) = fields else {
        return Ok(());
    };
    let mut out = Vec::with_capacity(list.len());
    for mut field in std::mem::take(list) {
        match field.get("block").and_then(Value::as_str) {
            None => {
                if let Some(inner) = field.get_mut("fields") {
                    expand_fields(inner, attributes)?;
                }
                out.push(field);
            }
            Some("person") => out.extend(person(&field, attributes, true)?),
            Some("household") => out.push(household(&field, attributes)?),
            Some(other) => return Err(DefinitionFault(format!("there is no block {other}"))),
        }
    }
    *list = out;
    Ok(())
}

fn text<'v>(block: &'v Value, key: &str) -> &'v str {
    block.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The fields of a person. `shared` says whether members of the block go to each of them.
fn person(
    block: &Value,
    attributes: &Map<String, Value>,
    shared: bool,
) -> Result<Vec<Value>, DefinitionFault> {
    let (prefix, profile) = (text(block, "prefix"), text(block, "profile"));
    let with = block.get("with").and_then(Value::as_array);
    let with = with.ok_or_else(|| DefinitionFault("a block has no list “with”".to_owned()))?;
    let name = |item: &Value| {
        item.as_str()
            .unwrap_or_else(|| text(item, "use"))
            .to_owned()
    };
    let key = |name: &str| format!("{prefix}{}", name.replace('.', "_"));
    let has = |wanted: &str| with.iter().any(|item| name(item) == wanted);
    let mut fields = Vec::with_capacity(with.len());
    for item in with {
        let name = name(item);
        let Some(Value::Object(attribute)) = attributes.get(&name) else {
            return Err(DefinitionFault(format!("a person has no attribute {name}")));
        };
        let mut field = attribute.clone();
        field.insert("key".to_owned(), json!(key(&name)));
        if !profile.is_empty() {
            field.insert("profile".to_owned(), json!(format!("{profile}.{name}")));
        }
        if let (true, Some(who), Some(what)) = (shared, block.get("label"), attribute.get("label"))
        {
            field.insert("label".to_owned(), of_whom(what, who));
        }
        // The number is compared with what is asked beside it (R-VAL-02).
        if name == "citizen_id" {
            for (member, other) in [("birth_field", "date_of_birth"), ("gender_field", "gender")] {
                if has(other) {
                    field.insert(member.to_owned(), json!(key(other)));
                }
            }
        }
        let of_block = block.as_object().into_iter().flatten();
        for (member, value) in
            of_block.filter(|(member, _)| shared && !OWN.contains(&member.as_str()))
        {
            field.insert(member.clone(), value.clone());
        }
        for (member, value) in item.as_object().into_iter().flatten() {
            if member != "use" {
                field.insert(member.clone(), value.clone());
            }
        }
        fields.push(Value::Object(field));
    }
    Ok(fields)
}

/// “Ngày sinh của mẹ”, “Date of birth of the mother”.
fn of_whom(what: &Value, who: &Value) -> Value {
    let mut label = Map::new();
    for (lang, joint) in [("vi", "của"), ("en", "of")] {
        let (what, who) = (text(what, lang), text(who, lang));
        if !who.is_empty() {
            label.insert(lang.to_owned(), json!(format!("{what} {joint} {who}")));
        } else if lang == "vi" {
            label.insert(lang.to_owned(), json!(what));
        }
    }
    Value::Object(label)
}

/// The repeat group of the members of a household.
fn household(block: &Value, attributes: &Map<String, Value>) -> Result<Value, DefinitionFault> {
    let mut people = block.clone();
    if let Some(people) = people.as_object_mut() {
        people.entry("profile").or_insert_with(|| json!("member"));
    }
    let mut group = Map::new();
    group.insert("type".to_owned(), json!("repeat"));
    group.insert("key".to_owned(), json!("members"));
    group.insert(
        "label".to_owned(),
        json!({"vi": "Thành viên hộ gia đình", "en": "Household members"}),
    );
    group.insert(
        "row_label".to_owned(),
        json!({"vi": "Thành viên", "en": "Member"}),
    );
    group.insert("profile".to_owned(), json!("household.members"));
    for (member, value) in block.as_object().into_iter().flatten() {
        if !matches!(member.as_str(), "block" | "prefix" | "profile" | "with") {
            group.insert(member.clone(), value.clone());
        }
    }
    group.insert(
        "fields".to_owned(),
        Value::Array(person(&people, attributes, false)?),
    );
    Ok(Value::Object(group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Kind;

    fn form(field: &str) -> Result<Form, DefinitionFault> {
        read_form(&format!(
            r#"{{"id":"f","title":{{"vi":"T"}},"basis":"","declaration":{{"vi":"D"}},"sections":[{{"key":"s","title":{{"vi":"S"}},"groups":[{{"key":"g","title":{{"vi":"G"}},"fields":[{field}]}}]}}]}}"#
        ))
    }

    #[test]
    fn every_attribute_is_a_field() {
        let attributes: Map<String, Value> = serde_json::from_str(ATTRIBUTES).unwrap();
        let names: Vec<&String> = attributes.keys().collect();
        let form = form(&json!({"block": "person", "with": names}).to_string()).unwrap();
        assert_eq!(form.fields().count(), names.len());
        assert_eq!(super::attributes().len(), names.len());
        assert_eq!(crate::form::lint::lint(&form), []);
    }

    #[test]
    fn a_person_is_written_out() {
        let form = form(
            r#"{"block":"person","prefix":"mother_","profile":"child.mother","label":{"vi":"mẹ","en":"the mother"},"required":true,
                "visible_if":{"not":{"checked":"mother_unknown"}},
                "with":["full_name","date_of_birth","gender",{"use":"citizen_id","required":false,"label":{"vi":"Số định danh"}}]}"#,
        )
        .unwrap();
        let name = form.field("mother_full_name").unwrap();
        assert_eq!(name.label.vi, "Họ, chữ đệm và tên của mẹ");
        assert_eq!(name.label.en, "Full name of the mother");
        assert_eq!(name.profile.as_deref(), Some("child.mother.full_name"));
        assert!(name.required && name.visible_if.is_some());
        let id = form.field("mother_citizen_id").unwrap();
        assert!(!id.required && id.label.vi == "Số định danh");
        let Kind::CitizenId(id) = &id.kind else {
            panic!("a personal number");
        };
        assert_eq!(id.birth_field.as_deref(), Some("mother_date_of_birth"));
    }

    #[test]
    fn a_household_is_a_repeat_group() {
        let form = form(r#"{"block":"household","prefix":"member_","min_rows":1,"with":["full_name","relationship_to_head"]}"#).unwrap();
        let Kind::Repeat(repeat) = &form.field("members").unwrap().kind else {
            panic!("a repeat group");
        };
        assert_eq!(repeat.min_rows, 1);
        let first = repeat.fields.first().unwrap();
        assert_eq!(
            (first.key.as_str(), first.profile.as_deref()),
            ("member_full_name", Some("member.full_name"))
        );
        assert_eq!(first.label.vi, "Họ, chữ đệm và tên");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (field, wanted) in [
            (r#"{"block":"pet","with":[]}"#, "there is no block pet"),
            (
                r#"{"block":"person","with":["wings"]}"#,
                "a person has no attribute wings",
            ),
            (r#"{"block":"person"}"#, "a block has no list “with”"),
        ] {
            assert_eq!(form(field).unwrap_err().to_string(), wanted);
        }
    }
}
