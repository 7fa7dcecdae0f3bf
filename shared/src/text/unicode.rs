//! The two things that need Unicode's large tables: normal form and lower case.
//!
//! A browser has those tables; shipping them again costs a citizen 75 kB. So the browser's build asks the browser, every
//! other build asks a crate, and both give the same answer. Nothing else may differ between the builds.

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization;

    pub fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    pub fn decomposed(text: &str) -> String {
        text.nfd().collect()
    }

    pub fn lower(text: &str) -> String {
        text.to_lowercase()
    }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::JsString;

    pub fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub fn decomposed(text: &str) -> String {
        JsString::from(text).normalize("NFD").into()
    }

    pub fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }
}

/// First character that can take part in a composition; text of smaller ones is NFC as it stands.
const FIRST_MARK: char = '\u{300}';

/// The composed normal form (NFC).
#[must_use]
pub fn composed(text: &str) -> String {
    if text.chars().all(|letter| letter < FIRST_MARK) {
        text.to_owned()
    } else {
        tables::composed(text)
    }
}

/// Lower case.
#[must_use]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        tables::lower(text)
    }
}

/// Lower case without marks; letters that Unicode does not take apart, such as `đ`, stay.
#[must_use]
pub fn without_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lowered = tables::lower(&tables::decomposed(text));
    lowered.retain(|letter| !is_mark(letter));
    lowered
}

/// A combining mark of the blocks that hold nothing else.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// A letter of Vietnamese text without its case and marks, without any table: search folds thousands of names a keystroke.
/// `None` for every other character.
#[must_use]
pub const fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        'À'..='Ã' | 'à'..='ã' | 'Ă' | 'ă' | 'Ạ'..='ặ' => 'a',
        'È'..='Ê' | 'è'..='ê' | 'Ẹ'..='ệ' => 'e',
        'Ì' | 'Í' | 'ì' | 'í' | 'Ĩ' | 'ĩ' | 'Ỉ'..='ị' => 'i',
        'Ò'..='Õ' | 'ò'..='õ' | 'Ơ' | 'ơ' | 'Ọ'..='ợ' => 'o',
        'Ù' | 'Ú' | 'ù' | 'ú' | 'Ũ' | 'ũ' | 'Ư' | 'ư' | 'Ụ'..='ự' => 'u',
        'Ý' | 'ý' | 'Ỳ'..='ỹ' => 'y',
        'Đ' | 'đ' => 'd',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_folds_as_the_tables_do() {
        for letter in ('\0'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}') {
            if let Some(plain) = plain_letter(letter) {
                let by_tables = without_marks(&letter.to_string()).replace('đ', "d");
                assert_eq!(plain.to_string(), by_tables, "{letter}");
            }
        }
    }

    #[test]
    fn every_vietnamese_letter_has_a_short_way() {
        let vowels = "aăâeêioôơuưy";
        let tones = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
        for vowel in vowels.chars() {
            for tone in tones {
                let letter = composed(&format!("{vowel}{tone}"));
                for form in [letter.clone(), letter.to_uppercase()] {
                    let mut letters = form.chars();
                    let plain = letters.next().and_then(plain_letter);
                    assert!(plain.is_some() && letters.next().is_none(), "{form}");
                }
            }
        }
    }
}
