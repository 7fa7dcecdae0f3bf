//! The whole language: terms, conditions with three outcomes, rows and nested rows; the rules of the reference forms.

use motcua_shared::form::{Answers, Condition, Evaluation, Form, Term, lint};
use serde_json::{Value, json};

use crate::{answers, check, form_of, found, today};

fn label(vi: &str) -> Value {
    json!({"vi": vi})
}

/// A house with floors, each with rooms.
fn house() -> Form {
    form_of(
        json!([
            {"key": "born", "type": "date", "precision": "year_allowed", "label": label("Ngày sinh")},
            {"key": "id", "type": "citizen_id", "label": label("Số định danh")},
            {"key": "area", "type": "decimal", "label": label("Diện tích")},
            {"key": "tall", "type": "check", "label": label("Nhà cao")},
            {"key": "kind", "type": "choice", "label": label("Loại"), "options": [{"value": "a", "label": label("A")}, {"value": "b", "label": label("B")}]},
            {"key": "extras", "type": "choices", "label": label("Thêm"), "options": [{"value": "x", "label": label("X")}, {"value": "y", "label": label("Y")}]},
            {"key": "floors", "type": "repeat", "label": label("Tầng"), "row_label": label("Tầng"), "fields": [
                {"key": "name", "type": "text", "label": label("Tên")},
                {"key": "size", "type": "decimal", "label": label("Diện tích")},
                {"key": "main", "type": "check", "label": label("Chính")},
                {"key": "double", "type": "computed", "format": "number", "label": label("Gấp đôi"), "value": {"multiply": [{"field": "size"}, {"number": 2}]}},
                {"key": "rooms", "type": "repeat", "label": label("Phòng"), "row_label": label("Phòng"), "visible_if": {"checked": "main"}, "fields": [
                    {"key": "room", "type": "text", "label": label("Phòng"), "required": true},
                    {"key": "beds", "type": "number", "label": label("Giường"), "visible_if": {"all": [{"filled": "room"}, {"checked": "tall"}]}},
                ]},
            ]},
            {"key": "total", "type": "computed", "format": "number", "label": label("Tổng"), "value": {"sum": {"rows": "floors", "field": "double"}}},
            {"key": "guardian", "type": "text", "label": label("Giám hộ"), "visible_if": {"less_than": [{"years_between": [{"field": "born"}, "today"]}, {"number": 18}]}},
        ]),
        json!([]),
    )
}

fn decide(condition: Value, given: &Answers) -> Option<bool> {
    let form = house();
    let condition: Condition = serde_json::from_value(condition).unwrap();
    assert!(!condition.words().is_empty());
    condition.decide(&Evaluation::new(&form, given, today()))
}

fn value(term: Value, given: &Answers) -> Option<String> {
    let form = house();
    let term: Term = serde_json::from_value(term).unwrap();
    let text = serde_json::to_value(&term).unwrap();
    assert_eq!(serde_json::from_value::<Term>(text).unwrap(), term);
    term.value(&Evaluation::new(&form, given, today()))
        .map(|value| motcua_shared::form::term::canonical(&value))
}

fn full() -> Answers {
    answers(json!({
        "born": "1990-11-22", "id": "001190999901", "area": "72,5", "tall": true, "kind": "a",
        "extras": {"chosen": ["x"]},
        "floors": [
            {"id": "f1", "answers": {"name": "Một", "size": "40,25", "main": true, "rooms": [
                {"id": "r1", "answers": {"room": "Ngủ", "beds": "2"}}, {"id": "r2", "answers": {"room": "Bếp", "beds": "1"}}]}},
            {"id": "f2", "answers": {"name": "Hai", "size": "32", "main": false, "rooms": [
                {"id": "r3", "answers": {"room": "Kho", "beds": "9"}}]}},
        ],
    }))
}

