//! What was used again instead of being asked again: written down when a dossier is filed, counted for the person and for the
//! agency (QD766 4.3, R-IDX-05). Never changes what is filed.

use std::collections::{BTreeMap, HashMap, HashSet};

use motcua_shared::api::{HeldKind, Period, ReusePeriod, ReuseView, Spared};
use motcua_shared::form::autofill::ReuseMarks;
use motcua_shared::form::{Answer, Answers, Form};
use motcua_shared::time::{Date, LocalTime, Timestamp, date};
use sea_orm::sea_query::{CaseStatement, Expr, Func, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::{attachment, document, dossier, draft, reuse, reuse_count};
use crate::db::json;
use crate::service::Result;
use crate::service::dossier::row::procedure_name;

/// Uses that a person sees.
const LISTED: u64 = 2_000;

/// What is filed.
pub(crate) struct Filed<'a> {
    /// The dossier as it is stored.
    pub dossier: &'a dossier::Model,
    /// The draft that it was filed from.
    pub draft: &'a draft::Model,
    /// The form of both.
    pub form: &'a Form,
    /// The answers as filed.
    pub answers: &'a Answers,
    /// The files that the answers mention, and scans.
    pub files: &'a [attachment::Model],
}

/// Writes down what was used again, in the transaction that files, behind the row of the dossier. After a supplement only what is new is added, and what was
/// changed since is marked.
pub(crate) async fn record(
    app: &App,
    tx: &DatabaseTransaction,
    left: &mut Batch,
    filed: &Filed<'_>,
    now: Timestamp,
) -> Result<()> {
    let marks: ReuseMarks = json::read(&filed.dossier.marks)?;
    let taken: BTreeMap<String, String> = json::read(&filed.draft.reused)?;
    let documents = documents_of(tx, filed).await?;
    let mut used: Vec<(HeldKind, &str, String, bool)> = marks
        .iter()
        .map(|(field, mark)| {
            let fact = taken.get(field).cloned().unwrap_or_default();
            (HeldKind::Fact, field.as_str(), fact, mark.changed)
        })
        .collect();
    for file in filed.files.iter().filter(|file| file.reused.is_some()) {
        let document = documents.get(&file.sha256).cloned().unwrap_or_default();
        used.push((HeldKind::Document, file.field.as_str(), document, false));
    }
    // Of a new dossier nothing is known.
    let known = match filed.draft.supplements {
        None => Vec::new(),
        Some(_) => {
            reuse::Entity::find()
                .filter(reuse::Column::Dossier.eq(&filed.dossier.id))
                .all(tx)
                .await?
        }
    };
    let mut new = Vec::new();
    for (kind, field, item, changed) in used {
        // A question holds one fact, a slot several documents.
        let same = |row: &&reuse::Model| {
            row.kind == kind.key()
                && row.field == field
                && (kind == HeldKind::Fact || row.item == item)
        };
        match known.iter().find(same) {
            Some(row) if row.changed != changed => {
                left.add(
                    &reuse::Entity::update_many()
                        .col_expr(reuse::Column::Changed, Expr::value(changed))
                        .filter(reuse::Column::Id.eq(&row.id)),
                );
            }
            Some(_) => {}
            None => new.push(
                reuse::Model {
                    id: app.new_id(),
                    account: filed.dossier.account.clone(),
                    dossier: filed.dossier.id.clone(),
                    field: field.to_owned(),
                    kind: kind.key().to_owned(),
                    item,
                    changed,
                    purpose: filed.dossier.procedure_code.clone(),
                    at: now.micros(),
                }
                .into_active_model(),
            ),
        }
    }
    if !new.is_empty() {
        left.add(&reuse::Entity::insert_many(new));
    }
    count(left, filed, &marks, now);
    Ok(())
}

/// Documents of the person by the hash of their content, for the files that were used again.
async fn documents_of(
    tx: &DatabaseTransaction,
    filed: &Filed<'_>,
) -> Result<HashMap<String, String>> {
    let again = filed.files.iter().filter(|file| file.reused.is_some());
    let hashes: HashSet<&str> = again.map(|file| file.sha256.as_str()).collect();
    if hashes.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(String, String)> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .column(document::Column::Id)
        .filter(document::Column::Account.eq(&filed.dossier.account))
        .filter(document::Column::Sha256.is_in(hashes))
        .order_by_asc(document::Column::Since)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().collect())
}

fn count(left: &mut Batch, filed: &Filed<'_>, marks: &ReuseMarks, now: Timestamp) {
    let (answers, answers_reused) = answers(filed.form, filed.answers, marks);
    let files_reused = filed.files.iter().filter(|file| file.reused.is_some());
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let row = reuse_count::Model {
        dossier: filed.dossier.id.clone(),
        account: filed.dossier.account.clone(),
        agency: filed.dossier.agency.clone(),
        at: now.micros(),
        answers: number(answers),
        answers_reused: number(answers_reused),
        files: number(filed.files.len()),
        files_reused: number(files_reused.count()),
    };
    let again = OnConflict::column(reuse_count::Column::Dossier)
        .update_columns([
            reuse_count::Column::Answers,
            reuse_count::Column::AnswersReused,
            reuse_count::Column::Files,
            reuse_count::Column::FilesReused,
        ])
        .to_owned();
    left.add(&reuse_count::Entity::insert(row.into_active_model()).on_conflict(again));
}

