//! One command for many dossiers. The preview asks the rules of `shared`; a run does one dossier after the other through
//! [`super::act`]'s own way, and writes what became of each in the transaction that changes it: however often and from wherever a
//! run is continued, no dossier is done twice.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{
    ActionRequest, BulkForecast, BulkItem, BulkPreview, BulkQuestion, BulkRun, BulkStart, BulkState,
};
use motcua_shared::dossier::Command;
use motcua_shared::dossier::bulk::{self, MOST, Named};
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{colleagues, queue};
use crate::app::App;
use crate::db::entity::{bulk_item, bulk_run, dossier};
use crate::db::json;
use crate::service::dossier::{check_words, row};
use crate::service::{Error, Result, form_version};

/// Dossiers of one call: short enough to show how far it is.
const TOGETHER: u64 = 10;
/// Dossiers read together for the preview.
const READ: usize = 100;

/// An item of a run, for whoever does it.
pub(super) struct Mark<'a> {
    run: &'a str,
    position: i32,
}

/// What the command would do to each dossier.
///
/// # Errors
/// [`Error::BadRequest`] for a command that is not for many, or for too many dossiers; those of the database.
pub async fn preview(app: &App, actor: &Actor, question: &BulkQuestion) -> Result<BulkPreview> {
    check(&question.command)?;
    let (ids, total) = match &question.selection.list {
        Some(list) => queue::first(app, actor, list, MOST).await?,
        None => {
            let ids = question.selection.dossiers.clone();
            let total = ids.len() as u64;
            (ids, total)
        }
    };
    if ids.len() > MOST {
        return Err(Error::BadRequest("too many dossiers".to_owned()));
    }
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let officers = colleagues(app, actor).await?;
    let named = |id: &str| {
        let found = officers.iter().find(|one| one.id == id)?;
        Some(Named {
            role: found.role,
            unit: &found.unit_kind,
        })
    };
    let now = app.now();
    let mut items = Vec::with_capacity(ids.len());
    for some in ids.chunks(READ) {
        let rows = dossier::Entity::find()
            .filter(dossier::Column::Id.is_in(some))
            .filter(dossier::Column::Agency.eq(agency))
            .all(app.db.read())
            .await?;
        let mut by_id: HashMap<String, dossier::Model> =
            rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        for id in some {
            // One that is not the agency's, or named twice, is not there.
            let Some(found) = by_id.remove(id) else {
                continue;
            };
            let version = form_version::version(app, &found.form).await?;
            let outlook = bulk::outlook(
                &version.workflow,
                &row::situation(&found)?,
                actor,
                &question.command,
                named,
                row::clock(app, &version, agency, now),
            );
            let (outlook, refusal) = match outlook {
                Ok(outlook) => (Some(outlook), None),
                Err(refusal) => (None, Some(refusal)),
            };
            items.push(BulkForecast {
                procedure_name: row::procedure_name(app, &found.procedure_code),
                dossier: found.id,
                code: found.code,
                owner: found.owner,
                version: found.version,
                outlook,
                refusal,
            });
        }
    }
    Ok(BulkPreview {
        beyond: total.saturating_sub(ids.len() as u64),
        items,
    })
}

/// Only commands that are for many, with words that a person reads.
fn check(command: &Command) -> Result<()> {
    if !bulk::is_for_many(command) {
        return Err(Error::BadRequest("not for many dossiers".to_owned()));
    }
    check_words(command)
}

/// Starts a run; nothing is done yet. The same key of the same officer gives the same run.
///
/// # Errors
/// [`Error::BadRequest`] as [`preview`], or for no dossier at all; those of the database.
pub async fn start(app: &App, actor: &Actor, start: &BulkStart, key: &str) -> Result<BulkRun> {
    check(&start.command)?;
    if start.items.is_empty() || start.items.len() > MOST {
        return Err(Error::BadRequest("no or too many dossiers".to_owned()));
    }
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let mut codes: HashMap<String, String> = HashMap::new();
    for some in start.items.chunks(READ) {
        let rows: Vec<(String, String)> = dossier::Entity::find()
            .select_only()
            .column(dossier::Column::Id)
            .column(dossier::Column::Code)
            .filter(dossier::Column::Id.is_in(some.iter().map(|one| one.dossier.as_str())))
            .filter(dossier::Column::Agency.eq(agency))
            .into_tuple()
            .all(app.db.read())
            .await?;
        codes.extend(rows);
    }
    let run = bulk_run::Model {
        id: app.new_id(),
        account: actor.id.clone(),
        key: key.to_owned(),
        command: json::write(&start.command)?,
        started_at: app.now().micros(),
        finished_at: None,
    };
    let mut items = Vec::with_capacity(start.items.len());
    for pick in &start.items {
        // One that is not the agency's, or named twice, is not there.
        let Some(code) = codes.remove(&pick.dossier) else {
            continue;
        };
        items.push(bulk_item::Model {
            run: run.id.clone(),
            position: i32::try_from(items.len()).unwrap_or(i32::MAX),
            dossier: pick.dossier.clone(),
            code,
            version: pick.version,
            state: BulkState::Waiting.key().to_owned(),
            refusal: None,
        });
    }
    if items.is_empty() {
        return Err(Error::NotFound);
    }
    let id = app
        .db
        .write::<_, Error, _>(async |tx| {
            let known = bulk_run::Entity::find()
                .filter(bulk_run::Column::Account.eq(&actor.id))
                .filter(bulk_run::Column::Key.eq(key))
                .one(tx)
                .await?;
            if let Some(known) = known {
                return Ok(known.id);
            }
            let id = run.id.clone();
            bulk_run::Entity::insert(run.into_active_model())
                .exec(tx)
                .await?;
            let items = items.into_iter().map(IntoActiveModel::into_active_model);
            bulk_item::Entity::insert_many(items)
                .exec_without_returning(tx)
                .await?;
            Ok(id)
        })
        .await?;
    get(app, actor, &id).await
}

