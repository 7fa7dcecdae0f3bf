//! “This is wrong”: a person asks, the agency that verified the item decides ([`decide`]; R-PDP-05). While nobody has decided,
//! the item is not used again; a correction adds a new value and keeps the old one as history.

pub mod decide;
pub mod remind;

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use motcua_shared::access::Actor;
use motcua_shared::api::{
    AttachmentView, CORRECTION_FILE_MAX, CORRECTION_FILE_TYPES, CORRECTION_WORDS_MAX,
    CorrectionFileQuery, CorrectionState, CorrectionView, HeldKind, MyData, NewCorrection,
};
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::event::LiveKind;
use motcua_shared::form::Answer;
use motcua_shared::i18n::{Bilingual, t::my_data as say};
use motcua_shared::text::clean_lines;
use motcua_shared::time::{LocalTime, Timestamp, show_moment};
use motcua_shared::vault::FactSource;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::origin::{self, Origins};
use super::words::Words;
use super::{get, subject};
use crate::app::App;
use crate::db::entity::{account, agency, attachment, correction, document, fact, notice};
use crate::db::json;
use crate::service::attachment::{self as attachments, Wanted};
use crate::service::dossier::announce::both;
use crate::service::dossier::vault;
use crate::service::live::{self, NewEvent, account_topic, agency_topic};
use crate::service::{Error, Result, words};

/// Days in which the agency decides (R-PDP-05).
const DAYS: i64 = 10;

/// The end of the last of them: nobody is held to the minute at which a request came.
fn due(asked: Timestamp) -> Timestamp {
    let last = asked.plus_seconds(DAYS * DAY).local().date;
    Timestamp::from_local(LocalTime {
        date: last,
        minute: END_OF_WORK,
    })
}
/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// Minute of the day.
const END_OF_WORK: u32 = 17 * 60;
/// Requests that a list shows.
const LISTED: u64 = 200;
/// The slot of a paper that belongs to no form.
const SLOT: &str = "@correction";

/// Own requests, newest first.
pub(super) async fn own(
    app: &App,
    actor: &Actor,
    words: &Words<'_>,
) -> Result<Vec<CorrectionView>> {
    let rows = correction::Entity::find()
        .filter(correction::Column::Account.eq(&actor.id))
        .order_by_desc(correction::Column::AskedAt)
        .order_by_desc(correction::Column::Id)
        .limit(LISTED)
        .all(app.db.read())
        .await?;
    let mut found = Vec::new();
    for row in rows {
        found.push(view(app, row, words).await?.0);
    }
    Ok(found)
}

/// What is held: the words of it, and where it came from.
struct Held {
    label: Bilingual,
    value: Bilingual,
    source: FactSource,
}

async fn held<C: ConnectionTrait>(
    db: &C,
    row: &correction::Model,
    words: &Words<'_>,
) -> Result<Held> {
    if row.kind == HeldKind::Document.key() {
        let found = document::Entity::find_by_id(&row.item).one(db).await?;
        let found = found.ok_or(Error::NotFound)?;
        return Ok(Held {
            label: words.document(&found.kind),
            value: Bilingual {
                vi: found.name.clone(),
                en: String::new(),
            },
            source: origin::of_document(&found),
        });
    }
    let found = fact::Entity::find_by_id(&row.item).one(db).await?;
    let found = found.ok_or(Error::NotFound)?;
    Ok(Held {
        label: words.label(&found.path),
        value: words.value(&found.path, &json::read(&found.value)?),
        source: origin::of_fact(&found),
    })
}

