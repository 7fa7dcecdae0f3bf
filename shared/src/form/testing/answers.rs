//! Generated answers: right ones, half finished ones, wrong shapes, hostile texts, strangers.

use super::seed::Seed;
use crate::form::answers::{
    Address, Answer, Answers, Chosen, DateParts, Row, Signature, path_in_row,
};
use crate::form::definition::{Field, Form};
use crate::form::field::Kind;

const HOSTILE: [&str; 10] = [
    "",
    " ",
    "0",
    "-",
    "9999999999999999999",
    "\u{0}",
    "Nguye\u{302}\u{303}n",
    "<b>x</b>",
    "a[b].c",
    "\u{202e}đ₫.,",
];

/// Answers to some of the questions of a form, and sometimes to none of its questions.
#[must_use]
pub fn any_answers(form: &Form, seed: &mut Seed) -> Answers {
    let mut answers: Answers = form
        .fields()
        .filter_map(|field| {
            if seed.one_in(4) {
                return None;
            }
            Some((field.key.clone(), any_answer(field, seed)))
        })
        .collect();
    if seed.one_in(10) {
        answers.insert("stranger".to_owned(), "x".into());
    }
    answers
}

/// A change of one answer: its path, and what it becomes.
#[must_use]
pub fn any_change(form: &Form, answers: &Answers, seed: &mut Seed) -> (String, Option<Answer>) {
    let fields: Vec<&Field> = form.fields().collect();
    let Some(field) = seed.pick(&fields).copied() else {
        return ("nothing".to_owned(), None);
    };
    change_in(field, answers, "", seed)
}

fn change_in(
    field: &Field,
    answers: &Answers,
    prefix: &str,
    seed: &mut Seed,
) -> (String, Option<Answer>) {
    let path = format!("{prefix}{}", field.key);
    let rows = answers.get(&field.key).map_or(&[][..], Answer::rows);
    // Half of the changes in a repeat group are inside a row.
    if let (Some(row), Some(inner)) = (seed.pick(rows), seed.pick(field.kind.row_fields()))
        && seed.one_in(2)
    {
        return change_in(inner, &row.answers, &path_in_row(&path, &row.id, ""), seed);
    }
    let becomes = (!seed.one_in(5)).then(|| match &field.kind {
        Kind::Repeat(repeat) if !rows.is_empty() && seed.one_in(2) => {
            let mut rows = rows.to_vec();
            match seed.below(3) {
                0 => rows.reverse(),
                1 => drop(rows.pop()),
                _ => rows.push(any_row(
                    &repeat.fields,
                    format!("n{}", seed.below(1000)),
                    seed,
                )),
            }
            Answer::Rows(rows)
        }
        _ => any_answer(field, seed),
    });
    (path, becomes)
}

fn any_answer(field: &Field, seed: &mut Seed) -> Answer {
    match seed.below(8) {
        0 => any_shape(seed),
        1 => Answer::Text(seed.word(&HOSTILE).to_owned()),
        _ => answer_for(field, seed),
    }
}

fn any_shape(seed: &mut Seed) -> Answer {
    match seed.below(7) {
        0 => Answer::Flag(true),
        1 => Answer::Text("x".to_owned()),
        2 => Answer::Date(DateParts::default()),
        3 => Answer::Address(Address::default()),
        4 => Answer::Files(vec!["f".to_owned()]),
        5 => Answer::Chosen(Chosen {
            chosen: vec!["q".to_owned()],
        }),
        _ => Answer::Rows(Vec::new()),
    }
}

fn any_row(fields: &[Field], id: String, seed: &mut Seed) -> Row {
    let answers = fields
        .iter()
        .filter_map(|field| {
            if seed.one_in(4) {
                return None;
            }
            Some((field.key.clone(), any_answer(field, seed)))
        })
        .collect();
    Row { id, answers }
}

