//! Papers between units: who gave which to whom, who confirmed them and when. The actions are those of the workflow; here is
//! the record that goes with them.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::HandOver;
use motcua_shared::dossier::Command;
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::clean_lines;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{elsewhere, names};
use crate::app::App;
use crate::db::entity::{dossier, hand_over, unit};
use crate::service::{Error, Result};

/// Confirmed hand-overs stay in the list for so many seconds.
const LATELY: i64 = 7 * 86_400;
/// Most rows of the list.
const ROWS: u64 = 100;

/// Units that the papers of a dossier can be given to: the others of the agency, and those of the competent one.
pub(super) async fn units(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
) -> Result<Vec<(String, Bilingual)>> {
    let mut agencies = vec![row.agency.as_str()];
    agencies.extend(elsewhere(row));
    let found = unit::Entity::find()
        .filter(unit::Column::Agency.is_in(agencies))
        .order_by_asc(unit::Column::Id)
        .all(app.db.read())
        .await?;
    Ok(found
        .into_iter()
        .filter(|unit| actor.unit.as_ref() != Some(&unit.id))
        .map(|unit| {
            let name = name(&unit);
            (unit.id, name)
        })
        .collect())
}

fn name(unit: &unit::Model) -> Bilingual {
    Bilingual {
        vi: unit.name_vi.clone(),
        en: unit.name_en.clone(),
    }
}

/// Name of a unit of any agency.
pub(super) async fn unit_name(app: &App, id: &str) -> Result<Option<Bilingual>> {
    let found = unit::Entity::find_by_id(id).one(app.db.read()).await?;
    Ok(found.as_ref().map(name))
}

/// Papers are given to a unit that can get them.
pub(super) async fn check(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
    command: &Command,
) -> Result<()> {
    let Command::GivePapers { unit, .. } = command else {
        return Ok(());
    };
    let known = units(app, actor, row).await?;
    if actor.unit.is_some() && known.iter().any(|(id, _)| id == unit) {
        Ok(())
    } else {
        Err(Error::BadRequest(format!("{unit} cannot get the papers")))
    }
}

/// Writes the record that goes with an action on papers; nothing for every other action.
pub(super) async fn write(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    row: &dossier::Model,
    command: &Command,
    now: Timestamp,
) -> Result<()> {
    match command {
        Command::GivePapers { unit, papers } => {
            let given = hand_over::ActiveModel {
                id: Set(app.new_id()),
                dossier: Set(row.id.clone()),
                from_unit: Set(actor.unit.clone().ok_or(Error::Forbidden)?),
                to_unit: Set(unit.clone()),
                papers: Set(clean_lines(papers)),
                given_by: Set(actor.id.clone()),
                given_at: Set(now.micros()),
                taken_by: Set(None),
                taken_at: Set(None),
                note: Set(String::new()),
            };
            hand_over::Entity::insert(given).exec(tx).await?;
        }
        Command::TakePapers { note } => {
            hand_over::Entity::update_many()
                .col_expr(hand_over::Column::TakenBy, Expr::value(actor.id.as_str()))
                .col_expr(hand_over::Column::TakenAt, Expr::value(now.micros()))
                .col_expr(hand_over::Column::Note, Expr::value(clean_lines(note)))
                .filter(hand_over::Column::Dossier.eq(&row.id))
                .filter(hand_over::Column::TakenAt.is_null())
                .exec(tx)
                .await?;
        }
        _ => {}
    }
    Ok(())
}

/// Papers on their way to or from the officer's unit, and those confirmed lately; what waits comes first.
///
/// # Errors
/// [`Error::Forbidden`] for an officer without a unit; those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<HandOver>> {
    let here = actor.unit.as_deref().ok_or(Error::Forbidden)?;
    let mine = Condition::any()
        .add(hand_over::Column::ToUnit.eq(here))
        .add(hand_over::Column::FromUnit.eq(here));
    let lately = Condition::any()
        .add(hand_over::Column::TakenAt.is_null())
        .add(hand_over::Column::TakenAt.gt(app.now().plus_seconds(-LATELY).micros()));
    let mut rows = hand_over::Entity::find()
        .filter(mine)
        .filter(lately)
        .order_by_desc(hand_over::Column::GivenAt)
        .order_by_desc(hand_over::Column::Id)
        .limit(ROWS)
        .all(app.db.read())
        .await?;
    rows.sort_by_key(|row| row.taken_at.is_some());
    let units: HashMap<String, Bilingual> = unit::Entity::find()
        .filter(unit::Column::Id.is_in(rows.iter().flat_map(|row| [&row.from_unit, &row.to_unit])))
        .all(app.db.read())
        .await?
        .into_iter()
        .map(|unit| (unit.id.clone(), name(&unit)))
        .collect();
    let codes: HashMap<String, String> = dossier::Entity::find()
        .select_only()
        .columns([dossier::Column::Id, dossier::Column::Code])
        .filter(dossier::Column::Id.is_in(rows.iter().map(|row| &row.dossier)))
        .into_tuple::<(String, String)>()
        .all(app.db.read())
        .await?
        .into_iter()
        .collect();
    let people = rows
        .iter()
        .flat_map(|row| [Some(row.given_by.clone()), row.taken_by.clone()])
        .flatten();
    let people = names(app, people.collect()).await?;
    let named = |id: &String| people.get(id).cloned().unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| HandOver {
            code: codes.get(&row.dossier).cloned().unwrap_or_default(),
            from: units.get(&row.from_unit).cloned().unwrap_or_default(),
            to: units.get(&row.to_unit).cloned().unwrap_or_default(),
            given_by: named(&row.given_by),
            given_at: Timestamp::from_micros(row.given_at),
            taken_by: row.taken_by.as_ref().map(named).unwrap_or_default(),
            taken_at: row.taken_at.map(Timestamp::from_micros),
            id: row.id,
            dossier: row.dossier,
            papers: row.papers,
            note: row.note,
        })
        .collect())
}
