//! Every field type: what it accepts, what it files, what it says.

use motcua_shared::form::directory::NothingLoaded;
use motcua_shared::form::display::show;
use motcua_shared::form::{Kind, Severity};
use motcua_shared::i18n::Lang;
use serde_json::{Value, json};

use crate::{check, form_of, found};

/// Each: definition, answer, canonical answer or the fault with its path.
fn judge(definition: Value, cases: &[(Value, Result<Value, &str>)]) {
    let mut field = definition;
    field["key"] = json!("a");
    field["label"] = json!({"vi": "Mục này", "en": "This"});
    let form = form_of(json!([field]), json!([]));
    for (answer, expected) in cases {
        let checked = check(&form, json!({"a": answer}));
        match expected {
            Ok(canonical) => {
                assert_eq!(found(&checked), Vec::<String>::new(), "{answer}");
                let filed = serde_json::to_value(&checked.answers).unwrap();
                assert_eq!(filed, json!({"a": canonical}), "{answer}");
                let again = check(&form, filed.clone());
                assert_eq!(
                    serde_json::to_value(&again.answers).unwrap(),
                    filed,
                    "filed once more"
                );
            }
            Err(fault) => {
                assert_eq!(found(&checked), [(*fault).to_owned()], "{answer}");
                for lang in [Lang::Vi, Lang::En] {
                    let said = checked.issues[0].message(&form, lang);
                    assert!(!said.is_empty() && !said.contains('{'), "{said}");
                }
            }
        }
    }
}

#[test]
fn decimals() {
    judge(
        json!({"type": "decimal", "scale": 1, "unit": {"vi": "m²"}, "min": 1, "max": "99.5"}),
        &[
            (json!("72,5"), Ok(json!("72.5"))),
            (json!("1"), Ok(json!("1"))),
            (json!("72,55"), Err("a too_many_places")),
            (json!("0,5"), Err("a below_limit")),
            (json!("99,6"), Err("a above_limit")),
            (json!("rộng"), Err("a not_decimal")),
        ],
    );
}

#[test]
fn times_and_months() {
    judge(
        json!({"type": "time"}),
        &[
            (json!("7h5"), Ok(json!("07:05"))),
            (json!("25:00"), Err("a not_time")),
        ],
    );
    judge(
        json!({"type": "month", "max": "today"}),
        &[
            (
                json!({"day": "", "month": "6", "year": "1990"}),
                Ok(json!("1990-06")),
            ),
            (json!("2026-11"), Ok(json!("2026-11"))),
            (json!("2026-12"), Err("a date_too_late")),
            (
                json!({"day": "", "month": "13", "year": "1990"}),
                Err("a no_such_month"),
            ),
            (
                json!({"day": "", "month": "", "year": "1990"}),
                Err("a.month date_part_missing"),
            ),
        ],
    );
}

#[test]
fn dates_with_limits() {
    judge(
        json!({"type": "date", "precision": "year_allowed", "not_future": true}),
        &[
            (
                json!({"day": "", "month": "", "year": "1975"}),
                Ok(json!("1975")),
            ),
            (
                json!({"day": "", "month": "", "year": "2026"}),
                Ok(json!("2026")),
            ),
            (
                json!({"day": "", "month": "", "year": "2027"}),
                Err("a date_too_late"),
            ),
            (json!("1975-06"), Ok(json!("1975-06"))),
        ],
    );
    judge(
        json!({"type": "date", "min": "today", "max": "today+2y"}),
        &[
            (json!("2028-11-21"), Ok(json!("2028-11-21"))),
            (json!("2028-11-22"), Err("a date_too_late")),
            (json!("2026-11-20"), Err("a date_too_early")),
            (json!("2026"), Err("a no_such_date")),
        ],
    );
    judge(
        json!({"type": "date", "age_min": 18, "age_max": 60}),
        &[
            (json!("2008-11-21"), Ok(json!("2008-11-21"))),
            (json!("2008-11-22"), Err("a too_young")),
            (json!("1965-11-21"), Err("a too_old")),
        ],
    );
}

