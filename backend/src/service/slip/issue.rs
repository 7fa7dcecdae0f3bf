//! Issuing: the slip that a change of a dossier writes, in the transaction of the change, with the next number of its agency,
//! kind and year. A transaction that does not succeed gives its number back: numbers have no gaps.

use motcua_shared::access::Actor;
use motcua_shared::dossier::slip::{SlipContent, number};
use motcua_shared::dossier::transition::Slip;
use motcua_shared::dossier::workflow;
use motcua_shared::dossier::{Situation, SlipKind};
use motcua_shared::i18n::{Lang, t::slip as say};
use motcua_shared::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Statement,
};

use super::content::{self, Source};
use super::{in_force, register};
use crate::app::App;
use crate::db::entity::{dossier, slip};
use crate::db::json;
use crate::service::dossier::row;
use crate::service::dossier::timeline::{By, Happened};
use crate::service::form_version::{self, FormVersion};
use crate::service::place::Place;
use crate::service::{Error, Result, staff};

/// Slips are in the language of the law.
pub(super) const LANG: Lang = Lang::Vi;

/// A change of a dossier, as `dossier::change` saves it.
pub(crate) struct Change<'a> {
    /// The situation before.
    pub before: &'a Situation,
    /// The situation now.
    pub after: &'a Situation,
    /// The row, changed.
    pub row: &'a dossier::Model,
    /// Its form version.
    pub version: &'a FormVersion,
    /// The agency that has it now.
    pub place: &'a Place,
    /// Who acted.
    pub by: &'a By,
    /// What was done.
    pub happened: &'a Happened,
    /// When.
    pub now: Timestamp,
}

/// Who issues a slip.
struct Issuer {
    account: String,
    name: String,
    unit: String,
}

/// Writes what the change asks for: its slip, and the line of the register that acceptance opens and the return of the result
/// completes.
pub(crate) async fn write(app: &App, tx: &DatabaseTransaction, change: &Change<'_>) -> Result<()> {
    let Change { before, after, .. } = change;
    let action = change.happened.action;
    let named = workflow::slip(&change.version.workflow, before, after, action);
    let accepted = before.accepted_at.is_none() && after.accepted_at.is_some();
    if accepted {
        register::open_line(app, tx, change).await?;
    }
    if named == Slip::Register {
        register::close_line(tx, change.row, change.now).await?;
    }
    let Some(kind) = named.kind() else {
        return Ok(());
    };
    let earlier = match kind.is_single() {
        true => in_force(tx, change.row, kind).await?,
        false => None,
    };
    if kind == SlipKind::Control && earlier.is_some() {
        return Ok(());
    }
    let issuer = issuer(change, earlier.as_ref())?;
    // What is sent to another agency is handed over by the one that had it.
    let sender = match &change.by.agency {
        Some(agency) if *agency != change.row.agency => Some(Place::of(app, agency).await?),
        _ => None,
    };
    let source = Source {
        row: change.row,
        version: change.version,
        place: sender.as_deref().unwrap_or(change.place),
        before: Some(before),
        happened: Some(change.happened),
    };
    issue(app, tx, kind, &source, issuer, earlier, change.now).await
}

/// A receipt in the place of one that was voided.
pub(super) async fn replace(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    voided: &slip::Model,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    let version = form_version::version(app, &row.form).await?;
    let place = Place::of(app, &voided.agency).await?;
    let by = staff::officer(actor, &place);
    let issuer = Issuer {
        account: by.account,
        name: by.name,
        unit: by.unit.vi,
    };
    let source = Source {
        row,
        version: &version,
        place: &place,
        before: None,
        happened: None,
    };
    issue(app, tx, SlipKind::Receipt, &source, issuer, None, now).await
}

/// Marks a slip as void.
pub(super) async fn void(
    tx: &DatabaseTransaction,
    row: slip::Model,
    by: &str,
    reason: &str,
    now: Timestamp,
) -> Result<slip::Model> {
    let mut changed = row.into_active_model();
    changed.voided_at = Set(Some(now.micros()));
    changed.voided_by = Set(Some(by.to_owned()));
    changed.void_reason = Set(Some(reason.to_owned()));
    Ok(changed.update(tx).await?)
}

