//! Read-only answers keep what the engine put there.

use motcua_shared::form::fixed::changed;
use motcua_shared::form::testing::{Seed, any_answers, any_form};
use motcua_shared::form::{Answer, Answers, Evaluation, Fault};
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Fact, FactSource, SourceKind};
use serde_json::json;

use crate::{answers, form_of, today};

fn fact(path: &str, value: &str) -> Fact {
    Fact {
        id: "f".to_owned(),
        path: path.to_owned(),
        value: value.into(),
        source: FactSource {
            kind: SourceKind::Account,
            by: String::new(),
            dossier_code: None,
            since: Timestamp::from_micros(1),
        },
    }
}

#[test]
fn what_the_engine_put_there_must_stay() {
    let fixed = json!({"checked": "fixed"});
    let form = form_of(
        json!([
            {"key": "fixed", "type": "check", "label": {"vi": "Chốt"}},
            {"key": "given", "type": "text", "label": {"vi": "Cho sẵn"}, "default": "A", "read_only_if": fixed},
            {"key": "name", "type": "text", "label": {"vi": "Tên"}, "profile": "person.full_name", "read_only_if": fixed},
            {"key": "free", "type": "text", "label": {"vi": "Khác"}, "read_only_if": fixed},
            {"key": "rows", "type": "repeat", "label": {"vi": "Dòng"}, "row_label": {"vi": "Dòng"}, "fields": [
                {"key": "inner", "type": "text", "label": {"vi": "Trong"}, "default": "B", "read_only_if": fixed},
            ]},
        ]),
        json!([]),
    );
    let facts = [fact("person.full_name", "Nguyễn An Mẫu")];
    let blamed = |typed| {
        let found = changed(&form, &answers(typed), &facts, today());
        assert!(
            found
                .iter()
                .all(|issue| issue.fault == Fault::ReadOnlyChanged)
        );
        found
            .into_iter()
            .map(|issue| issue.path)
            .collect::<Vec<_>>()
    };
    let row = |text: &str| json!([{"id": "r", "answers": {"inner": text}}]);
    for (typed, wanted) in [
        (
            json!({"fixed": true, "given": "A", "name": " Nguyễn  An Mẫu"}),
            vec![],
        ),
        (json!({"fixed": false, "given": "x", "name": "x"}), vec![]),
        (json!({"fixed": true, "given": "x"}), vec!["given"]),
        (json!({"fixed": true}), vec!["given"]),
        (
            json!({"fixed": true, "given": "A", "name": "Người Khác"}),
            vec!["name"],
        ),
        (
            json!({"fixed": true, "given": "A", "free": "x", "rows": row("B")}),
            vec![],
        ),
        (
            json!({"fixed": true, "given": "A", "rows": row("x")}),
            vec!["rows[r].inner"],
        ),
    ] {
        assert_eq!(blamed(typed.clone()), wanted, "{typed}");
    }
}

#[test]
fn only_visible_read_only_answers_with_another_value_are_blamed() {
    let (mut blamed, mut left) = (0, 0);
    for number in 0..400 {
        let mut seed = Seed::new(number);
        let mut form = any_form(&mut seed);
        let typed = any_answers(&form, &mut seed);
        // What was typed becomes what the engine had put there.
        for group in form
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.groups)
        {
            for field in &mut group.fields {
                field.default = typed.get(&field.key).cloned();
            }
        }
        let at_top = |answers: &Answers| -> Vec<String> {
            let issues = changed(&form, answers, &[], today());
            issues
                .into_iter()
                .map(|issue| issue.path)
                .filter(|path| !path.contains('['))
                .collect()
        };
        assert_eq!(
            at_top(&typed),
            [""; 0],
            "case {number}: nothing was changed"
        );
        for field in form.fields() {
            let Some(Answer::Text(given)) = typed.get(&field.key) else {
                continue;
            };
            let mut other = typed.clone();
            other.insert(field.key.clone(), "another text altogether".into());
            let evaluation = Evaluation::new(&form, &other, today());
            let expected = !given.trim().is_empty()
                && field.kind.is_asked()
                && evaluation.is_visible(&field.key)
                && evaluation.is_read_only(field);
            let found = at_top(&other).contains(&field.key);
            assert_eq!(found, expected, "case {number}: {}", field.key);
            blamed += usize::from(found);
            left += usize::from(!found);
        }
    }
    assert!(blamed > 20 && left > 100, "{blamed} {left}");
}
