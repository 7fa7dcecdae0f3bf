//! Generated definitions: every type, conditions and terms of every kind, repeats in repeats, rules, sometimes circles and
//! unknown names. Made as JSON, as definitions arrive.

#![expect(clippy::indexing_slicing, reason = "members of objects made here")]

use serde_json::{Value, json};

use super::seed::Seed;
use crate::form::definition::Form;

/// Keys that may be read at a place, by what they are good for.
#[derive(Clone, Default)]
struct Names {
    any: Vec<String>,
    numbers: Vec<String>,
    dates: Vec<String>,
    texts: Vec<String>,
    checks: Vec<String>,
    choices: Vec<String>,
    many: Vec<String>,
    /// Repeat groups with the names inside their rows.
    groups: Vec<(String, Names)>,
}

const TYPES: [&str; 30] = [
    "text",
    "long_text",
    "number",
    "decimal",
    "money",
    "date",
    "month",
    "time",
    "choice",
    "choices",
    "check",
    "ethnicity",
    "country",
    "province",
    "commune",
    "agency",
    "business_line",
    "phone",
    "email",
    "url",
    "citizen_id",
    "tax_code",
    "passport",
    "bank_account",
    "address",
    "file",
    "signature",
    "computed",
    "note",
    "repeat",
];

/// A form with a few to a few dozen questions.
///
/// # Panics
/// Never, as long as the generator writes what the definition reads; a test would show it.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "for tests: a wrong generator must fail loudly"
)]
pub fn any_form(seed: &mut Seed) -> Form {
    let mut names = Names::default();
    let count = 1 + seed.below(24);
    let fields = any_fields(seed, &mut names, count, "", 0);
    let mut groups = Vec::new();
    let half = fields.len() / 2;
    for (key, part) in [("one", fields.get(..half)), ("two", fields.get(half..))] {
        let part = part.unwrap_or_default();
        groups.push(json!({"key": key, "title": {"vi": key}, "fields": part}));
    }
    let rules: Vec<Value> = (0..seed.below(6))
        .map(|number| {
            let field = known(seed, &names.any);
            json!({"id": format!("R{number}"), "field": field, "message": {"vi": "Xem lại"},
                "severity": seed.word(&["error", "warning", "note"]), "require": condition(seed, &names, 3)})
        })
        .collect();
    let form = json!({"id": "generated", "title": {"vi": "Tờ khai"}, "basis": "", "declaration": {"vi": "Tôi cam đoan"},
        "rules": rules, "sections": [{"key": "s", "title": {"vi": "Phần"}, "groups": groups}]});
    serde_json::from_value(form).expect("the generator writes definitions")
}

fn any_fields(
    seed: &mut Seed,
    names: &mut Names,
    count: usize,
    prefix: &str,
    depth: usize,
) -> Vec<Value> {
    let mut fields = Vec::new();
    for number in 0..count {
        let key = format!("{prefix}{}{number}", seed.word(&["a", "b", "c"]));
        let mut kind = seed.word(&TYPES);
        if kind == "repeat" && depth > 1 {
            kind = "number";
        }
        let mut inside = Names::default();
        let mut field = field_of(seed, kind, names, &mut inside, &key, depth);
        // Mostly what stands before, sometimes itself, what follows, or nothing that exists.
        if seed.one_in(2) {
            field["visible_if"] = condition(seed, names, 3);
        }
        if kind != "computed" && kind != "note" {
            match seed.below(5) {
                0 => field["required"] = json!(true),
                1 => field["required_if"] = condition(seed, names, 2),
                2 => field["read_only_if"] = condition(seed, names, 2),
                _ => {}
            }
        }
        note(names, kind, &key, inside);
        fields.push(field);
    }
    fields
}

fn note(names: &mut Names, kind: &str, key: &str, inside: Names) {
    let list = match kind {
        "number" | "decimal" | "money" | "time" => &mut names.numbers,
        "date" | "month" => &mut names.dates,
        "check" => &mut names.checks,
        "choice" => &mut names.choices,
        "choices" => &mut names.many,
        "computed" => &mut names.numbers,
        _ => &mut names.texts,
    };
    list.push(key.to_owned());
    names.any.push(key.to_owned());
    if kind == "repeat" {
        names.groups.push((key.to_owned(), inside));
    }
}

fn field_of(
    seed: &mut Seed,
    kind: &str,
    names: &Names,
    inside: &mut Names,
    key: &str,
    depth: usize,
) -> Value {
    let mut field = json!({"key": key, "type": kind, "label": {"vi": "Mục này", "en": "This"}});
    let options = json!([{"value": "x", "label": {"vi": "X"}}, {"value": "y", "label": {"vi": "Y"}}, {"value": "z", "label": {"vi": "Z"}}]);
    match kind {
        "text" if seed.one_in(4) => {
            field["pattern"] = json!(seed.word(&[r"\d{2,4}", "[A-Z]+x?", "(a|b)*", "("]));
        }
        "number" | "money" | "decimal" if seed.one_in(2) => {
            field["min"] = json!(1);
            field["max"] = json!(1000);
        }
        "date" => {
            field["precision"] = json!(seed.word(&["day", "month_allowed", "year_allowed"]));
            if seed.one_in(3) {
                field["min"] = json!(seed.word(&["today-1y", "2000-01-01", "today-6m"]));
                field["max"] = json!(seed.word(&["today", "today+2y", "2030-12-31"]));
            }
            if seed.one_in(4) {
                field["age_min"] = json!(18);
            }
        }
        "choice" => field["options"] = options,
        "choices" => {
            field["options"] = options;
            field["exclusive"] = json!("z");
        }
        "commune" => {
            if let Some(province) = seed.pick(&names.texts) {
                field["province_field"] = json!(province);
            }
        }
        "citizen_id" => {
            if let Some(birth) = seed.pick(&names.dates) {
                field["birth_field"] = json!(birth);
            }
        }
        "address" => field["old_allowed"] = json!(seed.one_in(2)),
        "file" => {
            field["accept"] = json!(["application/pdf"]);
            field["max_mb"] = json!(1);
        }
        "note" => field["text"] = json!({"vi": "Lưu ý"}),
        "computed" => {
            if seed.one_in(4) {
                field["from"] = json!(known(seed, &names.dates));
                field["function"] = json!("date_in_words");
            } else {
                field["format"] = json!("number");
                field["value"] = number(seed, names, 3);
            }
        }
        "repeat" => {
            let count = 1 + seed.below(5);
            // Rows see what stands around them.
            let mut around = names.clone();
            around.groups.clear();
            let before = around.clone();
            field["fields"] = json!(any_fields(
                seed,
                &mut around,
                count,
                &format!("{key}_"),
                depth + 1
            ));
            field["row_label"] = json!({"vi": "Dòng"});
            field["max_rows"] = json!(6);
            *inside = own(around, &before);
        }
        _ => {}
    }
    field
}

