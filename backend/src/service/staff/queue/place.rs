//! Places in a list: a page begins after the last row of the page before, wherever that row stands by now. Pages by number would
//! show a row twice, or never, when dossiers come and go between them.

use motcua_shared::api::{QueueQuery, QueueSort, QueueView};
use sea_orm::{ColumnTrait, Condition, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::app::App;
use crate::db::entity::dossier;
use crate::service::{Error, Result};

/// Between the two parts of a place; in no code and in no id.
const SEPARATOR: char = '~';

/// A row and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub id: String,
    pub place: String,
}

/// The direction in which the rows after a place lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Onward,
    Back,
}

/// What a list is ordered by; equal ones are ordered by id.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListOrder {
    column: dossier::Column,
    falling: bool,
}

impl ListOrder {
    pub(super) fn of(query: &QueueQuery) -> Self {
        let (column, falling) = match query.sort {
            // What has ended has no due date: the last ended comes first.
            QueueSort::Due if query.view == QueueView::Done => (dossier::Column::UpdatedAt, true),
            QueueSort::Due => (dossier::Column::DueAt, false),
            QueueSort::Oldest => (dossier::Column::SubmittedAt, false),
            QueueSort::Newest => (dossier::Column::SubmittedAt, true),
            QueueSort::Code => (dossier::Column::Code, false),
        };
        Self { column, falling }
    }

    fn is_text(self) -> bool {
        matches!(self.column, dossier::Column::Code)
    }

    /// The place of a row.
    pub(super) fn place_of(self, row: &dossier::Model) -> Option<String> {
        let key = match self.column {
            dossier::Column::Code => row.code.clone(),
            dossier::Column::UpdatedAt => row.updated_at.to_string(),
            dossier::Column::SubmittedAt => row.submitted_at.to_string(),
            _ => row.due_at?.to_string(),
        };
        Some(format!("{key}{SEPARATOR}{}", row.id))
    }

    /// The rows beyond a place. The first comparison alone is what an index can begin at.
    fn beyond(self, place: &str, way: Way) -> Result<Condition> {
        let unreadable = || Error::BadRequest("no place in a list".to_owned());
        let (key, id) = place.split_once(SEPARATOR).ok_or_else(unreadable)?;
        let larger = self.falling == (way == Way::Back);
        let column = self.column;
        let (reaches, passes) = if self.is_text() {
            if larger {
                (column.gte(key), column.gt(key))
            } else {
                (column.lte(key), column.lt(key))
            }
        } else {
            let key: i64 = key.parse().map_err(|_| unreadable())?;
            if larger {
                (column.gte(key), column.gt(key))
            } else {
                (column.lte(key), column.lt(key))
            }
        };
        let same = if larger {
            dossier::Column::Id.gt(id)
        } else {
            dossier::Column::Id.lt(id)
        };
        Ok(Condition::all()
            .add(reaches)
            .add(Condition::any().add(passes).add(same)))
    }

    /// The next rows of a list beyond a place (from its end when there is none), nearest first.
    pub(super) async fn walk(
        self,
        app: &App,
        listed: Select<dossier::Entity>,
        place: Option<&str>,
        way: Way,
        most: u64,
    ) -> Result<Vec<Placed>> {
        let order = if self.falling == (way == Way::Onward) {
            Order::Desc
        } else {
            Order::Asc
        };
        let mut rows = listed
            .select_only()
            .column(dossier::Column::Id)
            .column(self.column)
            .order_by(self.column, order.clone())
            .order_by(dossier::Column::Id, order)
            .limit(most);
        if let Some(place) = place {
            rows = rows.filter(self.beyond(place, way)?);
        }
        let db = app.db.read();
        let found: Vec<(String, String)> = if self.is_text() {
            rows.into_tuple().all(db).await?
        } else {
            let found: Vec<(String, i64)> = rows.into_tuple().all(db).await?;
            found
                .into_iter()
                .map(|(id, key)| (id, key.to_string()))
                .collect()
        };
        Ok(found
            .into_iter()
            .map(|(id, key)| Placed {
                place: format!("{key}{SEPARATOR}{id}"),
                id,
            })
            .collect())
    }
}
