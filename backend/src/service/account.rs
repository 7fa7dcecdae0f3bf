//! Accounts: signing in, who an account is, adding users.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{Credentials, SessionView};
use motcua_shared::form::Answer;
use motcua_shared::identity::CitizenId;
use motcua_shared::text::clean;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, SqlErr,
};
use tokio::sync::Semaphore;

use super::dossier::vault;
use super::{Error, Result};
use crate::app::App;
use crate::db::entity::{account, agency, notice, unit};

/// Hashing takes 19 MiB and a core: no more than two at once, so that a flood of tries cannot take the machine.
static HASHERS: Semaphore = Semaphore::const_new(2);

/// Checked when the user name is unknown, so that both cases cost the same time.
static DUMMY: LazyLock<String> = LazyLock::new(|| hash_now("no such account").unwrap_or_default());

/// Longest password that is hashed.
const PASSWORD_MAX: usize = 200;

/// A new account.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// User name, unique: lower-case letters, digits, `.`, `-`, `_`.
    pub username: String,
    /// Password, at least eight characters.
    pub password: String,
    /// Name for people.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Agency code, for officers.
    pub agency: Option<String>,
    /// Unit id or kind of unit in the agency, for officers.
    pub unit: Option<String>,
    /// Personal identification number, for citizens: who was added at a counter under this number claims that account, with
    /// the dossiers that were received for them.
    pub citizen_id: Option<String>,
}

/// Checks user name and password.
///
/// # Errors
/// [`Error::WrongCredentials`], the same for an unknown user and a wrong password.
pub async fn sign_in(app: &App, credentials: &Credentials) -> Result<Actor> {
    let username = clean(&credentials.username).to_lowercase();
    let found = account::Entity::find()
        .filter(account::Column::Username.eq(username))
        .one(app.db.read())
        .await?;
    let hash = found.as_ref().map(|row| row.password_hash.clone());
    let verified = verify(credentials.password.clone(), hash).await?;
    match found {
        Some(row) if verified => as_actor(row),
        _ => Err(Error::WrongCredentials),
    }
}

/// What the browser needs to know about who is signed in.
///
/// # Errors
/// Those of the database.
pub async fn session_view(app: &App, actor: Option<&Actor>) -> Result<SessionView> {
    let demo = if app.demo {
        crate::demo::accounts(app).await
    } else {
        Vec::new()
    };
    let Some(actor) = actor else {
        return Ok(SessionView {
            demo,
            ..SessionView::default()
        });
    };
    let agency_name = match &actor.agency {
        Some(code) => agency::Entity::find_by_id(code)
            .one(app.db.read())
            .await?
            .map(|row| row.name_vi),
        None => None,
    };
    let unit_name = match &actor.unit {
        Some(id) => unit::Entity::find_by_id(id)
            .one(app.db.read())
            .await?
            .map(|row| row.name_vi),
        None => None,
    };
    let unread = notice::Entity::find()
        .filter(notice::Column::Account.eq(&actor.id))
        .filter(notice::Column::ReadAt.is_null())
        .count(app.db.read())
        .await?;
    Ok(SessionView {
        account: Some(actor.clone()),
        agency_name: agency_name.unwrap_or_default(),
        unit_name: unit_name.unwrap_or_default(),
        unread,
        cursor: super::live::cursor(app).await?,
        demo,
    })
}

/// Adds an account and returns its id.
///
/// # Errors
/// [`Error::BadRequest`] with words for the one who typed the command.
pub async fn add_user(app: &App, new: NewUser) -> Result<String> {
    if new.password.chars().count() < 8 {
        return Err(Error::BadRequest(
            "the password needs at least 8 characters".to_owned(),
        ));
    }
    let hash = hash_password(new.password.clone()).await?;
    add_with_hash(app, new, hash).await
}

