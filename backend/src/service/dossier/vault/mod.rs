//! The vault of a person: what is offered from it. What enters it is [`keep`], what registers outside add [`register`].
//!
//! Every function here reads the vault of one account and gives it to that account, or to the officer who fills a form with that
//! person; whose data may be shown to whom is written in [`motcua_shared::vault`].

mod keep;
mod papers;
mod register;

use std::collections::{BTreeMap, HashMap};

use motcua_shared::api::HeldKind;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{
    Fact, FactSource, KnownPerson, Life, Link, Links, Record, SourceKind, offered,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub(crate) use self::keep::{Proof, add_account_facts, revoke};
pub(crate) use self::papers::{Paper, expired, papers};
pub(crate) use self::register::ask;

use crate::app::App;
use crate::db::entity::{fact, vault_link};
use crate::db::json;
use crate::service::my_data::offer::Withheld;
use crate::service::{Error, Result};

/// Most people that are offered: those declared last.
const PEOPLE_MAX: usize = 12;

/// What is offered to a form: facts about the person, and people whom they have declared before.
pub(crate) struct Offer {
    pub facts: Vec<Fact>,
    pub people: Vec<KnownPerson>,
}

/// The facts about a person that nothing has replaced or taken back: who they are, for slips and searches. What goes into a form is
/// [`offer`].
pub(crate) async fn facts<C: ConnectionTrait>(db: &C, account: &str) -> Result<Vec<Fact>> {
    let (own, _) = records(db, account).await?;
    Ok(own.into_iter().map(|record| record.fact).collect())
}

/// When facts about a person end, by id: those that count for a time only.
pub(crate) async fn ends<C: ConnectionTrait>(
    db: &C,
    account: &str,
) -> Result<HashMap<String, Timestamp>> {
    let rows: Vec<(String, Option<i64>)> = fact::Entity::find()
        .select_only()
        .column(fact::Column::Id)
        .column(fact::Column::ValidUntil)
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::ValidUntil.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let ends = rows
        .into_iter()
        .filter_map(|(id, end)| Some((id, at(end)?)));
    Ok(ends.collect())
}

/// What one of these agencies takes from the vault of a person.
pub(crate) async fn offer(app: &App, account: &str, agencies: &[String]) -> Result<Offer> {
    let db = app.db.read();
    let (mut own, others) = records(db, account).await?;
    let withheld = Withheld::of(db, account).await?;
    own.retain(|record| withheld.allows(HeldKind::Fact, &record.fact.path));
    let foreign = |record: &Record| {
        let verifier = record.agency.as_ref();
        verifier.is_some_and(|verifier| agencies != std::slice::from_ref(verifier))
    };
    // Most people have been at one agency: nothing to look up then.
    let links = if own.iter().chain(others.values().flatten()).any(foreign) {
        links(db).await?
    } else {
        Links::default()
    };
    let now = app.now();
    let mut people: Vec<KnownPerson> = others
        .into_values()
        .filter_map(|records| {
            let facts = offered(records, now, agencies, &links);
            let name = facts.iter().find(|fact| fact.path == "person.full_name")?;
            Some(KnownPerson {
                name: name.value.text().to_owned(),
                facts,
            })
        })
        .collect();
    let newest = |person: &KnownPerson| person.facts.iter().map(|fact| fact.source.since).max();
    people.sort_by_key(|person| std::cmp::Reverse(newest(person)));
    people.truncate(PEOPLE_MAX);
    Ok(Offer {
        facts: offered(own, now, agencies, &links),
        people,
    })
}

/// What administrators have decided about agencies.
pub(crate) async fn links<C: ConnectionTrait>(db: &C) -> Result<Links> {
    let rows = vault_link::Entity::find()
        .filter(vault_link::Column::EndedAt.is_null())
        .order_by_asc(vault_link::Column::One)
        .order_by_asc(vault_link::Column::Other)
        .all(db)
        .await?;
    let link = |row: vault_link::Model| Link {
        one: row.one,
        other: row.other,
        connected: row.connected,
    };
    Ok(Links(rows.into_iter().map(link).collect()))
}

/// Everything that a vault keeps and that no newer fact has replaced: about the person, and about each other person.
async fn records<C: ConnectionTrait>(
    db: &C,
    account: &str,
) -> Result<(Vec<Record>, BTreeMap<String, Vec<Record>>)> {
    let rows = fact::Entity::find()
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::SupersededAt.is_null())
        .filter(fact::Column::RevokedAt.is_null())
        .order_by_asc(fact::Column::Path)
        .order_by_asc(fact::Column::Id)
        .all(db)
        .await?;
    let (mut own, mut others) = (Vec::new(), BTreeMap::<String, Vec<Record>>::new());
    for row in rows {
        let life = Life {
            superseded_at: at(row.superseded_at),
            revoked_at: at(row.revoked_at),
            valid_until: at(row.valid_until),
            ..Life::default()
        };
        let record = Record {
            life,
            agency: row.agency,
            fact: Fact {
                id: row.id,
                path: row.path,
                value: json::read(&row.value)?,
                source: FactSource {
                    kind: SourceKind::from_key(&row.kind)
                        .ok_or_else(|| Error::internal(format!("unknown source {}", row.kind)))?,
                    by: row.vouched_by,
                    dossier_code: row.dossier_code,
                    since: Timestamp::from_micros(row.since),
                },
            },
        };
        match row.person {
            None => own.push(record),
            Some(person) => others.entry(person).or_default().push(record),
        }
    }
    Ok((own, others))
}

fn at(micros: Option<i64>) -> Option<Timestamp> {
    micros.map(Timestamp::from_micros)
}
