//! What belongs into a part of the queue, and through its filters: conditions on columns that the indexes of the queue hold.

use std::collections::HashMap;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{NOBODY, QueueQuery, QueueView};
use motcua_shared::dossier::{Status, urgency};
use motcua_shared::text::fold;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select};

use crate::app::App;
use crate::db::entity::{dossier, dossier_label, side_task};
use crate::service::staff::stand_in::absent_for;
use crate::service::{Error, Result};

/// While the applicant is waited for.
const FOR_APPLICANT: [Status; 2] = [Status::SupplementRequired, Status::PaymentRequired];

/// Who looks at the queue, and when.
pub(in crate::service::staff) struct Looking<'a> {
    pub actor: &'a Actor,
    pub agency: &'a str,
    pub now: Timestamp,
    /// What is due until then is near due.
    pub near: Timestamp,
    /// What has not changed since then is idle.
    pub idle: Timestamp,
    /// Colleagues in whose place the officer acts now.
    pub absent: Vec<Actor>,
}

impl<'a> Looking<'a> {
    /// # Errors
    /// [`Error::Forbidden`] for somebody who is not an officer of an agency; those of the database.
    pub async fn new(app: &App, actor: &'a Actor) -> Result<Self> {
        let agency = actor.agency.as_deref();
        let agency = agency
            .filter(|_| actor.role.is_officer())
            .ok_or(Error::Forbidden)?;
        let (calendar, now) = (app.calendars.of(agency), app.now());
        Ok(Self {
            actor,
            agency,
            now,
            near: urgency::near_until(calendar, now),
            idle: urgency::idle_since(calendar, now),
            absent: absent_for(app, actor)
                .await?
                .into_iter()
                .map(|one| one.actor)
                .collect(),
        })
    }

    /// The condition of a view.
    pub fn in_view(&self, view: QueueView) -> Condition {
        match view {
            QueueView::Mine => self.mine(),
            QueueView::Unit => live().add(self.at_my_unit()),
            QueueView::Incoming => {
                let begins = codes([Status::Submitted, Status::Processing]);
                Condition::all()
                    .add(dossier::Column::Status.is_in(begins))
                    .add(dossier::Column::Assignee.is_null())
                    .add(self.at_my_unit())
            }
            QueueView::Agency => live(),
            QueueView::Beside => live().add(dossier::Column::Id.in_subquery(self.tasks())),
            QueueView::Waiting => {
                Condition::all().add(dossier::Column::Status.is_in(codes(FOR_APPLICANT)))
            }
            QueueView::Due => self.near_due(),
            QueueView::Overdue => self.overdue(),
            QueueView::Done => {
                let ended = Status::ALL
                    .into_iter()
                    .filter(|status| status.is_terminal());
                Condition::all().add(dossier::Column::Status.is_in(codes(ended)))
            }
        }
    }

    /// The dossiers that other units have something to do with, and mine is one of them.
    fn tasks(&self) -> SelectStatement {
        Query::select()
            .column(side_task::Column::Dossier)
            .from(side_task::Entity)
            .and_where(side_task::Column::Unit.is_in(self.units()))
            .take()
    }

    /// The own unit, and those of absent colleagues.
    fn units(&self) -> Vec<&str> {
        let faces = std::iter::once(self.actor).chain(&self.absent);
        faces.filter_map(|face| face.unit.as_deref()).collect()
    }

    /// By when my unit has to have done what it has to do with these.
    pub async fn own_dates(&self, app: &App, ids: &[String]) -> Result<HashMap<String, Timestamp>> {
        let rows = side_task::Entity::find()
            .filter(side_task::Column::Dossier.is_in(ids))
            .filter(side_task::Column::Unit.is_in(self.units()))
            .all(app.db.read())
            .await?;
        let mut dates = HashMap::new();
        for row in rows {
            let due = Timestamp::from_micros(row.due_at);
            let first = dates.entry(row.dossier).or_insert(due);
            *first = (*first).min(due);
        }
        Ok(dates)
    }

