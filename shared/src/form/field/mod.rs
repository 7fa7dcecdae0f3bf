//! The field types, one file each. Each knows its parameters, how to read an answer, and what is wrong with it.

pub mod address;
pub mod agency;
pub mod bank_account;
pub mod business_line;
pub mod check;
pub mod choice;
pub mod choices;
pub mod citizen_id;
pub mod clock;
pub mod commune;
pub mod computed;
pub mod contact;
pub mod date;
pub mod day_limit;
pub mod decimal;
pub mod file;
pub mod month;
pub mod note;
pub mod number;
pub mod passport;
pub mod pattern;
pub mod province;
pub mod reference;
pub mod repeat;
pub mod signature;
pub mod tax_code;
pub mod text;
pub mod url;

use serde::{Deserialize, Serialize};

use super::answers::Answer;
use super::condition::Scope;
use super::definition::Field;
use super::evaluation::Context;
use super::issue::{Fault, Issue};
use super::value::{Value, ValueType};
use crate::i18n::{Lang, t::form as say};
use crate::{identity, text as words};

/// The type of a field with its parameters. JSON: `"type": "number", "min": 1, …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(tags_by_reader), serde(tag = "type"))]
pub enum Kind {
    /// One line of text.
    Text(text::Text),
    /// Several lines of text.
    LongText(text::LongText),
    /// A whole number.
    Number(number::Number),
    /// A number with decimal places and a unit.
    Decimal(decimal::DecimalField),
    /// An amount in Vietnamese đồng.
    Money(number::Money),
    /// A calendar date in three typed parts.
    Date(date::DateField),
    /// A month of a year.
    Month(month::Month),
    /// A time of day.
    Time,
    /// One of a few choices.
    Choice(choice::Choice),
    /// Several of a few choices.
    Choices(choices::Choices),
    /// A box to tick.
    Check(check::Check),
    /// One of the 54 ethnic groups.
    Ethnicity,
    /// A country or nationality (ISO 3166-1 alpha-2).
    Country,
    /// A province.
    Province,
    /// A commune, ward or special zone.
    Commune(commune::Commune),
    /// An agency by its identification code.
    Agency,
    /// A business line by its four-digit code (VSIC).
    BusinessLine,
    /// A Vietnamese phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// The address of a web page.
    Url,
    /// A personal identification number.
    CitizenId(citizen_id::CitizenIdField),
    /// A tax code.
    TaxCode,
    /// A passport number.
    Passport,
    /// A bank account number.
    BankAccount,
    /// Province → commune → detail.
    Address(address::AddressField),
    /// A slot for files: one component of the dossier.
    File(file::FileSlot),
    /// A signature, drawn or declared.
    Signature(signature::SignatureField),
    /// Several rows of the same questions.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Repeat(repeat::Repeat),
    /// A value made from other fields; never typed.
    Computed(computed::Computed),
    /// Words to read; no answer.
    Note(note::Note),
}

/// A clean answer, if the answer is readable, and what is wrong with it.
pub type Check = (Option<Answer>, Vec<Issue>);

/// Where an answer is checked, and what the check may look at.
pub(super) struct Asked<'a> {
    /// Path of the answer.
    pub path: &'a str,
    /// Whether the question must be answered; matters for parts of an answer.
    pub required: bool,
    /// Day and lists.
    pub context: Context<'a>,
    /// The visible answers around it.
    pub scope: &'a dyn Scope,
}

fn fault(path: &str, fault: Fault) -> Check {
    (None, vec![Issue::error(path, fault)])
}

fn clean(answer: Answer) -> Check {
    (Some(answer), Vec::new())
}

