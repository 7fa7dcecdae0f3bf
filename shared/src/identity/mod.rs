//! Structure checks of personal identifiers and contacts. No look-up: a number that passes here may still not exist.

pub mod card;

use serde::{Deserialize, Serialize};
use time::Date;

/// The three leading digits in use: codes of the 63 provinces before July 2025 with a leading zero
/// (Decree 137/2015 Art 13; Circular 07/2016/TT-BCA).
const BIRTH_PLACES: [u16; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// Why a personal identification number cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CitizenIdFault {
    /// Not exactly twelve digits.
    NotTwelveDigits,
    /// Nine digits: an old identity card, not valid since 2025-01-01 (R-VAL-03).
    OldNineDigits,
    /// The first three digits are neither a province nor a country code.
    UnknownPlace,
    /// The year of birth inside lies after today.
    BornInFuture,
}

/// A personal identification number (số định danh cá nhân) whose structure is right (R-VAL-01).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitizenId(String);

impl CitizenId {
    /// Reads twelve digits, ignoring spaces and dots.
    ///
    /// # Errors
    /// The first fault found, in the order of [`CitizenIdFault`].
    pub fn parse(text: &str, today: Date) -> Result<Self, CitizenIdFault> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '.')
            .collect();
        if digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CitizenIdFault::OldNineDigits);
        }
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CitizenIdFault::NotTwelveDigits);
        }
        let id = Self(digits);
        let place = id.number(0, 3);
        // Above the provinces lie the country codes of people registered abroad: the table is not ours to close.
        if place == 0 || (place <= 96 && !BIRTH_PLACES.contains(&place)) {
            return Err(CitizenIdFault::UnknownPlace);
        }
        if id.birth_year() > today.year() {
            return Err(CitizenIdFault::BornInFuture);
        }
        Ok(id)
    }

    fn number(&self, from: usize, to: usize) -> u16 {
        self.0
            .get(from..to)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or_default()
    }

    /// Year of birth coded in digits 4 to 6.
    #[must_use]
    pub fn birth_year(&self) -> i32 {
        1900 + 100 * i32::from(self.number(3, 4) / 2) + i32::from(self.number(4, 6))
    }

    /// Whether the number says "male".
    #[must_use]
    pub fn is_male(&self) -> bool {
        self.number(3, 4).is_multiple_of(2)
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The last three digits only: `•••••• 678`, for who must recognise a number without reading it.
#[must_use]
pub fn mask_phone(e164: &str) -> String {
    let tail = e164
        .len()
        .checked_sub(3)
        .and_then(|from| e164.get(from..))
        .unwrap_or_default();
    if tail.is_empty() {
        String::new()
    } else {
        format!("•••••• {tail}")
    }
}

/// First and last three digits only: `001******901`, for lists and logs.
#[must_use]
pub fn mask_citizen_id(digits: &str) -> String {
    match (digits.get(..3), digits.get(9..12)) {
        (Some(head), Some(tail)) => format!("{head}******{tail}"),
        _ => "************".to_owned(),
    }
}

/// Whether ten digits are a tax code: the last is the check digit, 10 minus the weighted sum of the others modulo 11.
#[must_use]
pub fn is_tax_code(digits: &str) -> bool {
    const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    let numbers: Vec<u32> = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    let sum: u32 = WEIGHTS
        .iter()
        .zip(&numbers)
        .map(|(weight, digit)| weight * digit)
        .sum();
    digits.len() == 10
        && numbers.len() == 10
        && numbers.last().copied() == 10_u32.checked_sub(sum % 11)
}

/// A Vietnamese phone number in E.164, or `None` (R-VAL-06). Accepts spaces, dots, hyphens, `0…` and `+84…`.
#[must_use]
pub fn parse_phone(text: &str) -> Option<String> {
    let kept: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}'))
        .collect();
    let national = kept
        .strip_prefix("+84")
        .or_else(|| kept.strip_prefix("0084"))
        .or_else(|| kept.strip_prefix('0'))?;
    let digits = national.bytes().all(|b| b.is_ascii_digit());
    let mobile = national.len() == 9 && national.starts_with(['3', '5', '7', '8', '9']);
    let landline = national.len() == 10 && national.starts_with('2');
    (digits && (mobile || landline)).then(|| format!("+84{national}"))
}

