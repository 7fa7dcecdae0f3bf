//! An answer as text for people: review page, clerk's view, print. One place, so that all three agree.

use super::answers::{Address, Answer};
use super::definition::Field;
use super::evaluation::{Directory, Known};
use super::field::{Kind, date, number};
use crate::i18n::{Lang, t::form as say};
use crate::{identity, text, time};

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
        (Kind::Date(_), answer) => match date::read(answer) {
            Ok(date) => time::show_date(date),
            Err(_) => {
                let parts = date::parts(Some(answer));
                [parts.day, parts.month, parts.year].join("/")
            }
        },
        (Kind::Money(_), Answer::Text(typed)) => number::read(typed).map_or_else(
            || typed.clone(),
            |amount| format!("{} ₫", text::group_digits(amount)),
        ),
        (Kind::Number(_), Answer::Text(typed)) => {
            number::read(typed).map_or_else(|| typed.clone(), text::group_digits)
        }
        (Kind::Phone, Answer::Text(typed)) => identity::parse_phone(typed)
            .map_or_else(|| typed.clone(), |phone| identity::show_phone(&phone)),
        (Kind::Country, Answer::Text(code)) => name(directory.country(code), code),
        (Kind::Ethnicity, Answer::Text(code)) => name(directory.ethnic_group(code), code),
        (_, Answer::Address(address)) => show_address(address, directory),
        (_, Answer::Text(typed)) => typed.clone(),
        (_, Answer::Files(files)) => say::file_count(lang, &files.len().to_string()),
        (_, Answer::Rows(rows)) => rows.len().to_string(),
        (_, Answer::Flag(_) | Answer::Date(_)) => String::new(),
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
