//! The table of transitions (requirements.md §4.2): for each action from where, by whom, under which condition, to where, with
//! which slip, notice and effect on the date. [`super::workflow`] decides by it; `docs/transitions.md` is printed from it.
//!
//! Opening a linked procedure (§4.3) is no line of its own: it goes with the approval.

use super::action::Action;
use super::status::Status::{
    self, Accepted, PaymentRequired, Processing, Refused, Resolved, Returned, Stopped, Submitted,
    SupplementRequired, WithdrawalRequested,
};

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// Number in requirements.md §4.2; `–` for what every office does and the table there does not name.
    pub number: &'static str,
    /// What is done.
    pub action: Action,
    /// In which statuses.
    pub from: &'static [Status],
    /// At which steps.
    pub at: At,
    /// By whom.
    pub who: Who,
    /// Under which conditions, in the order in which they are looked at.
    pub guards: &'static [Guard],
    /// Where it leads.
    pub to: To,
    /// Slip of the circulars, if any.
    pub slip: Slip,
    /// What it does to the date.
    pub clock: ClockEffect,
}

/// Steps at which something can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Any.
    Any,
    /// A specialist's.
    Appraisal,
    /// The leader's that decides.
    Approval,
    /// Neither of the two.
    Between,
    /// Any but the first.
    NotFirst,
}

/// Who may do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The applicant.
    Applicant,
    /// Whoever has the step: the role of the step, and the one it was given to.
    InCharge,
    /// Every clerk of the one-stop.
    OneStop,
    /// Every leader of the agency.
    Leaders,
    /// Whoever has the step, or a leader.
    InChargeOrLeaders,
    /// An officer of a unit that was asked for its opinion.
    Consulted,
    /// An officer of the unit that does a part of the step.
    PartHolder,
    /// Who passed it on to the present step.
    PassedOn,
    /// An officer of the unit that the papers are on their way to.
    PapersReceiver,
}

/// Conditions beside status, step and person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Not the one who proposed (R-FLOW-17).
    NotOwnProposal,
    /// A result file is there.
    HasResult,
    /// First supplement request, or a leader has agreed to another (D10).
    SupplementFree,
    /// There was one supplement request, and no leave for another is open.
    SupplementSpent,
    /// The applicant's time for the supplement is over.
    SupplementOverdue,
    /// No new date was given yet (R-FLOW-12).
    NotRescheduled,
    /// The day of the date has not come yet (R-FLOW-12: at least one day before).
    DayBefore,
    /// The present calendar gives another date than the one promised (R-TIME-11).
    DateDiffers,
    /// No opinion is open that the step has to wait for.
    NotConsulting,
    /// An opinion is open.
    Consulting,
    /// Every part of the step that another unit does is done: the join.
    PartsDone,
    /// Nobody at the step has opened it yet.
    NotOpened,
    /// The applicant's time for the payment is over.
    PaymentOverdue,
    /// The procedure gives its result at once (R-OSS-08).
    Immediate,
    /// Every component was counted, is in hand as a file, or is marked as not needed (R-OSS-03).
    PapersLookedAt,
    /// The filled form is there: as answers, or as a scan of the paper (R-OSS-04).
    FormThere,
    /// What came by post names its letter.
    LetterKnown,
    /// No papers are on their way.
    PapersHere,
}

/// Where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// This status, same step.
    Is(Status),
    /// The next step and its status.
    NextStep,
    /// The step before; the dossier stays in hand.
    PreviousStep,
    /// One of the steps that it has passed; the dossier stays in hand.
    EarlierStep,
    /// The last step and its status.
    LastStep,
    /// Status and step stay.
    Stays,
    /// The status before.
    Before,
    /// 1 before acceptance, 4 after.
    Resumes,
}

/// Slips by their number in the sets of 2018 / 2025 (R-SLIP-02, R-SLIP-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// None.
    None,
    /// 01/01 receipt and appointment.
    Receipt,
    /// 02/02 supplement.
    Supplement,
    /// 03/03 refusal.
    Refusal,
    /// 04/04 apology and new date.
    Apology,
    /// –/05 notice of stopping.
    Stop,
    /// 05/06 control slip: one more row.
    Control,
    /// 06/07 register.
    Register,
}

/// What it does to the promised date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockEffect {
    /// Not started, or ended already.
    None,
    /// Starts.
    Starts,
    /// Goes on.
    Runs,
    /// Stands still, if it had started.
    Stops,
    /// Anew or on, as the procedure says, if it had started.
    GoesOn,
    /// The new date; the first one is kept.
    NewDate,
    /// Ends.
    Ends,
}

