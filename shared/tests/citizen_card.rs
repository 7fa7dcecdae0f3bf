//! The text of a personal identity card's QR code: what is read, what is refused and why, and that nothing breaks the reader.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests: a failed expectation ends the test, which is what it is for"
)]

use motcua_shared::i18n::Lang;
use motcua_shared::identity::CitizenIdFault;
use motcua_shared::identity::card::{CardDoubt, CardFault, CitizenCard, Gender};
use motcua_shared::time::{Date, date};
use proptest::prelude::*;

const CARD: &str =
    "001190999901|012345678|Trần Thị Thử|08071990|Nữ|Số 1, phố Giả Định, Cầu Giấy, Hà Nội|10052021";

fn today() -> Date {
    date(2026, 11, 22).unwrap()
}

fn read(text: &str) -> Result<CitizenCard, CardFault> {
    CitizenCard::parse(text, today())
}

#[test]
fn a_card_is_read_whole() {
    let card = read(CARD).unwrap();
    assert_eq!(card.id.as_str(), "001190999901");
    assert_eq!(card.old_id, "012345678");
    assert_eq!(card.name, "Trần Thị Thử");
    assert_eq!(Some(card.born), date(1990, 7, 8));
    assert_eq!(card.gender, Gender::Female);
    assert_eq!(card.address, "Số 1, phố Giả Định, Cầu Giấy, Hà Nội");
    assert_eq!(Some(card.issued), date(2021, 5, 10));
    assert_eq!(card.doubts(), []);
}

#[test]
fn what_scanners_add_and_newer_cards_have_does_no_harm() {
    let card = read(CARD).unwrap();
    for text in [
        format!("  {CARD}\r\n"),
        format!("{CARD}||||"),
        format!("{CARD}|Nguyễn Văn Mẫu|Lê Thị Mẫu|"),
        CARD.replace('|', " | "),
        CARD.replace("Nữ", "NỮ"),
        // Decomposed letters, as some readers send them.
        CARD.replace('ầ', "a\u{302}\u{300}")
            .replace('ữ', "u\u{31b}\u{303}"),
    ] {
        assert_eq!(read(&text), Ok(card.clone()), "{text}");
    }
    let without = read(&CARD.replace("012345678", "")).unwrap();
    assert_eq!(without.old_id, "");
}

#[test]
fn the_first_part_that_cannot_be_read_is_named() {
    for (from, to, fault) in [
        (CARD, "", CardFault::NotACard),
        (CARD, "000.00.91.H26-261122-0001", CardFault::NotACard),
        (CARD, "001190999901", CardFault::NotACard),
        ("|10052021", "", CardFault::NotACard),
        (
            "001190999901",
            "00119099990",
            CardFault::Id(CitizenIdFault::NotTwelveDigits),
        ),
        (
            "001190999901",
            "012345678",
            CardFault::Id(CitizenIdFault::OldNineDigits),
        ),
        (
            "001190999901",
            "003190999901",
            CardFault::Id(CitizenIdFault::UnknownPlace),
        ),
        ("|012345678|", "|01234567|", CardFault::OldId),
        ("Trần Thị Thử", "", CardFault::Name),
        ("Trần Thị Thử", "Trần 3", CardFault::Name),
        ("08071990", "31021990", CardFault::Born),
        ("08071990", "1990-07-08", CardFault::Born),
        ("08071990", "08072030", CardFault::Born),
        ("08071990", "0807199٠", CardFault::Born),
        ("|Nữ|", "|Khác|", CardFault::Gender),
        ("|Nữ|", "||", CardFault::Gender),
        ("10052021", "10052031", CardFault::Issued),
        ("10052021", "10051980", CardFault::Issued),
        ("10052021", "", CardFault::Issued),
    ] {
        assert_eq!(read(&CARD.replace(from, to)), Err(fault), "{to}");
        for lang in [Lang::Vi, Lang::En] {
            assert!(!fault.message(lang).is_empty());
        }
    }
    assert_eq!(
        read(&format!("{CARD}{}", "x".repeat(3_000))),
        Err(CardFault::NotACard)
    );
}

#[test]
fn a_number_that_says_otherwise_is_a_doubt_and_no_refusal() {
    let doubts = |text: &str| read(text).unwrap().doubts();
    assert_eq!(doubts(&CARD.replace("Nữ", "Nam")), [CardDoubt::Gender]);
    assert_eq!(
        doubts(&CARD.replace("08071990", "08071991")),
        [CardDoubt::BirthYear]
    );
    let both = CARD.replace("001190999901", "001085999901");
    assert_eq!(doubts(&both), [CardDoubt::Gender, CardDoubt::BirthYear]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text, also with bars and digits in the wrong places, gives an answer.
    #[test]
    fn no_text_breaks_the_reader(text in "(\\PC|[0-9|]){0,120}") {
        let _ = read(&text);
    }

    /// A card with a damaged letter is still read or refused, and what is read lies within its bounds.
    #[test]
    fn a_damaged_card_is_read_within_bounds_or_refused(at in 0_usize..110, letter in any::<char>()) {
        let mut letters: Vec<char> = CARD.chars().collect();
        let last = letters.len() - 1;
        letters[at.min(last)] = letter;
        let text: String = letters.into_iter().collect();
        if let Ok(card) = read(&text) {
            prop_assert_eq!(card.id.as_str().len(), 12);
            prop_assert!(card.born <= card.issued && card.issued <= today());
            prop_assert!(!card.name.is_empty());
            prop_assert!(card.old_id.is_empty() || card.old_id.len() == 9);
        }
    }

    /// Whatever a real card may say is read back as it was written.
    #[test]
    fn every_card_is_read_back(
        year in 1930_i32..2020, month in 1_u8..=12, day in 1_u8..=28, male in any::<bool>(), rest in 0_u32..1_000_000,
        name in "\\p{Lu}[a-zăâđêôơư]{1,8}( \\p{Lu}[a-zăâđêôơư]{1,8}){1,3}", address in "[A-Za-zăâđêôơư0-9 ,/.-]{0,80}",
        old in prop::option::of("[0-9]{9}"), later in 0_i64..2_000,
    ) {
        let born = date(year, month, day).unwrap();
        let issued = born.saturating_add(time::Duration::days(later)).min(today());
        let century = u8::from(year >= 2000) * 2 + u8::from(!male);
        let id = format!("001{century}{:02}{rest:06}", year.rem_euclid(100));
        let written = |date: Date| format!("{:02}{:02}{:04}", date.day(), u8::from(date.month()), date.year());
        let gender = if male { "Nam" } else { "Nữ" };
        let text = format!("{id}|{}|{name}|{}|{gender}|{address}|{}", old.clone().unwrap_or_default(), written(born), written(issued));
        let card = read(&text);
        prop_assert!(card.is_ok(), "{text}: {card:?}");
        let card = card.unwrap();
        prop_assert_eq!(card.id.as_str(), id);
        prop_assert_eq!((card.born, card.issued), (born, issued));
        prop_assert_eq!(&card.old_id, &old.unwrap_or_default());
        prop_assert_eq!(card.gender == Gender::Male, male);
        prop_assert_eq!(card.doubts(), []);
        prop_assert_eq!(card.name, motcua_shared::text::clean(&name));
    }
}
