//! The dossier code `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (Circular 01/2018/TT-VPCP Art 19.1; requirements.md §5.1).

use std::fmt;

use time::Date;

/// What stands between the parts of an address.
const ADDRESS_PARTS: [char; 5] = ['/', '?', '&', '=', '#'];

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

    /// The code in what somebody typed, pasted or scanned: the code itself in any letters and with blanks, or an address with
    /// the code in it. `None` when nothing in it looks like a code.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        if text.len() > 500 {
            return None;
        }
        let plain: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        plain.split(ADDRESS_PARTS).find_map(Self::parse)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a scanned code of a dossier names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// Its code: a barcode, or typed.
    Code(DossierCode),
    /// Its id: the address in the QR code of a printed form.
    Id(String),
}

impl Scanned {
    /// Reads what a scanner types: a code ([`DossierCode::find`]), or the address of the dossier's page. `None` when it is
    /// neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(code) = DossierCode::find(text) {
            return Some(Self::Code(code));
        }
        let (_, rest) = text.trim().split_once("://")?;
        let parts: Vec<&str> = rest.split(ADDRESS_PARTS).collect();
        let plain = |id: &&&str| {
            (8..=64).contains(&id.len())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let place = parts.iter().position(|part| *part == "ho-so")?;
        parts
            .get(place + 1)
            .filter(plain)
            .map(|id| Self::Id((*id).to_owned()))
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
    fn scanners_may_give_the_code_or_an_address() {
        let code = "000.00.91.H26-261122-0003";
        let found = Some(Scanned::Code(DossierCode::parse(code).unwrap()));
        for text in [
            code.to_owned(),
            format!("  {code}\n"),
            code.to_lowercase(),
            "000.00.91.H26 - 261122 - 0003".to_owned(),
            format!("/tra-cuu?ma={code}"),
            format!("https://motcua.example.org/tra-cuu?lang=en&ma={code}#x"),
            format!("https://motcua.example.org/tra-cuu/{code}#ket-qua"),
        ] {
            assert_eq!(Scanned::parse(&text), found, "{text}");
        }
        let id = "0193f1c2-7a11-7bd0-8000-1234567890ab";
        for text in [
            format!("https://motcua.example.org/ho-so/{id}"),
            format!("http://127.0.0.1:8080/can-bo/ho-so/{id}?x=1"),
        ] {
            assert_eq!(
                Scanned::parse(&text),
                Some(Scanned::Id(id.to_owned())),
                "{text}"
            );
        }
        for text in [
            "",
            "hồ sơ",
            "Nguyễn Văn A",
            "001080999913",
            "https://motcua.example.org/tra-cuu",
            id,
            "https://motcua.example.org/ho-so",
            "https://motcua.example.org/ho-so/../../x",
            "001190999901|012345678|Trần Thị Thử|08071990|Nữ|Hà Nội|10052021",
        ] {
            assert_eq!(Scanned::parse(text), None, "{text}");
        }
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
