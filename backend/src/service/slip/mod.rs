//! Prescribed slips and the register: issued with the change of a dossier that they are about, listed, printed, voided.
//!
//! What is written when is decided by `shared::dossier::transition`; what a page looks like by `backend/slips`. A slip that was
//! issued is never changed: it is printed as it was, and voided at most.

mod content;
mod issue;
mod many;
mod paper;
mod register;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{SlipView, SlipVoid, SlipVoided};
use motcua_shared::dossier::SlipKind;
use motcua_shared::dossier::slip::SlipContent;
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::clean_lines;
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, DatabaseTransaction};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

pub(crate) use self::content::place_name;
pub(crate) use self::issue::{Change, write};
pub use self::many::{choices, print_many};
pub use self::paper::{copy, print};
pub use self::register::{register, register_pdf};
use super::dossier::change;
use super::{Error, Result, dossier as dossiers, staff, words};
use crate::app::App;
use crate::db::entity::{dossier, slip};
use crate::db::json;

/// Most letters of the reason for voiding: it has to fit on the slip.
const REASON_MAX: u32 = 300;

/// The slips of a dossier, oldest first: for its owner those meant for the applicant, for the officers of its agency all.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign dossier; those of the database.
pub async fn list(app: &App, actor: &Actor, dossier: &str) -> Result<Vec<SlipView>> {
    let row = if actor.role.is_officer() {
        staff::read(app, actor, dossier).await?
    } else {
        dossiers::own(app, actor, dossier).await?
    };
    let rows = slip::Entity::find()
        .filter(slip::Column::Dossier.eq(&row.id))
        .order_by_asc(slip::Column::IssuedAt)
        .order_by_asc(slip::Column::Id)
        .all(app.db.read())
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        if actor.role.is_officer() || kind(row)?.is_for_applicant() {
            found.push(view(app, actor, row)?);
        }
    }
    Ok(found)
}

/// Voids a slip. A receipt is replaced at once, so that an accepted dossier always has one in force (requirements.md §4.4).
///
/// # Errors
/// [`Error::NotFound`] also for a slip of another agency, [`Error::Forbidden`] for an officer who is neither clerk nor leader,
/// [`Error::Conflict`] when it is void already, [`Error::Invalid`] without a reason or with too long a one.
pub async fn void(app: &App, actor: &Actor, id: &str, request: &SlipVoid) -> Result<SlipView> {
    let found = of_agency(app, actor, id).await?;
    if found.agency != actor.agency.clone().unwrap_or_default() {
        return Err(Error::NotFound);
    }
    if !may_void(actor) {
        return Err(Error::Forbidden);
    }
    let reason = clean_lines(&request.reason);
    check_reason(&reason)?;
    let now = app.now();
    let voided = app
        .db
        .write::<_, Error, _>(async |tx| {
            // The dossier first: whatever changes it may write slips.
            let of = change::lock(tx, &found.dossier, None).await?;
            let row = slip::Entity::find_by_id(id)
                .one(tx)
                .await?
                .ok_or(Error::NotFound)?;
            if row.voided_at.is_some() {
                return Err(Error::Conflict {
                    current_version: None,
                });
            }
            let voided = issue::void(tx, row, &actor.name, &reason, now).await?;
            if kind(&voided)? == SlipKind::Receipt {
                issue::replace(app, tx, &of, &voided, actor, now).await?;
            }
            Ok(voided)
        })
        .await?;
    view(app, actor, &voided)
}

/// A slip that an officer may see: of a dossier of the own agency.
async fn of_agency(app: &App, actor: &Actor, id: &str) -> Result<slip::Model> {
    let row = slip::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    staff::of_agency(app, actor, &row.dossier).await?;
    Ok(row)
}

/// A leader or a clerk of the one-stop.
fn may_void(actor: &Actor) -> bool {
    matches!(actor.role, Role::Leader | Role::Clerk)
}

fn check_reason(reason: &str) -> Result<()> {
    words::check("reason", reason.trim(), true, REASON_MAX)
}

fn view(app: &App, actor: &Actor, row: &slip::Model) -> Result<SlipView> {
    let kind = kind(row)?;
    let content: SlipContent = json::read(&row.content)?;
    let form = app.reference.slips.form_of(&row.slip_set, kind);
    Ok(SlipView {
        id: row.id.clone(),
        kind,
        title: Bilingual {
            en: form.map(|form| form.title.en.clone()).unwrap_or_default(),
            vi: content.title,
        },
        number: content.number,
        issued_at: Timestamp::from_micros(row.issued_at),
        issuer: row.issuer_name.clone(),
        printed: u32::try_from(row.printed).unwrap_or(u32::MAX),
        voided: row.voided_at.map(|at| SlipVoided {
            at: Timestamp::from_micros(at),
            by: row.voided_by.clone().unwrap_or_default(),
            reason: row.void_reason.clone().unwrap_or_default(),
        }),
        may_void: row.voided_at.is_none()
            && may_void(actor)
            && actor.agency.as_ref() == Some(&row.agency),
    })
}

fn kind(row: &slip::Model) -> Result<SlipKind> {
    SlipKind::from_key(&row.kind)
        .ok_or_else(|| Error::internal(format!("unknown slip {}", row.kind)))
}

/// The slip of this kind that is in force.
async fn in_force(
    tx: &DatabaseTransaction,
    dossier: &dossier::Model,
    kind: SlipKind,
) -> Result<Option<slip::Model>> {
    Ok(slip::Entity::find()
        .filter(slip::Column::Dossier.eq(&dossier.id))
        .filter(slip::Column::Kind.eq(kind.key()))
        .filter(slip::Column::VoidedAt.is_null())
        .one(tx)
        .await?)
}
