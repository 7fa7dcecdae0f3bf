//! A draft with everything that is needed to fill it.

use std::collections::BTreeSet;

use motcua_shared::api::{DraftView, ReceivingAgency};
use motcua_shared::dossier::Workflow;
use motcua_shared::form::{Answers, Form, Kind, autofill};
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::rebase;
use crate::app::App;
use crate::db::entity::{attachment, dossier, draft};
use crate::db::json;
use crate::service::dossier::vault::{self, Offer, Paper};
use crate::service::dossier::{row, view as dossier_view};
use crate::service::form_version::{self, FormVersion};
use crate::service::place::Place;
use crate::service::{Result, attachment as attachments};

/// The draft as who fills it sees it.
pub(super) async fn view(app: &App, draft: &draft::Model) -> Result<DraftView> {
    let db = app.db.read();
    let version = form_version::version(app, &draft.form).await?;
    let answers: Answers = json::read(&draft.answers)?;
    let mut of_draft = Condition::any().add(attachment::Column::Draft.eq(&draft.id));
    if let Some(dossier) = &draft.supplements {
        // A supplement starts from the filed files.
        of_draft = of_draft.add(attachment::Column::Dossier.eq(dossier));
    }
    let files = attachment::Entity::find()
        .filter(of_draft)
        .filter(attachment::Column::IsResult.eq(false))
        .order_by_asc(attachment::Column::UploadedAt)
        .order_by_asc(attachment::Column::Id)
        .all(db)
        .await?;
    let able = agencies(app, &version.workflow).await?;
    let (offer, papers) = known(app, draft, &version, &able).await?;
    let supplement = match &draft.supplements {
        Some(id) => match dossier::Entity::find_by_id(id).one(db).await? {
            Some(dossier) => dossier_view::supplement(&dossier)?,
            None => None,
        },
        None => None,
    };
    Ok(DraftView {
        id: draft.id.clone(),
        procedure: row::procedure_slug(app, &draft.procedure_code),
        procedure_name: row::procedure_name(app, &draft.procedure_code),
        form: draft.form.clone(),
        newer: rebase::offer(app, draft, &version, &answers),
        answers,
        reused: json::read(&draft.reused)?,
        version: draft.version,
        updated_at: Timestamp::from_micros(draft.updated_at),
        attachments: files
            .into_iter()
            .map(attachments::view)
            .collect::<Result<_>>()?,
        facts: offer.facts,
        people: offer.people,
        silent: json::read_opt(draft.silent.as_deref())?.unwrap_or_default(),
        documents: papers.into_iter().map(|paper| paper.view).collect(),
        agencies: able,
        competent_by: version.service.competent_by.clone(),
        supplement,
    })
}

/// What the vault of the person offers to this draft.
async fn known(
    app: &App,
    draft: &draft::Model,
    version: &FormVersion,
    able: &[ReceivingAgency],
) -> Result<(Offer, Vec<Paper>)> {
    let asking = asking_of(app, draft, able).await?;
    let mut offer = vault::offer(app, &draft.account, &asking).await?;
    if draft.assisted_by.is_some() {
        // An officer sees what this form needs, and nothing else of the person.
        offer.facts = autofill::asked_for(&version.form, offer.facts);
        offer.people = Vec::new();
    }
    let kinds = document_kinds(&version.form);
    let papers = vault::papers(app, &draft.account, &kinds, &asking).await?;
    Ok((offer, papers))
}

/// Codes of the agencies that may receive the draft: of the dossier that it supplements, else all that can.
pub(super) async fn asking(
    app: &App,
    draft: &draft::Model,
    version: &FormVersion,
) -> Result<Vec<String>> {
    let able = agencies(app, &version.workflow).await?;
    asking_of(app, draft, &able).await
}

async fn asking_of(
    app: &App,
    draft: &draft::Model,
    able: &[ReceivingAgency],
) -> Result<Vec<String>> {
    if let Some(id) = &draft.supplements {
        let dossier = dossier::Entity::find_by_id(id).one(app.db.read()).await?;
        return Ok(dossier.into_iter().map(|row| row.agency).collect());
    }
    Ok(able.iter().map(|agency| agency.code.clone()).collect())
}

/// Kinds of documents that the slots of the form can take again.
pub(super) fn document_kinds(form: &Form) -> BTreeSet<&str> {
    form.fields()
        .filter_map(|field| match &field.kind {
            Kind::File(slot) => slot.document.as_deref(),
            _ => None,
        })
        .collect()
}

/// The agencies that have every unit of the workflow.
pub(crate) async fn agencies(app: &App, workflow: &Workflow) -> Result<Vec<ReceivingAgency>> {
    let places = Place::all(app).await?;
    let able = places.iter().filter(|place| place.can_receive(workflow));
    Ok(able
        .map(|place| ReceivingAgency {
            code: place.agency.code.clone(),
            name: place.agency_name(),
            commune: place.agency.commune.clone(),
            address: place.agency.address.clone(),
        })
        .collect())
}
