//! The timeline of a dossier: append-only, each event covered by a hash that covers the one before.

use std::collections::HashSet;

use motcua_shared::api::TimelineEvent;
use motcua_shared::dossier::{Action, SupplementItem};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde::Serialize;

use super::row;
use crate::db::batch::Batch;
use crate::db::entity::{dossier, dossier_event};
use crate::db::json;
use crate::service::conversation::record;
use crate::service::{Error, Result};
use crate::store::sha256;

/// Who acted, as the timeline keeps it.
#[derive(Clone, Debug)]
pub(crate) struct By {
    pub account: String,
    pub name: String,
    /// Unit of an officer; “the applicant” for the applicant.
    pub unit: Bilingual,
    /// Agency of an officer.
    pub agency: Option<String>,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub action: Action,
    pub words: String,
    pub public_words: bool,
    pub items: Vec<SupplementItem>,
}

/// What the hash of an event covers, in this order.
#[derive(Serialize)]
struct Covered<'a> {
    dossier: &'a str,
    seq: i64,
    at: i64,
    action: &'a str,
    status: i32,
    account: &'a str,
    name: &'a str,
    unit_vi: &'a str,
    unit_en: &'a str,
    words: &'a str,
    is_public: bool,
    public_words: bool,
    items: &'a str,
    /// Events written before they said it are covered as they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
}

/// What an event that stands for a message calls its action. It is none that anybody takes: what was written is read in the
/// conversation, and the event only proves it.
const MESSAGE: &str = "message";

/// Appends an event and moves the head of the chain in `row`; the caller saves the row.
pub(crate) async fn append(
    tx: &DatabaseTransaction,
    row: &mut dossier::Model,
    by: &By,
    happened: &Happened,
    now: Timestamp,
) -> Result<()> {
    let event = next(row, by, happened, now)?;
    write(tx, event).await
}

/// The next event of a dossier, not written yet; moves the head of the chain in `row`.
pub(crate) fn next(
    row: &mut dossier::Model,
    by: &By,
    happened: &Happened,
    now: Timestamp,
) -> Result<dossier_event::Model> {
    let event = dossier_event::Model {
        action: happened.action.key().to_owned(),
        words: happened.words.clone(),
        is_public: happened.action.is_public(),
        public_words: happened.public_words,
        items: json::write(&happened.items)?,
        ..empty(row, by, now)
    };
    chained(row, event)
}

