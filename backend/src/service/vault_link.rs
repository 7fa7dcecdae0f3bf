//! Which agencies take each other's verified data: what administrators decide. Decisions are never deleted: they end. What
//! follows from them is [`motcua_shared::vault::scope`].

use motcua_shared::access::Actor;
use motcua_shared::api::{VaultLink, VaultLinkChange, VaultLinkEnded, VaultLinks, VaultSide};
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::clean;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::scope::is_level_one;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{account, agency, vault_link};

/// Characters of a purpose or a reason.
const MOST_WORDS: usize = 500;

/// Everything that was decided, and what one can decide about.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App) -> Result<VaultLinks> {
    let db = app.db.read();
    let rows = vault_link::Entity::find()
        .order_by_desc(vault_link::Column::ChangedAt)
        .order_by_desc(vault_link::Column::Id)
        .all(db)
        .await?;
    let deciders = rows.iter().flat_map(|row| {
        let ended = row.ended_by.as_deref();
        std::iter::once(row.changed_by.as_str()).chain(ended)
    });
    let people = account::Entity::find()
        .filter(account::Column::Id.is_in(deciders))
        .all(db)
        .await?;
    let name = |id: &str| {
        let person = people.iter().find(|person| person.id == id);
        person.map(|person| person.name.clone()).unwrap_or_default()
    };
    let view = |row: vault_link::Model| VaultLink {
        changed_by: name(&row.changed_by),
        ended: row.ended_at.map(|at| VaultLinkEnded {
            by: row.ended_by.as_deref().map(name).unwrap_or_default(),
            at: Timestamp::from_micros(at),
            reason: row.ended_reason.unwrap_or_default(),
        }),
        id: row.id,
        one: row.one,
        other: row.other,
        connected: row.connected,
        purpose: row.purpose,
        changed_at: Timestamp::from_micros(row.changed_at),
    };
    let (mut links, ended): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(view)
        .partition(|link| link.ended.is_none());
    links.extend(ended);
    let agencies = agency::Entity::find()
        .order_by_asc(agency::Column::NameVi)
        .all(db)
        .await?;
    let agencies = agencies.into_iter().map(|row| VaultSide {
        code: row.code,
        name: Bilingual {
            vi: row.name_vi,
            en: row.name_en,
        },
    });
    let groups = app.reference.directory.level_one.iter();
    let groups = groups.map(|(code, name)| VaultSide {
        code: code.clone(),
        // The list has Vietnamese names only.
        name: Bilingual {
            vi: name.clone(),
            en: String::new(),
        },
    });
    Ok(VaultLinks {
        links,
        agencies: agencies.collect(),
        groups: groups.collect(),
    })
}

/// Connects or separates two sides; what was decided about them before ends. Answers everything that is decided then.
///
/// # Errors
/// [`Error::BadRequest`] for a side that is no agency, an agency with itself, or a missing purpose.
pub async fn save(app: &App, actor: &Actor, change: &VaultLinkChange) -> Result<VaultLinks> {
    for side in [&change.one, &change.other] {
        if !is_side(app, side).await? {
            return Err(Error::BadRequest(format!(
                "`{side}` is neither the code of an agency here nor a level-1 code"
            )));
        }
    }
    if change.one == change.other && !is_level_one(&change.one) {
        return Err(Error::BadRequest("an agency always knows itself".into()));
    }
    let purpose = words(&change.purpose)?;
    let now = app.now().micros();
    // The same two sides, whichever came first.
    let (one, other) = if change.one <= change.other {
        (&change.one, &change.other)
    } else {
        (&change.other, &change.one)
    };
    let row = vault_link::Model {
        id: app.new_id(),
        one: one.clone(),
        other: other.clone(),
        connected: change.connected,
        purpose,
        changed_by: actor.id.clone(),
        changed_at: now,
        ended_by: None,
        ended_at: None,
        ended_reason: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let of_both = Condition::any()
                .add(both(&row.one, &row.other))
                .add(both(&row.other, &row.one));
            finish(tx, of_both, &actor.id, now, &row.purpose).await?;
            vault_link::Entity::insert(row.into_active_model())
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await?;
    list(app).await
}

/// Ends a decision: the usual rule holds again. Answers everything that is decided then.
///
/// # Errors
/// [`Error::NotFound`] for no decision, [`Error::Conflict`] for one that has ended, [`Error::BadRequest`] without a reason.
pub async fn end(app: &App, actor: &Actor, id: &str, reason: &str) -> Result<VaultLinks> {
    let reason = words(reason)?;
    let now = app.now().micros();
    app.db
        .write::<_, Error, _>(async |tx| {
            if vault_link::Entity::find_by_id(id).one(tx).await?.is_none() {
                return Err(Error::NotFound);
            }
            let this = Condition::all().add(vault_link::Column::Id.eq(id));
            if finish(tx, this, &actor.id, now, &reason).await? == 0 {
                return Err(Error::Conflict {
                    current_version: None,
                });
            }
            Ok(())
        })
        .await?;
    list(app).await
}

fn both(one: &str, other: &str) -> Condition {
    Condition::all()
        .add(vault_link::Column::One.eq(one))
        .add(vault_link::Column::Other.eq(other))
}

/// Ends the decisions in force among these; answers how many there were.
async fn finish(
    tx: &DatabaseTransaction,
    these: Condition,
    by: &str,
    now: i64,
    reason: &str,
) -> Result<u64> {
    let ended = vault_link::Entity::update_many()
        .col_expr(vault_link::Column::EndedAt, Expr::value(now))
        .col_expr(vault_link::Column::EndedBy, Expr::value(by))
        .col_expr(vault_link::Column::EndedReason, Expr::value(reason))
        .filter(these)
        .filter(vault_link::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

fn words(text: &str) -> Result<String> {
    let text = clean(text);
    if text.is_empty() || text.chars().count() > MOST_WORDS {
        return Err(Error::BadRequest(
            "no purpose or reason, or a long one".into(),
        ));
    }
    Ok(text)
}

async fn is_side(app: &App, side: &str) -> Result<bool> {
    // The province or ministry need not have an agency here yet.
    if is_level_one(side) {
        return Ok(true);
    }
    let agency = agency::Entity::find_by_id(side).one(app.db.read()).await?;
    Ok(agency.is_some())
}
