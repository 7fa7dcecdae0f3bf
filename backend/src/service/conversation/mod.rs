//! What applicant and officers write to each other about a dossier (R-NOTI-11), with files (`file`). It changes nothing in the
//! dossier but its history, which holds the hash of each message (`record`); words are kept as they were written.

mod file;
pub(crate) mod record;

use motcua_shared::access::Actor;
use motcua_shared::api::{Conversation, MESSAGE_MAX, MessageView, MessagesRead, NewMessage, Turn};
use motcua_shared::dossier::Action;
use motcua_shared::event::LiveKind;
use motcua_shared::i18n::{Bilingual, t::notice as say};
use motcua_shared::notice::Occasion;
use motcua_shared::text::clean_lines;
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub(crate) use self::file::{FileOf, bind, opinion_files};
pub use self::file::{Sender, open as open_file, upload};
use super::delivery::{self, Posting};
use super::dossier::timeline::{self, By};
use super::dossier::{self as dossiers, announce, change};
use super::live::{self, NewEvent, account_topic, agency_topic};
use super::{Error, Result, staff, words};
use crate::app::App;
use crate::db::entity::{dossier, message, message_file};
use crate::service::place::Place;

/// Messages that are listed.
const LISTED: u64 = 200;

/// Who reads and writes, and about what.
pub struct Party {
    row: dossier::Model,
    account: String,
    name: String,
    office: bool,
    by: Bilingual,
}

impl Party {
    /// Whose files they are.
    #[must_use]
    pub fn sender(&self) -> Sender<'_> {
        Sender {
            dossier: &self.row.id,
            account: &self.account,
        }
    }

    /// Who wrote, as the history keeps it.
    fn wrote(&self) -> By {
        By {
            account: self.account.clone(),
            name: self.name.clone(),
            unit: self.by.clone(),
            agency: None,
        }
    }
}

/// The applicant of an own dossier.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign dossier.
pub async fn applicant(app: &App, actor: &Actor, id: &str) -> Result<Party> {
    Ok(Party {
        row: dossiers::own(app, actor, id).await?,
        account: actor.id.clone(),
        name: actor.name.clone(),
        office: false,
        by: dossiers::applicant(actor).unit,
    })
}

/// An officer of the agency that has the dossier. The reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency.
pub async fn officer(app: &App, actor: &Actor, id: &str) -> Result<Party> {
    let row = staff::read(app, actor, id).await?;
    let place = Place::of(app, &row.agency).await?;
    Ok(Party {
        account: actor.id.clone(),
        name: actor.name.clone(),
        office: true,
        by: place.unit_name(actor.unit.as_deref().unwrap_or_default()),
        row,
    })
}

/// The conversation. Looking at it marks nothing: [`read`] does.
///
/// # Errors
/// Those of the database.
pub async fn get(app: &App, party: &Party) -> Result<Conversation> {
    let mut rows = message::Entity::find()
        .filter(message::Column::Dossier.eq(&party.row.id))
        .order_by_desc(message::Column::At)
        .order_by_desc(message::Column::Id)
        .limit(LISTED)
        .all(app.db.read())
        .await?;
    rows.reverse();
    let turn = match rows.last() {
        None => Turn::Nobody,
        Some(last) if last.from_office => Turn::Applicant,
        Some(_) => Turn::Office,
    };
    let files = file::of_dossier(app.db.read(), &party.row.id).await?;
    Ok(Conversation {
        messages: rows.into_iter().map(|row| view(row, &files)).collect(),
        turn,
    })
}

/// Writes a message; what the other side wrote before counts as read.
///
/// # Errors
/// [`Error::Invalid`] for no words beside no file, too many words, or files that were not taken for it.
pub async fn write(app: &App, party: &Party, new: &NewMessage) -> Result<Conversation> {
    let text = clean_lines(&new.text);
    words::check("text", &text, new.files.is_empty(), MESSAGE_MAX)?;
    let now = app.now();
    let entry = message::Model {
        id: app.new_id(),
        dossier: party.row.id.clone(),
        at: now.micros(),
        account: party.account.clone(),
        from_office: party.office,
        by_vi: party.by.vi.clone(),
        by_en: party.by.en.clone(),
        text,
        read_at: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            // Locked, because the history has one head.
            let mut row = change::lock(tx, &party.row.id, None).await?;
            mark(tx, party, now, now).await?;
            message::Entity::insert_many([entry.clone().into_active_model()])
                .exec_without_returning(tx)
                .await?;
            let files = bind(tx, party.sender(), &FileOf::Message(&entry.id), &new.files).await?;
            let hash = record::hash(&entry, &files)?;
            timeline::append_message(tx, &mut row, &party.wrote(), hash, now).await?;
            tell(app, tx, party, now).await
        })
        .await?;
    app.live.wake();
    get(app, party).await
}

