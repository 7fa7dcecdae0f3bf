//! What other units have to do with a dossier beside its step: the names that the rules do not know, and the rows that put it
//! into the queues of those units. What may be done is decided in `shared::dossier::workflow`.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::dossier::Situation;
use motcua_shared::i18n::Bilingual;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::db::entity::{agency, side_task, unit};
use crate::service::form_version::FormVersion;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Kind of a row for an opinion; its key is the unit.
const OPINION: &str = "opinion";
/// Kind of a row for a part of a step.
const PART: &str = "part";

/// The situation with the units that just came in: agency and name of those that are asked, unit and name of those that do a
/// part.
pub(crate) async fn placed<C: ConnectionTrait>(
    db: &C,
    version: &FormVersion,
    place: &Place,
    next: &Situation,
) -> Result<Situation> {
    let mut next = next.clone();
    for open in next.parts.iter_mut().filter(|open| open.unit.is_empty()) {
        let part = version.workflow.part(&open.part);
        let (part, _) = part.ok_or_else(|| Error::internal(format!("no part {}", open.part)))?;
        let unit = place.unit_of_kind(&part.unit)?;
        open.unit.clone_from(&unit.id);
        open.name = place.unit_name(&unit.id);
    }
    for asked in &mut next.consultations {
        if !asked.agency.is_empty() {
            continue;
        }
        let unit = unit::Entity::find_by_id(&asked.unit).one(db).await?;
        let unit = unit.ok_or_else(|| Error::internal(format!("no unit {}", asked.unit)))?;
        asked.name = if unit.agency == place.agency.code {
            place.unit_name(&unit.id)
        } else {
            let agency = agency::Entity::find_by_id(&unit.agency).one(db).await?;
            abroad(&unit, agency.as_ref())
        };
        asked.agency = unit.agency;
    }
    Ok(next)
}

/// A unit of another agency: “Phòng Kinh tế, UBND phường …”.
pub(crate) fn abroad(unit: &unit::Model, agency: Option<&agency::Model>) -> Bilingual {
    let Some(agency) = agency else {
        return Bilingual {
            vi: unit.name_vi.clone(),
            en: unit.name_en.clone(),
        };
    };
    Bilingual {
        vi: format!("{}, {}", unit.name_vi, agency.name_vi),
        en: if unit.name_en.is_empty() || agency.name_en.is_empty() {
            String::new()
        } else {
            format!("{}, {}", unit.name_en, agency.name_en)
        },
    }
}

/// Writes the rows of the units' queues anew when something beside the step has changed.
pub(crate) async fn write<C: ConnectionTrait>(
    db: &C,
    dossier: &str,
    before: &Situation,
    next: &Situation,
) -> Result<()> {
    if before.consultations == next.consultations && before.parts == next.parts {
        return Ok(());
    }
    side_task::Entity::delete_many()
        .filter(side_task::Column::Dossier.eq(dossier))
        .exec(db)
        .await?;
    let opinions = next
        .consultations
        .iter()
        .map(|asked| (OPINION, &asked.unit, &asked.unit, asked.due_at));
    let parts = next
        .parts
        .iter()
        .map(|open| (PART, &open.part, &open.unit, open.due_at));
    let tasks: Vec<_> = opinions.chain(parts).collect();
    if tasks.is_empty() {
        return Ok(());
    }
    let units = tasks.iter().map(|(_, _, unit, _)| unit.as_str());
    let agencies: HashMap<String, String> = unit::Entity::find()
        .filter(unit::Column::Id.is_in(units))
        .all(db)
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.agency))
        .collect();
    let rows = tasks.into_iter().map(|(kind, key, unit, due_at)| {
        side_task::Model {
            dossier: dossier.to_owned(),
            kind: kind.to_owned(),
            key: key.clone(),
            unit: unit.clone(),
            agency: agencies.get(unit).cloned().unwrap_or_default(),
            due_at: due_at.micros(),
        }
        .into_active_model()
    });
    side_task::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whether the officer's unit is being asked for an opinion on the dossier.
pub(crate) async fn is_asked<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    dossier: &str,
) -> Result<bool> {
    let Some(unit) = &actor.unit else {
        return Ok(false);
    };
    let task =
        side_task::Entity::find_by_id((dossier.to_owned(), OPINION.to_owned(), unit.clone()));
    Ok(task.one(db).await?.is_some())
}
