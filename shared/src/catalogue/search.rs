//! Search of the catalogue: what is looked at is folded once, and ranked for each query. The server and the browser call the
//! same function, so that suggestions and results never differ. Pure: whoever calls it has the procedures, and filters them.

use super::Sector;
use crate::i18n::Bilingual;
use crate::text::{clean, fold, matches_folded, unicode};

/// What a procedure is found by.
#[derive(Clone, Debug)]
pub struct Searchable {
    code: String,
    /// Folded name, English name, code and sector: what the words of a query are looked for in.
    text: String,
    /// Folded name.
    name: String,
    /// Name in lower case with its marks, for exact hits.
    marked: String,
}

impl Searchable {
    /// Prepares a procedure.
    #[must_use]
    pub fn new(code: &str, name: &Bilingual, sector: &Sector) -> Self {
        let folded = fold(&name.vi);
        let mut text = folded.clone();
        for other in [&name.en, code, &sector.name, &sector.code] {
            text.push(' ');
            text.push_str(&fold(other));
        }
        Self {
            code: code.to_owned(),
            text,
            name: folded,
            marked: unicode::lower(&clean(&name.vi)),
        }
    }
}

/// The words of a query, prepared once.
#[derive(Clone, Debug)]
pub struct Wanted {
    folded: String,
    marked: String,
}

impl Wanted {
    /// Prepares what was typed.
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self {
            folded: fold(words),
            marked: unicode::lower(&clean(words)),
        }
    }

    /// Where a procedure stands among the hits, 0 first; `None` when it is none. Every word must begin a word of name, code or
    /// sector. First come hits of the code, then of the words with their tones, then of the beginning of the name, then
    /// what can be filed here.
    #[must_use]
    pub fn rank(&self, one: &Searchable, online: bool) -> Option<u8> {
        let typed = !self.folded.is_empty();
        if typed && !matches_folded(&one.text, &self.folded) {
            return None;
        }
        let places = [
            one.code == self.marked,
            typed && one.marked.contains(&self.marked),
            typed && one.name.starts_with(&self.folded),
            online,
        ];
        Some(
            places
                .into_iter()
                .fold(0, |rank, better| rank * 2 + u8::from(!better)),
        )
    }
}

/// The hits in their order; equal ones keep the order in which they came.
#[must_use]
pub fn ranked<T>(hits: Vec<(u8, T)>) -> Vec<T> {
    // Sixteen drawers instead of a sort: less code for every citizen to download.
    let mut drawers: [Vec<T>; 16] = Default::default();
    for (rank, hit) in hits {
        if let Some(drawer) = drawers.get_mut(usize::from(rank)) {
            drawer.push(hit);
        }
    }
    drawers.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedures() -> Vec<(Searchable, bool)> {
        [
            (
                "1.004884",
                "Thủ tục đăng ký lại khai sinh",
                "Re-registration of birth",
                false,
            ),
            (
                "1.001193",
                "Thủ tục đăng ký khai sinh",
                "Birth registration",
                true,
            ),
            ("2.000528", "Khai sinh có yếu tố nước ngoài", "", false),
            (
                "1.000894",
                "Thủ tục đăng ký kết hôn",
                "Marriage registration",
                true,
            ),
        ]
        .into_iter()
        .map(|(code, vi, en, online)| {
            let name = Bilingual {
                vi: vi.to_owned(),
                en: en.to_owned(),
            };
            let sector = Sector {
                code: "G15-TP07".to_owned(),
                name: "Hộ tịch".to_owned(),
            };
            (Searchable::new(code, &name, &sector), online)
        })
        .collect()
    }

    fn found(words: &str) -> Vec<String> {
        let all = procedures();
        let wanted = Wanted::new(words);
        let hits = all
            .iter()
            .filter_map(|(one, online)| Some((wanted.rank(one, *online)?, one.code.clone())));
        ranked(hits.collect())
    }

    #[test]
    fn better_hits_come_first_and_equal_ones_keep_their_order() {
        // A name that begins with the words, then what can be filed here, then the order of the catalogue.
        assert_eq!(found("khai sinh"), ["2.000528", "1.001193", "1.004884"]);
        // With tones: “kết” is not in the others, “đăng ký” in its own order.
        assert_eq!(found("đăng ký"), ["1.001193", "1.000894", "1.004884"]);
        assert_eq!(found("1.004884"), ["1.004884"]);
        assert_eq!(found("marriage"), ["1.000894"]);
        assert_eq!(found("ho tich ket"), ["1.000894"]);
    }

    #[test]
    fn words_with_their_tones_go_before_words_without() {
        let name = |vi: &str| Bilingual {
            vi: vi.to_owned(),
            en: String::new(),
        };
        let sector = Sector {
            code: "G15-TP07".to_owned(),
            name: "Hộ tịch".to_owned(),
        };
        let (plain, meant) = (
            Searchable::new("1", &name("Cấp lại thẻ"), &sector),
            Searchable::new("2", &name("Cập nhật thẻ"), &sector),
        );
        let wanted = Wanted::new("cập");
        assert!(wanted.rank(&meant, false) < wanted.rank(&plain, false));
        assert!(wanted.rank(&plain, false).is_some());
    }

    #[test]
    fn nonsense_finds_nothing_and_nothing_finds_all() {
        assert!(found("khong co thu tuc nay").is_empty());
        assert_eq!(found("").len(), 4);
        assert_eq!(found("")[..2], ["1.001193", "1.000894"]);
        assert_eq!(found(" – ").len(), 4, "signs alone are no words");
    }
}
