//! Public look-up by code: where a dossier is, for anybody who has its code.

use serde::{Deserialize, Serialize};

use crate::dossier::{Completion, DossierCode, Status};

/// Address of the page; its query names the code. Slips and filled forms carry it as a QR code.
pub const LOOK_UP_PAGE: &str = "/tra-cuu";
/// Name of the code in the query of [`LOOK_UP_PAGE`].
pub const LOOK_UP_QUERY: &str = "ma";

/// What everybody may know of a dossier: nothing personal, not even which procedure it is (R-LOOK-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUpView {
    /// The code that was asked for.
    pub code: String,
    /// National status.
    pub status: Status,
    /// How far it has come.
    pub completion: Completion,
}

/// The page that shows a dossier, without scheme and host: `/tra-cuu?ma=…`. A code needs no escaping.
#[must_use]
pub fn look_up_page(code: &str) -> String {
    format!("{LOOK_UP_PAGE}?{LOOK_UP_QUERY}={code}")
}

/// The code in what somebody typed, pasted or scanned: the code itself in any letters and with blanks, or an address of
/// [`look_up_page`]. `None` when nothing in it looks like a code.
#[must_use]
pub fn code_in(text: &str) -> Option<DossierCode> {
    let text = text.trim();
    let marker = format!("{LOOK_UP_QUERY}=");
    let code = match text.split_once('?') {
        Some((_, query)) => query
            .split(['&', '#'])
            .find_map(|pair| pair.strip_prefix(marker.as_str()))?,
        None => text,
    };
    let plain: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    DossierCode::parse(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "000.00.91.H26-261120-0001";

    #[test]
    fn a_code_is_found_in_what_people_have() {
        for text in [
            CODE.to_owned(),
            format!("  {} ", CODE.to_lowercase()),
            "000.00.91.H26 - 261120 - 0001".to_owned(),
            look_up_page(CODE),
            format!(
                "https://dichvucong.example.org{}&lang=en#x",
                look_up_page(CODE)
            ),
            format!("https://dichvucong.example.org/tra-cuu?lang=en&ma={CODE}"),
        ] {
            let found = code_in(&text);
            assert_eq!(
                found.as_ref().map(DossierCode::as_str),
                Some(CODE),
                "{text}"
            );
        }
        for text in [
            "",
            "Nguyễn Văn A",
            "001080999913",
            "https://example.org/tra-cuu",
            "https://example.org/?code=000.00.91.H26-261120-0001",
        ] {
            assert_eq!(code_in(text), None, "{text}");
        }
    }
}
