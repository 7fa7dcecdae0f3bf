//! What a command makes of a situation, once the table allows it ([`super::rules`]): where it goes, who has it, by when.

use super::rules::{Clock, Party, is_one_of, may, part_of, transition};
use super::{PaymentPolicy, Step, SupplementPolicy, Workflow};
use crate::access::Role;
use crate::calendar::Limit;
use crate::dossier::action::Action;
use crate::dossier::beside::{Consultation, OpenPart, is_fair};
use crate::dossier::charge::{self, Charge, Settlement};
use crate::dossier::command::Command;
use crate::dossier::intake::Arrival;
use crate::dossier::promise::{Promise, PromisePart, Waiting};
use crate::dossier::situation::{Refusal, Situation};
use crate::dossier::status::Status;
use crate::dossier::transition::{TABLE, To};
use crate::i18n::Bilingual;
use crate::time::Timestamp;

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
        consultations: Vec::new(),
        parts: Vec::new(),
        passed_by: None,
        opened: false,
        charges: Vec::new(),
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
    if !is_one_of(line.who, workflow, step, &next, party) {
        return Err(Refusal::NotYou);
    }
    for guard in line.guards {
        arrival.check(*guard)?;
    }
    go(&mut next, workflow, line.to, None, clock)?;
    accept(&mut next, workflow, clock);
    Ok(next)
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
    let chosen = match command {
        Command::ReturnToPrevious { step, .. } => step.as_deref(),
        _ => None,
    };
    go(&mut next, workflow, line.to, chosen, clock)?;
    pass_on(&mut next, situation, party, line.to);
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
                next.promise.stop(clock.now, Waiting::Supplement);
            }
            next.due_at = Some(clock.calendar.due(clock.now, workflow.supplement_limit));
        }
        Command::Forward { officer, .. } | Command::Assign { officer, .. } => {
            next.assignee.clone_from(officer);
        }
        Command::Consult {
            units,
            question,
            within,
            awaited,
        } => {
            let asked = |unit: &String| {
                let known = next.consultations.iter().any(|one| one.unit == *unit);
                known || units.iter().filter(|other| *other == unit).count() > 1
            };
            if units.is_empty() || units.iter().any(asked) {
                return Err(Refusal::BadUnits);
            }
            let due_at = fair(*within, clock)?;
            next.consultations
                .extend(units.iter().map(|unit| Consultation {
                    unit: unit.clone(),
                    agency: String::new(),
                    name: Bilingual::default(),
                    question: question.trim().to_owned(),
                    asked_at: clock.now,
                    due_at,
                    awaited: *awaited,
                }));
            // Whoever asks has taken it: the answer has to come to somebody.
            if next.assignee.is_none() {
                next.assignee = party.actor().map(|actor| actor.id.clone());
            }
        }
        Command::AnswerConsultation { .. } => {
            next.consultations
                .retain(|asked| !party.is_of_unit(&asked.unit));
        }
        Command::WithdrawConsultation { unit, .. } => {
            next.consultations.retain(|asked| asked.unit != *unit);
            if next.consultations.len() == situation.consultations.len() {
                return Err(Refusal::BadUnits);
            }
        }
        Command::FinishPart { .. } => finish_part(&mut next, workflow, party, clock),
        Command::Recall { .. } => {
            // As when it is returned: acceptance is not undone.
            next.status = Status::Processing;
            next.assignee.clone_from(&situation.passed_by);
        }
        Command::RequestPayment {
            amount,
            reason,
            within,
        } => {
            if *amount == 0 || *amount > charge::MOST {
                return Err(Refusal::BadAmount);
            }
            let due_at = fair(*within, clock)?;
            next.before = Some(situation.status);
            next.charges.push(Charge {
                amount: *amount,
                reason: reason.trim().to_owned(),
                asked_at: clock.now,
                due_at,
                before: situation.status,
                settled: None,
            });
            if situation.accepted_at.is_some() && workflow.payment_policy == PaymentPolicy::Pause {
                next.promise.stop(clock.now, Waiting::Payment);
            }
            next.due_at = Some(due_at);
        }
        Command::ConfirmPayment { paid_by, reference } => {
            if let Some(charge) = next.charges.last_mut() {
                charge.settled = Some(Settlement {
                    at: clock.now,
                    paid_by: *paid_by,
                    reference: reference.trim().to_owned(),
                });
            }
            go_on_paid(&mut next, workflow, clock);
        }
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
            // One that was accepted first keeps the date that was promised then.
            if next.accepted_at.is_none() {
                start_clock(&mut next, clock);
            }
            decided(&mut next, workflow, clock);
        }
        Command::Approve { .. } => decided(&mut next, workflow, clock),
        Command::CorrectResult { .. } => {
            next.has_result = false;
            next.before = (situation.status == Status::Returned).then_some(Status::Returned);
            next.due_at = Some(clock.calendar.due(clock.now, workflow.correction_limit));
        }
        // What stood before is kept: whether the applicant has the paper that no longer counts.
        Command::RevokeResult { .. } => next.before = Some(situation.status),
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
        Command::RequestWithdrawal { .. } | Command::TakeWithdrawal { .. } => {
            // Asked while a supplement is due: what was before the supplement stays known through the status itself.
            next.before = Some(situation.status);
        }
        Command::RevokeWithdrawal {} | Command::RejectWithdrawal { .. } => {
            next.before = match next.status {
                Status::SupplementRequired if situation.accepted_at.is_some() => {
                    Some(Status::Processing)
                }
                Status::SupplementRequired => Some(Status::Submitted),
                Status::PaymentRequired => next.charges.last().map(|charge| charge.before),
                _ => None,
            };
        }
        Command::Refuse { .. }
        | Command::Verify { .. }
        | Command::StopUnanswered { .. }
        | Command::StopUnpaid { .. }
        | Command::HandOver { .. }
        | Command::ConfirmWithdrawal { .. } => {}
    }
    Ok(next)
}