/// Marks what the other side wrote as read, and lets it see so.
///
/// # Errors
/// Those of the database.
pub async fn read(app: &App, party: &Party, read: &MessagesRead) -> Result<Conversation> {
    let now = app.now();
    // The moment travels in milliseconds, the row keeps microseconds.
    let until = Timestamp::from_micros(read.until.micros().saturating_add(999));
    let news = app
        .db
        .write::<_, Error, _>(async |tx| {
            let news = mark(tx, party, until, now).await?;
            if news {
                tell_read(app, tx, party, now).await?;
            }
            Ok(news)
        })
        .await?;
    if news {
        app.live.wake();
    }
    get(app, party).await
}

/// The other side's screens show the receipt at once. Without words: nobody is called away for it.
async fn tell_read(
    app: &App,
    tx: &DatabaseTransaction,
    party: &Party,
    now: Timestamp,
) -> Result<()> {
    let row = &party.row;
    let (topic, kind) = if party.office {
        (account_topic(&row.account), LiveKind::Dossier)
    } else {
        (agency_topic(&row.agency), LiveKind::Aside)
    };
    let event = NewEvent {
        topic,
        kind,
        action: None,
        notice: false,
        dossier: row.id.clone(),
        code: row.code.clone(),
        text: Bilingual::default(),
    };
    Ok(live::append(tx, app.db.engine(), vec![event], now).await?)
}

/// Whether anything was unread.
async fn mark(
    tx: &DatabaseTransaction,
    party: &Party,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let marked = message::Entity::update_many()
        .col_expr(message::Column::ReadAt, Expr::value(Some(now.micros())))
        .filter(message::Column::Dossier.eq(&party.row.id))
        .filter(message::Column::FromOffice.eq(!party.office))
        .filter(message::Column::ReadAt.is_null())
        .filter(message::Column::At.lte(until.micros()))
        .exec(tx)
        .await?;
    Ok(marked.rows_affected > 0)
}

/// Notices and live events for the other side, without the words.
async fn tell(app: &App, tx: &DatabaseTransaction, party: &Party, now: Timestamp) -> Result<()> {
    let row = &party.row;
    let text = announce::both(|lang| {
        if party.office {
            say::message_from_office(lang, &row.code)
        } else {
            say::message_from_applicant(lang, &row.code)
        }
    });
    let mut events = Vec::new();
    let mut event = |topic, kind, notice| {
        events.push(announce::event(
            topic,
            kind,
            Action::Assign,
            notice,
            row,
            text.clone(),
        ));
    };
    if party.office {
        let notice = announce::write_notice(app, tx, &row.account, row, &text, now).await?;
        let due = row.legal_due_at.or(row.due_at).map(Timestamp::from_micros);
        let posting = Posting {
            notice: &notice,
            account: &row.account,
            dossier: row,
            occasion: Occasion::Message,
            due: &due.map(show_moment).unwrap_or_default(),
        };
        delivery::post(app, tx, &posting, now).await?;
        event(account_topic(&row.account), LiveKind::Dossier, true);
    } else {
        let officers = match &row.assignee {
            Some(officer) => vec![officer.clone()],
            None => announce::of_unit(tx, &row.unit_id).await?,
        };
        for officer in officers {
            announce::write_notice(app, tx, &officer, row, &text, now).await?;
            event(account_topic(&officer), LiveKind::Assigned, true);
        }
    }
    // Open workspaces of the agency show the new message.
    event(agency_topic(&row.agency), LiveKind::Queue, false);
    live::append(tx, app.db.engine(), events, now).await?;
    Ok(())
}

fn view(row: message::Model, files: &[message_file::Model]) -> MessageView {
    let own = files
        .iter()
        .filter(|file| file.message.as_ref() == Some(&row.id));
    MessageView {
        files: own.cloned().map(file::view).collect(),
        id: row.id,
        at: Timestamp::from_micros(row.at),
        from_office: row.from_office,
        by: Bilingual {
            vi: row.by_vi,
            en: row.by_en,
        },
        text: row.text,
        read_at: row.read_at.map(Timestamp::from_micros),
    }
}
