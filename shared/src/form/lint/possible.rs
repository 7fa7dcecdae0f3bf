//! Conditions that can never hold or always do, found by trying: every combination of the choices, the ticks, the empty
//! states and the numbers and days around the limits that the form names.
//!
//! Limits: no verdict on conditions that read rows, free texts or lists of codes, and none when there are more than
//! [`MOST`] combinations. Fields are taken as visible, so what only hiding makes impossible is found by the vectors.

use std::collections::BTreeSet;

use time::Date;

use super::Linter;
use crate::form::answers::{Answer, Answers, Chosen};
use crate::form::condition::Condition;
use crate::form::definition::{Field, Form, Group, Section};
use crate::form::evaluation::Evaluation;
use crate::form::field::Kind;
use crate::form::field::choice::ChoiceOption;
use crate::form::issue::Severity;
use crate::form::vectors::Samples;

/// Most combinations that are tried for one condition.
const MOST: usize = 20_000;

/// Most other choices of a choice of many that are tried together with one.
const MOST_CHOICES: usize = 8;

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

impl Linter<'_> {
    /// Choices that some blocking rule refuses whatever else is answered: they can never be filed.
    pub(super) fn refused_choices(&mut self, form: &Form, today: Date) {
        let samples = Samples::new(form, today);
        for rule in &form.rules {
            if rule.severity != Severity::Error {
                continue;
            }
            let Some(trial) = Trial::new(form, &rule.require, &samples) else {
                continue;
            };
            for place in 0..trial.fields.len() {
                let Some(field) = trial.fields.get(place).copied() else {
                    continue;
                };
                for option in options(&field.kind) {
                    let refused = trial
                        .only(place, with_option(&field.kind, &option.value))
                        .is_some_and(|trial| trial.is_refused(&rule.require, today));
                    if refused {
                        self.fault(
                            &field.key,
                            format!(
                                "offers {}, which the rule {} never lets through",
                                option.value, rule.id
                            ),
                        );
                    }
                }
            }
        }
    }
}

fn options(kind: &Kind) -> &[ChoiceOption] {
    match kind {
        Kind::Choice(choice) => &choice.options,
        Kind::Choices(choices) => &choices.options,
        _ => &[],
    }
}

/// Every answer in which this choice is made; none when there are too many.
fn with_option(kind: &Kind, code: &str) -> Vec<Answer> {
    let Kind::Choices(choices) = kind else {
        return vec![Answer::from(code)];
    };
    let codes = choices.options.iter().map(|option| option.value.clone());
    let others: Vec<String> = codes.filter(|other| other != code).collect();
    if others.len() > MOST_CHOICES {
        return Vec::new();
    }
    let subset = |number: usize| {
        let others = others.iter().enumerate();
        let mut chosen: Vec<String> = others
            .filter(|(place, _)| number >> place & 1 == 1)
            .map(|(_, other)| other.clone())
            .collect();
        chosen.push(code.to_owned());
        Answer::Chosen(Chosen { chosen })
    };
    (0..1 << others.len()).map(subset).collect()
}

/// Every combination of answers to the questions that a condition reads.
#[derive(Clone)]
struct Trial<'f> {
    fields: Vec<&'f Field>,
    choices: Vec<Vec<Option<Answer>>>,
    count: usize,
}

impl<'f> Trial<'f> {
    /// `None` when there are too many combinations, or endlessly many.
    fn new(form: &'f Form, condition: &Condition, samples: &Samples) -> Option<Self> {
        let mut keys = BTreeSet::new();
        let mut in_rows = false;
        condition.reads(&[], &mut |rows, key| {
            in_rows |= !rows.is_empty();
            keys.insert(key.to_owned());
        });
        let fields: Vec<&Field> = keys.iter().filter_map(|key| form.field(key)).collect();
        if in_rows
            || fields.len() != keys.len()
            || !fields.iter().all(|field| is_finite(&field.kind))
        {
            return None;
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
            .try_fold(1_usize, |count, list| count.checked_mul(list.len()))?;
        (count <= MOST).then_some(Self {
            fields,
            choices,
            count,
        })
    }

    /// The same with nothing but these answers to one question.
    fn only(&self, place: usize, answers: Vec<Answer>) -> Option<Self> {
        let mut trial = self.clone();
        let list = trial.choices.get_mut(place)?;
        let count = self.count.checked_div(list.len())?;
        trial.count = count.checked_mul(answers.len())?;
        *list = answers.into_iter().map(Some).collect();
        (1..=MOST).contains(&trial.count).then_some(trial)
    }

    /// Calls `on` with what the condition says about each combination, until it returns `false`.
    fn each(&self, condition: &Condition, today: Date, on: &mut dyn FnMut(Option<bool>) -> bool) {
        let plain = plain(&self.fields);
        for number in 0..self.count {
            let mut left = number;
            let mut answers = Answers::new();
            for (field, list) in self.fields.iter().zip(&self.choices) {
                if let Some(Some(answer)) = list.get(left % list.len()) {
                    answers.insert(field.key.clone(), answer.clone());
                }
                left /= list.len();
            }
            if !on(condition.decide(&Evaluation::new(&plain, &answers, today))) {
                return;
            }
        }
    }

    /// Whether the condition is broken by every combination.
    fn is_refused(&self, condition: &Condition, today: Date) -> bool {
        let mut refused = self.count > 0;
        self.each(condition, today, &mut |holds| {
            refused = holds == Some(false);
            refused
        });
        refused
    }
}

fn verdict(form: &Form, condition: &Condition, samples: &Samples, today: Date) -> Verdict {
    let Some(trial) = Trial::new(form, condition, samples) else {
        return Verdict::Open;
    };
    let (mut held, mut failed) = (false, false);
    trial.each(condition, today, &mut |holds| {
        held |= holds == Some(true);
        failed |= holds == Some(false);
        !(held && failed)
    });
    match (held, failed) {
        (true, true) => Verdict::Open,
        (true, false) => Verdict::Always,
        _ => Verdict::Never,
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