/// Decided: until the result is there the promised date holds, after that the time to collect it.
fn decided(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    let collected = clock.calendar.due(clock.now, workflow.collection_limit);
    let promised = next.legal_due_at.filter(|_| !next.has_result);
    next.due_at = Some(promised.unwrap_or(collected));
}

/// A result was put there (T21). One that is being corrected after it was handed over is still promised for its day.
#[must_use]
pub fn with_result(workflow: &Workflow, situation: &Situation, clock: Clock<'_>) -> Situation {
    let mut next = situation.clone();
    next.has_result = true;
    if next.status == Status::Resolved && next.before.is_none() {
        decided(&mut next, workflow, clock);
    }
    next
}

/// Who passes it on may take it back until somebody there has opened it; whoever acts on it has.
fn pass_on(next: &mut Situation, before: &Situation, party: Party<'_>, to: To) {
    let actor = party.actor().map(|actor| actor.id.clone());
    match to {
        To::NextStep => (next.passed_by, next.opened) = (actor, false),
        To::PreviousStep | To::EarlierStep | To::LastStep => {
            (next.passed_by, next.opened) = (None, false);
        }
        _ => {
            next.opened |=
                before.passed_by.is_some() && actor.is_some() && actor != before.passed_by
        }
    }
}

/// By when a unit or an applicant has to answer.
fn fair(within: Limit, clock: Clock<'_>) -> Result<Timestamp, Refusal> {
    if is_fair(within) {
        Ok(clock.calendar.due(clock.now, within))
    } else {
        Err(Refusal::BadTime)
    }
}

