//! Vietnamese text: normal form, search without marks, numbers and dates in words.
//!
//! The same functions run in the browser and on the server, so a search finds the same on both (design §5, Search).

pub mod unicode;

use time::Date;

use crate::i18n::Lang;

/// Trimmed, inner white space collapsed to single spaces, NFC: the only form that is stored.
#[must_use]
pub fn clean(text: &str) -> String {
    unicode::composed(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Like [`clean`] but keeps line breaks, for long texts.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(clean).collect();
    lines.join("\n").trim().to_owned()
}

/// Lower case without tones and marks, `đ` as `d`, single spaces: what search compares.
#[must_use]
pub fn fold(text: &str) -> String {
    let plain: Option<String> = text.chars().map(unicode::plain_letter).collect();
    let plain = plain.unwrap_or_else(|| unicode::without_marks(text));
    let mut out = String::with_capacity(plain.len());
    for letter in plain.chars() {
        match letter {
            'đ' => out.push('d'),
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether every word of the folded query starts a word of the folded text.
#[must_use]
pub fn matches_folded(folded_text: &str, folded_query: &str) -> bool {
    folded_query.split(' ').all(|word| {
        folded_text
            .split(' ')
            .any(|candidate| candidate.starts_with(word))
    })
}

/// First letter lower-cased, for labels inside a sentence: “Nhập họ và tên”. Abbreviations keep their capitals.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            unicode::lower(first.encode_utf8(&mut [0; 4])) + letters.as_str()
        }
        _ => text.to_owned(),
    }
}

/// First letter upper-cased, for a sentence that starts with words made elsewhere.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// `1.234.567` (R-UI-10).
#[must_use]
pub fn group_digits(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The same as the reader of a language expects it: `1.234.567`, in English `1,234,567`, where a point would begin the decimals.
#[must_use]
pub fn grouped(number: i64, lang: Lang) -> String {
    let grouped = group_digits(number);
    match lang {
        Lang::Vi => grouped,
        Lang::En => grouped.replace('.', ","),
    }
}

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
const SCALES: [&str; 4] = ["", " nghìn", " triệu", " tỷ"];

fn digit(number: u64) -> &'static str {
    usize::try_from(number % 10)
        .ok()
        .and_then(|index| DIGITS.get(index))
        .copied()
        .unwrap_or_default()
}

/// Three digits in words; `full` says the hundreds even when they are zero ("không trăm linh năm").
fn triple_in_words(number: u64, full: bool) -> String {
    let (hundreds, tens, units) = (number / 100, number / 10 % 10, number % 10);
    let mut words: Vec<&str> = Vec::new();
    if hundreds > 0 || full {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if units > 0 && !words.is_empty() => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(tens), "mươi"]),
    }
    match units {
        0 => {}
        1 if tens > 1 => words.push("mốt"),
        5 if tens > 0 => words.push("lăm"),
        _ => words.push(digit(units)),
    }
    words.join(" ")
}

/// A number in Vietnamese words: `1026` → “một nghìn không trăm hai mươi sáu”. From a thousand billion on, billions repeat.
#[must_use]
pub fn number_in_words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    if number >= 1_000_000_000_000 {
        let (billions, rest) = (number / 1_000_000_000, number % 1_000_000_000);
        let head = format!("{} tỷ", number_in_words(billions));
        return if rest == 0 {
            head
        } else {
            format!("{head} {}", number_in_words(rest))
        };
    }
    let mut words: Vec<String> = Vec::new();
    for (scale, name) in SCALES.iter().enumerate().rev() {
        let divisor = 1000_u64.pow(u32::try_from(scale).unwrap_or(0));
        let part = number / divisor % 1000;
        if part > 0 {
            words.push(format!(
                "{}{name}",
                triple_in_words(part, !words.is_empty())
            ));
        }
    }
    words.join(" ")
}

/// A date in words as civil-status papers write it: “Ngày hai mươi mốt, tháng mười một, năm hai nghìn không trăm hai mươi sáu”.
#[must_use]
pub fn date_in_words(date: Date) -> String {
    let month = match u8::from(date.month()) {
        4 => "tư".to_owned(),
        month => number_in_words(u64::from(month)),
    };
    let year = u64::try_from(date.year()).unwrap_or_default();
    format!(
        "Ngày {}, tháng {month}, năm {}",
        number_in_words(u64::from(date.day())),
        number_in_words(year)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_removes_tones_marks_and_dyet() {
        assert_eq!(
            fold("Đăng ký  khai sinh – Đất đai"),
            "dang ky khai sinh dat dai"
        );
        assert_eq!(
            fold("NGUYỄN VĂN A"),
            fold("Nguye\u{302}\u{303}n Va\u{306}n A")
        );
        assert!(matches_folded(
            &fold("Thủ tục đăng ký khai sinh"),
            &fold("dang k")
        ));
        assert!(!matches_folded(&fold("Thủ tục đăng ký khai sinh"), "uc"));
    }

    #[test]
    fn text_is_stored_in_one_normal_form() {
        assert_eq!(clean("  Nguye\u{302}\u{303}n   Thị "), "Nguyễn Thị");
        assert_eq!(clean_lines(" a \n\n b "), "a\n\nb");
    }

    #[test]
    fn numbers_are_said_as_vietnamese_says_them() {
        for (number, words) in [
            (0, "không"),
            (5, "năm"),
            (10, "mười"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (105, "một trăm linh năm"),
            (1_005, "một nghìn không trăm linh năm"),
            (2_026, "hai nghìn không trăm hai mươi sáu"),
            (1_000_000, "một triệu"),
            (3_000_000_000_000, "ba nghìn tỷ"),
        ] {
            assert_eq!(number_in_words(number), words, "{number}");
        }
        assert_eq!(group_digits(-1_234_567), "-1.234.567");
        assert_eq!(grouped(75_000, Lang::Vi), "75.000");
        assert_eq!(grouped(1_075_000, Lang::En), "1,075,000");
    }

    #[test]
    fn a_birth_date_in_words() {
        let date = crate::time::date(2026, 4, 15).unwrap();
        assert_eq!(
            date_in_words(date),
            "Ngày mười lăm, tháng tư, năm hai nghìn không trăm hai mươi sáu"
        );
    }

    #[test]
    fn labels_join_a_sentence() {
        assert_eq!(lower_first("Họ và tên"), "họ và tên");
        assert_eq!(lower_first("CMND"), "CMND");
    }
}
