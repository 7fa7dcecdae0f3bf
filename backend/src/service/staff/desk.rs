//! How the queue looks for an officer, what its filters offer, and the leader's board. Nothing here changes a dossier.

use std::collections::BTreeMap;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{Board, BoardLine, Desk, DeskSettings, NOBODY};
use motcua_shared::i18n::Bilingual;
use sea_orm::sea_query::{CaseStatement, Expr, Func, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::queue::{Looking, live};
use super::{bulk, colleagues, label};
use crate::app::App;
use crate::db::entity::{desk_setting, dossier};
use crate::db::json;
use crate::service::my_data::reuse;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Everything that the pages of the desk need beside their lists.
///
/// # Errors
/// Those of the database.
pub async fn get(app: &App, actor: &Actor) -> Result<Desk> {
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let place = Place::of(app, agency).await?;
    let officers = colleagues(app, actor).await?;
    Ok(Desk {
        settings: settings(app, actor).await?,
        units: place
            .units
            .iter()
            .map(|unit| (unit.id.clone(), place.unit_name(&unit.id)))
            .collect(),
        officers: officers.into_iter().map(|one| (one.id, one.name)).collect(),
        labels: label::of_actor(app, actor).await?,
        unfinished: bulk::unfinished(app, actor).await?,
    })
}

async fn settings(app: &App, actor: &Actor) -> Result<DeskSettings> {
    let kept = desk_setting::Entity::find_by_id(&actor.id)
        .one(app.db.read())
        .await?;
    // What an older or newer program has kept may not fit: the queue then looks as it does at first.
    Ok(kept
        .and_then(|kept| json::read(&kept.settings).ok())
        .unwrap_or_default())
}

/// Keeps how the queue looks for the actor.
///
/// # Errors
/// Those of the database.
pub async fn save(app: &App, actor: &Actor, settings: &DeskSettings) -> Result<DeskSettings> {
    let settings = settings.clone().tidy();
    let row = desk_setting::Model {
        account: actor.id.clone(),
        settings: json::write(&settings)?,
        updated_at: app.now().micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let again = OnConflict::column(desk_setting::Column::Account)
                .update_columns([
                    desk_setting::Column::Settings,
                    desk_setting::Column::UpdatedAt,
                ])
                .to_owned();
            desk_setting::Entity::insert(row.into_active_model())
                .on_conflict(again)
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await?;
    Ok(settings)
}

/// Load, near due, overdue, idle.
type Numbers = [u64; 4];

/// The load of units and officers.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who is not a leader.
pub async fn board(app: &App, actor: &Actor) -> Result<Board> {
    if actor.role != Role::Leader {
        return Err(Error::Forbidden);
    }
    let looking = Looking::new(app, actor).await?;
    let hit = |condition: Condition| {
        let case = CaseStatement::new().case(condition, Expr::value(1));
        Func::count(Expr::Case(Box::new(case)))
    };
    let rows: Vec<(String, Option<String>, i64, i64, i64, i64)> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::UnitId)
        .column(dossier::Column::Assignee)
        .column_as(dossier::Column::Id.count(), "load")
        .expr_as(hit(looking.near_due()), "due")
        .expr_as(hit(looking.overdue()), "overdue")
        .expr_as(hit(looking.idle()), "idle")
        .filter(dossier::Column::Agency.eq(looking.agency))
        .filter(live())
        .group_by(dossier::Column::UnitId)
        .group_by(dossier::Column::Assignee)
        .order_by_asc(dossier::Column::UnitId)
        .into_tuple()
        .all(app.db.read())
        .await?;
    let (mut by_unit, mut by_officer) = (
        BTreeMap::<String, Numbers>::new(),
        BTreeMap::<String, Numbers>::new(),
    );
    for (unit, officer, load, due, overdue, idle) in rows {
        let numbers = [load, due, overdue, idle].map(|one| u64::try_from(one).unwrap_or(0));
        let officer = officer.unwrap_or_else(|| NOBODY.to_owned());
        for sum in [
            by_unit.entry(unit).or_default(),
            by_officer.entry(officer).or_default(),
        ] {
            for (sum, one) in sum.iter_mut().zip(numbers) {
                *sum += one;
            }
        }
    }
    let place = Place::of(app, looking.agency).await?;
    let units = place.units.iter().map(|unit| {
        let numbers = by_unit.remove(&unit.id).unwrap_or_default();
        line(
            unit.id.clone(),
            place.unit_name(&unit.id),
            Bilingual::default(),
            numbers,
        )
    });
    let units = units.collect();
    let mut officers = Vec::new();
    for one in colleagues(app, actor).await? {
        let numbers = by_officer.remove(&one.id).unwrap_or_default();
        let name = Bilingual {
            vi: one.name,
            en: String::new(),
        };
        officers.push(line(one.id, name, one.unit, numbers));
    }
    let nobody = by_officer.remove(NOBODY).unwrap_or_default();
    officers.push(line(
        NOBODY.to_owned(),
        Bilingual::default(),
        Bilingual::default(),
        nobody,
    ));
    Ok(Board {
        units,
        officers,
        reuse: reuse::periods(app, looking.agency).await?,
    })
}

fn line(id: String, name: Bilingual, unit: Bilingual, numbers: Numbers) -> BoardLine {
    let [load, due, overdue, idle] = numbers;
    BoardLine {
        id,
        name,
        unit,
        load,
        due,
        overdue,
        idle,
    }
}