#[test]
fn every_term() {
    let given = full();
    for (term, expected) in [
        (json!({"field": "area"}), Some("72.5")),
        (json!({"field": "floors"}), Some("2")),
        (json!({"number": "0.5"}), Some("0.5")),
        (json!({"date": "2025-07-01"}), Some("2025-07-01")),
        (json!({"text": " a  b"}), Some("a b")),
        (json!("today"), Some("2026-11-21")),
        (
            json!({"years_between": [{"field": "born"}, "today"]}),
            Some("35"),
        ),
        (
            json!({"months_between": [{"field": "born"}, "today"]}),
            Some("431"),
        ),
        (
            json!({"days_between": [{"date": "2026-11-01"}, "today"]}),
            Some("20"),
        ),
        (json!({"year_of": {"field": "born"}}), Some("1990")),
        (
            json!({"add": [{"number": 1}, {"field": "area"}]}),
            Some("73.5"),
        ),
        (
            json!({"subtract": [{"number": 1}, {"field": "area"}]}),
            Some("-71.5"),
        ),
        (
            json!({"multiply": [{"number": 2}, {"field": "area"}]}),
            Some("145"),
        ),
        (json!({"abs": {"number": -3}}), Some("3")),
        (
            json!({"sum": {"rows": "floors", "field": "size"}}),
            Some("72.25"),
        ),
        (
            json!({"sum": {"rows": "floors", "field": "size", "where": {"checked": "main"}}}),
            Some("40.25"),
        ),
        (
            json!({"count": {"rows": "floors", "where": {"checked": "main"}}}),
            Some("1"),
        ),
        (json!({"count": {"rows": "floors.rooms"}}), Some("2")),
        (
            json!({"sum": {"rows": "floors.rooms", "field": "beds"}}),
            Some("3"),
        ),
        (json!({"field": "total"}), Some("144.5")),
        (json!({"length": {"text": "Hộ"}}), Some("2")),
        (json!({"gender_of": {"field": "id"}}), Some("female")),
        (json!({"birth_year_of": {"field": "id"}}), Some("1990")),
        (
            json!({"if": {"when": {"checked": "tall"}, "then": {"number": 1}, "else": {"number": 2}}}),
            Some("1"),
        ),
        (json!({"field": "guardian"}), None),
        (json!({"field": "nothing"}), None),
        (json!({"year_of": {"field": "area"}}), None),
    ] {
        assert_eq!(value(term.clone(), &given).as_deref(), expected, "{term}");
    }
}

#[test]
fn every_condition() {
    let given = full();
    for (condition, expected) in [
        (json!({"is": ["kind", "a"]}), Some(true)),
        (json!({"not": {"in": ["kind", ["a", "b"]]}}), Some(false)),
        (json!({"contains": ["extras", "x"]}), Some(true)),
        (json!({"contains": ["extras", "y"]}), Some(false)),
        (
            json!({"at_most": [{"field": "area"}, {"number": "72.5"}]}),
            Some(true),
        ),
        (
            json!({"less_than": [{"field": "area"}, {"number": "72.5"}]}),
            Some(false),
        ),
        (
            json!({"equal": [{"field": "kind"}, {"text": "a"}]}),
            Some(true),
        ),
        (
            json!({"unique": {"rows": "floors", "field": "name"}}),
            Some(true),
        ),
        (
            json!({"unique": {"rows": "floors.rooms", "field": "room"}}),
            Some(true),
        ),
        (
            json!({"every": {"rows": "floors", "holds": {"filled": "name"}}}),
            Some(true),
        ),
        (
            json!({"every": {"rows": "floors", "holds": {"checked": "main"}}}),
            Some(false),
        ),
        (
            json!({"some": {"rows": "floors", "holds": {"all": [{"checked": "main"}, {"checked": "tall"}]}}}),
            Some(true),
        ),
        (
            json!({"some": {"rows": "floors", "holds": {"is": ["name", "Ba"]}}}),
            Some(false),
        ),
    ] {
        assert_eq!(decide(condition.clone(), &given), expected, "{condition}");
    }
}

#[test]
fn what_is_missing_decides_nothing() {
    let none = Answers::new();
    let small = json!({"less_than": [{"field": "area"}, {"number": 10}]});
    for (condition, expected) in [
        (small.clone(), None),
        (json!({"not": small}), None),
        (json!({"all": [small, {"checked": "tall"}]}), Some(false)),
        (
            json!({"any": [small, {"not": {"checked": "tall"}}]}),
            Some(true),
        ),
        (json!({"any": [small, {"checked": "tall"}]}), None),
        (
            json!({"every": {"rows": "floors", "holds": small}}),
            Some(true),
        ),
        (
            json!({"some": {"rows": "floors", "holds": small}}),
            Some(false),
        ),
    ] {
        assert_eq!(decide(condition.clone(), &none), expected, "{condition}");
    }
    let form = house();
    let shown =
        |json: Value| Evaluation::new(&form, &answers(json), today()).is_visible("guardian");
    assert!(
        !shown(json!({})),
        "an age that is not known yet shows nothing"
    );
    assert!(shown(json!({"born": "2015-01-01"})));
    assert!(!shown(json!({"born": "1990"})));
}

