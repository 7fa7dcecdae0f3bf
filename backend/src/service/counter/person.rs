//! Who stands at the counter: found by card, number, phone, or name with date of birth; added when nobody knows them yet. Every
//! search is written down with what it was for, that person can see it, and an officer has only so many a minute.

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{
    CheckedPerson, NewPerson, PersonFound, PersonReading, PersonSearch, ReadingPurpose,
};
use motcua_shared::form::{Answer, Fault, Issue};
use motcua_shared::i18n::Bilingual;
use motcua_shared::identity::card::CitizenCard;
use motcua_shared::identity::{CitizenId, mask_citizen_id, mask_phone, parse_phone};
use motcua_shared::text::fold;
use motcua_shared::time::{Timestamp, iso_date, parse_iso_date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr,
};

use super::at_counter;
use crate::app::App;
use crate::db::entity::{account, agency, fact, person_reading};
use crate::db::json;
use crate::service::dossier::vault;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Searches of one officer a minute: more than anybody at a counter needs.
const SEARCHES_A_MINUTE: u64 = 30;
/// Looking again within so many seconds is one reading.
const ONE_READING: i64 = 600;
/// Most people that one search shows.
const MOST_FOUND: usize = 10;
/// Most people whose names are compared with the one looked for: of one date of birth there are never so many at one place.
const MOST_COMPARED: u64 = 1_000;
/// Readings that a person sees.
const READINGS: u64 = 100;

const CITIZEN_ID: &str = "person.citizen_id";
const NAME: &str = "person.full_name";
const BORN: &str = "person.date_of_birth";
const GENDER: &str = "person.gender";
const PHONE: &str = "person.phone";

/// Looks for a person.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is not a clerk; [`Error::RateLimited`]; [`Error::Card`] and [`Error::Invalid`] for a
/// text that cannot be looked for.
pub async fn find(app: &App, actor: &Actor, search: &PersonSearch) -> Result<Vec<PersonFound>> {
    at_counter(actor)?;
    slow_down(app, actor).await?;
    let people = match search {
        PersonSearch::Card { text } => {
            let card = CitizenCard::parse(text, app.today()).map_err(Error::Card)?;
            by_number(app, &card.id).await?
        }
        PersonSearch::CitizenId { number } => {
            let number = CitizenId::parse(number, app.today())
                .map_err(|found| invalid("number", found.into()))?;
            by_number(app, &number).await?
        }
        PersonSearch::Phone { number } => {
            let phone = parse_phone(number).ok_or_else(|| invalid("number", Fault::NotPhone))?;
            by_fact(app, PHONE, &phone).await?
        }
        PersonSearch::Name { name, born } => {
            let born = parse_iso_date(born).ok_or_else(|| invalid("born", Fault::NoSuchDate))?;
            let wanted = fold(name);
            if wanted.is_empty() {
                return Err(invalid("name", Fault::Required));
            }
            // Many are born on one day; who has which name is compared without tones.
            let mut born_then = by_fact(app, BORN, &iso_date(born)).await?;
            born_then.retain(|person| fold(&person.name) == wanted);
            born_then
        }
    };
    let mut found = Vec::new();
    for person in people {
        if found.len() < MOST_FOUND {
            found.push(view(app, person).await?);
        }
    }
    app.db
        .write::<_, Error, _>(async |tx| {
            if found.is_empty() {
                return note_reading(app, tx, actor, None, ReadingPurpose::Find).await;
            }
            for person in &found {
                note_reading(app, tx, actor, Some(&person.id), ReadingPurpose::Find).await?;
            }
            Ok(())
        })
        .await?;
    Ok(found)
}

