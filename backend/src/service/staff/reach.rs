//! Which dossiers an officer reaches, and as whom: those of the own agency, also for absent colleagues, and those of others on
//! which the own unit is being asked for an opinion.

use std::sync::Arc;

use motcua_shared::access::Actor;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::app::App;
use crate::db::entity::dossier;
use crate::service::dossier::beside;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// A dossier that an officer may see.
pub(super) struct Reached {
    pub row: dossier::Model,
    /// Of another agency: only the opinion is asked for.
    pub guest: bool,
}

/// A dossier of the actor's agency, or one on which the actor's unit is being asked.
///
/// # Errors
/// [`Error::NotFound`] for every other dossier.
pub(super) async fn reach(app: &App, actor: &Actor, id: &str) -> Result<Reached> {
    if !actor.role.is_officer() {
        return Err(Error::NotFound);
    }
    let row = dossier::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let guest = actor.agency.as_ref() != Some(&row.agency);
    if guest && !beside::is_asked(app.db.read(), actor, id).await? {
        return Err(Error::NotFound);
    }
    Ok(Reached { row, guest })
}

/// The agency of an officer, for the name of their unit: that of the dossier, or for a guest their own.
pub(super) async fn home(app: &App, actor: &Actor, row: &dossier::Model) -> Result<Arc<Place>> {
    let code = actor.agency.as_deref().unwrap_or(&row.agency);
    Place::of(app, code).await
}

/// Remembers that somebody at the step has opened the dossier: whoever passed it on can no longer take it back.
pub(super) async fn mark_opened(app: &App, actor: &Actor, row: &mut dossier::Model) -> Result<()> {
    let passed = row.passed_by.as_ref().is_some_and(|by| *by != actor.id);
    let mine = actor.role.key() == row.step_role
        && row.assignee.as_ref().is_none_or(|one| *one == actor.id);
    if row.opened || !passed || !mine {
        return Ok(());
    }
    let (id, version) = (row.id.clone(), row.version);
    app.db
        .write::<_, Error, _>(async |tx| {
            dossier::Entity::update_many()
                .col_expr(dossier::Column::Opened, Expr::value(true))
                .filter(dossier::Column::Id.eq(&id))
                .filter(dossier::Column::Version.eq(version))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    row.opened = true;
    Ok(())
}