#[test]
fn numbers_of_papers() {
    judge(
        json!({"type": "tax_code"}),
        &[
            (json!("0100 109 106"), Ok(json!("0100109106"))),
            (json!("0100109106-001"), Ok(json!("0100109106-001"))),
            (json!("001190999901"), Ok(json!("001190999901"))),
            (json!("0100109107"), Err("a tax_code_check")),
            (json!("0100109107001"), Err("a tax_code_check")),
            (json!("003190999901"), Err("a tax_code_person")),
            (json!("12345"), Err("a tax_code_digits")),
        ],
    );
    judge(
        json!({"type": "passport"}),
        &[
            (json!("c 1234567"), Ok(json!("C1234567"))),
            (json!("HỘ CHIẾU"), Err("a not_passport")),
        ],
    );
    judge(
        json!({"type": "bank_account"}),
        &[
            (json!("0011 0022.33"), Ok(json!("0011002233"))),
            (json!("số"), Err("a not_bank_account")),
        ],
    );
    judge(
        json!({"type": "url"}),
        &[
            (json!("example.org/a"), Ok(json!("https://example.org/a"))),
            (json!("HTTP://example.org"), Ok(json!("http://example.org"))),
            (json!("không có"), Err("a not_url")),
            (json!("javascript:alert(1)"), Err("a not_url")),
        ],
    );
    judge(
        json!({"type": "text", "pattern": r"^[A-Z]{0,2}\d{6,12}$", "example": "AB123456"}),
        &[
            (json!("790012345678"), Ok(json!("790012345678"))),
            (json!("12"), Err("a not_pattern")),
        ],
    );
}

#[test]
fn codes() {
    for (kind, good, wrong) in [
        ("province", "01", "1"),
        ("commune", "00166", "166"),
        ("agency", "000.00.06.H56", "cơ quan"),
        ("business_line", "5610", "56101"),
    ] {
        judge(
            json!({"type": kind}),
            &[
                (json!(good), Ok(json!(good))),
                (json!(wrong), Err("a not_a_choice")),
            ],
        );
    }
}

#[test]
fn choices_of_many() {
    let options = json!([
        {"value": "x", "label": {"vi": "Một"}}, {"value": "y", "label": {"vi": "Hai"}},
        {"value": "z", "label": {"vi": "Ba"}}, {"value": "none", "label": {"vi": "Không có"}},
    ]);
    let definition =
        json!({"type": "choices", "options": options, "min": 2, "max": 2, "exclusive": "none"});
    judge(
        definition.clone(),
        &[
            (
                json!({"chosen": ["y", "x"]}),
                Ok(json!({"chosen": ["x", "y"]})),
            ),
            (json!({"chosen": ["none"]}), Ok(json!({"chosen": ["none"]}))),
            (
                json!({"chosen": ["none", "x"]}),
                Err("a chosen_with_exclusive"),
            ),
            (json!({"chosen": ["x"]}), Err("a choose_more")),
            (json!({"chosen": ["x", "y", "z"]}), Err("a choose_fewer")),
            (json!({"chosen": ["q"]}), Err("a not_a_choice")),
            (json!(["x"]), Err("a wrong_shape")),
        ],
    );
    let Kind::Choices(choices) = serde_json::from_value(definition).unwrap() else {
        panic!("choices");
    };
    let chosen = choices.toggle(&["x".to_owned()], "none");
    assert_eq!(chosen, ["none"]);
    assert_eq!(choices.toggle(&chosen, "y"), ["y"]);
    assert_eq!(choices.toggle(&["y".to_owned()], "y"), [""; 0]);
}

#[test]
fn a_choice_may_stop_the_request() {
    let form = form_of(
        json!([{"key": "a", "type": "choice", "label": {"vi": "Tình trạng"},
            "options": [{"value": "1", "label": {"vi": "Có vợ"}}, {"value": "2", "label": {"vi": "Độc thân"}}],
            "forbidden": {"values": ["1"], "message": {"vi": "Người đang có vợ không đăng ký kết hôn được"}}}]),
        json!([]),
    );
    let checked = check(&form, json!({"a": "1"}));
    assert_eq!(
        checked.issues[0].message(&form, Lang::Vi),
        "Người đang có vợ không đăng ký kết hôn được"
    );
    assert!(check(&form, json!({"a": "2"})).is_ok());
}

