//! No silence: officers are reminded of what is near due, overdue or untouched, once for each threshold and date, however many
//! processes look. What is due when, `shared::dossier::reminder` decides; nothing here changes a dossier.

use std::collections::BTreeSet;

use motcua_shared::access::Role;
use motcua_shared::dossier::reminder::{Recipient, Threshold, Watched, When};
use motcua_shared::dossier::{Action, Consultation, OpenPart, Status};
use motcua_shared::event::LiveKind;
use motcua_shared::i18n::{Bilingual, t::notice as say};
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::app::App;
use crate::db::entity::{account, dossier, reminder, stand_in};
use crate::db::json;
use crate::service::dossier::{announce, row};
use crate::service::live::{self, account_topic};
use crate::service::{Error, Result};

/// No threshold looks further ahead: over the longest holidays, in seconds.
const HORIZON: i64 = 20 * 86_400;
/// No threshold calls a dossier untouched sooner, in seconds: a working day has eight hours.
const QUIET: i64 = 8 * 3_600;
/// Dossiers looked at together.
const PAGE: u64 = 500;

/// One round: how many reminders were sent.
///
/// # Errors
/// Those of the database; what was sent before stays sent.
pub async fn round(app: &App) -> Result<u64> {
    app.calendars.refresh(&app.db).await?;
    let now = app.now();
    let mut sent = 0;
    let mut after = String::new();
    loop {
        let page = candidates(app, &after, now).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        let ids = page.iter().map(|row| row.id.clone());
        let known: BTreeSet<(String, String, i64)> = reminder::Entity::find()
            .filter(reminder::Column::Dossier.is_in(ids))
            .all(app.db.read())
            .await?
            .into_iter()
            .map(|row| (row.dossier, row.threshold, row.due_at))
            .collect();
        for row in &page {
            for threshold in &app.reference.reminders {
                let Some(moment) = reached(app, row, threshold, now)? else {
                    continue;
                };
                let key = (row.id.clone(), threshold.key.clone(), moment.micros());
                if !known.contains(&key) && remind(app, row, threshold, moment, now).await? {
                    sent += 1;
                }
            }
        }
    }
    if sent > 0 {
        app.live.wake();
    }
    Ok(sent)
}

/// Live dossiers whose date is not far, that nobody has touched lately, or that wait for other units.
async fn candidates(app: &App, after: &str, now: Timestamp) -> Result<Vec<dossier::Model>> {
    let watched = [
        Status::Submitted,
        Status::Accepted,
        Status::Processing,
        Status::SupplementRequired,
        Status::PaymentRequired,
        Status::WithdrawalRequested,
    ];
    let near = Condition::any()
        .add(dossier::Column::Consultations.ne("[]"))
        .add(dossier::Column::Parts.ne("[]"))
        .add(dossier::Column::DueAt.lte(now.plus_seconds(HORIZON).micros()))
        .add(dossier::Column::UpdatedAt.lte(now.plus_seconds(-QUIET).micros()));
    Ok(dossier::Entity::find()
        .filter(dossier::Column::Status.is_in(watched.map(|status| i32::from(status.code()))))
        .filter(near)
        .filter(dossier::Column::Id.gt(after))
        .order_by_asc(dossier::Column::Id)
        .limit(PAGE)
        .all(app.db.read())
        .await?)
}

fn reached(
    app: &App,
    row: &dossier::Model,
    threshold: &Threshold,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let Some(due_at) = row::moment(row.due_at) else {
        return Ok(None);
    };
    let watched = Watched {
        status: row::status(row.status)?,
        due_at,
        updated_at: Timestamp::from_micros(row.updated_at),
        opinion_missed: missed(row, now)?
            .into_iter()
            .map(|asked| asked.due_at)
            .max(),
        part_missed: late_parts(row, now)?
            .into_iter()
            .map(|open| open.due_at)
            .max(),
    };
    Ok(threshold.reached(&watched, app.calendars.of(&row.agency), now))
}