#[test]
fn hidden_rows_are_absent_to_any_depth() {
    let form = house();
    let checked = check(&form, serde_json::to_value(full()).unwrap());
    assert_eq!(found(&checked), [""; 0]);
    let filed = serde_json::to_value(&checked.answers).unwrap();
    assert_eq!(
        filed["floors"][0]["answers"]["rooms"][1]["answers"]["beds"],
        "1"
    );
    assert_eq!(filed["floors"][0]["answers"]["double"], "80.5");
    assert_eq!(
        filed["floors"][1]["answers"],
        json!({"name": "Hai", "size": "32", "main": false, "double": "64"})
    );
    let mut low = full();
    low.insert("tall".to_owned(), motcua_shared::form::Answer::Flag(false));
    let filed =
        serde_json::to_value(check(&form, serde_json::to_value(low).unwrap()).answers).unwrap();
    assert_eq!(
        filed["floors"][0]["answers"]["rooms"][1]["answers"],
        json!({"room": "Bếp"})
    );
}

#[test]
fn faults_in_nested_rows_have_a_path_and_words() {
    let form = house();
    let checked = check(
        &form,
        json!({"floors": [{"id": "f1", "answers": {"main": true, "rooms": [{"id": "r1", "answers": {"strange": "x"}}]}}]}),
    );
    assert_eq!(
        found(&checked),
        [
            "floors[f1].rooms[r1].room required",
            "floors[f1].rooms[r1].strange unknown_field"
        ]
    );
    assert_eq!(
        checked.issues[0].message(&form, motcua_shared::i18n::Lang::Vi),
        "Nhập phòng"
    );
    let twins = json!([{"id": "f1", "answers": {}}, {"id": "f1", "answers": {}}]);
    assert_eq!(
        found(&check(&form, json!({"floors": twins}))),
        ["floors wrong_shape"]
    );
}

/// The rules of the eleven reference forms that need more than one field, on small forms of their own.
#[test]
fn rules_of_the_reference_forms() {
    let text = |key: &str| json!({"key": key, "type": "citizen_id", "label": label(key)});
    let number = |key: &str| json!({"key": key, "type": "decimal", "label": label(key)});
    let rule = |id: &str, field: &str, require: Value| json!({"id": id, "field": field, "require": require, "message": label("x")});
    let rows = |key: &str, fields: Value| json!({"key": key, "type": "repeat", "label": label(key), "row_label": label(key), "fields": fields});
    let yes_no = json!([{"value": "family", "label": label("Hộ")}, {"value": "individual", "label": label("Cá nhân")}]);
    let form = form_of(
        json!([
            number("ground"), number("total_area"), rows("floors", json!([number("floor_area")])),
            text("bride"), text("groom"),
            {"key": "founder", "type": "choice", "label": label("Chủ"), "options": yes_no},
            {"key": "capital", "type": "money", "label": label("Vốn")},
            rows("members", json!([text("member_id"), {"key": "share", "type": "money", "label": label("Góp")}])),
            rows("lines", json!([{"key": "code", "type": "business_line", "label": label("Mã")}, {"key": "is_main", "type": "check", "label": label("Chính")}])),
        ]),
        json!([
            rule(
                "GP1",
                "total_area",
                json!({"at_most": [{"field": "ground"}, {"field": "total_area"}]})
            ),
            rule(
                "GP3",
                "floors",
                json!({"at_most": [{"abs": {"subtract": [{"sum": {"rows": "floors", "field": "floor_area"}}, {"field": "total_area"}]}}, {"number": "0.5"}]})
            ),
            rule(
                "MR1",
                "groom",
                json!({"not": {"equal": [{"field": "bride"}, {"field": "groom"}]}})
            ),
            rule(
                "MR2",
                "bride",
                json!({"all": [{"equal": [{"gender_of": {"field": "bride"}}, {"text": "female"}]}, {"equal": [{"gender_of": {"field": "groom"}}, {"text": "male"}]}]})
            ),
            rule(
                "HK1",
                "lines",
                json!({"equal": [{"count": {"rows": "lines", "where": {"checked": "is_main"}}}, {"number": 1}]})
            ),
            rule(
                "HK2",
                "members",
                json!({"any": [{"not": {"is": ["founder", "family"]}}, {"at_most": [{"sum": {"rows": "members", "field": "share"}}, {"field": "capital"}]}]})
            ),
            rule(
                "HK3",
                "lines",
                json!({"unique": {"rows": "lines", "field": "code"}})
            ),
            rule(
                "CT2",
                "members",
                json!({"unique": {"rows": "members", "field": "member_id"}})
            ),
        ]),
    );
    let good = json!({
        "ground": "50", "total_area": "100,5", "floors": [{"id": "a", "answers": {"floor_area": "50,5"}}, {"id": "b", "answers": {"floor_area": "49,6"}}],
        "bride": "001190999901", "groom": "001090999901", "founder": "family", "capital": "300",
        "members": [{"id": "a", "answers": {"member_id": "001190999901", "share": "100"}}, {"id": "b", "answers": {"member_id": "001090999901", "share": "200"}}],
        "lines": [{"id": "a", "answers": {"code": "5610", "is_main": true}}, {"id": "b", "answers": {"code": "4711"}}],
    });
    assert_eq!(found(&check(&form, good.clone())), [""; 0]);
    for (pointer, wrong, expected) in [
        ("/ground", json!("101"), vec!["total_area rule"]),
        (
            "/floors/0/answers/floor_area",
            json!("60"),
            vec!["floors rule"],
        ),
        (
            "/groom",
            json!("001 190 999 901"),
            vec!["groom rule", "bride rule"],
        ),
        (
            "/members/1/answers/share",
            json!("201"),
            vec!["members rule"],
        ),
        (
            "/members/1/answers/member_id",
            json!("001190999901"),
            vec!["members[b].member_id rule"],
        ),
        (
            "/lines/1/answers/code",
            json!("5610"),
            vec!["lines[b].code rule"],
        ),
        ("/lines/0/answers/is_main", json!(false), vec!["lines rule"]),
        // A rule is silent about what is wrong already, and only about that.
        (
            "/members/1/answers/share",
            json!("một"),
            vec!["members[b].share not_number"],
        ),
    ] {
        let mut answers = good.clone();
        *answers.pointer_mut(pointer).unwrap() = wrong;
        assert_eq!(found(&check(&form, answers)), expected, "{pointer}");
    }
}

