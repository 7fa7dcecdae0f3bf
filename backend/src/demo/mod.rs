//! Demonstration data: fictitious agencies, people and dossiers, made from `backend/demo/*.json` by really running the use
//! cases with a clock that lies in the last days. Never loaded unless asked for.

mod play;
mod sample;

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use motcua_shared::api::DemoAccount;
use motcua_shared::form::{Answer, Answers};
use motcua_shared::time::{LocalTime, Timestamp, parse_iso_date};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::db::entity::{account, agency, unit};
use crate::service::account::{as_actor, hash_password};
use crate::service::dossier::vault;
use crate::service::{Error, Result};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// The password of every demonstration account.
pub const PASSWORD: &str = "motcua-demo-2026";
/// Who vouches for what the accounts know.
const REGISTER: &str = "Tài khoản định danh (dữ liệu trình diễn)";

#[derive(Deserialize)]
struct DemoAgency {
    code: String,
    name: String,
    name_en: String,
    commune_code: String,
    address: String,
    units: Vec<DemoUnit>,
}

#[derive(Deserialize)]
struct DemoUnit {
    kind: String,
    name: String,
    name_en: String,
}

#[derive(Deserialize)]
struct DemoOfficer {
    username: String,
    name: String,
    role: String,
    agency: Option<String>,
    unit: Option<String>,
}

#[derive(Deserialize)]
struct DemoPerson {
    username: String,
    name: String,
    since: String,
    note: String,
    facts: BTreeMap<String, Answer>,
}

/// A dossier to be made.
#[derive(Deserialize)]
struct DemoDossier {
    procedure: String,
    applicant: String,
    upto: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    items: Vec<String>,
    files: Vec<String>,
    answers: Answers,
}

/// Fills an empty database; `false` when it is not empty, and nothing was done.
///
/// # Errors
/// Those of the use cases: the demonstration data must pass every check that real data pass.
pub async fn seed(app: &App) -> Result<bool> {
    let db = app.db.read();
    if agency::Entity::find().count(db).await? > 0 || account::Entity::find().count(db).await? > 0 {
        return Ok(false);
    }
    let dossiers: Vec<DemoDossier> = read("dossiers.json")?;
    // Hashed once: the same password for all, and hashing is slow on purpose.
    let hash = hash_password(PASSWORD.to_owned()).await?;
    app.db
        .write::<_, Error, _>(async |tx| people_and_agencies(app, tx, &hash).await)
        .await?;
    play::all(app, &dossiers).await?;
    Ok(true)
}

/// The demonstration accounts that exist, citizens first.
pub async fn accounts(app: &App) -> Vec<DemoAccount> {
    match find_accounts(app).await {
        Ok(accounts) => accounts,
        Err(error) => {
            tracing::warn!(%error, "the demonstration accounts cannot be listed");
            Vec::new()
        }
    }
}

async fn find_accounts(app: &App) -> Result<Vec<DemoAccount>> {
    let people: Vec<DemoPerson> = read("people.json")?;
    let officers: Vec<DemoOfficer> = read("officers.json")?;
    let agencies: Vec<DemoAgency> = read("agencies.json")?;
    let agency_name = |code: &str| {
        agencies
            .iter()
            .find(|agency| agency.code == code)
            .map(|agency| agency.name.clone())
    };
    let mut wanted: Vec<(String, String)> = people
        .into_iter()
        .map(|person| (person.username, person.note))
        .collect();
    wanted.extend(officers.into_iter().map(|officer| {
        let place = officer
            .agency
            .as_deref()
            .and_then(agency_name)
            .unwrap_or_default();
        (officer.username, place)
    }));
    let rows = account::Entity::find()
        .filter(
            account::Column::Username.is_in(wanted.iter().map(|(username, _)| username.as_str())),
        )
        .all(app.db.read())
        .await?;
    let mut found = Vec::new();
    for (username, note) in wanted {
        if let Some(row) = rows.iter().find(|row| row.username == username) {
            found.push(DemoAccount {
                username,
                password: PASSWORD.to_owned(),
                account: as_actor(row.clone())?,
                note,
            });
        }
    }
    Ok(found)
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T> {
    let text = FILES
        .get_file(name)
        .and_then(include_dir::File::contents_utf8);
    let text =
        text.ok_or_else(|| Error::internal(format!("the demonstration file {name} is missing")))?;
    serde_json::from_str(text).map_err(|error| Error::internal(format!("{name}: {error}")))
}

fn unit_id(agency: &str, kind: &str) -> String {
    format!("{agency}/{kind}")
}

async fn people_and_agencies(app: &App, tx: &DatabaseTransaction, hash: &str) -> Result<()> {
    let agencies: Vec<DemoAgency> = read("agencies.json")?;
    for agency in agencies {
        let row = agency::Model {
            code: agency.code.clone(),
            name_vi: agency.name,
            name_en: agency.name_en,
            commune: agency.commune_code,
            address: agency.address,
        };
        agency::Entity::insert(row.into_active_model())
            .exec(tx)
            .await?;
        for unit in agency.units {
            let row = unit::Model {
                id: unit_id(&agency.code, &unit.kind),
                agency: agency.code.clone(),
                kind: unit.kind,
                name_vi: unit.name,
                name_en: unit.name_en,
            };
            unit::Entity::insert(row.into_active_model())
                .exec(tx)
                .await?;
        }
    }
    let officers: Vec<DemoOfficer> = read("officers.json")?;
    for officer in officers {
        let unit = officer
            .agency
            .as_deref()
            .zip(officer.unit.as_deref())
            .map(|(agency, kind)| unit_id(agency, kind));
        let row = row(app, &officer.username, &officer.name, &officer.role, hash);
        let row = account::Model {
            agency: officer.agency,
            unit,
            ..row
        };
        account::Entity::insert(row.into_active_model())
            .exec(tx)
            .await?;
    }
    let people: Vec<DemoPerson> = read("people.json")?;
    for person in people {
        let mut row = row(app, &person.username, &person.name, "citizen", hash);
        row.citizen_id = person
            .facts
            .get("person.citizen_id")
            .map(|number| number.text().to_owned());
        let id = row.id.clone();
        account::Entity::insert(row.into_active_model())
            .exec(tx)
            .await?;
        let date = parse_iso_date(&person.since)
            .ok_or_else(|| Error::internal(format!("people.json: {}", person.since)))?;
        let since = Timestamp::from_local(LocalTime {
            date,
            minute: 8 * 60,
        });
        vault::add_account_facts(
            app,
            tx,
            &id,
            person.facts.into_iter().collect(),
            REGISTER,
            since,
        )
        .await?;
    }
    Ok(())
}

fn row(app: &App, username: &str, name: &str, role: &str, hash: &str) -> account::Model {
    account::Model {
        id: app.new_id(),
        username: username.to_owned(),
        password_hash: hash.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        agency: None,
        unit: None,
        created_at: app.now().micros(),
        citizen_id: None,
    }
}
