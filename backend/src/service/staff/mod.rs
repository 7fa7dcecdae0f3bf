//! Officers at work: their queue, a dossier of their agency, actions, results. A dossier of another agency is not found;
//! an administrator sees none.

mod acting;
pub mod bulk;
mod check;
pub mod desk;
pub mod hand_over;
pub mod label;
pub mod note;
pub mod opinion;
mod queue;
mod reach;
pub mod result;
pub mod stand_in;
pub mod units;
pub mod watch;
mod workspace;

use std::collections::HashMap;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{ActionRequest, BulkState, Colleague, DossierFound, StaffDossier};
use motcua_shared::dossier::workflow::apply;
use motcua_shared::dossier::{Command, Scanned};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use self::acting::Acting;
pub(crate) use self::check::with_known_items;
use self::check::{check_people, competent};
pub use self::queue::{neighbours, queue};
use self::reach::{home, mark_opened, reach};
use self::workspace::{names, workspace};

use super::dossier::row::{self, OpenSupplement};
use super::dossier::timeline::By;
use super::dossier::{announce, change, check_words, happened};
use super::form_version;
use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{account, dossier, reading};
use crate::db::json;
use crate::service::place::Place;

/// Readings of the same officer within this time are one reading, in seconds.
const ONE_READING: i64 = 600;

/// One dossier of the officer's agency. The reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<StaffDossier> {
    let mut found = reach(app, actor, id).await?;
    log_reading(app, actor, &found.row).await?;
    if !found.guest {
        mark_opened(app, actor, &mut found.row).await?;
    }
    workspace(app, actor, &found.row, found.guest).await
}

/// Acts as an officer.
///
/// # Errors
/// [`Error::Conflict`] when the dossier changed in between, [`Error::Refused`] when the workflow does not allow it.
pub async fn act(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &ActionRequest,
) -> Result<StaffDossier> {
    let guest = reach(app, actor, id).await?.guest;
    let changed = act_on(app, actor, id, request, None).await?;
    workspace(app, actor, &changed, guest).await
}

/// [`act`], also as the turn of a dossier in a run over many: what became of it is then written in the same transaction.
async fn act_on(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &ActionRequest,
    mark: Option<&bulk::Mark<'_>>,
) -> Result<dossier::Model> {
    let reached = reach(app, actor, id).await?;
    let found = &reached.row;
    let version = form_version::version(app, &found.form).await?;
    check_words(&request.command)?;
    let command = with_known_items(&version.form, &request.command)?;
    let place = Place::of(app, &found.agency).await?;
    check_people(app, actor, found, &version, &command).await?;
    hand_over::check(app, actor, found, &command).await?;
    let acting = Acting::on(app, actor, &reached, command.action()).await?;
    let now = app.now();
    let place = match &command {
        Command::SendToAgency { agency, .. } => competent(app, found, &version, agency).await?,
        Command::Forward { .. } => match elsewhere(found) {
            Some(agency) => Place::of(app, agency).await?,
            None => place,
        },
        _ => place,
    };
    let changed = app
        .db
        .write::<_, Error, _>(async |tx| {
            if let Some(mark) = mark
                && !bulk::settle(tx, mark, BulkState::Done, None).await?
            {
                // Its turn was taken by another call of the same run.
                return Err(Error::Conflict {
                    current_version: None,
                });
            }
            let mut row = change::lock(tx, id, Some(request.version)).await?;
            let before = std::mem::replace(&mut row.agency, place.agency.code.clone());
            let situation = row::situation(&row)?;
            let clock = row::clock(app, &version, &row.agency, now);
            let next = apply(
                &version.workflow,
                &situation,
                acting.party(),
                &command,
                clock,
            )
            .map_err(Error::Refused)?;
            if let Command::RequestSupplement { items, message, .. } = &command {
                let open = OpenSupplement {
                    items: items.clone(),
                    message: motcua_shared::text::clean_lines(message),
                };
                row.supplement = Some(json::write(&open)?);
            } else if next.status.is_terminal() || matches!(command, Command::TakeSupplement { .. })
            {
                row.supplement = None;
            }
            if let Command::SendToAgency { .. } = &command {
                row.receiving_agency.get_or_insert_with(|| before.clone());
                row.competent_agency = Some(row.agency.clone());
            }
            let mut happened = happened(&command);
            if let Command::AnswerConsultation { files, .. } = &command {
                opinion::bind(tx, actor, &row, files, &mut happened).await?;
            }
            let by = &acting.by;
            let saved =
                change::save(app, tx, row, &version, &place, &next, by, &happened, now).await?;
            hand_over::write(app, tx, actor, &saved, &command, now).await?;
            if saved.agency != before {
                announce::left(app, tx, &saved, &before, now).await?;
            }
            Ok(saved)
        })
        .await?;
    app.live.wake();
    Ok(changed)
}

