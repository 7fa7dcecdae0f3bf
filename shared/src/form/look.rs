//! What a question looks like before anybody answers, wherever it is drawn: by the server, so that one can type at once, and by
//! the application, which takes the place without moving anything. Words, classes, keyboards; no element is made here.

use super::answers::Answer;
use super::definition::Section;
use super::field::choice::Choice;
use super::field::choices::Choices;
use super::field::date::Precision;
use super::field::file::FileSlot;
use super::field::text::{Text, TextFormat};
use super::field::{Kind, number};
use crate::i18n::{Lang, t};
use crate::identity::show_phone;
use crate::text::group_digits;
use crate::time::show_date;
use crate::vault::{FactSource, SourceKind};

/// From so many questions on a page the browser draws only those that are near. Fewer are drawn at once: to fill in what it
/// knows, a browser lays out every input of a form (up to 200) that it had left out, one after the other.
const MANY: usize = 120;
/// More choices than this make a select.
const MOST_RADIOS: usize = 7;
/// Labels of up to so many letters stand beside each other where there are two.
const SHORT_LABEL: usize = 12;
/// Up to so many rows of a repeat group all show their questions; more fold to one line each.
pub const FEW_ROWS: usize = 8;
/// So many answers say what a folded row is about.
pub const GIST: usize = 2;

/// How a line looks to keyboards and browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Classes.
    pub class: &'static str,
    /// `type`.
    pub kind: &'static str,
    /// `inputmode`.
    pub keyboard: Option<&'static str>,
    /// `autocapitalize`.
    pub capitals: &'static str,
    /// `spellcheck`.
    pub spelling: &'static str,
    /// `autocomplete` when the definition names none: nothing, or `off` for data about other people.
    pub completion: Option<&'static str>,
    /// Ending of the id of something beside the input that describes it too: a unit, or what was understood.
    pub beside: Option<&'static str>,
}

impl Line {
    /// Plain text.
    pub const TEXT: Self = Self {
        class: "input",
        kind: "text",
        keyboard: None,
        capitals: "sentences",
        spelling: "true",
        completion: Some("off"),
        beside: None,
    };
    /// Numbers and codes.
    const DIGITS: Self = Self {
        class: "input input--medium",
        keyboard: Some("numeric"),
        capitals: "none",
        spelling: "false",
        ..Self::TEXT
    };
    /// Codes of letters and digits, as they stand on papers. Some banks give letters, too: no digit keyboard.
    const CODE: Self = Self {
        class: "input input--medium",
        capitals: "characters",
        spelling: "false",
        ..Self::TEXT
    };

    /// The line of a question; of the types that are not one line, plain text.
    #[must_use]
    pub const fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Text(text) => match text.format {
                TextFormat::Any => Self::TEXT,
                TextFormat::PersonName => Self {
                    capitals: "words",
                    spelling: "false",
                    ..Self::TEXT
                },
                TextFormat::PaperNumber => Self::CODE,
            },
            Kind::Number(_) => Self {
                class: "input input--short",
                ..Self::DIGITS
            },
            Kind::Decimal(decimal) => Self {
                class: "input",
                keyboard: Some("decimal"),
                beside: if decimal.unit.is_some() {
                    Some("unit")
                } else {
                    None
                },
                ..Self::DIGITS
            },
            Kind::Money(_) => Self {
                class: "input",
                beside: Some("echo"),
                ..Self::DIGITS
            },
            // The plain keyboard: digit keyboards of phones have neither colon nor “h”.
            Kind::Time => Self {
                class: "input input--short",
                capitals: "none",
                spelling: "false",
                ..Self::TEXT
            },
            Kind::Phone => Self {
                kind: "tel",
                keyboard: Some("tel"),
                ..Self::DIGITS
            },
            Kind::Email => Self {
                kind: "email",
                keyboard: Some("email"),
                capitals: "none",
                spelling: "false",
                ..Self::TEXT
            },
            Kind::Url => Self {
                kind: "url",
                keyboard: Some("url"),
                capitals: "none",
                spelling: "false",
                ..Self::TEXT
            },
            // There is no `autocomplete` token for it (accessibility.md §6).
            Kind::CitizenId(_) => Self {
                completion: None,
                ..Self::DIGITS
            },
            // The digit keyboards of phones have no hyphen; it may be left out.
            Kind::TaxCode => Self::DIGITS,
            Kind::Passport | Kind::BankAccount => Self::CODE,
            _ => Self::TEXT,
        }
    }
}

