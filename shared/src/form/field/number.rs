//! Whole numbers and money. Typed with or without grouping; stored as plain digits.

use serde::{Deserialize, Serialize};

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Number {
    /// Smallest allowed.
    #[serde(default)]
    pub min: Option<i64>,
    /// Largest allowed.
    #[serde(default)]
    pub max: Option<i64>,
}

/// An amount in Vietnamese đồng, never negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Smallest allowed, in đồng.
    #[serde(default)]
    pub min: Option<i64>,
    /// Largest allowed, in đồng.
    #[serde(default)]
    pub max: Option<i64>,
    /// The amount is shown in words too, as on receipts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_words: bool,
}

/// Reads `1234567`, `1.234.567`, `1,234,567`, `1 234 567` and an attached đồng sign. A comma or dot that does not
/// group three digits is not a whole number.
#[must_use]
pub fn read(typed: &str) -> Option<i64> {
    let text = typed.trim().trim_end_matches(['₫', 'đ']).trim();
    let (negative, digits) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let groups: Vec<&str> = digits
        .split(['.', ',', ' ', '\u{a0}', '\u{202f}'])
        .collect();
    let well_grouped = match groups.split_first() {
        Some((first, [])) => !first.is_empty(),
        Some((first, rest)) => {
            (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)
        }
        None => false,
    };
    let joined = groups.concat();
    if !well_grouped || joined.len() > 14 || !joined.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = joined.parse().ok()?;
    Some(if negative { -number } else { number })
}

/// A whole number for people. Four digits are not grouped: `1.992` would not be read as the year that it is.
#[must_use]
pub fn show(number: i64) -> String {
    if number.unsigned_abs() < 10_000 {
        number.to_string()
    } else {
        crate::text::group_digits(number)
    }
}

fn check_range(typed: &str, path: &str, min: Option<i64>, max: Option<i64>) -> Check {
    let Some(number) = read(typed) else {
        return fault(path, Fault::NotNumber);
    };
    match (min, max) {
        (Some(min), _) if number < min => fault(path, Fault::TooSmall { min }),
        (_, Some(max)) if number > max => fault(path, Fault::TooLarge { max }),
        _ => clean(Answer::Text(number.to_string())),
    }
}

impl Number {
    pub(super) fn check(&self, typed: &str, path: &str) -> Check {
        check_range(typed, path, self.min, self.max)
    }
}

/// “Một triệu hai trăm nghìn đồng”; `None` for a text that is no amount.
#[must_use]
pub fn amount_in_words(typed: &str) -> Option<String> {
    let words = crate::text::number_in_words(u64::try_from(read(typed)?).ok()?);
    Some(format!("{} đồng", crate::text::upper_first(&words)))
}

impl Money {
    pub(super) fn check(&self, typed: &str, path: &str) -> Check {
        check_range(typed, path, self.min.or(Some(0)), self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::{read, show};

    #[test]
    fn a_year_is_shown_as_one() {
        for (number, shown) in [
            (0, "0"),
            (1992, "1992"),
            (-1992, "-1992"),
            (10_000, "10.000"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(show(number), shown);
        }
    }

    #[test]
    fn numbers_in_usual_spellings() {
        for text in ["1234567", "1.234.567", "1,234,567", " 1 234 567 ₫ "] {
            assert_eq!(read(text), Some(1_234_567), "{text}");
        }
        for text in [
            "",
            "1.23",
            "12a",
            "1..234",
            "--1",
            "1,2345",
            "9999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
