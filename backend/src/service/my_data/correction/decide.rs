//! Requests to correct, on the side of the agency that decides: list, one with everything, the decision and what it changes.

use motcua_shared::access::Actor;
use motcua_shared::api::{
    CorrectionCase, CorrectionDecision, CorrectionLine, CorrectionState, HeldKind, ReadingPurpose,
};
use motcua_shared::event::LiveKind;
use motcua_shared::form::Answer;
use motcua_shared::i18n::{Bilingual, Lang, t::my_data as say};
use motcua_shared::notice::Occasion;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::super::origin::Origins;
use super::super::words::Words;
use super::{LISTED, close, event, held, state, view, words_of, write_notice};
use crate::app::App;
use crate::db::entity::{account, attachment, correction, document, fact, person_reading};
use crate::db::json;
use crate::service::attachment::{self as attachments, Download};
use crate::service::counter::person::note_reading;
use crate::service::delivery::{self, Told};
use crate::service::dossier::announce::both;
use crate::service::live::{self, account_topic, agency_topic};
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Seconds in which several readings by one officer count as one.
const ONE_READING: i64 = 600;
/// Kind of a fact that an agency has verified, as the store of facts names it.
const VERIFIED: &str = "dossier";
/// Where a person's name is known.
const FULL_NAME: &str = "person.full_name";

/// The requests to the officer's agency: open ones first, the next due first; then the last decided.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<CorrectionLine>> {
    let db = app.db.read();
    let agency = actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let of_agency = || correction::Entity::find().filter(correction::Column::Agency.eq(agency));
    let open = CorrectionState::Open.key();
    let mut rows = of_agency()
        .filter(correction::Column::State.eq(open))
        .order_by_asc(correction::Column::DueAt)
        .order_by_asc(correction::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    let room = LISTED.saturating_sub(rows.len() as u64);
    rows.extend(
        of_agency()
            .filter(correction::Column::State.ne(open))
            .order_by_desc(correction::Column::DecidedAt)
            .order_by_desc(correction::Column::Id)
            .limit(room)
            .all(db)
            .await?,
    );
    let people: Vec<(String, String)> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account::Column::Name)
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let words = Words::new(app);
    let mut found = Vec::new();
    for row in rows {
        let person = people.iter().find(|(id, _)| *id == row.account);
        // Only what it is about: the values are behind a reading that is written down.
        found.push(CorrectionLine {
            person: person.map(|(_, name)| name.clone()).unwrap_or_default(),
            label: held(db, &row, &words).await?.label,
            asked_at: Timestamp::from_micros(row.asked_at),
            due_at: Timestamp::from_micros(row.due_at),
            state: state(&row.state)?,
            id: row.id,
        });
    }
    Ok(found)
}

async fn of_agency(app: &App, actor: &Actor, id: &str) -> Result<correction::Model> {
    let agency = actor.agency.as_deref().ok_or(Error::NotFound)?;
    correction::Entity::find_by_id(id)
        .filter(correction::Column::Agency.eq(agency))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)
}

/// One request to the officer's agency; the reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also for one of another agency.
pub async fn open(app: &App, actor: &Actor, id: &str) -> Result<CorrectionCase> {
    let row = of_agency(app, actor, id).await?;
    log_reading(app, actor, &row.account).await?;
    case(app, actor, row).await
}

/// What goes outside: that there is an answer and where it is; what it is about is read in the portal.
fn letter(lang: Lang, link: &str) -> (String, String) {
    let subject = say::letter_subject(lang).to_owned();
    (subject, say::letter_text(lang, link))
}

