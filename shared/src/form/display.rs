//! An answer as text for people: review page, clerk's view, print. One place, so that all three agree.

use super::answers::{Address, Answer};
use super::definition::Field;
use super::directory::{Directory, Known};
use super::field::{Kind, date, month, number};
use crate::decimal::Decimal;
use crate::i18n::{Lang, t::form as say};
use crate::{identity, text};

/// The answer as text. Files give their number only; the caller knows their names. Rows are the caller's to walk.
#[must_use]
pub fn show(field: &Field, answer: &Answer, lang: Lang, directory: &dyn Directory) -> String {
    let name = |known: Known, code: &str| match known {
        Known::Name(name) => name,
        Known::No | Known::NotLoaded => code.to_owned(),
    };
    match (&field.kind, answer) {
        (Kind::Choice(choice), Answer::Text(code)) => choice
            .option(code)
            .map_or_else(|| code.clone(), |option| option.label.get(lang).to_owned()),
        (Kind::Check(_), Answer::Flag(flag)) => {
            if *flag { say::yes(lang) } else { say::no(lang) }.to_owned()
        }
        (Kind::Choices(choices), answer) => {
            let labels = answer.chosen().iter().map(|code| {
                choices
                    .option(code)
                    .map_or(code.as_str(), |option| option.label.get(lang))
            });
            labels.collect::<Vec<_>>().join("; ")
        }
        (Kind::Month(_), answer) => month::read(answer).map_or_else(
            || {
                let parts = date::parts(Some(answer));
                [parts.month, parts.year].join("/")
            },
            date::PartialDate::show,
        ),
        (Kind::Date(kind), answer) => match date::read_partial(answer, kind.precision) {
            Ok(date) => date.show(),
            Err(_) => {
                let parts = date::parts(Some(answer));
                [parts.day, parts.month, parts.year].join("/")
            }
        },
        (Kind::Money(money), Answer::Text(typed)) => number::read(typed).map_or_else(
            || typed.clone(),
            |amount| {
                let words = money
                    .in_words
                    .then(|| number::amount_in_words(typed))
                    .flatten();
                let words = words.map(|words| format!(" ({words})")).unwrap_or_default();
                format!("{} ₫{words}", text::grouped(amount, lang))
            },
        ),
        (Kind::Decimal(kind), Answer::Text(typed)) => Decimal::read(typed).map_or_else(
            || typed.clone(),
            |number| match &kind.unit {
                Some(unit) => format!("{} {}", number.show(), unit.get(lang)),
                None => number.show(),
            },
        ),
        (Kind::Computed(computed), Answer::Text(filed)) => computed.show(filed),
        (Kind::Number(_), Answer::Text(typed)) => {
            number::read(typed).map_or_else(|| typed.clone(), number::show)
        }
        (Kind::Phone, Answer::Text(typed)) => identity::parse_phone(typed)
            .map_or_else(|| typed.clone(), |phone| identity::show_phone(&phone)),
        (Kind::Country, Answer::Text(code)) => name(directory.country(code), code),
        (Kind::Ethnicity, Answer::Text(code)) => name(directory.ethnic_group(code), code),
        (Kind::Province, Answer::Text(code)) => name(directory.province(code), code),
        (Kind::Commune(_), Answer::Text(code)) => name(directory.commune_anywhere(code), code),
        (Kind::Agency, Answer::Text(code)) => name(directory.agency(code), code),
        (Kind::BusinessLine, Answer::Text(code)) => match directory.business_line(code) {
            Known::Name(name) => format!("{code} – {name}"),
            Known::No | Known::NotLoaded => code.clone(),
        },
        (_, Answer::Signature(signature)) if signature.drawn.is_empty() => {
            say::signed_by_name(lang, &signature.typed_name)
        }
        (_, Answer::Signature(_)) => say::signed_by_drawing(lang).to_owned(),
        (_, Answer::Address(address)) if !address.old_text.is_empty() => {
            show_old_address(address, lang, directory)
        }
        (_, Answer::Address(address)) => show_address(address, directory),
        (_, Answer::Text(typed)) => typed.clone(),
        (_, Answer::Files(files)) => say::file_count(lang, &files.len().to_string()),
        (_, Answer::Rows(rows)) => rows.len().to_string(),
        (_, Answer::Flag(_) | Answer::Date(_) | Answer::Chosen(_)) => String::new(),
    }
}

/// “Số 1, ngõ Ví Dụ, Phường Cầu Giấy, Thành phố Hà Nội”.
#[must_use]
pub fn show_address(address: &Address, directory: &dyn Directory) -> String {
    let named = |kept: &str, known: Known, code: &str| match known {
        _ if !kept.is_empty() => kept.to_owned(),
        Known::Name(name) => name,
        Known::No | Known::NotLoaded => code.to_owned(),
    };
    let commune = named(
        &address.commune_name,
        directory.commune(&address.province, &address.commune),
        &address.commune,
    );
    let province = named(
        &address.province_name,
        directory.province(&address.province),
        &address.province,
    );
    [address.detail.trim(), &commune, &province]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The address as the old paper says it, then the unit of today.
fn show_old_address(address: &Address, lang: Lang, directory: &dyn Directory) -> String {
    let old = match crate::time::parse_iso_date(&address.old_date) {
        Some(date) => {
            let date = crate::time::show_date(date);
            say::old_address_on(lang, &address.old_text, &date)
        }
        None => address.old_text.clone(),
    };
    let now = show_address(address, directory);
    if now.is_empty() {
        old
    } else {
        say::old_address_now(lang, &old, &now)
    }
}
