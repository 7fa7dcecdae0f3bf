//! What an approved dossier proves goes into its owner's vault: facts, documents, results – for the next time.

use std::collections::HashMap;

use motcua_shared::form::{Answers, Kind, autofill};
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Document, Fact, FactSource, SourceKind};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder,
};
use time::{Date, Duration, Month};

use crate::app::App;
use crate::db::entity::{attachment, document, dossier, fact};
use crate::db::json;
use crate::service::Result;
use crate::service::form_version::FormVersion;
use crate::service::place::Place;

const ACCOUNT: &str = "account";
const DOSSIER: &str = "dossier";

/// The known facts of a person that still count.
pub(crate) async fn facts<C: ConnectionTrait>(db: &C, account: &str) -> Result<Vec<Fact>> {
    let rows = fact::Entity::find()
        .filter(fact::Column::Account.eq(account))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Path)
        .order_by_asc(fact::Column::Id)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let source = source(&row.kind, row.vouched_by, row.dossier_code, row.since);
            Ok(Fact {
                id: row.id,
                path: row.path,
                value: json::read(&row.value)?,
                source,
            })
        })
        .collect()
}

/// The documents of a person that are still valid.
pub(crate) async fn documents<C: ConnectionTrait>(
    db: &C,
    account: &str,
    now: Timestamp,
) -> Result<Vec<document::Model>> {
    let valid = Condition::any()
        .add(document::Column::ValidUntil.is_null())
        .add(document::Column::ValidUntil.gt(now.micros()));
    let found = document::Entity::find()
        .filter(document::Column::Account.eq(account))
        .filter(valid);
    Ok(found
        .order_by_desc(document::Column::Since)
        .order_by_desc(document::Column::Id)
        .all(db)
        .await?)
}

/// A document as the contract shows it.
pub(crate) fn document_view(row: document::Model) -> Document {
    Document {
        source: source(DOSSIER, row.vouched_by, row.dossier_code, row.since),
        id: row.id,
        kind: row.kind,
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        sha256: row.sha256,
    }
}

fn source(kind: &str, by: String, dossier_code: Option<String>, since: i64) -> FactSource {
    let kind = if kind == ACCOUNT {
        SourceKind::Account
    } else {
        SourceKind::Dossier
    };
    FactSource {
        kind,
        by,
        dossier_code,
        since: Timestamp::from_micros(since),
    }
}

/// Adds facts that the account itself vouches for.
pub(crate) async fn add_account_facts(
    app: &App,
    tx: &DatabaseTransaction,
    account: &str,
    facts: Vec<(String, motcua_shared::form::Answer)>,
    by: &str,
    since: Timestamp,
) -> Result<()> {
    let mut rows = Vec::new();
    for (path, value) in facts {
        rows.push(fact::ActiveModel {
            id: Set(app.new_id()),
            account: Set(account.to_owned()),
            path: Set(path),
            value: Set(json::write(&value)?),
            kind: Set(ACCOUNT.to_owned()),
            vouched_by: Set(by.to_owned()),
            dossier_code: Set(None),
            since: Set(since.micros()),
            superseded_at: Set(None),
        });
    }
    fact::Entity::insert_many(rows).exec(tx).await?;
    Ok(())
}

/// Facts and documents that the approval of a dossier has verified.
pub(crate) async fn keep_verified(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    version: &FormVersion,
    place: &Place,
    now: Timestamp,
) -> Result<()> {
    let answers: Answers = json::read(&row.answers)?;
    let known = facts(tx, &row.account).await?;
    let proven = autofill::proven(&version.form, &answers, &known, now.local().date);
    if !proven.is_empty() {
        let paths: Vec<&str> = proven.iter().map(|(path, _)| path.as_str()).collect();
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(now.micros()))
            .filter(fact::Column::Account.eq(&row.account))
            .filter(fact::Column::Kind.eq(DOSSIER))
            .filter(fact::Column::SupersededAt.is_null())
            .filter(fact::Column::Path.is_in(paths))
            .exec(tx)
            .await?;
        let mut rows = Vec::new();
        for (path, value) in proven {
            rows.push(fact::ActiveModel {
                id: Set(app.new_id()),
                account: Set(row.account.clone()),
                path: Set(path),
                value: Set(json::write(&value)?),
                kind: Set(DOSSIER.to_owned()),
                vouched_by: Set(place.agency.name_vi.clone()),
                dossier_code: Set(Some(row.code.clone())),
                since: Set(now.micros()),
                superseded_at: Set(None),
            });
        }
        fact::Entity::insert_many(rows).exec(tx).await?;
    }
    let files = files_of(tx, &row.id, false).await?;
    for field in version.form.fields() {
        let Kind::File(slot) = &field.kind else {
            continue;
        };
        let (Some(kind), Some(answer)) = (&slot.document, answers.get(&field.key)) else {
            continue;
        };
        for file in answer.files().iter().filter_map(|id| files.get(id)) {
            let valid_until = slot.valid_months.map(|months| after_months(now, months));
            keep(
                app,
                tx,
                row,
                place,
                file,
                kind,
                file.name.clone(),
                valid_until,
                now,
            )
            .await?;
        }
    }
    Ok(())
}

