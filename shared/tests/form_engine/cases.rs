//! Cases from real declarations, and properties of one small form that has every type.

use std::collections::BTreeMap;

use motcua_shared::form::answers::DateParts;
use motcua_shared::form::directory::Known;
use motcua_shared::form::{
    Address, Answer, Answers, Context, Evaluation, Fault, Row, Severity, autofill, lint, validate,
};
use motcua_shared::i18n::Lang;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Fact, FactSource, SourceKind};
use proptest::prelude::*;

use crate::{boxes, context, form, today, typed};

fn faults(answers: &Answers) -> BTreeMap<String, Fault> {
    validate(&form(), answers, context())
        .errors()
        .map(|issue| (issue.path.clone(), issue.fault.clone()))
        .collect()
}

#[test]
fn the_form_of_these_tests_is_sound() {
    assert_eq!(lint::lint(&form()), []);
}

#[test]
fn what_is_missing_is_said_with_the_words_of_the_label() {
    let form = form();
    let checked = validate(&form, &Answers::new(), context());
    let said: Vec<String> = checked
        .errors()
        .map(|issue| issue.message(&form, Lang::Vi))
        .collect();
    assert_eq!(said, ["Nhập họ và tên", "Chọn quan hệ", "Nhập ngày sinh"]);
}

#[test]
fn no_message_uses_a_banned_word() {
    let form = form();
    let answers = typed(&[
        ("name", "Nguyễn 2".into()),
        ("relation", "x".into()),
        ("born", boxes("1", "", "1990")),
        ("number", "12".into()),
        ("phone", "1".into()),
        ("mail", "a".into()),
        ("copies", "99".into()),
        ("fee", "một".into()),
        ("agree", Answer::Flag(false)),
        (
            "home",
            Answer::Address(Address {
                province: "01".into(),
                ..Address::default()
            }),
        ),
        (
            "children",
            Answer::Rows(vec![Row {
                id: "r".into(),
                answers: Answers::new(),
            }]),
        ),
        ("stranger", "x".into()),
    ]);
    let checked = validate(&form, &answers, context());
    assert_eq!(checked.errors().count(), 12, "{:?}", checked.issues);
    for lang in [Lang::Vi, Lang::En] {
        for issue in &checked.issues {
            let said = issue.message(&form, lang).to_lowercase();
            for banned in [
                "không hợp lệ",
                "bắt buộc",
                "vui lòng",
                "invalid",
                "mandatory",
                "please",
                "{",
            ] {
                assert!(!said.contains(banned), "{said}");
            }
        }
    }
}

#[test]
fn errors_land_on_the_part_and_on_the_row() {
    let found = faults(&typed(&[
        ("name", "Trần Thị Thử".into()),
        ("relation", "self".into()),
        ("born", boxes("31", "2", "1990")),
        ("since", boxes("1", "", "2020")),
        (
            "home",
            Answer::Address(Address {
                province: "01".into(),
                ..Address::default()
            }),
        ),
        (
            "children",
            Answer::Rows(vec![Row {
                id: "r7".into(),
                answers: typed(&[("child", "An".into()), ("adopted", Answer::Flag(true))]),
            }]),
        ),
    ]));
    let paths: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        ["born", "children[r7].paper", "home.commune", "since.month"]
    );
}

#[test]
fn hidden_is_absent_through_a_chain_of_conditions() {
    let form = form();
    let all = typed(&[
        ("name", "Trần Thị Thử".into()),
        ("relation", "other".into()),
        ("why", "vội".into()),
        ("proof", Answer::Files(vec!["f1".into()])),
        ("proof_note", "một tờ".into()),
        ("born", boxes("8", "7", "1992")),
    ]);
    let shown = validate(&form, &all, context());
    assert!(shown.is_ok(), "{:?}", shown.issues);
    assert!(shown.answers.contains_key("proof_note"));
    let mut hidden = all;
    hidden.insert("relation".into(), "self".into());
    let checked = validate(&form, &hidden, context());
    assert!(checked.is_ok());
    for key in ["why", "proof", "proof_note"] {
        assert!(
            !checked.answers.contains_key(key),
            "{key} is hidden and must not be filed"
        );
    }
    assert_eq!(
        checked.answers["born_words"].text(),
        "Ngày tám, tháng bảy, năm một nghìn chín trăm chín mươi hai"
    );
}

#[test]
fn clean_answers_have_one_spelling() {
    let checked = validate(
        &form(),
        &typed(&[
            ("name", "  Trần   Thị Thử ".into()),
            ("relation", "self".into()),
            ("born", boxes(" 8", "tháng 7", "1992 ")),
            ("phone", "0912 345 678".into()),
            ("fee", "1.234.567 ₫".into()),
            ("number", "036 192 999 902".into()),
        ]),
        context(),
    );
    let text = |key: &str| checked.answers[key].text().to_owned();
    assert_eq!(
        (
            text("name"),
            text("born"),
            text("phone"),
            text("fee"),
            text("number")
        ),
        (
            "Trần Thị Thử".into(),
            "1992-07-08".into(),
            "+84912345678".into(),
            "1234567".into(),
            "036192999902".into()
        )
    );
}