async fn case(app: &App, actor: &Actor, row: correction::Model) -> Result<CorrectionCase> {
    let db = app.db.read();
    let person = account::Entity::find_by_id(&row.account)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let paper = match &row.file {
        Some(id) => attachment::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let agency = actor.agency.clone().unwrap_or_default();
    let (request, source) = view(app, row, &Words::new(app)).await?;
    let origins = Origins::of(db, std::iter::once(&source), |_| None).await?;
    Ok(CorrectionCase {
        person: person.name,
        request,
        dossier: origins.dossier_at(&source, &agency),
        source,
        paper: paper.map(attachments::view).transpose()?,
    })
}

/// Writes down that an officer reads a request, once in a while.
async fn log_reading(app: &App, actor: &Actor, person: &str) -> Result<()> {
    let lately = app.now().plus_seconds(-ONE_READING).micros();
    let known = person_reading::Entity::find()
        .filter(person_reading::Column::Person.eq(person))
        .filter(person_reading::Column::Officer.eq(&actor.id))
        .filter(person_reading::Column::Purpose.eq(ReadingPurpose::Correct.key()))
        .filter(person_reading::Column::At.gt(lately))
        .one(app.db.read())
        .await?;
    if known.is_some() {
        return Ok(());
    }
    app.db
        .write::<_, Error, _>(async |tx| {
            note_reading(app, tx, actor, Some(person), ReadingPurpose::Correct).await
        })
        .await
}

/// The paper of a request to the officer's agency; the reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also when there is none.
pub async fn file(app: &App, actor: &Actor, id: &str) -> Result<Download> {
    let row = of_agency(app, actor, id).await?;
    let file = attachment::Entity::find_by_id(row.file.as_deref().unwrap_or_default())
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    log_reading(app, actor, &row.account).await?;
    Ok(Download {
        stream: app.store.open_object(&file.store_key).await?,
        bytes: u64::try_from(file.bytes).unwrap_or_default(),
        name: file.name,
        media_type: file.media_type,
    })
}

/// Corrects the item, or says why it stays.
///
/// # Errors
/// [`Error::NotFound`] also for a request to another agency; [`Error::Invalid`] for a refusal without words; [`Error::Refused`]
/// when it was decided already or taken back.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: &str,
    decision: &CorrectionDecision,
) -> Result<CorrectionCase> {
    let row = of_agency(app, actor, id).await?;
    let said = words_of("words", &decision.words, !decision.corrected)?;
    let place = Place::of(app, &row.agency).await?;
    let label = held(app.db.read(), &row, &Words::new(app)).await?.label;
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            let replaced_by = if decision.corrected {
                replace(app, tx, &row, &place, now).await?
            } else {
                None
            };
            let state = if decision.corrected {
                CorrectionState::Corrected
            } else {
                CorrectionState::Refused
            };
            let change = correction::ActiveModel {
                state: Set(state.key().to_owned()),
                decided_at: Set(Some(now.micros())),
                decided_by: Set(Some(actor.id.clone())),
                words: Set(said.clone()),
                replaced_by: Set(replaced_by),
                ..Default::default()
            };
            close(tx, id, change).await?;
            let text = both(|lang| {
                let label = label.get(lang);
                if decision.corrected {
                    say::notice_corrected(lang, label)
                } else {
                    say::notice_refused(lang, label)
                }
            });
            let notice = write_notice(app, tx, &row.account, &text, now).await?;
            let told = Told {
                notice: &notice,
                account: &row.account,
                occasion: Occasion::Correction,
            };
            delivery::post_beside(app, tx, &told, letter, now).await?;
            let events = vec![
                event(account_topic(&row.account), LiveKind::Dossier, true, text),
                event(
                    agency_topic(&row.agency),
                    LiveKind::Queue,
                    false,
                    Bilingual::default(),
                ),
            ];
            Ok(live::append(tx, app.db.engine(), events, now).await?)
        })
        .await?;
    app.live.wake();
    case(app, actor, of_agency(app, actor, id).await?).await
}

/// Puts what is right in the place of what was wrong; what was wrong stays as history. Gives the id of the new item.
async fn replace(
    app: &App,
    tx: &DatabaseTransaction,
    row: &correction::Model,
    place: &Place,
    now: Timestamp,
) -> Result<Option<String>> {
    if row.kind == HeldKind::Document.key() {
        return replace_document(app, tx, row, place, now).await;
    }
    let wrong = fact::Entity::find_by_id(&row.item)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let value = row.wanted.clone().ok_or(Error::NotFound)?;
    fact::Entity::update_many()
        .col_expr(fact::Column::SupersededAt, Expr::value(Some(now.micros())))
        .filter(fact::Column::Account.eq(&row.account))
        .filter(fact::Column::Path.eq(&wrong.path))
        .filter(fact::Column::Person.is_null())
        .filter(fact::Column::SupersededAt.is_null())
        .exec(tx)
        .await?;
    if wrong.path == FULL_NAME {
        let name: Answer = json::read(&value)?;
        account::Entity::update_many()
            .col_expr(account::Column::Name, Expr::value(name.text()))
            .filter(account::Column::Id.eq(&row.account))
            .exec(tx)
            .await?;
    }
    let right = fact::Model {
        id: app.new_id(),
        value,
        kind: VERIFIED.to_owned(),
        vouched_by: place.agency.name_vi.clone(),
        since: now.micros(),
        superseded_at: None,
        agency: Some(place.agency.code.clone()),
        revoked_at: None,
        ..wrong
    };
    let id = right.id.clone();
    fact::Entity::insert(right.into_active_model())
        .exec(tx)
        .await?;
    Ok(Some(id))
}

/// The wrong document is not valid any more; the paper that the person sent takes its place, if there is one.
async fn replace_document(
    app: &App,
    tx: &DatabaseTransaction,
    row: &correction::Model,
    place: &Place,
    now: Timestamp,
) -> Result<Option<String>> {
    let wrong = document::Entity::find_by_id(&row.item)
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    document::Entity::update_many()
        .col_expr(
            document::Column::SupersededAt,
            Expr::value(Some(now.micros())),
        )
        .filter(document::Column::Id.eq(&wrong.id))
        .exec(tx)
        .await?;
    let file = match &row.file {
        Some(id) => attachment::Entity::find_by_id(id).one(tx).await?,
        None => None,
    };
    let Some(file) = file else {
        return Ok(None);
    };
    let right = document::Model {
        id: app.new_id(),
        name: file.name,
        media_type: file.media_type,
        bytes: file.bytes,
        sha256: file.sha256,
        store_key: file.store_key,
        vouched_by: place.agency.name_vi.clone(),
        since: now.micros(),
        agency: Some(place.agency.code.clone()),
        superseded_at: None,
        revoked_at: None,
        number: None,
        issued_on: None,
        ..wrong
    };
    let id = right.id.clone();
    document::Entity::insert(right.into_active_model())
        .exec(tx)
        .await?;
    Ok(Some(id))
}
