//! The one state machine of dossiers: who may do what, when, and what it changes (design §4, invariant 8).
//!
//! The steps inside an agency are data per procedure (`workflow.json`), each mapped to exactly one national status
//! (R-FLOW-20). Everything here is a pure function of situation, actor, command and moment.

use serde::{Deserialize, Serialize};

use super::action::{Action, Command};
use super::limit_source::LimitSources;
use super::status::Status;
use crate::access::{Actor, Role};
use crate::calendar::{Calendar, Limit};
use crate::i18n::{Bilingual, Lang, t::dossier as say};
use crate::time::Timestamp;

/// The steps of one procedure, first to last. The first is reception, the last is the return of the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// Time the one-stop has to decide on reception (R-OSS-13).
    pub reception_limit: Limit,
    /// Time the applicant has to answer a supplement request.
    pub supplement_limit: Limit,
    /// Time within which a result should be collected.
    pub collection_limit: Limit,
    /// Where the three limits come from. Versions stored before they said it have none; [`Workflow::lint`] wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_sources: Option<LimitSources>,
}

/// A step inside the agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Unique in the workflow.
    pub key: String,
    /// What is done here, as the citizen reads it: “Thẩm tra hồ sơ”.
    pub title: Bilingual,
    /// Who does it.
    pub role: Role,
    /// Kind of unit that does it, e.g. `one_stop`.
    pub unit: String,
    /// National status while it is done.
    pub status: Status,
}

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
    /// Status to go back to from 5 and 7.
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
}

/// Why an action is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl Refusal {
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
        }
    }
}

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

impl Workflow {
    /// The first step.
    #[must_use]
    pub fn reception(&self) -> Option<&Step> {
        self.steps.first()
    }

    /// The step with this key.
    #[must_use]
    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// The step after this one.
    #[must_use]
    pub fn next(&self, key: &str) -> Option<&Step> {
        self.steps.get(self.position(key)? + 1)
    }

    /// The step before this one.
    #[must_use]
    pub fn previous(&self, key: &str) -> Option<&Step> {
        self.steps.get(self.position(key)?.checked_sub(1)?)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.key == key)
    }

    /// Whether the step approves: a leader's step whose next is the return of the result.
    fn approves(&self, step: &Step) -> bool {
        step.role == Role::Leader
            && self
                .next(&step.key)
                .is_some_and(|next| next.status == Status::Resolved)
    }

    /// Faults of a definition in words; empty when it can be used.
    #[must_use]
    pub fn lint(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut check = |ok: bool, reason: &str| {
            if !ok {
                faults.push(reason.to_owned());
            }
        };
        check(
            self.limit_sources.as_ref().is_some_and(|sources| {
                [&sources.reception, &sources.supplement, &sources.collection]
                    .iter()
                    .all(|source| !source.words().trim().is_empty())
            }),
            "limit_sources must say for each limit which law sets it, or why it was chosen",
        );
        check(
            self.steps.len() >= 3,
            "needs at least reception, one step of handling, and return",
        );
        check(
            self.reception()
                .is_some_and(|step| step.role == Role::Clerk && step.status == Status::Submitted),
            "the first step must be a clerk's reception with status 1",
        );
        check(
            self.steps
                .last()
                .is_some_and(|step| step.role == Role::Clerk && step.status == Status::Resolved),
            "the last step must be a clerk's return with status 9",
        );
        let inner = self
            .steps
            .get(1..self.steps.len().saturating_sub(1))
            .unwrap_or_default();
        check(
            inner
                .iter()
                .all(|step| step.status == Status::Processing && step.role.is_officer()),
            "every step between must be an officer's with status 4",
        );
        check(
            inner.last().is_some_and(|step| step.role == Role::Leader),
            "the step before the return must be a leader's: nobody else may approve",
        );
        check(
            inner.iter().any(|step| step.role == Role::Specialist),
            "no specialist handles the dossier, so nobody proposes a result",
        );
        for step in &self.steps {
            check(
                self.steps
                    .iter()
                    .filter(|other| other.key == step.key)
                    .count()
                    == 1,
                &format!("the step {} exists twice", step.key),
            );
            check(
                !step.title.vi.trim().is_empty() && !step.unit.is_empty(),
                &format!("the step {} has no Vietnamese title or no unit", step.key),
            );
        }
        faults
    }
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
    }
}

/// Everything this party may do now, in the order of the buttons.
#[must_use]
pub fn allowed(workflow: &Workflow, situation: &Situation, party: Party<'_>) -> Vec<Action> {
    Action::ALL
        .into_iter()
        .filter(|action| may(workflow, situation, party, *action).is_ok())
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
) -> Result<(), Refusal> {
    use Status::{
        Accepted, PaymentRequired, Processing, Resolved, Submitted, SupplementRequired,
        WithdrawalRequested,
    };
    let step = workflow.step(&situation.step).ok_or(Refusal::NotNow)?;
    let status = situation.status;
    let possible = match action {
        Action::Submit => false,
        Action::Accept => status == Submitted,
        Action::RequestSupplement => {
            status == Submitted || (status == Processing && step.role == Role::Specialist)
        }
        Action::AnswerSupplement => status == SupplementRequired,
        Action::Refuse => status == Submitted || (status == Processing && workflow.approves(step)),
        Action::Forward => {
            status == Accepted
                || (status == Processing
                    && step.role != Role::Specialist
                    && !workflow.approves(step))
        }
        Action::Propose => status == Processing && step.role == Role::Specialist,
        Action::Approve => status == Processing && workflow.approves(step),
        Action::ReturnToPrevious => status == Processing && workflow.previous(&step.key).is_some(),
        Action::AddResult => matches!(status, Processing | Resolved),
        Action::HandOver => status == Resolved,
        Action::RequestWithdrawal => {
            matches!(
                status,
                Submitted | Accepted | Processing | SupplementRequired | PaymentRequired
            )
        }
        Action::RevokeWithdrawal | Action::ConfirmWithdrawal | Action::RejectWithdrawal => {
            status == WithdrawalRequested
        }
    };
    if !possible {
        return Err(Refusal::NotNow);
    }
    let applicants = matches!(
        action,
        Action::AnswerSupplement
            | Action::RequestWithdrawal
            | Action::RevokeWithdrawal
            | Action::Submit
    );
    match party {
        Party::Applicant => applicants.then_some(()).ok_or(Refusal::NotYou),
        Party::Officer(_) if applicants => Err(Refusal::NotYou),
        Party::Officer(actor) => officer_may(step, situation, actor, action),
    }
}

