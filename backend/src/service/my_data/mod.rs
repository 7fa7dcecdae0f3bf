//! What is held about a person, for that person: facts and documents, where each came from, where it was used, who looked, and
//! what can be done about it. Everything here is the actor's own; officers come in only to decide about a [`correction`].

mod copy;
pub mod correction;
mod looks;
pub(crate) mod offer;
mod origin;
pub(crate) mod reuse;
mod words;

use std::collections::HashMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{
    HeldDocument, HeldFact, HeldKind, MyData, OtherValue, PastValue, Restriction, ReuseView,
    Standing,
};
use motcua_shared::form::profile::Topic;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Fact, FactSource};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

pub use self::copy::copy;

use self::offer::Withheld;
use self::origin::Origins;
use self::words::Words;
use super::attachment::Download;
use super::dossier::vault;
use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{data_copy, document, fact, restriction};
use crate::db::json;

/// Uses by kind and id of what was used.
type Uses = HashMap<(String, String), Vec<ReuseView>>;

/// Everything that is held about the actor.
///
/// # Errors
/// Those of the database.
pub async fn get(app: &App, actor: &Actor) -> Result<MyData> {
    let db = app.db.read();
    let words = Words::new(app);
    let facts = vault::facts(db, &actor.id).await?;
    let documents = document::Entity::find()
        .filter(document::Column::Account.eq(&actor.id))
        .order_by_desc(document::Column::Since)
        .order_by_desc(document::Column::Id)
        .all(db)
        .await?;
    let sources: Vec<FactSource> = facts
        .iter()
        .map(|fact| fact.source.clone())
        .chain(documents.iter().map(origin::of_document))
        .collect();
    let home = |path: &str| {
        let known = facts.iter().find(|fact| fact.path == path);
        known.map(|fact| fact.value.clone())
    };
    let origins = Origins::of(db, sources.iter(), home).await?;
    let seen = Seen {
        account: &actor.id,
        words: &words,
        origins: &origins,
        withheld: Withheld::of(db, &actor.id).await?,
        ends: vault::ends(db, &actor.id).await?,
        now: app.now(),
    };
    let mut uses = reuse::of_person(app, db, &actor.id).await?;
    let mut past = past(db, &actor.id, &words, &mut uses).await?;
    let mut held: Vec<HeldFact> = by_path(facts, |fact| seen.counts(fact))
        .into_iter()
        .map(|(fact, others)| seen.fact(fact, others, &mut uses, &mut past))
        .collect();
    held.sort_by_key(|fact| fact.topic);
    Ok(MyData {
        facts: held,
        documents: documents
            .into_iter()
            .map(|document| seen.document(document, &mut uses))
            .collect(),
        looks: looks::of(app, &actor.id).await?,
        spared: reuse::spared(db, &actor.id).await?,
        corrections: correction::own(app, actor, &words).await?,
        copied_at: last_copy(db, &actor.id).await?,
    })
}

/// What all items of one person are looked at with.
struct Seen<'a> {
    account: &'a str,
    words: &'a Words<'a>,
    origins: &'a Origins,
    withheld: Withheld,
    /// Facts that count for a time only.
    ends: HashMap<String, Timestamp>,
    now: Timestamp,
}

impl Seen<'_> {
    fn counts(&self, fact: &Fact) -> bool {
        let end = self.ends.get(&fact.id);
        end.is_none_or(|end| *end > self.now)
    }

    fn fact(
        &self,
        fact: Fact,
        others: Vec<Fact>,
        uses: &mut Uses,
        past: &mut HashMap<String, (Vec<PastValue>, Vec<ReuseView>)>,
    ) -> HeldFact {
        let (before, earlier) = past.remove(&fact.path).unwrap_or_default();
        let valid_until = self.ends.get(&fact.id).copied();
        let standing = self.withheld.standing(HeldKind::Fact, &fact.path);
        let key = (HeldKind::Fact.key().to_owned(), fact.id.clone());
        let mut reuses = uses.remove(&key).unwrap_or_default();
        reuses.extend(earlier);
        let mut also = Vec::new();
        for other in others {
            let key = (HeldKind::Fact.key().to_owned(), other.id);
            reuses.extend(uses.remove(&key).unwrap_or_default());
            also.push(OtherValue {
                value: self.words.value(&other.path, &other.value),
                source: other.source,
            });
        }
        reuses.sort_by_key(|one| std::cmp::Reverse(one.at));
        let input = self.words.input(&fact.path);
        let decides = self.origins.decides(&fact.source);
        HeldFact {
            topic: Topic::of(&fact.path),
            label: self.words.label(&fact.path),
            value: self.words.value(&fact.path, &fact.value),
            dossier: self.origins.own_dossier(&fact.source, self.account),
            reuses,
            also,
            before,
            standing: self.expired(standing, valid_until),
            valid_until,
            corrected_by: decides.filter(|_| input.is_some()).map(origin::name),
            input,
            id: fact.id,
            source: fact.source,
        }
    }

    /// What would be used if it still counted has expired.
    fn expired(&self, standing: Standing, valid_until: Option<Timestamp>) -> Standing {
        match standing {
            Standing::Offered if valid_until.is_some_and(|until| until <= self.now) => {
                Standing::Expired
            }
            standing => standing,
        }
    }

    fn document(&self, row: document::Model, uses: &mut Uses) -> HeldDocument {
        let source = origin::of_document(&row);
        let valid_until = row.valid_until.map(Timestamp::from_micros);
        let standing = self.withheld.standing(HeldKind::Document, &row.id);
        let standing = self.expired(standing, valid_until);
        let key = (HeldKind::Document.key().to_owned(), row.id.clone());
        HeldDocument {
            label: self.words.document(&row.kind),
            dossier: self.origins.own_dossier(&source, self.account),
            valid_until,
            number: row.number.unwrap_or_default(),
            issued_on: row.issued_on.unwrap_or_default(),
            reuses: uses.remove(&key).unwrap_or_default(),
            standing,
            corrected_by: self.origins.decides(&source).map(origin::name),
            source,
            id: row.id,
            name: row.name,
            media_type: row.media_type,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
        }
    }
}

