//! What can be done with a dossier: kinds of actions with their words. What an action carries is in [`super::command`].

use serde::{Deserialize, Serialize};

use crate::i18n::{Lang, t::dossier as say};

/// Kinds of actions; the buttons of a screen are [`super::workflow::allowed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The applicant files (T01).
    Submit,
    /// The clerk receives it at the counter or from a letter: receipt, due date (T02).
    Receive,
    /// The clerk accepts: receipt, due date (T03).
    Accept,
    /// Clerk or specialist asks for a supplement (T04, T10).
    RequestSupplement,
    /// The applicant answers a supplement request (T05, T11).
    AnswerSupplement,
    /// The clerk refuses reception (T06) or the leader refuses after appraisal (T20).
    Refuse,
    /// To the next step, unit or person (T07).
    Forward,
    /// The specialist proposes a result (4 → 4).
    Propose,
    /// The leader approves (T21).
    Approve,
    /// Back to a step that it has passed.
    ReturnToPrevious,
    /// A unit has done its part of the step.
    FinishPart,
    /// Taken back before anybody at the next step has opened it.
    Recall,
    /// A result file is added.
    AddResult,
    /// The result is handed over (T22).
    HandOver,
    /// The applicant asks to withdraw (T16).
    RequestWithdrawal,
    /// The applicant takes the request back (T18).
    RevokeWithdrawal,
    /// An officer confirms the withdrawal (T17).
    ConfirmWithdrawal,
    /// An officer rejects the withdrawal with a reason (T18).
    RejectWithdrawal,
    /// The clerk stops a dossier whose supplement did not come in time (T12).
    StopUnanswered,
    /// The applicant is asked to pay (T13).
    RequestPayment,
    /// The clerk confirms the payment, or that nothing is to be paid (T14).
    ConfirmPayment,
    /// The clerk stops a dossier that was not paid for in time (T15).
    StopUnpaid,
    /// The specialist asks another unit for its opinion (T08).
    Consult,
    /// The unit gives its opinion (T08).
    AnswerConsultation,
    /// The question to a unit is taken back (T08).
    WithdrawConsultation,
    /// The specialist records a verification on site or with people (T09).
    Verify,
    /// A leader agrees to another supplement request (D10).
    AllowSupplement,
    /// Given to another officer of the same step, or taken back to the unit (R-FLOW-16).
    Assign,
    /// A leader apologises and gives a new date (T19).
    Reschedule,
    /// A leader has the date counted anew after the calendar was corrected (R-TIME-11).
    Recalculate,
    /// The clerk gives the result at once (T23).
    ResolveAtOnce,
    /// A leader has a wrong result corrected (T24).
    CorrectResult,
    /// A leader revokes a result that must not stand (T24).
    RevokeResult,
    /// The clerk sends it to the competent agency (T25).
    SendToAgency,
    /// The applicant brought the supplement to the counter, on paper (T05, T11).
    TakeSupplement,
    /// The papers are given to another unit.
    GivePapers,
    /// That unit confirms that it has them.
    TakePapers,
    /// The applicant has asked at the counter, or by letter, to withdraw (T16).
    TakeWithdrawal,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 38] = [
        Self::Submit,
        Self::Receive,
        Self::Accept,
        Self::RequestSupplement,
        Self::AnswerSupplement,
        Self::Refuse,
        Self::Forward,
        Self::Propose,
        Self::Approve,
        Self::ReturnToPrevious,
        Self::FinishPart,
        Self::Recall,
        Self::AddResult,
        Self::HandOver,
        Self::RequestWithdrawal,
        Self::RevokeWithdrawal,
        Self::ConfirmWithdrawal,
        Self::RejectWithdrawal,
        Self::StopUnanswered,
        Self::RequestPayment,
        Self::ConfirmPayment,
        Self::StopUnpaid,
        Self::Consult,
        Self::AnswerConsultation,
        Self::WithdrawConsultation,
        Self::Verify,
        Self::AllowSupplement,
        Self::Assign,
        Self::Reschedule,
        Self::Recalculate,
        Self::ResolveAtOnce,
        Self::CorrectResult,
        Self::RevokeResult,
        Self::SendToAgency,
        Self::TakeSupplement,
        Self::GivePapers,
        Self::TakePapers,
        Self::TakeWithdrawal,
    ];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Receive => "receive",
            Self::Accept => "accept",
            Self::RequestSupplement => "request_supplement",
            Self::AnswerSupplement => "answer_supplement",
            Self::Refuse => "refuse",
            Self::Forward => "forward",
            Self::Propose => "propose",
            Self::Approve => "approve",
            Self::ReturnToPrevious => "return_to_previous",
            Self::FinishPart => "finish_part",
            Self::Recall => "recall",
            Self::AddResult => "add_result",
            Self::HandOver => "hand_over",
            Self::RequestWithdrawal => "request_withdrawal",
            Self::RevokeWithdrawal => "revoke_withdrawal",
            Self::ConfirmWithdrawal => "confirm_withdrawal",
            Self::RejectWithdrawal => "reject_withdrawal",
            Self::StopUnanswered => "stop_unanswered",
            Self::RequestPayment => "request_payment",
            Self::ConfirmPayment => "confirm_payment",
            Self::StopUnpaid => "stop_unpaid",
            Self::Consult => "consult",
            Self::AnswerConsultation => "answer_consultation",
            Self::WithdrawConsultation => "withdraw_consultation",
            Self::Verify => "verify",
            Self::AllowSupplement => "allow_supplement",
            Self::Assign => "assign",
            Self::Reschedule => "reschedule",
            Self::Recalculate => "recalculate",
            Self::ResolveAtOnce => "resolve_at_once",
            Self::CorrectResult => "correct_result",
            Self::RevokeResult => "revoke_result",
            Self::SendToAgency => "send_to_agency",
            Self::TakeSupplement => "take_supplement",
            Self::GivePapers => "give_papers",
            Self::TakePapers => "take_papers",
            Self::TakeWithdrawal => "take_withdrawal",
        }
    }

    /// Reads [`Action::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }

    /// The button: “Tiếp nhận”.
    #[must_use]
    pub fn button(self, lang: Lang) -> &'static str {
        match self {
            Self::Submit => say::do_submit(lang),
            Self::Receive => say::do_receive(lang),
            Self::Accept => say::do_accept(lang),
            Self::RequestSupplement => say::do_request_supplement(lang),
            Self::AnswerSupplement => say::do_answer_supplement(lang),
            Self::Refuse => say::do_refuse(lang),
            Self::Forward => say::do_forward(lang),
            Self::Propose => say::do_propose(lang),
            Self::Approve => say::do_approve(lang),
            Self::ReturnToPrevious => say::do_return_to_previous(lang),
            Self::FinishPart => say::do_finish_part(lang),
            Self::Recall => say::do_recall(lang),
            Self::AddResult => say::do_add_result(lang),
            Self::HandOver => say::do_hand_over(lang),
            Self::RequestWithdrawal => say::do_request_withdrawal(lang),
            Self::RevokeWithdrawal => say::do_revoke_withdrawal(lang),
            Self::ConfirmWithdrawal => say::do_confirm_withdrawal(lang),
            Self::RejectWithdrawal => say::do_reject_withdrawal(lang),
            Self::StopUnanswered => say::do_stop_unanswered(lang),
            Self::RequestPayment => say::do_request_payment(lang),
            Self::ConfirmPayment => say::do_confirm_payment(lang),
            Self::StopUnpaid => say::do_stop_unpaid(lang),
            Self::Consult => say::do_consult(lang),
            Self::AnswerConsultation => say::do_answer_consultation(lang),
            Self::WithdrawConsultation => say::do_withdraw_consultation(lang),
            Self::Verify => say::do_verify(lang),
            Self::AllowSupplement => say::do_allow_supplement(lang),
            Self::Assign => say::do_assign(lang),
            Self::Reschedule => say::do_reschedule(lang),
            Self::Recalculate => say::do_recalculate(lang),
            Self::ResolveAtOnce => say::do_resolve_at_once(lang),
            Self::CorrectResult => say::do_correct_result(lang),
            Self::RevokeResult => say::do_revoke_result(lang),
            Self::SendToAgency => say::do_send_to_agency(lang),
            Self::TakeSupplement => say::do_take_supplement(lang),
            Self::GivePapers => say::do_give_papers(lang),
            Self::TakePapers => say::do_take_papers(lang),
            Self::TakeWithdrawal => say::do_take_withdrawal(lang),
        }
    }

    /// The line in the timeline: “Hồ sơ được tiếp nhận”.
    #[must_use]
    pub fn past(self, lang: Lang) -> &'static str {
        match self {
            Self::Submit => say::did_submit(lang),
            Self::Receive => say::did_receive(lang),
            Self::Accept => say::did_accept(lang),
            Self::RequestSupplement => say::did_request_supplement(lang),
            Self::AnswerSupplement => say::did_answer_supplement(lang),
            Self::Refuse => say::did_refuse(lang),
            Self::Forward => say::did_forward(lang),
            Self::Propose => say::did_propose(lang),
            Self::Approve => say::did_approve(lang),
            Self::ReturnToPrevious => say::did_return_to_previous(lang),
            Self::FinishPart => say::did_finish_part(lang),
            Self::Recall => say::did_recall(lang),
            Self::AddResult => say::did_add_result(lang),
            Self::HandOver => say::did_hand_over(lang),
            Self::RequestWithdrawal => say::did_request_withdrawal(lang),
            Self::RevokeWithdrawal => say::did_revoke_withdrawal(lang),
            Self::ConfirmWithdrawal => say::did_confirm_withdrawal(lang),
            Self::RejectWithdrawal => say::did_reject_withdrawal(lang),
            Self::StopUnanswered => say::did_stop_unanswered(lang),
            Self::RequestPayment => say::did_request_payment(lang),
            Self::ConfirmPayment => say::did_confirm_payment(lang),
            Self::StopUnpaid => say::did_stop_unpaid(lang),
            Self::Consult => say::did_consult(lang),
            Self::AnswerConsultation => say::did_answer_consultation(lang),
            Self::WithdrawConsultation => say::did_withdraw_consultation(lang),
            Self::Verify => say::did_verify(lang),
            Self::AllowSupplement => say::did_allow_supplement(lang),
            Self::Assign => say::did_assign(lang),
            Self::Reschedule => say::did_reschedule(lang),
            Self::Recalculate => say::did_recalculate(lang),
            Self::ResolveAtOnce => say::did_resolve_at_once(lang),
            Self::CorrectResult => say::did_correct_result(lang),
            Self::RevokeResult => say::did_revoke_result(lang),
            Self::SendToAgency => say::did_send_to_agency(lang),
            Self::TakeSupplement => say::did_take_supplement(lang),
            Self::GivePapers => say::did_give_papers(lang),
            Self::TakePapers => say::did_take_papers(lang),
            Self::TakeWithdrawal => say::did_take_withdrawal(lang),
        }
    }

    /// Whether nobody in the agency spends time after it: the applicant is asked for something.
    #[must_use]
    pub const fn asks_applicant(self) -> bool {
        matches!(self, Self::RequestSupplement | Self::RequestPayment)
    }

    /// Who gets a notice of it.
    #[must_use]
    pub const fn tells(self) -> Tells {
        match self {
            Self::Consult => Tells::ApplicantAndUnits,
            Self::GivePapers => Tells::ReceivingUnit,
            Self::Assign => Tells::Officer,
            Self::AnswerConsultation
            | Self::FinishPart
            | Self::Forward
            | Self::AnswerSupplement
            | Self::TakeSupplement => Tells::ApplicantAndOfficer,
            _ if self.is_public() => Tells::Applicant,
            _ => Tells::Nobody,
        }
    }

    /// Whether the citizen sees the line in the timeline. Hand-overs inside the agency show as one line too: nobody is
    /// left in the dark, but drafts of results, their return, what an opinion says and who exactly has it stay internal.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(
            self,
            Self::AddResult
                | Self::ReturnToPrevious
                | Self::Recall
                | Self::Verify
                | Self::AllowSupplement
                | Self::Assign
                | Self::GivePapers
                | Self::TakePapers
        )
    }
}

/// Who gets a notice of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// The applicant.
    Applicant,
    /// The officer in charge, if one is named.
    Officer,
    /// Both.
    ApplicantAndOfficer,
    /// The applicant, and everybody of the units that are asked for their opinion.
    ApplicantAndUnits,
    /// Everybody of the unit that the papers are given to.
    ReceivingUnit,
    /// Nobody: the queues of the agency change by themselves.
    Nobody,
}
