//! The workspace: one dossier as officers see it. Reads only; who may see it is decided before ([`super::read`]).

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{PartView, StaffDossier};
use motcua_shared::dossier::Action;
use motcua_shared::dossier::workflow::{Step, allowed};
use motcua_shared::form::Answers;
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, ExprTrait, QueryFilter};

use super::acting::party;
use super::{elsewhere, hand_over, label, opinion, stand_in};
use crate::app::App;
use crate::db::entity::{account, dossier, dossier_event};
use crate::db::json;
use crate::service::dossier::row::{self, OpenSupplement, moment};
use crate::service::dossier::{timeline, view};
use crate::service::place::Place;
use crate::service::{Result, draft, form_version};

/// Names of accounts.
pub(super) async fn names(app: &App, ids: Vec<String>) -> Result<HashMap<String, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = account::Entity::find()
        .filter(Expr::col(account::Column::Id).is_in(ids))
        .all(app.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What was done when and where it led, as the times of the steps are read off it.
fn happened_at(events: &[dossier_event::Model]) -> Vec<(Action, Timestamp, Option<&str>)> {
    events
        .iter()
        .filter_map(|event| {
            let action = Action::from_key(&event.action)?;
            let at = Timestamp::from_micros(event.at);
            Some((action, at, event.step.as_deref()))
        })
        .collect()
}

/// Everything about a dossier that the officer may see.
pub(super) async fn workspace(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
    guest: bool,
) -> Result<StaffDossier> {
    let db = app.db.read();
    let version = form_version::version(app, &row.form).await?;
    let place = Place::of(app, &row.agency).await?;
    let situation = row::situation(row)?;
    let (step, next) = (
        version.workflow.step(&row.step),
        version.workflow.next(&row.step),
    );
    let assignee = names(app, row.assignee.iter().cloned().collect())
        .await?
        .into_values()
        .next()
        .unwrap_or_default();
    let answers: Answers = json::read(&row.answers)?;
    let before_supplement: Answers = json::read(&row.before_supplement)?;
    let (files, mut results) = view::files(app, row, &[&answers, &before_supplement]).await?;
    let open: Option<OpenSupplement> = json::read_opt(row.supplement.as_deref())?;
    let events = timeline::events(db, &row.id).await?;
    view::mark_ended(&mut results, &events);
    let labels = label::on(app, std::slice::from_ref(&row.id)).await?;
    // What was just sent to another agency is shown once more, with nothing left to do.
    let actions = if guest || actor.agency.as_ref() == Some(&row.agency) {
        let clock = row::clock(app, &version, &row.agency, app.now());
        let absent = stand_in::absent_for(app, actor).await?;
        let faces: Vec<Actor> = absent.into_iter().map(|one| one.actor).collect();
        let as_whom = party(actor, &faces, guest);
        allowed(&version.workflow, &situation, as_whom, clock)
    } else {
        Vec::new()
    };
    let mut came_in = view::came_in(app, row).await?;
    if let Some(officer) = &row.assisted_by {
        let found = names(app, vec![officer.clone()]).await?;
        came_in.assisted_by = found.into_values().next().unwrap_or_default();
    }
    let mut consultations = situation.consultations;
    if guest {
        // What the own agency writes for itself, and what it prepares, is not for others.
        results.clear();
        consultations.retain(|asked| actor.unit.as_ref() == Some(&asked.unit));
    }
    let papers_to = match &row.papers_to {
        Some(unit) => hand_over::unit_name(app, unit).await?,
        None => None,
    };
    Ok(StaffDossier {
        came_in,
        next_elsewhere: elsewhere(row).is_some(),
        paper_units: if actions.contains(&Action::GivePapers) {
            hand_over::units(app, actor, row).await?
        } else {
            Vec::new()
        },
        papers_to,
        row: row::queue_row(
            app,
            row,
            &version,
            assignee,
            place.unit_name(&row.unit_id),
            if guest {
                Vec::new()
            } else {
                labels.into_values().next().unwrap_or_default()
            },
        )?,
        version: row.version,
        next_step: next
            .map(|step| step.title.clone())
            .unwrap_or_else(Bilingual::default),
        next_role: next.map(|step| step.role),
        next_unit: next.map(|step| step.unit.clone()).unwrap_or_default(),
        agencies: if actions.contains(&Action::SendToAgency) {
            let mut others = draft::receiving(app, &version.workflow).await?;
            others.retain(|one| one.code != row.agency);
            others
        } else {
            Vec::new()
        },
        earlier_steps: if actions.contains(&Action::ReturnToPrevious) {
            let passed = version.workflow.passed(&row.step).iter();
            let step = |step: &Step| (step.key.clone(), step.title.clone());
            passed.map(step).collect()
        } else {
            Vec::new()
        },
        actions,
        form: row.form.clone(),
        answers,
        marks: json::read(&row.marks)?,
        before_supplement,
        warnings: json::read(&row.warnings)?,
        components: version.service.components.clone(),
        files,
        results,
        timeline: if guest {
            timeline::for_applicant(&events)?
        } else {
            timeline::for_staff(&events)?
        },
        steps: version.workflow.step_times(
            &happened_at(&events),
            app.calendars.of(&row.agency),
            (!situation.status.is_terminal()).then(|| app.now()),
        ),
        promised_at: situation.promised_at,
        legal_due_at: situation.legal_due_at,
        basis: row::limit_basis(app, &row.procedure_code),
        supplement_spent: situation.supplements > 0 && !situation.supplement_allowed,
        step_role: step.map_or(actor.role, |step| step.role),
        step_unit: step.map(|step| step.unit.clone()).unwrap_or_default(),
        promise: situation.promise,
        consultations,
        opinions: if guest {
            Vec::new()
        } else {
            opinion::given(db, &events).await?
        },
        opinion_terms: step.and_then(|step| step.opinion.clone()),
        parts: situation
            .parts
            .iter()
            .map(|open| PartView {
                title: version
                    .workflow
                    .part(&open.part)
                    .map(|(part, _)| part.title.clone())
                    .unwrap_or_default(),
                unit: open.name.clone(),
                due_at: open.due_at,
            })
            .collect(),
        charges: situation.charges,
        guest,
        accepted_at: moment(row.accepted_at),
        open_items: open.map(|open| open.items).unwrap_or_default(),
    })
}