/// A box of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBox {
    /// Day of the month.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl DateBox {
    /// The boxes of a date, or of a month.
    #[must_use]
    pub const fn of(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::Month(_) => &[Self::Month, Self::Year],
            _ => &[Self::Day, Self::Month, Self::Year],
        }
    }

    /// Ending of the id.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The label.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Day => t::fill::date_day(lang),
            Self::Month => t::fill::date_month(lang),
            Self::Year => t::fill::date_year(lang),
        }
    }

    /// Classes.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Year => "input input--short",
            _ => "input input--tiny",
        }
    }

    /// `autocomplete` of the box, by that of the question.
    #[must_use]
    pub fn completion(self, question: Option<&str>) -> &'static str {
        match (self, question) {
            (Self::Day, Some("bday")) => "bday-day",
            (Self::Month, Some("bday")) => "bday-month",
            (Self::Year, Some("bday")) => "bday-year",
            _ => "off",
        }
    }

    /// Whether this box may stay empty although the question must be answered.
    #[must_use]
    pub const fn may_miss(self, kind: &Kind) -> bool {
        let precision = match kind {
            Kind::Date(date) => date.precision,
            _ => Precision::Day,
        };
        match self {
            Self::Day => !matches!(precision, Precision::Day),
            Self::Month => matches!(precision, Precision::YearAllowed),
            Self::Year => false,
        }
    }
}

/// Classes of the element around the questions of a page.
#[must_use]
pub const fn list_class(questions: usize) -> &'static str {
    if questions < MANY {
        "fields"
    } else {
        "fields fields--long"
    }
}

/// Id of the element for a path of the form.
#[must_use]
pub fn element_id(path: &str) -> String {
    format!("f-{path}")
}

/// Whether the choices stand in a select, not as radio buttons.
#[must_use]
pub const fn is_select(choice: &Choice) -> bool {
    choice.options.len() > MOST_RADIOS
}

/// Classes of the element around radio buttons: two short ones stand beside each other.
#[must_use]
pub fn radios_class(choice: &Choice) -> &'static str {
    let mut labels = choice.options.iter().map(|option| &option.label.vi);
    if choice.options.len() == 2 && labels.all(|label| label.chars().count() <= SHORT_LABEL) {
        "choices choices--inline"
    } else {
        "choices"
    }
}

/// Whether this choice stands behind an “or”: the one that puts out all others.
#[must_use]
pub fn stands_alone(choices: &Choices, index: usize, value: &str) -> bool {
    choices.exclusive.as_deref() == Some(value) && index > 0
}

/// What to type when the definition has no hint of its own: the format is told before typing (WCAG 3.3.2).
#[must_use]
pub fn usual_hint(kind: &Kind, lang: Lang) -> Option<String> {
    Some(match kind {
        Kind::Date(date) => match date.precision {
            Precision::Day => t::fill::date_example(lang),
            Precision::MonthAllowed => t::fill::date_example_month(lang),
            Precision::YearAllowed => t::fill::date_example_year(lang),
        }
        .to_owned(),
        Kind::Month(_) => t::fill::month_example(lang).to_owned(),
        Kind::Time => t::fill::time_example(lang).to_owned(),
        Kind::Decimal(decimal) if decimal.scale > 0 => t::fill::decimal_example(lang).to_owned(),
        Kind::Text(Text { example, .. }) if !example.is_empty() => {
            t::fill::text_example(lang, example)
        }
        Kind::TaxCode => t::fill::tax_code_example(lang).to_owned(),
        Kind::Passport => t::fill::passport_example(lang).to_owned(),
        Kind::Url => t::fill::url_example(lang).to_owned(),
        Kind::Commune(_) | Kind::Agency => t::fill::address_commune_hint(lang).to_owned(),
        Kind::BusinessLine => t::fill::business_line_hint(lang).to_owned(),
        Kind::Signature(_) => t::fill::signature_hint(lang).to_owned(),
        Kind::Choices(choices) => match (choices.min, choices.max) {
            (_, Some(max)) => t::fill::choices_at_most(lang, &max.to_string()),
            _ => t::fill::choices_any(lang).to_owned(),
        },
        _ => return None,
    })
}

/// A stored answer as people would type it: `0912 345 678` instead of `+84912345678`.
#[must_use]
pub fn as_typed(kind: &Kind, answer: Answer) -> Answer {
    match (kind, &answer) {
        (Kind::Phone, Answer::Text(stored)) if stored.starts_with("+84") => {
            Answer::Text(show_phone(stored))
        }
        _ => answer,
    }
}

