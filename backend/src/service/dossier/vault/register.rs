//! What registers outside know enters the vault when a form is begun, as facts with source and date. Without an answer the form
//! opens all the same, and says which register was silent.

use motcua_shared::form::block::read_form;
use motcua_shared::form::{Answers, Context, Form, validate};
use motcua_shared::vault::SourceKind;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};

use crate::app::App;
use crate::db::entity::{account, fact};
use crate::db::json;
use crate::service::{Error, Result};
use crate::source::{Known, Question};

/// Every value that a register may tell, as a form: one validator for what people type and what registers say.
const VALUES: &str = include_str!("../../../source/values.form.json");

/// Asks every register about a person, for the procedure whose form is begun. Names those that gave no answer.
///
/// # Errors
/// Those of the database; never those of a register.
pub(crate) async fn ask(app: &App, account: &str, procedure: &str) -> Result<Vec<String>> {
    if app.sources.is_empty() {
        return Ok(Vec::new());
    }
    let person = account::Entity::find_by_id(account)
        .one(app.db.read())
        .await?;
    let Some(citizen_id) = person.and_then(|person| person.citizen_id) else {
        return Ok(Vec::new());
    };
    let question = Question {
        citizen_id,
        purpose: procedure.to_owned(),
        id: app.new_id(),
        today: app.today(),
    };
    let form = read_form(VALUES).map_err(|fault| Error::internal(fault.to_string()))?;
    let mut silent = Vec::new();
    for said in app.sources.ask(&question, app.now()).await {
        match said.known {
            Ok(Some(known)) => {
                let known = clean(app, &form, known);
                app.db
                    .write::<_, Error, _>(async |tx| keep(app, tx, account, &said.by, &known).await)
                    .await?;
            }
            Ok(None) => {}
            Err(_) => silent.push(said.by),
        }
    }
    Ok(silent)
}

/// The canonical values; what no form would take is left out.
fn clean(app: &App, form: &Form, known: Known) -> Known {
    let key_of = |path: &str| {
        let mut fields = form.fields();
        fields
            .find(|field| field.profile.as_deref() == Some(path))
            .map(|field| field.key.clone())
    };
    let said: Answers = known
        .values
        .into_iter()
        .filter_map(|(path, value)| Some((key_of(&path)?, value)))
        .collect();
    let context = Context {
        today: app.today(),
        directory: &app.reference.directory,
    };
    let mut checked = validate(form, &said, context);
    let values = form.fields().filter_map(|field| {
        let value = checked.answers.remove(&field.key)?;
        Some((field.profile.clone()?, value))
    });
    Known {
        as_of: known.as_of,
        values: values.filter(|(_, value)| !value.is_empty()).collect(),
    }
}

/// Keeps what changed: a value that the register says as before stays the fact it is; one that it no longer says is over.
async fn keep(
    app: &App,
    tx: &DatabaseTransaction,
    account: &str,
    by: &str,
    known: &Known,
) -> Result<()> {
    let now = app.now();
    let before = fact::Entity::find()
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::Kind.eq(SourceKind::Register.key()))
        .filter(fact::Column::VouchedBy.eq(by))
        .filter(fact::Column::SupersededAt.is_null())
        .all(tx)
        .await?;
    let mut rows = Vec::new();
    let mut stays = Vec::new();
    for (path, value) in &known.values {
        let value = json::write(value)?;
        let same = before
            .iter()
            .find(|fact| fact.path == *path && fact.value == value);
        if let Some(same) = same {
            stays.push(same.id.as_str());
            continue;
        }
        rows.push(fact::ActiveModel {
            id: Set(app.new_id()),
            account: Set(account.to_owned()),
            path: Set(path.clone()),
            value: Set(value),
            kind: Set(SourceKind::Register.key().to_owned()),
            vouched_by: Set(by.to_owned()),
            since: Set(known.as_of.unwrap_or(now).micros()),
            ..Default::default()
        });
    }
    let over: Vec<&str> = before
        .iter()
        .map(|fact| fact.id.as_str())
        .filter(|id| !stays.contains(id))
        .collect();
    if !over.is_empty() {
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(now.micros()))
            .filter(fact::Column::Id.is_in(over))
            .exec(tx)
            .await?;
    }
    if !rows.is_empty() {
        fact::Entity::insert_many(rows).exec(tx).await?;
    }
    Ok(())
}
