//! The officers' queue: filtered, sorted and counted by the database.

use std::collections::BTreeMap;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{Page, QueuePage, QueueQuery, QueueSort, QueueView};
use motcua_shared::dossier::Status;
use motcua_shared::text::fold;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::{CaseStatement, Expr, Func};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::names;
use crate::app::App;
use crate::db::entity::dossier;
use crate::service::dossier::row;
use crate::service::{Error, Result, form_version};

/// Rows a page.
const PER_PAGE: u64 = 25;
/// “Due” means within this many seconds, or past.
const SOON: i64 = 24 * 3600;

/// A page of the queue with the counts of all views.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who is not an officer; those of the database.
pub async fn queue(app: &App, actor: &Actor, query: &QueueQuery) -> Result<QueuePage> {
    let agency = actor
        .agency
        .as_deref()
        .filter(|_| actor.role.is_officer())
        .ok_or(Error::Forbidden)?;
    let now = app.now();
    let mut found = dossier::Entity::find()
        .filter(dossier::Column::Agency.eq(agency))
        .filter(in_view(query.view, actor, now));
    for word in fold(&query.q).split(' ').filter(|word| !word.is_empty()) {
        // Folded words have letters and digits only: nothing in them means anything to LIKE.
        found = found.filter(dossier::Column::SearchText.like(format!("% {word}%")));
    }
    if query.status > 0 {
        found = found.filter(dossier::Column::Status.eq(i32::from(query.status)));
    }
    if !query.procedure.is_empty() {
        found = found.filter(dossier::Column::ProcedureCode.eq(&query.procedure));
    }
    let total = found.clone().count(app.db.read()).await?;
    let page = query.page.max(1);
    let rows = sorted(found, query)
        .offset(
            (page - 1)
                .saturating_mul(PER_PAGE)
                .min(i64::MAX.unsigned_abs()),
        )
        .limit(PER_PAGE)
        .all(app.db.read())
        .await?;
    let assignees = names(
        app,
        rows.iter().filter_map(|row| row.assignee.clone()).collect(),
    )
    .await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let version = form_version::version(app, &row.form).await?;
        let assignee = row
            .assignee
            .as_ref()
            .and_then(|id| assignees.get(id))
            .cloned()
            .unwrap_or_default();
        items.push(row::queue_row(app, row, &version, assignee)?);
    }
    Ok(QueuePage {
        page: Page {
            items,
            total,
            page,
            per_page: PER_PAGE,
        },
        counts: counts(app, agency, actor, now).await?,
        procedures: procedures(app, agency).await?,
    })
}

fn sorted(found: Select<dossier::Entity>, query: &QueueQuery) -> Select<dossier::Entity> {
    let found = match query.sort {
        // What has ended has no due date: the last ended comes first.
        QueueSort::Due if query.view == QueueView::Done => {
            found.order_by_desc(dossier::Column::UpdatedAt)
        }
        QueueSort::Due => found.order_by_asc(dossier::Column::DueAt),
        QueueSort::Oldest => found.order_by_asc(dossier::Column::SubmittedAt),
        QueueSort::Newest => found.order_by_desc(dossier::Column::SubmittedAt),
        QueueSort::Code => found.order_by_asc(dossier::Column::Code),
    };
    found.order_by(dossier::Column::Id, Order::Asc)
}

fn codes(statuses: impl IntoIterator<Item = Status>) -> Vec<i32> {
    statuses
        .into_iter()
        .map(|status| i32::from(status.code()))
        .collect()
}

/// What has not ended.
pub(super) fn live() -> Condition {
    let live = Status::ALL
        .into_iter()
        .filter(|status| !status.is_terminal());
    Condition::all().add(dossier::Column::Status.is_in(codes(live)))
}

/// The condition of a view.
fn in_view(view: QueueView, actor: &Actor, now: Timestamp) -> Condition {
    match view {
        QueueView::Mine => mine(actor),
        QueueView::Agency => live(),
        QueueView::Waiting => Condition::all()
            .add(dossier::Column::Status.eq(i32::from(Status::SupplementRequired.code()))),
        QueueView::Due => live().add(dossier::Column::DueAt.lte(now.plus_seconds(SOON).micros())),
        QueueView::Overdue => live().add(dossier::Column::DueAt.lt(now.micros())),
        QueueView::Done => {
            let ended = Status::ALL
                .into_iter()
                .filter(|status| status.is_terminal());
            Condition::all().add(dossier::Column::Status.is_in(codes(ended)))
        }
    }
}

/// Given to me or to nobody, at a step of my role in my unit, or my unit is asked for its opinion; withdrawals are every
/// clerk's.
fn mine(actor: &Actor) -> Condition {
    let acting = [
        Status::Submitted,
        Status::Accepted,
        Status::Processing,
        Status::WithdrawalRequested,
        Status::Resolved,
    ];
    let mine_or_free = Condition::any()
        .add(dossier::Column::Assignee.is_null())
        .add(dossier::Column::Assignee.eq(&actor.id));
    let at_my_step = Condition::all()
        .add(dossier::Column::Status.is_in(codes(acting)))
        .add(dossier::Column::UnitId.eq(actor.unit.as_deref().unwrap_or_default()))
        .add(dossier::Column::StepRole.eq(actor.role.key()))
        .add(mine_or_free);
    let consulted = Condition::all()
        .add(dossier::Column::Status.eq(i32::from(Status::Processing.code())))
        .add(dossier::Column::ConsultedUnit.eq(actor.unit.as_deref().unwrap_or_default()));
    let at_my_step = Condition::any().add(at_my_step).add(consulted);
    if actor.role == Role::Clerk {
        let withdrawal = dossier::Column::Status.eq(i32::from(Status::WithdrawalRequested.code()));
        return Condition::any().add(at_my_step).add(withdrawal);
    }
    at_my_step
}

/// How many dossiers each view has: one query.
async fn counts(
    app: &App,
    agency: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<BTreeMap<QueueView, u64>> {
    let mut select = dossier::Entity::find()
        .select_only()
        .filter(dossier::Column::Agency.eq(agency));
    for view in QueueView::ALL {
        let hit = CaseStatement::new().case(in_view(view, actor, now), Expr::value(1));
        select = select.expr_as(Func::count(Expr::Case(Box::new(hit))), view.key());
    }
    let counted: Option<(i64, i64, i64, i64, i64, i64)> =
        select.into_tuple().one(app.db.read()).await?;
    let (mine, all, waiting, due, overdue, done) = counted.unwrap_or_default();
    let numbers =
        [mine, all, waiting, due, overdue, done].map(|number| u64::try_from(number).unwrap_or(0));
    Ok(QueueView::ALL.into_iter().zip(numbers).collect())
}

/// The procedures that occur in the agency, by code.
async fn procedures(
    app: &App,
    agency: &str,
) -> Result<Vec<(String, motcua_shared::i18n::Bilingual)>> {
    let codes: Vec<String> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::ProcedureCode)
        .distinct()
        .filter(dossier::Column::Agency.eq(agency))
        .order_by_asc(dossier::Column::ProcedureCode)
        .into_tuple()
        .all(app.db.read())
        .await?;
    Ok(codes
        .into_iter()
        .map(|code| (code.clone(), row::procedure_name(app, &code)))
        .collect())
}