#[test]
fn signatures_are_drawn_or_declared() {
    judge(
        json!({"type": "signature"}),
        &[
            (
                json!({"drawn": "f1", "typed_name": "", "agreed": false}),
                Ok(json!({"drawn": "f1", "typed_name": "", "agreed": false})),
            ),
            (
                json!({"drawn": "", "typed_name": " Trần  Thị Thử", "agreed": true}),
                Ok(json!({"drawn": "", "typed_name": "Trần Thị Thử", "agreed": true})),
            ),
            (
                json!({"drawn": "", "typed_name": "Trần Thị Thử", "agreed": false}),
                Err("a.agreed signature_not_agreed"),
            ),
            (
                json!({"drawn": "", "typed_name": "Trần 2", "agreed": true}),
                Err("a.typed_name not_name"),
            ),
        ],
    );
}

#[test]
fn old_addresses_keep_their_text() {
    let old = |text: &str, date: &str, commune: &str| json!({"province": "01", "commune": commune, "detail": "", "old_text": text, "old_date": date});
    judge(
        json!({"type": "address", "old_allowed": true}),
        &[
            (
                old(" Xã Mẫu,  huyện Thử", "1990-05-01", ""),
                Ok(
                    json!({"province": "01", "commune": "", "detail": "", "old_text": "Xã Mẫu, huyện Thử", "old_date": "1990-05-01"}),
                ),
            ),
            (
                old("Xã Mẫu", "2025-07-01", "00166"),
                Err("a.old_date date_too_late"),
            ),
            (old("", "1990-05-01", ""), Err("a.commune commune_missing")),
        ],
    );
    judge(
        json!({"type": "address"}),
        &[(
            old("Xã Mẫu", "1990-05-01", "00166"),
            Ok(json!({"province": "01", "commune": "00166", "detail": ""})),
        )],
    );
}

#[test]
fn a_commune_belongs_to_the_province_beside_it() {
    struct Hanoi;
    impl motcua_shared::form::directory::Directory for Hanoi {
        fn province(&self, code: &str) -> motcua_shared::form::directory::Known {
            NothingLoaded.province(code)
        }
        fn commune(&self, province: &str, code: &str) -> motcua_shared::form::directory::Known {
            use motcua_shared::form::directory::Known;
            match (province, code) {
                ("01", "00166") => Known::Name("Phường Cầu Giấy".into()),
                _ => Known::No,
            }
        }
        fn country(&self, code: &str) -> motcua_shared::form::directory::Known {
            NothingLoaded.country(code)
        }
        fn ethnic_group(&self, code: &str) -> motcua_shared::form::directory::Known {
            NothingLoaded.ethnic_group(code)
        }
    }
    let form = form_of(
        json!([
            {"key": "p", "type": "province", "label": {"vi": "Tỉnh"}},
            {"key": "c", "type": "commune", "province_field": "p", "label": {"vi": "Xã"}},
        ]),
        json!([]),
    );
    let context = motcua_shared::form::Context {
        today: crate::today(),
        directory: &Hanoi,
    };
    let judge = |json: Value| {
        found(&motcua_shared::form::validate(
            &form,
            &crate::answers(json),
            context,
        ))
    };
    assert_eq!(judge(json!({"p": "01", "c": "00166"})), [""; 0]);
    assert_eq!(judge(json!({"p": "79", "c": "00166"})), ["c not_a_choice"]);
}

#[test]
fn what_nobody_types_is_never_taken_from_the_browser() {
    let form = form_of(
        json!([
            {"key": "n", "type": "note", "label": {"vi": "Lưu ý"}, "text": {"vi": "Mang theo bản chính"}},
            {"key": "fee", "type": "money", "in_words": true, "label": {"vi": "Lệ phí"}},
            {"key": "double", "type": "computed", "format": "money", "label": {"vi": "Gấp đôi"},
                "value": {"multiply": [{"field": "fee"}, {"number": 2}]}},
        ]),
        json!([]),
    );
    let checked = check(&form, json!({"n": "x", "fee": "150.000", "double": "1"}));
    assert_eq!(found(&checked), [""; 0]);
    let filed = serde_json::to_value(&checked.answers).unwrap();
    assert_eq!(filed, json!({"fee": "150000", "double": "300000"}));
    let shown = |key: &str| {
        let field = form.field(key).unwrap();
        show(field, &checked.answers[key], Lang::Vi, &NothingLoaded)
    };
    assert_eq!(shown("fee"), "150.000 ₫ (Một trăm năm mươi nghìn đồng)");
    assert_eq!(shown("double"), "300.000 ₫");
    let hidden = check(&form, json!({"double": "1"}));
    assert!(hidden.answers.is_empty());
    assert!(
        hidden
            .issues
            .iter()
            .all(|issue| issue.severity != Severity::Error)
    );
}