/// The newest fact of each path that still counts, which is the one that is used, with what other sources say of the same.
fn by_path(facts: Vec<Fact>, counts: impl Fn(&Fact) -> bool) -> Vec<(Fact, Vec<Fact>)> {
    let mut found: Vec<(Fact, Vec<Fact>)> = Vec::new();
    for fact in facts {
        let known = found.iter_mut().find(|(known, _)| known.path == fact.path);
        match known {
            None => found.push((fact, Vec::new())),
            Some((newest, others))
                if (counts(newest), newest.source.since) <= (counts(&fact), fact.source.since) =>
            {
                others.push(std::mem::replace(newest, fact));
            }
            Some((_, others)) => others.push(fact),
        }
    }
    found
}

/// What was known before, and where it was used, by path.
async fn past<C: ConnectionTrait>(
    db: &C,
    account: &str,
    words: &Words<'_>,
    uses: &mut Uses,
) -> Result<HashMap<String, (Vec<PastValue>, Vec<ReuseView>)>> {
    let rows = fact::Entity::find()
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::Person.is_null())
        .filter(
            Condition::any()
                .add(fact::Column::SupersededAt.is_not_null())
                .add(fact::Column::RevokedAt.is_not_null()),
        )
        .order_by_desc(fact::Column::SupersededAt)
        .order_by_desc(fact::Column::Id)
        .all(db)
        .await?;
    let mut past: HashMap<String, (Vec<PastValue>, Vec<ReuseView>)> = HashMap::new();
    for row in rows {
        let value = words.value(&row.path, &json::read(&row.value)?);
        let (values, used) = past.entry(row.path).or_default();
        values.push(PastValue {
            value,
            by: row.vouched_by,
            since: Timestamp::from_micros(row.since),
            until: Timestamp::from_micros(
                row.superseded_at.or(row.revoked_at).unwrap_or(row.since),
            ),
        });
        let key = (HeldKind::Fact.key().to_owned(), row.id);
        used.extend(uses.remove(&key).unwrap_or_default());
    }
    Ok(past)
}

/// When the person last took everything.
async fn last_copy<C: ConnectionTrait>(db: &C, account: &str) -> Result<Option<Timestamp>> {
    let last: Option<i64> = data_copy::Entity::find()
        .select_only()
        .column(data_copy::Column::At)
        .filter(data_copy::Column::Account.eq(account))
        .order_by_desc(data_copy::Column::At)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.map(Timestamp::from_micros))
}

/// What a restriction or a correction of an item is about: the path of a fact, so that a newer value of it is meant, too; the id
/// of a document.
///
/// # Errors
/// [`Error::NotFound`] also for an item of somebody else.
async fn subject<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    kind: HeldKind,
    item: &str,
) -> Result<String> {
    let found = match kind {
        HeldKind::Fact => fact::Entity::find_by_id(item)
            .filter(fact::Column::Account.eq(&actor.id))
            .filter(fact::Column::Person.is_null())
            .one(db)
            .await?
            .map(|fact| fact.path),
        HeldKind::Document => document::Entity::find_by_id(item)
            .filter(document::Column::Account.eq(&actor.id))
            .one(db)
            .await?
            .map(|document| document.id),
    };
    found.ok_or(Error::NotFound)
}

/// Stops an item from being used again, or allows it again. Saying the same twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`] also for an item of somebody else.
pub async fn restrict(app: &App, actor: &Actor, wanted: &Restriction) -> Result<MyData> {
    let subject = subject(app.db.read(), actor, wanted.kind, &wanted.item).await?;
    let now = app.now().micros();
    let row = restriction::Model {
        id: app.new_id(),
        account: actor.id.clone(),
        kind: wanted.kind.key().to_owned(),
        item: subject,
        at: now,
        lifted_at: None,
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            let open = restriction::Entity::find()
                .filter(restriction::Column::Account.eq(&row.account))
                .filter(restriction::Column::Kind.eq(&row.kind))
                .filter(restriction::Column::Item.eq(&row.item))
                .filter(restriction::Column::LiftedAt.is_null())
                .one(tx)
                .await?;
            match (wanted.restricted, open) {
                (true, None) => {
                    restriction::Entity::insert(row.into_active_model())
                        .exec(tx)
                        .await?;
                }
                (false, Some(open)) => {
                    restriction::Entity::update_many()
                        .col_expr(restriction::Column::LiftedAt, Expr::value(Some(now)))
                        .filter(restriction::Column::Id.eq(open.id))
                        .exec(tx)
                        .await?;
                }
                (true, Some(_)) | (false, None) => {}
            }
            Ok(())
        })
        .await?;
    get(app, actor).await
}

/// The content of an own document.
///
/// # Errors
/// [`Error::NotFound`] also for a document of somebody else.
pub async fn document(app: &App, actor: &Actor, id: &str) -> Result<Download> {
    let row = document::Entity::find_by_id(id)
        .filter(document::Column::Account.eq(&actor.id))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Download {
        stream: app.store.open_object(&row.store_key).await?,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        name: row.name,
        media_type: row.media_type,
    })
}
