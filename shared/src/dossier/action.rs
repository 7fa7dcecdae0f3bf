//! What can be done with a dossier, and what an action carries.

use serde::{Deserialize, Serialize};

use crate::i18n::{Lang, t::dossier as say};

/// Kinds of actions; the buttons of a screen are [`super::workflow::allowed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The applicant files (T01).
    Submit,
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
    /// Back to the previous step.
    ReturnToPrevious,
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
    /// The specialist asks another unit for its opinion (T08).
    Consult,
    /// The unit gives its opinion (T08).
    AnswerConsultation,
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
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 25] = [
        Self::Submit,
        Self::Accept,
        Self::RequestSupplement,
        Self::AnswerSupplement,
        Self::Refuse,
        Self::Forward,
        Self::Propose,
        Self::Approve,
        Self::ReturnToPrevious,
        Self::AddResult,
        Self::HandOver,
        Self::RequestWithdrawal,
        Self::RevokeWithdrawal,
        Self::ConfirmWithdrawal,
        Self::RejectWithdrawal,
        Self::StopUnanswered,
        Self::Consult,
        Self::AnswerConsultation,
        Self::Verify,
        Self::AllowSupplement,
        Self::Assign,
        Self::Reschedule,
        Self::Recalculate,
        Self::ResolveAtOnce,
        Self::CorrectResult,
    ];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::RequestSupplement => "request_supplement",
            Self::AnswerSupplement => "answer_supplement",
            Self::Refuse => "refuse",
            Self::Forward => "forward",
            Self::Propose => "propose",
            Self::Approve => "approve",
            Self::ReturnToPrevious => "return_to_previous",
            Self::AddResult => "add_result",
            Self::HandOver => "hand_over",
            Self::RequestWithdrawal => "request_withdrawal",
            Self::RevokeWithdrawal => "revoke_withdrawal",
            Self::ConfirmWithdrawal => "confirm_withdrawal",
            Self::RejectWithdrawal => "reject_withdrawal",
            Self::StopUnanswered => "stop_unanswered",
            Self::Consult => "consult",
            Self::AnswerConsultation => "answer_consultation",
            Self::Verify => "verify",
            Self::AllowSupplement => "allow_supplement",
            Self::Assign => "assign",
            Self::Reschedule => "reschedule",
            Self::Recalculate => "recalculate",
            Self::ResolveAtOnce => "resolve_at_once",
            Self::CorrectResult => "correct_result",
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
            Self::Accept => say::do_accept(lang),
            Self::RequestSupplement => say::do_request_supplement(lang),
            Self::AnswerSupplement => say::do_answer_supplement(lang),
            Self::Refuse => say::do_refuse(lang),
            Self::Forward => say::do_forward(lang),
            Self::Propose => say::do_propose(lang),
            Self::Approve => say::do_approve(lang),
            Self::ReturnToPrevious => say::do_return_to_previous(lang),
            Self::AddResult => say::do_add_result(lang),
            Self::HandOver => say::do_hand_over(lang),
            Self::RequestWithdrawal => say::do_request_withdrawal(lang),
            Self::RevokeWithdrawal => say::do_revoke_withdrawal(lang),
            Self::ConfirmWithdrawal => say::do_confirm_withdrawal(lang),
            Self::RejectWithdrawal => say::do_reject_withdrawal(lang),
            Self::StopUnanswered => say::do_stop_unanswered(lang),
            Self::Consult => say::do_consult(lang),
            Self::AnswerConsultation => say::do_answer_consultation(lang),
            Self::Verify => say::do_verify(lang),
            Self::AllowSupplement => say::do_allow_supplement(lang),
            Self::Assign => say::do_assign(lang),
            Self::Reschedule => say::do_reschedule(lang),
            Self::Recalculate => say::do_recalculate(lang),
            Self::ResolveAtOnce => say::do_resolve_at_once(lang),
            Self::CorrectResult => say::do_correct_result(lang),
        }
    }

    /// The line in the timeline: “Hồ sơ được tiếp nhận”.
    #[must_use]
    pub fn past(self, lang: Lang) -> &'static str {
        match self {
            Self::Submit => say::did_submit(lang),
            Self::Accept => say::did_accept(lang),
            Self::RequestSupplement => say::did_request_supplement(lang),
            Self::AnswerSupplement => say::did_answer_supplement(lang),
            Self::Refuse => say::did_refuse(lang),
            Self::Forward => say::did_forward(lang),
            Self::Propose => say::did_propose(lang),
            Self::Approve => say::did_approve(lang),
            Self::ReturnToPrevious => say::did_return_to_previous(lang),
            Self::AddResult => say::did_add_result(lang),
            Self::HandOver => say::did_hand_over(lang),
            Self::RequestWithdrawal => say::did_request_withdrawal(lang),
            Self::RevokeWithdrawal => say::did_revoke_withdrawal(lang),
            Self::ConfirmWithdrawal => say::did_confirm_withdrawal(lang),
            Self::RejectWithdrawal => say::did_reject_withdrawal(lang),
            Self::StopUnanswered => say::did_stop_unanswered(lang),
            Self::Consult => say::did_consult(lang),
            Self::AnswerConsultation => say::did_answer_consultation(lang),
            Self::Verify => say::did_verify(lang),
            Self::AllowSupplement => say::did_allow_supplement(lang),
            Self::Assign => say::did_assign(lang),
            Self::Reschedule => say::did_reschedule(lang),
            Self::Recalculate => say::did_recalculate(lang),
            Self::ResolveAtOnce => say::did_resolve_at_once(lang),
            Self::CorrectResult => say::did_correct_result(lang),
        }
    }

    /// Whether the citizen sees the line in the timeline. Hand-overs inside the agency show as one line too: nobody is
    /// left in the dark, but drafts of results, their return, opinions and who exactly has it stay internal.
    #[must_use]
    pub const fn is_public(self) -> bool {
        !matches!(
            self,
            Self::AddResult
                | Self::ReturnToPrevious
                | Self::Consult
                | Self::AnswerConsultation
                | Self::Verify
                | Self::AllowSupplement
                | Self::Assign
        )
    }
}

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
    /// Back to the previous step.
    ReturnToPrevious {
        /// Why, internal.
        reason: String,
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
    /// Ask another unit of the agency for its opinion.
    Consult {
        /// Id of the unit.
        unit: String,
        /// What it is asked.
        question: String,
        /// Working days it has to answer.
        working_days: u32,
    },
    /// Answer as the unit that was asked.
    AnswerConsultation {
        /// The opinion, internal.
        opinion: String,
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
            Self::RevokeWithdrawal {} => Action::RevokeWithdrawal,
            Self::ConfirmWithdrawal { .. } => Action::ConfirmWithdrawal,
            Self::RejectWithdrawal { .. } => Action::RejectWithdrawal,
            Self::StopUnanswered { .. } => Action::StopUnanswered,
            Self::Consult { .. } => Action::Consult,
            Self::AnswerConsultation { .. } => Action::AnswerConsultation,
            Self::Verify { .. } => Action::Verify,
            Self::AllowSupplement { .. } => Action::AllowSupplement,
            Self::Assign { .. } => Action::Assign,
            Self::Reschedule { .. } => Action::Reschedule,
            Self::Recalculate { .. } => Action::Recalculate,
            Self::ResolveAtOnce { .. } => Action::ResolveAtOnce,
            Self::CorrectResult { .. } => Action::CorrectResult,
        }
    }

    /// The words that go with it: to the applicant when the action is one that speaks to them, else internal.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Accept { message }
            | Self::HandOver { message }
            | Self::StopUnanswered { message }
            | Self::ResolveAtOnce { message }
            | Self::ConfirmWithdrawal { message } => message.clone(),
            Self::RequestSupplement { message, basis, .. } if basis.trim().is_empty() => {
                message.clone()
            }
            Self::RequestSupplement { message, basis, .. } => format!("{message}\n{basis}"),
            Self::Refuse { reason }
            | Self::ReturnToPrevious { reason }
            | Self::RequestWithdrawal { reason }
            | Self::AllowSupplement { reason }
            | Self::Reschedule { reason, .. }
            | Self::Recalculate { reason }
            | Self::CorrectResult { reason }
            | Self::RejectWithdrawal { reason } => reason.clone(),
            Self::Forward { note, .. }
            | Self::Propose { note }
            | Self::Assign { note, .. }
            | Self::Approve { note } => note.clone(),
            Self::Consult { question, .. } => question.clone(),
            Self::AnswerConsultation { opinion } => opinion.clone(),
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
                | Self::Verify { .. }
                | Self::AllowSupplement { .. }
                | Self::Assign { .. }
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
            | Self::StopUnanswered { .. }
            | Self::Consult { .. }
            | Self::AnswerConsultation { .. }
            | Self::AllowSupplement { .. }
            | Self::Reschedule { .. }
            | Self::Recalculate { .. }
            | Self::CorrectResult { .. }
            | Self::RejectWithdrawal { .. } => empty(&self.words()),
            Self::Verify {
                place,
                people,
                findings,
            } => empty(place) || empty(people) || empty(findings),
            _ => false,
        }
    }
}
