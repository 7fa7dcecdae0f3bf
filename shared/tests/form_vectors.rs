//! The proof of a form: each fault of its own small form, and vectors that show what can be shown.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use motcua_shared::form::lint::{prove, without_english};
use motcua_shared::form::vectors::{day_of_proof, vectors};
use motcua_shared::form::{Context, Form, directory::NothingLoaded, validate};
use serde_json::{Value, json};

fn form_of(fields: Value, rules: Value) -> Form {
    serde_json::from_value(json!({
        "id": "f", "title": {"vi": "T"}, "basis": "", "declaration": {"vi": "D"}, "rules": rules,
        "sections": [{"key": "s", "title": {"vi": "S"}, "groups": [{"key": "g", "title": {"vi": "G"}, "fields": fields}]}],
    }))
    .unwrap()
}

fn faults(fields: Value, rules: Value) -> Vec<String> {
    prove(&form_of(fields, rules), day_of_proof())
        .into_iter()
        .map(|fault| format!("{}: {}", fault.place, fault.reason))
        .collect()
}

fn number(key: &str, min: i64, max: i64) -> Value {
    json!({"key": key, "type": "number", "label": {"vi": key}, "min": min, "max": max})
}

fn choice(key: &str, codes: &[&str]) -> Value {
    let options: Vec<Value> = codes
        .iter()
        .map(|code| json!({"value": code, "label": {"vi": code}}))
        .collect();
    json!({"key": key, "type": "choice", "label": {"vi": key}, "options": options})
}

fn text(key: &str, visible: Value) -> Value {
    json!({"key": key, "type": "text", "label": {"vi": key}, "visible_if": visible})
}

#[test]
fn what_decides_nothing_is_refused() {
    let never = json!({"all": [{"is": ["a", "x"]}, {"is": ["a", "y"]}]});
    let always = json!({"any": [{"is": ["a", "x"]}, {"not": {"is": ["a", "x"]}}]});
    let beyond = json!({"less_than": [{"number": 10}, {"field": "n"}]});
    let rule = |require: Value| json!([{"id": "R", "field": "n", "require": require, "message": {"vi": "M"}}]);
    let both = || json!([choice("a", &["x", "y"]), number("n", 0, 10)]);
    for (fields, rules, wanted) in [
        (
            json!([choice("a", &["x", "y"]), text("t", never)]),
            json!([]),
            "t: has a visible_if that can never hold",
        ),
        (
            json!([choice("a", &["x", "y"]), text("t", always)]),
            json!([]),
            "t: has a visible_if that always holds",
        ),
        (
            json!([number("n", 0, 10), text("t", beyond.clone())]),
            json!([]),
            "t: has a visible_if that can never hold",
        ),
        (both(), rule(beyond.clone()), "R: can never be kept"),
        (
            both(),
            rule(json!({"not": beyond})),
            "R: can never be broken",
        ),
        (
            json!([
                choice("a", &["x", "y"]),
                text("t", json!({"is": ["a", "x"]})),
                text("u", json!({"all": [{"filled": "t"}, {"is": ["a", "y"]}]}))
            ]),
            json!([]),
            "u: cannot be reached",
        ),
        (
            json!([{"key": "t", "type": "text", "label": {"vi": "t"}, "profile": "person.shoe_size"}]),
            json!([]),
            "t: is bound to person.shoe_size",
        ),
        (
            json!([text("t", json!({"checked": "nobody"}))]),
            json!([]),
            "t: asks whether nobody is ticked",
        ),
    ] {
        let found = faults(fields, rules);
        assert!(
            found.iter().any(|fault| fault.starts_with(wanted)),
            "{wanted}: {found:?}"
        );
    }
}