/// Appends what a message hashes to, and saves the head of the chain: nothing else in the dossier changes, not its version either,
/// so that nobody who works on it is disturbed. `row` is locked.
pub(crate) async fn append_message(
    tx: &DatabaseTransaction,
    row: &mut dossier::Model,
    by: &By,
    message: String,
    now: Timestamp,
) -> Result<()> {
    let event = dossier_event::Model {
        action: MESSAGE.to_owned(),
        words: message,
        items: "[]".to_owned(),
        ..empty(row, by, now)
    };
    let event = chained(row, event)?;
    write(tx, event).await?;
    dossier::Entity::update_many()
        .col_expr(dossier::Column::LastSeq, Expr::value(row.last_seq))
        .col_expr(dossier::Column::LastHash, Expr::value(&row.last_hash))
        .filter(dossier::Column::Id.eq(&row.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// The event after the head of the chain, still empty.
fn empty(row: &dossier::Model, by: &By, now: Timestamp) -> dossier_event::Model {
    dossier_event::Model {
        dossier: row.id.clone(),
        seq: row.last_seq + 1,
        at: now.micros(),
        action: String::new(),
        status: row.status,
        account: by.account.clone(),
        name: by.name.clone(),
        unit_vi: by.unit.vi.clone(),
        unit_en: by.unit.en.clone(),
        words: String::new(),
        is_public: false,
        public_words: false,
        items: String::new(),
        step: Some(row.step.clone()),
        prev_hash: row.last_hash.clone(),
        hash: String::new(),
    }
}

/// The event with its hash, now the head of the chain in `row`.
fn chained(
    row: &mut dossier::Model,
    mut event: dossier_event::Model,
) -> Result<dossier_event::Model> {
    event.hash = hash(&event)?;
    row.last_seq = event.seq;
    row.last_hash.clone_from(&event.hash);
    Ok(event)
}

/// Writes what [`next`] gave, after the row of its dossier.
async fn write(tx: &DatabaseTransaction, event: dossier_event::Model) -> Result<()> {
    let mut batch = Batch::of(tx);
    add(&mut batch, event);
    Ok(batch.run(tx).await?)
}

/// Adds what [`next`] gave, after the row of its dossier.
pub(crate) fn add(batch: &mut Batch, event: dossier_event::Model) {
    batch.add(&dossier_event::Entity::insert(event.into_active_model()));
}

fn hash(event: &dossier_event::Model) -> Result<String> {
    let covered = Covered {
        dossier: &event.dossier,
        seq: event.seq,
        at: event.at,
        action: &event.action,
        status: event.status,
        account: &event.account,
        name: &event.name,
        unit_vi: &event.unit_vi,
        unit_en: &event.unit_en,
        words: &event.words,
        is_public: event.is_public,
        public_words: event.public_words,
        items: &event.items,
        step: event.step.as_deref(),
    };
    Ok(sha256(
        format!("{}{}", event.prev_hash, json::write(&covered)?).as_bytes(),
    ))
}

/// What was done, oldest first; messages are read in the conversation.
pub(crate) async fn events<C: ConnectionTrait>(
    db: &C,
    dossier: &str,
) -> Result<Vec<dossier_event::Model>> {
    let mut events = whole(db, dossier).await?;
    events.retain(|event| event.action != MESSAGE);
    Ok(events)
}

/// The whole chain, oldest first.
async fn whole<C: ConnectionTrait>(db: &C, dossier: &str) -> Result<Vec<dossier_event::Model>> {
    let found = dossier_event::Entity::find().filter(dossier_event::Column::Dossier.eq(dossier));
    Ok(found
        .order_by_asc(dossier_event::Column::Seq)
        .all(db)
        .await?)
}

/// Whether the chain of a dossier is whole: no event changed, missing, added or moved, its head is the dossier's, and the messages
/// are those that were written.
///
/// # Errors
/// [`Error::NotFound`], or those of the database.
pub async fn is_whole<C: ConnectionTrait>(db: &C, dossier: &str) -> Result<bool> {
    let row = dossier::Entity::find_by_id(dossier)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let events = whole(db, dossier).await?;
    Ok(chain_is_whole(&events, row.last_seq, &row.last_hash)?
        && messages_are_whole(&events, &record::hashes(db, dossier).await?))
}

fn chain_is_whole(events: &[dossier_event::Model], last_seq: i64, last_hash: &str) -> Result<bool> {
    let (mut head, mut seq) = (String::new(), 0);
    for event in events {
        seq += 1;
        if event.seq != seq || event.prev_hash != head || hash(event)? != event.hash {
            return Ok(false);
        }
        head.clone_from(&event.hash);
    }
    Ok(seq == last_seq && head == last_hash)
}

/// Each event has its message, in whatever order two that were written at once came into the chain; messages without an event
/// are from before there were such events.
fn messages_are_whole(events: &[dossier_event::Model], messages: &[record::Hashed]) -> bool {
    let proofs = || events.iter().filter(|event| event.action == MESSAGE);
    let since = proofs().map(|event| event.at).min().unwrap_or(i64::MAX);
    let proven: HashSet<&str> = proofs().map(|event| event.words.as_str()).collect();
    let there: HashSet<&str> = messages.iter().map(|one| one.hash.as_str()).collect();
    proven.is_subset(&there)
        && messages
            .iter()
            .all(|one| proven.contains(one.hash.as_str()) || one.at < since)
}

/// The timeline as officers see it: names and internal words.
pub(crate) fn for_staff(events: &[dossier_event::Model]) -> Result<Vec<TimelineEvent>> {
    events
        .iter()
        .map(|event| {
            view(
                event,
                Bilingual {
                    vi: event.name.clone(),
                    en: String::new(),
                },
                event.words.clone(),
            )
        })
        .collect()
}

/// The timeline as the applicant sees it: units, and only what is meant for them.
pub(crate) fn for_applicant(events: &[dossier_event::Model]) -> Result<Vec<TimelineEvent>> {
    events
        .iter()
        .filter(|event| event.is_public)
        .map(|event| {
            let words = if event.public_words {
                event.words.clone()
            } else {
                String::new()
            };
            view(
                event,
                Bilingual {
                    vi: event.unit_vi.clone(),
                    en: event.unit_en.clone(),
                },
                words,
            )
        })
        .collect()
}

fn view(event: &dossier_event::Model, by: Bilingual, words: String) -> Result<TimelineEvent> {
    Ok(TimelineEvent {
        seq: event.seq,
        at: Timestamp::from_micros(event.at),
        action: Action::from_key(&event.action)
            .ok_or_else(|| Error::internal(format!("unknown action {}", event.action)))?,
        status: row::status(event.status)?,
        by,
        words,
        items: json::read(&event.items)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<dossier_event::Model> {
        let mut head = String::new();
        (1..=3)
            .map(|seq| {
                let mut event = dossier_event::Model {
                    dossier: "d".to_owned(),
                    seq,
                    at: seq * 1000,
                    action: "accept".to_owned(),
                    status: 2,
                    account: "a".to_owned(),
                    name: "n".to_owned(),
                    unit_vi: "u".to_owned(),
                    unit_en: String::new(),
                    words: String::new(),
                    is_public: true,
                    public_words: true,
                    items: "[]".to_owned(),
                    step: Some("reception".to_owned()),
                    prev_hash: head.clone(),
                    hash: String::new(),
                };
                event.hash = hash(&event).unwrap();
                head.clone_from(&event.hash);
                event
            })
            .collect()
    }

    #[test]
    fn a_message_without_its_event_or_an_event_without_its_message_is_seen() {
        let proof = |at: i64, words: &str| dossier_event::Model {
            at,
            action: MESSAGE.to_owned(),
            words: words.to_owned(),
            ..chain().remove(0)
        };
        let message = |at: i64, hash: &str| record::Hashed {
            at,
            hash: hash.to_owned(),
        };
        let events = [chain().remove(0), proof(20, "b"), proof(10, "a")];
        let (old, first, second) = (message(1, "old"), message(10, "a"), message(20, "b"));
        let whole = |messages: &[record::Hashed]| messages_are_whole(&events, messages);
        assert!(whole(&[old.clone(), first.clone(), second.clone()]));
        assert!(!whole(&[old.clone(), first.clone()]));
        let added = message(15, "c");
        assert!(!whole(&[old.clone(), first.clone(), added, second.clone()]));
        assert!(!whole(&[old.clone(), first, message(20, "changed")]));
        assert!(
            messages_are_whole(&chain(), &[old]),
            "before there were events"
        );
    }

    #[test]
    fn every_tampering_breaks_the_chain() {
        let sound = chain();
        let head = sound[2].hash.clone();
        assert!(chain_is_whole(&sound, 3, &head).unwrap());
        let mut changed = sound.clone();
        changed[1].words = "khác".to_owned();
        let mut rehashed = changed.clone();
        rehashed[1].hash = hash(&rehashed[1]).unwrap();
        let mut shortened = sound.clone();
        shortened.pop();
        let mut moved = sound.clone();
        moved.swap(0, 1);
        for broken in [changed, rehashed, shortened, moved] {
            assert!(!chain_is_whole(&broken, 3, &head).unwrap());
        }
    }
}