/// Results of a dossier as documents of their kind.
pub(crate) async fn keep_results(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    version: &FormVersion,
    place: &Place,
    now: Timestamp,
) -> Result<()> {
    let result = &version.service.result;
    for file in files_of(tx, &row.id, true).await?.values() {
        let extension = file
            .name
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension);
        let name = format!("{}.{extension}", result.name.vi);
        let valid_until = result.valid_months.map(|months| after_months(now, months));
        keep(
            app,
            tx,
            row,
            place,
            file,
            &result.document,
            name,
            valid_until,
            now,
        )
        .await?;
    }
    Ok(())
}

/// Keeps one file as a document; the same content of the same kind is kept once, with the validity it had first.
#[expect(clippy::too_many_arguments, reason = "a row is made of as many parts")]
async fn keep(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    place: &Place,
    file: &attachment::Model,
    kind: &str,
    name: String,
    valid_until: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let known = document::Entity::find()
        .filter(document::Column::Account.eq(&row.account))
        .filter(document::Column::Kind.eq(kind))
        .filter(document::Column::Sha256.eq(&file.sha256))
        .one(tx)
        .await?;
    if known.is_some() {
        return Ok(());
    }
    let document = document::ActiveModel {
        id: Set(app.new_id()),
        account: Set(row.account.clone()),
        kind: Set(kind.to_owned()),
        name: Set(name),
        media_type: Set(file.media_type.clone()),
        bytes: Set(file.bytes),
        sha256: Set(file.sha256.clone()),
        store_key: Set(file.store_key.clone()),
        vouched_by: Set(place.agency.name_vi.clone()),
        dossier_code: Set(Some(row.code.clone())),
        since: Set(now.micros()),
        valid_until: Set(valid_until.map(Timestamp::micros)),
    };
    document::Entity::insert(document).exec(tx).await?;
    Ok(())
}

async fn files_of(
    tx: &DatabaseTransaction,
    dossier: &str,
    results: bool,
) -> Result<HashMap<String, attachment::Model>> {
    let rows = attachment::Entity::find()
        .filter(attachment::Column::Dossier.eq(dossier))
        .filter(attachment::Column::IsResult.eq(results))
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// The same moment of the day some months later; the last day of a shorter month.
fn after_months(from: Timestamp, months: u32) -> Timestamp {
    let date = from.local().date;
    let count = date.year() * 12 + i32::from(u8::from(date.month())) - 1
        + i32::try_from(months).unwrap_or(i32::MAX / 2);
    let month = u8::try_from(count.rem_euclid(12) + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(date.month());
    let year = count.div_euclid(12);
    let day = date.day().min(month.length(year));
    let later = Date::from_calendar_date(year, month, day)
        .unwrap_or_else(|_| date.saturating_add(Duration::days(30 * i64::from(months))));
    from.plus_seconds((later - date).whole_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_ends_on_the_same_day_or_the_last_of_the_month() {
        for (from, months, until) in [
            ("2026-11-21T03:00:00.000Z", 6, "2027-05-21T03:00:00.000Z"),
            ("2026-08-31T03:00:00.000Z", 6, "2027-02-28T03:00:00.000Z"),
            ("2026-12-15T03:00:00.000Z", 1, "2027-01-15T03:00:00.000Z"),
        ] {
            assert_eq!(
                after_months(Timestamp::parse(from).unwrap(), months).to_rfc3339(),
                until
            );
        }
    }
}
