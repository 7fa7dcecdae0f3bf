//! The officers' queue: filtered, sorted and counted by the database, page after page.

mod place;
mod view;

use std::collections::{BTreeMap, HashMap};

use motcua_shared::access::Actor;
use motcua_shared::api::{
    Neighbour, Neighbours, QueuePage, QueueQuery, QueueRow, QueueSlice, QueueView,
};
use motcua_shared::i18n::Bilingual;
use sea_orm::sea_query::{CaseStatement, Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use self::place::{ListOrder, Placed, Way};
pub(super) use self::view::{Looking, live};
use super::{label, names, of_agency};
use crate::app::App;
use crate::db::entity::dossier;
use crate::service::dossier::row;
use crate::service::place::Place;
use crate::service::{Result, form_version};

/// A number for each view of the own agency, in the order of [`QueueView::ALL`].
type Counted = (i64, i64, i64, i64, i64, i64, i64, i64);

/// Rows a page.
const PER_PAGE: usize = 25;

/// A page of the queue with the counts of all views.
///
/// # Errors
/// [`crate::service::Error::Forbidden`] for somebody who is not an officer; those of the database.
pub async fn queue(app: &App, actor: &Actor, query: &QueueQuery) -> Result<QueuePage> {
    let looking = Looking::new(app, actor).await?;
    let counts = counts(app, &looking).await?;
    let total = if query.is_filtered() {
        total(app, looking.listed(query)).await?
    } else {
        counts.get(&query.view).copied().unwrap_or_default()
    };
    let Part {
        placed,
        before,
        after,
    } = part(app, &looking, query).await?;
    let ids: Vec<String> = placed.into_iter().map(|one| one.id).collect();
    Ok(QueuePage {
        page: QueueSlice {
            items: rows(app, &looking, query.view, &ids).await?,
            total,
            before,
            after,
        },
        counts,
        procedures: procedures(app, looking.agency).await?,
    })
}

/// The first dossiers of a list, at most so many, with how many there are.
pub(super) async fn first(
    app: &App,
    actor: &Actor,
    query: &QueueQuery,
    most: usize,
) -> Result<(Vec<String>, u64)> {
    let looking = Looking::new(app, actor).await?;
    let listed = looking.listed(query);
    let total = total(app, listed.clone()).await?;
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let walk = ListOrder::of(query).walk(app, listed, None, Way::Onward, most);
    Ok((walk.await?.into_iter().map(|one| one.id).collect(), total))
}

/// The dossiers beside one in a list, also when it is itself no longer in it.
///
/// # Errors
/// [`crate::service::Error::NotFound`] also for a dossier of another agency.
pub async fn neighbours(
    app: &App,
    actor: &Actor,
    id: &str,
    query: &QueueQuery,
) -> Result<Neighbours> {
    let row = of_agency(app, actor, id).await?;
    let looking = Looking::new(app, actor).await?;
    let order = ListOrder::of(query);
    // One that has ended has no place in a list by due date.
    let Some(place) = order.place_of(&row) else {
        return Ok(Neighbours::default());
    };
    let beside = async |way| -> Result<Option<Neighbour>> {
        let found = order
            .walk(app, looking.listed(query), Some(&place), way, 1)
            .await?;
        let Some(one) = found.into_iter().next() else {
            return Ok(None);
        };
        let code: Option<String> = dossier::Entity::find_by_id(&one.id)
            .select_only()
            .column(dossier::Column::Code)
            .into_tuple()
            .one(app.db.read())
            .await?;
        Ok(code.map(|code| Neighbour { id: one.id, code }))
    };
    Ok(Neighbours {
        previous: beside(Way::Back).await?,
        next: beside(Way::Onward).await?,
    })
}

/// The places of a page, and where it goes on.
struct Part {
    placed: Vec<Placed>,
    before: String,
    after: String,
}

async fn part(app: &App, looking: &Looking<'_>, query: &QueueQuery) -> Result<Part> {
    let order = ListOrder::of(query);
    let most = PER_PAGE as u64 + 1;
    let walk = async |place: Option<&str>, way| {
        order
            .walk(app, looking.listed(query), place, way, most)
            .await
    };
    if !query.before.is_empty() && query.after.is_empty() {
        let mut placed = walk(Some(&query.before), Way::Back).await?;
        // With nothing further back it is the first page, which is filled from its beginning.
        if placed.len() > PER_PAGE {
            placed.truncate(PER_PAGE);
            placed.reverse();
            return Ok(Part {
                before: place_of(placed.first()),
                after: place_of(placed.last()),
                placed,
            });
        }
    }
    let place = Some(query.after.as_str()).filter(|place| !place.is_empty());
    let mut placed = walk(place, Way::Onward).await?;
    let mut started = place.is_some();
    if placed.is_empty() && started {
        // Everything behind it has gone meanwhile.
        placed = walk(None, Way::Onward).await?;
        started = false;
    }
    let more = placed.len() > PER_PAGE;
    placed.truncate(PER_PAGE);
    Ok(Part {
        before: place_of(placed.first().filter(|_| started)),
        after: place_of(placed.last().filter(|_| more)),
        placed,
    })
}

fn place_of(one: Option<&Placed>) -> String {
    one.map(|one| one.place.clone()).unwrap_or_default()
}

/// The rows of these dossiers, in this order.
async fn rows(
    app: &App,
    looking: &Looking<'_>,
    view: QueueView,
    ids: &[String],
) -> Result<Vec<QueueRow>> {
    let db = app.db.read();
    let found = dossier::Entity::find()
        .filter(dossier::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let assignees = names(
        app,
        found
            .iter()
            .filter_map(|row| row.assignee.clone())
            .collect(),
    )
    .await?;
    let mut labels = label::on(app, ids).await?;
    let mut places = HashMap::new();
    for row in &found {
        if !places.contains_key(&row.agency) {
            places.insert(row.agency.clone(), Place::of(app, &row.agency).await?);
        }
    }
    let dates = match view {
        QueueView::Beside => looking.own_dates(app, ids).await?,
        _ => HashMap::new(),
    };
    let mut by_id: HashMap<String, dossier::Model> =
        found.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(row) = by_id.remove(id) else {
            continue;
        };
        let version = form_version::version(app, &row.form).await?;
        let assignee = row
            .assignee
            .as_ref()
            .and_then(|id| assignees.get(id))
            .cloned()
            .unwrap_or_default();
        let place = places.get(&row.agency);
        let unit = place.map(|place| place.unit_name(&row.unit_id));
        let unit = unit.unwrap_or_default();
        // Another agency's labels are its own.
        let labels = labels.remove(id).filter(|_| row.agency == looking.agency);
        let labels = labels.unwrap_or_default();
        let mut shown = row::queue_row(app, &row, &version, assignee, unit, labels)?;
        if let Some(due) = dates.get(id) {
            shown.due_at = Some(*due);
            shown.overdue = *due < looking.now;
        }
        items.push(shown);
    }
    Ok(items)
}

async fn total(app: &App, listed: Select<dossier::Entity>) -> Result<u64> {
    let count: Option<i64> = listed
        .select_only()
        .column_as(dossier::Column::Id.count(), "total")
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(u64::try_from(count.unwrap_or_default()).unwrap_or(0))
}

/// How many dossiers each view has: those of the own agency in one query, out of one index.
async fn counts(app: &App, looking: &Looking<'_>) -> Result<BTreeMap<QueueView, u64>> {
    let mut select = dossier::Entity::find()
        .select_only()
        .filter(dossier::Column::Agency.eq(looking.agency));
    let own = QueueView::ALL
        .into_iter()
        .filter(|view| *view != QueueView::Beside);
    for view in own.clone() {
        let hit = CaseStatement::new().case(looking.in_view(view), Expr::value(1));
        select = select.expr_as(Func::count(Expr::Case(Box::new(hit))), view.key());
    }
    let counted: Option<Counted> = select.into_tuple().one(app.db.read()).await?;
    let (mine, unit, incoming, agency, waiting, due, overdue, done) = counted.unwrap_or_default();
    let numbers = [mine, unit, incoming, agency, waiting, due, overdue, done]
        .map(|number| u64::try_from(number).unwrap_or(0));
    let mut counts: BTreeMap<QueueView, u64> = own.zip(numbers).collect();
    // Of whichever agency: out of another index.
    let beside = QueueQuery {
        view: QueueView::Beside,
        ..QueueQuery::default()
    };
    counts.insert(
        QueueView::Beside,
        total(app, looking.listed(&beside)).await?,
    );
    Ok(counts)
}

/// The procedures that occur in the agency, by code.
async fn procedures(app: &App, agency: &str) -> Result<Vec<(String, Bilingual)>> {
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
