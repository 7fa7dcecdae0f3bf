//! The exported schema against what the validator really gives back: every filed answer keeps it, and it refuses more than
//! nothing.

use boon::{Compiler, Schemas};
use motcua_shared::form::schema::answers_schema;
use motcua_shared::form::testing::case;
use motcua_shared::form::{Answers, Form, validate};
use serde_json::{Value, json};

use crate::{check, context, form, form_of};

/// What a validator of JSON Schema says about answers; the empty text when they keep the schema.
fn refusal(form: &Form, answers: &Value) -> String {
    let mut compiler = Compiler::new();
    compiler
        .add_resource("urn:test", answers_schema(form))
        .unwrap();
    let mut schemas = Schemas::new();
    let schema = compiler
        .compile("urn:test", &mut schemas)
        .unwrap_or_else(|error| panic!("{error:#}"));
    match schemas.validate(answers, schema) {
        Ok(()) => String::new(),
        Err(error) => format!("{error:#}"),
    }
}

#[test]
fn whatever_is_filed_keeps_the_schema() {
    let mut filed = 0;
    for number in 0..400 {
        let (form, mut answers) = case(number);
        let mut checked = validate(&form, &answers, context());
        for _ in 0..20 {
            for issue in checked.errors() {
                answers.remove(issue.path.split(['[', '.']).next().unwrap());
            }
            checked = validate(&form, &answers, context());
        }
        if checked.is_ok() {
            filed += 1;
            let canonical = serde_json::to_value(&checked.answers).unwrap();
            assert_eq!(refusal(&form, &canonical), "", "case {number}: {canonical}");
        }
    }
    assert!(filed > 80, "{filed}");
}

#[test]
fn every_type_has_a_schema() {
    let form = form();
    let schema = answers_schema(&form);
    for field in form.fields() {
        let json = serde_json::to_value(&field.kind).unwrap();
        let kind = json["type"].as_str().unwrap().to_owned();
        let property = &schema["properties"][&field.key];
        assert_eq!(property.is_null(), kind == "note", "{kind}");
    }
}

fn small() -> Form {
    let option = |code: &str| json!({"value": code, "label": {"vi": code}});
    form_of(
        json!([
            {"key": "way", "type": "choice", "label": {"vi": "Cách"}, "required": true, "options": [option("post"), option("office")]},
            {"key": "street", "type": "text", "label": {"vi": "Đường"}, "required": true, "visible_if": {"is": ["way", "post"]}},
            {"key": "rows", "type": "repeat", "label": {"vi": "Dòng"}, "row_label": {"vi": "Dòng"}, "max_rows": 3, "fields": [
                {"key": "area", "type": "decimal", "label": {"vi": "Diện tích"}, "required": true},
                {"key": "inner", "type": "repeat", "label": {"vi": "Trong"}, "row_label": {"vi": "Trong"}, "min_rows": 1, "fields": [
                    {"key": "born", "type": "date", "precision": "year_allowed", "label": {"vi": "Năm sinh"}},
                ]},
            ]},
        ]),
        json!([]),
    )
}

#[test]
fn the_schema_refuses_what_the_form_refuses() {
    let form = small();
    let row = |area: Value, inner: Value| json!([{"id": "r1", "answers": {"area": area, "inner": inner}}]);
    let inner = || json!([{"id": "i", "answers": {"born": "1975"}}]);
    let good = json!({"way": "post", "street": "Số 1", "rows": row(json!("12.5"), inner())});
    assert_eq!(refusal(&form, &good), "");
    let answers: Answers = serde_json::from_value(good).unwrap();
    assert!(check(&form, json!(answers)).is_ok());
    for (wrong, why) in [
        (json!({}), "needed always"),
        (json!({"way": "post"}), "needed when shown"),
        (json!({"way": "office", "street": "Số 1"}), "hidden"),
        (json!({"way": "horse"}), "not offered"),
        (json!({"way": "office", "else": "x"}), "unknown"),
        (
            json!({"way": "office", "rows": row(json!("12.525"), inner())}),
            "too many places",
        ),
        (
            json!({"way": "office", "rows": row(json!("12"), json!([]))}),
            "too few rows inside",
        ),
        (
            json!({"way": "office", "rows": row(json!("12"), json!([{"id": "i", "answers": {"born": "75"}}]))}),
            "no year",
        ),
    ] {
        assert_ne!(refusal(&form, &wrong), "", "{why}");
    }
}
