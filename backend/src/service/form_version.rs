//! Form versions: form, workflow and service of a procedure as one immutable thing, named by its hash.
//!
//! Drafts and dossiers are pinned to one (design §4, invariant 4). New ones come from the procedure folders at start.

use std::collections::HashMap;
use std::sync::Arc;

use motcua_shared::catalogue::OnlineService;
use motcua_shared::dossier::Workflow;
use motcua_shared::form::Form;
use motcua_shared::time::{Date, Timestamp, parse_iso_date};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Error, Result};
use crate::app::App;
use crate::db::entity::form_version;
use crate::db::{Db, json};
use crate::reference::Reference;

/// One version.
#[derive(Clone, Debug)]
pub struct FormVersion {
    /// Its name: first 16 hex digits of the SHA-256 over form, workflow and service.
    pub hash: String,
    /// The form.
    pub form: Form,
    /// The steps.
    pub workflow: Workflow,
    /// Limit, competence, components, result.
    pub service: OnlineService,
    /// First day of use.
    pub effective_from: Date,
    /// When it entered the database.
    pub added_at: Timestamp,
}

/// All versions known when the application was opened.
#[derive(Debug, Default)]
pub struct FormVersions {
    by_hash: HashMap<String, Arc<FormVersion>>,
}

impl FormVersions {
    /// Brings the versions of the procedure folders into the database and reads all back.
    ///
    /// # Errors
    /// Those of the database, or of a stored version that cannot be read.
    pub async fn load(db: &Db, reference: &Reference, now: Timestamp) -> Result<Self> {
        let mut rows = Vec::new();
        for folder in &reference.online {
            rows.push(form_version::ActiveModel {
                hash: Set(folder.hash.clone()),
                procedure_code: Set(folder.service.code.clone()),
                form: Set(json::write(&folder.form)?),
                workflow: Set(json::write(&folder.workflow)?),
                service: Set(json::write(&folder.service)?),
                effective_from: Set(folder.service.effective_from.clone()),
                added_at: Set(now.micros()),
            });
        }
        if !rows.is_empty() {
            db.write::<_, Error, _>(async |tx| {
                let known = OnConflict::column(form_version::Column::Hash)
                    .do_nothing()
                    .to_owned();
                form_version::Entity::insert_many(rows)
                    .on_conflict(known)
                    .exec_without_returning(tx)
                    .await?;
                Ok(())
            })
            .await?;
        }
        let stored = form_version::Entity::find().all(db.read()).await?;
        let by_hash = stored
            .into_iter()
            .map(|row| read(&row).map(|version| (version.hash.clone(), Arc::new(version))))
            .collect::<Result<_>>()?;
        Ok(Self { by_hash })
    }

    /// All versions of a procedure, the newest first.
    #[must_use]
    pub fn of(&self, procedure_code: &str) -> Vec<&Arc<FormVersion>> {
        let mut versions: Vec<&Arc<FormVersion>> = self
            .by_hash
            .values()
            .filter(|version| version.service.code == procedure_code)
            .collect();
        versions.sort_by_key(|version| (version.effective_from, version.added_at, &version.hash));
        versions.reverse();
        versions
    }

    /// The newest version of a procedure that is in use on this day; `None` when it cannot be filed here online.
    #[must_use]
    pub fn current(&self, procedure_code: &str, today: Date) -> Option<&Arc<FormVersion>> {
        self.by_hash
            .values()
            .filter(|version| {
                version.service.code == procedure_code && version.effective_from <= today
            })
            .max_by_key(|version| (version.effective_from, version.added_at, &version.hash))
    }
}

/// The version with this hash; also one that another process added since the start.
///
/// # Errors
/// [`Error::NotFound`], or those of the database.
pub async fn version(app: &App, hash: &str) -> Result<Arc<FormVersion>> {
    if let Some(version) = app.forms.by_hash.get(hash) {
        return Ok(Arc::clone(version));
    }
    let row = form_version::Entity::find_by_id(hash)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    read(&row).map(Arc::new)
}

fn read(row: &form_version::Model) -> Result<FormVersion> {
    let effective_from = parse_iso_date(&row.effective_from).ok_or_else(|| {
        Error::internal(format!(
            "form version {}: effective_from is no date",
            row.hash
        ))
    })?;
    Ok(FormVersion {
        hash: row.hash.clone(),
        form: json::read(&row.form)?,
        workflow: json::read(&row.workflow)?,
        service: json::read(&row.service)?,
        effective_from,
        added_at: Timestamp::from_micros(row.added_at),
    })
}
