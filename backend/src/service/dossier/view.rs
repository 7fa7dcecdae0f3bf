//! Dossiers as their applicant sees them.

use std::collections::BTreeSet;

use motcua_shared::access::Role;
use motcua_shared::api::{
    AttachmentView, CameIn, DossierSummary, DossierView, Reading, ResultEnd, SupplementView,
    scanned_component,
};
use motcua_shared::dossier::workflow::{Party, allowed};
use motcua_shared::dossier::{Action, Intake, Status};
use motcua_shared::form::Answers;
use motcua_shared::form::answers::attachment_ids;
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::row::{self, OpenSupplement, moment};
use super::{linked, timeline};
use crate::app::App;
use crate::db::entity::{attachment, dossier, dossier_event, reading};
use crate::db::json;
use crate::service::place::Place;
use crate::service::{Error, Result, attachment as attachments, form_version};

/// Readings that are listed.
const READINGS: u64 = 50;

/// The row of the applicant's list.
pub(crate) fn summary(app: &App, row: &dossier::Model) -> Result<DossierSummary> {
    Ok(DossierSummary {
        id: row.id.clone(),
        code: row.code.clone(),
        procedure_name: row::procedure_name(app, &row.procedure_code),
        status: row::status(row.status)?,
        sentence: Bilingual {
            vi: row.sentence_vi.clone(),
            en: row.sentence_en.clone(),
        },
        due_at: next_date(row)?,
        submitted_at: Timestamp::from_micros(row.submitted_at),
        updated_at: Timestamp::from_micros(row.updated_at),
    })
}

/// The date that counts for the applicant: what was promised while the limit runs, else what is due now. Duties inside the
/// agency are not theirs.
fn next_date(row: &dossier::Model) -> Result<Option<Timestamp>> {
    let runs = row::status(row.status)?.clock_runs();
    Ok(moment(row.legal_due_at.filter(|_| runs).or(row.due_at)))
}

/// The whole page of the applicant.
pub(crate) async fn view(app: &App, row: &dossier::Model) -> Result<DossierView> {
    let db = app.db.read();
    let version = form_version::version(app, &row.form).await?;
    let place = Place::of(app, &row.agency).await?;
    let situation = row::situation(row)?;
    let answers: Answers = json::read(&row.answers)?;
    let current = [&answers];
    let readings = reading::Entity::find()
        .filter(reading::Column::Dossier.eq(&row.id))
        .order_by_desc(reading::Column::At)
        .limit(READINGS);
    let ((files, mut results), readers, events) = tokio::try_join!(
        files(app, row, &current),
        async { Ok(readings.all(db).await?) },
        timeline::events(db, &row.id),
    )?;
    mark_ended(&mut results, &events);
    // A prepared result is the agency's until it is handed over.
    if !situation.is_given_out() {
        results.clear();
    }
    Ok(DossierView {
        summary: summary(app, row)?,
        procedure: row::procedure_slug(app, &row.procedure_code),
        version: row.version,
        agency: place.agency_name(),
        came_in: came_in(app, row).await?,
        unit: place.unit_name(&row.unit_id),
        promised_at: situation.promised_at,
        actions: allowed(
            &version.workflow,
            &situation,
            Party::Applicant,
            row::clock(app, &version, &row.agency, app.now()),
        ),
        promise: situation.promise,
        basis: row::limit_basis(app, &row.procedure_code),
        form: row.form.clone(),
        answers,
        marks: json::read(&row.marks)?,
        files,
        results,
        timeline: timeline::for_applicant(&events)?,
        charges: situation.charges,
        linked: linked::of(app, row).await?,
        following: linked::forms(app, row).await?,
        supplement: supplement(row)?,
        readers: readers
            .into_iter()
            .map(reading_view)
            .collect::<Result<_>>()?,
    })
}

/// The open supplement request, if the dossier waits for the applicant.
pub(crate) fn supplement(row: &dossier::Model) -> Result<Option<SupplementView>> {
    // During a withdrawal the request is kept, in case the dossier goes on.
    let waits = row::status(row.status)? == Status::SupplementRequired;
    let open: Option<OpenSupplement> = json::read_opt(row.supplement.as_deref().filter(|_| waits))?;
    Ok(open.map(|open| SupplementView {
        dossier: row.id.clone(),
        code: row.code.clone(),
        items: open.items,
        message: open.message,
        due_at: moment(row.due_at),
    }))
}

/// How it came in, without names.
pub(crate) async fn came_in(app: &App, row: &dossier::Model) -> Result<CameIn> {
    let (mut received_at, mut competent) = (None, None);
    if let (Some(here), Some(there)) = (&row.receiving_agency, &row.competent_agency)
        && here != there
    {
        received_at = Some(Place::of(app, here).await?.agency_name());
        competent = Some(Place::of(app, there).await?.agency_name());
    }
    let intake = u8::try_from(row.intake).ok().and_then(Intake::from_code);
    Ok(CameIn {
        intake: intake
            .ok_or_else(|| Error::internal(format!("unknown way of filing {}", row.intake)))?,
        letter: json::read_opt(row.letter.as_deref())?,
        assisted: row.assisted_by.is_some(),
        assisted_by: String::new(),
        paper_only: row.paper_only,
        papers: json::read(&row.papers)?,
        received_at,
        competent,
    })
}

/// The files that any of these answers mention, scans made at the counter, and the results.
pub(crate) async fn files(
    app: &App,
    row: &dossier::Model,
    answers: &[&Answers],
) -> Result<(Vec<AttachmentView>, Vec<AttachmentView>)> {
    let rows = attachment::Entity::find()
        .filter(attachment::Column::Dossier.eq(&row.id))
        .order_by_asc(attachment::Column::UploadedAt)
        .order_by_asc(attachment::Column::Id)
        .all(app.db.read())
        .await?;
    let mentioned: BTreeSet<&str> = answers
        .iter()
        .flat_map(|answers| attachment_ids(answers))
        .collect();
    let (mut files, mut results) = (Vec::new(), Vec::new());
    for row in rows {
        if row.is_result {
            results.push(attachments::view(row)?);
        } else if mentioned.contains(row.id.as_str()) || scanned_component(&row.field).is_some() {
            files.push(attachments::view(row)?);
        }
    }
    Ok((files, results))
}

/// Marks results that were corrected or revoked after they had been put there: both versions are kept, one counts.
pub(crate) fn mark_ended(results: &mut [AttachmentView], events: &[dossier_event::Model]) {
    let ends = |event: &dossier_event::Model| match Action::from_key(&event.action)? {
        Action::CorrectResult => Some(ResultEnd::Replaced),
        Action::RevokeResult => Some(ResultEnd::Revoked),
        _ => None,
    };
    for result in results {
        let mut later = events
            .iter()
            .filter(|event| event.at >= result.uploaded_at.micros());
        result.ended = later.find_map(ends);
    }
}

fn reading_view(row: reading::Model) -> Result<Reading> {
    Ok(Reading {
        at: Timestamp::from_micros(row.at),
        unit: Bilingual {
            vi: row.unit_vi,
            en: row.unit_en,
        },
        role: Role::from_key(&row.role)
            .ok_or_else(|| Error::internal(format!("unknown role {}", row.role)))?,
    })
}
