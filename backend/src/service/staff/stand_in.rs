//! Deputies of leaders and substitutes of absent officers: who acts for whom and until when (R-FLOW-16). What they may then do,
//! the rules of `shared` decide.

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{NewStandIn, StandInView};
use motcua_shared::dossier::stand_in::{self as rules, StandInFault};
use motcua_shared::form::{Fault, Issue};
use motcua_shared::text::clean;
use motcua_shared::time::{LocalTime, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use time::Date;

use super::names;
use crate::app::App;
use crate::db::entity::{account, stand_in};
use crate::service::account::as_actor;
use crate::service::{Error, Result};

/// Most lines of the list.
const LINES: u64 = 100;

/// A colleague in whose place the officer acts now.
pub(super) struct Absent {
    pub actor: Actor,
    /// Number of the written order, when there is one.
    pub order: String,
}

/// The colleagues in whose place the officer acts now.
pub(super) async fn absent_for(app: &App, actor: &Actor) -> Result<Vec<Absent>> {
    let now = app.now().micros();
    let mut rows = stand_in::Entity::find()
        .filter(stand_in::Column::Deputy.eq(&actor.id))
        .filter(stand_in::Column::Since.lte(now))
        .filter(stand_in::Column::Until.gte(now))
        .filter(stand_in::Column::EndedAt.is_null())
        .order_by_asc(stand_in::Column::Id)
        .all(app.db.read())
        .await?;
    // Whoever has moved to another agency stands in for nobody at the old one.
    rows.retain(|row| actor.agency.as_ref() == Some(&row.agency));
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let of = account::Entity::find_by_id(&row.absent)
            .one(app.db.read())
            .await?;
        if let Some(of) = of {
            let absent = as_actor(of)?;
            if absent.agency == actor.agency {
                found.push(Absent {
                    actor: absent,
                    order: row.order_number,
                });
            }
        }
    }
    Ok(found)
}

/// The deputies and substitutes of the agency that count now or later, and those that ended lately.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<StandInView>> {
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let mut found = stand_in::Entity::find().filter(stand_in::Column::Agency.eq(agency));
    if actor.role != Role::Leader {
        let own = Condition::any()
            .add(stand_in::Column::Absent.eq(&actor.id))
            .add(stand_in::Column::Deputy.eq(&actor.id));
        found = found.filter(own);
    }
    let rows = found
        .order_by_desc(stand_in::Column::Until)
        .order_by_asc(stand_in::Column::Id)
        .limit(LINES)
        .all(app.db.read())
        .await?;
    let ids = rows
        .iter()
        .flat_map(|row| [row.absent.clone(), row.deputy.clone()])
        .collect();
    let names = names(app, ids).await?;
    let name = |id: &String| names.get(id).cloned().unwrap_or_default();
    let now = app.now();
    Ok(rows
        .iter()
        .map(|row| {
            let over = row.ended_at.is_some() || row.until < now.micros();
            StandInView {
                id: row.id.clone(),
                absent: name(&row.absent),
                deputy: name(&row.deputy),
                order_number: row.order_number.clone(),
                since: Timestamp::from_micros(row.since).local().date,
                until: Timestamp::from_micros(row.until).local().date,
                over,
                may_end: !over && (actor.role == Role::Leader || row.absent == actor.id),
            }
        })
        .collect())
}

/// Names somebody who acts for an absent officer from the first day to the last: officers for themselves, leaders for everybody
/// of their agency.
///
/// # Errors
/// [`Error::Invalid`] with what does not fit; [`Error::Forbidden`] for somebody else's work.
pub async fn add(app: &App, actor: &Actor, new: &NewStandIn) -> Result<Vec<StandInView>> {
    let agency = actor.agency.clone().ok_or(Error::Forbidden)?;
    if new.absent != actor.id && actor.role != Role::Leader {
        return Err(Error::Forbidden);
    }
    let absent = colleague(app, &agency, &new.absent, "absent").await?;
    let deputy = colleague(app, &agency, &new.deputy, "deputy").await?;
    let (now, order) = (app.now(), clean(&new.order_number));
    let wanted = rules::StandIn {
        absent: &absent,
        deputy: &deputy,
        order: &order,
        since: new.since,
        until: new.until,
    };
    wanted.check(now.local().date).map_err(invalid)?;
    let row = stand_in::Model {
        id: app.new_id(),
        agency,
        absent: absent.id,
        deputy: deputy.id,
        order_number: order,
        since: at(new.since, 0).micros(),
        until: at(new.until, 24 * 60 - 1).micros(),
        created_by: actor.id.clone(),
        created_at: now.micros(),
        ended_at: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            stand_in::Entity::insert(row.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    list(app, actor).await
}

/// Ends it before its last day.
///
/// # Errors
/// [`Error::NotFound`] also for one of another agency; [`Error::Forbidden`] for who is neither a leader nor the absent officer.
pub async fn end(app: &App, actor: &Actor, id: &str) -> Result<Vec<StandInView>> {
    let row = stand_in::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .filter(|row| actor.agency.as_ref() == Some(&row.agency))
        .ok_or(Error::NotFound)?;
    if actor.role != Role::Leader && row.absent != actor.id {
        return Err(Error::Forbidden);
    }
    let now = app.now();
    if row.ended_at.is_none() {
        let mut changed = row.into_active_model();
        changed.ended_at = Set(Some(now.micros()));
        app.db
            .write::<_, Error, _>(async |tx| {
                changed.update(tx).await?;
                Ok(())
            })
            .await?;
    }
    list(app, actor).await
}

/// A moment of a day in Viet Nam.
fn at(date: Date, minute: u32) -> Timestamp {
    Timestamp::from_local(LocalTime { date, minute })
}

fn invalid(fault: StandInFault) -> Error {
    let (field, fault) = match fault {
        StandInFault::NoOrder => ("order_number", Fault::Required),
        StandInFault::SamePerson | StandInFault::OtherRole => ("deputy", Fault::NotAChoice),
        StandInFault::BadDays => ("until", Fault::NoSuchDate),
    };
    Error::Invalid(vec![Issue::error(field, fault)])
}

async fn colleague(app: &App, agency: &str, id: &str, field: &str) -> Result<Actor> {
    let found = account::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .filter(|row| row.agency.as_deref() == Some(agency));
    match found {
        Some(row) => as_actor(row),
        None => Err(Error::Invalid(vec![Issue::error(field, Fault::NotAChoice)])),
    }
}
