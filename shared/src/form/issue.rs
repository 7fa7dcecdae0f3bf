//! What can be wrong with an answer, and the sentence that says how to mend it.

use serde::{Deserialize, Serialize};

use super::definition::{Field, Form};
use super::field::{Kind, number};
use crate::decimal::Decimal;
use crate::i18n::{Bilingual, Lang, t::form as say};
use crate::text::lower_first;

/// How serious an issue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said, blocks nothing.
    Note,
    /// Asks to look again, blocks nothing; the clerk sees it too.
    Warning,
    /// Must be mended before filing.
    #[default]
    Error,
}

/// A fault of one answer. The sentence is made from it in the reader's language by [`Issue::message`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(tags_by_reader), serde(tag = "fault"))]
pub enum Fault {
    /// Nothing answered where an answer is needed.
    Required,
    /// A part of a date is missing.
    DatePartMissing,
    /// Not a day of the calendar.
    NoSuchDate,
    /// The year has not four digits.
    YearDigits,
    /// After the latest day allowed (`dd/MM/yyyy`).
    DateTooLate {
        /// Latest day allowed.
        latest: String,
    },
    /// Before the earliest day allowed (`dd/MM/yyyy`).
    DateTooEarly {
        /// Earliest day allowed.
        earliest: String,
    },
    /// Longer than allowed.
    TooLong {
        /// Most characters allowed.
        max: u32,
    },
    /// Not readable as a number.
    NotNumber,
    /// Smaller than allowed.
    TooSmall {
        /// Smallest number allowed.
        min: i64,
    },
    /// Larger than allowed.
    TooLarge {
        /// Largest number allowed.
        max: i64,
    },
    /// Not readable as a number with decimal places.
    NotDecimal,
    /// More decimal places than allowed.
    TooManyPlaces {
        /// Most places allowed.
        max: u32,
    },
    /// Smaller than allowed, for numbers with decimal places.
    BelowLimit {
        /// Smallest number allowed.
        min: Decimal,
    },
    /// Larger than allowed, for numbers with decimal places.
    AboveLimit {
        /// Largest number allowed.
        max: Decimal,
    },
    /// Not a time of day.
    NotTime,
    /// Not a month of a year.
    NoSuchMonth,
    /// Fewer full years than needed on the day of filing.
    TooYoung {
        /// Years needed.
        years: u32,
    },
    /// More full years than allowed on the day of filing.
    TooOld {
        /// Years allowed.
        years: u32,
    },
    /// Has not the pattern that the form asks for.
    NotPattern,
    /// Differs from what was put there, in a question that nobody may change.
    ReadOnlyChanged,
    /// A choice that stops the request.
    Forbidden,
    /// Something is chosen beside the choice that excludes all others.
    ChosenWithExclusive {
        /// Code of that choice.
        code: String,
    },
    /// Fewer choices than needed.
    ChooseMore {
        /// Fewest choices.
        min: u32,
    },
    /// More choices than allowed.
    ChooseFewer {
        /// Most choices.
        max: u32,
    },
    /// Not the digits of a tax code.
    TaxCodeDigits,
    /// The check digit of a tax code is wrong.
    TaxCodeCheck,
    /// Twelve digits that are no personal identification number.
    TaxCodePerson,
    /// Not a passport number.
    NotPassport,
    /// Not a bank account number.
    NotBankAccount,
    /// Not the address of a web page.
    NotUrl,
    /// The box beside a typed signature is not ticked.
    SignatureNotAgreed,
    /// Has characters that a person's name has not.
    NotName,
    /// Not one of the choices.
    NotAChoice,
    /// Not a Vietnamese phone number.
    NotPhone,
    /// Not an e-mail address.
    NotEmail,
    /// Not twelve digits.
    CitizenIdDigits,
    /// An old identity card with nine digits.
    CitizenIdOld,
    /// First three digits belong to no province.
    CitizenIdPlace,
    /// The year inside lies in the future.
    CitizenIdFuture,
    /// Year or gender inside differ from what is declared (warning, R-VAL-02).
    CitizenIdDiffers,
    /// The province of an address is not chosen.
    ProvinceMissing,
    /// The commune of an address is not chosen, or not of that province.
    CommuneMissing,
    /// House, street or hamlet is missing.
    DetailMissing,
    /// Fewer rows or files than needed.
    TooFew {
        /// Least number.
        min: u32,
    },
    /// More rows or files than allowed.
    TooMany {
        /// Most allowed.
        max: u32,
    },
    /// The box must be ticked.
    MustAccept,
    /// A cross-field rule does not hold.
    Rule {
        /// Id of the rule in the form.
        id: String,
    },
    /// The answer's JSON has not the shape of this field.
    WrongShape,
    /// The form has no such field.
    UnknownField,
    /// A file that is not there or not finished.
    FileMissing,
    /// A paper that was used again no longer counts.
    PaperExpired {
        /// The day, as people read it.
        until: String,
    },
}

