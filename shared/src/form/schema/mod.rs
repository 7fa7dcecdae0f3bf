//! The canonical answers of a form as JSON Schema 2020-12: what other systems read to understand, and check, what was filed.
//!
//! It says less than [`validate`](super::validate()): limits that depend on the day, rules between fields and codes of
//! reference lists are noted in `x-…` members, not enforced. What it does enforce, every filed answer keeps.

mod kind;
mod pattern;
mod when;

use serde_json::{Map, Value, json};

use super::definition::{Field, Form};
use super::field::Kind;
use kind::of_kind;
use when::{Level, absent_unless, needed_when};

/// The schema of the answers that [`validate`](super::validate()) gives back when nothing blocks filing.
#[must_use]
pub fn answers_schema(form: &Form) -> Value {
    let fields: Vec<&Field> = form.fields().collect();
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert(
        "$id".to_owned(),
        json!(format!("urn:motcua:form:{}", form.id)),
    );
    schema.insert("title".to_owned(), json!(form.title.vi));
    if !form.basis.is_empty() {
        schema.insert("description".to_owned(), json!(form.basis));
    }
    schema.extend(object(&fields));
    if !form.rules.is_empty() {
        let rules: Vec<Value> = form
            .rules
            .iter()
            .map(|rule| json!({"id": rule.id, "field": rule.field, "severity": rule.severity, "require": rule.require, "message": rule.message.vi}))
            .collect();
        schema.insert("x-rules".to_owned(), Value::Array(rules));
    }
    Value::Object(schema)
}

/// The answers of one level: the form, or one row.
fn object(fields: &[&Field]) -> Map<String, Value> {
    let level = Level::new(fields);
    let (mut properties, mut required, mut all) = (Map::new(), Vec::new(), Vec::new());
    for field in fields {
        let Some(mut property) = of_kind(&field.kind) else {
            continue;
        };
        describe(field, &mut property);
        let visible = field.visible_if.as_ref();
        if visible.is_none() && is_always_answered(field) {
            required.push(json!(field.key));
        }
        match visible.map(|condition| level.schema(condition)) {
            None => {}
            Some(Some(shown)) => {
                all.push(absent_unless(&shown, &field.key));
                if is_always_answered(field) {
                    all.push(needed_when(&[shown], &field.key));
                }
            }
            Some(None) => note(&mut property, "x-visible-if", json!(field.visible_if)),
        }
        if let Some(condition) = &field.required_if {
            let shown = visible.map(|condition| level.schema(condition));
            match (level.schema(condition), shown) {
                (Some(needed), None) => all.push(needed_when(&[needed], &field.key)),
                (Some(needed), Some(Some(shown))) => {
                    all.push(needed_when(&[shown, needed], &field.key));
                }
                _ => note(&mut property, "x-required-if", json!(condition)),
            }
        }
        properties.insert(field.key.clone(), property);
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    if !all.is_empty() {
        schema.insert("allOf".to_owned(), Value::Array(all));
    }
    schema
}

/// Whether filed answers always have this one when it is visible.
const fn is_always_answered(field: &Field) -> bool {
    match &field.kind {
        Kind::Computed(_) | Kind::Note(_) => false,
        Kind::Repeat(repeat) => field.required || repeat.min_rows > 0,
        _ => field.required,
    }
}

fn describe(field: &Field, property: &mut Value) {
    note(property, "title", json!(field.label.vi));
    if !field.label.en.is_empty() {
        note(property, "x-title-en", json!(field.label.en));
    }
    if let Some(help) = &field.help {
        note(property, "description", json!(help.vi));
    }
    if let Some(path) = &field.profile {
        note(property, "x-profile", json!(path));
    }
}

fn note(property: &mut Value, member: &str, value: Value) {
    if let Value::Object(members) = property {
        members.insert(member.to_owned(), value);
    }
}
