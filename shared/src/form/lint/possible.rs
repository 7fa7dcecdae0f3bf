//! Conditions that can never hold or always do, found by trying: every combination of the choices, the ticks, the empty
//! states and the numbers and days around the limits that the form names.
//!
//! Limits: no verdict on conditions that read rows, free texts or lists of codes, and none when there are more than
//! [`MOST`] combinations. Fields are taken as visible, so what only hiding makes impossible is found by the vectors.

use std::collections::BTreeSet;

use time::Date;

use super::Linter;
use crate::form::answers::{Answer, Answers};
use crate::form::condition::Condition;
use crate::form::definition::{Field, Form, Group, Section};
use crate::form::evaluation::Evaluation;
use crate::form::field::Kind;
use crate::form::vectors::Samples;

/// Most combinations that are tried for one condition.
const MOST: usize = 20_000;

/// What came of trying.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Never,
    Always,
    Open,
}

impl Linter<'_> {
    /// Says which conditions of the top level and which rules decide nothing.
    pub(super) fn possible(&mut self, form: &Form, today: Date) {
        let samples = Samples::new(form, today);
        for field in form.fields() {
            for (member, condition) in [
                ("visible_if", &field.visible_if),
                ("required_if", &field.required_if),
                ("read_only_if", &field.read_only_if),
            ] {
                let Some(condition) = condition else { continue };
                let words = condition.words();
                match verdict(form, condition, &samples, today) {
                    Verdict::Never => {
                        self.fault(
                            &field.key,
                            format!("has a {member} that can never hold: {words}"),
                        );
                    }
                    Verdict::Always => {
                        self.fault(
                            &field.key,
                            format!("has a {member} that always holds: {words}"),
                        );
                    }
                    Verdict::Open => {}
                }
            }
        }
        for rule in &form.rules {
            let words = rule.require.words();
            match verdict(form, &rule.require, &samples, today) {
                Verdict::Never => {
                    self.fault(&rule.id, format!("can never be kept: {words}"));
                }
                Verdict::Always => {
                    self.fault(&rule.id, format!("can never be broken: {words}"));
                }
                Verdict::Open => {}
            }
        }
    }
}

fn verdict(form: &Form, condition: &Condition, samples: &Samples, today: Date) -> Verdict {
    let mut keys = BTreeSet::new();
    let mut in_rows = false;
    condition.reads(&[], &mut |rows, key| {
        in_rows |= !rows.is_empty();
        keys.insert(key.to_owned());
    });
    let fields: Vec<&Field> = keys.iter().filter_map(|key| form.field(key)).collect();
    if in_rows || fields.len() != keys.len() || !fields.iter().all(|field| is_finite(&field.kind)) {
        return Verdict::Open;
    }
    let choices: Vec<Vec<Option<Answer>>> = fields
        .iter()
        .map(|field| {
            let of = samples.of(field, &field.key).into_iter().map(Some);
            std::iter::once(None).chain(of).collect()
        })
        .collect();
    let count = choices
        .iter()
        .try_fold(1_usize, |count, list| count.checked_mul(list.len()));
    let Some(count @ ..=MOST) = count else {
        return Verdict::Open;
    };
    let plain = plain(&fields);
    let (mut held, mut failed) = (false, false);
    for number in 0..count {
        let mut left = number;
        let mut answers = Answers::new();
        for (field, list) in fields.iter().zip(&choices) {
            if let Some(Some(answer)) = list.get(left % list.len()) {
                answers.insert(field.key.clone(), answer.clone());
            }
            left /= list.len();
        }
        match condition.decide(&Evaluation::new(&plain, &answers, today)) {
            Some(true) => held = true,
            Some(false) => failed = true,
            None => {}
        }
        if held && failed {
            return Verdict::Open;
        }
    }
    if held {
        Verdict::Always
    } else {
        Verdict::Never
    }
}

const fn is_finite(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Check(_)
            | Kind::Number(_)
            | Kind::Money(_)
            | Kind::Decimal(_)
            | Kind::Date(_)
    )
}

/// A form of these fields alone, all of them visible.
fn plain(fields: &[&Field]) -> Form {
    let fields = fields
        .iter()
        .map(|field| Field {
            visible_if: None,
            required_if: None,
            read_only_if: None,
            ..(*field).clone()
        })
        .collect();
    Form {
        id: String::new(),
        title: crate::i18n::Bilingual::default(),
        basis: String::new(),
        sections: vec![Section {
            key: String::new(),
            title: crate::i18n::Bilingual::default(),
            groups: vec![Group {
                key: String::new(),
                title: crate::i18n::Bilingual::default(),
                intro: None,
                fields,
            }],
        }],
        rules: Vec::new(),
        roles: Vec::new(),
        declaration: crate::i18n::Bilingual::default(),
    }
}