/// A run of the actor.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<BulkRun> {
    let run = own(app, actor, id).await?;
    let command: Command = json::read(&run.command)?;
    let items = bulk_item::Entity::find()
        .filter(bulk_item::Column::Run.eq(id))
        .order_by_asc(bulk_item::Column::Position)
        .all(app.db.read())
        .await?;
    Ok(BulkRun {
        id: run.id,
        action: command.action(),
        started_at: Timestamp::from_micros(run.started_at),
        items: items.into_iter().map(view).collect::<Result<_>>()?,
    })
}

async fn own(app: &App, actor: &Actor, id: &str) -> Result<bulk_run::Model> {
    let found = bulk_run::Entity::find_by_id(id).filter(bulk_run::Column::Account.eq(&actor.id));
    found.one(app.db.read()).await?.ok_or(Error::NotFound)
}

fn view(row: bulk_item::Model) -> Result<BulkItem> {
    Ok(BulkItem {
        state: BulkState::from_key(&row.state)
            .ok_or_else(|| Error::internal(format!("unknown state {}", row.state)))?,
        refusal: json::read_opt(row.refusal.as_deref())?,
        dossier: row.dossier,
        code: row.code,
    })
}

/// The newest run of the actor that is not finished.
pub(super) async fn unfinished(app: &App, actor: &Actor) -> Result<Option<String>> {
    let found = bulk_run::Entity::find()
        .filter(bulk_run::Column::Account.eq(&actor.id))
        .filter(bulk_run::Column::FinishedAt.is_null())
        .order_by_desc(bulk_run::Column::StartedAt)
        .one(app.db.read())
        .await?;
    Ok(found.map(|run| run.id))
}

/// Does the next dossiers of a run.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; a fault of the server leaves the dossier waiting, so that it can be tried again.
pub async fn go_on(app: &App, actor: &Actor, id: &str) -> Result<BulkRun> {
    let run = own(app, actor, id).await?;
    let command: Command = json::read(&run.command)?;
    let waiting = bulk_item::Entity::find()
        .filter(bulk_item::Column::Run.eq(id))
        .filter(bulk_item::Column::State.eq(BulkState::Waiting.key()))
        .order_by_asc(bulk_item::Column::Position)
        .limit(TOGETHER)
        .all(app.db.read())
        .await?;
    for item in waiting {
        let mark = Mark {
            run: id,
            position: item.position,
        };
        let request = ActionRequest {
            version: item.version,
            command: command.clone(),
        };
        let (state, refusal) =
            match super::act_on(app, actor, &item.dossier, &request, Some(&mark)).await {
                Ok(_) => continue,
                Err(Error::Refused(refusal)) => (BulkState::Refused, Some(refusal)),
                Err(Error::Conflict { .. }) => (BulkState::Changed, None),
                Err(Error::NotFound) => (BulkState::Gone, None),
                Err(error) => return Err(error),
            };
        app.db
            .write::<_, Error, _>(async |tx| settle(tx, &mark, state, refusal).await.map(|_| ()))
            .await?;
    }
    finish(app, id).await?;
    get(app, actor, id).await
}

/// Writes what became of an item, unless it is known already. Says whether it was this call.
pub(super) async fn settle(
    tx: &DatabaseTransaction,
    mark: &Mark<'_>,
    state: BulkState,
    refusal: Option<Refusal>,
) -> Result<bool> {
    let refusal = refusal.map(|refusal| json::write(&refusal)).transpose()?;
    let written = bulk_item::Entity::update_many()
        .col_expr(bulk_item::Column::State, Expr::value(state.key()))
        .col_expr(bulk_item::Column::Refusal, Expr::value(refusal))
        .filter(bulk_item::Column::Run.eq(mark.run))
        .filter(bulk_item::Column::Position.eq(mark.position))
        .filter(bulk_item::Column::State.eq(BulkState::Waiting.key()))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// A run in which nothing waits is finished.
async fn finish(app: &App, id: &str) -> Result<()> {
    let now = app.now().micros();
    app.db
        .write::<_, Error, _>(async |tx| {
            let left = bulk_item::Entity::find()
                .filter(bulk_item::Column::Run.eq(id))
                .filter(bulk_item::Column::State.eq(BulkState::Waiting.key()))
                .one(tx)
                .await?;
            if left.is_none() {
                bulk_run::Entity::update_many()
                    .col_expr(bulk_run::Column::FinishedAt, Expr::value(now))
                    .filter(bulk_run::Column::Id.eq(id))
                    .filter(bulk_run::Column::FinishedAt.is_null())
                    .exec(tx)
                    .await?;
            }
            Ok(())
        })
        .await
}