#[test]
fn a_partial_date_is_blamed_only_when_no_day_of_it_fits() {
    let form = form_of(
        json!([
            {"key": "from", "type": "date", "precision": "year_allowed", "label": label("Từ")},
            {"key": "to", "type": "date", "precision": "year_allowed", "label": label("Đến")},
        ]),
        json!([{"id": "R", "field": "to", "message": label("x"), "require": {"at_most": [{"field": "from"}, {"field": "to"}]}}]),
    );
    for (from, to, fine) in [
        ("1975-06-12", "1975", true),
        ("1975-06", "1975-06-01", true),
        ("1976", "1975-12", false),
    ] {
        assert_eq!(
            check(&form, json!({"from": from, "to": to})).is_ok(),
            fine,
            "{from} {to}"
        );
    }
}

#[test]
fn circles_are_refused_and_harmless() {
    let field = |key: &str, condition: Value| json!({"key": key, "type": "text", "label": label(key), "visible_if": condition});
    let form: Form = serde_json::from_value(json!({
        "id": "f", "title": {"vi": "T"}, "basis": "", "declaration": {"vi": "D"},
        "sections": [{"key": "s", "title": {"vi": "S"}, "groups": [{"key": "g", "title": {"vi": "G"}, "fields": [
            field("a", json!({"filled": "b"})), field("b", json!({"filled": "a"})), field("c", json!({"not": {"filled": "a"}})),
            {"key": "rows", "type": "repeat", "label": label("r"), "row_label": label("r"), "fields": [field("d", json!({"filled": "sum"}))]},
            {"key": "sum", "type": "computed", "format": "number", "label": label("s"), "value": {"count": {"rows": "rows", "where": {"filled": "d"}}}},
        ]}]}],
    })).unwrap();
    let said: Vec<String> = lint::lint(&form)
        .into_iter()
        .map(|fault| format!("{} {}", fault.place, fault.reason))
        .collect();
    assert_eq!(
        said,
        [
            "a depends on itself through visible_if",
            "b depends on itself through visible_if",
            "rows.d depends on itself through visible_if",
            "sum depends on itself through its value",
        ]
    );
    let given = json!({"a": "x", "b": "x", "rows": [{"id": "r", "answers": {"d": "x"}}]});
    let checked = check(&form, given);
    assert!(!checked.answers.contains_key("a") && !checked.answers.contains_key("sum"));
}
