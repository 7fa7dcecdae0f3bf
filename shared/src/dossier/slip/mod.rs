//! Slips: the forms that the circulars prescribe for the way of a dossier (R-SLIP-01..13). Which transition writes which one
//! stands in [`super::transition`]; here is what kinds there are, which set of forms holds on a day, what a slip says, and what
//! the hand-over table of the control slip comes to. Pure; numbers, rows and pages are the server's.

mod content;
mod hand_over;
mod set;

pub use content::{SlipBody, SlipComponent, SlipContent, SlipItem, SlipPerson, StopCause};
pub use hand_over::{HandOver, Passed, Receiver, Timing, hand_overs};
pub use set::{SlipForm, SlipSet, in_force, lint};

use serde::{Deserialize, Serialize};

use super::transition::Slip;
use crate::i18n::{Lang, t::slip as say};

/// Kinds of slips that are issued, one row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    /// Receipt and appointment.
    Receipt,
    /// What has to be supplemented.
    Supplement,
    /// Refusal.
    Refusal,
    /// Apology and new date.
    Apology,
    /// Notice of stopping; only in the set of 2025.
    Stop,
    /// Control slip: one for each dossier, kept through the flow.
    Control,
    /// Register: not issued for a dossier, but opened for each year.
    Register,
}

impl SlipKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Receipt,
        Self::Supplement,
        Self::Refusal,
        Self::Apology,
        Self::Stop,
        Self::Control,
        Self::Register,
    ];

    /// Name in the database and in `sets.json`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Supplement => "supplement",
            Self::Refusal => "refusal",
            Self::Apology => "apology",
            Self::Stop => "stop",
            Self::Control => "control",
            Self::Register => "register",
        }
    }

    /// Reads [`SlipKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether the applicant gets it: the control slip and the register stay in the agency.
    #[must_use]
    pub const fn is_for_applicant(self) -> bool {
        !matches!(self, Self::Control | Self::Register)
    }

    /// Whether a dossier has only one of it in force (requirements.md §4.4, invariant 7; R-SLIP-11).
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(self, Self::Receipt | Self::Control)
    }
}

impl Slip {
    /// What is issued; `None` where the table names no slip, and for the register, which has lines instead of slips.
    #[must_use]
    pub const fn kind(self) -> Option<SlipKind> {
        match self {
            Self::None | Self::Register => None,
            Self::Receipt => Some(SlipKind::Receipt),
            Self::Supplement => Some(SlipKind::Supplement),
            Self::Refusal => Some(SlipKind::Refusal),
            Self::Apology => Some(SlipKind::Apology),
            Self::Stop => Some(SlipKind::Stop),
            Self::Control => Some(SlipKind::Control),
        }
    }
}

/// Number of a slip as it is written: “12/2026/TNHS”. It counts on without gaps in each agency, kind and year.
#[must_use]
pub fn number(number: u32, year: i32, mark: &str) -> String {
    if mark.is_empty() {
        format!("{number}/{year}")
    } else {
        format!("{number}/{year}/{mark}")
    }
}

/// What a slip is for: the sentence beside it on a screen.
#[must_use]
pub fn purpose(kind: SlipKind, lang: Lang) -> &'static str {
    match kind {
        SlipKind::Receipt => say::receipt_purpose(lang),
        SlipKind::Supplement => say::supplement_purpose(lang),
        SlipKind::Refusal => say::refusal_purpose(lang),
        SlipKind::Apology => say::apology_purpose(lang),
        SlipKind::Stop => say::stop_purpose(lang),
        SlipKind::Control => say::control_purpose(lang),
        SlipKind::Register => say::register_purpose(lang),
    }
}