/// A fault at a place. `path` is a field key, `key.part` for a part of a date or address, or `group[row].key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Issue {
    /// Where.
    pub path: String,
    /// How serious.
    #[serde(default)]
    pub severity: Severity,
    /// What.
    #[cfg_attr(not(tags_by_reader), serde(flatten))]
    pub fault: Fault,
}

impl Issue {
    /// An error at a path.
    #[must_use]
    pub fn error(path: impl Into<String>, fault: Fault) -> Self {
        Self {
            path: path.into(),
            severity: Severity::Error,
            fault,
        }
    }

    /// The path without the part: `child_date_of_birth.year` → `child_date_of_birth`, `rows[r1].a.year` → `rows[r1].a`.
    #[must_use]
    pub fn field_path(&self) -> &str {
        field_path(&self.path)
    }

    /// The field the issue stands at.
    #[must_use]
    pub fn field<'f>(&self, form: &'f Form) -> Option<&'f Field> {
        form.field_at(self.field_path())
    }

    /// The sentence for people: says what to do, in the words of the label (accessibility.md §4).
    #[must_use]
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        let Some(field) = self.field(form) else {
            return say::unknown_field(lang, &self.path);
        };
        let label = lower_first(field.label.get(lang));
        let label = label.as_str();
        if let Some(own) = own_message(&self.fault, &field.kind) {
            return own.get(lang).to_owned();
        }
        match &self.fault {
            Fault::Required => field.kind.required_message(label, lang),
            Fault::DatePartMissing => match self.path.rsplit_once('.').map_or("", |(_, part)| part)
            {
                "day" => say::date_needs_day(lang, label),
                "month" => say::date_needs_month(lang, label),
                _ => say::date_needs_year(lang, label),
            },
            Fault::NoSuchDate => say::no_such_date(lang, label),
            Fault::YearDigits => say::year_digits(lang, label),
            Fault::DateTooLate { latest } => say::date_too_late(lang, label, latest),
            Fault::DateTooEarly { earliest } => say::date_too_early(lang, label, earliest),
            Fault::TooLong { max } => say::too_long(lang, label, &max.to_string()),
            Fault::NotNumber => say::not_number(lang, label),
            Fault::TooSmall { min } => say::too_small(lang, label, &number::show(*min)),
            Fault::TooLarge { max } => say::too_large(lang, label, &number::show(*max)),
            Fault::NotDecimal => say::not_decimal(lang, label),
            Fault::TooManyPlaces { max } => say::too_many_places(lang, label, &max.to_string()),
            Fault::BelowLimit { min } => say::too_small(lang, label, &min.show()),
            Fault::AboveLimit { max } => say::too_large(lang, label, &max.show()),
            Fault::NotTime => say::not_time(lang, label),
            Fault::NoSuchMonth => say::no_such_month(lang, label),
            Fault::TooYoung { years } => say::too_young(lang, label, &years.to_string()),
            Fault::TooOld { years } => say::too_old(lang, label, &years.to_string()),
            Fault::NotPattern => match &field.kind {
                Kind::Text(text) if !text.example.is_empty() => {
                    say::not_pattern_example(lang, label, &text.example)
                }
                _ => say::not_pattern(lang, label),
            },
            Fault::ReadOnlyChanged => say::read_only_changed(lang, label),
            Fault::Forbidden => say::choose(lang, label),
            Fault::ChosenWithExclusive { code } => match &field.kind {
                Kind::Choices(choices) => {
                    let option = choices.option(code).map(|option| option.label.get(lang));
                    say::chosen_with_exclusive(lang, label, option.unwrap_or(code))
                }
                _ => say::choose(lang, label),
            },
            Fault::ChooseMore { min } => say::choose_more(lang, label, &min.to_string()),
            Fault::ChooseFewer { max } => say::choose_fewer(lang, label, &max.to_string()),
            Fault::TaxCodeDigits => say::tax_code_digits(lang, label),
            Fault::TaxCodeCheck => say::tax_code_check(lang, label),
            Fault::TaxCodePerson => say::tax_code_person(lang, label),
            Fault::NotPassport => say::not_passport(lang, label),
            Fault::NotBankAccount => say::not_bank_account(lang, label),
            Fault::NotUrl => say::not_url(lang, label),
            Fault::SignatureNotAgreed => say::signature_not_agreed(lang).to_owned(),
            Fault::NotName => say::not_name(lang, label),
            Fault::NotAChoice if matches!(field.kind, Kind::BusinessLine) => {
                say::not_business_line(lang, label)
            }
            Fault::NotAChoice => say::choose(lang, label),
            Fault::NotPhone => say::not_phone(lang).to_owned(),
            Fault::NotEmail => say::not_email(lang).to_owned(),
            Fault::CitizenIdDigits => say::citizen_id_digits(lang, label),
            Fault::CitizenIdOld => say::citizen_id_old(lang).to_owned(),
            Fault::CitizenIdPlace => say::citizen_id_place(lang, label),
            Fault::CitizenIdFuture => say::citizen_id_future(lang, label),
            Fault::CitizenIdDiffers => say::citizen_id_differs(lang, label),
            Fault::ProvinceMissing => say::province_missing(lang, label),
            Fault::CommuneMissing => say::commune_missing(lang, label),
            Fault::DetailMissing => say::detail_missing(lang, label),
            Fault::TooFew { min } => say::too_few(lang, label, &min.to_string()),
            Fault::TooMany { max } => say::too_many(lang, label, &max.to_string()),
            Fault::MustAccept => say::must_accept(lang, label),
            Fault::Rule { id } => form.rules.iter().find(|rule| rule.id == *id).map_or_else(
                || say::unknown_field(lang, id),
                |rule| rule.message.get(lang).to_owned(),
            ),
            Fault::WrongShape => say::wrong_shape(lang, label),
            Fault::UnknownField => say::unknown_field(lang, &self.path),
            Fault::FileMissing => say::file_missing(lang, label),
            Fault::PaperExpired { until } => say::paper_expired(lang, until),
        }
    }
}

