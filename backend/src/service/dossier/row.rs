//! Between the row of a dossier and what the rules of `shared` know: its situation, its place, its sentences.

use motcua_shared::api::{Label, LimitBasis, QueueRow};
use motcua_shared::dossier::workflow::Clock;
use motcua_shared::dossier::{Situation, Status, SupplementItem, sentence::sentence};
use motcua_shared::i18n::{Bilingual, Lang};
use motcua_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::entity::dossier;
use crate::db::json;
use crate::service::form_version::FormVersion;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// The open supplement request of a dossier, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OpenSupplement {
    pub items: Vec<SupplementItem>,
    pub message: String,
}

/// The clock of the workflow for this procedure at this agency.
pub(crate) fn clock<'a>(
    app: &'a App,
    version: &FormVersion,
    agency: &str,
    now: Timestamp,
) -> Clock<'a> {
    Clock {
        now,
        calendar: app.calendars.of(agency),
        limit: version.service.limit,
    }
}

/// Name of the procedure, as the catalogue has it.
pub(crate) fn procedure_name(app: &App, code: &str) -> Bilingual {
    let name = app
        .reference
        .catalogue
        .by_code(code)
        .map(|procedure| procedure.name.clone());
    name.unwrap_or_else(|| Bilingual {
        vi: code.to_owned(),
        en: String::new(),
    })
}

/// What sets the limit of a procedure, as the catalogue has it.
pub(crate) fn limit_basis(app: &App, code: &str) -> LimitBasis {
    let found = app.reference.catalogue.by_code(code);
    found
        .map(|procedure| LimitBasis {
            decision: procedure.decision.clone(),
            issuer: procedure.promulgated_by.clone(),
            words: procedure.time_limit.clone(),
        })
        .unwrap_or_default()
}

/// Slug of the procedure.
pub(crate) fn procedure_slug(app: &App, code: &str) -> String {
    app.reference
        .catalogue
        .by_code(code)
        .map(|procedure| procedure.slug.clone())
        .unwrap_or_default()
}

/// A stored status.
pub(crate) fn status(code: i32) -> Result<Status> {
    let status = u8::try_from(code).ok().and_then(Status::from_code);
    status.ok_or_else(|| Error::internal(format!("unknown status {code}")))
}

/// A stored moment.
pub(crate) fn moment(micros: Option<i64>) -> Option<Timestamp> {
    micros.map(Timestamp::from_micros)
}

/// What the rules need to know.
pub(crate) fn situation(row: &dossier::Model) -> Result<Situation> {
    Ok(Situation {
        status: status(row.status)?,
        step: row.step.clone(),
        assignee: row.assignee.clone(),
        proposer: row.proposer.clone(),
        before: row.before_status.map(status).transpose()?,
        accepted_at: moment(row.accepted_at),
        promised_at: moment(row.promised_at),
        legal_due_at: moment(row.legal_due_at),
        due_at: moment(row.due_at),
        has_result: row.has_result,
        promise: json::read(&row.promise)?,
        supplements: u32::try_from(row.supplements).unwrap_or(u32::MAX),
        supplement_allowed: row.supplement_allowed,
        consultations: json::read(&row.consultations)?,
        parts: json::read(&row.parts)?,
        passed_by: row.passed_by.clone(),
        opened: row.opened,
        charges: json::read(&row.charges)?,
        papers_to: row.papers_to.clone(),
    })
}

/// Writes a situation into the row, with everything that follows from it: unit, role of the step, both sentences.
pub(crate) fn settle(
    row: &mut dossier::Model,
    next: &Situation,
    version: &FormVersion,
    place: &Place,
) -> Result<()> {
    let step = version
        .workflow
        .step(&next.step)
        .ok_or_else(|| Error::internal(format!("no step {}", next.step)))?;
    let unit = place.unit_of_kind(&step.unit)?;
    row.status = i32::from(next.status.code());
    row.step.clone_from(&next.step);
    row.step_role = step.role.key().to_owned();
    row.assignee.clone_from(&next.assignee);
    row.proposer.clone_from(&next.proposer);
    row.before_status = next.before.map(|status| i32::from(status.code()));
    row.accepted_at = next.accepted_at.map(Timestamp::micros);
    row.promised_at = next.promised_at.map(Timestamp::micros);
    row.legal_due_at = next.legal_due_at.map(Timestamp::micros);
    row.due_at = next.due_at.map(Timestamp::micros);
    row.has_result = next.has_result;
    row.promise = json::write(&next.promise)?;
    row.supplements = i32::try_from(next.supplements).unwrap_or(i32::MAX);
    row.supplement_allowed = next.supplement_allowed;
    row.consultations = json::write(&next.consultations)?;
    row.parts = json::write(&next.parts)?;
    row.passed_by.clone_from(&next.passed_by);
    row.opened = next.opened;
    row.charges = json::write(&next.charges)?;
    row.papers_to.clone_from(&next.papers_to);
    row.unit_id.clone_from(&unit.id);
    let say = |lang: Lang| {
        sentence(
            &version.workflow,
            next,
            place.unit_name(&unit.id).get(lang),
            place.agency_name().get(lang),
            lang,
        )
    };
    row.sentence_vi = say(Lang::Vi);
    row.sentence_en = say(Lang::En);
    Ok(())
}

/// The row of the officers' queue.
pub(crate) fn queue_row(
    app: &App,
    row: &dossier::Model,
    version: &FormVersion,
    assignee: String,
    unit: Bilingual,
    labels: Vec<Label>,
) -> Result<QueueRow> {
    let due_at = moment(row.due_at);
    Ok(QueueRow {
        id: row.id.clone(),
        code: row.code.clone(),
        owner: row.owner.clone(),
        procedure_name: procedure_name(app, &row.procedure_code),
        status: status(row.status)?,
        step: version
            .workflow
            .step(&row.step)
            .map(|step| step.title.clone())
            .unwrap_or_default(),
        assignee,
        unit,
        labels,
        submitted_at: Timestamp::from_micros(row.submitted_at),
        due_at,
        overdue: due_at.is_some_and(|due| due < app.now()),
    })
}