/// Adds a person without a password; somebody who is already known by the number is found instead, unchanged.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::RateLimited`]; [`Error::Invalid`] with every fault.
pub async fn add(app: &App, actor: &Actor, new: &NewPerson) -> Result<PersonFound> {
    at_counter(actor)?;
    slow_down(app, actor).await?;
    let new = new.check(app.today()).map_err(Error::Invalid)?;
    let here = Place::of(app, actor.agency.as_deref().ok_or(Error::Forbidden)?).await?;
    let added = app
        .db
        .write::<_, Error, _>(async |tx| {
            let known = account::Entity::find()
                .filter(account::Column::CitizenId.eq(new.citizen_id.as_str()))
                .one(tx)
                .await?;
            let id = match known {
                Some(known) => known.id,
                None => insert(app, tx, &new, &here.agency.name_vi).await?,
            };
            note_reading(app, tx, actor, Some(&id), ReadingPurpose::Find).await?;
            Ok(id)
        })
        .await;
    let id = match added {
        // Somebody added the same person at the same moment.
        Err(Error::Conflict { .. }) => {
            let known = by_number(app, &new.citizen_id).await?.into_iter().next();
            known.ok_or(Error::Unavailable)?.id
        }
        other => other?,
    };
    let person = account::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    view(app, person).await
}

async fn insert(
    app: &App,
    tx: &DatabaseTransaction,
    new: &CheckedPerson,
    vouched_by: &str,
) -> Result<String> {
    let id = app.new_id();
    let row = account::ActiveModel {
        id: Set(id.clone()),
        // Nobody can type this name, and no password fits.
        username: Set(format!("@{id}")),
        password_hash: Set(String::new()),
        name: Set(new.name.clone()),
        role: Set(Role::Citizen.key().to_owned()),
        agency: Set(None),
        unit: Set(None),
        created_at: Set(app.now().micros()),
        citizen_id: Set(Some(new.citizen_id.as_str().to_owned())),
    };
    account::Entity::insert(row)
        .exec(tx)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Error::Conflict {
                current_version: None,
            },
            _ => error.into(),
        })?;
    let mut facts = vec![
        (CITIZEN_ID, new.citizen_id.as_str().to_owned()),
        (NAME, new.name.clone()),
        (BORN, iso_date(new.born)),
        (GENDER, new.gender.key().to_owned()),
    ];
    facts.extend(new.phone.clone().map(|phone| (PHONE, phone)));
    let facts = facts
        .into_iter()
        .map(|(path, value)| (path.to_owned(), Answer::Text(value)))
        .collect();
    vault::add_account_facts(app, tx, &id, facts, vouched_by, app.now()).await?;
    Ok(id)
}

/// A citizen by account id, as a clerk sees them.
///
/// # Errors
/// [`Error::NotFound`] for nobody, and for officers.
pub(crate) async fn citizen(app: &App, id: &str) -> Result<account::Model> {
    account::Entity::find_by_id(id)
        .filter(account::Column::Role.eq(Role::Citizen.key()))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)
}

async fn by_number(app: &App, number: &CitizenId) -> Result<Vec<account::Model>> {
    Ok(account::Entity::find()
        .filter(account::Column::CitizenId.eq(number.as_str()))
        .filter(account::Column::Role.eq(Role::Citizen.key()))
        .all(app.db.read())
        .await?)
}

/// Citizens of whom a fact is known that still counts.
async fn by_fact(app: &App, path: &str, value: &str) -> Result<Vec<account::Model>> {
    let value = json::write(&Answer::Text(value.to_owned()))?;
    let owners: Vec<String> = fact::Entity::find()
        .select_only()
        .column(fact::Column::Account)
        .distinct()
        .filter(fact::Column::Path.eq(path))
        .filter(fact::Column::Value.eq(value))
        .filter(fact::Column::SupersededAt.is_null())
        .filter(fact::Column::RevokedAt.is_null())
        // Not what they have declared about others.
        .filter(fact::Column::Person.is_null())
        .order_by_asc(fact::Column::Account)
        .limit(MOST_COMPARED)
        .into_tuple()
        .all(app.db.read())
        .await?;
    Ok(account::Entity::find()
        .filter(account::Column::Id.is_in(owners))
        .filter(account::Column::Role.eq(Role::Citizen.key()))
        .order_by_asc(account::Column::Name)
        .order_by_asc(account::Column::Id)
        .all(app.db.read())
        .await?)
}

