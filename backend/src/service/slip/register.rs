//! The register of accepted dossiers (R-SLIP-12): one for each agency and year. Acceptance opens a line with the next number,
//! handing over the result completes it; what changes meanwhile is read from the dossier. When the year ends there are no more
//! lines.

use motcua_shared::access::Actor;
use motcua_shared::api::{Page, RegisterPage, RegisterQuery, RegisterRow};
use motcua_shared::dossier::{SlipKind, Status};
use motcua_shared::i18n::t::slip as say;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use std::collections::{BTreeSet, HashMap};

use super::content;
use super::issue::{Change, LANG, next_number};
use crate::app::App;
use crate::db::entity::{dossier, register_line};
use crate::document::slip::{Register, RegisterLine, register_data};
use crate::document::{Format, Press, SlipPage};
use crate::service::document::Document;
use crate::service::dossier::row::{self, moment};
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Lines a page on a screen.
const PER_PAGE: u64 = 50;
/// Dossiers asked for with one statement.
const BATCH: usize = 500;

/// Opens the line of a dossier that was just accepted.
pub(super) async fn open_line(
    app: &App,
    tx: &DatabaseTransaction,
    change: &Change<'_>,
) -> Result<()> {
    let (row, year) = (change.row, change.now.local().date.year());
    let number = next_number(tx, &row.agency, SlipKind::Register, year).await?;
    let person = content::person(app, tx, row, change.version).await?;
    let line = register_line::Model {
        agency: row.agency.clone(),
        year,
        number: i64::from(number),
        dossier: row.id.clone(),
        received_at: change.now.micros(),
        returned_at: None,
        sets: i32::try_from(content::SETS).unwrap_or(i32::MAX),
        address: person.address,
        phone: person.phone,
    };
    register_line::Entity::insert(line.into_active_model())
        .exec(tx)
        .await?;
    Ok(())
}

