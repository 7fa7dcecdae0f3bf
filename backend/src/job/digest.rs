//! The mail of the morning: what waits for an officer, once a day when the agency opens, however many processes look (R-NOTI). It goes
//! to officers who have confirmed an e-mail address and have not switched it off, and only when something waits.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use motcua_shared::access::Role;
use motcua_shared::calendar::Calendar;
use motcua_shared::dossier::urgency::near_until;
use motcua_shared::dossier::{Action, Status};
use motcua_shared::i18n::{Lang, t::reach as say};
use motcua_shared::notice::{ChannelKind, Occasion};
use motcua_shared::time::{LocalTime, Timestamp, iso_date, show_date, show_moment};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::db::entity::{account, digest, dossier, dossier_event};
use crate::service::delivery::{self, Letter};
use crate::service::dossier::row;
use crate::service::{Error, Result};

/// Pause between two looks.
const EVERY: Duration = Duration::from_secs(60);
/// Dossiers named under a heading; the others are counted.
const NAMED: usize = 10;

/// Looks now and every minute, until the server ends. Ends at once when no mail leaves the portal.
pub async fn run(app: App, shutdown: CancellationToken) {
    if app.channels.get(ChannelKind::Email).is_none() {
        return;
    }
    let mut clock = tokio::time::interval(EVERY);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = clock.tick() => {}
        }
        match round(&app).await {
            Ok(0) => {}
            Ok(written) => tracing::info!(written, "wrote digests"),
            Err(error) => tracing::warn!(%error, "digests could not be written"),
        }
    }
}

/// One round: how many digests were written.
///
/// # Errors
/// Those of the database; what was written stays.
pub async fn round(app: &App) -> Result<u64> {
    let now = app.now();
    let day = iso_date(now.local().date);
    let had: BTreeSet<String> = digest::Entity::find()
        .filter(digest::Column::Day.eq(&day))
        .all(app.db.read())
        .await?
        .into_iter()
        .map(|row| row.account)
        .collect();
    let roles = [Role::Clerk, Role::Specialist, Role::Leader].map(Role::key);
    let officers = account::Entity::find()
        .filter(account::Column::Role.is_in(roles))
        .order_by_asc(account::Column::Id)
        .all(app.db.read())
        .await?;
    let mut written = 0;
    for officer in officers {
        let calendar = app
            .calendars
            .of(officer.agency.as_deref().unwrap_or_default());
        if !had.contains(&officer.id) && is_open(calendar, now) {
            written += u64::from(write(app, &officer, calendar, &day, now).await?);
        }
    }
    Ok(written)
}

/// From the first minute of office hours to the last one.
fn is_open(calendar: &Calendar, now: Timestamp) -> bool {
    let local = now.local();
    calendar.is_working_day(local.date)
        && (calendar.opening(local.date)..calendar.closing(local.date)).contains(&local.minute)
}

/// Writes one, unless there is nothing to say, nobody to say it to, or another process was faster.
async fn write(
    app: &App,
    officer: &account::Model,
    calendar: &Calendar,
    day: &str,
    now: Timestamp,
) -> Result<bool> {
    let Some(address) = delivery::email_of(app.db.read(), &officer.id).await? else {
        return Ok(false);
    };
    let choices = delivery::choices(app.db.read(), &officer.id).await?;
    if !choices.wants(Occasion::Digest, ChannelKind::Email) {
        return Ok(false);
    }
    let work = Work::of(app, officer, calendar, now).await?;
    let letter = (!work.is_empty()).then(|| Letter {
        account: &officer.id,
        occasion: Occasion::Digest,
        channel: ChannelKind::Email,
        address,
        subject: say::digest_subject(choices.lang, &show_date(now.local().date)),
        text: work.text(choices.lang, &officer.name, &app.channels.site),
    });
    let entry = digest::Model {
        account: officer.id.clone(),
        day: day.to_owned(),
        at: now.micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let once = OnConflict::columns([digest::Column::Account, digest::Column::Day])
                .do_nothing()
                .to_owned();
            let first = digest::Entity::insert_many([entry.into_active_model()])
                .on_conflict(once)
                .exec_without_returning(tx)
                .await?;
            match letter {
                Some(letter) if first > 0 => {
                    delivery::post_letter(app, tx, letter, now).await?;
                    Ok(true)
                }
                _ => Ok(false),
            }
        })
        .await
}

/// Words over a list, with its length.
type Heading = fn(Lang, &str) -> String;

