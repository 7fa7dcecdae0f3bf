//! What others do with a dossier beside its step: opinions that are asked for (T08, R-FLOW-08), and parts of a step that other
//! units do at the same time (R-FLOW-16). What may be done when is decided in [`super::workflow`].

use serde::{Deserialize, Serialize};

use crate::calendar::Limit;
use crate::i18n::{Bilingual, Lang, t::dossier as say};
use crate::time::Timestamp;

/// A unit was asked for its opinion; the dossier's own limit keeps running.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consultation {
    /// Id of the unit asked.
    pub unit: String,
    /// Code of its agency. The rules do not know it: whoever saves the dossier writes it.
    #[serde(default)]
    pub agency: String,
    /// How the applicant is told whom the dossier waits for: the unit, with its agency when that is another one. Written by
    /// whoever saves the dossier.
    #[serde(default)]
    pub name: Bilingual,
    /// What was asked.
    pub question: String,
    /// When.
    #[serde(default = "beginning")]
    pub asked_at: Timestamp,
    /// By when the unit answers.
    pub due_at: Timestamp,
    /// Whether the step waits for it.
    #[serde(default)]
    pub awaited: Awaited,
}

/// Of a consultation that was written down before it said when it was asked for.
const fn beginning() -> Timestamp {
    Timestamp::from_micros(0)
}

impl Consultation {
    /// Whether the step has to wait for it now.
    #[must_use]
    pub fn holds_up(&self, now: Timestamp) -> bool {
        match self.awaited {
            Awaited::Always => true,
            Awaited::UntilDue => now <= self.due_at,
            Awaited::Never => false,
        }
    }
}

/// Whether a step waits for an opinion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// Until it is there.
    #[default]
    Always,
    /// Until its date: silence after that counts as agreement, as the law of the matter says.
    UntilDue,
    /// It does not: the opinion is welcome while the step lasts.
    Never,
}

impl Awaited {
    /// All.
    pub const ALL: [Self; 3] = [Self::Always, Self::UntilDue, Self::Never];

    /// The choice in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Always => say::awaited_always(lang),
            Self::UntilDue => say::awaited_until_due(lang),
            Self::Never => say::awaited_never(lang),
        }
    }
}

/// What an opinion comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    Agree,
    /// Against it.
    Disagree,
}

impl Stance {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agree, Self::Disagree];

    /// In words: “Đồng ý”.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Agree => say::stance_agree(lang),
            Self::Disagree => say::stance_disagree(lang),
        }
    }
}

/// What the law of a procedure says about opinions at a step: what an officer who asks finds filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpinionTerms {
    /// Time to answer.
    pub within: Limit,
    /// Whether the step waits.
    pub awaited: Awaited,
    /// Where both come from.
    pub law: String,
}

/// A part of the present step that another unit is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenPart {
    /// Key of the part in the workflow.
    pub part: String,
    /// Id of the unit of this agency that does it. The rules know its kind only: whoever saves the dossier writes it.
    #[serde(default)]
    pub unit: String,
    /// Name of that unit, written likewise.
    #[serde(default)]
    pub name: Bilingual,
    /// Since when.
    pub since: Timestamp,
    /// By when.
    pub due_at: Timestamp,
}

/// Whether a unit or an applicant may be given this time: from an hour to sixty working or ninety calendar days.
#[must_use]
pub const fn is_fair(limit: Limit) -> bool {
    match limit {
        Limit::WorkingHours(hours) => hours >= 1 && hours <= 480,
        Limit::WorkingDays(days) => days >= 1 && days <= 60,
        Limit::CalendarDays(days) => days >= 1 && days <= 90,
        Limit::Months(_) | Limit::WorkingMinutes(_) | Limit::SameDay(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_counts_as_agreement_only_where_the_law_says_so() {
        let moment = |hours: i64| Timestamp::from_micros(hours * 3_600_000_000);
        for (awaited, before, after) in [
            (Awaited::Always, true, true),
            (Awaited::UntilDue, true, false),
            (Awaited::Never, false, false),
        ] {
            let asked = Consultation {
                unit: "u".to_owned(),
                agency: String::new(),
                name: Bilingual::default(),
                question: "q".to_owned(),
                asked_at: moment(0),
                due_at: moment(5),
                awaited,
            };
            assert_eq!(asked.holds_up(moment(5)), before, "{awaited:?}");
            assert_eq!(asked.holds_up(moment(6)), after, "{awaited:?}");
        }
    }
}