#[test]
fn rules_between_fields_and_warnings() {
    let mut answers = typed(&[
        ("name", "Trần Thị Thử".into()),
        ("relation", "self".into()),
        ("born", boxes("8", "7", "2020")),
        ("gender", "male".into()),
        ("number", "036192999902".into()),
        ("since", "2025-02-01".into()),
        ("until", "2025-01-31".into()),
    ]);
    let checked = validate(&form(), &answers, context());
    assert_eq!(
        faults(&answers),
        BTreeMap::from([("until".to_owned(), Fault::Rule { id: "R1".into() })])
    );
    let warned: Vec<&str> = checked
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Warning)
        .map(|issue| issue.path.as_str())
        .collect();
    assert_eq!(warned, ["number", "born"]);
    // A rule says nothing while one of its fields is missing or wrong.
    answers.insert("since".into(), boxes("1", "", "2025"));
    assert_eq!(faults(&answers).keys().collect::<Vec<_>>(), ["since.month"]);
}

fn fact(id: &str, path: &str, value: &str, since: i64) -> Fact {
    let source = FactSource {
        kind: SourceKind::Account,
        by: "Tài khoản".into(),
        dossier_code: None,
        since: Timestamp::from_micros(since),
    };
    Fact {
        id: id.into(),
        path: path.into(),
        value: value.into(),
        source,
    }
}

#[test]
fn known_facts_reach_the_role_the_person_has() {
    let form = form();
    let facts = [
        fact("f1", "person.full_name", "Tên Cũ", 1),
        fact("f2", "person.full_name", "Trần Thị Thử", 2),
    ];
    let mut answers = Answers::new();
    let filled = autofill::fill(&form, &mut answers, &facts, &[], today());
    assert_eq!(
        filled,
        BTreeMap::from([("name".to_owned(), "f2".to_owned())]),
        "the role is not chosen yet"
    );
    answers.insert("relation".into(), "self".into());
    let more = autofill::fill(&form, &mut answers, &facts, &[], today());
    assert_eq!(
        more,
        BTreeMap::from([("subject_name".to_owned(), "f2".to_owned())])
    );
    answers.insert("subject_name".into(), "Tên Khác".into());
    let reused = BTreeMap::from([
        ("name".to_owned(), "f2".to_owned()),
        ("subject_name".to_owned(), "f2".to_owned()),
        ("phone".to_owned(), "f2".to_owned()),
    ]);
    let marks = autofill::marks(&form, &answers, &reused, &facts, today());
    assert_eq!(
        marks.keys().collect::<Vec<_>>(),
        ["name", "subject_name"],
        "a claim that fits no fact is no mark"
    );
    assert!(!marks["name"].changed && marks["subject_name"].changed);
    assert_eq!(
        autofill::fill(&form, &mut typed(&[]), &facts, &["name".into()], today()),
        BTreeMap::new()
    );
}

