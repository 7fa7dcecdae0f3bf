//! The dossier code `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (Circular 01/2018/TT-VPCP Art 19.1; requirements.md §5.1).

use std::fmt;

use time::Date;

/// A dossier code. Unique, never reused, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DossierCode(String);

impl DossierCode {
    /// The code of the `number`th dossier (from 1) that the agency received that day. Past 9999 the number grows wider;
    /// it never wraps.
    #[must_use]
    pub fn new(agency: &str, day: Date, number: u32) -> Self {
        Self(format!(
            "{agency}-{:02}{:02}{:02}-{number:04}",
            day.year().rem_euclid(100),
            u8::from(day.month()),
            day.day()
        ))
    }

    /// Reads a code as any system writes it: agency of up to 35 characters, 6 or 8 digits, 4 to 7 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().rsplitn(3, '-');
        let (number, day, agency) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let agency_ok = (3..=35).contains(&agency.len())
            && agency
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'.');
        let fits = agency_ok
            && digits(day)
            && matches!(day.len(), 6 | 8)
            && digits(number)
            && (4..=7).contains(&number.len());
        fits.then(|| Self(text.trim().to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_circular() {
        let day = crate::time::date(2023, 10, 27).unwrap();
        let code = DossierCode::new("000.00.06.H56", day, 361);
        assert_eq!(code.as_str(), "000.00.06.H56-231027-0361");
        assert_eq!(code.as_str().len(), 25);
        assert_eq!(
            DossierCode::new("000.00.06.H56", day, 12_345).as_str(),
            "000.00.06.H56-231027-12345"
        );
    }

    #[test]
    fn foreign_spellings_are_read_and_nonsense_is_not() {
        for text in [
            "000.00.06.H56-231027-0361",
            "H56.06-231027-0361",
            "G09.20-20260609-0092637",
        ] {
            assert!(DossierCode::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "H56",
            "H56-231027",
            "H56-23102-0361",
            "h56-231027-0361",
            "H56-231027-03a1",
        ] {
            assert!(DossierCode::parse(text).is_none(), "{text}");
        }
    }
}