/// A line in short form: the table below reads like one.
#[expect(
    clippy::too_many_arguments,
    reason = "one argument for each column of the table"
)]
const fn row(
    number: &'static str,
    action: Action,
    from: &'static [Status],
    at: At,
    who: Who,
    guards: &'static [Guard],
    to: To,
    slip: Slip,
    clock: ClockEffect,
) -> Transition {
    Transition {
        number,
        action,
        from,
        at,
        who,
        guards,
        to,
        slip,
        clock,
    }
}

/// Where papers may still move.
const LIVE: &[Status] = &[
    Submitted,
    Accepted,
    Processing,
    SupplementRequired,
    PaymentRequired,
    WithdrawalRequested,
    Resolved,
];

/// From which one may ask to withdraw: until 9.
const BEFORE_RESULT: &[Status] = &[
    Submitted,
    Accepted,
    Processing,
    SupplementRequired,
    PaymentRequired,
];

/// The table.
#[rustfmt::skip]
pub const TABLE: &[Transition] = &[
    // Written down as filed in the same transaction; its guards are met by what arrives only, never by a dossier that exists.
    row("T02", Action::Receive, &[Submitted], At::Any, Who::OneStop, &[Guard::LetterKnown, Guard::FormThere, Guard::PapersLookedAt], To::Is(Accepted), Slip::Receipt, ClockEffect::Starts),
    row("T03", Action::Accept, &[Submitted], At::Any, Who::InCharge, &[], To::Is(Accepted), Slip::Receipt, ClockEffect::Starts),
    row("T04", Action::RequestSupplement, &[Submitted], At::Any, Who::InCharge, &[Guard::SupplementFree], To::Is(SupplementRequired), Slip::Supplement, ClockEffect::None),
    row("T05, T11", Action::AnswerSupplement, &[SupplementRequired], At::Any, Who::Applicant, &[], To::Resumes, Slip::Receipt, ClockEffect::GoesOn),
    row("T05, T11", Action::TakeSupplement, &[SupplementRequired], At::Any, Who::OneStop, &[], To::Resumes, Slip::Receipt, ClockEffect::GoesOn),
    row("T06", Action::Refuse, &[Submitted], At::Any, Who::InCharge, &[], To::Is(Refused), Slip::Refusal, ClockEffect::Ends),
    row("T07", Action::Forward, &[Accepted], At::Any, Who::InCharge, &[], To::NextStep, Slip::Control, ClockEffect::Runs),
    row("T07", Action::Forward, &[Processing], At::Between, Who::InCharge, &[Guard::PartsDone], To::NextStep, Slip::Control, ClockEffect::Runs),
    row("T08", Action::Consult, &[Processing], At::Appraisal, Who::InCharge, &[], To::Stays, Slip::Control, ClockEffect::Runs),
    row("T08", Action::AnswerConsultation, &[Processing], At::Any, Who::Consulted, &[Guard::Consulting], To::Stays, Slip::Control, ClockEffect::Runs),
    row("T08", Action::WithdrawConsultation, &[Processing], At::Any, Who::InCharge, &[Guard::Consulting], To::Stays, Slip::Control, ClockEffect::Runs),
    row("T09", Action::Verify, &[Processing], At::Appraisal, Who::InCharge, &[], To::Stays, Slip::None, ClockEffect::Runs),
    row("T10", Action::RequestSupplement, &[Processing], At::Appraisal, Who::InCharge, &[Guard::SupplementFree], To::Is(SupplementRequired), Slip::Supplement, ClockEffect::Stops),
    row("T12", Action::StopUnanswered, &[SupplementRequired], At::Any, Who::OneStop, &[Guard::SupplementOverdue], To::Is(Stopped), Slip::Stop, ClockEffect::Ends),
    row("T13", Action::RequestPayment, &[Submitted, Accepted, Processing], At::Any, Who::InCharge, &[], To::Is(PaymentRequired), Slip::None, ClockEffect::Stops),
    row("T14", Action::ConfirmPayment, &[PaymentRequired], At::Any, Who::OneStop, &[], To::Before, Slip::Receipt, ClockEffect::GoesOn),
    row("T15", Action::StopUnpaid, &[PaymentRequired], At::Any, Who::OneStop, &[Guard::PaymentOverdue], To::Is(Stopped), Slip::Stop, ClockEffect::Ends),
    row("T16", Action::RequestWithdrawal, BEFORE_RESULT, At::Any, Who::Applicant, &[], To::Is(WithdrawalRequested), Slip::None, ClockEffect::Runs),
    row("T16", Action::TakeWithdrawal, BEFORE_RESULT, At::Any, Who::OneStop, &[], To::Is(WithdrawalRequested), Slip::None, ClockEffect::Runs),
    row("T17", Action::ConfirmWithdrawal, &[WithdrawalRequested], At::Any, Who::OneStop, &[], To::Is(Stopped), Slip::Stop, ClockEffect::Ends),
    row("T18", Action::RejectWithdrawal, &[WithdrawalRequested], At::Any, Who::OneStop, &[], To::Before, Slip::None, ClockEffect::Runs),
    row("T18", Action::RevokeWithdrawal, &[WithdrawalRequested], At::Any, Who::Applicant, &[], To::Before, Slip::None, ClockEffect::Runs),
    row("T19", Action::Reschedule, &[Accepted, Processing], At::Any, Who::Leaders, &[Guard::NotRescheduled, Guard::DayBefore], To::Stays, Slip::Apology, ClockEffect::NewDate),
    row("T20", Action::Refuse, &[Processing], At::Approval, Who::InCharge, &[Guard::NotOwnProposal], To::Is(Stopped), Slip::Refusal, ClockEffect::Ends),
    row("T21", Action::Propose, &[Processing], At::Appraisal, Who::InCharge, &[Guard::NotConsulting, Guard::PartsDone], To::NextStep, Slip::Control, ClockEffect::Runs),
    row("T21", Action::Approve, &[Processing], At::Approval, Who::InCharge, &[Guard::NotOwnProposal], To::NextStep, Slip::Control, ClockEffect::Ends),
    row("T21", Action::AddResult, &[Processing, Resolved], At::Any, Who::InCharge, &[], To::Stays, Slip::None, ClockEffect::Runs),
    row("T22", Action::HandOver, &[Resolved], At::Any, Who::InCharge, &[Guard::HasResult], To::Is(Returned), Slip::Register, ClockEffect::None),
    row("T23", Action::ResolveAtOnce, &[Submitted, Accepted], At::Any, Who::InCharge, &[Guard::Immediate], To::LastStep, Slip::None, ClockEffect::Ends),
    row("T24", Action::CorrectResult, &[Resolved, Returned], At::Any, Who::Leaders, &[Guard::HasResult], To::LastStep, Slip::None, ClockEffect::None),
    row("T24", Action::RevokeResult, &[Resolved, Returned], At::Any, Who::Leaders, &[Guard::HasResult], To::Is(Stopped), Slip::None, ClockEffect::Ends),
    row("T25", Action::SendToAgency, &[Submitted], At::Any, Who::InCharge, &[], To::Stays, Slip::Control, ClockEffect::None),
    row("–", Action::ReturnToPrevious, &[Processing], At::NotFirst, Who::InCharge, &[], To::EarlierStep, Slip::Control, ClockEffect::Runs),
    row("–", Action::FinishPart, &[Processing], At::Any, Who::PartHolder, &[], To::Stays, Slip::Control, ClockEffect::Runs),
    row("–", Action::Recall, &[Processing], At::NotFirst, Who::PassedOn, &[Guard::NotOpened], To::PreviousStep, Slip::Control, ClockEffect::Runs),
    row("–", Action::Assign, &[Processing], At::Any, Who::InChargeOrLeaders, &[], To::Stays, Slip::Control, ClockEffect::Runs),
    row("–", Action::GivePapers, &[Submitted, Accepted, Processing, Resolved], At::Any, Who::InCharge, &[Guard::PapersHere], To::Stays, Slip::Control, ClockEffect::Runs),
    row("–", Action::TakePapers, LIVE, At::Any, Who::PapersReceiver, &[], To::Stays, Slip::Control, ClockEffect::Runs),
    row("–", Action::AllowSupplement, &[Submitted, Processing], At::Any, Who::Leaders, &[Guard::SupplementSpent], To::Stays, Slip::None, ClockEffect::Runs),
    row("–", Action::Recalculate, &[Accepted, Processing], At::Any, Who::Leaders, &[Guard::DateDiffers], To::Stays, Slip::None, ClockEffect::NewDate),
];

/// The table as the page `docs/transitions.md`.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(
        "# Transitions\n\nPrinted from `shared/src/dossier/transition.rs`; a test fails when this page differs.\n\n\
         | No. | Action | From | At | Who | Only if | To | Slip | Notice to | Date |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for line in TABLE {
        let from: Vec<String> = line
            .from
            .iter()
            .map(|status| status.code().to_string())
            .collect();
        let guards: Vec<String> = line
            .guards
            .iter()
            .map(|guard| format!("{guard:?}"))
            .collect();
        let to = match line.to {
            To::Is(status) => status.code().to_string(),
            other => format!("{other:?}"),
        };
        page.push_str(&format!(
            "| {} | `{}` | {} | {:?} | {:?} | {} | {to} | {:?} | {:?} | {:?} |\n",
            line.number,
            line.action.key(),
            from.join(", "),
            line.at,
            line.who,
            guards.join(", "),
            line.slip,
            line.action.tells(),
            line.clock,
        ));
    }
    page
}