/// What a clerk needs to see that it is this person.
pub(super) async fn view(app: &App, person: account::Model) -> Result<PersonFound> {
    let facts = vault::facts(app.db.read(), &person.id).await?;
    let text = |path: &str| {
        let known = facts.iter().find(|fact| fact.path == path);
        known
            .map(|fact| fact.value.text().to_owned())
            .unwrap_or_default()
    };
    Ok(PersonFound {
        citizen_id: person
            .citizen_id
            .as_deref()
            .map(mask_citizen_id)
            .unwrap_or_default(),
        born: facts
            .iter()
            .find(|fact| fact.path == BORN)
            .and_then(|fact| born(&fact.value))
            .unwrap_or_default(),
        phone: mask_phone(&text(PHONE)),
        signs_in: !person.password_hash.is_empty(),
        id: person.id,
        name: person.name,
    })
}

/// A date of birth as ISO text, whichever way it is kept.
fn born(value: &Answer) -> Option<String> {
    match value {
        Answer::Text(text) => parse_iso_date(text).map(iso_date),
        _ => None,
    }
}

fn invalid(part: &str, fault: Fault) -> Error {
    Error::Invalid(vec![Issue::error(part, fault)])
}

/// Refuses more searches than a counter needs: who goes on is collecting people.
async fn slow_down(app: &App, actor: &Actor) -> Result<()> {
    let lately = person_reading::Entity::find()
        .filter(person_reading::Column::Officer.eq(&actor.id))
        .filter(person_reading::Column::At.gt(app.now().plus_seconds(-60).micros()))
        .count(app.db.read())
        .await?;
    if lately >= SEARCHES_A_MINUTE {
        Err(Error::RateLimited)
    } else {
        Ok(())
    }
}

/// Writes down that an officer looks at somebody's data; nobody is named when the search found nobody.
pub(crate) async fn note_reading<C: ConnectionTrait>(
    app: &App,
    tx: &C,
    actor: &Actor,
    person: Option<&str>,
    purpose: ReadingPurpose,
) -> Result<()> {
    let row = person_reading::ActiveModel {
        id: Set(app.new_id()),
        person: Set(person.map(str::to_owned)),
        officer: Set(actor.id.clone()),
        agency: Set(actor.agency.clone().ok_or(Error::Forbidden)?),
        purpose: Set(purpose.key().to_owned()),
        at: Set(app.now().micros()),
    };
    person_reading::Entity::insert(row).exec(tx).await?;
    Ok(())
}

/// Writes down that an officer opens a form that shows what is known about somebody; looking again within ten minutes is one reading.
///
/// # Errors
/// Those of the database.
pub(crate) async fn note_form_reading(app: &App, actor: &Actor, person: &str) -> Result<()> {
    let lately = person_reading::Entity::find()
        .filter(person_reading::Column::Officer.eq(&actor.id))
        .filter(person_reading::Column::Person.eq(person))
        .filter(person_reading::Column::Purpose.eq(ReadingPurpose::Fill.key()))
        .filter(person_reading::Column::At.gt(app.now().plus_seconds(-ONE_READING).micros()))
        .count(app.db.read())
        .await?;
    if lately > 0 {
        return Ok(());
    }
    app.db
        .write::<_, Error, _>(async |tx| {
            note_reading(app, tx, actor, Some(person), ReadingPurpose::Fill).await
        })
        .await
}

/// Who looked at the actor's own data at a counter, newest first.
///
/// # Errors
/// Those of the database.
pub async fn readings(app: &App, actor: &Actor) -> Result<Vec<PersonReading>> {
    let rows = person_reading::Entity::find()
        .filter(person_reading::Column::Person.eq(&actor.id))
        .order_by_desc(person_reading::Column::At)
        .order_by_desc(person_reading::Column::Id)
        .limit(READINGS)
        .all(app.db.read())
        .await?;
    let agencies = agency::Entity::find()
        .filter(agency::Column::Code.is_in(rows.iter().map(|row| row.agency.as_str())))
        .all(app.db.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let place = agencies.iter().find(|agency| agency.code == row.agency);
            Ok(PersonReading {
                at: Timestamp::from_micros(row.at),
                agency: place
                    .map(|agency| Bilingual {
                        vi: agency.name_vi.clone(),
                        en: agency.name_en.clone(),
                    })
                    .unwrap_or_default(),
                purpose: ReadingPurpose::from_key(&row.purpose)
                    .ok_or_else(|| Error::internal(format!("unknown purpose {}", row.purpose)))?,
            })
        })
        .collect()
}
