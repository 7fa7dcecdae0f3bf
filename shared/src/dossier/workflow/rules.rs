//! The rules: what a party may do now, and what a command makes of a situation. The table of transitions decides.

use super::{Step, Workflow};
use crate::access::{Actor, Role};
use crate::calendar::{Calendar, Limit};
use crate::dossier::action::Action;
use crate::dossier::command::Command;
use crate::dossier::intake::Arrival;
use crate::dossier::promise::{Promise, PromisePart};
use crate::dossier::situation::{Consultation, Refusal, Situation};
use crate::dossier::status::Status;
use crate::dossier::transition::{Guard, Slip, TABLE, To, Transition, Who};
use crate::time::Timestamp;

/// Who acts, seen from the dossier.
#[derive(Clone, Copy, Debug)]
pub enum Party<'a> {
    /// The applicant.
    Applicant,
    /// An officer of the agency that has the dossier.
    Officer(&'a Actor),
}

/// When it happens, with the calendar and the legal limit that count.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// Now.
    pub now: Timestamp,
    /// Calendar of the agency.
    pub calendar: &'a Calendar,
    /// Time limit of the procedure.
    pub limit: Limit,
}

/// The situation of a dossier that was just filed (T01).
#[must_use]
pub fn submitted(workflow: &Workflow, clock: Clock<'_>) -> Situation {
    Situation {
        status: Status::Submitted,
        step: workflow
            .reception()
            .map(|step| step.key.clone())
            .unwrap_or_default(),
        assignee: None,
        proposer: None,
        before: None,
        accepted_at: None,
        promised_at: None,
        legal_due_at: None,
        due_at: Some(clock.calendar.due(clock.now, workflow.reception_limit)),
        has_result: false,
        promise: Promise::default(),
        supplements: 0,
        supplement_allowed: false,
        consultation: None,
        papers_to: None,
    }
}

/// The situation of a dossier that a clerk has received at the counter or from a letter (T02): accepted at once, with its
/// date, and to be passed on in time.
///
/// # Errors
/// The reason why it cannot be received; there is no dossier then.
pub fn received(
    workflow: &Workflow,
    party: Party<'_>,
    arrival: &Arrival<'_>,
    clock: Clock<'_>,
) -> Result<Situation, Refusal> {
    let line = TABLE
        .iter()
        .find(|line| line.action == Action::Receive)
        .ok_or(Refusal::NotNow)?;
    let mut next = submitted(workflow, clock);
    let step = workflow.step(&next.step).ok_or(Refusal::NotNow)?;
    if !is_one_of(line.who, step, &next, party) {
        return Err(Refusal::NotYou);
    }
    for guard in line.guards {
        arrival.check(*guard)?;
    }
    go(&mut next, workflow, line.to, clock)?;
    accept(&mut next, workflow, clock);
    Ok(next)
}

/// Everything this party may do now, in the order of the buttons.
#[must_use]
pub fn allowed(
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    clock: Clock<'_>,
) -> Vec<Action> {
    Action::ALL
        .into_iter()
        .filter(|action| may(workflow, situation, party, *action, clock).is_ok())
        .collect()
}

/// Whether the party may take the action now.
///
/// # Errors
/// The reason why not.
pub fn may(
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    action: Action,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    transition(workflow, situation, party, action, clock).map(|_| ())
}

/// The line of the table that allows it.
fn transition(
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    action: Action,
    clock: Clock<'_>,
) -> Result<&'static Transition, Refusal> {
    let step = workflow.step(&situation.step).ok_or(Refusal::NotNow)?;
    let line = line_of(workflow, situation, step, action).ok_or(Refusal::NotNow)?;
    if !is_one_of(line.who, step, situation, party) {
        return Err(Refusal::NotYou);
    }
    for guard in line.guards {
        check(*guard, workflow, situation, party, clock)?;
    }
    Ok(line)
}

/// The line for an action at this status and step, whoever acts and under whichever conditions.
fn line_of(
    workflow: &Workflow,
    situation: &Situation,
    step: &Step,
    action: Action,
) -> Option<&'static Transition> {
    TABLE.iter().find(|line| {
        line.action == action
            && line.from.contains(&situation.status)
            && workflow.is_at(step, line.at)
    })
}