/// `0912 345 678` for people.
#[must_use]
pub fn show_phone(e164: &str) -> String {
    let Some(national) = e164.strip_prefix("+84") else {
        return e164.to_owned();
    };
    match (
        national.get(..national.len().saturating_sub(6)),
        national.get(national.len().saturating_sub(6)..),
    ) {
        (Some(head), Some(tail)) if tail.len() == 6 => {
            format!(
                "0{head} {} {}",
                tail.get(..3).unwrap_or_default(),
                tail.get(3..).unwrap_or_default()
            )
        }
        _ => format!("0{national}"),
    }
}

/// Whether the text has the shape of an e-mail address (one `@`, a dotted domain, at most 254 characters).
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 64
        && text.len() <= 254
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c == ',' || c == ';')
        && !local.contains('@')
        && domain.contains('.')
        && domain
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Whether the text reads as a person's name: letters of any script, spaces, hyphen, apostrophe, dot; 1 to 100 characters.
#[must_use]
pub fn is_person_name(text: &str) -> bool {
    let count = text.chars().count();
    (1..=100).contains(&count)
        && text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| {
            c.is_alphabetic()
                || matches!(c, ' ' | '-' | '\'' | '’' | '.')
                || ('\u{300}'..='\u{36f}').contains(&c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        crate::time::date(2026, 11, 21).unwrap()
    }

    #[test]
    fn personal_numbers_by_their_structure() {
        for (text, expected) in [
            ("001190999901", Ok((1990, false))),
            ("001 090 999 901", Ok((1990, true))),
            ("079308999912", Ok((2008, false))),
            ("00109099990", Err(CitizenIdFault::NotTwelveDigits)),
            ("003090999901", Err(CitizenIdFault::UnknownPlace)),
            ("0010909999O1", Err(CitizenIdFault::NotTwelveDigits)),
            ("001290999901", Err(CitizenIdFault::BornInFuture)),
            ("123456789", Err(CitizenIdFault::OldNineDigits)),
            ("", Err(CitizenIdFault::NotTwelveDigits)),
        ] {
            let got = CitizenId::parse(text, today()).map(|id| (id.birth_year(), id.is_male()));
            assert_eq!(got, expected, "{text}");
        }
        assert_eq!(mask_citizen_id("001190999901"), "001******901");
    }

    #[test]
    fn tax_codes_by_their_check_digit() {
        for good in ["0100109106", "0300588569", "0101248141"] {
            assert!(is_tax_code(good), "{good}");
        }
        for wrong in ["0100109107", "010010910", "01001091066", "01001O9106", ""] {
            assert!(!is_tax_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn phones_in_the_ways_people_write_them() {
        assert_eq!(parse_phone("0912 345.678").as_deref(), Some("+84912345678"));
        assert_eq!(
            parse_phone("+84 24 3825 1234").as_deref(),
            Some("+842438251234")
        );
        assert_eq!(parse_phone("0612345678"), None);
        assert_eq!(parse_phone("912345678"), None);
        assert_eq!(show_phone("+84912345678"), "0912 345 678");
        assert_eq!(mask_phone("+84912345678"), "•••••• 678");
        assert_eq!(mask_phone(""), "");
    }

    #[test]
    fn names_and_mail_addresses() {
        assert!(is_person_name("H’Mẫu Niê-Kđăm"));
        assert!(!is_person_name("Nguyễn 2"));
        assert!(!is_person_name(""));
        assert!(is_email("cong.dan.01@example.org"));
        for wrong in [
            "a",
            "a@b",
            "a b@example.org",
            "a@example..org",
            "@example.org",
        ] {
            assert!(!is_email(wrong), "{wrong}");
        }
    }
}
