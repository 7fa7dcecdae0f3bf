//! Which agencies take each other's verified data: what administrators decide. What follows from it is
//! [`motcua_shared::vault::scope`].

use motcua_shared::access::Actor;
use motcua_shared::api::{VaultLink, VaultLinkChange};
use motcua_shared::time::Timestamp;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{account, agency, vault_link};

/// Everything that was decided.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App) -> Result<Vec<VaultLink>> {
    let db = app.db.read();
    let rows = vault_link::Entity::find()
        .order_by_asc(vault_link::Column::One)
        .order_by_asc(vault_link::Column::Other)
        .all(db)
        .await?;
    let people = account::Entity::find()
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.changed_by.as_str())))
        .all(db)
        .await?;
    let name = |id: &str| {
        let person = people.iter().find(|person| person.id == id);
        person.map(|person| person.name.clone()).unwrap_or_default()
    };
    let view = |row: vault_link::Model| VaultLink {
        changed_by: name(&row.changed_by),
        one: row.one,
        other: row.other,
        connected: row.connected,
        changed_at: Timestamp::from_micros(row.changed_at),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Connects or separates two sides, or takes such a decision back. Answers everything that is decided then.
///
/// # Errors
/// [`Error::BadRequest`] for a side that is no agency.
pub async fn save(app: &App, actor: &Actor, change: &VaultLinkChange) -> Result<Vec<VaultLink>> {
    for side in [&change.one, &change.other] {
        if !is_side(app, side).await? {
            return Err(Error::BadRequest(format!(
                "`{side}` is neither the code of an agency here nor a level-1 code"
            )));
        }
    }
    app.db
        .write::<_, Error, _>(async |tx| {
            // The same two sides, whichever came first.
            forget(tx, &change.one, &change.other).await?;
            forget(tx, &change.other, &change.one).await?;
            if let Some(connected) = change.connected {
                let row = vault_link::Model {
                    one: change.one.clone(),
                    other: change.other.clone(),
                    connected,
                    changed_by: actor.id.clone(),
                    changed_at: app.now().micros(),
                };
                vault_link::Entity::insert(row.into_active_model())
                    .exec(tx)
                    .await?;
            }
            Ok(())
        })
        .await?;
    list(app).await
}

async fn forget(tx: &DatabaseTransaction, one: &str, other: &str) -> Result<()> {
    vault_link::Entity::delete_by_id((one.to_owned(), other.to_owned()))
        .exec(tx)
        .await?;
    Ok(())
}

/// A letter and two digits (Decision 20/2020/QĐ-TTg): the province or ministry need not have an agency here yet.
fn is_level_one(code: &str) -> bool {
    let mut bytes = code.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && bytes.len() == 2
        && bytes.all(|digit| digit.is_ascii_digit())
}

async fn is_side(app: &App, side: &str) -> Result<bool> {
    if is_level_one(side) {
        return Ok(true);
    }
    let agency = agency::Entity::find_by_id(side).one(app.db.read()).await?;
    Ok(agency.is_some())
}
