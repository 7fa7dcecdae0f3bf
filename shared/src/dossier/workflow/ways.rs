//! Whether the steps of a definition lead anywhere: what makes it unusable that no single step shows. Walks the table of
//! transitions, so that definition and rules cannot disagree.

use std::collections::BTreeSet;

use super::{Step, Workflow};
use crate::dossier::status::Status;
use crate::dossier::transition::{Guard, TABLE, To};

impl Workflow {
    /// Faults of the ways between the steps, in words: steps that nothing leads to, and steps that nothing leads out of.
    #[must_use]
    pub(super) fn lint_ways(&self) -> Vec<String> {
        let last = self.steps.len().saturating_sub(1);
        let onward: Vec<Vec<usize>> = (0..self.steps.len()).map(|at| self.onward(at)).collect();
        let reached = walk(0, &onward);
        let mut faults = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            if !reached.contains(&at) {
                faults.push(format!("nothing leads to the step {}", step.key));
            } else if !walk(at, &onward).contains(&last) {
                faults.push(format!(
                    "the step {} is a dead end: no way leads from it to the return of the result",
                    step.key
                ));
            }
        }
        faults
    }

    /// Where the table leads from a step by going on.
    fn onward(&self, at: usize) -> Vec<usize> {
        let Some(step) = self.steps.get(at) else {
            return Vec::new();
        };
        let last = self.steps.len().saturating_sub(1);
        TABLE
            .iter()
            .filter(|line| {
                let possible = self.immediate || !line.guards.contains(&Guard::Immediate);
                let here = statuses(step).iter().any(|one| line.from.contains(one));
                possible && here && self.is_at(step, line.at)
            })
            .filter_map(|line| match line.to {
                To::NextStep => Some(at.saturating_add(1)).filter(|next| *next <= last),
                To::LastStep => Some(last),
                _ => None,
            })
            .collect()
    }
}

/// The statuses that a dossier has at a step while it goes on: at reception it is accepted before it is passed on.
fn statuses(step: &Step) -> Vec<Status> {
    match step.status {
        Status::Submitted => vec![Status::Submitted, Status::Accepted],
        other => vec![other],
    }
}

/// Everything that can be reached.
fn walk(from: usize, onward: &[Vec<usize>]) -> BTreeSet<usize> {
    let (mut reached, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = open.pop() {
        for next in onward.get(at).into_iter().flatten() {
            if reached.insert(*next) {
                open.push(*next);
            }
        }
    }
    reached
}
