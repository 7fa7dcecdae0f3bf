//! How long answering takes, for “about 5 minutes left”. The times are our own estimate for a phone, not measured yet.

use super::field::Kind;

/// Reading the answers once more and filing, in seconds.
const REVIEW: u32 = 60;

/// Seconds that one question of this type takes.
#[must_use]
pub const fn seconds(kind: &Kind) -> u32 {
    match kind {
        Kind::Check(_) | Kind::Choice(_) | Kind::Number(_) => 6,
        Kind::Choices(_)
        | Kind::Ethnicity
        | Kind::Country
        | Kind::Province
        | Kind::Month(_)
        | Kind::Time
        | Kind::Decimal(_)
        | Kind::Money(_)
        | Kind::Date(_)
        | Kind::Phone => 10,
        Kind::Text(_)
        | Kind::Commune(_)
        | Kind::Agency
        | Kind::BusinessLine
        | Kind::Email
        | Kind::Url
        | Kind::TaxCode
        | Kind::Passport
        | Kind::BankAccount => 15,
        Kind::CitizenId(_) | Kind::Signature(_) => 20,
        Kind::Address(_) => 35,
        Kind::LongText(_) | Kind::Repeat(_) => 45,
        Kind::File(_) => 50,
        Kind::Computed(_) | Kind::Note(_) => 0,
    }
}

/// Whole minutes for questions of these types and the review after them, at least one.
pub fn minutes<'a>(kinds: impl Iterator<Item = &'a Kind>) -> u32 {
    let questions = kinds.map(seconds).fold(0, u32::saturating_add);
    questions.saturating_add(REVIEW).div_ceil(60)
}

#[cfg(test)]
mod tests {
    use super::minutes;
    use crate::form::field::{Kind, check::Check, text::LongText};

    #[test]
    fn minutes_grow_with_the_questions() {
        let long = Kind::LongText(LongText { max_length: 100 });
        let check = Kind::Check(Check::default());
        assert_eq!(minutes([].into_iter()), 1, "the review alone");
        assert_eq!(minutes([&check].into_iter()), 2);
        assert_eq!(minutes([&long; 4].into_iter()), 4);
    }
}