/// The result was given. One that was corrected is given again: the last time counts.
pub(super) async fn close_line(
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    now: Timestamp,
) -> Result<()> {
    register_line::Entity::update_many()
        .col_expr(register_line::Column::ReturnedAt, Expr::value(now.micros()))
        .filter(register_line::Column::Dossier.eq(&row.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A page of the register of the own agency.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who is not an officer; those of the database.
pub async fn register(app: &App, actor: &Actor, query: &RegisterQuery) -> Result<RegisterPage> {
    let agency = agency(actor)?;
    let year = year(app, query);
    let lines = of_year(agency, year);
    let total = lines.clone().count(app.db.read()).await?;
    let page = query.page.max(1);
    let offset = (page - 1).saturating_mul(PER_PAGE);
    let lines = lines
        .offset(offset.min(i64::MAX.unsigned_abs()))
        .limit(PER_PAGE)
        .all(app.db.read())
        .await?;
    Ok(RegisterPage {
        year,
        years: years(app, agency).await?,
        closed: is_closed(app, year),
        page: Page {
            items: rows(app, lines).await?,
            total,
            page,
            per_page: PER_PAGE,
        },
    })
}

/// The whole register of a year as PDF.
///
/// # Errors
/// Those of [`register`]; [`Error::NoPdf`].
pub async fn register_pdf(
    app: &App,
    press: &Press,
    actor: &Actor,
    query: &RegisterQuery,
) -> Result<Document> {
    let agency = agency(actor)?;
    let year = year(app, query);
    let lines = of_year(agency, year).all(app.db.read()).await?;
    let rows: Vec<RegisterLine> = rows(app, lines).await?.into_iter().map(on_paper).collect();
    let place = Place::of(app, agency).await?;
    // The form of the year: of its last day, or of today while it is open.
    let today = app.today();
    let last = motcua_shared::time::date(year, 12, 31).unwrap_or(today);
    let slips = &app.reference.slips;
    let (set, form) = slips
        .form_on(last.min(today), SlipKind::Register)
        .ok_or_else(|| Error::internal("no form of a register"))?;
    let data = register_data(&Register {
        agency: &place.agency_name().vi,
        place: &content::place_name(app, &place.agency.commune),
        form,
        circular: &set.circular,
        year,
        closed: is_closed(app, year),
        rows: &rows,
        now: app.now(),
    })?;
    let page = SlipPage {
        template: slips.page(form),
        parts: slips.parts(),
        data,
        codes: None,
    };
    Ok(Document {
        name: say::file_register(LANG, &year.to_string()),
        format: Format::Pdf,
        bytes: press.print_slip(page).await?,
        tag: None,
    })
}

fn agency(actor: &Actor) -> Result<&str> {
    let agency = actor.agency.as_deref();
    agency
        .filter(|_| actor.role.is_officer())
        .ok_or(Error::Forbidden)
}

/// The year that is asked for, or the present one.
fn year(app: &App, query: &RegisterQuery) -> i32 {
    match query.year {
        1..=9999 => query.year,
        _ => app.today().year(),
    }
}

fn is_closed(app: &App, year: i32) -> bool {
    year < app.today().year()
}

fn of_year(agency: &str, year: i32) -> Select<register_line::Entity> {
    register_line::Entity::find()
        .filter(register_line::Column::Agency.eq(agency))
        .filter(register_line::Column::Year.eq(year))
        .order_by_asc(register_line::Column::Number)
}

/// The years with a register, newest first.
async fn years(app: &App, agency: &str) -> Result<Vec<i32>> {
    let known: Vec<i32> = register_line::Entity::find()
        .select_only()
        .column(register_line::Column::Year)
        .distinct()
        .filter(register_line::Column::Agency.eq(agency))
        .into_tuple()
        .all(app.db.read())
        .await?;
    let all: BTreeSet<i32> = known.into_iter().chain([app.today().year()]).collect();
    Ok(all.into_iter().rev().collect())
}

/// The lines with what their dossiers say now.
async fn rows(app: &App, lines: Vec<register_line::Model>) -> Result<Vec<RegisterRow>> {
    let mut dossiers = HashMap::with_capacity(lines.len());
    for part in lines.chunks(BATCH) {
        let ids = part.iter().map(|line| line.dossier.as_str());
        let found = dossier::Entity::find()
            .filter(dossier::Column::Id.is_in(ids))
            .all(app.db.read())
            .await?;
        dossiers.extend(found.into_iter().map(|row| (row.id.clone(), row)));
    }
    lines
        .into_iter()
        .map(|line| {
            let of = dossiers
                .get(&line.dossier)
                .ok_or_else(|| Error::internal("a line of the register without its dossier"))?;
            Ok(RegisterRow {
                number: u32::try_from(line.number).unwrap_or(u32::MAX),
                dossier: of.id.clone(),
                code: of.code.clone(),
                procedure_name: row::procedure_name(app, &of.procedure_code).vi,
                sets: u32::try_from(line.sets).unwrap_or(0),
                owner: of.owner.clone(),
                address: line.address,
                phone: line.phone,
                received_at: Timestamp::from_micros(line.received_at),
                due_at: moment(of.legal_due_at),
                returned_at: moment(line.returned_at),
                status: row::status(of.status)?,
            })
        })
        .collect()
}

fn on_paper(row: RegisterRow) -> RegisterLine {
    let ended = row.status.is_terminal() && row.status != Status::Returned;
    RegisterLine {
        number: row.number,
        code: row.code,
        procedure: row.procedure_name,
        sets: row.sets,
        owner: row.owner,
        address: row.address,
        phone: row.phone,
        received_at: row.received_at,
        due_at: row.due_at,
        returned_at: row.returned_at,
        way: say::way_online(LANG).to_owned(),
        note: if ended {
            row.status.name(LANG).to_owned()
        } else {
            String::new()
        },
    }
}