/// The slip that an action writes, as the table names it: `before` and `after` are the situations around the action. A receipt
/// names a date, so there is none as long as nothing was promised (T05).
#[must_use]
pub fn slip(workflow: &Workflow, before: &Situation, after: &Situation, action: Action) -> Slip {
    let line = workflow
        .step(&before.step)
        .and_then(|step| line_of(workflow, before, step, action));
    match line.map_or(Slip::None, |line| line.slip) {
        Slip::Receipt if after.legal_due_at.is_none() => Slip::None,
        slip => slip,
    }
}

/// Whether the party is one of those.
fn is_one_of(who: Who, step: &Step, situation: &Situation, party: Party<'_>) -> bool {
    let Party::Officer(actor) = party else {
        return who == Who::Applicant;
    };
    let in_charge = actor.role == step.role
        && situation
            .assignee
            .as_ref()
            .is_none_or(|assignee| *assignee == actor.id);
    match who {
        Who::Applicant => false,
        Who::InCharge => in_charge,
        Who::OneStop => actor.role == Role::Clerk,
        Who::Leaders => actor.role == Role::Leader,
        Who::InChargeOrLeaders => in_charge || actor.role == Role::Leader,
        Who::Consulted => situation
            .consultation
            .as_ref()
            .is_some_and(|asked| actor.unit.as_ref() == Some(&asked.unit)),
        Who::PapersReceiver => situation.papers_to.is_some() && actor.unit == situation.papers_to,
    }
}

/// Whether a condition is met.
fn check(
    guard: Guard,
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    let (met, refusal) = match guard {
        Guard::NotOwnProposal => {
            let own = matches!(party, Party::Officer(actor) if situation.proposer.as_ref() == Some(&actor.id));
            (!own, Refusal::OwnProposal)
        }
        Guard::HasResult => (situation.has_result, Refusal::NoResult),
        Guard::SupplementFree => (
            situation.supplements == 0 || situation.supplement_allowed,
            Refusal::SecondSupplement,
        ),
        Guard::SupplementSpent => (
            situation.supplements > 0 && !situation.supplement_allowed,
            Refusal::NotNow,
        ),
        Guard::SupplementOverdue => (
            situation.due_at.is_some_and(|due| due < clock.now),
            Refusal::SupplementOpen,
        ),
        Guard::NotRescheduled => (!situation.promise.is_rescheduled(), Refusal::Rescheduled),
        Guard::DayBefore => (
            situation
                .legal_due_at
                .is_some_and(|due| clock.now.local().date < due.local().date),
            Refusal::TooLate,
        ),
        Guard::DateDiffers => (
            situation
                .promise
                .recounted(clock)
                .is_some_and(|sum| Some(sum.due_at) != situation.legal_due_at),
            Refusal::SameDate,
        ),
        Guard::NotConsulting => (situation.consultation.is_none(), Refusal::Consulting),
        Guard::Consulting => (situation.consultation.is_some(), Refusal::NotNow),
        Guard::Immediate => (workflow.immediate, Refusal::NotNow),
        Guard::PapersHere => (situation.papers_to.is_none(), Refusal::PapersUnderWay),
        // Asked of what arrives ([`received`]), never of a dossier.
        Guard::PapersLookedAt | Guard::FormThere | Guard::LetterKnown => (false, Refusal::NotNow),
    };
    if met { Ok(()) } else { Err(refusal) }
}