/// The digits of an amount as they were understood, `1.500.000 ₫`.
#[must_use]
pub fn amount(typed: &str) -> Option<String> {
    let amount = number::read(typed).filter(|amount| *amount >= 0)?;
    Some(format!("{} ₫", group_digits(amount)))
}

/// The words behind the digits. They are Vietnamese whatever the page's language: that is how they stand in the papers.
#[must_use]
pub fn amount_words(money: &number::Money, typed: &str, lang: Lang) -> Option<String> {
    (money.in_words || lang == Lang::Vi)
        .then(|| number::amount_in_words(typed))
        .flatten()
        .map(|words| format!(" – {words}"))
}

/// Types of files for people: `PDF, JPG, PNG`.
#[must_use]
pub fn types(accept: &[String]) -> String {
    let name = |media: &String| match media.as_str() {
        "image/jpeg" => "JPG".to_owned(),
        other => other
            .rsplit('/')
            .next()
            .unwrap_or(other)
            .to_ascii_uppercase(),
    };
    accept.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What a slot takes: types, size, number.
#[must_use]
pub fn file_limits(slot: &FileSlot, lang: Lang) -> String {
    t::fill::file_limits(
        lang,
        &types(&slot.accept),
        &slot.max_mb.to_string(),
        &slot.max_files.to_string(),
    )
}

/// “Phần 2 trên 8: Người được khai sinh, trang 1 trên 3”. `asked` are the keys of the sections that have questions now,
/// `pages` the place of the page among those of its section, from 1, and how many there are.
#[must_use]
pub fn step(lang: Lang, asked: &[&str], section: &Section, pages: (usize, usize)) -> String {
    let place = asked.iter().position(|key| *key == section.key);
    let number = place.map_or(1, |index| index + 1);
    let line = t::fill::step(
        lang,
        &number.to_string(),
        &asked.len().max(1).to_string(),
        section.title.get(lang),
    );
    match pages {
        (page, count) if count > 1 => {
            t::fill::step_page(lang, &line, &page.to_string(), &count.to_string())
        }
        _ => line,
    }
}

/// “Từ hồ sơ đã xác minh, UBND xã …, 12/11/2026”.
#[must_use]
pub fn source_words(source: &FactSource, lang: Lang) -> String {
    let since = show_date(source.since.local().date);
    match source.kind {
        SourceKind::Account => t::fill::source_account(lang, &since),
        SourceKind::Dossier => t::fill::source_dossier(lang, &source.by, &since),
        SourceKind::Register => t::fill::source_register(lang, &source.by, &since),
        SourceKind::Own => t::fill::source_own(lang, &since),
    }
}

/// Class and icon by source.
#[must_use]
pub const fn source_look(kind: SourceKind) -> (&'static str, &'static str) {
    match kind {
        SourceKind::Account | SourceKind::Own => ("source-note source-note--account", "user"),
        SourceKind::Dossier | SourceKind::Register => {
            ("source-note source-note--verified", "shield")
        }
    }
}

/// The role whose name is asked for here, if it is somebody else than the signed-in person: people who are known can be
/// offered above.
#[must_use]
pub fn role_of_name(profile: Option<&str>) -> Option<&str> {
    profile?
        .strip_suffix(".full_name")
        .filter(|role| *role != "person")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;

    #[test]
    fn a_phone_is_shown_as_people_type_it_and_everything_else_as_it_is() {
        let stored = || Answer::from("+84912345678");
        assert_eq!(
            as_typed(&Kind::Phone, stored()),
            Answer::from("0912 345 678")
        );
        assert_eq!(as_typed(&Kind::Email, stored()), stored());
    }

    #[test]
    fn the_step_names_the_page_only_where_a_section_has_several() {
        let section = Section {
            key: "b".to_owned(),
            title: Bilingual {
                vi: "Cha".to_owned(),
                en: String::new(),
            },
            groups: Vec::new(),
        };
        let line = |pages| step(Lang::Vi, &["a", "b"], &section, pages);
        assert_eq!(line((1, 1)), "Phần 2 trên 2: Cha");
        assert_eq!(line((2, 3)), "Phần 2 trên 2: Cha, trang 2 trên 3");
    }

    #[test]
    fn only_the_year_of_an_old_paper_must_be_there() {
        let old = Kind::Date(crate::form::field::date::DateField {
            precision: Precision::YearAllowed,
            ..Default::default()
        });
        assert!(DateBox::Day.may_miss(&old) && DateBox::Month.may_miss(&old));
        assert!(!DateBox::Year.may_miss(&old));
        assert_eq!(DateBox::Year.completion(Some("bday")), "bday-year");
        assert_eq!(DateBox::Year.completion(None), "off");
    }
}
