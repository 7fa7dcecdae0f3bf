//! The units that an officer can ask for an opinion: those of the own agency, and those of others by words.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{UnitFound, UnitQuery};
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::fold;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::app::App;
use crate::db::entity::{agency, unit};
use crate::service::dossier::beside::abroad;
use crate::service::{Error, Result};

/// Most units of an answer.
const MOST: usize = 30;

/// Units by words; without any the others of the own agency.
///
/// # Errors
/// Those of the database.
pub async fn find(app: &App, actor: &Actor, query: &UnitQuery) -> Result<Vec<UnitFound>> {
    let home = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let db = app.db.read();
    let words = fold(&query.q);
    let mut units = unit::Entity::find();
    if words.is_empty() {
        units = units.filter(unit::Column::Agency.eq(home));
    }
    let units = units.order_by_asc(unit::Column::Id).all(db).await?;
    let agencies: HashMap<String, agency::Model> = agency::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|agency| (agency.code.clone(), agency))
        .collect();
    let mut found: Vec<(bool, UnitFound)> = units
        .into_iter()
        .filter(|unit| actor.unit.as_ref() != Some(&unit.id))
        .map(|unit| {
            let own = unit.agency == home;
            let name = if own {
                Bilingual {
                    vi: unit.name_vi.clone(),
                    en: unit.name_en.clone(),
                }
            } else {
                abroad(&unit, agencies.get(&unit.agency))
            };
            (!own, UnitFound { id: unit.id, name })
        })
        .filter(|(_, unit)| {
            let text = fold(&format!("{} {}", unit.name.vi, unit.name.en));
            words.split(' ').all(|word| text.contains(word))
        })
        .collect();
    // The own agency first.
    found.sort_by_key(|(abroad, _)| *abroad);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, unit)| unit).collect())
}
