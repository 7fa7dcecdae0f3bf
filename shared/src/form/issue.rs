//! What can be wrong with an answer, and the sentence that says how to mend it.

use serde::{Deserialize, Serialize};

use super::definition::{Field, Form};
use crate::i18n::{Lang, t::form as say};
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
#[serde(tag = "fault", rename_all = "snake_case")]
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
    #[serde(flatten)]
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
        let path = self.field_path();
        match path.split_once('[') {
            None => form.field(path),
            Some((group, rest)) => {
                let key = rest.split_once("].").map(|(_, key)| key)?;
                form.field(group)?
                    .kind
                    .row_fields()
                    .iter()
                    .find(|field| field.key == key)
            }
        }
    }

    /// The sentence for people: says what to do, in the words of the label (accessibility.md §4).
    #[must_use]
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        let Some(field) = self.field(form) else {
            return say::unknown_field(lang, &self.path);
        };
        let label = lower_first(field.label.get(lang));
        let label = label.as_str();
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
            Fault::TooSmall { min } => {
                say::too_small(lang, label, &crate::text::group_digits(*min))
            }
            Fault::TooLarge { max } => {
                say::too_large(lang, label, &crate::text::group_digits(*max))
            }
            Fault::NotName => say::not_name(lang, label),
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
        }
    }
}

/// A path without the part of a date or address at its end.
#[must_use]
pub fn field_path(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((head, "day" | "month" | "year" | "province" | "commune" | "detail")) => head,
        _ => path,
    }
}