#[test]
fn choices_that_nobody_can_make_are_refused() {
    let many = |members: Value| {
        let mut field = choice("a", &["x", "y", "none"]);
        field["type"] = json!("choices");
        for (key, value) in members.as_object().unwrap() {
            field[key] = value.clone();
        }
        field
    };
    let rule = |require: Value| json!([{"id": "R", "field": "a", "require": require, "message": {"vi": "M"}}]);
    let forbidding = |codes: Value| {
        let mut field = choice("a", &["x", "y"]);
        field["forbidden"] = json!({"values": codes, "message": {"vi": "M"}});
        field
    };
    for (field, rules, wanted) in [
        (
            choice("a", &[]),
            json!([]),
            "a: offers fewer than two choices",
        ),
        (
            forbidding(json!(["x", "y"])),
            json!([]),
            "a: forbids every choice it offers",
        ),
        (
            many(json!({"min": 3, "exclusive": "none"})),
            json!([]),
            "a: asks for more choices than can be made",
        ),
        (
            many(json!({"max": 0})),
            json!([]),
            "a: asks for more choices than can be made",
        ),
        (
            choice("a", &["x", "y"]),
            rule(json!({"not": {"is": ["a", "x"]}})),
            "a: offers x, which the rule R never lets through",
        ),
        (
            many(json!({})),
            rule(json!({"all": [{"not": {"contains": ["a", "y"]}}, {"is": ["b", "gone"]}]})),
            "a: offers y, which the rule R never lets through",
        ),
    ] {
        let other = choice("b", &["here", "gone"]);
        let found = faults(json!([field, other]), rules);
        assert!(
            found.iter().any(|fault| fault == wanted),
            "{wanted}: {found:?}"
        );
    }
    for (field, rules) in [
        (forbidding(json!(["x"])), json!([])),
        (many(json!({"min": 2, "exclusive": "none"})), json!([])),
        (
            choice("a", &["x", "y"]),
            rule(
                json!({"any": [{"not": {"is": ["a", "x"]}}, {"less_than": [{"field": "n"}, {"number": 5}]}]}),
            ),
        ),
        (
            many(json!({})),
            rule(json!({"any": [{"not": {"contains": ["a", "y"]}}, {"contains": ["a", "x"]}]})),
        ),
    ] {
        assert_eq!(faults(json!([field, number("n", 0, 10)]), rules), [""; 0]);
    }
}

#[test]
fn a_binding_must_be_to_a_fact_of_the_same_kind() {
    let bound = |mut field: Value, path: &str| {
        field["profile"] = json!(path);
        faults(json!([field, number("n", 0, 1)]), json!([]))
    };
    let text = json!({"key": "t", "type": "text", "label": {"vi": "t"}});
    assert_eq!(bound(text.clone(), "child.father.full_name"), [""; 0]);
    assert_eq!(
        bound(text.clone(), "person.residence"),
        ["t: is bound to person.residence, which is an address: this type cannot show it"]
    );
    assert_eq!(
        bound(text, "bride.date_of_birth"),
        ["t: is bound to bride.date_of_birth, which is a date: this type cannot show it"]
    );
    assert_eq!(
        bound(choice("c", &["male", "female"]), "person.gender"),
        [""; 0]
    );
}

#[test]
fn conditions_that_can_go_both_ways_are_left_alone() {
    let fields = json!([
        choice("a", &["x", "y"]),
        number("n", 0, 10),
        text("t", json!({"is": ["a", "x"]})),
        text("u", json!({"less_than": [{"number": 9}, {"field": "n"}]})),
        {"key": "born", "type": "date", "label": {"vi": "born"}, "not_future": true},
        text("child", json!({"less_than": [{"years_between": [{"field": "born"}, "today"]}, {"number": 18}]})),
        text("late", json!({"less_than": [{"number": 60}, {"days_between": [{"field": "born"}, "today"]}]})),
    ]);
    assert_eq!(faults(fields, json!([])), [""; 0]);
}

#[test]
fn vectors_show_every_field_and_are_good_as_they_are() {
    let rows = json!({"key": "rows", "type": "repeat", "label": {"vi": "R"}, "row_label": {"vi": "R"}, "fields": [
        choice("kind", &["p", "q"]), text("only_q", json!({"is": ["kind", "q"]})),
    ]});
    let fields = json!([
        choice("a", &["x", "y", "z"]),
        text("of_x", json!({"is": ["a", "x"]})),
        text("of_y", json!({"is": ["a", "y"]})),
        {"key": "after_y", "type": "number", "label": {"vi": "n"}, "required": true, "visible_if": {"filled": "of_y"}},
        rows,
    ]);
    let form = form_of(fields, json!([]));
    let made = vectors(&form, day_of_proof());
    assert_eq!(made.unreached, [""; 0]);
    assert_eq!(
        made.answers.len(),
        2,
        "x and y exclude each other: {made:?}"
    );
    assert_eq!(made, vectors(&form, day_of_proof()), "the same each time");
    let context = Context {
        today: day_of_proof(),
        directory: &NothingLoaded,
    };
    for answers in &made.answers {
        let checked = validate(&form, answers, context);
        assert_eq!((checked.issues.len(), &checked.answers), (0, answers));
    }
}

#[test]
fn missing_english_is_listed_by_place() {
    let form = form_of(json!([number("n", 0, 1)]), json!([]));
    assert_eq!(
        without_english(&form),
        ["title", "s", "g", "n", "declaration"]
    );
}
