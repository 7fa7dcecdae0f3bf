//! Which of two sources that disagree is proposed, and why. Nothing is hidden: the form shows the other one beside it.
//!
//! What only the person can say (phone, e-mail, work, bank account) follows their newest word. Everything else follows who vouches
//! for it: a register that keeps the attribute, then an agency that verified it, then the account, then the person's own
//! word; among equals the newer one.

use std::cmp::Ordering;

use super::fact::{Fact, SourceKind};
use crate::form::autofill::same;

/// Attributes that only the person can say.
const OWN_WORD: [&str; 8] = [
    "person.phone",
    "person.email",
    "person.occupation",
    "person.workplace",
    "person.bank_account.number",
    "person.bank_account.bank",
    "business.phone",
    "business.email",
];

/// Why one of two is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Its source vouches for more.
    Source,
    /// It is newer.
    Newer,
    /// Nothing speaks for either; one had to be taken.
    Neither,
}

/// Whether only the person can say what this path holds.
#[must_use]
pub fn is_own_word(path: &str) -> bool {
    OWN_WORD.contains(&path)
}

/// How much a source vouches for a path.
const fn weight(kind: SourceKind) -> u8 {
    match kind {
        SourceKind::Register => 3,
        SourceKind::Dossier => 2,
        SourceKind::Account => 1,
        SourceKind::Own => 0,
    }
}

/// Compares two facts of one path: the greater is proposed.
#[must_use]
pub fn compare(left: &Fact, right: &Fact) -> Ordering {
    let newer = left.source.since.cmp(&right.source.since);
    if is_own_word(&left.path) {
        return newer;
    }
    weight(left.source.kind)
        .cmp(&weight(right.source.kind))
        .then(newer)
}

/// Why `best` is proposed and `other` is not.
#[must_use]
pub fn because(best: &Fact, other: &Fact) -> Because {
    if compare(best, other) != Ordering::Greater {
        Because::Neither
    } else if is_own_word(&best.path) || weight(best.source.kind) == weight(other.source.kind) {
        Because::Newer
    } else {
        Because::Source
    }
}

/// The best fact among those that say something else than `taken` about the same path: the other source to show.
#[must_use]
pub fn other_word<'a>(facts: &'a [Fact], taken: &Fact) -> Option<&'a Fact> {
    facts
        .iter()
        .filter(|fact| fact.path == taken.path && !same(&fact.value, &taken.value))
        .max_by(|left, right| compare(left, right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use crate::vault::FactSource;

    fn fact(path: &str, value: &str, kind: SourceKind, since: i64) -> Fact {
        Fact {
            id: format!("{path}-{value}-{since}"),
            path: path.to_owned(),
            value: value.into(),
            source: FactSource {
                kind,
                by: String::new(),
                dossier_code: None,
                since: Timestamp::from_micros(since),
            },
        }
    }

    #[test]
    fn who_vouches_comes_before_when_it_was_said() {
        let by = |kind, since| fact("person.full_name", "x", kind, since);
        for (better, worse, why) in [
            (
                by(SourceKind::Register, 1),
                by(SourceKind::Dossier, 9),
                Because::Source,
            ),
            (
                by(SourceKind::Dossier, 1),
                by(SourceKind::Account, 9),
                Because::Source,
            ),
            (
                by(SourceKind::Account, 1),
                by(SourceKind::Own, 9),
                Because::Source,
            ),
            (
                by(SourceKind::Dossier, 9),
                by(SourceKind::Dossier, 1),
                Because::Newer,
            ),
        ] {
            assert_eq!(compare(&better, &worse), Ordering::Greater);
            assert_eq!(because(&better, &worse), why);
        }
        let phone = |kind, since| fact("person.phone", "x", kind, since);
        let (own, register) = (phone(SourceKind::Own, 9), phone(SourceKind::Register, 1));
        assert_eq!(because(&own, &register), Because::Newer);
    }

    #[test]
    fn the_other_word_is_the_best_of_those_that_differ() {
        let facts = [
            fact("person.full_name", "Trần Thị Thử", SourceKind::Account, 1),
            fact("person.full_name", "Trần Thị  Thử", SourceKind::Dossier, 2),
            fact("person.full_name", "Trần Thử", SourceKind::Account, 3),
            fact("person.full_name", "Trần T. Thử", SourceKind::Own, 4),
            fact("person.gender", "female", SourceKind::Account, 5),
        ];
        let verified = &facts[1];
        let other = other_word(&facts, verified).map(|fact| &fact.value);
        assert_eq!(other, Some(&"Trần Thử".into()));
        assert_eq!(other_word(&facts[4..], &facts[4]), None);
    }
}
