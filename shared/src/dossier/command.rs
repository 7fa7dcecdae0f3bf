//! An action with what it carries: reason, date, people, fields.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::beside::{Awaited, Stance};
use super::charge::PaidBy;
use crate::calendar::Limit;
use crate::i18n::Lang;
use crate::text::group_digits;

/// An action with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Accept; an optional message to the applicant.
    Accept {
        /// Message to the applicant; may be empty.
        #[serde(default)]
        message: String,
    },
    /// Ask for a supplement: every fault in one request (R-OSS-05).
    RequestSupplement {
        /// What is wrong, per field or component; at least one.
        items: Vec<SupplementItem>,
        /// Words to the applicant; may be empty.
        #[serde(default)]
        message: String,
        /// The legal basis; needed when it is later than three working days after acceptance (Decree 61/2018/NĐ-CP
        /// Art 19.4).
        #[serde(default)]
        basis: String,
    },
    /// Refuse.
    Refuse {
        /// Reason, shown to the applicant.
        reason: String,
    },
    /// Send on: to the next step when no unit is named.
    Forward {
        /// Officer who shall handle it; the whole unit when absent.
        #[serde(default)]
        officer: Option<String>,
        /// Internal note.
        #[serde(default)]
        note: String,
    },
    /// Propose a result.
    Propose {
        /// Opinion of the specialist, internal.
        note: String,
    },
    /// Approve.
    Approve {
        /// Internal note.
        #[serde(default)]
        note: String,
    },
    /// Back to a step that the dossier has passed.
    ReturnToPrevious {
        /// Why, internal.
        reason: String,
        /// Key of the step; the one just before when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
    },
    /// Hand the result over.
    HandOver {
        /// Message to the applicant; may be empty.
        #[serde(default)]
        message: String,
    },
    /// The applicant asks to withdraw.
    RequestWithdrawal {
        /// Why.
        reason: String,
    },
    /// Take down that the applicant asks at the counter, or by letter, to withdraw.
    TakeWithdrawal {
        /// Why, as the applicant said it, shown to the applicant.
        reason: String,
    },
    /// The applicant takes the request back.
    RevokeWithdrawal {},
    /// Confirm the withdrawal.
    ConfirmWithdrawal {
        /// Message to the applicant; may be empty.
        #[serde(default)]
        message: String,
    },
    /// Reject the withdrawal.
    RejectWithdrawal {
        /// Reason, shown to the applicant.
        reason: String,
    },
    /// Stop: the supplement did not come in time.
    StopUnanswered {
        /// Message to the applicant: how to file again.
        message: String,
    },
    /// Ask other units, of any agency, for their opinion.
    Consult {
        /// Ids of the units, at least one.
        units: Vec<String>,
        /// What they are asked.
        question: String,
        /// Time they have to answer.
        within: Limit,
        /// Whether the step waits for them.
        #[serde(default)]
        awaited: Awaited,
    },
    /// Answer as a unit that was asked.
    AnswerConsultation {
        /// For or against.
        stance: Stance,
        /// The opinion, internal.
        opinion: String,
        /// Ids of the files that were taken for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<String>,
    },
    /// Take a question back.
    WithdrawConsultation {
        /// Id of the unit that was asked.
        unit: String,
        /// Why, internal.
        reason: String,
    },
    /// The unit of the actor has done its part of the step.
    FinishPart {
        /// What was found, internal.
        findings: String,
    },
    /// Take back what was passed on and nobody has opened.
    Recall {
        /// Why, internal.
        reason: String,
    },
    /// Ask the applicant to pay.
    RequestPayment {
        /// In đồng.
        amount: u64,
        /// What for, shown to the applicant.
        reason: String,
        /// Time to pay.
        within: Limit,
    },
    /// Confirm that it was paid, or need not be.
    ConfirmPayment {
        /// How.
        paid_by: PaidBy,
        /// Number of the receipt, or ground of the exemption; shown to the applicant.
        reference: String,
    },
    /// Stop: it was not paid for in time.
    StopUnpaid {
        /// Message to the applicant: how to file again.
        message: String,
    },
    /// Record a verification: time, place, people, findings (R-FLOW-06).
    Verify {
        /// When and where.
        place: String,
        /// Who took part.
        people: String,
        /// What was found.
        findings: String,
    },
    /// Agree to another supplement request.
    AllowSupplement {
        /// Why, internal.
        reason: String,
    },
    /// Give it to another officer of the same step; to the whole unit when none is named.
    Assign {
        /// Officer who shall handle it.
        #[serde(default)]
        officer: Option<String>,
        /// Why, internal.
        #[serde(default)]
        note: String,
    },
    /// Apologise and give a new date.
    Reschedule {
        /// Reason and unit at fault, shown to the applicant.
        reason: String,
        /// The new date: a working day after the old one; its end counts.
        #[serde(with = "crate::time::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        date: time::Date,
    },
    /// Count the date anew by the present calendar.
    Recalculate {
        /// Reason, shown to the applicant.
        reason: String,
    },
    /// Give the result at once.
    ResolveAtOnce {
        /// Message to the applicant; may be empty.
        #[serde(default)]
        message: String,
    },
    /// Have a wrong result corrected: a new file is needed, the old one is kept.
    CorrectResult {
        /// What was wrong, shown to the applicant.
        reason: String,
    },
    /// Revoke a result that must not stand: the dossier ends, the file is kept and marked.
    RevokeResult {
        /// Why, and on which decision; shown to the applicant.
        reason: String,
    },
    /// Send it to the competent agency, which checks it anew.
    SendToAgency {
        /// Code of the agency.
        agency: String,
        /// Why, shown to the applicant.
        reason: String,
    },
    /// Take the supplement that was brought to the counter on paper.
    TakeSupplement {
        /// What was brought, shown to the applicant.
        papers: String,
    },
    /// Give the papers to another unit.
    GivePapers {
        /// Id of the unit.
        unit: String,
        /// Which papers, a line each.
        papers: String,
    },
    /// Confirm that the papers are here.
    TakePapers {
        /// What was missing or damaged; may be empty.
        #[serde(default)]
        note: String,
    },
}

