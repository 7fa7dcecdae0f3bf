//! Looking at the calendars, trying a change, making it. A change moves no promised date: how many dossiers would have another one
//! is counted and said; a leader counts one anew by an action of its own, which is written down (R-TIME-11).

use std::collections::{BTreeMap, HashMap};

use motcua_shared::access::Actor;
use motcua_shared::api::{
    CalendarChange, CalendarChanged, CalendarPreview, CalendarView, Differing, HoursOf,
};
use motcua_shared::calendar::calendars::EVERY_AGENCY;
use motcua_shared::calendar::{Calendars, Edit};
use motcua_shared::dossier::workflow::Clock;
use motcua_shared::dossier::{Promise, Status};
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::clean;
use motcua_shared::time::Timestamp;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};

use crate::app::App;
use crate::db::entity::{account, agency, calendar_change, dossier};
use crate::db::json;
use crate::service::{Error, Result, form_version};

/// Rows read at once while dossiers are counted.
const PAGE: u64 = 500;
/// Changes that are shown.
const SHOWN: u64 = 100;

/// The calendars as they hold.
///
/// # Errors
/// Those of the database.
pub async fn view(app: &App) -> Result<CalendarView> {
    app.calendars.refresh(&app.db).await?;
    let (number, calendars) = app.calendars.now();
    let agencies = agencies(app).await?;
    Ok(CalendarView {
        number,
        today: app.today(),
        days: calendars.days().collect(),
        hours: calendars
            .hours()
            .map(|(agency, hours)| HoursOf {
                agency: agency.to_owned(),
                hours: hours.clone(),
            })
            .collect(),
        changes: changes(app).await?,
        differing: differing(app, calendars, &agencies).await?,
        agencies: agencies.into_iter().collect(),
    })
}

/// What a change would do.
///
/// # Errors
/// [`Error::Conflict`] when the calendars are not those that were seen; [`Error::BadRequest`] for an agency that does not exist.
pub async fn preview(app: &App, change: &CalendarChange) -> Result<CalendarPreview> {
    let agencies = agencies(app).await?;
    let edits = checked(app, change, &agencies).await?;
    let (_, calendars) = app.calendars.now();
    let faults = calendars.faults(&edits, app.today());
    let differing = if faults.is_empty() {
        differing(app, &calendars.with(&edits), &agencies).await?
    } else {
        Vec::new()
    };
    Ok(CalendarPreview { faults, differing })
}

/// Makes a change. It is used from here on, by every process.
///
/// # Errors
/// [`Error::Conflict`] when somebody else made one in between; [`Error::BadRequest`] for a change without edits or reason, or with
/// an edit that cannot be made ([`preview`] says which).
pub async fn change(app: &App, actor: &Actor, change: &CalendarChange) -> Result<CalendarView> {
    let agencies = agencies(app).await?;
    let edits = checked(app, change, &agencies).await?;
    let reason = clean(&change.reason);
    if edits.is_empty() || reason.is_empty() {
        return Err(Error::BadRequest("a change without edits or reason".into()));
    }
    let (number, calendars) = app.calendars.now();
    if let Some(faulty) = calendars.faults(&edits, app.today()).first() {
        return Err(Error::BadRequest(format!(
            "edit {} of the calendar: {:?}",
            faulty.place, faulty.fault
        )));
    }
    let row = calendar_change::Model {
        number: number + 1,
        at: app.now().micros(),
        account: actor.id.clone(),
        reason,
        edits: json::write(&edits)?,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let written = calendar_change::Entity::insert(row.into_active_model())
                .exec_without_returning(tx)
                .await;
            match written.as_ref().map_err(sea_orm::DbErr::sql_err) {
                Err(Some(SqlErr::UniqueConstraintViolation(_))) => Err(Error::Conflict {
                    current_version: None,
                }),
                _ => Ok(written.map(|_| ())?),
            }
        })
        .await?;
    view(app).await
}