#[test]
fn lint_names_the_field_and_the_reason() {
    let mut broken = serde_json::to_value(form()).unwrap();
    let fields = broken["sections"][0]["groups"][0]["fields"]
        .as_array_mut()
        .unwrap();
    fields[0]["visible_if"] = serde_json::json!({"filled": "proof_note"});
    fields[2]["visible_if"] =
        serde_json::json!({"all": [{"is": ["relation", "third"]}, {"filled": "name"}]});
    fields[3]["accept"] = serde_json::json!([]);
    let faults = lint::lint(&serde_json::from_value(broken).unwrap());
    let said: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.place, fault.reason))
        .collect();
    for expected in [
        "name: depends on itself through visible_if",
        "proof: accepts no file at all",
        "why: waits for the choice third, which relation does not offer",
    ] {
        assert!(
            said.iter().any(|one| one == expected),
            "{expected} not in {said:#?}"
        );
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let text = prop_oneof![
        "\\PC{0,20}",
        Just("self".to_owned()),
        Just("other".to_owned()),
        "[0-9]{1,13}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    ];
    let leaf = prop_oneof![
        text.clone().prop_map(Answer::Text),
        any::<bool>().prop_map(Answer::Flag),
        ("[0-9x]{0,3}", "[0-9]{0,3}", "[0-9]{0,5}")
            .prop_map(|(day, month, year)| Answer::Date(DateParts { day, month, year })),
        ("[0-9]{0,2}", "[0-9]{0,5}", "\\PC{0,9}").prop_map(|(province, commune, detail)| {
            Answer::Address(Address {
                province,
                commune,
                detail,
                ..Address::default()
            })
        }),
        prop::collection::vec("[a-z]{1,4}", 0..4).prop_map(Answer::Files),
    ];
    let row_key = prop_oneof![
        Just("child"),
        Just("adopted"),
        Just("paper"),
        Just("size"),
        Just("x")
    ]
    .prop_map(str::to_owned);
    prop_oneof![
        8 => leaf.clone(),
        1 => prop::collection::vec(("[a-z]{1,3}", prop::collection::btree_map(row_key, leaf, 0..4)), 0..5)
            .prop_map(|rows| Answer::Rows(rows.into_iter().map(|(id, answers)| Row { id, answers }).collect())),
    ]
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let keys: Vec<String> = form()
        .fields()
        .map(|field| field.key.clone())
        .chain(["stranger".to_owned()])
        .collect();
    prop::collection::btree_map(prop::sample::select(keys), any_answer(), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Total and deterministic: any JSON that has the shape of answers is judged, twice alike.
    #[test]
    fn validation_is_total_and_deterministic(answers in any_answers()) {
        let form = form();
        let checked = validate(&form, &answers, context());
        prop_assert_eq!(&checked, &validate(&form, &answers, context()));
        for issue in &checked.issues {
            prop_assert!(!issue.message(&form, Lang::Vi).is_empty());
        }
    }

    /// Hidden means absent: what is not visible is neither in the clean answers nor in the issues.
    #[test]
    fn hidden_is_never_filed_nor_blamed(answers in any_answers()) {
        let form = form();
        let checked = validate(&form, &answers, context());
        let evaluation = Evaluation::new(&form, &answers, today());
        for field in form.fields().filter(|field| !evaluation.is_visible(&field.key)) {
            prop_assert!(!checked.answers.contains_key(&field.key));
            prop_assert!(checked.issues.iter().all(|issue| issue.field_path() != field.key));
        }
    }

    /// Clean answers are a fixed point: validating what was filed gives the same again.
    #[test]
    fn clean_answers_stay_clean(answers in any_answers()) {
        let form = form();
        let once = validate(&form, &answers, context());
        if once.is_ok() {
            let mut filed = once.answers.clone();
            filed.remove("born_words");
            let twice = validate(&form, &filed, context());
            prop_assert_eq!(&once.answers, &twice.answers);
        }
    }

    /// What travels as JSON arrives as it was.
    #[test]
    fn answers_survive_json(answers in any_answers()) {
        let text = serde_json::to_string(&answers).unwrap();
        let back: Answers = serde_json::from_str(&text).unwrap();
        // An empty list has no shape of its own in JSON.
        let empty = |answer: &Answer| matches!(answer, Answer::Rows(rows) if rows.is_empty());
        prop_assert!(answers.iter().all(|(key, answer)| empty(answer) || back[key] == *answer));
    }
}

#[test]
fn a_directory_that_knows_refuses_strange_codes() {
    struct Hanoi;
    impl motcua_shared::form::directory::Directory for Hanoi {
        fn province(&self, code: &str) -> Known {
            if code == "01" {
                Known::Name("Thành phố Hà Nội".into())
            } else {
                Known::No
            }
        }
        fn commune(&self, province: &str, code: &str) -> Known {
            if (province, code) == ("01", "00166") {
                Known::Name("Phường Cầu Giấy".into())
            } else {
                Known::No
            }
        }
        fn country(&self, code: &str) -> Known {
            if code == "VN" {
                Known::Name("Việt Nam".into())
            } else {
                Known::No
            }
        }
        fn ethnic_group(&self, _: &str) -> Known {
            Known::No
        }
    }
    let address = |commune: &str| {
        Answer::Address(Address {
            province: "01".into(),
            commune: commune.into(),
            detail: "Số 1".into(),
            ..Address::default()
        })
    };
    let answers = |commune: &str| {
        typed(&[
            ("name", "Trần Thị Thử".into()),
            ("relation", "self".into()),
            ("born", "1992-07-08".into()),
            ("home", address(commune)),
            ("nation", "VN".into()),
        ])
    };
    let context = Context {
        today: today(),
        directory: &Hanoi,
    };
    let good = validate(&form(), &answers("00166"), context);
    assert!(good.is_ok(), "{:?}", good.issues);
    assert!(
        matches!(&good.answers["home"], Answer::Address(home) if home.commune_name == "Phường Cầu Giấy")
    );
    let foreign = validate(&form(), &answers("11953"), context);
    assert_eq!(
        foreign
            .errors()
            .map(|issue| issue.path.as_str())
            .collect::<Vec<_>>(),
        ["home.commune"]
    );
}