impl Kind {
    /// Checks one answer that is not empty.
    pub(super) fn check(&self, answer: &Answer, asked: &Asked<'_>) -> Check {
        let path = asked.path;
        let directory = asked.context.directory;
        match (self, answer) {
            (Self::Text(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::LongText(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Number(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Decimal(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Money(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Date(kind), Answer::Date(_) | Answer::Text(_)) => {
                kind.check(answer, path, asked.context.today)
            }
            (Self::Month(kind), Answer::Date(_) | Answer::Text(_)) => {
                kind.check(answer, path, asked.context.today)
            }
            (Self::Time, Answer::Text(text)) => clock::check(text, path),
            (Self::Choice(kind), Answer::Text(text)) => kind.check(text, path),
            (Self::Choices(kind), Answer::Chosen(chosen)) => kind.check(chosen, path),
            (Self::Check(kind), Answer::Flag(flag)) => kind.check(*flag, path),
            (Self::Ethnicity, Answer::Text(code)) => {
                reference::check(code, path, directory.ethnic_group(code))
            }
            (Self::Country, Answer::Text(code)) => {
                reference::check(code, path, directory.country(code))
            }
            (Self::Province, Answer::Text(code)) => province::check(code, path, directory),
            (Self::Commune(kind), Answer::Text(code)) => kind.check(code, asked),
            (Self::Agency, Answer::Text(code)) => agency::check(code, path, directory),
            (Self::BusinessLine, Answer::Text(code)) => business_line::check(code, path, directory),
            (Self::Phone, Answer::Text(text)) => contact::check_phone(text, path),
            (Self::Email, Answer::Text(text)) => contact::check_email(text, path),
            (Self::Url, Answer::Text(text)) => url::check(text, path),
            (Self::CitizenId(kind), Answer::Text(text)) => kind.check(text, asked),
            (Self::TaxCode, Answer::Text(text)) => tax_code::check(text, path, asked.context.today),
            (Self::Passport, Answer::Text(text)) => passport::check(text, path),
            (Self::BankAccount, Answer::Text(text)) => bank_account::check(text, path),
            (Self::Address(kind), Answer::Address(address)) => {
                kind.check(address, path, asked.required, directory)
            }
            (Self::File(kind), Answer::Files(files)) => kind.check(files, path),
            (Self::Signature(kind), Answer::Signature(signature)) => kind.check(signature, path),
            // Never typed: whatever was sent is left out, not blamed.
            (Self::Computed(_) | Self::Note(_), _) => (None, Vec::new()),
            _ => fault(path, Fault::WrongShape),
        }
    }

    /// The typed value of an answer, for comparisons; `None` when it cannot be read.
    #[must_use]
    pub fn value(&self, answer: &Answer) -> Option<Value> {
        let text = answer.text();
        match self {
            Self::Date(kind) => date::read_partial(answer, kind.precision)
                .ok()
                .map(|date| Value::Date(date.days())),
            Self::Month(_) => month::read(answer).map(|month| Value::Date(month.days())),
            Self::Time => clock::read(text).map(|minute| Value::whole(i64::from(minute))),
            Self::Number(_) | Self::Money(_) => number::read(text).map(Value::whole),
            Self::Decimal(_) => crate::decimal::Decimal::read(text).map(Value::Number),
            Self::Repeat(_) => i64::try_from(answer.rows().len()).ok().map(Value::whole),
            Self::Choices(kind) => Some(Value::whole(kind.count(answer.chosen()))),
            Self::File(_) => i64::try_from(answer.files().len()).ok().map(Value::whole),
            Self::Computed(kind) => kind.read(text),
            Self::Check(_) | Self::Address(_) | Self::Signature(_) | Self::Note(_) => None,
            // Compared as they are filed, however they were typed.
            _ if text.trim().is_empty() => None,
            Self::CitizenId(_) | Self::TaxCode | Self::Passport | Self::BankAccount => {
                Some(Value::Text(compact(text)))
            }
            Self::Url => Some(Value::Text(
                url::read(text).unwrap_or_else(|| words::clean(text)),
            )),
            Self::Phone => Some(Value::Text(
                identity::parse_phone(text).unwrap_or_else(|| words::clean(text)),
            )),
            _ => Some(Value::Text(words::clean(text))),
        }
    }

    /// What kind of value answers have; `None` when they do not compare.
    #[must_use]
    pub const fn value_type(&self) -> Option<ValueType> {
        match self {
            Self::Date(_) | Self::Month(_) => Some(ValueType::Date),
            Self::Time
            | Self::Number(_)
            | Self::Money(_)
            | Self::Decimal(_)
            | Self::Repeat(_)
            | Self::Choices(_)
            | Self::File(_) => Some(ValueType::Number),
            Self::Computed(kind) => Some(kind.value_type()),
            Self::Check(_) | Self::Address(_) | Self::Signature(_) | Self::Note(_) => None,
            _ => Some(ValueType::Text),
        }
    }

    /// Whether the value is how many there are: rows, choices, files.
    pub(super) const fn is_counted(&self) -> bool {
        matches!(self, Self::Repeat(_) | Self::Choices(_) | Self::File(_))
    }

    /// Whether people answer this: not a computed value, not a note.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        !matches!(self, Self::Computed(_) | Self::Note(_))
    }

    /// The fields of a repeat group; none for other kinds.
    #[must_use]
    pub fn row_fields(&self) -> &[Field] {
        match self {
            Self::Repeat(repeat) => &repeat.fields,
            _ => &[],
        }
    }

    /// What may be uploaded here: a file slot, or the picture of a signature.
    #[must_use]
    pub const fn slot(&self) -> Option<&file::FileSlot> {
        match self {
            Self::File(slot) => Some(slot),
            Self::Signature(signature) => Some(&signature.picture),
            _ => None,
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
            Self::Choice(_)
            | Self::Choices(_)
            | Self::Ethnicity
            | Self::Country
            | Self::Province
            | Self::Commune(_)
            | Self::Agency
            | Self::BusinessLine => say::choose(lang, label),
            Self::File(_) => say::add_file(lang, label),
            Self::Repeat(_) => say::too_few(lang, label, "1"),
            Self::Check(_) => say::must_accept(lang, label),
            Self::Signature(_) => say::sign(lang, label),
            _ => say::enter(lang, label),
        }
    }
}

/// Without the spaces, dots and hyphens that people put into numbers of papers; capitals.
fn compact(typed: &str) -> String {
    typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-'))
        .flat_map(char::to_uppercase)
        .collect()
}