/// What a level has itself, without what it sees around it.
fn own(mut all: Names, before: &Names) -> Names {
    for (list, seen) in [
        (&mut all.any, &before.any),
        (&mut all.numbers, &before.numbers),
        (&mut all.dates, &before.dates),
        (&mut all.texts, &before.texts),
        (&mut all.checks, &before.checks),
        (&mut all.choices, &before.choices),
        (&mut all.many, &before.many),
    ] {
        list.drain(..seen.len());
    }
    all
}

/// A key of the list; sometimes one that does not exist or may follow later.
fn known(seed: &mut Seed, list: &[String]) -> String {
    if seed.one_in(60) {
        return seed.word(&["a1", "b3", "c5", "nowhere"]).to_owned();
    }
    seed.pick(list)
        .cloned()
        .unwrap_or_else(|| "nowhere".to_owned())
}

fn condition(seed: &mut Seed, names: &Names, depth: usize) -> Value {
    let kinds = if depth == 0 { 7 } else { 13 };
    match seed.below(kinds) {
        0 => json!({"is": [known(seed, &names.choices), seed.word(&["x", "y", "q"])]}),
        1 => json!({"in": [known(seed, &names.choices), ["x", "z"]]}),
        2 => json!({"checked": known(seed, &names.checks)}),
        3 => json!({"filled": known(seed, &names.any)}),
        4 => json!({"contains": [known(seed, &names.many), seed.word(&["x", "z"])]}),
        5 => json!({"less_than": [number(seed, names, 1), number(seed, names, 1)]}),
        6 => json!({"at_most": [date(seed, names), date(seed, names)]}),
        7 => json!({"not": condition(seed, names, depth - 1)}),
        8 => json!({"all": [condition(seed, names, depth - 1), condition(seed, names, depth - 1)]}),
        9 => json!({"any": [condition(seed, names, depth - 1), condition(seed, names, depth - 1)]}),
        10 => {
            json!({"equal": [{"field": known(seed, &names.any)}, {"field": known(seed, &names.any)}]})
        }
        other => match rows(seed, names) {
            None => json!({"filled": known(seed, &names.any)}),
            Some((rows, inside)) if other == 11 => {
                json!({"unique": {"rows": rows, "field": known(seed, &inside.any)}})
            }
            Some((rows, inside)) => {
                let kind = seed.word(&["every", "some"]);
                json!({kind: {"rows": rows, "holds": condition(seed, &inside, depth - 1)}})
            }
        },
    }
}

/// A repeat group, or one inside it, with the names of its rows.
fn rows(seed: &mut Seed, names: &Names) -> Option<(String, Names)> {
    let (key, inside) = seed.pick(&names.groups)?.clone();
    match seed.pick(&inside.groups).cloned() {
        Some((inner, names)) if seed.one_in(2) => Some((format!("{key}.{inner}"), names)),
        _ => Some((key, inside)),
    }
}

fn number(seed: &mut Seed, names: &Names, depth: usize) -> Value {
    let kinds = if depth == 0 { 2 } else { 11 };
    match seed.below(kinds) {
        0 => json!({"field": known(seed, &names.numbers)}),
        1 => json!({"number": seed.word(&["0", "1", "12,5", "99999999999999", "-3"])}),
        2 => json!({"add": [number(seed, names, depth - 1), number(seed, names, depth - 1)]}),
        3 => json!({"subtract": [number(seed, names, depth - 1), number(seed, names, depth - 1)]}),
        4 => json!({"multiply": [number(seed, names, depth - 1), number(seed, names, depth - 1)]}),
        5 => json!({"abs": number(seed, names, depth - 1)}),
        6 => {
            json!({seed.word(&["years_between", "months_between", "days_between"]): [date(seed, names), "today"]})
        }
        7 => json!({"length": {"field": known(seed, &names.texts)}}),
        8 => {
            json!({"if": {"when": condition(seed, names, 0), "then": number(seed, names, depth - 1), "else": {"number": 1}}})
        }
        other => match rows(seed, names) {
            None => json!({"year_of": date(seed, names)}),
            Some((rows, inside)) if other == 9 => {
                json!({"sum": {"rows": rows, "field": known(seed, &inside.numbers)}})
            }
            Some((rows, inside)) => {
                json!({"count": {"rows": rows, "where": condition(seed, &inside, 1)}})
            }
        },
    }
}

fn date(seed: &mut Seed, names: &Names) -> Value {
    match seed.below(4) {
        0 => json!("today"),
        1 => json!({"date": "2020-02-29"}),
        _ => json!({"field": known(seed, &names.dates)}),
    }
}