/// Adds an account whose password is already hashed.
pub(crate) async fn add_with_hash(
    app: &App,
    new: NewUser,
    password_hash: String,
) -> Result<String> {
    let username = clean(&new.username).to_lowercase();
    let letters = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-_".contains(letter)
    };
    if username.is_empty() || username.len() > 60 || !username.chars().all(letters) {
        return Err(Error::BadRequest(
            "the user name may have lower-case letters, digits, '.', '-' and '_'".to_owned(),
        ));
    }
    if clean(&new.name).is_empty() {
        return Err(Error::BadRequest("the name is missing".to_owned()));
    }
    let (agency, unit) = if new.role.is_officer() {
        place(app, &new).await?
    } else {
        (None, None)
    };
    let citizen_id = personal_number(app, &new)?;
    let taken = |error: DbErr| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::BadRequest(format!(
            "the user name {username} or the personal number is taken"
        )),
        _ => error.into(),
    };
    let id = app.new_id();
    let row = account::ActiveModel {
        id: Set(id.clone()),
        username: Set(username.clone()),
        password_hash: Set(password_hash),
        name: Set(clean(&new.name)),
        role: Set(new.role.key().to_owned()),
        agency: Set(agency),
        unit: Set(unit),
        created_at: Set(app.now().micros()),
        citizen_id: Set(citizen_id.clone()),
    };
    app.db
        .write(async |tx| {
            if let Some(waiting) = unclaimed(tx, citizen_id.as_deref()).await? {
                let claimed = account::ActiveModel {
                    id: Set(waiting.clone()),
                    username: row.username,
                    password_hash: row.password_hash,
                    name: row.name,
                    ..Default::default()
                };
                account::Entity::update(claimed)
                    .exec(tx)
                    .await
                    .map_err(taken)?;
                return Ok(waiting);
            }
            account::Entity::insert(row).exec(tx).await.map_err(taken)?;
            if let Some(number) = citizen_id {
                let fact = ("person.citizen_id".to_owned(), Answer::Text(number));
                vault::add_account_facts(app, tx, &id, vec![fact], &username, app.now()).await?;
            }
            Ok(id)
        })
        .await
}

/// The personal number of a new citizen, if one is given.
fn personal_number(app: &App, new: &NewUser) -> Result<Option<String>> {
    let Some(number) = &new.citizen_id else {
        return Ok(None);
    };
    match CitizenId::parse(number, app.today()) {
        Ok(number) if new.role == Role::Citizen => Ok(Some(number.as_str().to_owned())),
        _ => Err(Error::BadRequest(format!(
            "{number} is no personal identification number of a citizen"
        ))),
    }
}

/// The account that a counter has added under this number and nobody signs in to yet.
async fn unclaimed(tx: &DatabaseTransaction, number: Option<&str>) -> Result<Option<String>> {
    let Some(number) = number else {
        return Ok(None);
    };
    let found = account::Entity::find()
        .filter(account::Column::CitizenId.eq(number))
        .filter(account::Column::PasswordHash.eq(""))
        .one(tx)
        .await?;
    Ok(found.map(|account| account.id))
}

/// Agency and unit of a new officer; the unit may be given by id or by kind.
async fn place(app: &App, new: &NewUser) -> Result<(Option<String>, Option<String>)> {
    let code = new.agency.as_deref().unwrap_or_default();
    if agency::Entity::find_by_id(code)
        .one(app.db.read())
        .await?
        .is_none()
    {
        return Err(Error::BadRequest(format!(
            "an officer needs an agency that exists; there is none with the code '{code}'"
        )));
    }
    let wanted = new.unit.as_deref().unwrap_or_default();
    let units = unit::Entity::find()
        .filter(unit::Column::Agency.eq(code))
        .all(app.db.read())
        .await?;
    let found = units
        .iter()
        .find(|unit| unit.id == wanted || unit.kind == wanted);
    let Some(found) = found else {
        let kinds: Vec<&str> = units.iter().map(|unit| unit.kind.as_str()).collect();
        return Err(Error::BadRequest(format!(
            "an officer needs a unit of the agency: one of {}",
            kinds.join(", ")
        )));
    };
    Ok((Some(code.to_owned()), Some(found.id.clone())))
}

/// The actor of a row.
pub(crate) fn as_actor(row: account::Model) -> Result<Actor> {
    let role = Role::from_key(&row.role)
        .ok_or_else(|| Error::internal(format!("unknown role {}", row.role)))?;
    Ok(Actor {
        id: row.id,
        name: row.name,
        role,
        agency: row.agency,
        unit: row.unit,
    })
}

/// Argon2id in PHC form, off the async threads.
pub(crate) async fn hash_password(password: String) -> Result<String> {
    let _permit = HASHERS.acquire().await.map_err(|_| Error::Unavailable)?;
    tokio::task::spawn_blocking(move || hash_now(&password))
        .await
        .map_err(|error| Error::Internal(error.into()))?
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| Error::internal(error.to_string()))
}

async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let _permit = HASHERS.acquire().await.map_err(|_| Error::Unavailable)?;
    let check = move || {
        let known = hash.is_some() && password.len() <= PASSWORD_MAX;
        let hash = hash.unwrap_or_else(|| DUMMY.clone());
        let bounded: String = password.chars().take(PASSWORD_MAX).collect();
        let same = PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(bounded.as_bytes(), &hash)
                .is_ok()
        });
        known && same
    };
    tokio::task::spawn_blocking(check)
        .await
        .map_err(|error| Error::Internal(error.into()))
}
