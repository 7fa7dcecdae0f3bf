//! The plain sentence of every dossier: who has it, what next, by when (design §4, invariant 7).

use super::situation::Situation;
use super::status::Status;
use super::workflow::Workflow;
use crate::i18n::{Lang, t::dossier as say};
use crate::time::show_moment;

/// The sentence in a language. `unit` is the name of the unit that has it, `agency` that of the agency.
#[must_use]
pub fn sentence(
    workflow: &Workflow,
    situation: &Situation,
    unit: &str,
    agency: &str,
    lang: Lang,
) -> String {
    let due = situation.due_at.map(show_moment).unwrap_or_default();
    let legal = situation
        .legal_due_at
        .map(show_moment)
        .unwrap_or_else(|| due.clone());
    match situation.status {
        Status::Submitted => say::sentence_1(lang, unit, agency, &due),
        Status::Accepted => say::sentence_2(lang, unit, agency, &legal),
        Status::Refused => say::sentence_3(lang, agency),
        Status::Processing => {
            let step = workflow
                .step(&situation.step)
                .map(|step| step.title.get(lang))
                .unwrap_or_default();
            say::sentence_4(lang, unit, agency, &crate::text::lower_first(step), &legal)
        }
        Status::SupplementRequired => say::sentence_5(lang, &due, agency),
        Status::PaymentRequired => say::sentence_6(lang, &due, agency),
        Status::WithdrawalRequested => say::sentence_7(lang, unit, agency),
        Status::Stopped => say::sentence_8(lang, agency),
        Status::Resolved if situation.before == Some(Status::Returned) => {
            say::sentence_9_correcting(lang, agency, unit, &due)
        }
        Status::Resolved => say::sentence_9(lang, unit, agency),
        Status::Returned => say::sentence_10(lang, agency),
    }
}
