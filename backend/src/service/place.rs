//! Agencies with their units. Nearly every answer names one, and they hardly ever change: each is kept in memory for a minute.
//!
//! Nothing here decides who may do what.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use motcua_shared::dossier::Workflow;
use motcua_shared::i18n::Bilingual;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{agency, unit};

/// After so long an agency is read anew: another process may have changed it.
const KEPT: Duration = Duration::from_secs(60);

/// An agency with its units.
pub(crate) struct Place {
    pub agency: agency::Model,
    pub units: Vec<unit::Model>,
}

impl Place {
    /// An agency that must exist.
    ///
    /// # Errors
    /// [`Error::Internal`] when it does not; those of the database.
    pub(crate) async fn of(app: &App, code: &str) -> Result<Arc<Self>> {
        Self::find(app, code)
            .await?
            .ok_or_else(|| Error::internal(format!("no agency {code}")))
    }

    /// An agency, if there is one with this code.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn find(app: &App, code: &str) -> Result<Option<Arc<Self>>> {
        if let Some(kept) = app.places.get(code) {
            return Ok(Some(kept));
        }
        let db = app.db.read();
        let Some(agency) = agency::Entity::find_by_id(code).one(db).await? else {
            return Ok(None);
        };
        let units = unit::Entity::find()
            .filter(unit::Column::Agency.eq(code))
            .order_by_asc(unit::Column::Id)
            .all(db)
            .await?;
        let place = Arc::new(Self { agency, units });
        app.places.keep(&place);
        Ok(Some(place))
    }

    /// All agencies, by their codes.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn all(app: &App) -> Result<Arc<Vec<Self>>> {
        if let Some(kept) = app.places.all() {
            return Ok(kept);
        }
        let db = app.db.read();
        let agencies = agency::Entity::find()
            .order_by_asc(agency::Column::Code)
            .all(db)
            .await?;
        let units = unit::Entity::find()
            .order_by_asc(unit::Column::Id)
            .all(db)
            .await?;
        let mut of_agency = HashMap::<String, Vec<unit::Model>>::new();
        for unit in units {
            of_agency.entry(unit.agency.clone()).or_default().push(unit);
        }
        let place = |agency: agency::Model| Self {
            units: of_agency.remove(&agency.code).unwrap_or_default(),
            agency,
        };
        let all = Arc::new(agencies.into_iter().map(place).collect());
        app.places.keep_all(&all);
        Ok(all)
    }

    pub(crate) fn agency_name(&self) -> Bilingual {
        Bilingual {
            vi: self.agency.name_vi.clone(),
            en: self.agency.name_en.clone(),
        }
    }

    /// Name of a unit; the agency's when it is not one of its own.
    pub(crate) fn unit_name(&self, id: &str) -> Bilingual {
        let unit = self.units.iter().find(|unit| unit.id == id);
        unit.map(|unit| Bilingual {
            vi: unit.name_vi.clone(),
            en: unit.name_en.clone(),
        })
        .unwrap_or_else(|| self.agency_name())
    }

    /// Whether every step has a unit here that does it.
    pub(crate) fn can_receive(&self, workflow: &Workflow) -> bool {
        let has = |kind: &str| self.units.iter().any(|unit| unit.kind == kind);
        workflow.unit_kinds().all(has)
    }

    pub(crate) fn unit_of_kind(&self, kind: &str) -> Result<&unit::Model> {
        let found = self.units.iter().find(|unit| unit.kind == kind);
        found.ok_or_else(|| {
            Error::internal(format!(
                "the agency {} has no unit of kind {kind}",
                self.agency.code
            ))
        })
    }
}

/// The agencies that were asked for lately: by code, and all of them.
#[derive(Default)]
pub struct Places {
    by_code: RwLock<HashMap<String, Since<Place>>>,
    all: RwLock<Option<Since<Vec<Place>>>>,
}

/// What was read, and when.
type Since<T> = (Instant, Arc<T>);

impl Places {
    fn get(&self, code: &str) -> Option<Arc<Place>> {
        let kept = self.by_code.read().unwrap_or_else(PoisonError::into_inner);
        fresh(kept.get(code)?)
    }

    fn keep(&self, place: &Arc<Place>) {
        let mut kept = self.by_code.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(
            place.agency.code.clone(),
            (Instant::now(), Arc::clone(place)),
        );
    }

    fn all(&self) -> Option<Arc<Vec<Place>>> {
        let kept = self.all.read().unwrap_or_else(PoisonError::into_inner);
        fresh(kept.as_ref()?)
    }

    fn keep_all(&self, places: &Arc<Vec<Place>>) {
        let mut kept = self.all.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((Instant::now(), Arc::clone(places)));
    }
}

fn fresh<T>((since, read): &Since<T>) -> Option<Arc<T>> {
    (since.elapsed() < KEPT).then(|| Arc::clone(read))
}
