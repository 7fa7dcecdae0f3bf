//! The rules: what a party may do now. The table of transitions decides; what a command makes of a situation is in `effect`.

use super::{Part, Step, Workflow};
use crate::access::{Actor, Role};
use crate::calendar::{Calendar, Limit};
use crate::dossier::action::Action;
use crate::dossier::beside::OpenPart;
use crate::dossier::situation::{Refusal, Situation};
use crate::dossier::transition::{Guard, Slip, TABLE, Transition, Who};
use crate::time::Timestamp;

/// Who acts, seen from the dossier.
#[derive(Clone, Copy, Debug)]
pub enum Party<'a> {
    /// The applicant.
    Applicant,
    /// An officer of the agency that has the dossier.
    Officer(&'a Actor),
    /// Such an officer, who now also acts for absent colleagues: a deputy or a substitute (R-FLOW-16).
    StandIn(&'a Actor, &'a [Actor]),
    /// An officer of another agency that was asked for its opinion; nothing else is theirs.
    Guest(&'a Actor),
}

impl<'a> Party<'a> {
    /// Who really acts; nobody when it is the applicant.
    #[must_use]
    pub const fn actor(self) -> Option<&'a Actor> {
        match self {
            Self::Applicant => None,
            Self::Officer(actor) | Self::StandIn(actor, _) | Self::Guest(actor) => Some(actor),
        }
    }

    /// The officer and those whose work it also is.
    fn faces(self) -> impl Iterator<Item = &'a Actor> {
        let absent: &[Actor] = match self {
            Self::StandIn(_, absent) => absent,
            _ => &[],
        };
        self.actor().into_iter().chain(absent)
    }

    /// Whether one of them works at the unit.
    pub(super) fn is_of_unit(self, unit: &str) -> bool {
        self.faces().any(|face| face.unit.as_deref() == Some(unit))
    }

    /// Whether one of them does an open part.
    pub(super) fn does_part(self, part: &Part, open: &OpenPart) -> bool {
        self.faces()
            .any(|face| face.role == part.role && face.unit.as_deref() == Some(open.unit.as_str()))
    }
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
pub(super) fn transition(
    workflow: &Workflow,
    situation: &Situation,
    party: Party<'_>,
    action: Action,
    clock: Clock<'_>,
) -> Result<&'static Transition, Refusal> {
    let step = workflow.step(&situation.step).ok_or(Refusal::NotNow)?;
    let line = line_of(workflow, situation, step, action).ok_or(Refusal::NotNow)?;
    if !is_one_of(line.who, workflow, step, situation, party) {
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

/// The definition of an open part.
pub(super) fn part_of<'w>(workflow: &'w Workflow, open: &OpenPart) -> Option<&'w Part> {
    workflow.part(&open.part).map(|(part, _)| part)
}

/// Whether the party is one of those.
pub(super) fn is_one_of(
    who: Who,
    workflow: &Workflow,
    step: &Step,
    situation: &Situation,
    party: Party<'_>,
) -> bool {
    let consulted = || {
        let asked = &situation.consultations;
        asked.iter().any(|asked| party.is_of_unit(&asked.unit))
    };
    match party {
        Party::Applicant => return who == Who::Applicant,
        Party::Guest(_) => return who == Who::Consulted && consulted(),
        Party::Officer(_) | Party::StandIn(..) => {}
    }
    let has_role = |role: Role| party.faces().any(|face| face.role == role);
    let in_charge = party.faces().any(|face| {
        face.role == step.role
            && situation
                .assignee
                .as_ref()
                .is_none_or(|assignee| *assignee == face.id)
    });
    match who {
        Who::Applicant => false,
        Who::InCharge => in_charge,
        Who::OneStop => has_role(Role::Clerk),
        Who::Leaders => has_role(Role::Leader),
        Who::InChargeOrLeaders => in_charge || has_role(Role::Leader),
        Who::Consulted => consulted(),
        Who::PartHolder => situation
            .parts
            .iter()
            .any(|open| part_of(workflow, open).is_some_and(|part| party.does_part(part, open))),
        Who::PassedOn => party
            .faces()
            .any(|face| situation.passed_by.as_ref() == Some(&face.id)),
        Who::PapersReceiver => situation
            .papers_to
            .as_ref()
            .is_some_and(|unit| party.is_of_unit(unit)),
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
            let own = party
                .faces()
                .any(|face| situation.proposer.as_ref() == Some(&face.id));
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
        Guard::PaymentOverdue => (
            situation.due_at.is_some_and(|due| due < clock.now),
            Refusal::PaymentOpen,
        ),
        Guard::NotConsulting => (
            !situation
                .consultations
                .iter()
                .any(|asked| asked.holds_up(clock.now)),
            Refusal::Consulting,
        ),
        Guard::Consulting => (!situation.consultations.is_empty(), Refusal::NotNow),
        Guard::PartsDone => (situation.parts.is_empty(), Refusal::PartsOpen),
        Guard::NotOpened => (!situation.opened, Refusal::Opened),
        Guard::Immediate => (workflow.immediate, Refusal::NotNow),
        Guard::PapersHere => (situation.papers_to.is_none(), Refusal::PapersUnderWay),
        // Asked of what arrives ([`received`]), never of a dossier.
        Guard::PapersLookedAt | Guard::FormThere | Guard::LetterKnown => (false, Refusal::NotNow),
    };
    if met { Ok(()) } else { Err(refusal) }
}
