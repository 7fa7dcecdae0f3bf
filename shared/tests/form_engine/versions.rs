//! Two versions of a form: what is said about the difference, and what becomes of answers.

use motcua_shared::form::diff::{Difference, carry_over, diff};
use motcua_shared::form::{Answer, Form};
use motcua_shared::i18n::Lang;
use serde_json::{Value, json};

use crate::{answers, unproved_form_of};

fn text(key: &str, label: &str) -> Value {
    json!({"key": key, "type": "text", "label": {"vi": label, "en": format!("{label} (en)")}})
}

fn with(mut field: Value, members: Value) -> Value {
    for (key, value) in members.as_object().unwrap() {
        field[key] = value.clone();
    }
    field
}

fn choice(key: &str, codes: &[&str]) -> Value {
    let options: Vec<Value> = codes
        .iter()
        .map(|code| json!({"value": code, "label": {"vi": format!("Mục {code}")}}))
        .collect();
    json!({"key": key, "type": "choice", "label": {"vi": "Loại"}, "options": options})
}

fn rows(fields: Value) -> Value {
    json!({"key": "rows", "type": "repeat", "label": {"vi": "Dòng"}, "row_label": {"vi": "Dòng"}, "fields": fields})
}

fn form(fields: Value) -> Form {
    unproved_form_of(fields, json!([]))
}

/// The sentences about a change of one field into another.
fn said(old: Value, new: Value) -> Vec<String> {
    diff(&form(old), &form(new))
        .iter()
        .map(|change| change.sentence(Lang::Vi))
        .collect()
}

#[test]
fn each_difference_has_its_sentence() {
    for (old, new, wanted) in [
        (
            json!([]),
            json!([text("a", "Tên")]),
            vec!["Thêm câu hỏi “Tên”"],
        ),
        (
            json!([text("a", "Tên")]),
            json!([]),
            vec!["Bỏ câu hỏi “Tên”"],
        ),
        (
            json!([text("a", "Tên")]),
            json!([text("a", "Họ tên")]),
            vec!["Câu “Tên” nay là “Họ tên”"],
        ),
        (
            json!([text("a", "Tên")]),
            json!([with(text("a", "Tên"), json!({"required": true}))]),
            vec!["Câu “Tên” nay cần được trả lời"],
        ),
        (
            json!([with(text("a", "Tên"), json!({"required": true}))]),
            json!([text("a", "Tên")]),
            vec!["Câu “Tên” nay có thể để trống"],
        ),
        (
            json!([choice("c", &["x", "y", "z"])]),
            json!([choice("c", &["x", "w"])]),
            vec![
                "Câu “Loại” bỏ lựa chọn “Mục y”, “Mục z”",
                "Câu “Loại” thêm lựa chọn “Mục w”",
            ],
        ),
        (
            json!([text("a", "Tên")]),
            json!([with(text("a", "Tên"), json!({"type": "date"}))]),
            vec!["Câu “Tên” nay trả lời theo cách khác"],
        ),
        (
            json!([text("a", "Tên")]),
            json!([with(text("a", "Tên"), json!({"max_length": 20}))]),
            vec!["Câu “Tên” có giới hạn mới cho câu trả lời"],
        ),
        (
            json!([text("b", "Mã"), text("a", "Tên")]),
            json!([
                text("b", "Mã"),
                with(text("a", "Tên"), json!({"visible_if": {"filled": "b"}}))
            ]),
            vec!["Câu “Tên” nay được hỏi trong trường hợp khác trước"],
        ),
        (
            json!([rows(json!([text("a", "Tên")]))]),
            json!([rows(json!([text("b", "Mã")]))]),
            vec!["Thêm câu hỏi “Mã”", "Bỏ câu hỏi “Tên”"],
        ),
        (
            json!([text("a", "Tên")]),
            json!([with(text("a", "Tên"), json!({"help": {"vi": "Xem thẻ"}}))]),
            vec![],
        ),
    ] {
        assert_eq!(said(old.clone(), new), wanted, "{old}");
    }
    let (old, mut new) = (form(json!([])), form(json!([])));
    new.declaration.vi = "Lời khác".to_owned();
    let changes = diff(&old, &new);
    assert_eq!(changes[0].what, Difference::Declaration);
    assert_eq!(
        changes[0].sentence(Lang::En),
        "The declaration at the end has new words"
    );
    let row = diff(
        &form(json!([rows(json!([text("a", "Tên")]))])),
        &form(json!([rows(json!([]))])),
    );
    assert_eq!(row[0].field, "rows.a");
}

#[test]
fn answers_move_and_what_is_lost_is_named() {
    let many = |codes: &[&str]| with(choice("many", codes), json!({"type": "choices"}));
    let old = form(json!([
        text("same", "A"),
        text("gone", "B"),
        text("becomes_date", "C"),
        text("becomes_number", "D"),
        choice("choice", &["x", "y"]),
        many(&["p", "q"]),
        rows(json!([text("kept", "E"), text("lost", "F")])),
    ]));
    let new = form(json!([
        text("same", "A2"),
        with(text("becomes_date", "C"), json!({"type": "date"})),
        with(text("becomes_number", "D"), json!({"type": "number"})),
        choice("choice", &["x"]),
        many(&["p"]),
        rows(json!([text("kept", "E")])),
        with(text("fresh", "G"), json!({"default": "như trước"})),
    ]));
    let typed = answers(json!({
        "same": "một", "gone": "hai", "becomes_date": "ba", "becomes_number": "4", "choice": "y",
        "many": {"chosen": ["p", "q"]},
        "rows": [{"id": "r", "answers": {"kept": "năm", "lost": "sáu"}}],
    }));
    let moved = carry_over(&old, &new, &typed);
    let wanted = json!({
        "same": "một", "becomes_number": "4", "many": {"chosen": ["p"]}, "fresh": "như trước",
        "rows": [{"id": "r", "answers": {"kept": "năm"}}],
    });
    assert_eq!(moved.answers, answers(wanted));
    let dropped: Vec<(&str, &Answer)> = moved
        .dropped
        .iter()
        .map(|one| (one.path.as_str(), &one.answer))
        .collect();
    let lost = answers(json!({"many": {"chosen": ["q"]}}));
    assert_eq!(
        dropped,
        [
            ("becomes_date", &Answer::from("ba")),
            ("choice", &Answer::from("y")),
            ("gone", &Answer::from("hai")),
            ("many", &lost["many"]),
            ("rows[r].lost", &Answer::from("sáu")),
        ]
    );
    assert_eq!(
        carry_over(&old, &old, &typed).answers,
        typed,
        "nothing changes on the same form"
    );
}