/// The part of the actor is done; the next of its branch begins.
fn finish_part(next: &mut Situation, workflow: &Workflow, party: Party<'_>, clock: Clock<'_>) {
    let Some(at) = next
        .parts
        .iter()
        .position(|open| part_of(workflow, open).is_some_and(|part| party.does_part(part, open)))
    else {
        return;
    };
    let done = next.parts.remove(at);
    let follows = workflow.part(&done.part).and_then(|(_, next)| next);
    let due = next.due_at;
    next.parts
        .extend(follows.map(|part| opened(part, due, clock)));
}

/// A part that begins now.
fn opened(part: &super::Part, step_due: Option<Timestamp>, clock: Clock<'_>) -> OpenPart {
    let own = part.limit.map(|limit| clock.calendar.due(clock.now, limit));
    OpenPart {
        part: part.key.clone(),
        unit: String::new(),
        name: Bilingual::default(),
        since: clock.now,
        due_at: own.or(step_due).unwrap_or(clock.now),
    }
}

/// Goes on after a payment: where it was, with the limit as the procedure says.
fn go_on_paid(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    next.before = None;
    if next.promise.stopped_at().is_some() {
        next.promise.go_on(SupplementPolicy::Pause, clock);
        next.legal_due_at = next.promise.due_at();
    }
    match next.status {
        Status::Submitted => {
            next.due_at = Some(clock.calendar.due(clock.now, workflow.reception_limit));
        }
        Status::Accepted => pass_on_in_time(next, workflow, clock),
        _ => hold(next, workflow, clock),
    }
}

/// Who has it passes it on the same day, or the next morning (R-OSS-09).
fn pass_on_in_time(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    let transfer = clock.calendar.due(clock.now, workflow.transfer_limit);
    next.due_at = next.legal_due_at.map(|legal| legal.min(transfer));
}

/// Who has the step, and whoever does a part of it, has its time anew.
fn hold(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    next.due_at = workflow
        .step(&next.step)
        .and_then(|step| duty(step, next.legal_due_at, clock))
        .or(next.legal_due_at);
    let due = next.due_at;
    for open in &mut next.parts {
        if let Some(part) = part_of(workflow, open) {
            open.due_at = opened(part, due, clock).due_at;
        }
    }
}

/// Goes where the table leads; `chosen` is the step that somebody chose, where there is a choice.
fn go(
    next: &mut Situation,
    workflow: &Workflow,
    to: To,
    chosen: Option<&str>,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    match to {
        To::Is(status) if status.is_terminal() => end(next, status),
        To::Is(status) => next.status = status,
        To::Before => next.status = next.before.unwrap_or(Status::Processing),
        To::NextStep => {
            let step = workflow.next(&next.step).ok_or(Refusal::NotNow)?;
            move_to(next, step, clock);
            // Who returns to a step finds its parts done.
            let first = step.branches.iter().filter_map(|branch| branch.first());
            let due = next.due_at;
            next.parts = first.map(|part| opened(part, due, clock)).collect();
        }
        To::PreviousStep => {
            let step = workflow.previous(&next.step).ok_or(Refusal::NotNow)?;
            move_to(next, step, clock);
        }
        To::EarlierStep => {
            let passed = workflow.passed(&next.step);
            let step = match chosen {
                None => passed.last(),
                Some(key) => passed.iter().find(|step| step.key == key),
            };
            move_to(next, step.ok_or(Refusal::BadStep)?, clock);
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
        hold(next, workflow, clock);
    } else {
        next.status = Status::Submitted;
        next.due_at = Some(clock.calendar.due(clock.now, workflow.reception_limit));
    }
}

/// The limit starts.
fn accept(next: &mut Situation, workflow: &Workflow, clock: Clock<'_>) {
    start_clock(next, clock);
    pass_on_in_time(next, workflow, clock);
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
    next.consultations.clear();
    next.parts.clear();
    next.due_at = duty(step, next.legal_due_at, clock).or(next.due_at);
}

fn end(next: &mut Situation, status: Status) {
    next.status = status;
    next.assignee = None;
    next.before = None;
    next.due_at = None;
    next.consultations.clear();
    next.parts.clear();
}