    /// Given to me or to nobody, at a step of my role in my unit; withdrawals are every clerk's. The same of absent colleagues.
    fn mine(&self) -> Condition {
        let mut any = mine(self.actor);
        for absent in &self.absent {
            any = Condition::any().add(any).add(mine(absent));
        }
        any
    }

    fn at_my_unit(&self) -> Condition {
        let unit = self.actor.unit.as_deref().unwrap_or_default();
        Condition::all().add(dossier::Column::UnitId.eq(unit))
    }

    /// Near due, and not past.
    pub fn near_due(&self) -> Condition {
        live()
            .add(dossier::Column::DueAt.gte(self.now.micros()))
            .add(dossier::Column::DueAt.lte(self.near.micros()))
    }

    /// Past its date.
    pub fn overdue(&self) -> Condition {
        live().add(dossier::Column::DueAt.lt(self.now.micros()))
    }

    /// Nothing has happened for long, and it is not the applicant who is waited for.
    pub fn idle(&self) -> Condition {
        live()
            .add(dossier::Column::Status.is_not_in(codes(FOR_APPLICANT)))
            .add(dossier::Column::UpdatedAt.lt(self.idle.micros()))
    }

    /// The dossiers of a list: its view through its filters, in no order.
    pub fn listed(&self, query: &QueueQuery) -> Select<dossier::Entity> {
        let mut found = dossier::Entity::find().filter(self.in_view(query.view));
        // What the own unit is asked may be another agency's.
        if query.view != QueueView::Beside {
            found = found.filter(dossier::Column::Agency.eq(self.agency));
        }
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
        if !query.unit.is_empty() {
            found = found.filter(dossier::Column::UnitId.eq(&query.unit));
        }
        if query.officer == NOBODY {
            found = found.filter(dossier::Column::Assignee.is_null());
        } else if !query.officer.is_empty() {
            found = found.filter(dossier::Column::Assignee.eq(&query.officer));
        }
        if !query.label.is_empty() {
            let labelled = Query::select()
                .column(dossier_label::Column::Dossier)
                .from(dossier_label::Entity)
                .and_where(dossier_label::Column::Label.eq(&query.label))
                .take();
            found = found.filter(dossier::Column::Id.in_subquery(labelled));
        }
        if query.idle {
            found = found.filter(self.idle());
        }
        found
    }
}

fn codes(statuses: impl IntoIterator<Item = Status>) -> Vec<i32> {
    statuses
        .into_iter()
        .map(|status| i32::from(status.code()))
        .collect()
}

/// What has not ended. It has a due date (a constraint of the table), and only what has not ended has one: said twice, so that
/// an index by due date begins behind the ended ones.
pub(in crate::service::staff) fn live() -> Condition {
    let live = Status::ALL
        .into_iter()
        .filter(|status| !status.is_terminal());
    Condition::all()
        .add(dossier::Column::Status.is_in(codes(live)))
        .add(dossier::Column::DueAt.is_not_null())
}

/// Given to one or to nobody, at a step of their role in their unit; withdrawals are every clerk's.
fn mine(actor: &Actor) -> Condition {
    let acting = [
        Status::Submitted,
        Status::Accepted,
        Status::Processing,
        Status::WithdrawalRequested,
        Status::Resolved,
    ];
    let unit = actor.unit.as_deref().unwrap_or_default();
    let mine_or_free = Condition::any()
        .add(dossier::Column::Assignee.is_null())
        .add(dossier::Column::Assignee.eq(&actor.id));
    let at_my_step = Condition::all()
        .add(dossier::Column::Status.is_in(codes(acting)))
        .add(dossier::Column::UnitId.eq(unit))
        .add(dossier::Column::StepRole.eq(actor.role.key()))
        .add(mine_or_free);
    let mut mine = Condition::any().add(at_my_step);
    if actor.role == Role::Clerk {
        let withdrawal = i32::from(Status::WithdrawalRequested.code());
        mine = mine.add(dossier::Column::Status.eq(withdrawal));
    }
    Condition::all()
        .add(mine)
        .add(dossier::Column::DueAt.is_not_null())
}