/// Officers of the own agency with the number of live dossiers each has.
///
/// # Errors
/// Those of the database.
pub async fn colleagues(app: &App, actor: &Actor) -> Result<Vec<Colleague>> {
    let db = app.db.read();
    let code = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let place = Place::of(app, code).await?;
    let rows = account::Entity::find()
        .filter(account::Column::Agency.eq(code))
        .order_by_asc(account::Column::Name)
        .all(db)
        .await?;
    let loads: Vec<(Option<String>, i64)> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Assignee)
        .column_as(dossier::Column::Id.count(), "load")
        .filter(dossier::Column::Agency.eq(code))
        .filter(dossier::Column::Assignee.is_not_null())
        .filter(queue::live())
        .group_by(dossier::Column::Assignee)
        .into_tuple()
        .all(db)
        .await?;
    let loads: HashMap<String, i64> = loads
        .into_iter()
        .filter_map(|(id, load)| Some((id?, load)))
        .collect();
    let mut found = Vec::new();
    for row in rows {
        let Some(role) = Role::from_key(&row.role).filter(|role| role.is_officer()) else {
            continue;
        };
        let unit = row.unit.unwrap_or_default();
        found.push(Colleague {
            load: loads
                .get(&row.id)
                .and_then(|load| u64::try_from(*load).ok())
                .unwrap_or(0),
            id: row.id,
            name: row.name,
            role,
            unit: place.unit_name(&unit),
            unit_id: unit.clone(),
            unit_kind: place
                .units
                .iter()
                .find(|known| known.id == unit)
                .map(|unit| unit.kind.clone())
                .unwrap_or_default(),
        });
    }
    Ok(found)
}

/// The dossier of the actor's agency that a scanner has read; opening it is another call, which is logged.
///
/// # Errors
/// [`Error::NotFound`] for a text that names none, or a dossier of another agency.
pub async fn find_scanned(app: &App, actor: &Actor, text: &str) -> Result<DossierFound> {
    let agency = actor.agency.as_deref().ok_or(Error::NotFound)?;
    let found = dossier::Entity::find().filter(dossier::Column::Agency.eq(agency));
    let found = match Scanned::parse(text).ok_or(Error::NotFound)? {
        Scanned::Code(code) => found.filter(dossier::Column::Code.eq(code.as_str())),
        Scanned::Id(id) => found.filter(dossier::Column::Id.eq(id)),
    };
    let row = found.one(app.db.read()).await?.ok_or(Error::NotFound)?;
    Ok(DossierFound {
        id: row.id,
        code: row.code,
    })
}

/// The agency that the next step belongs to, when it is not the one that received the dossier (R-OSS-10).
fn elsewhere(row: &dossier::Model) -> Option<&str> {
    row.competent_agency
        .as_deref()
        .filter(|competent| *competent != row.agency)
}

/// A dossier of the actor's agency.
pub(crate) async fn of_agency(app: &App, actor: &Actor, id: &str) -> Result<dossier::Model> {
    let agency = actor
        .agency
        .as_deref()
        .filter(|_| actor.role.is_officer())
        .ok_or(Error::NotFound)?;
    let found = dossier::Entity::find_by_id(id).filter(dossier::Column::Agency.eq(agency));
    found.one(app.db.read()).await?.ok_or(Error::NotFound)
}

/// The dossier, and the reading is logged.
pub(crate) async fn read(app: &App, actor: &Actor, id: &str) -> Result<dossier::Model> {
    let row = of_agency(app, actor, id).await?;
    log_reading(app, actor, &row).await?;
    Ok(row)
}

/// Writes down that an officer reads a dossier; the owner can see it (design §4, invariant 11).
pub(crate) async fn log_reading(app: &App, actor: &Actor, row: &dossier::Model) -> Result<()> {
    let now = app.now();
    let last = reading::Entity::find()
        .filter(reading::Column::Dossier.eq(&row.id))
        .filter(reading::Column::Account.eq(&actor.id))
        .filter(reading::Column::At.gt(now.plus_seconds(-ONE_READING).micros()))
        .one(app.db.read())
        .await?;
    if last.is_some() {
        return Ok(());
    }
    let place = home(app, actor, row).await?;
    let unit = place.unit_name(actor.unit.as_deref().unwrap_or_default());
    let entry = reading::Model {
        id: app.new_id(),
        dossier: row.id.clone(),
        account: actor.id.clone(),
        role: actor.role.key().to_owned(),
        unit_vi: unit.vi,
        unit_en: unit.en,
        at: now.micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            reading::Entity::insert(entry.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// The officer in a timeline.
pub(crate) fn officer(actor: &Actor, place: &Place) -> By {
    let unit = place.unit_name(actor.unit.as_deref().unwrap_or_default());
    By {
        account: actor.id.clone(),
        name: actor.name.clone(),
        unit,
        agency: actor.agency.clone(),
    }
}