/// The opinions that have not come in time.
fn missed(row: &dossier::Model, now: Timestamp) -> Result<Vec<Consultation>> {
    let mut asked: Vec<Consultation> = json::read(&row.consultations)?;
    asked.retain(|one| one.due_at < now);
    Ok(asked)
}

/// The parts of the step that were not done in time.
fn late_parts(row: &dossier::Model, now: Timestamp) -> Result<Vec<OpenPart>> {
    let mut open: Vec<OpenPart> = json::read(&row.parts)?;
    open.retain(|one| one.due_at < now);
    Ok(open)
}

/// Sends one, unless another process was faster.
async fn remind(
    app: &App,
    row: &dossier::Model,
    threshold: &Threshold,
    moment: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let entry = reminder::Model {
        dossier: row.id.clone(),
        threshold: threshold.key.clone(),
        due_at: moment.micros(),
        at: now.micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let once = OnConflict::columns([
                reminder::Column::Dossier,
                reminder::Column::Threshold,
                reminder::Column::DueAt,
            ])
            .do_nothing()
            .to_owned();
            let written = reminder::Entity::insert_many([entry.into_active_model()])
                .on_conflict(once)
                .exec_without_returning(tx)
                .await?;
            if written == 0 {
                return Ok(false);
            }
            let text = words(threshold.when, &row.code, moment);
            let mut events = Vec::new();
            for account in recipients(tx, row, &threshold.to, now).await? {
                announce::write_notice(app, tx, &account, row, &text, now).await?;
                events.push(announce::event(
                    account_topic(&account),
                    LiveKind::Assigned,
                    Action::Assign,
                    true,
                    row,
                    text.clone(),
                ));
            }
            live::append(tx, app.db.engine(), events, now).await?;
            Ok(true)
        })
        .await
}

fn words(when: When, code: &str, moment: Timestamp) -> Bilingual {
    let moment = show_moment(moment);
    announce::both(|lang| match when {
        When::Left(_) => say::near_due(lang, code, &moment),
        When::Passed => say::overdue(lang, code, &moment),
        When::Untouched(_) => say::untouched(lang, code, &moment),
        When::OpinionPassed => say::opinion_late(lang, code, &moment),
        When::PartPassed => say::part_late(lang, code, &moment),
    })
}

/// The accounts meant, each once.
async fn recipients(
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    to: &[Recipient],
    now: Timestamp,
) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for one in to {
        let query = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Agency.eq(&row.agency));
        let query = match (one, &row.assignee) {
            (Recipient::Asked, _) => {
                for asked in missed(row, now)? {
                    found.extend(announce::of_unit(tx, &asked.unit).await?);
                }
                continue;
            }
            (Recipient::Doing, _) => {
                for open in late_parts(row, now)? {
                    found.extend(announce::of_unit(tx, &open.unit).await?);
                }
                continue;
            }
            (Recipient::InCharge, Some(officer)) => {
                found.insert(officer.clone());
                continue;
            }
            (Recipient::InCharge, None) => query
                .filter(account::Column::Unit.eq(&row.unit_id))
                .filter(account::Column::Role.eq(&row.step_role)),
            (Recipient::Leaders, _) => query.filter(account::Column::Role.eq(Role::Leader.key())),
            (Recipient::OneStop, _) => query.filter(account::Column::Role.eq(Role::Clerk.key())),
        };
        let ids: Vec<String> = query.into_tuple().all(tx).await?;
        found.extend(ids);
    }
    // Whoever acts for one of them now.
    let deputies: Vec<String> = stand_in::Entity::find()
        .select_only()
        .column(stand_in::Column::Deputy)
        .filter(stand_in::Column::Absent.is_in(&found))
        .filter(stand_in::Column::Since.lte(now.micros()))
        .filter(stand_in::Column::Until.gte(now.micros()))
        .filter(stand_in::Column::EndedAt.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    found.extend(deputies);
    Ok(found)
}