/// An answer of the right shape for a field, mostly right.
#[must_use]
pub fn answer_for(field: &Field, seed: &mut Seed) -> Answer {
    let text = |seed: &mut Seed, of: &[&'static str]| Answer::Text(seed.word(of).to_owned());
    match &field.kind {
        Kind::Check(_) => Answer::Flag(seed.one_in(2)),
        Kind::Number(_) | Kind::Money(_) => text(seed, &["1", "12", "1.000", "2000", "x"]),
        Kind::Decimal(_) => text(seed, &["1", "72,5", "1.000,25", "0,125", "x"]),
        Kind::Date(_) => match seed.below(4) {
            0 => text(
                seed,
                &["2020-02-29", "1975", "1975-06", "2027-01-01", "2026-11-21"],
            ),
            1 => Answer::Date(boxes("", "", "1980")),
            2 => Answer::Date(boxes("31", "2", "1990")),
            _ => Answer::Date(boxes("8", "tháng 7", "1992")),
        },
        Kind::Month(_) => match seed.below(2) {
            0 => text(seed, &["1990-06", "2020-13", "1990"]),
            _ => Answer::Date(boxes("", "6", "1990")),
        },
        Kind::Time => text(seed, &["7:30", "07h30", "25:00"]),
        Kind::Choice(_) => text(seed, &["x", "y", "z", "q"]),
        Kind::Choices(_) => {
            let mut chosen: Vec<String> = Vec::new();
            for code in ["z", "y", "x"] {
                if seed.one_in(2) {
                    chosen.push(code.to_owned());
                }
            }
            Answer::Chosen(Chosen { chosen })
        }
        Kind::Ethnicity | Kind::Province => text(seed, &["01", "79"]),
        Kind::Country => text(seed, &["VN", "FR"]),
        Kind::Commune(_) => text(seed, &["00166", "1"]),
        Kind::Agency => text(seed, &["000.00.06.H56", "?"]),
        Kind::BusinessLine => text(seed, &["5610", "56"]),
        Kind::Phone => text(seed, &["0912 345 678", "+84912345678", "1"]),
        Kind::Email => text(seed, &["a@example.org", "a"]),
        Kind::Url => text(seed, &["example.org", "https://example.org/a", "x y"]),
        Kind::CitizenId(_) => text(seed, &["001190999901", "001 090 999 901", "123456789"]),
        Kind::TaxCode => text(seed, &["0100109106", "0100109106001", "1"]),
        Kind::Passport => text(seed, &["c1234567", "x"]),
        Kind::BankAccount => text(seed, &["0011 0022 33", "-"]),
        Kind::Address(_) => Answer::Address(Address {
            province: seed.word(&["01", ""]).to_owned(),
            commune: seed.word(&["00166", ""]).to_owned(),
            detail: " Số 1 ".to_owned(),
            old_text: seed.word(&["", "Xã Mẫu,  huyện Thử"]).to_owned(),
            old_date: seed.word(&["", "1990-05-01", "2025-07-01"]).to_owned(),
            ..Address::default()
        }),
        Kind::File(_) => Answer::Files(vec!["f1".to_owned(); seed.below(7)]),
        Kind::Signature(_) => Answer::Signature(Signature {
            drawn: seed.word(&["", "f2"]).to_owned(),
            typed_name: " Trần  Thử".to_owned(),
            agreed: seed.one_in(2),
        }),
        Kind::Repeat(repeat) => {
            let rows = (0..seed.below(5)).map(|number| {
                let id = if seed.one_in(30) {
                    "r0".to_owned()
                } else {
                    format!("r{number}")
                };
                any_row(&repeat.fields, id, seed)
            });
            Answer::Rows(rows.collect())
        }
        Kind::Text(_) | Kind::LongText(_) | Kind::Computed(_) | Kind::Note(_) => {
            text(seed, &["abc", "  Trần   Thị ", "12", "ABx", "2"])
        }
    }
}

fn boxes(day: &str, month: &str, year: &str) -> DateParts {
    DateParts {
        day: day.to_owned(),
        month: month.to_owned(),
        year: year.to_owned(),
    }
}
