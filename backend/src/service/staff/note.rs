//! What officers leave beside a dossier for each other: notes, and a leader's instructions with a date. For officers only: no
//! answer to an applicant reads these tables, and the timeline, which they may see, holds none of it.

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{Aside, Instruction, NewNote, NoteView};
use motcua_shared::event::LiveKind;
use motcua_shared::form::{Fault, Issue};
use motcua_shared::i18n::{Bilingual, t::notice as say};
use motcua_shared::text::clean_lines;
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::{colleagues, label, of_agency};
use crate::app::App;
use crate::db::entity::{dossier, note};
use crate::service::dossier::announce;
use crate::service::dossier::row::moment;
use crate::service::live::{self, NewEvent, account_topic, agency_topic};
use crate::service::words::check as check_words;
use crate::service::{Error, Result};

/// Most characters of a note.
const WORDS_MAX: u32 = 2000;

/// Notes and labels of a dossier.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<Aside> {
    let row = of_agency(app, actor, id).await?;
    aside(app, actor, &row).await
}

pub(super) async fn aside(app: &App, actor: &Actor, row: &dossier::Model) -> Result<Aside> {
    let notes = note::Entity::find()
        .filter(note::Column::Dossier.eq(&row.id))
        .order_by_desc(note::Column::At)
        .order_by_desc(note::Column::Id)
        .all(app.db.read())
        .await?;
    let labels = label::on(app, std::slice::from_ref(&row.id)).await?;
    Ok(Aside {
        notes: notes.into_iter().map(|note| view(note, actor)).collect(),
        labels: labels.into_values().next().unwrap_or_default(),
    })
}

fn view(row: note::Model, reader: &Actor) -> NoteView {
    NoteView {
        may_close: row.done_at.is_none() && is_theirs(&row, reader),
        id: row.id,
        at: Timestamp::from_micros(row.at),
        by: row.name,
        words: row.words,
        to: row.recipient_name,
        due_at: moment(row.due_at),
        done_at: moment(row.done_at),
    }
}

/// An instruction that the reader was given, or gave.
fn is_theirs(row: &note::Model, reader: &Actor) -> bool {
    row.recipient
        .as_ref()
        .is_some_and(|recipient| *recipient == reader.id || row.account == reader.id)
}

/// Writes a note, or a leader's instruction, which its officer is also told of by a notice.
///
/// # Errors
/// [`Error::Invalid`] for words that are missing or too long or a day that is past, [`Error::Forbidden`] for an instruction by
/// somebody else than a leader, [`Error::BadRequest`] for one to somebody outside the agency.
pub async fn add(app: &App, actor: &Actor, id: &str, new: &NewNote) -> Result<Aside> {
    let row = of_agency(app, actor, id).await?;
    let words = clean_lines(&new.words);
    check_words("words", &words, true, WORDS_MAX)?;
    let to = match &new.instruction {
        Some(instruction) => Some(recipient(app, actor, &row, instruction).await?),
        None => None,
    };
    let now = app.now();
    let entry = note::Model {
        id: app.new_id(),
        dossier: row.id.clone(),
        account: actor.id.clone(),
        name: actor.name.clone(),
        at: now.micros(),
        words,
        recipient: to.as_ref().map(|to| to.account.clone()),
        recipient_name: to.as_ref().map(|to| to.name.clone()).unwrap_or_default(),
        due_at: to.as_ref().map(|to| to.due_at.micros()),
        done_at: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            note::Entity::insert(entry.into_active_model())
                .exec(tx)
                .await?;
            if let Some(to) = &to {
                let due = show_moment(to.due_at);
                let text = announce::both(|lang| say::instructed(lang, &row.code, &due));
                announce::write_notice(app, tx, &to.account, &row, &text, now).await?;
                let told = NewEvent {
                    topic: account_topic(&to.account),
                    kind: LiveKind::Assigned,
                    action: None,
                    notice: true,
                    dossier: row.id.clone(),
                    code: row.code.clone(),
                    text,
                };
                live::append(tx, app.db.engine(), vec![told], now).await?;
            }
            tell_agency(app, tx, &row, now).await
        })
        .await?;
    app.live.wake();
    aside(app, actor, &row).await
}

/// Who is instructed, and until when.
struct Instructed {
    account: String,
    name: String,
    due_at: Timestamp,
}

async fn recipient(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
    instruction: &Instruction,
) -> Result<Instructed> {
    if actor.role != Role::Leader {
        return Err(Error::Forbidden);
    }
    let due_at = app.calendars.of(&row.agency).close_of(instruction.until);
    if due_at <= app.now() {
        return Err(Error::Invalid(vec![Issue::error(
            "until",
            Fault::DateTooEarly {
                earliest: motcua_shared::time::show_date(app.today()),
            },
        )]));
    }
    let officer = colleagues(app, actor)
        .await?
        .into_iter()
        .find(|one| one.id == instruction.officer)
        .ok_or_else(|| Error::BadRequest("no officer of the agency".to_owned()))?;
    Ok(Instructed {
        account: officer.id,
        name: officer.name,
        due_at,
    })
}

/// Says that an instruction is done. Saying it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] also for a note that the actor may not close.
pub async fn close(app: &App, actor: &Actor, id: &str) -> Result<Aside> {
    let found = note::Entity::find_by_id(id).one(app.db.read()).await?;
    let found = found
        .filter(|note| is_theirs(note, actor))
        .ok_or(Error::NotFound)?;
    let row = of_agency(app, actor, &found.dossier).await?;
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            let closed = note::Entity::update_many()
                .col_expr(note::Column::DoneAt, Expr::value(now.micros()))
                .filter(note::Column::Id.eq(id))
                .filter(note::Column::DoneAt.is_null())
                .exec(tx)
                .await?;
            if closed.rows_affected > 0 {
                tell_agency(app, tx, &row, now).await?;
            }
            Ok(())
        })
        .await?;
    app.live.wake();
    aside(app, actor, &row).await
}

/// Tells the screens of the agency that show the dossier: something beside it changed. Without words: whoever looks at it sees it.
pub(super) async fn tell_agency(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    now: Timestamp,
) -> Result<()> {
    let event = NewEvent {
        topic: agency_topic(&row.agency),
        kind: LiveKind::Aside,
        action: None,
        notice: false,
        dossier: row.id.clone(),
        code: row.code.clone(),
        text: Bilingual::default(),
    };
    Ok(live::append(tx, app.db.engine(), vec![event], now).await?)
}