/// One thing the applicant must mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplementItem {
    /// Key of the field or file slot.
    pub field: String,
    /// What is wrong and what to do.
    pub reason: String,
}

impl Command {
    /// The kind of action.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Accept { .. } => Action::Accept,
            Self::RequestSupplement { .. } => Action::RequestSupplement,
            Self::Refuse { .. } => Action::Refuse,
            Self::Forward { .. } => Action::Forward,
            Self::Propose { .. } => Action::Propose,
            Self::Approve { .. } => Action::Approve,
            Self::ReturnToPrevious { .. } => Action::ReturnToPrevious,
            Self::HandOver { .. } => Action::HandOver,
            Self::RequestWithdrawal { .. } => Action::RequestWithdrawal,
            Self::TakeWithdrawal { .. } => Action::TakeWithdrawal,
            Self::RevokeWithdrawal {} => Action::RevokeWithdrawal,
            Self::ConfirmWithdrawal { .. } => Action::ConfirmWithdrawal,
            Self::RejectWithdrawal { .. } => Action::RejectWithdrawal,
            Self::StopUnanswered { .. } => Action::StopUnanswered,
            Self::Consult { .. } => Action::Consult,
            Self::AnswerConsultation { .. } => Action::AnswerConsultation,
            Self::WithdrawConsultation { .. } => Action::WithdrawConsultation,
            Self::FinishPart { .. } => Action::FinishPart,
            Self::Recall { .. } => Action::Recall,
            Self::RequestPayment { .. } => Action::RequestPayment,
            Self::ConfirmPayment { .. } => Action::ConfirmPayment,
            Self::StopUnpaid { .. } => Action::StopUnpaid,
            Self::Verify { .. } => Action::Verify,
            Self::AllowSupplement { .. } => Action::AllowSupplement,
            Self::Assign { .. } => Action::Assign,
            Self::Reschedule { .. } => Action::Reschedule,
            Self::Recalculate { .. } => Action::Recalculate,
            Self::ResolveAtOnce { .. } => Action::ResolveAtOnce,
            Self::CorrectResult { .. } => Action::CorrectResult,
            Self::RevokeResult { .. } => Action::RevokeResult,
            Self::SendToAgency { .. } => Action::SendToAgency,
            Self::TakeSupplement { .. } => Action::TakeSupplement,
            Self::GivePapers { .. } => Action::GivePapers,
            Self::TakePapers { .. } => Action::TakePapers,
        }
    }

    /// The words that go with it: to the applicant when the action is one that speaks to them, else internal.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Accept { message }
            | Self::HandOver { message }
            | Self::StopUnanswered { message }
            | Self::StopUnpaid { message }
            | Self::ResolveAtOnce { message }
            | Self::ConfirmWithdrawal { message } => message.clone(),
            Self::RequestSupplement { message, basis, .. } if basis.trim().is_empty() => {
                message.clone()
            }
            Self::RequestSupplement { message, basis, .. } => format!("{message}\n{basis}"),
            Self::Refuse { reason }
            | Self::ReturnToPrevious { reason, .. }
            | Self::RequestWithdrawal { reason }
            | Self::TakeWithdrawal { reason }
            | Self::WithdrawConsultation { reason, .. }
            | Self::Recall { reason }
            | Self::AllowSupplement { reason }
            | Self::Reschedule { reason, .. }
            | Self::Recalculate { reason }
            | Self::CorrectResult { reason }
            | Self::RevokeResult { reason }
            | Self::SendToAgency { reason, .. }
            | Self::RejectWithdrawal { reason } => reason.clone(),
            Self::Forward { note, .. }
            | Self::Propose { note }
            | Self::Assign { note, .. }
            | Self::TakePapers { note }
            | Self::Approve { note } => note.clone(),
            Self::TakeSupplement { papers } | Self::GivePapers { papers, .. } => papers.clone(),
            Self::Consult { question, .. } => question.clone(),
            // The timeline is in the language of the office.
            Self::AnswerConsultation {
                stance, opinion, ..
            } => {
                format!("{}. {opinion}", stance.name(Lang::Vi))
            }
            Self::FinishPart { findings } => findings.clone(),
            Self::RequestPayment { amount, reason, .. } => {
                let amount = i64::try_from(*amount).unwrap_or(i64::MAX);
                format!("{} đồng. {reason}", group_digits(amount))
            }
            Self::ConfirmPayment { paid_by, reference } => {
                format!("{}. {reference}", paid_by.name(Lang::Vi))
            }
            Self::Verify {
                place,
                people,
                findings,
            } => format!("{place}\n{people}\n{findings}"),
            Self::RevokeWithdrawal {} => String::new(),
        }
    }

    /// Whether the words may be shown to the applicant.
    #[must_use]
    pub const fn words_are_public(&self) -> bool {
        !matches!(
            self,
            Self::Forward { .. }
                | Self::Propose { .. }
                | Self::Approve { .. }
                | Self::Consult { .. }
                | Self::AnswerConsultation { .. }
                | Self::WithdrawConsultation { .. }
                | Self::FinishPart { .. }
                | Self::Recall { .. }
                | Self::Verify { .. }
                | Self::AllowSupplement { .. }
                | Self::Assign { .. }
                | Self::GivePapers { .. }
                | Self::TakePapers { .. }
                | Self::ReturnToPrevious { .. }
        )
    }

    /// Whether words are needed and missing.
    #[must_use]
    pub fn lacks_words(&self) -> bool {
        let empty = |text: &str| text.trim().is_empty();
        match self {
            Self::Refuse { .. }
            | Self::Propose { .. }
            | Self::ReturnToPrevious { .. }
            | Self::RequestWithdrawal { .. }
            | Self::TakeWithdrawal { .. }
            | Self::StopUnanswered { .. }
            | Self::StopUnpaid { .. }
            | Self::Consult { .. }
            | Self::WithdrawConsultation { .. }
            | Self::FinishPart { .. }
            | Self::Recall { .. }
            | Self::AllowSupplement { .. }
            | Self::Reschedule { .. }
            | Self::Recalculate { .. }
            | Self::CorrectResult { .. }
            | Self::RevokeResult { .. }
            | Self::SendToAgency { .. }
            | Self::TakeSupplement { .. }
            | Self::GivePapers { .. }
            | Self::RejectWithdrawal { .. } => empty(&self.words()),
            Self::AnswerConsultation { opinion: text, .. }
            | Self::RequestPayment { reason: text, .. }
            | Self::ConfirmPayment {
                reference: text, ..
            } => empty(text),
            Self::Verify {
                place,
                people,
                findings,
            } => empty(place) || empty(people) || empty(findings),
            _ => false,
        }
    }
}