/// How many questions have an answer, files aside, and in how many of them it stands as it was known. A repeat group counts
/// once.
fn answers(form: &Form, answers: &Answers, marks: &ReuseMarks) -> (usize, usize) {
    let answered: Vec<&str> = form
        .fields()
        .filter(|field| field.kind.is_asked() && field.kind.slot().is_none())
        .filter(|field| {
            let answer = answers.get(&field.key);
            answer.is_some_and(|answer: &Answer| !answer.is_empty())
        })
        .map(|field| field.key.as_str())
        .collect();
    let kept = answered
        .iter()
        .filter(|key| marks.get(**key).is_some_and(|mark| !mark.changed))
        .count();
    (answered.len(), kept)
}

/// Where the facts and documents of a person were used, newest first: by kind and id.
pub(super) async fn of_person<C: ConnectionTrait>(
    app: &App,
    db: &C,
    account: &str,
) -> Result<HashMap<(String, String), Vec<ReuseView>>> {
    let rows = reuse::Entity::find()
        .filter(reuse::Column::Account.eq(account))
        .order_by_desc(reuse::Column::At)
        .order_by_desc(reuse::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    let ids: HashSet<&str> = rows.iter().map(|row| row.dossier.as_str()).collect();
    let codes: HashMap<String, String> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .column(dossier::Column::Code)
        .filter(dossier::Column::Id.is_in(ids))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut found: HashMap<(String, String), Vec<ReuseView>> = HashMap::new();
    for row in rows {
        let uses = found.entry((row.kind, row.item)).or_default();
        // Several questions of one dossier may ask the same: to the person that is one use.
        if uses.iter().any(|one| one.dossier == row.dossier) {
            continue;
        }
        uses.push(ReuseView {
            at: Timestamp::from_micros(row.at),
            code: codes.get(&row.dossier).cloned().unwrap_or_default(),
            dossier: row.dossier,
            procedure: procedure_name(app, &row.purpose),
            changed: row.changed,
        });
    }
    Ok(found)
}

/// What a person did not have to give again.
pub(super) async fn spared<C: ConnectionTrait>(db: &C, account: &str) -> Result<Spared> {
    let rows: Vec<(i64, i64)> = reuse_count::Entity::find()
        .select_only()
        .column(reuse_count::Column::AnswersReused)
        .column(reuse_count::Column::FilesReused)
        .filter(reuse_count::Column::Account.eq(account))
        .into_tuple()
        .all(db)
        .await?;
    let mut spared = Spared::default();
    for (answers, files) in rows {
        spared.answers += u64::try_from(answers).unwrap_or(0);
        spared.files += u64::try_from(files).unwrap_or(0);
        spared.dossiers += u64::from(answers + files > 0);
    }
    Ok(spared)
}

/// Sums of a period, as the database gives them; of no rows there are none.
type Sums = (i64, i64, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

/// How much an agency did not ask again, by period up to now.
///
/// # Errors
/// Those of the database.
pub(crate) async fn periods(app: &App, agency: &str) -> Result<Vec<ReusePeriod>> {
    let mut found = Vec::new();
    for period in Period::ALL {
        let sum =
            |column: reuse_count::Column| Func::cast_as(Func::sum(Expr::col(column)), "BIGINT");
        let reusing = Condition::any()
            .add(reuse_count::Column::AnswersReused.gt(0))
            .add(reuse_count::Column::FilesReused.gt(0));
        let reusing = CaseStatement::new().case(reusing, Expr::value(1));
        let sums: Option<Sums> = reuse_count::Entity::find()
            .select_only()
            .column_as(reuse_count::Column::Dossier.count(), "dossiers")
            .expr_as(Func::count(Expr::Case(Box::new(reusing))), "reusing")
            .expr_as(sum(reuse_count::Column::Answers), "answers")
            .expr_as(sum(reuse_count::Column::AnswersReused), "answers_reused")
            .expr_as(sum(reuse_count::Column::Files), "files")
            .expr_as(sum(reuse_count::Column::FilesReused), "files_reused")
            .filter(reuse_count::Column::Agency.eq(agency))
            .filter(reuse_count::Column::At.gte(start(period, app.today()).micros()))
            .into_tuple()
            .one(app.db.read())
            .await?;
        let (dossiers, reusing, answers, answers_reused, files, files_reused) =
            sums.unwrap_or_default();
        let number = |count: i64| u64::try_from(count).unwrap_or(0);
        let summed = |sum: Option<i64>| number(sum.unwrap_or(0));
        found.push(ReusePeriod {
            period,
            dossiers: number(dossiers),
            reusing: number(reusing),
            answers: summed(answers),
            answers_reused: summed(answers_reused),
            files: summed(files),
            files_reused: summed(files_reused),
        });
    }
    Ok(found)
}

/// The moment at which a period that holds this day began.
fn start(period: Period, today: Date) -> Timestamp {
    let month = u8::from(today.month());
    let first = match period {
        Period::Month => month,
        Period::Quarter => month - (month - 1) % 3,
        Period::Year => 1,
    };
    let day = date(today.year(), first, 1).unwrap_or(today);
    Timestamp::from_local(LocalTime {
        date: day,
        minute: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_on_their_first_day() {
        let today = date(2026, 11, 20).unwrap();
        for (period, wanted) in [
            (Period::Month, "2026-10-31T17:00:00.000Z"),
            (Period::Quarter, "2026-09-30T17:00:00.000Z"),
            (Period::Year, "2025-12-31T17:00:00.000Z"),
        ] {
            assert_eq!(start(period, today).to_rfc3339(), wanted, "{period:?}");
        }
    }
}