/// Applies a command and gives the new situation.
///
/// # Errors
/// The reason why it is not possible; nothing has changed then.
pub fn apply(
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    command: &Command,
    clock: Clock<'_>,
) -> Result<Situation, Refusal> {
    let line = transition(workflow, situation, party, command.action(), clock)?;
    if command.lacks_words() {
        return Err(Refusal::NoWords);
    }
    let mut next = situation.clone();
    go(&mut next, workflow, line.to, clock)?;
    match command {
        Command::Accept { .. } => {
            accept(&mut next, workflow, clock);
        }
        Command::RequestSupplement { items, basis, .. } => {
            if items.is_empty() {
                return Err(Refusal::NoItems);
            }
            let late = situation.accepted_at.is_some_and(|accepted| {
                clock.now > clock.calendar.due(accepted, workflow.supplement_window)
            });
            if late && basis.trim().is_empty() {
                return Err(Refusal::NoBasis);
            }
            next.before = Some(situation.status);
            next.supplements = situation.supplements.saturating_add(1);
            next.supplement_allowed = false;
            if situation.accepted_at.is_some() {
                next.promise.stop(clock.now);
            }
            next.due_at = Some(clock.calendar.due(clock.now, workflow.supplement_limit));
        }
        Command::Forward { officer, .. } | Command::Assign { officer, .. } => {
            next.assignee.clone_from(officer);
        }
        Command::Consult {
            unit,
            question,
            working_days,
        } => {
            next.consultation = Some(Consultation {
                unit: unit.clone(),
                question: question.trim().to_owned(),
                due_at: clock
                    .calendar
                    .due(clock.now, Limit::WorkingDays(*working_days)),
            });
        }
        Command::AnswerConsultation { .. } => next.consultation = None,
        Command::AllowSupplement { .. } => next.supplement_allowed = true,
        Command::TakeSupplement { .. } => resume(&mut next, workflow, clock),
        Command::GivePapers { unit, .. } => next.papers_to = Some(unit.clone()),
        Command::TakePapers { .. } => next.papers_to = None,
        Command::Propose { .. } => {
            if let Party::Officer(actor) = party {
                next.proposer = Some(actor.id.clone());
            }
        }
        Command::Reschedule { reason, date } => {
            let was = situation.legal_due_at.ok_or(Refusal::NotNow)?;
            if !clock.calendar.is_working_day(*date) || *date <= was.local().date {
                return Err(Refusal::BadDate);
            }
            let due_at = clock.calendar.close_of(*date);
            next.promise.0.push(PromisePart::Rescheduled {
                at: clock.now,
                was,
                due_at,
                reason: reason.trim().to_owned(),
            });
            move_date(&mut next, due_at);
        }
        Command::Recalculate { reason } => {
            let was = situation.legal_due_at.ok_or(Refusal::NotNow)?;
            let sum = situation
                .promise
                .recounted(clock)
                .ok_or(Refusal::SameDate)?;
            let due_at = sum.due_at;
            next.promise.0.push(PromisePart::Recalculated {
                at: clock.now,
                was,
                sum,
                reason: reason.trim().to_owned(),
            });
            move_date(&mut next, due_at);
        }
        Command::ResolveAtOnce { .. } => {
            start_clock(&mut next, clock);
            next.due_at = Some(clock.calendar.due(clock.now, workflow.collection_limit));
        }
        Command::Approve { .. } => {
            next.due_at = Some(clock.calendar.due(clock.now, workflow.collection_limit));
        }
        Command::CorrectResult { .. } => {
            next.has_result = false;
            next.before = (situation.status == Status::Returned).then_some(Status::Returned);
            next.due_at = Some(clock.calendar.due(clock.now, workflow.collection_limit));
        }
        // The other agency checks it from the beginning; a limit starts only when it accepts.
        Command::SendToAgency { .. } => {
            next.assignee = None;
            next.due_at = Some(clock.calendar.due(clock.now, workflow.reception_limit));
        }
        Command::ReturnToPrevious { .. } => {
            // Back at reception the dossier stays "being handled": it was accepted, and acceptance is not undone.
            next.status = Status::Processing;
            if workflow
                .step(&next.step)
                .is_some_and(|step| step.role == Role::Specialist)
            {
                next.assignee.clone_from(&situation.proposer);
            }
        }
        Command::RequestWithdrawal { .. } => {
            // Asked while a supplement is due: what was before the supplement stays known through the status itself.
            next.before = Some(situation.status);
        }
        Command::RevokeWithdrawal {} | Command::RejectWithdrawal { .. } => {
            next.before = (next.status == Status::SupplementRequired).then_some(
                match situation.accepted_at {
                    Some(_) => Status::Processing,
                    None => Status::Submitted,
                },
            );
        }
        Command::Refuse { .. }
        | Command::Verify { .. }
        | Command::StopUnanswered { .. }
        | Command::HandOver { .. }
        | Command::ConfirmWithdrawal { .. } => {}
    }
    Ok(next)
}

