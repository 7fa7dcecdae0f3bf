//! What changed between two versions of a form, in words, and what becomes of answers that move from one to the other.
//!
//! A draft stays pinned to the version it was started with (design §4, invariant 4) and may be filed on it. Only when the
//! applicant says so do its answers move to a newer one, and everything that is lost on the way is shown before.

use serde::{Deserialize, Serialize};

use super::answers::{Answer, Answers, Chosen, Row, path_in_row};
use super::definition::{Field, Form};
use super::field::Kind;
use super::field::choice::ChoiceOption;
use crate::i18n::{Bilingual, Lang, t::form_change as say};

/// One difference that an applicant should know of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormChange {
    /// Definition path of the question (`key`, `group.key`); empty for the declaration.
    pub field: String,
    /// Its label: of the newer version, or the old one when it is gone.
    pub label: Bilingual,
    /// What is different.
    #[serde(flatten)]
    pub what: Difference,
}

/// How a question differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Difference {
    /// Was not asked before.
    Added,
    /// Is not asked any more.
    Removed,
    /// Has another label.
    Reworded {
        /// The label before.
        before: Bilingual,
    },
    /// Must be answered now.
    NowRequired,
    /// May be left empty now.
    NowOptional,
    /// Some choices are not offered any more.
    OptionsGone {
        /// Their labels.
        options: Vec<Bilingual>,
    },
    /// There are new choices.
    OptionsAdded {
        /// Their labels.
        options: Vec<Bilingual>,
    },
    /// Is answered in another way: a date instead of a text.
    OtherType,
    /// Other answers are allowed: limits, patterns.
    OtherLimits,
    /// Is asked under other circumstances.
    OtherCondition,
    /// The declaration that is signed has other words.
    Declaration,
}

/// An answer that has no place in the newer version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DroppedAnswer {
    /// Its path in the old form.
    pub path: String,
    /// Label of its question.
    pub label: Bilingual,
    /// What is lost: the answer, or the part of it (choices) that is not offered any more.
    pub answer: Answer,
}

/// Answers on a newer version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// What the newer form can hold, and its defaults for new questions.
    pub answers: Answers,
    /// What it cannot.
    pub dropped: Vec<DroppedAnswer>,
}

impl FormChange {
    /// The difference as a sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let label = self.label.get(lang);
        let list = |options: &[Bilingual]| {
            let labels: Vec<String> = options
                .iter()
                .map(|option| say::quoted(lang, option.get(lang)))
                .collect();
            labels.join(", ")
        };
        match &self.what {
            Difference::Added => say::added(lang, label),
            Difference::Removed => say::removed(lang, label),
            Difference::Reworded { before } => say::reworded(lang, before.get(lang), label),
            Difference::NowRequired => say::now_required(lang, label),
            Difference::NowOptional => say::now_optional(lang, label),
            Difference::OptionsGone { options } => say::options_gone(lang, label, &list(options)),
            Difference::OptionsAdded { options } => say::options_added(lang, label, &list(options)),
            Difference::OtherType => say::other_type(lang, label),
            Difference::OtherLimits => say::other_limits(lang, label),
            Difference::OtherCondition => say::other_condition(lang, label),
            Difference::Declaration => say::declaration(lang).to_owned(),
        }
    }
}

/// What changed for an applicant, in the order of the newer form; what is gone comes last.
#[must_use]
pub fn diff(old: &Form, new: &Form) -> Vec<FormChange> {
    let mut changes = Vec::new();
    let before: Vec<&Field> = old.fields().collect();
    let now: Vec<&Field> = new.fields().collect();
    compare(&before, &now, "", &mut changes);
    if old.declaration != new.declaration {
        changes.push(FormChange {
            field: String::new(),
            label: new.declaration.clone(),
            what: Difference::Declaration,
        });
    }
    changes
}

fn compare(old: &[&Field], new: &[&Field], prefix: &str, changes: &mut Vec<FormChange>) {
    let mut say = |field: &Field, what: Difference| {
        changes.push(FormChange {
            field: format!("{prefix}{}", field.key),
            label: field.label.clone(),
            what,
        });
    };
    let mut inside = Vec::new();
    for field in new {
        let Some(before) = named(old, &field.key) else {
            say(field, Difference::Added);
            continue;
        };
        if before.label != field.label {
            let before = before.label.clone();
            say(field, Difference::Reworded { before });
        }
        if !same_type(&before.kind, &field.kind) {
            say(field, Difference::OtherType);
        } else if let (Some(was), Some(is)) = (options(&before.kind), options(&field.kind)) {
            let gone = missing(was, is);
            if !gone.is_empty() {
                say(field, Difference::OptionsGone { options: gone });
            }
            let more = missing(is, was);
            if !more.is_empty() {
                say(field, Difference::OptionsAdded { options: more });
            }
            if limits(&before.kind) != limits(&field.kind) {
                say(field, Difference::OtherLimits);
            }
        } else if limits(&before.kind) != limits(&field.kind) {
            say(field, Difference::OtherLimits);
        }
        match (before.required, field.required) {
            (false, true) => say(field, Difference::NowRequired),
            (true, false) if field.required_if.is_none() => say(field, Difference::NowOptional),
            _ => {}
        }
        let conditions = |field: &Field| {
            (
                field.visible_if.clone(),
                field.required_if.clone(),
                field.read_only_if.clone(),
            )
        };
        if conditions(before) != conditions(field) {
            say(field, Difference::OtherCondition);
        }
        inside.push((before, *field));
    }
    for field in old.iter().filter(|field| named(new, &field.key).is_none()) {
        say(field, Difference::Removed);
    }
    for (before, field) in inside {
        let was: Vec<&Field> = before.kind.row_fields().iter().collect();
        let is: Vec<&Field> = field.kind.row_fields().iter().collect();
        compare(&was, &is, &format!("{prefix}{}.", field.key), changes);
    }
}

