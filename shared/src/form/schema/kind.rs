//! The canonical answer of each field type as a schema.

use serde_json::{Map, Value, json};

use super::object;
use super::pattern::ecma;
use crate::form::definition::Field;
use crate::form::field::Kind;
use crate::form::field::address::AddressField;
use crate::form::field::choice::{Choice, ChoiceOption};
use crate::form::field::choices::Choices;
use crate::form::field::computed::{Computed, Format};
use crate::form::field::date::{DateField, Precision};
use crate::form::field::repeat::Repeat;
use crate::form::field::text::Text;

const WHOLE: &str = "^-?[0-9]+$";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// The schema of a type; `None` for words that have no answer.
pub(super) fn of_kind(kind: &Kind) -> Option<Value> {
    Some(match kind {
        Kind::Note(_) => return None,
        Kind::Text(text) => line(text),
        Kind::LongText(text) => {
            json!({"type": "string", "minLength": 1, "maxLength": text.max_length})
        }
        Kind::Number(number) => limited(WHOLE, json!(number.min), json!(number.max)),
        Kind::Money(money) => {
            let mut schema = limited(WHOLE, json!(money.min), json!(money.max));
            put(&mut schema, "x-unit", json!("VND"));
            schema
        }
        Kind::Decimal(decimal) => {
            let places = match decimal.scale {
                0 => String::new(),
                scale => format!(r"(\.[0-9]{{1,{scale}}})?"),
            };
            let mut schema = limited(
                &format!("^-?[0-9]+{places}$"),
                json!(decimal.min),
                json!(decimal.max),
            );
            if let Some(unit) = &decimal.unit {
                put(&mut schema, "x-unit", json!(unit.vi));
            }
            schema
        }
        Kind::Date(date) => day(date),
        Kind::Month(month) => limited("^[0-9]{4}-[0-9]{2}$", json!(month.min), json!(month.max)),
        Kind::Time => shaped("^([01][0-9]|2[0-3]):[0-5][0-9]$"),
        Kind::Choice(choice) => one_of(choice),
        Kind::Choices(choices) => several_of(choices),
        Kind::Check(check) if check.must_accept => json!({"const": true}),
        Kind::Check(_) => json!({"type": "boolean"}),
        Kind::Ethnicity => coded(json!({"type": "string", "minLength": 1}), "ethnic-groups"),
        Kind::Country => coded(json!({"type": "string", "minLength": 1}), "countries"),
        Kind::Province => coded(shaped("^[0-9]{2}$"), "provinces"),
        Kind::Commune(_) => coded(shaped("^[0-9]{5}$"), "communes"),
        Kind::Agency => coded(shaped("^[A-Za-z0-9.]{1,40}$"), "agencies"),
        Kind::BusinessLine => coded(shaped("^[0-9]{4}$"), "business-lines"),
        Kind::Phone => shaped(r"^\+84[0-9]{9,10}$"),
        Kind::Email => json!({"type": "string", "format": "email", "minLength": 3}),
        Kind::Url => {
            json!({"type": "string", "format": "iri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
        }
        Kind::CitizenId(_) => shaped("^[0-9]{12}$"),
        Kind::TaxCode => shaped("^([0-9]{10}|[0-9]{10}-[0-9]{3}|[0-9]{12})$"),
        Kind::Passport => shaped("^[A-Z0-9]{6,12}$"),
        Kind::BankAccount => shaped("^[A-Z0-9]{4,24}$"),
        Kind::Address(address) => place(address),
        Kind::File(slot) => json!({
            "type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": slot.max_files,
            "x-accept": slot.accept, "x-max-mb": slot.max_mb,
        }),
        Kind::Signature(_) => json!({
            "type": "object", "additionalProperties": false, "required": ["drawn"],
            "properties": {"drawn": {"type": "string"}, "typed_name": {"type": "string"}, "agreed": {"type": "boolean"}},
            "anyOf": [
                {"properties": {"drawn": {"minLength": 1}}},
                {"required": ["typed_name", "agreed"], "properties": {"typed_name": {"minLength": 1}, "agreed": {"const": true}}},
            ],
        }),
        Kind::Repeat(repeat) => rows(repeat),
        Kind::Computed(value) => computed(value),
    })
}

fn put(schema: &mut Value, member: &str, value: Value) {
    if let Value::Object(members) = schema {
        members.insert(member.to_owned(), value);
    }
}

/// Text of one shape.
fn shaped(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

/// Text whose limits a schema cannot compare: numbers and dates are filed as text, so that nothing is rounded.
fn limited(pattern: &str, min: Value, max: Value) -> Value {
    let mut schema = shaped(pattern);
    for (member, limit) in [("x-minimum", min), ("x-maximum", max)] {
        if !limit.is_null() {
            put(&mut schema, member, limit);
        }
    }
    schema
}

fn coded(mut schema: Value, list: &str) -> Value {
    put(&mut schema, "x-list", json!(list));
    schema
}

fn line(text: &Text) -> Value {
    let mut schema = json!({"type": "string", "minLength": 1, "maxLength": text.max_length});
    if let Some(pattern) = text.pattern.as_ref().and_then(ecma) {
        put(&mut schema, "pattern", json!(pattern));
    }
    if !text.example.is_empty() {
        put(&mut schema, "examples", json!([text.example]));
    }
    schema
}

fn day(date: &DateField) -> Value {
    let pattern = match date.precision {
        Precision::Day => DAY,
        Precision::MonthAllowed => "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$",
        Precision::YearAllowed => "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    };
    let max = match (date.max, date.not_future) {
        (Some(max), _) => json!(max),
        (None, true) => json!("today"),
        (None, false) => Value::Null,
    };
    let mut schema = limited(pattern, json!(date.min), max);
    if date.precision == Precision::Day {
        put(&mut schema, "format", json!("date"));
    }
    for (member, years) in [
        ("x-age-minimum", date.age_min),
        ("x-age-maximum", date.age_max),
    ] {
        if let Some(years) = years {
            put(&mut schema, member, json!(years));
        }
    }
    schema
}

fn codes<'o>(options: impl Iterator<Item = &'o ChoiceOption>) -> Value {
    options
        .map(|option| json!({"const": option.value, "title": option.label.vi}))
        .collect()
}

fn one_of(choice: &Choice) -> Value {
    let filed = choice
        .options
        .iter()
        .filter(|option| !choice.stops(&option.value));
    json!({"type": "string", "anyOf": codes(filed)})
}

fn several_of(choices: &Choices) -> Value {
    // The exclusive one is enough alone.
    let min = match &choices.exclusive {
        Some(_) => 1,
        None => choices.min.unwrap_or(1).max(1),
    };
    let mut list = Map::new();
    list.insert("type".to_owned(), json!("array"));
    list.insert(
        "items".to_owned(),
        json!({"type": "string", "anyOf": codes(choices.options.iter())}),
    );
    list.insert("uniqueItems".to_owned(), json!(true));
    list.insert("minItems".to_owned(), json!(min));
    if let Some(max) = choices.max {
        list.insert("maxItems".to_owned(), json!(max.max(1)));
    }
    json!({"type": "object", "additionalProperties": false, "required": ["chosen"], "properties": {"chosen": list}})
}

fn place(address: &AddressField) -> Value {
    let mut properties = Map::new();
    let mut put = |key: &str, schema: Value| properties.insert(key.to_owned(), schema);
    put("province", coded(shaped("^[0-9]{2}$"), "provinces"));
    // Of an old address the commune of today may be unknown.
    let commune = if address.old_allowed {
        "^([0-9]{5})?$"
    } else {
        "^[0-9]{5}$"
    };
    put("commune", coded(shaped(commune), "communes"));
    let least = u32::from(address.detail_required);
    put(
        "detail",
        json!({"type": "string", "minLength": least, "maxLength": 200}),
    );
    put("province_name", json!({"type": "string"}));
    put("commune_name", json!({"type": "string"}));
    if address.old_allowed {
        put(
            "old_text",
            json!({"type": "string", "minLength": 1, "maxLength": 300}),
        );
        put(
            "old_date",
            json!({"type": "string", "format": "date", "pattern": DAY}),
        );
    }
    let mut schema = json!({
        "type": "object", "additionalProperties": false, "required": ["province", "commune", "detail"],
        "properties": properties,
    });
    if address.old_allowed {
        let known =
            json!([{"properties": {"commune": {"minLength": 1}}}, {"required": ["old_text"]}]);
        self::put(&mut schema, "anyOf", known);
    }
    schema
}

fn rows(repeat: &Repeat) -> Value {
    let fields: Vec<&Field> = repeat.fields.iter().collect();
    json!({
        "type": "array", "minItems": repeat.min_rows.max(1), "maxItems": repeat.max_rows.max(1),
        "items": {
            "type": "object", "additionalProperties": false, "required": ["id", "answers"],
            "properties": {"id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}, "answers": object(&fields)},
        },
    })
}

fn computed(value: &Computed) -> Value {
    let mut schema = match value.format {
        Format::Text => json!({"type": "string"}),
        Format::Number | Format::Money => shaped(r"^-?[0-9]+(\.[0-9]{1,4})?$"),
        Format::Date => shaped(DAY),
    };
    put(&mut schema, "readOnly", json!(true));
    schema
}