/// Goes where the table leads.
fn go(next: &mut Situation, workflow: &Workflow, to: To, clock: Clock<'_>) -> Result<(), Refusal> {
    match to {
        To::Is(status) if status.is_terminal() => end(next, status),
        To::Is(status) => next.status = status,
        To::Before => next.status = next.before.unwrap_or(Status::Processing),
        To::NextStep => {
            let step = workflow.next(&next.step).ok_or(Refusal::NotNow)?;
            move_to(next, step, clock);
        }
        To::PreviousStep => {
            let step = workflow.previous(&next.step).ok_or(Refusal::NotNow)?;
            move_to(next, step, clock);
        }
        To::LastStep => {
            let step = workflow.steps.last().ok_or(Refusal::NotNow)?;
            move_to(next, step, clock);
        }
        To::Stays | To::Resumes => {}
    }
    Ok(())
}

/// The applicant has answered the supplement request (T05 before acceptance, T11 after: the limit goes on as the procedure
/// says).
///
/// # Errors
/// The reason why it is not possible.
pub fn answer_supplement(
    workflow: &Workflow,
    situation: &Situation,
    clock: Clock<'_>,
) -> Result<Situation, Refusal> {
    may(
        workflow,
        situation,
        Party::Applicant,
        Action::AnswerSupplement,
        clock,
    )?;
    let mut next = situation.clone();
    resume(&mut next, workflow, clock);
    Ok(next)
}

/// Goes on after a supplement: back to reception before acceptance, else with the limit as the procedure says.
fn resume(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    next.before = None;
    if next.accepted_at.is_some() {
        next.status = Status::Processing;
        next.promise.go_on(workflow.supplement_policy, clock);
        next.legal_due_at = next.promise.due_at();
        next.due_at = workflow
            .step(&next.step)
            .and_then(|step| duty(step, next.legal_due_at, clock))
            .or(next.legal_due_at);
    } else {
        next.status = Status::Submitted;
        next.due_at = Some(clock.calendar.due(clock.now, workflow.reception_limit));
    }
}

/// The limit starts; who has it passes it on the same day, or the next morning (R-OSS-09).
fn accept(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    start_clock(next, clock);
    let transfer = clock.calendar.due(clock.now, workflow.transfer_limit);
    next.due_at = next.legal_due_at.map(|legal| legal.min(transfer));
}

fn start_clock(next: &mut Situation, clock: Clock<'_>) {
    next.promise.start(clock);
    let due = next.promise.due_at();
    next.accepted_at = Some(clock.now);
    next.promised_at = due;
    next.legal_due_at = due;
    next.due_at = due;
}

/// The promised date is another one from here on; who has the dossier now has until then.
fn move_date(next: &mut Situation, due: Timestamp) {
    next.legal_due_at = Some(due);
    next.due_at = Some(due);
}

/// By when the step must be done: its own share, never beyond the promised date.
fn duty(step: &Step, legal: Option<Timestamp>, clock: Clock<'_>) -> Option<Timestamp> {
    let own = step.limit.map(|limit| clock.calendar.due(clock.now, limit));
    match (own, legal) {
        (Some(own), Some(legal)) => Some(own.min(legal)),
        (own, legal) => own.or(legal),
    }
}

fn move_to(next: &mut Situation, step: &Step, clock: Clock<'_>) {
    next.step.clone_from(&step.key);
    next.status = step.status;
    next.assignee = None;
    next.consultation = None;
    next.due_at = duty(step, next.legal_due_at, clock).or(next.due_at);
}

fn end(next: &mut Situation, status: Status) {
    next.status = status;
    next.assignee = None;
    next.before = None;
    next.due_at = None;
    next.consultation = None;
}
