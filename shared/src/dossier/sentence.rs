//! The plain sentence of every dossier: who has it, what next, by when (design §4, invariant 7).

use super::situation::Situation;
use super::status::Status;
use super::workflow::Workflow;
use crate::i18n::Bilingual;
use crate::i18n::{Lang, t::dossier as say};
use crate::text::grouped;
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
            let step = crate::text::lower_first(step);
            let asked = situation.consultations.iter().map(|asked| &asked.name);
            let helping = situation.parts.iter().map(|open| &open.name);
            if !situation.consultations.is_empty() {
                let asked = names(asked, lang);
                say::sentence_4_consulting(lang, unit, agency, &step, &asked, &legal)
            } else if !situation.parts.is_empty() {
                let helping = names(helping, lang);
                say::sentence_4_parts(lang, unit, agency, &helping, &step, &legal)
            } else {
                say::sentence_4(lang, unit, agency, &step, &legal)
            }
        }
        Status::SupplementRequired => say::sentence_5(lang, &due, agency),
        Status::PaymentRequired => {
            let amount = situation.open_charge().map_or(0, |charge| charge.amount);
            let amount = grouped(i64::try_from(amount).unwrap_or(i64::MAX), lang);
            say::sentence_6(lang, &amount, &due, agency)
        }
        Status::WithdrawalRequested => say::sentence_7(lang, unit, agency),
        Status::Stopped if situation.is_revoked() => say::sentence_8_revoked(lang, agency),
        Status::Stopped => say::sentence_8(lang, agency),
        Status::Resolved if situation.before == Some(Status::Returned) => {
            say::sentence_9_correcting(lang, agency, unit, &due)
        }
        Status::Resolved if !situation.has_result => {
            say::sentence_9_preparing(lang, agency, unit, &due)
        }
        Status::Resolved => say::sentence_9(lang, unit, agency),
        Status::Returned => say::sentence_10(lang, agency),
    }
}

/// Names of units in a sentence, each once.
fn names<'a>(units: impl Iterator<Item = &'a Bilingual>, lang: Lang) -> String {
    let mut found: Vec<&str> = Vec::new();
    for name in units.map(|name| name.get(lang)) {
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    if found.is_empty() {
        say::another_unit(lang).to_owned()
    } else {
        // Names of units have commas of their own.
        found.join("; ")
    }
}
