//! Exact decimal numbers with four places, for areas, shares and amounts. No floating point: sums must agree on both sides.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Ten-thousandths in one.
const ONE: i64 = 10_000;
/// Most digits before the comma: leaves room in an `i64` for the four places.
const WHOLE_DIGITS: usize = 14;

/// An exact number with at most four decimal places. Arithmetic saturates instead of overflowing.
/// JSON: a whole number, or text with a dot such as `"0.5"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A whole number, saturating beyond ± 9 × 10¹⁴.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(ONE))
    }

    /// The whole number that this is; `None` when it has a fraction.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.0 % ONE == 0 {
            Some(self.0 / ONE)
        } else {
            None
        }
    }

    /// Sum, saturating.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Difference, saturating.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Product, rounded towards zero to four places, saturating.
    #[must_use]
    pub const fn times(self, other: Self) -> Self {
        // In parts, so that the browser needs no 128-bit arithmetic.
        let (whole, part) = (self.0 / ONE, self.0 % ONE);
        let (other_whole, other_part) = (other.0 / ONE, other.0 % ONE);
        Self(
            whole
                .saturating_mul(other.0)
                .saturating_add(part.saturating_mul(other_whole))
                .saturating_add(part * other_part / ONE),
        )
    }

    /// Without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// How many decimal places are needed, 0 to 4.
    #[must_use]
    pub const fn places(self) -> u32 {
        match self.0 % ONE {
            0 => 0,
            rest if rest % 1000 == 0 => 1,
            rest if rest % 100 == 0 => 2,
            rest if rest % 10 == 0 => 3,
            _ => 4,
        }
    }

    /// Reads a number as Vietnamese people type it: `120,5`, `1.234,5`, `1 234,5`, and the canonical `120.5`. One dot
    /// before exactly three digits groups thousands, as it does on Vietnamese papers. `None` when it is no such number.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let text = typed.trim();
        let (negative, text) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match text.split_once(',') {
            Some((whole, fraction)) => (join_groups(whole)?, fraction),
            None => match join_groups(text) {
                Some(whole) => (whole, "0"),
                None => {
                    let (whole, fraction) = text.split_once('.')?;
                    (whole.to_owned(), fraction)
                }
            },
        };
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let fraction = fraction.trim_end_matches('0');
        if !digits(&whole) || whole.len() > WHOLE_DIGITS || fraction.len() > 4 {
            return None;
        }
        if !fraction.is_empty() && !digits(fraction) {
            return None;
        }
        let units: i64 = whole.parse().ok()?;
        let part: i64 = format!("{fraction:0<4}").parse().ok()?;
        let number = units.checked_mul(ONE)?.checked_add(part)?;
        Some(Self(if negative { -number } else { number }))
    }

    /// For people: `1.234,5`.
    #[must_use]
    pub fn show(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        let whole =
            crate::text::group_digits((units / ONE.unsigned_abs()).try_into().unwrap_or(i64::MAX));
        let part = format!("{:04}", units % ONE.unsigned_abs());
        match part.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            part => format!("{sign}{whole},{part}"),
        }
    }
}

/// `1.234.567` and `1 234 567` without their separators; `None` when they do not group three digits.
fn join_groups(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(['.', ' ', '\u{a0}', '\u{202f}']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty()
        || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    grouped.then(|| groups.concat())
}

/// Canonical text. Three decimal places get a fourth, because `1.234` reads as one thousand and more.
impl fmt::Display for Decimal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, one) = (self.0.unsigned_abs(), ONE.unsigned_abs());
        let part = format!("{:04}", units % one);
        let part = match part.trim_end_matches('0') {
            short if short.len() < 3 => short,
            _ => part.as_str(),
        };
        let dot = if part.is_empty() { "" } else { "." };
        write!(to, "{sign}{}{dot}{part}", units / one)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_str(&self.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor)
    }
}

struct DecimalVisitor;

impl de::Visitor<'_> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a whole number, or text such as \"0.5\"")
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Decimal, E> {
        Ok(Decimal::whole(whole))
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Decimal, E> {
        i64::try_from(whole)
            .map(Decimal::whole)
            .map_err(|_| E::invalid_value(de::Unexpected::Unsigned(whole), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        Decimal::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Decimal {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Decimal {}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_in_usual_spellings_have_one_canonical_text() {
        for (typed, canonical, shown) in [
            ("120,5", "120.5", "120,5"),
            ("120.5", "120.5", "120,5"),
            ("1.234", "1234", "1.234"),
            ("1.234,50", "1234.5", "1.234,5"),
            ("1 234 567", "1234567", "1.234.567"),
            ("0,125", "0.1250", "0,125"),
            ("-3,25", "-3.25", "-3,25"),
            ("1234.567", "1234.5670", "1.234,567"),
        ] {
            let number = Decimal::read(typed).unwrap();
            assert_eq!(
                (number.to_string().as_str(), number.show().as_str()),
                (canonical, shown)
            );
            assert_eq!(
                Decimal::read(canonical),
                Some(number),
                "canonical text reads as itself"
            );
        }
        for wrong in [
            "",
            "-",
            "1,2,3",
            "1.23.4",
            "12a",
            ",5",
            "1,23456",
            "999999999999999",
        ] {
            assert_eq!(Decimal::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn arithmetic_is_exact_and_saturates() {
        let read = |text| Decimal::read(text).unwrap();
        assert_eq!(read("0,1").plus(read("0,2")), read("0,3"));
        assert_eq!(read("12,5").times(read("-4,2")), read("-52,5"));
        let huge = read("99999999999999");
        assert_eq!(huge.times(huge).minus(huge.times(huge)), Decimal::ZERO);
        assert!(huge.times(huge) >= huge);
    }
}
