//! The one-stop counter: who stands there, the form filled with them, what they bring. Receiving itself is a way of filing
//! ([`super::draft::receive`]). Only clerks come here, and each sees only what lies on the own counter.

pub mod person;

use std::collections::HashMap;
use std::sync::Arc;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{
    CounterDraft, CounterDraftSummary, CounterProcedure, NewCounterDraft, ReadingPurpose,
};
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::{Answer, Answers, Context, Fault, Issue, validate};
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use self::person::{citizen, note_reading};
use super::dossier::row;
use super::form_version::{self, FormVersion};
use super::{Error, Result, attachment as attachments, draft as drafts};
use crate::app::App;
use crate::db::entity::{account, attachment, draft};
use crate::db::json;
use crate::service::place::Place;

/// Media types of a scan.
const SCAN_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// Most megabytes of a scan.
const SCAN_MEGABYTES: u32 = 20;
/// Most scans of one component.
const SCANS: u32 = 20;

/// The counter is the clerks'.
pub(crate) fn at_counter(actor: &Actor) -> Result<()> {
    if actor.role == Role::Clerk && actor.agency.is_some() {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// The slot for scans of a component that this procedure has.
pub(crate) fn scan_slot(version: &FormVersion, component: &str) -> Result<FileSlot> {
    let known = version
        .service
        .components
        .iter()
        .any(|known| known.key() == component);
    if !known {
        return Err(Error::Invalid(vec![Issue::error(
            component,
            Fault::UnknownField,
        )]));
    }
    Ok(FileSlot {
        accept: SCAN_TYPES.map(str::to_owned).to_vec(),
        max_mb: SCAN_MEGABYTES,
        max_files: SCANS,
        document: None,
        valid_months: None,
    })
}

/// The procedures that this counter receives: it does their first step, and some agency does them all.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is not a clerk.
pub async fn procedures(app: &App, actor: &Actor) -> Result<Vec<CounterProcedure>> {
    at_counter(actor)?;
    let here = here(app, actor).await?;
    let mut found = Vec::new();
    for procedure in app.reference.catalogue.all() {
        let Some(version) = app.forms.current(&procedure.code, app.today()) else {
            continue;
        };
        if receives(app, &here, version).await? {
            found.push(CounterProcedure {
                slug: procedure.slug.clone(),
                code: procedure.code.clone(),
                name: procedure.name.clone(),
            });
        }
    }
    Ok(found)
}

async fn here(app: &App, actor: &Actor) -> Result<Arc<Place>> {
    let code = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    Place::of(app, code).await
}

/// Whether a counter receives a procedure.
async fn receives(app: &App, here: &Place, version: &FormVersion) -> Result<bool> {
    let first = version.workflow.reception().map(|step| step.unit.as_str());
    let counter = here
        .units
        .iter()
        .any(|unit| Some(unit.kind.as_str()) == first);
    Ok(counter && !drafts::receiving(app, &version.workflow).await?.is_empty())
}

/// Starts a form with a person, filled with what is known about them; that it was looked at is written down.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] for nobody, or a procedure that this counter does not receive.
pub async fn begin(app: &App, actor: &Actor, new: &NewCounterDraft) -> Result<CounterDraft> {
    at_counter(actor)?;
    let person = citizen(app, &new.person).await?;
    let procedure = app.reference.catalogue.by_slug(&new.procedure);
    let version = procedure
        .and_then(|procedure| app.forms.current(&procedure.code, app.today()))
        .ok_or(Error::NotFound)?;
    let here = here(app, actor).await?;
    if !receives(app, &here, version).await? {
        return Err(Error::NotFound);
    }
    app.db
        .write::<_, Error, _>(async |tx| {
            note_reading(app, tx, actor, Some(&person.id), ReadingPurpose::Fill).await
        })
        .await?;
    let row = drafts::begin(app, &person.id, Some(&actor.id), &new.procedure).await?;
    view(app, actor, row).await
}

/// The forms that this clerk fills with people, last saved first.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is not a clerk.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<CounterDraftSummary>> {
    at_counter(actor)?;
    let rows = draft::Entity::find()
        .filter(drafts::filled_by(actor))
        .filter(draft::Column::Receipt.is_null())
        .order_by_desc(draft::Column::UpdatedAt)
        .all(app.db.read())
        .await?;
    let people: HashMap<String, String> = account::Entity::find()
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account.as_str())))
        .all(app.db.read())
        .await?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| CounterDraftSummary {
            person: people.get(&row.account).cloned().unwrap_or_default(),
            procedure_name: row::procedure_name(app, &row.procedure_code),
            id: row.id,
            updated_at: Timestamp::from_micros(row.updated_at),
        })
        .collect())
}

/// What lies on the counter.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] also for what lies on another counter.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<CounterDraft> {
    at_counter(actor)?;
    let row = drafts::open(app.db.read(), actor, id).await?;
    view(app, actor, row).await
}

async fn view(app: &App, actor: &Actor, row: draft::Model) -> Result<CounterDraft> {
    let version = form_version::version(app, &row.form).await?;
    let answers: Answers = json::read(&row.answers)?;
    let context = Context {
        today: app.today(),
        directory: &app.reference.directory,
    };
    let checked = validate(&version.form, &answers, context);
    let files = attachment::Entity::find()
        .filter(attachment::Column::Draft.eq(&row.id))
        .order_by_asc(attachment::Column::UploadedAt)
        .order_by_asc(attachment::Column::Id)
        .all(app.db.read())
        .await?;
    let agencies = drafts::receiving(app, &version.workflow).await?;
    let named = match checked.answers.get(&version.service.competent_by) {
        Some(Answer::Address(address)) => address.commune.clone(),
        Some(Answer::Text(named)) => named.clone(),
        _ => String::new(),
    };
    let competent = agencies
        .iter()
        .find(|agency| !named.is_empty() && (agency.commune == named || agency.code == named));
    Ok(CounterDraft {
        person: person::view(app, citizen(app, &row.account).await?).await?,
        procedure: row::procedure_slug(app, &row.procedure_code),
        procedure_name: row::procedure_name(app, &row.procedure_code),
        version: row.version,
        updated_at: Timestamp::from_micros(row.updated_at),
        form_ready: checked.is_ok(),
        immediate: version.workflow.immediate,
        components: version.service.components.clone(),
        files: files
            .into_iter()
            .map(attachments::view)
            .collect::<Result<_>>()?,
        competent: competent
            .map(|agency| agency.code.clone())
            .unwrap_or_default(),
        agencies,
        here: actor.agency.clone().unwrap_or_default(),
        id: row.id,
    })
}
