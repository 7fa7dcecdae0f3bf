//! One command for many dossiers: which commands are fit for it, and what it would make of each dossier or why not. Asked for the
//! preview; when it is really done, each dossier goes through `workflow::apply` again. Nothing here changes a dossier.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::situation::{Refusal, Situation};
use super::status::Status;
use super::workflow::{Clock, Party, Step, Workflow, apply};
use crate::access::{Actor, Role};
use crate::i18n::Bilingual;
use crate::time::Timestamp;

/// Most dossiers of one run.
pub const MOST: usize = 500;

/// What a command would make of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outlook {
    /// National status afterwards.
    pub status: Status,
    /// Title of the step afterwards.
    pub step: Bilingual,
    /// When whoever has it then must have acted.
    pub due_at: Option<Timestamp>,
}

/// The officer that a command names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// Role.
    pub role: Role,
    /// Kind of the unit.
    pub unit: &'a str,
}

/// Whether many dossiers may get the command at once: what needs no look at the single dossier. Refusals, supplement requests
/// and approvals do.
#[must_use]
pub const fn is_for_many(command: &Command) -> bool {
    matches!(
        command,
        Command::Accept { .. } | Command::Forward { .. } | Command::Assign { .. }
    )
}

/// The officer that the command names, and the step at which they would have the dossier.
#[must_use]
pub fn receives<'a>(
    workflow: &'a Workflow,
    step: &str,
    command: &'a Command,
) -> Option<(Option<&'a Step>, &'a str)> {
    match command {
        Command::Forward {
            officer: Some(officer),
            ..
        } => Some((workflow.next(step), officer)),
        Command::Assign {
            officer: Some(officer),
            ..
        } => Some((workflow.step(step), officer)),
        _ => None,
    }
}

/// What the command would make of the dossier. `named` finds the officer that it names; `None` when there is none of that
/// account in the agency.
///
/// # Errors
/// The reason why it is not possible.
pub fn outlook<'a>(
    workflow: &Workflow,
    situation: &Situation,
    actor: &Actor,
    command: &Command,
    named: impl Fn(&str) -> Option<Named<'a>>,
    clock: Clock<'_>,
) -> Result<Outlook, Refusal> {
    if !is_for_many(command) {
        return Err(Refusal::NotNow);
    }
    let next = apply(workflow, situation, Party::Officer(actor), command, clock)?;
    if let Some((step, officer)) = receives(workflow, &situation.step, command) {
        let step = step.ok_or(Refusal::NotNow)?;
        let fits = named(officer).is_some_and(|one| step.is_done_by(one.role, one.unit));
        if !fits {
            return Err(Refusal::OfficerElsewhere);
        }
    }
    Ok(Outlook {
        status: next.status,
        step: workflow
            .step(&next.step)
            .map(|step| step.title.clone())
            .unwrap_or_default(),
        due_at: next.due_at,
    })
}
