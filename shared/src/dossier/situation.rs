//! What the rules need to know about a dossier, and why an action is not possible. No rule is here.

use serde::{Deserialize, Serialize};

use super::beside::{Consultation, OpenPart};
use super::charge::Charge;
use super::promise::Promise;
use super::status::Status;
use crate::i18n::{Lang, t::dossier as say};
use crate::time::Timestamp;

/// What the rules need to know about a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// National status.
    pub status: Status,
    /// Key of the current step.
    pub step: String,
    /// Officer in charge; the whole unit when absent.
    pub assignee: Option<String>,
    /// Who proposed the result (may not approve it, R-FLOW-17).
    pub proposer: Option<String>,
    /// Status to go back to from 5 and 7; 10 while a result that was handed over is corrected; 9 or 10 where it was revoked then.
    pub before: Option<Status>,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// The promised date first given; never changes.
    pub promised_at: Option<Timestamp>,
    /// The promised date now.
    pub legal_due_at: Option<Timestamp>,
    /// When the one who has it now must have acted: always set while the dossier lives (design §4, invariant 7).
    pub due_at: Option<Timestamp>,
    /// A result file is there.
    pub has_result: bool,
    /// How the promised date came about.
    pub promise: Promise,
    /// Supplement requests so far.
    pub supplements: u32,
    /// A leader has agreed to another supplement request.
    pub supplement_allowed: bool,
    /// Opinions that were asked for and are not there yet.
    pub consultations: Vec<Consultation>,
    /// Parts of the step that other units have not done yet.
    pub parts: Vec<OpenPart>,
    /// Who passed it on to the present step; nobody once it was returned or taken back.
    pub passed_by: Option<String>,
    /// Somebody at the step has opened it since.
    pub opened: bool,
    /// What the applicant was asked to pay, oldest first.
    pub charges: Vec<Charge>,
    /// Unit that the papers are on their way to.
    pub papers_to: Option<String>,
}

impl Situation {
    /// What the applicant has to pay now.
    #[must_use]
    pub fn open_charge(&self) -> Option<&Charge> {
        self.charges.last().filter(|one| one.settled.is_none())
    }

    /// It ended because its result was revoked.
    #[must_use]
    pub fn is_revoked(&self) -> bool {
        self.status == Status::Stopped
            && matches!(self.before, Some(Status::Resolved | Status::Returned))
    }

    /// The applicant has the result, also one that no longer counts.
    #[must_use]
    pub fn is_given_out(&self) -> bool {
        self.status == Status::Returned
            || (self.is_revoked() && self.before == Some(Status::Returned))
    }
}

/// Why an action is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Not in this status or step.
    NotNow,
    /// Not by this person.
    NotYou,
    /// The one who proposed a result cannot approve it.
    OwnProposal,
    /// A result file must be added first.
    NoResult,
    /// A reason or opinion must be given.
    NoWords,
    /// A supplement request must name at least one field or paper.
    NoItems,
    /// A second supplement request needs a leader's leave (D10).
    SecondSupplement,
    /// A supplement request later than three working days after acceptance names its legal basis (Decree 61/2018/NĐ-CP Art 19.4).
    NoBasis,
    /// The applicant may still answer the supplement request.
    SupplementOpen,
    /// A new date is given only once (Decree 61/2018/NĐ-CP Art 19.9).
    Rescheduled,
    /// A new date is given at least one day before the old one (the same article).
    TooLate,
    /// A new date is a working day after the old one.
    BadDate,
    /// The calendar gives the date that was promised.
    SameDate,
    /// An opinion is being waited for.
    Consulting,
    /// No unit is named, one is named twice, or one is asked already.
    BadUnits,
    /// Parts of the step are not done yet.
    PartsOpen,
    /// Somebody at the next step has opened it.
    Opened,
    /// The applicant may still pay.
    PaymentOpen,
    /// No sum that somebody pays.
    BadAmount,
    /// Too short or too long a time.
    BadTime,
    /// Components that nobody has looked at.
    PapersOpen,
    /// A form on paper needs its scan.
    NoForm,
    /// What came by post names its letter, and only that.
    NoLetter,
    /// The papers are on their way to a unit that has not confirmed them yet.
    PapersUnderWay,
    /// The officer named does not work at the step.
    OfficerElsewhere,
    /// The step named is none that the dossier has passed.
    BadStep,
}

impl Refusal {
    /// All reasons.
    pub const ALL: [Self; 26] = [
        Self::NotNow,
        Self::NotYou,
        Self::OwnProposal,
        Self::NoResult,
        Self::NoWords,
        Self::NoItems,
        Self::SecondSupplement,
        Self::NoBasis,
        Self::SupplementOpen,
        Self::Rescheduled,
        Self::TooLate,
        Self::BadDate,
        Self::SameDate,
        Self::Consulting,
        Self::BadUnits,
        Self::PartsOpen,
        Self::Opened,
        Self::PaymentOpen,
        Self::BadAmount,
        Self::BadTime,
        Self::PapersOpen,
        Self::NoForm,
        Self::NoLetter,
        Self::PapersUnderWay,
        Self::OfficerElsewhere,
        Self::BadStep,
    ];

    /// The sentence for people.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::NotNow => say::refusal_not_now(lang),
            Self::NotYou => say::refusal_not_you(lang),
            Self::OwnProposal => say::refusal_own_proposal(lang),
            Self::NoResult => say::refusal_no_result(lang),
            Self::NoWords => say::refusal_no_words(lang),
            Self::NoItems => say::refusal_no_items(lang),
            Self::SecondSupplement => say::refusal_second_supplement(lang),
            Self::NoBasis => say::refusal_no_basis(lang),
            Self::SupplementOpen => say::refusal_supplement_open(lang),
            Self::Rescheduled => say::refusal_rescheduled(lang),
            Self::TooLate => say::refusal_too_late(lang),
            Self::BadDate => say::refusal_bad_date(lang),
            Self::SameDate => say::refusal_same_date(lang),
            Self::Consulting => say::refusal_consulting(lang),
            Self::BadUnits => say::refusal_bad_units(lang),
            Self::PartsOpen => say::refusal_parts_open(lang),
            Self::Opened => say::refusal_opened(lang),
            Self::PaymentOpen => say::refusal_payment_open(lang),
            Self::BadAmount => say::refusal_bad_amount(lang),
            Self::BadTime => say::refusal_bad_time(lang),
            Self::PapersOpen => say::refusal_papers_open(lang),
            Self::NoForm => say::refusal_no_form(lang),
            Self::NoLetter => say::refusal_no_letter(lang),
            Self::PapersUnderWay => say::refusal_papers_under_way(lang),
            Self::OfficerElsewhere => say::refusal_officer_elsewhere(lang),
            Self::BadStep => say::refusal_bad_step(lang),
        }
    }
}