async fn view(
    app: &App,
    row: correction::Model,
    words: &Words<'_>,
) -> Result<(CorrectionView, FactSource)> {
    let db = app.db.read();
    let held = held(db, &row, words).await?;
    let wanted: Option<Answer> = json::read_opt(row.wanted.as_deref())?;
    let file = match &row.file {
        Some(id) => attachment::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let agency = agency::Entity::find_by_id(&row.agency).one(db).await?;
    let view = CorrectionView {
        label: held.label,
        held: held.value,
        wanted: wanted
            .map(|wanted| words.value(&row.subject, &wanted))
            .unwrap_or_default(),
        file: file.map(|file| file.name).unwrap_or_default(),
        reason: row.reason,
        agency: agency.as_ref().map(origin::name).unwrap_or_default(),
        asked_at: Timestamp::from_micros(row.asked_at),
        due_at: Timestamp::from_micros(row.due_at),
        state: state(&row.state)?,
        decided_at: row.decided_at.map(Timestamp::from_micros),
        words: row.words,
        id: row.id,
    };
    Ok((view, held.source))
}

fn state(key: &str) -> Result<CorrectionState> {
    CorrectionState::from_key(key)
        .ok_or_else(|| Error::internal(format!("unknown state of a correction {key}")))
}

/// Words that people read: there, and no longer than anybody reads.
fn words_of(path: &str, typed: &str, needed: bool) -> Result<String> {
    let text = clean_lines(typed);
    words::check(path, &text, needed, CORRECTION_WORDS_MAX)?;
    Ok(text)
}

/// Asks for a correction.
///
/// # Errors
/// [`Error::NotFound`] also for an item of somebody else; [`Error::Invalid`] for a value or words that cannot be; [`Error::Refused`]
/// while another request about the item is open, for an item that does not count any more, and for one that only its source can
/// correct.
pub async fn ask(app: &App, actor: &Actor, new: &NewCorrection) -> Result<MyData> {
    let db = app.db.read();
    let words = Words::new(app);
    let subject = subject(db, actor, new.kind, &new.item).await?;
    let reason = words_of("reason", &new.reason, true)?;
    let facts = vault::facts(db, &actor.id).await?;
    let (source, wanted) = match new.kind {
        HeldKind::Fact => {
            let known = facts.iter().find(|fact| fact.id == new.item);
            let known = known.ok_or(Error::Refused(Refusal::NotNow))?;
            if words.input(&subject).is_none() {
                return Err(Error::Refused(Refusal::NotNow));
            }
            let wanted = words.check(&subject, new.wanted.as_ref())?;
            (known.source.clone(), Some(json::write(&wanted)?))
        }
        HeldKind::Document => {
            let row = document::Entity::find_by_id(&new.item).one(db).await?;
            (origin::of_document(&row.ok_or(Error::NotFound)?), None)
        }
    };
    let home = |path: &str| {
        let known = facts.iter().find(|fact| fact.path == path);
        known.map(|fact| fact.value.clone())
    };
    let origins = Origins::of(db, std::iter::once(&source), home).await?;
    let agency = origins
        .decides(&source)
        .ok_or(Error::Refused(Refusal::NotNow))?;
    let now = app.now();
    let row = correction::Model {
        id: app.new_id(),
        account: actor.id.clone(),
        kind: new.kind.key().to_owned(),
        item: new.item.clone(),
        subject,
        wanted,
        file: None,
        reason,
        agency: agency.code.clone(),
        state: CorrectionState::Open.key().to_owned(),
        asked_at: now.micros(),
        due_at: due(now).micros(),
        decided_at: None,
        decided_by: None,
        words: String::new(),
        replaced_by: None,
        reminded_at: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            // One account asks one thing at a time: its row is the lock.
            account::Entity::find_by_id(&actor.id)
                .lock_exclusive()
                .one(tx)
                .await?;
            let open = correction::Entity::find()
                .filter(correction::Column::Account.eq(&actor.id))
                .filter(correction::Column::Kind.eq(&row.kind))
                .filter(correction::Column::Subject.eq(&row.subject))
                .filter(correction::Column::State.eq(CorrectionState::Open.key()))
                .one(tx)
                .await?;
            if open.is_some() {
                return Err(Error::Refused(Refusal::NotNow));
            }
            correction::Entity::insert(row.clone().into_active_model())
                .exec(tx)
                .await?;
            tell_agency(app, tx, &row, now).await
        })
        .await?;
    app.live.wake();
    get(app, actor).await
}

/// Takes an open request back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when it was decided.
pub async fn withdraw(app: &App, actor: &Actor, id: &str) -> Result<MyData> {
    own_request(app, actor, id).await?;
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            let change = correction::ActiveModel {
                state: Set(CorrectionState::Withdrawn.key().to_owned()),
                decided_at: Set(Some(now.micros())),
                ..Default::default()
            };
            close(tx, id, change).await?;
            let row = correction::Entity::find_by_id(id)
                .one(tx)
                .await?
                .ok_or(Error::NotFound)?;
            let events = vec![
                event(
                    agency_topic(&row.agency),
                    LiveKind::Queue,
                    false,
                    Bilingual::default(),
                ),
                event(
                    account_topic(&row.account),
                    LiveKind::Dossier,
                    false,
                    Bilingual::default(),
                ),
            ];
            Ok(live::append(tx, app.db.engine(), events, now).await?)
        })
        .await?;
    app.live.wake();
    get(app, actor).await
}