/// The words the form itself has for a fault.
fn own_message<'k>(fault: &Fault, kind: &'k Kind) -> Option<&'k Bilingual> {
    match (fault, kind) {
        (Fault::NotPattern, Kind::Text(text)) => text.message.as_ref(),
        (Fault::Forbidden, Kind::Choice(choice)) => Some(&choice.forbidden.as_ref()?.message),
        (
            Fault::DateTooLate { .. }
            | Fault::DateTooEarly { .. }
            | Fault::TooYoung { .. }
            | Fault::TooOld { .. },
            Kind::Date(date),
        ) => date.message.as_ref(),
        _ => None,
    }
}

/// A path without the part of a date, address or signature at its end.
#[must_use]
pub fn field_path(path: &str) -> &str {
    // Behind `].` of the innermost row; a bracket stands nowhere else, and one letter is found quicker than two.
    let tail = path.rfind(']').map_or(0, |end| end + 2);
    match path.get(tail..).and_then(|last| last.find('.')) {
        Some(dot) => path.get(..tail + dot).unwrap_or(path),
        None => path,
    }
}

/// The path of the definition: `rows[r1].a.year` → `rows.a`.
pub(super) fn definition_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (index, piece) in field_path(path).split('[').enumerate() {
        let piece = match index {
            0 => piece,
            _ => piece.split_once(']').map_or("", |(_, rest)| rest),
        };
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{definition_path, field_path};

    #[test]
    fn parts_and_rows_are_told_from_fields() {
        for (path, field, definition) in [
            ("born.year", "born", "born"),
            ("rows[r1].month", "rows[r1].month", "rows.month"),
            ("rows[r1].a.year", "rows[r1].a", "rows.a"),
            ("rows[r1].in[r2].a", "rows[r1].in[r2].a", "rows.in.a"),
            ("", "", ""),
        ] {
            assert_eq!(
                (field_path(path), definition_path(path).as_str()),
                (field, definition)
            );
        }
    }
}
