//! Properties of generated forms and answers: every case has a number, so that a failure can be repeated.

use std::rc::Rc;

use motcua_shared::form::directory::NothingLoaded;
use motcua_shared::form::display::show;
use motcua_shared::form::testing::{Seed, any_change, case, conditions_decided};
use motcua_shared::form::{
    Answer, Answers, Checked, Evaluation, Field, Form, Plan, State, autofill, lint, validate,
};
use motcua_shared::i18n::Lang;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Fact, FactSource, SourceKind};
use serde_json::{Value, json};

use crate::{context, form_of, today, unproved_form_of};

const CASES: u64 = 1500;

/// Every path of an answer, with its field.
fn paths<'f>(
    fields: impl Iterator<Item = &'f Field>,
    answers: &Answers,
    prefix: &str,
    out: &mut Vec<String>,
) {
    for field in fields {
        out.push(format!("{prefix}{}", field.key));
        for row in answers.get(&field.key).map_or(&[][..], Answer::rows) {
            let prefix = format!("{prefix}{}[{}].", field.key, row.id);
            let inner: Box<dyn Iterator<Item = &Field>> = Box::new(field.kind.row_fields().iter());
            paths(inner, &row.answers, &prefix, out);
        }
    }
}

#[test]
fn validation_is_total_and_deterministic() {
    let (mut sound, mut faulty, mut conditions) = (0_u64, 0_u64, 0_u64);
    for number in 0..CASES {
        let (form, answers) = case(number);
        let checked = validate(&form, &answers, context());
        assert_eq!(
            checked,
            validate(&form, &answers, context()),
            "case {number}"
        );
        for issue in &checked.issues {
            for lang in [Lang::Vi, Lang::En] {
                assert!(
                    !issue.message(&form, lang).is_empty(),
                    "case {number}: {issue:?}"
                );
            }
        }
        for field in form.fields() {
            if let Some(answer) = checked.answers.get(&field.key) {
                let _ = show(field, answer, Lang::Vi, &NothingLoaded);
            }
        }
        let text = serde_json::to_string(&form).unwrap();
        assert_eq!(
            serde_json::from_str::<Form>(&text).unwrap(),
            form,
            "case {number}"
        );
        if lint::lint(&form).is_empty() {
            sound += 1;
            let depends = |field: &Field| field.visible_if.is_some() || field.required_if.is_some();
            conditions +=
                u64::try_from(form.fields().filter(|field| depends(field)).count()).unwrap();
        } else {
            faulty += 1;
        }
    }
    assert!(
        sound * 2 >= CASES && faulty > 20 && conditions * 2 > sound,
        "at least half could be published, and those ask under conditions: {sound}, {faulty}, {conditions}"
    );
}

#[test]
fn what_was_filed_validates_as_itself() {
    let mut filed = 0;
    for number in 0..CASES {
        let (form, mut answers) = case(number);
        // What blocks is taken away until nothing blocks, as people do.
        let mut checked = validate(&form, &answers, context());
        for _ in 0..20 {
            if checked.is_ok() {
                break;
            }
            for issue in checked.errors() {
                let top = issue.path.split(['[', '.']).next().unwrap();
                answers.remove(top);
            }
            checked = validate(&form, &answers, context());
        }
        if !checked.is_ok() {
            continue;
        }
        filed += usize::from(!checked.answers.is_empty());
        let again = validate(&form, &checked.answers, context());
        assert_eq!(again, checked, "case {number}");
    }
    assert!(filed > 100, "{filed}");
}

#[test]
fn hidden_is_absent_to_any_depth() {
    let mut hidden = 0;
    for number in 0..CASES {
        let (form, answers) = case(number);
        let checked = validate(&form, &answers, context());
        let evaluation = Evaluation::new(&form, &answers, today());
        for field in form
            .fields()
            .filter(|field| !evaluation.is_visible(&field.key))
        {
            hidden += usize::from(answers.contains_key(&field.key));
            assert!(!checked.answers.contains_key(&field.key), "case {number}");
            let blamed = |path: &str| path.split(['[', '.']).next() == Some(&field.key);
            assert!(
                !checked.issues.iter().any(|issue| blamed(&issue.path)),
                "case {number}"
            );
        }
        // Whatever is typed into hidden questions changes nothing at all.
        let mut without = answers.clone();
        without.retain(|key, _| evaluation.is_visible(key) || form.field(key).is_none());
        assert_eq!(
            validate(&form, &without, context()),
            checked,
            "case {number}"
        );
    }
    assert!(hidden > 100, "{hidden}");
}

fn same(
    number: u64,
    step: usize,
    path: &str,
    form: &Form,
    plan: &Rc<Plan<'_>>,
    state: &State<'_>,
) -> Checked {
    let fresh = State::new(plan, state.answers().clone(), today());
    let mut all = Vec::new();
    paths(form.fields(), state.answers(), "", &mut all);
    for one in all {
        assert_eq!(
            state.standing(&one),
            fresh.standing(&one),
            "case {number}.{step}, after {path}: {one}"
        );
    }
    let checked = state.check(context());
    assert_eq!(
        checked,
        validate(form, state.answers(), context()),
        "case {number}.{step}, after {path}"
    );
    checked
}

