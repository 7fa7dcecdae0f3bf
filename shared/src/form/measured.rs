//! The forms that are measured: sixty questions, or five times sixty, made by code so that a plain page with the same
//! inputs can be made beside them.
//!
//! Each sixty: 14 texts, 6 dates, 6 numbers, 2 selects of 54, 2 radios, 2 boxes, province → ward, a box with ten
//! conditional questions, and a repeat group of 3 rows × 5.

use std::collections::BTreeMap;

use super::field::check::Check;
use super::field::choice::{Choice, ChoiceOption};
use super::field::commune::Commune;
use super::field::date::DateField;
use super::field::number::Number;
use super::field::pattern::Pattern;
use super::field::repeat::Repeat;
use super::field::text::{Text, TextFormat};
use super::{Answer, Answers, Condition, Field, Form, Group, Kind, Row, Section};

use crate::i18n::{Bilingual, Lang, t};

/// The forms by the last part of their address in the gallery, each with how many times sixty questions and how many rows it has.
pub const FORMS: [(&str, usize, usize); 3] =
    [("form-60", 1, 3), ("form-300", 5, 3), ("rows-200", 1, 200)];

/// One page of questions.
#[must_use]
pub const fn one_group(key: String, title: Bilingual, fields: Vec<Field>) -> Group {
    Group {
        key,
        title,
        intro: None,
        fields,
    }
}

/// A form of these pages that belongs to no procedure.
#[must_use]
pub fn of_groups(title: Bilingual, groups: Vec<Group>) -> Form {
    Form {
        id: "gallery".to_owned(),
        title,
        basis: String::new(),
        sections: vec![Section {
            key: "gallery".to_owned(),
            title: Bilingual::default(),
            groups,
        }],
        rules: Vec::new(),
        roles: Vec::new(),
        declaration: Bilingual::default(),
    }
}

fn both(words: impl Fn(Lang) -> String) -> Bilingual {
    Bilingual {
        vi: words(Lang::Vi),
        en: words(Lang::En),
    }
}

fn field(key: String, label: Bilingual, kind: Kind, required: bool) -> Field {
    Field {
        key,
        label,
        help: None,
        why: None,
        find: None,
        kind,
        required,
        required_if: None,
        read_only_if: None,
        visible_if: None,
        profile: None,
        autocomplete: None,
        default: None,
    }
}

fn text(pattern: bool) -> Kind {
    Kind::Text(Text {
        max_length: 200,
        format: TextFormat::Any,
        pattern: pattern.then(|| Pattern::new("[A-Z]{2}[0-9]{4}")),
        example: if pattern {
            "AB1234".to_owned()
        } else {
            String::new()
        },
        message: None,
    })
}

fn options(count: usize) -> Kind {
    let option = |number: usize| ChoiceOption {
        value: number.to_string(),
        label: both(|lang| t::gallery::option(lang, &number.to_string())),
    };
    Kind::Choice(Choice {
        options: (1..=count).map(option).collect(),
        forbidden: None,
    })
}

/// Numbers the questions of one part.
struct Keys {
    part: usize,
    number: usize,
}

impl Keys {
    fn next(&mut self, kind: Kind, required: bool) -> Field {
        self.number += 1;
        let (part, number) = (self.part + 1, self.number);
        let label = both(|lang| t::gallery::question(lang, &format!("{part}.{number}")));
        field(format!("q{part}_{number}"), label, kind, required)
    }
}

/// Sixty questions.
fn part(part: usize) -> Vec<Field> {
    let mut keys = Keys { part, number: 0 };
    let mut fields = Vec::new();
    for round in 0..2 {
        for number in 0..7 {
            fields.push(keys.next(text(number == 3), number % 2 == 0));
        }
        for number in 0..3 {
            let date = DateField {
                not_future: number == 0,
                ..DateField::default()
            };
            fields.push(keys.next(Kind::Date(date), number == 0));
            let number_kind = Kind::Number(Number {
                min: Some(0),
                max: Some(1_000),
            });
            fields.push(keys.next(number_kind, number == 1));
        }
        fields.push(keys.next(options(54), round == 0));
        fields.push(keys.next(options(3), round == 0));
        fields.push(keys.next(Kind::Check(Check::default()), false));
    }
    let province = keys.next(Kind::Province, true);
    let commune = Commune {
        province_field: Some(province.key.clone()),
    };
    fields.push(province);
    fields.push(keys.next(Kind::Commune(commune), true));
    let mut more = keys.next(Kind::Check(Check::default()), false);
    more.label = both(|lang| t::gallery::more(lang).to_owned());
    let opened = Condition::Checked(more.key.clone());
    fields.push(more);
    for number in 0..10 {
        let mut conditional = keys.next(text(false), number < 3);
        conditional.visible_if = Some(opened.clone());
        fields.push(conditional);
    }
    let mut inner = Keys { part, number: 100 };
    let rows = Repeat {
        row_label: both(|lang| t::gallery::row(lang).to_owned()),
        fields: vec![
            inner.next(text(false), true),
            inner.next(Kind::Date(DateField::default()), false),
            inner.next(
                Kind::Number(Number {
                    min: Some(0),
                    max: None,
                }),
                false,
            ),
            inner.next(options(3), false),
            inner.next(text(true), false),
        ],
        min_rows: 0,
        max_rows: 200,
    };
    let mut repeat = keys.next(Kind::Repeat(rows), false);
    repeat.key = rows_key(part);
    repeat.label = both(|lang| t::gallery::rows(lang).to_owned());
    fields.push(repeat);
    fields
}

fn rows_key(part: usize) -> String {
    format!("rows{}", part + 1)
}

/// A form of so many times sixty questions, on one page.
#[must_use]
pub fn form(parts: usize) -> Form {
    let fields = (0..parts).flat_map(part).collect();
    let title = both(|lang| t::gallery::form_title(lang, &(parts * 60).to_string()));
    let page = one_group("all".to_owned(), title.clone(), fields);
    of_groups(title, vec![page])
}

/// What it starts with: so many empty rows in each repeat group.
#[must_use]
pub fn answers(parts: usize, rows: usize) -> Answers {
    let row = |number: usize| Row {
        id: format!("r{number}"),
        answers: BTreeMap::new(),
    };
    (0..parts)
        .map(|part| (rows_key(part), Answer::Rows((1..=rows).map(row).collect())))
        .collect()
}