/// What waits for an officer, each dossier under the first heading that fits.
#[derive(Default)]
struct Work {
    overdue: Vec<dossier::Model>,
    near: Vec<dossier::Model>,
    answered: Vec<dossier::Model>,
    new: Vec<dossier::Model>,
}

impl Work {
    async fn of(
        app: &App,
        officer: &account::Model,
        calendar: &Calendar,
        now: Timestamp,
    ) -> Result<Self> {
        let (near, since) = (near_until(calendar, now), opening_before(calendar, now));
        let rows = own(app, officer, near, since, now).await?;
        let answers = [Action::AnswerSupplement, Action::TakeSupplement].map(Action::key);
        let answered: Vec<String> = dossier_event::Entity::find()
            .select_only()
            .column(dossier_event::Column::Dossier)
            .filter(dossier_event::Column::Dossier.is_in(rows.iter().map(|row| row.id.clone())))
            .filter(dossier_event::Column::Action.is_in(answers))
            .filter(dossier_event::Column::At.gte(since.micros()))
            .into_tuple()
            .all(app.db.read())
            .await?;
        let mut work = Self::default();
        for row in rows {
            let due = row.due_at.unwrap_or(i64::MAX);
            let list = if due <= now.micros() {
                &mut work.overdue
            } else if due <= near.micros() {
                &mut work.near
            } else if answered.contains(&row.id) {
                &mut work.answered
            } else if row.submitted_at >= since.micros() {
                &mut work.new
            } else {
                continue;
            };
            list.push(row);
        }
        Ok(work)
    }

    const fn is_empty(&self) -> bool {
        self.overdue.is_empty()
            && self.near.is_empty()
            && self.answered.is_empty()
            && self.new.is_empty()
    }

    fn text(&self, lang: Lang, name: &str, site: &str) -> String {
        let mut text = say::digest_greeting(lang, name);
        text.push_str("\n\n");
        let heads: [(Heading, &[dossier::Model]); 4] = [
            (say::digest_overdue, &self.overdue),
            (say::digest_near, &self.near),
            (say::digest_answered, &self.answered),
            (say::digest_new, &self.new),
        ];
        for (head, rows) in heads.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let _ = writeln!(text, "{}", head(lang, &rows.len().to_string()));
            for row in rows.iter().take(NAMED) {
                let due = row::moment(row.due_at).map(show_moment).unwrap_or_default();
                let _ = writeln!(text, "{}", say::digest_line(lang, &row.code, &due));
            }
            if rows.len() > NAMED {
                let more = (rows.len() - NAMED).to_string();
                let _ = writeln!(text, "{}", say::digest_more(lang, &more));
            }
            text.push('\n');
        }
        let _ = writeln!(
            text,
            "{}\n",
            say::digest_link(lang, &format!("{site}/can-bo"))
        );
        let settings = format!("{site}/thong-bao/cach-nhan");
        text.push_str(&say::digest_end(lang, &settings));
        text
    }
}

/// Dossiers that the officer has to do with and that may be under a heading, the nearest date first: those in hand, those of the
/// unit's step that nobody has yet, and for leaders all that are late.
async fn own(
    app: &App,
    officer: &account::Model,
    near: Timestamp,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<dossier::Model>> {
    use dossier::Column;
    let at_work = [
        Status::Submitted,
        Status::Accepted,
        Status::Processing,
        Status::WithdrawalRequested,
    ]
    .map(|status| i32::from(status.code()));
    let of_unit = Condition::all()
        .add(Column::Assignee.is_null())
        .add(Column::UnitId.eq(officer.unit.clone().unwrap_or_default()))
        .add(Column::StepRole.eq(&officer.role));
    let mut mine = Condition::any()
        .add(Column::Assignee.eq(&officer.id))
        .add(of_unit);
    if officer.role == Role::Leader.key() {
        mine = mine.add(Column::DueAt.lte(now.micros()));
    }
    let worth = Condition::any()
        .add(Column::DueAt.lte(near.micros()))
        .add(Column::UpdatedAt.gte(since.micros()));
    Ok(dossier::Entity::find()
        .filter(Column::Agency.eq(officer.agency.clone().unwrap_or_default()))
        .filter(Column::Status.is_in(at_work))
        .filter(mine)
        .filter(worth)
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .all(app.db.read())
        .await?)
}

/// When the agency opened on the working day before.
fn opening_before(calendar: &Calendar, now: Timestamp) -> Timestamp {
    let mut date = now.local().date;
    while let Some(before) = date.previous_day() {
        date = before;
        if calendar.is_working_day(date) {
            break;
        }
    }
    Timestamp::from_local(LocalTime {
        date,
        minute: calendar.opening(date),
    })
}