#[test]
fn deciding_only_what_changed_gives_the_same() {
    let (mut changed, mut ruled) = (0, 0);
    for number in 0..CASES / 3 {
        let (form, answers) = case(number);
        let plan = Rc::new(Plan::new(&form));
        let mut seed = Seed::new(number);
        let mut state = State::new(&plan, answers, today());
        let mut before = same(number, 0, "", &form, &plan, &state);
        for step in 1..12 {
            let (path, answer) = any_change(&form, state.answers(), &mut seed);
            let changes = state.set(&path, answer);
            let after = same(number, step, &path, &form, &plan, &state);
            changed += changes.questions.len();
            // A rule whose outcome changed is among those to check again.
            for rule in &form.rules {
                let says = |checked: &Checked| {
                    let of_rule = |issue: &&motcua_shared::form::Issue| matches!(&issue.fault, motcua_shared::form::Fault::Rule { id } if *id == rule.id);
                    checked.issues.iter().filter(of_rule).count()
                };
                if says(&before) != says(&after) {
                    ruled += 1;
                    assert!(
                        changes.rules.contains(&rule.id),
                        "case {number}.{step}, after {path}: {}",
                        rule.id
                    );
                }
            }
            before = after;
        }
    }
    assert!(changed > 200 && ruled > 20, "{changed} {ruled}");
}

fn chain(count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| {
            let mut field = json!({"key": format!("q{number}"), "type": "text", "label": {"vi": "Mục"}, "profile": format!("person.p{number}")});
            if number > 0 {
                field["visible_if"] = json!({"filled": format!("q{}", number - 1)});
            }
            field
        })
        .collect()
}

#[test]
fn a_thousand_fields_cost_ten_times_a_hundred() {
    let cost = |count: usize| {
        let form = unproved_form_of(json!(chain(count)), json!([]));
        let answers: Answers = form
            .fields()
            .map(|field| (field.key.clone(), "x".into()))
            .collect();
        let (checked, cost) = conditions_decided(|| validate(&form, &answers, context()));
        assert_eq!(checked.answers.len(), count);
        cost
    };
    assert_eq!((cost(100), cost(1000)), (99, 999), "each condition once");

    let filled = |count: u32| {
        let form = unproved_form_of(json!(chain(count as usize)), json!([]));
        let facts: Vec<Fact> = (0..count)
            .map(|number| Fact {
                id: format!("f{number}"),
                path: format!("person.p{number}"),
                value: "x".into(),
                source: FactSource {
                    kind: SourceKind::Account,
                    by: String::new(),
                    dossier_code: None,
                    since: Timestamp::from_micros(1),
                },
            })
            .collect();
        let mut answers = Answers::new();
        let (done, cost) =
            conditions_decided(|| autofill::fill(&form, &mut answers, &facts, &[], today()));
        assert_eq!(
            done.len(),
            count as usize,
            "each value reveals the next question"
        );
        cost
    };
    let (few, many) = (filled(100), filled(1000));
    assert!(many < few * 11, "{few} {many}");
}

#[test]
fn editing_one_row_costs_the_same_whatever_their_number() {
    let text = |key: &str| json!({"key": key, "type": "text", "label": {"vi": "Mục"}});
    let shown = |key: &str, by: &str| json!({"key": key, "type": "text", "label": {"vi": "Mục"}, "visible_if": {"filled": by}});
    let form = form_of(
        json!([
            {"key": "rows", "type": "repeat", "label": {"vi": "Dòng"}, "row_label": {"vi": "Dòng"}, "max_rows": 500,
                "fields": [text("a"), shown("b", "a"), shown("c", "b"), text("d"), shown("e", "d")]},
            shown("other", "rows"),
        ]),
        json!([]),
    );
    let plan = Rc::new(Plan::new(&form));
    let rows = |count: usize| {
        let rows: Vec<Value> = (0..count)
            .map(|number| json!({"id": format!("r{number}"), "answers": {"a": "x", "b": "x", "c": "x"}}))
            .collect();
        crate::answers(json!({"rows": rows}))
    };
    let cost = |count: usize| {
        let mut state = State::new(&plan, rows(count), today());
        let (changes, cost) = conditions_decided(|| state.set("rows[r1].a", None));
        let paths: Vec<&str> = changes
            .questions
            .iter()
            .map(|(path, _)| path.as_str())
            .collect();
        assert_eq!(paths, ["rows[r1].b", "rows[r1].c"]);
        (changes.touched, cost)
    };
    assert_eq!(cost(2), cost(200));
    let full = |count: usize| {
        let answers = rows(count);
        conditions_decided(|| validate(&form, &answers, context())).1
    };
    assert_eq!(
        full(200) - full(100),
        full(300) - full(200),
        "linear in rows"
    );
}