fn officer_may(
    step: &Step,
    situation: &Situation,
    actor: &Actor,
    action: Action,
) -> Result<(), Refusal> {
    // A withdrawal is the one-stop's to settle, wherever the dossier lies.
    if matches!(action, Action::ConfirmWithdrawal | Action::RejectWithdrawal) {
        return if actor.role == Role::Clerk {
            Ok(())
        } else {
            Err(Refusal::NotYou)
        };
    }
    let mine = situation
        .assignee
        .as_ref()
        .is_none_or(|assignee| *assignee == actor.id);
    if actor.role != step.role || !mine {
        return Err(Refusal::NotYou);
    }
    if action == Action::Approve && situation.proposer.as_ref() == Some(&actor.id) {
        return Err(Refusal::OwnProposal);
    }
    if action == Action::HandOver && !situation.has_result {
        return Err(Refusal::NoResult);
    }
    Ok(())
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
    may(workflow, situation, party, command.action())?;
    if command.lacks_words() {
        return Err(Refusal::NoWords);
    }
    let mut next = situation.clone();
    match command {
        Command::Accept { .. } => {
            next.status = Status::Accepted;
            start_clock(&mut next, clock);
        }
        Command::RequestSupplement { items, .. } => {
            if items.is_empty() {
                return Err(Refusal::NoItems);
            }
            next.before = Some(situation.status);
            next.status = Status::SupplementRequired;
            next.due_at = Some(clock.calendar.due(clock.now, workflow.supplement_limit));
        }
        Command::Refuse { .. } => {
            let early = situation.status == Status::Submitted;
            end(
                &mut next,
                if early {
                    Status::Refused
                } else {
                    Status::Stopped
                },
            );
        }
        Command::Forward { officer, .. } => {
            let step = workflow.next(&situation.step).ok_or(Refusal::NotNow)?;
            move_to(&mut next, step);
            next.assignee.clone_from(officer);
        }
        Command::Propose { .. } => {
            let step = workflow.next(&situation.step).ok_or(Refusal::NotNow)?;
            if let Party::Officer(actor) = party {
                next.proposer = Some(actor.id.clone());
            }
            move_to(&mut next, step);
        }
        Command::Approve { .. } => {
            let step = workflow.next(&situation.step).ok_or(Refusal::NotNow)?;
            move_to(&mut next, step);
            next.due_at = Some(clock.calendar.due(clock.now, workflow.collection_limit));
        }
        Command::ReturnToPrevious { .. } => {
            let step = workflow.previous(&situation.step).ok_or(Refusal::NotNow)?;
            move_to(&mut next, step);
            // Back at reception the dossier stays "being handled": it was accepted, and acceptance is not undone.
            next.status = Status::Processing;
            if step.role == Role::Specialist {
                next.assignee.clone_from(&situation.proposer);
            }
        }
        Command::HandOver { .. } => end(&mut next, Status::Returned),
        Command::RequestWithdrawal { .. } => {
            // Asked while a supplement is due: what was before the supplement stays known through the status itself.
            next.before = Some(situation.status);
            next.status = Status::WithdrawalRequested;
        }
        Command::RevokeWithdrawal {} | Command::RejectWithdrawal { .. } => {
            next.status = situation.before.unwrap_or(Status::Processing);
            next.before = (next.status == Status::SupplementRequired).then_some(
                match situation.accepted_at {
                    Some(_) => Status::Processing,
                    None => Status::Submitted,
                },
            );
        }
        Command::ConfirmWithdrawal { .. } => end(&mut next, Status::Stopped),
    }
    Ok(next)
}

/// The applicant has answered the supplement request (T05 before acceptance, T11 after: the limit starts anew).
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
    )?;
    let mut next = situation.clone();
    next.before = None;
    if situation.accepted_at.is_some() {
        next.status = Status::Processing;
        next.legal_due_at = Some(clock.calendar.due(clock.now, clock.limit));
        next.due_at = next.legal_due_at;
    } else {
        next.status = Status::Submitted;
        next.due_at = Some(clock.calendar.due(clock.now, workflow.reception_limit));
    }
    Ok(next)
}

fn start_clock(next: &mut Situation, clock: Clock<'_>) {
    let due = clock.calendar.due(clock.now, clock.limit);
    next.accepted_at = Some(clock.now);
    next.promised_at = Some(due);
    next.legal_due_at = Some(due);
    next.due_at = Some(due);
}

fn move_to(next: &mut Situation, step: &Step) {
    next.step.clone_from(&step.key);
    next.status = step.status;
    next.assignee = None;
}

fn end(next: &mut Situation, status: Status) {
    next.status = status;
    next.assignee = None;
    next.before = None;
    next.due_at = None;
}
