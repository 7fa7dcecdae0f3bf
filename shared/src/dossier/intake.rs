//! How a dossier came in, and the papers that came with it: counted at the one-stop, paper by paper (R-OSS-01, R-OSS-03).
//! What a slip or a screen makes of the counts is not here.

use serde::{Deserialize, Serialize};

use super::situation::Refusal;
use super::transition::Guard;
use crate::catalogue::Component;
use crate::i18n::{Lang, t::counter as say};

/// How a dossier came in; the numbers are those of the national record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Intake {
    /// 1: the applicant stood at the counter.
    Direct,
    /// 2: filed online.
    #[default]
    Online,
    /// 3: came by post.
    Post,
}

impl Intake {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Online, Self::Post];

    /// National code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Direct => 1,
            Self::Online => 2,
            Self::Post => 3,
        }
    }

    /// Reads [`Intake::code`].
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|intake| intake.code() == code)
    }

    /// “Trực tiếp tại quầy”.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Direct => say::intake_direct(lang),
            Self::Online => say::intake_online(lang),
            Self::Post => say::intake_post(lang),
        }
    }
}

/// The letter a dossier came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostalItem {
    /// Waybill number.
    pub number: String,
    /// Day on which it was handed in at the post.
    #[serde(with = "crate::time::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub handed_in: time::Date,
}

/// How many sheets of one component came in on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperCount {
    /// [`Component::key`] of the component.
    pub component: String,
    /// Originals.
    #[serde(default)]
    pub originals: u32,
    /// Certified copies.
    #[serde(default)]
    pub certified: u32,
    /// Plain copies.
    #[serde(default)]
    pub copies: u32,
    /// The clerk has looked: this case does not need it.
    #[serde(default)]
    pub not_needed: bool,
}

impl PaperCount {
    /// Most sheets of one kind; more is a slip of the finger.
    pub const MOST: u32 = 500;

    /// Sheets of all kinds.
    #[must_use]
    pub const fn sheets(&self) -> u32 {
        self.originals
            .saturating_add(self.certified)
            .saturating_add(self.copies)
    }

    /// Whether the numbers can be meant: none too large, and nothing counted of what is not needed.
    #[must_use]
    pub const fn is_sensible(&self) -> bool {
        self.originals <= Self::MOST
            && self.certified <= Self::MOST
            && self.copies <= Self::MOST
            && !(self.not_needed && self.sheets() > 0)
    }

    /// “2 bản chính, 1 bản sao chứng thực”; empty when nothing was counted.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        type Say = fn(Lang, &str) -> String;
        let kinds: [(u32, Say); 3] = [
            (self.originals, say::originals),
            (self.certified, say::certified),
            (self.copies, say::copies),
        ];
        let parts: Vec<String> = kinds
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, say)| say(lang, &count.to_string()))
            .collect();
        parts.join(", ")
    }
}

/// The components that nobody has looked at yet: neither counted, nor in hand as a file, nor marked as not needed.
/// `in_hand` says whether there is a file or a filled form for the component.
pub fn open_components<'a>(
    components: &'a [Component],
    counts: &'a [PaperCount],
    in_hand: impl Fn(&Component) -> bool + 'a,
) -> impl Iterator<Item = &'a Component> + 'a {
    components.iter().filter(move |component| {
        let looked_at = counts.iter().any(|count| {
            count.component == component.key() && (count.not_needed || count.sheets() > 0)
        });
        !looked_at && !in_hand(component)
    })
}

/// What lies on the counter when a clerk receives it (T02).
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// How it came in.
    pub intake: Intake,
    /// The letter, when it came by post.
    pub letter: Option<&'a PostalItem>,
    /// Components that nobody has looked at ([`open_components`]).
    pub open: usize,
    /// The filled form is there: as answers, or as a scan of the paper.
    pub form: bool,
}

impl Arrival<'_> {
    /// Whether a condition of the table is met by what arrives. Conditions on a dossier are not asked here.
    pub(super) fn check(&self, guard: Guard) -> Result<(), Refusal> {
        match guard {
            Guard::FormThere if !self.form => Err(Refusal::NoForm),
            Guard::PapersLookedAt if self.open > 0 => Err(Refusal::PapersOpen),
            Guard::LetterKnown => match (self.intake, self.letter) {
                (Intake::Direct, None) => Ok(()),
                (Intake::Post, Some(letter)) if !letter.number.trim().is_empty() => Ok(()),
                _ => Err(Refusal::NoLetter),
            },
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;

    fn component(paper: &str, field: &str) -> Component {
        Component {
            paper: paper.to_owned(),
            field: field.to_owned(),
            name: Bilingual::default(),
        }
    }

    fn count(component: &str, originals: u32, not_needed: bool) -> PaperCount {
        PaperCount {
            component: component.to_owned(),
            originals,
            not_needed,
            ..PaperCount::default()
        }
    }

    #[test]
    fn a_component_is_open_until_somebody_has_looked_at_it() {
        let components = [
            component("D01", ""),
            component("D02", "a_file"),
            component("D02", "b_file"),
        ];
        let open = |counts: &[PaperCount], in_hand: &str| -> Vec<String> {
            open_components(&components, counts, |one| one.key() == in_hand)
                .map(|one| one.key().to_owned())
                .collect()
        };
        assert_eq!(open(&[], ""), ["D01", "a_file", "b_file"]);
        assert_eq!(open(&[count("D01", 1, false)], "b_file"), ["a_file"]);
        assert_eq!(
            open(
                &[count("a_file", 0, true), count("b_file", 0, false)],
                "D01"
            ),
            ["b_file"],
            "zero sheets say nothing"
        );
    }

    #[test]
    fn counts_are_bounded_and_speak() {
        assert!(count("D01", 500, false).is_sensible());
        assert!(!count("D01", 501, false).is_sensible());
        assert!(!count("D01", 1, true).is_sensible());
        let many = PaperCount {
            copies: 2,
            ..count("D01", 1, false)
        };
        assert_eq!(many.words(Lang::Vi), "1 bản chính, 2 bản sao");
        assert_eq!(count("D01", 0, true).words(Lang::Vi), "");
    }

    #[test]
    fn ways_are_read_back_from_their_codes() {
        for intake in Intake::ALL {
            assert_eq!(Intake::from_code(intake.code()), Some(intake));
        }
        assert_eq!(Intake::from_code(4), None);
    }
}
