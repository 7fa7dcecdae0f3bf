//! A slip as PDF: the applicant's electronic copy, and the prints of the agency, which are counted.

use motcua_shared::access::Actor;
use motcua_shared::api::look_up_page;
use motcua_shared::dossier::slip::{HandOver, Passed, SlipContent, hand_overs};
use motcua_shared::dossier::{Action, SlipKind};
use motcua_shared::i18n::t::slip as say;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::issue::LANG;
use super::{kind, of_agency};
use crate::app::App;
use crate::db::entity::{dossier, slip};
use crate::db::json;
use crate::document::slip::{About, Print, Voided, slip_data};
use crate::document::{Format, Press, SlipPage};
use crate::service::document::{Document, Site};
use crate::service::dossier::row;
use crate::service::dossier::timeline;
use crate::service::place::Place;
use crate::service::{Error, Result, dossier as dossiers, form_version, staff};

/// Times a print is tried again because somebody else printed the same slip meanwhile.
const TRIES: u32 = 5;

/// The electronic copy of a slip, for the owner of the dossier.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign slip and for one that is not meant for the applicant; [`Error::NoPdf`].
pub async fn copy(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
) -> Result<Document> {
    let row = slip::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let of = dossiers::own(app, actor, &row.dossier).await?;
    if !kind(&row)?.is_for_applicant() {
        return Err(Error::NotFound);
    }
    set(app, press, site, &of, &row, Print::Electronic).await
}

/// Prints a slip of a dossier of the own agency and counts it. The first print is the original; a void slip is printed as such.
/// The officer's reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also for a slip of another agency; [`Error::NoPdf`].
pub async fn print(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
) -> Result<Document> {
    let found = of_agency(app, actor, id).await?;
    let of = staff::read(app, actor, &found.dossier).await?;
    for _ in 0..TRIES {
        let row = slip::Entity::find_by_id(id)
            .one(app.db.read())
            .await?
            .ok_or(Error::NotFound)?;
        let which = Print::Paper(u32::try_from(row.printed).unwrap_or(u32::MAX));
        // The page first: what was not made is not counted.
        let page = set(app, press, site, &of, &row, which).await?;
        let counted = app
            .db
            .write::<_, Error, _>(async |tx| {
                let counted = slip::Entity::update_many()
                    .col_expr(slip::Column::Printed, Expr::value(row.printed + 1))
                    .filter(slip::Column::Id.eq(id))
                    .filter(slip::Column::Printed.eq(row.printed))
                    .exec(tx)
                    .await?;
                Ok(counted.rows_affected == 1)
            })
            .await?;
        if counted {
            return Ok(page);
        }
    }
    Err(Error::Unavailable)
}

async fn set(
    app: &App,
    press: &Press,
    site: Site<'_>,
    of: &dossier::Model,
    row: &slip::Model,
    print: Print,
) -> Result<Document> {
    let content: SlipContent = json::read(&row.content)?;
    let page = page(app, site, of, row, &content, print).await?;
    Ok(Document {
        name: say::file_slip(LANG, &content.title, &content.code),
        format: Format::Pdf,
        bytes: press.print_slip(page).await?,
        tag: None,
    })
}

/// A slip that is ready to be set.
pub(super) async fn page(
    app: &App,
    site: Site<'_>,
    of: &dossier::Model,
    row: &slip::Model,
    content: &SlipContent,
    print: Print,
) -> Result<SlipPage> {
    let kind = kind(row)?;
    let slips = &app.reference.slips;
    let form = slips
        .form_of(&row.slip_set, kind)
        .ok_or_else(|| Error::internal(format!("no form {} in {}", row.kind, row.slip_set)))?;
    let table = match kind {
        SlipKind::Control => table(app, of).await?,
        _ => Vec::new(),
    };
    // Where whoever holds the paper sees how far it is; an officer's scanner reads the code in it.
    let link = format!("{}{}", site.0, look_up_page(&content.code));
    let about = About {
        issued_at: Timestamp::from_micros(row.issued_at),
        print,
        voided: row.voided_at.map(|at| Voided {
            at: Timestamp::from_micros(at),
            by: row.voided_by.clone().unwrap_or_default(),
            reason: row.void_reason.clone().unwrap_or_default(),
        }),
        hand_overs: &table,
        link: &link,
    };
    Ok(SlipPage {
        template: slips.page(form),
        parts: slips.parts(),
        data: slip_data(content, &about)?,
        codes: Some((content.code.clone(), link.clone())),
    })
}

/// The hand-over table, read off the timeline.
async fn table(app: &App, of: &dossier::Model) -> Result<Vec<HandOver>> {
    let db = app.db.read();
    let version = form_version::version(app, &of.form).await?;
    let place = Place::of(app, &of.agency).await?;
    let situation = row::situation(of)?;
    let events = timeline::events(db, &of.id).await?;
    let passed: Vec<Passed<'_>> = events
        .iter()
        .filter_map(|event| {
            Some(Passed {
                action: Action::from_key(&event.action)?,
                at: Timestamp::from_micros(event.at),
                name: &event.name,
                unit: &event.unit_vi,
                words: &event.words,
                step: event.step.as_deref(),
            })
        })
        .collect();
    let unit_of = |kind: &str| {
        place
            .unit_of_kind(kind)
            .map(|unit| unit.name_vi.clone())
            .unwrap_or_default()
    };
    let asked: Vec<&str> = situation
        .consultations
        .iter()
        .map(|asked| asked.name.vi.as_str())
        .collect();
    let asked = asked.join(", ");
    Ok(hand_overs(
        &version.workflow,
        &passed,
        &unit_of,
        &asked,
        situation.legal_due_at,
        app.calendars.of(&of.agency),
    ))
}