fn named<'f>(fields: &[&'f Field], key: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.key == key).copied()
}

fn same_type(left: &Kind, right: &Kind) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn options(kind: &Kind) -> Option<&[ChoiceOption]> {
    match kind {
        Kind::Choice(choice) => Some(&choice.options),
        Kind::Choices(choices) => Some(&choices.options),
        _ => None,
    }
}

/// Labels of the choices of one list that the other has not.
fn missing(of: &[ChoiceOption], other: &[ChoiceOption]) -> Vec<Bilingual> {
    of.iter()
        .filter(|option| !other.iter().any(|one| one.value == option.value))
        .map(|option| option.label.clone())
        .collect()
}

/// The type without what is compared elsewhere: choices and rows have changes of their own, words of computed values none.
fn limits(kind: &Kind) -> Kind {
    let mut kind = kind.clone();
    match &mut kind {
        Kind::Choice(choice) => choice.options.clear(),
        Kind::Choices(choices) => choices.options.clear(),
        Kind::Repeat(repeat) => {
            repeat.fields.clear();
            repeat.row_label = Bilingual::default();
        }
        Kind::Text(text) => {
            text.message = None;
            text.example.clear();
        }
        Kind::Note(_) | Kind::Computed(_) => return Kind::Time,
        _ => {}
    }
    kind
}

/// Moves answers to a newer version: a question keeps its answer when it still has its key and can hold what was typed.
#[must_use]
pub fn carry_over(old: &Form, new: &Form, answers: &Answers) -> Moved {
    let before: Vec<&Field> = old.fields().collect();
    let now: Vec<&Field> = new.fields().collect();
    let mut moved = Moved::default();
    moved.answers = carry(&before, &now, answers, "", &mut moved.dropped);
    for field in now {
        if named(&before, &field.key).is_none()
            && let Some(default) = &field.default
        {
            moved.answers.insert(field.key.clone(), default.clone());
        }
    }
    moved
}

fn carry(
    old: &[&Field],
    new: &[&Field],
    answers: &Answers,
    prefix: &str,
    dropped: &mut Vec<DroppedAnswer>,
) -> Answers {
    let mut kept = Answers::new();
    for (key, answer) in answers {
        let Some(before) = named(old, key) else {
            continue;
        };
        let path = format!("{prefix}{key}");
        let mut drop = |answer: Answer| {
            if !answer.is_empty() && before.kind.is_asked() {
                dropped.push(DroppedAnswer {
                    path: path.clone(),
                    label: before.label.clone(),
                    answer,
                });
            }
        };
        let Some(field) = named(new, key).filter(|field| can_hold(&before.kind, &field.kind))
        else {
            drop(answer.clone());
            continue;
        };
        match (&field.kind, answer) {
            (Kind::Choice(choice), Answer::Text(code))
                if !code.is_empty() && choice.option(code).is_none() =>
            {
                drop(answer.clone());
            }
            (Kind::Choices(choices), Answer::Chosen(typed)) => {
                let (stay, go): (Vec<String>, Vec<String>) = typed
                    .chosen
                    .iter()
                    .cloned()
                    .partition(|code| choices.option(code).is_some());
                drop(Answer::Chosen(Chosen { chosen: go }));
                kept.insert(key.clone(), Answer::Chosen(Chosen { chosen: stay }));
            }
            (Kind::Repeat(repeat), Answer::Rows(rows)) => {
                let was: Vec<&Field> = before.kind.row_fields().iter().collect();
                let is: Vec<&Field> = repeat.fields.iter().collect();
                let rows = rows.iter().map(|row| Row {
                    id: row.id.clone(),
                    answers: carry(
                        &was,
                        &is,
                        &row.answers,
                        &path_in_row(&path, &row.id, ""),
                        dropped,
                    ),
                });
                kept.insert(key.clone(), Answer::Rows(rows.collect()));
            }
            _ => {
                kept.insert(key.clone(), answer.clone());
            }
        }
    }
    kept
}

/// Whether an answer to a question of one type can stand in one of the other.
fn can_hold(old: &Kind, new: &Kind) -> bool {
    same_type(old, new) || (is_typed_line(old) && is_typed_line(new))
}

/// Types whose answers people type as a line: a wrong one is said to be wrong, and is not lost.
const fn is_typed_line(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text(_)
            | Kind::LongText(_)
            | Kind::Number(_)
            | Kind::Decimal(_)
            | Kind::Money(_)
            | Kind::Phone
            | Kind::Email
            | Kind::Url
            | Kind::CitizenId(_)
            | Kind::TaxCode
            | Kind::Passport
            | Kind::BankAccount
    )
}
