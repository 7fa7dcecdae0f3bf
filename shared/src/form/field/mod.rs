//! The field types, one file each. Each knows its parameters, how to read an answer, and what is wrong with it.

pub mod address;
pub mod check;
pub mod choice;
pub mod citizen_id;
pub mod computed;
pub mod contact;
pub mod date;
pub mod file;
pub mod number;
pub mod reference;
pub mod repeat;
pub mod text;

use serde::{Deserialize, Serialize};

use super::answers::{Answer, Answers};
use super::condition::Value;
use super::definition::Field;
use super::evaluation::Context;
use super::issue::{Fault, Issue};
use crate::i18n::{Lang, t::form as say};

/// The type of a field with its parameters. JSON: `"type": "number", "min": 1, …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text(text::Text),
    /// Several lines of text.
    LongText(text::LongText),
    /// A whole number.
    Number(number::Number),
    /// An amount in Vietnamese đồng.
    Money(number::Money),
    /// A calendar date in three typed parts.
    Date(date::DateField),
    /// One of a few choices.
    Choice(choice::Choice),
    /// A box to tick.
    Check(check::Check),
    /// One of the 54 ethnic groups.
    Ethnicity,
    /// A country or nationality (ISO 3166-1 alpha-2).
    Country,
    /// A Vietnamese phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A personal identification number.
    CitizenId(citizen_id::CitizenIdField),
    /// Province → commune → detail.
    Address(address::AddressField),
    /// A slot for files: one component of the dossier.
    File(file::FileSlot),
    /// Several rows of the same questions.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Repeat(repeat::Repeat),
    /// A value made from other fields; never typed.
    Computed(computed::Computed),
}

/// A clean answer, if the answer is readable, and what is wrong with it.
pub type Check = (Option<Answer>, Vec<Issue>);

fn fault(path: &str, fault: Fault) -> Check {
    (None, vec![Issue::error(path, fault)])
}

fn clean(answer: Answer) -> Check {
    (Some(answer), Vec::new())
}

impl Kind {
    /// Checks one answer that is not empty. `required` matters for parts of an answer (an address, a date).
    pub(super) fn check(
        &self,
        answer: &Answer,
        path: &str,
        required: bool,
        context: Context<'_>,
    ) -> Check {
        match (self, answer) {
            (Self::Text(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::LongText(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Number(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Money(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Date(kind), Answer::Date(_) | Answer::Text(_)) => {
                kind.check(answer, path, context.today)
            }
            (Self::Choice(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Check(kind), Answer::Flag(flag)) => kind.check(*flag, path),
            (Self::Ethnicity, Answer::Text(code)) => {
                reference::check(code, path, context.directory.ethnic_group(code))
            }
            (Self::Country, Answer::Text(code)) => {
                reference::check(code, path, context.directory.country(code))
            }
            (Self::Phone, Answer::Text(text)) => contact::check_phone(text, path),
            (Self::Email, Answer::Text(text)) => contact::check_email(text, path),
            (Self::CitizenId(_), Answer::Text(text)) => {
                citizen_id::check(text, path, context.today)
            }
            (Self::Address(kind), Answer::Address(address)) => {
                kind.check(address, path, required, context.directory)
            }
            (Self::File(kind), Answer::Files(files)) => kind.check(files, path),
            _ => fault(path, Fault::WrongShape),
        }
    }

    /// Compares the answer with its siblings: warnings only (R-VAL-02).
    pub(super) fn compare(
        &self,
        answer: &Answer,
        siblings: &Answers,
        path: &str,
        context: Context<'_>,
    ) -> Vec<Issue> {
        match self {
            Self::CitizenId(kind) => kind.compare(answer, siblings, path, context.today),
            _ => Vec::new(),
        }
    }

    /// The typed value of dates and numbers, for comparisons.
    #[must_use]
    pub fn value(&self, answer: &Answer) -> Option<Value> {
        match self {
            Self::Date(_) => date::read(answer).ok().map(Value::Date),
            Self::Number(_) | Self::Money(_) => number::read(answer.text()).map(Value::Number),
            Self::Repeat(_) => match answer {
                Answer::Rows(rows) => i64::try_from(rows.len()).ok().map(Value::Number),
                _ => None,
            },
            _ => None,
        }
    }

    /// The fields of a repeat group; none for other kinds.
    #[must_use]
    pub fn row_fields(&self) -> &[Field] {
        match self {
            Self::Repeat(repeat) => &repeat.fields,
            _ => &[],
        }
    }

    /// What is wrong when a needed answer is empty.
    pub(super) const fn missing_fault(&self) -> Fault {
        match self {
            Self::Check(_) => Fault::MustAccept,
            _ => Fault::Required,
        }
    }

    /// “Nhập …”, “Chọn …” or “Thêm …”: what to do with an empty field.
    #[must_use]
    pub fn required_message(&self, label: &str, lang: Lang) -> String {
        match self {
            Self::Choice(_) | Self::Ethnicity | Self::Country => say::choose(lang, label),
            Self::File(_) => say::add_file(lang, label),
            Self::Repeat(_) => say::too_few(lang, label, "1"),
            Self::Check(_) => say::must_accept(lang, label),
            _ => say::enter(lang, label),
        }
    }
}