/// The edits with tidy names, if they are about the calendars as they hold and about agencies that exist.
async fn checked(
    app: &App,
    change: &CalendarChange,
    agencies: &BTreeMap<String, Bilingual>,
) -> Result<Vec<Edit>> {
    app.calendars.refresh(&app.db).await?;
    let (number, _) = app.calendars.now();
    if change.seen != number {
        return Err(Error::Conflict {
            current_version: Some(number),
        });
    }
    let mut edits = change.edits.clone();
    for edit in &mut edits {
        if let Edit::Day { name, .. } = edit {
            *name = clean(name);
        }
        if let Some(agency) = edit.agency()
            && agency != EVERY_AGENCY
            && !agencies.contains_key(agency)
        {
            return Err(Error::BadRequest(format!("no agency {agency}")));
        }
    }
    Ok(edits)
}

async fn agencies(app: &App) -> Result<BTreeMap<String, Bilingual>> {
    let rows = agency::Entity::find().all(app.db.read()).await?;
    let named = rows.into_iter().map(|row| {
        let name = Bilingual {
            vi: row.name_vi,
            en: row.name_en,
        };
        (row.code, name)
    });
    Ok(named.collect())
}

async fn changes(app: &App) -> Result<Vec<CalendarChanged>> {
    let rows = calendar_change::Entity::find()
        .find_also_related(account::Entity)
        .order_by_desc(calendar_change::Column::Number)
        .limit(SHOWN)
        .all(app.db.read())
        .await?;
    rows.into_iter()
        .map(|(row, by)| {
            Ok(CalendarChanged {
                number: row.number,
                at: Timestamp::from_micros(row.at),
                by: by.map(|account| account.name).unwrap_or_default(),
                reason: row.reason,
                edits: json::read(&row.edits)?,
            })
        })
        .collect()
}

/// What of a dossier is needed to count its date anew.
#[derive(FromQueryResult)]
struct Promised {
    id: String,
    agency: String,
    form: String,
    legal_due_at: Option<i64>,
    promise: String,
}

/// Dossiers whose clock runs and whose promised date is not what these calendars give, by agency.
async fn differing(
    app: &App,
    calendars: &Calendars,
    agencies: &BTreeMap<String, Bilingual>,
) -> Result<Vec<Differing>> {
    let running = Status::ALL.into_iter().filter(|status| status.clock_runs());
    let running: Vec<i32> = running.map(|status| i32::from(status.code())).collect();
    let (mut counts, mut versions) = (BTreeMap::<String, u64>::new(), HashMap::new());
    let mut after = String::new();
    loop {
        let rows = dossier::Entity::find()
            .select_only()
            .columns([
                dossier::Column::Id,
                dossier::Column::Agency,
                dossier::Column::Form,
                dossier::Column::LegalDueAt,
                dossier::Column::Promise,
            ])
            .filter(dossier::Column::Status.is_in(running.clone()))
            .filter(dossier::Column::Id.gt(&after))
            .order_by_asc(dossier::Column::Id)
            .limit(PAGE)
            .into_model::<Promised>()
            .all(app.db.read())
            .await?;
        for row in &rows {
            let version = match versions.get(&row.form) {
                Some(version) => version,
                None => {
                    let version = form_version::version(app, &row.form).await?;
                    versions.entry(row.form.clone()).or_insert(version)
                }
            };
            let clock = Clock {
                now: app.now(),
                calendar: calendars.of(&row.agency),
                limit: version.service.limit,
            };
            let promise: Promise = json::read(&row.promise)?;
            let counted = promise.recounted(clock).map(|sum| sum.due_at.micros());
            if counted.is_some() && counted != row.legal_due_at {
                *counts.entry(row.agency.clone()).or_default() += 1;
            }
        }
        match rows.last() {
            Some(last) if rows.len() as u64 == PAGE => after.clone_from(&last.id),
            _ => break,
        }
    }
    let line = |(code, dossiers): (String, u64)| Differing {
        agency: agencies.get(&code).cloned().unwrap_or(Bilingual {
            vi: code,
            en: String::new(),
        }),
        dossiers,
    };
    Ok(counts.into_iter().map(line).collect())
}