async fn own_request(app: &App, actor: &Actor, id: &str) -> Result<correction::Model> {
    correction::Entity::find_by_id(id)
        .filter(correction::Column::Account.eq(&actor.id))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)
}

/// Takes the paper that shows what is right; another one replaces it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when the request was decided; those of a file.
pub async fn add_file<S>(
    app: &App,
    actor: &Actor,
    id: &str,
    query: &CorrectionFileQuery,
    body: S,
    declared_len: Option<u64>,
) -> Result<AttachmentView>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let request = own_request(app, actor, id).await?;
    if state(&request.state)? != CorrectionState::Open {
        return Err(Error::Refused(Refusal::NotNow));
    }
    let accept = CORRECTION_FILE_TYPES.map(str::to_owned);
    let wanted = Wanted {
        accept: &accept,
        max_bytes: CORRECTION_FILE_MAX,
        sha256: &query.sha256,
    };
    let (stored, media_type) = attachments::receive(app, &wanted, body, declared_len).await?;
    let file = attachment::Model {
        id: app.new_id(),
        account: actor.id.clone(),
        draft: None,
        dossier: None,
        is_result: false,
        field: SLOT.to_owned(),
        name: attachments::file_name(&query.name, media_type),
        media_type: media_type.to_owned(),
        bytes: i64::try_from(stored.bytes).unwrap_or(i64::MAX),
        sha256: stored.sha256,
        store_key: stored.key.clone(),
        reused: None,
        uploaded_at: app.now().micros(),
        number: None,
        issued_on: None,
    };
    let row = file.clone();
    let kept = app
        .db
        .write::<_, Error, _>(async |tx| {
            attachment::Entity::insert(row.clone().into_active_model())
                .exec(tx)
                .await?;
            let change = correction::ActiveModel {
                file: Set(Some(row.id.clone())),
                ..Default::default()
            };
            close(tx, id, change).await?;
            match &request.file {
                Some(before) => {
                    let before = attachment::Entity::find_by_id(before).one(tx).await?;
                    attachments::remove_rows(tx, before.into_iter().collect()).await
                }
                None => Ok(Vec::new()),
            }
        })
        .await;
    match kept {
        Ok(orphans) => {
            attachments::remove_objects(app, orphans).await;
            attachments::view(file)
        }
        Err(error) => {
            attachments::remove_objects(app, vec![stored.key]).await;
            Err(error)
        }
    }
}

/// Changes a request that is open.
async fn close(tx: &DatabaseTransaction, id: &str, change: correction::ActiveModel) -> Result<()> {
    let changed = correction::Entity::update_many()
        .set(change)
        .filter(correction::Column::Id.eq(id))
        .filter(correction::Column::State.eq(CorrectionState::Open.key()))
        .exec(tx)
        .await?;
    if changed.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::Refused(Refusal::NotNow))
    }
}

fn event(topic: String, kind: LiveKind, notice: bool, text: Bilingual) -> NewEvent {
    NewEvent {
        topic,
        kind,
        action: None,
        notice,
        dossier: String::new(),
        code: String::new(),
        text,
    }
}

/// A notice about no dossier; answers its id.
async fn write_notice(
    app: &App,
    tx: &DatabaseTransaction,
    account: &str,
    text: &Bilingual,
    now: Timestamp,
) -> Result<String> {
    let id = app.new_id();
    let row = notice::Model {
        id: id.clone(),
        account: account.to_owned(),
        at: now.micros(),
        text_vi: text.vi.clone(),
        text_en: text.en.clone(),
        dossier: String::new(),
        code: String::new(),
        read_at: None,
    };
    notice::Entity::insert(row.into_active_model())
        .exec(tx)
        .await?;
    Ok(id)
}

/// Notices for the clerks of the agency, and events for whoever shows its requests, or the person's.
async fn tell_agency(
    app: &App,
    tx: &DatabaseTransaction,
    row: &correction::Model,
    now: Timestamp,
) -> Result<()> {
    let due = show_moment(Timestamp::from_micros(row.due_at));
    let text = both(|lang| say::notice_asked(lang, &due));
    let mut events = remind::tell_clerks(app, tx, row, &text, now).await?;
    let nothing = Bilingual::default();
    events.push(event(
        agency_topic(&row.agency),
        LiveKind::Queue,
        false,
        nothing.clone(),
    ));
    events.push(event(
        account_topic(&row.account),
        LiveKind::Dossier,
        false,
        nothing,
    ));
    Ok(live::append(tx, app.db.engine(), events, now).await?)
}