/// The officer who acts. When the applicant's answer gives a new receipt, it is issued by whoever issued the one before.
fn issuer(change: &Change<'_>, earlier: Option<&slip::Model>) -> Result<Issuer> {
    let (by, unit) = (change.by, &change.by.unit.vi);
    if by.agency.is_some() {
        return Ok(Issuer {
            account: by.account.clone(),
            name: by.name.clone(),
            unit: unit.clone(),
        });
    }
    let Some(earlier) = earlier else {
        let unit = change.place.unit_name(&change.row.unit_id).vi;
        return Ok(Issuer {
            account: by.account.clone(),
            name: unit.clone(),
            unit,
        });
    };
    let content: SlipContent = json::read(&earlier.content)?;
    Ok(Issuer {
        account: earlier.issuer.clone(),
        name: earlier.issuer_name.clone(),
        unit: content.unit,
    })
}

async fn issue(
    app: &App,
    tx: &DatabaseTransaction,
    kind: SlipKind,
    source: &Source<'_>,
    issuer: Issuer,
    earlier: Option<slip::Model>,
    now: Timestamp,
) -> Result<()> {
    let day = now.local().date;
    // A set need not have every form: the one of 2018 has no notice of stopping.
    let Some((set, form)) = app.reference.slips.form_on(day, kind) else {
        return Ok(());
    };
    let agency = &source.place.agency.code;
    let counted = next_number(tx, agency, kind, day.year()).await?;
    let written = number(counted, day.year(), &form.mark);
    if let Some(earlier) = earlier {
        let reason = say::replaced(LANG, &written);
        void(tx, earlier, &issuer.name, &reason, now).await?;
    }
    let body = content::body(app, tx, kind, source).await?;
    let content = SlipContent {
        title: form.title.vi.clone(),
        form: form.number.clone(),
        circular: set.circular.clone(),
        number: written,
        agency: source.place.agency_name().vi,
        agency_address: source.place.agency.address.clone(),
        place: content::place_name(app, &source.place.agency.commune),
        unit: issuer.unit,
        issuer: issuer.name.clone(),
        code: source.row.code.clone(),
        procedure: row::procedure_name(app, &source.row.procedure_code).vi,
        applicant: content::person(app, tx, source.row, source.version).await?,
        submitted_at: Timestamp::from_micros(source.row.submitted_at),
        accepted_at: row::moment(source.row.accepted_at),
        due_at: row::moment(source.row.legal_due_at),
        body,
    };
    let row = slip::Model {
        id: app.new_id(),
        dossier: source.row.id.clone(),
        kind: kind.key().to_owned(),
        slip_set: set.name.clone(),
        agency: agency.clone(),
        year: day.year(),
        number: i64::from(counted),
        issued_at: now.micros(),
        issuer: issuer.account,
        issuer_name: issuer.name,
        content: json::write(&content)?,
        printed: 0,
        voided_at: None,
        voided_by: None,
        void_reason: None,
    };
    slip::Entity::insert(row.into_active_model())
        .exec(tx)
        .await?;
    Ok(())
}

/// The next number of the agency for this kind in this year; the row it counts in is locked until the transaction ends.
pub(super) async fn next_number(
    tx: &DatabaseTransaction,
    agency: &str,
    kind: SlipKind,
    year: i32,
) -> Result<u32> {
    let count = Statement::from_sql_and_values(
        tx.get_database_backend(),
        "INSERT INTO slip_counter (agency, kind, year, last) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (agency, kind, year) DO UPDATE SET last = slip_counter.last + 1 RETURNING last",
        [agency.into(), kind.key().into(), year.into()],
    );
    let counted = tx
        .query_one_raw(count)
        .await?
        .ok_or_else(|| Error::internal("the slip counter gave no number"))?;
    let number: i64 = counted.try_get("", "last")?;
    u32::try_from(number).map_err(|_| Error::internal("the slip counter is out of range"))
}
