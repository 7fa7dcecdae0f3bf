//! What a notice is about: people choose channels by it, and templates are written for it (requirements.md §4.5).

use serde::{Deserialize, Serialize};

use super::channel::ChannelKind;
use crate::dossier::{Action, Status};
use crate::i18n::{Lang, t::delivery as say};

/// An occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The dossier was filed.
    Submitted,
    /// It was accepted.
    Accepted,
    /// Something is missing.
    Supplement,
    /// The supplement arrived.
    SupplementReceived,
    /// Something is to be paid.
    Payment,
    /// The payment is settled.
    Paid,
    /// It was refused or stopped.
    Refused,
    /// It went on inside the agency.
    Progress,
    /// A new date.
    Rescheduled,
    /// The result is there.
    Ready,
    /// The result was handed over.
    Returned,
    /// A withdrawal was asked for, granted, refused or taken back.
    Withdrawal,
    /// Somebody wrote in the conversation of the dossier.
    Message,
    /// What waits for an officer today.
    Digest,
    /// The code that confirms an address.
    AddressCode,
    /// An address was replaced by another one.
    AddressChanged,
    /// A request to correct what is held about the person was decided.
    Correction,
}

impl Occasion {
    /// What happens to a dossier, in the order of its life.
    pub const ALL: [Self; 13] = [
        Self::Submitted,
        Self::Accepted,
        Self::Supplement,
        Self::SupplementReceived,
        Self::Payment,
        Self::Paid,
        Self::Refused,
        Self::Progress,
        Self::Rescheduled,
        Self::Ready,
        Self::Returned,
        Self::Withdrawal,
        Self::Message,
    ];

    /// What is beside the dossiers: without templates, in words of the portal.
    pub const BESIDE: [Self; 4] = [
        Self::Digest,
        Self::AddressCode,
        Self::AddressChanged,
        Self::Correction,
    ];

    /// What applicants choose channels for: their dossiers, and what is held about them.
    pub const OF_APPLICANTS: [Self; 14] = [
        Self::Submitted,
        Self::Accepted,
        Self::Supplement,
        Self::SupplementReceived,
        Self::Payment,
        Self::Paid,
        Self::Refused,
        Self::Progress,
        Self::Rescheduled,
        Self::Ready,
        Self::Returned,
        Self::Withdrawal,
        Self::Message,
        Self::Correction,
    ];

    /// Name in the database and in template files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Supplement => "supplement",
            Self::SupplementReceived => "supplement_received",
            Self::Payment => "payment",
            Self::Paid => "paid",
            Self::Refused => "refused",
            Self::Progress => "progress",
            Self::Rescheduled => "rescheduled",
            Self::Ready => "ready",
            Self::Returned => "returned",
            Self::Withdrawal => "withdrawal",
            Self::Message => "message",
            Self::Digest => "digest",
            Self::AddressCode => "address_code",
            Self::AddressChanged => "address_changed",
            Self::Correction => "correction",
        }
    }

    /// Reads [`Occasion::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .chain(Self::BESIDE)
            .find(|occasion| occasion.key() == key)
    }

    /// Name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Submitted => say::occasion_submitted(lang),
            Self::Accepted => say::occasion_accepted(lang),
            Self::Supplement => say::occasion_supplement(lang),
            Self::SupplementReceived => say::occasion_supplement_received(lang),
            Self::Payment => say::occasion_payment(lang),
            Self::Paid => say::occasion_paid(lang),
            Self::Refused => say::occasion_refused(lang),
            Self::Progress => say::occasion_progress(lang),
            Self::Rescheduled => say::occasion_rescheduled(lang),
            Self::Ready => say::occasion_ready(lang),
            Self::Returned => say::occasion_returned(lang),
            Self::Withdrawal => say::occasion_withdrawal(lang),
            Self::Message => say::occasion_message(lang),
            Self::Digest => say::occasion_digest(lang),
            Self::AddressCode => say::occasion_address_code(lang),
            Self::AddressChanged => say::occasion_address_changed(lang),
            Self::Correction => say::occasion_correction(lang),
        }
    }

    /// What the applicant is told after an action; `None` for what stays inside the agency. `status` is the one after it.
    #[must_use]
    pub const fn of(action: Action, status: Status) -> Option<Self> {
        Some(match action {
            Action::Submit => Self::Submitted,
            Action::Accept | Action::Receive => Self::Accepted,
            Action::RequestSupplement => Self::Supplement,
            Action::AnswerSupplement | Action::TakeSupplement => Self::SupplementReceived,
            Action::Refuse | Action::StopUnanswered | Action::StopUnpaid => Self::Refused,
            Action::RequestPayment => Self::Payment,
            Action::ConfirmPayment => Self::Paid,
            Action::Forward
            | Action::Propose
            | Action::SendToAgency
            | Action::Consult
            | Action::AnswerConsultation
            | Action::WithdrawConsultation
            | Action::FinishPart => Self::Progress,
            Action::Reschedule | Action::Recalculate => Self::Rescheduled,
            Action::ResolveAtOnce if matches!(status, Status::Returned) => Self::Returned,
            Action::Approve | Action::ResolveAtOnce => Self::Ready,
            Action::HandOver => Self::Returned,
            Action::CorrectResult | Action::RevokeResult => Self::Progress,
            Action::RequestWithdrawal
            | Action::TakeWithdrawal
            | Action::RevokeWithdrawal
            | Action::ConfirmWithdrawal
            | Action::RejectWithdrawal => Self::Withdrawal,
            Action::ReturnToPrevious
            | Action::Recall
            | Action::AddResult
            | Action::Verify
            | Action::AllowSupplement
            | Action::Assign
            | Action::GivePapers
            | Action::TakePapers => return None,
        })
    }

    /// The page that says more about something beside the dossiers.
    #[must_use]
    pub const fn page(self) -> &'static str {
        match self {
            Self::Correction => "/du-lieu-cua-toi",
            Self::AddressCode | Self::AddressChanged => "/thong-bao/cach-nhan",
            _ => "/",
        }
    }

    /// Whether it can go over a channel. A digest is too long for anything but e-mail.
    #[must_use]
    pub const fn fits(self, channel: ChannelKind) -> bool {
        !matches!(self, Self::Digest) || matches!(channel, ChannelKind::Email)
    }

    /// Whether it goes over a channel as long as the person has not chosen otherwise (requirements.md §4.5). Zalo is
    /// only used by those who ask for it: it says the same as the short message.
    #[must_use]
    pub const fn usual(self, channel: ChannelKind) -> bool {
        match channel {
            ChannelKind::Email => !matches!(self, Self::Progress),
            ChannelKind::Sms => !matches!(
                self,
                Self::Progress | Self::SupplementReceived | Self::Withdrawal | Self::Message
            ),
            ChannelKind::Zalo => false,
            // Who switched it on for a device wants to know.
            ChannelKind::Push => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_the_applicant_may_see_has_its_occasion() {
        for action in Action::ALL {
            let occasion = Occasion::of(action, Status::Processing);
            assert_eq!(occasion.is_some(), action.is_public(), "{action:?}");
        }
        for occasion in Occasion::ALL.into_iter().chain(Occasion::BESIDE) {
            assert_eq!(Occasion::from_key(occasion.key()), Some(occasion));
        }
    }
}
