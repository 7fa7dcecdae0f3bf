//! Labels of an agency and which dossiers carry them. For officers only: no answer to an applicant reads these tables.

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{Aside, DossierLabels, Label, LabelColour, NewLabel};
use motcua_shared::text::clean;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};

use super::{note, of_agency};
use crate::app::App;
use crate::db::entity::{dossier_label, label};
use crate::service::words::check as check_words;
use crate::service::{Error, Result};

/// Most characters of a label.
const WORDS_MAX: u32 = 30;
/// Most labels of an agency: more could not be told apart.
const LABELS_MAX: u64 = 40;

/// The labels of the actor's agency, by their words.
pub(super) async fn of_actor(app: &App, actor: &Actor) -> Result<Vec<Label>> {
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let rows = label::Entity::find()
        .filter(label::Column::Agency.eq(agency))
        .order_by_asc(label::Column::Words)
        .order_by_asc(label::Column::Id)
        .all(app.db.read())
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

/// The labels on dossiers, by dossier.
pub(super) async fn on(app: &App, dossiers: &[String]) -> Result<HashMap<String, Vec<Label>>> {
    let mut found: HashMap<String, Vec<Label>> = HashMap::new();
    if dossiers.is_empty() {
        return Ok(found);
    }
    let db = app.db.read();
    let placed = dossier_label::Entity::find()
        .filter(dossier_label::Column::Dossier.is_in(dossiers))
        .all(db)
        .await?;
    let rows = label::Entity::find()
        .filter(label::Column::Id.is_in(placed.iter().map(|one| one.label.clone())))
        .order_by_asc(label::Column::Words)
        .all(db)
        .await?;
    for row in rows {
        for one in placed.iter().filter(|one| one.label == row.id) {
            found
                .entry(one.dossier.clone())
                .or_default()
                .push(view(row.clone()));
        }
    }
    Ok(found)
}

/// Makes a label for the agency.
///
/// # Errors
/// [`Error::Invalid`] when it says nothing or too much, or the agency has too many.
pub async fn add(app: &App, actor: &Actor, new: &NewLabel) -> Result<Vec<Label>> {
    let agency = actor.agency.clone().ok_or(Error::Forbidden)?;
    let words = clean(&new.words);
    check_words("words", &words, true, WORDS_MAX)?;
    let row = label::Model {
        id: app.new_id(),
        agency: agency.clone(),
        colour: new.colour.key().to_owned(),
        words,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let there = label::Entity::find().filter(label::Column::Agency.eq(&agency));
            if there.count(tx).await? >= LABELS_MAX {
                return Err(Error::BadRequest("the agency has enough labels".to_owned()));
            }
            label::Entity::insert(row.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    of_actor(app, actor).await
}

/// Removes a label from the agency and from its dossiers.
///
/// # Errors
/// [`Error::NotFound`] also for a label of another agency.
pub async fn remove(app: &App, actor: &Actor, id: &str) -> Result<Vec<Label>> {
    let agency = actor.agency.clone().ok_or(Error::Forbidden)?;
    app.db
        .write::<_, Error, _>(async |tx| {
            let own = label::Entity::find_by_id(id).filter(label::Column::Agency.eq(&agency));
            if own.one(tx).await?.is_none() {
                return Err(Error::NotFound);
            }
            dossier_label::Entity::delete_many()
                .filter(dossier_label::Column::Label.eq(id))
                .exec(tx)
                .await?;
            label::Entity::delete_by_id(id).exec(tx).await?;
            Ok(())
        })
        .await?;
    of_actor(app, actor).await
}

/// Puts labels on a dossier, and takes the others off.
///
/// # Errors
/// [`Error::NotFound`] for a dossier of another agency, [`Error::BadRequest`] for a label of another agency.
pub async fn set(app: &App, actor: &Actor, id: &str, wanted: &DossierLabels) -> Result<Aside> {
    let row = of_agency(app, actor, id).await?;
    let known = of_actor(app, actor).await?;
    let mut rows = Vec::new();
    for label in &wanted.labels {
        if !known.iter().any(|one| one.id == *label) {
            return Err(Error::BadRequest("no label of the agency".to_owned()));
        }
        let one = dossier_label::Model {
            dossier: row.id.clone(),
            label: label.clone(),
        };
        if !rows.contains(&one) {
            rows.push(one);
        }
    }
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            dossier_label::Entity::delete_many()
                .filter(dossier_label::Column::Dossier.eq(&row.id))
                .exec(tx)
                .await?;
            for one in rows {
                dossier_label::Entity::insert(one.into_active_model())
                    .exec(tx)
                    .await?;
            }
            note::tell_agency(app, tx, &row, now).await
        })
        .await?;
    app.live.wake();
    note::aside(app, actor, &row).await
}

fn view(row: label::Model) -> Label {
    Label {
        colour: LabelColour::from_key(&row.colour),
        id: row.id,
        words: row.words,
    }
}
