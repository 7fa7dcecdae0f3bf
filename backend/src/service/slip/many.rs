//! Slips of many dossiers at once: what there is to print, and one PDF of it, whose prints are counted like single ones.

use motcua_shared::access::Actor;
use motcua_shared::api::{SLIPS_AT_ONCE, SlipChoice, SlipChoices, SlipsPrint};
use motcua_shared::dossier::slip::SlipContent;
use motcua_shared::i18n::t::slip as say;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::issue::LANG;
use super::{of_agency, paper, view};
use crate::app::App;
use crate::db::entity::{dossier, slip};
use crate::db::json;
use crate::document::slip::Print;
use crate::document::{Format, Press};
use crate::service::document::{Document, Site};
use crate::service::{Error, Result, staff};

/// Times a print is tried again because somebody else printed one of the slips meanwhile.
const TRIES: u32 = 5;

/// For each dossier the slip of a kind that is in force, or none. Dossiers of other agencies are left out.
///
/// # Errors
/// [`Error::BadRequest`] for too many; those of the database.
pub async fn choices(app: &App, actor: &Actor, wanted: &SlipChoices) -> Result<Vec<SlipChoice>> {
    check_number(wanted.dossiers.len())?;
    let agency = actor.agency.clone().unwrap_or_default();
    let dossiers = dossier::Entity::find()
        .filter(dossier::Column::Id.is_in(wanted.dossiers.clone()))
        .filter(dossier::Column::Agency.eq(agency))
        .all(app.db.read())
        .await?;
    let slips = slip::Entity::find()
        .filter(slip::Column::Dossier.is_in(dossiers.iter().map(|row| row.id.clone())))
        .filter(slip::Column::Kind.eq(wanted.kind.key()))
        .filter(slip::Column::VoidedAt.is_null())
        .all(app.db.read())
        .await?;
    let mut found = Vec::new();
    // In the order in which they were chosen: it is the order of the pages.
    for id in &wanted.dossiers {
        let Some(row) = dossiers.iter().find(|row| row.id == *id) else {
            continue;
        };
        let slip = slips
            .iter()
            .filter(|slip| slip.dossier == row.id)
            .max_by_key(|slip| slip.issued_at);
        found.push(SlipChoice {
            dossier: row.id.clone(),
            code: row.code.clone(),
            owner: row.owner.clone(),
            slip: slip.map(|slip| view(app, actor, slip)).transpose()?,
        });
    }
    Ok(found)
}

/// Prints slips of dossiers of the own agency into one file and counts each. All of them, or none. The readings are logged.
///
/// # Errors
/// [`Error::NotFound`] when one is of another agency; [`Error::BadRequest`] for none or too many; [`Error::NoPdf`].
pub async fn print_many(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    wanted: &SlipsPrint,
) -> Result<Document> {
    let ids: Vec<&str> = wanted.ids.split(',').filter(|id| !id.is_empty()).collect();
    check_number(ids.len())?;
    let mut dossiers = Vec::with_capacity(ids.len());
    for id in &ids {
        let found = of_agency(app, actor, id).await?;
        dossiers.push(staff::read(app, actor, &found.dossier).await?);
    }
    for _ in 0..TRIES {
        let (mut rows, mut pages) = (Vec::new(), Vec::new());
        for (id, of) in ids.iter().zip(&dossiers) {
            let row = slip::Entity::find_by_id(*id)
                .one(app.db.read())
                .await?
                .ok_or(Error::NotFound)?;
            let content: SlipContent = json::read(&row.content)?;
            let which = Print::Paper(u32::try_from(row.printed).unwrap_or(u32::MAX));
            pages.push(paper::page(app, site, of, &row, &content, which).await?);
            rows.push(row);
        }
        let title = say::file_slips(LANG, &rows.len().to_string());
        // The pages first: what was not made is not counted.
        let bytes = press.print_slips(title.clone(), pages).await?;
        if count(app, &rows).await? {
            return Ok(Document {
                name: format!("{title}.pdf"),
                format: Format::Pdf,
                bytes,
                tag: None,
            });
        }
    }
    Err(Error::Unavailable)
}

/// Counts one print of each, unless one of them was printed by somebody else meanwhile.
async fn count(app: &App, rows: &[slip::Model]) -> Result<bool> {
    let counted = app
        .db
        .write::<_, Error, _>(async |tx| {
            for row in rows {
                let counted = slip::Entity::update_many()
                    .col_expr(slip::Column::Printed, Expr::value(row.printed + 1))
                    .filter(slip::Column::Id.eq(&row.id))
                    .filter(slip::Column::Printed.eq(row.printed))
                    .exec(tx)
                    .await?;
                if counted.rows_affected != 1 {
                    return Err(Error::Conflict {
                        current_version: None,
                    });
                }
            }
            Ok(())
        })
        .await;
    match counted {
        Ok(()) => Ok(true),
        Err(Error::Conflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn check_number(number: usize) -> Result<()> {
    if (1..=SLIPS_AT_ONCE).contains(&number) {
        Ok(())
    } else {
        Err(Error::BadRequest(format!("{number} slips at once")))
    }
}
