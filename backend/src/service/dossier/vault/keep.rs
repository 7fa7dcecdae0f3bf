//! What an approved dossier proves goes into its owner's vault: facts, documents, results – for the next time. What a corrected
//! result proved is taken back. Nothing is deleted: a newer fact marks the older one.

use std::collections::HashMap;

use motcua_shared::access::Role;
use motcua_shared::form::known_people::declared;
use motcua_shared::form::{Answer, Answers, Kind, autofill};
use motcua_shared::time::{LocalTime, Timestamp, parse_iso_date};
use motcua_shared::vault::offer::{for_others, is_same_person, person_key};
use motcua_shared::vault::validity::after_months;
use motcua_shared::vault::{Fact, SourceKind};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
};

use super::facts;
use crate::app::App;
use crate::db::entity::{account, attachment, document, dossier, fact};
use crate::db::json;
use crate::service::Result;
use crate::service::form_version::FormVersion;
use crate::service::place::Place;

const NUMBER: &str = "person.citizen_id";

/// Adds facts that the account itself vouches for.
pub(crate) async fn add_account_facts(
    app: &App,
    tx: &DatabaseTransaction,
    account: &str,
    facts: Vec<(String, Answer)>,
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
            kind: Set(SourceKind::Account.key().to_owned()),
            vouched_by: Set(by.to_owned()),
            since: Set(since.micros()),
            ..Default::default()
        });
    }
    fact::Entity::insert_many(rows).exec(tx).await?;
    Ok(())
}

/// What a dossier proves, in the transaction that changes it.
pub(crate) struct Proof<'a> {
    pub app: &'a App,
    pub tx: &'a DatabaseTransaction,
    pub row: &'a dossier::Model,
    pub version: &'a FormVersion,
    /// The agency that vouches for it.
    pub place: &'a Place,
    pub now: Timestamp,
}

impl Proof<'_> {
    /// Facts and documents that the approval of a dossier has verified.
    pub(crate) async fn keep_verified(&self) -> Result<()> {
        let answers: Answers = json::read(&self.row.answers)?;
        let known = facts(self.tx, &self.row.account).await?;
        let today = self.now.local().date;
        let proven = autofill::proven(&self.version.form, &answers, &known, today);
        let others = declared(&self.version.form, &answers, &known, today);
        self.keep_facts(&answers, &self.row.account, None, proven, true)
            .await?;
        for person in others {
            self.keep_other(&answers, person.says, &known).await?;
        }
        let files = files_of(self.tx, &self.row.id, false).await?;
        for field in self.version.form.fields() {
            let Kind::File(slot) = &field.kind else {
                continue;
            };
            let (Some(kind), Some(answer)) = (&slot.document, answers.get(&field.key)) else {
                continue;
            };
            for file in answer.files().iter().filter_map(|id| files.get(id)) {
                let name = file.name.clone();
                self.keep_file(file, kind, name, slot.valid_months, false)
                    .await?;
            }
        }
        Ok(())
    }

    /// Results of a dossier as documents of their kind.
    pub(crate) async fn keep_results(&self) -> Result<()> {
        let result = &self.version.service.result;
        let files = files_of(self.tx, &self.row.id, true).await?;
        for file in files.values() {
            let extension = file
                .name
                .rsplit_once('.')
                .map_or("", |(_, extension)| extension);
            let name = format!("{}.{extension}", result.name.vi);
            self.keep_file(file, &result.document, name, result.valid_months, true)
                .await?;
        }
        // What is true for some months only is said anew by the next one; a birth certificate stands beside that of the next child.
        if result.valid_months.is_some() && !files.is_empty() {
            document::Entity::update_many()
                .col_expr(
                    document::Column::SupersededAt,
                    Expr::value(self.now.micros()),
                )
                .filter(document::Column::Account.eq(&self.row.account))
                .filter(document::Column::Kind.eq(&result.document))
                .filter(document::Column::IsResult.eq(true))
                .filter(document::Column::SupersededAt.is_null())
                .filter(document::Column::Dossier.ne(&self.row.id))
                .exec(self.tx)
                .await?;
        }
        Ok(())
    }

    /// What a corrected dossier proves counts again when its mended result is handed over.
    pub(crate) async fn keep_again(&self) -> Result<()> {
        let of_dossier = fact::Entity::find().filter(fact::Column::Dossier.eq(&self.row.id));
        let revoked = of_dossier
            .clone()
            .filter(fact::Column::RevokedAt.is_not_null())
            .one(self.tx)
            .await?;
        let standing = of_dossier
            .filter(fact::Column::RevokedAt.is_null())
            .one(self.tx)
            .await?;
        if revoked.is_some() && standing.is_none() {
            self.keep_verified().await?;
        }
        Ok(())
    }

    /// When a value at this path ends, whoever's it is.
    fn end(&self, answers: &Answers, path: &str) -> Option<i64> {
        let (_, attribute) = path.split_once('.')?;
        let ends = self.version.service.facts_end.get(attribute)?;
        Some(ends.at(answers, self.now)?.micros())
    }

    /// Keeps facts in a vault, about its owner or about `person`; they take the place of what dossiers and registers said before.
    async fn keep_facts(
        &self,
        answers: &Answers,
        account: &str,
        person: Option<&str>,
        values: Vec<(String, Answer)>,
        with_code: bool,
    ) -> Result<()> {
        if values.is_empty() {
            return Ok(());
        }
        let paths = values.iter().map(|(path, _)| path.as_str());
        let verified = [SourceKind::Dossier, SourceKind::Register].map(SourceKind::key);
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(self.now.micros()))
            .filter(fact::Column::Account.eq(account))
            .filter(about(person))
            .filter(fact::Column::Kind.is_in(verified))
            .filter(fact::Column::SupersededAt.is_null())
            .filter(fact::Column::Path.is_in(paths))
            .exec(self.tx)
            .await?;
        let mut rows = Vec::with_capacity(values.len());
        for (path, value) in values {
            rows.push(fact::ActiveModel {
                id: Set(self.app.new_id()),
                account: Set(account.to_owned()),
                valid_until: Set(self.end(answers, &path)),
                path: Set(path),
                value: Set(json::write(&value)?),
                kind: Set(SourceKind::Dossier.key().to_owned()),
                vouched_by: Set(self.place.agency.name_vi.clone()),
                dossier_code: Set(with_code.then(|| self.row.code.clone())),
                since: Set(self.now.micros()),
                agency: Set(Some(self.row.agency.clone())),
                dossier: Set(Some(self.row.id.clone())),
                person: Set(person.map(str::to_owned)),
                ..Default::default()
            });
        }
        fact::Entity::insert_many(rows).exec(self.tx).await?;
        Ok(())
    }

    /// Keeps what the dossier says about somebody else: for its applicant, and for that person, if they have a vault and it is
    /// about them beyond doubt (the rule is written in [`motcua_shared::vault`]).
    async fn keep_other(
        &self,
        answers: &Answers,
        said: Vec<(String, Answer)>,
        applicant: &[Fact],
    ) -> Result<()> {
        let Some(key) = person_key(&said) else {
            return Ok(());
        };
        let number = said.iter().find(|(path, _)| path == NUMBER);
        let number = number.map(|(_, value)| value.text().to_owned());
        let is_applicant = number.as_deref().is_some_and(|number| {
            let mut own = applicant.iter().filter(|fact| fact.path == NUMBER);
            own.any(|fact| fact.value.text() == number)
        });
        if is_applicant {
            return Ok(());
        }
        let account = &self.row.account;
        self.keep_facts(answers, account, Some(&key), said.clone(), true)
            .await?;
        let Some(number) = number else {
            return Ok(());
        };
        let theirs = account::Entity::find()
            .filter(account::Column::CitizenId.eq(number))
            .filter(account::Column::Role.eq(Role::Citizen.key()))
            .filter(account::Column::Id.ne(account))
            .one(self.tx)
            .await?;
        let Some(theirs) = theirs else {
            return Ok(());
        };
        let known = facts(self.tx, &theirs.id).await?;
        if !is_same_person(&said, &known) {
            return Ok(());
        }
        // What their own dossiers or a register said stays: somebody else's dossier only adds.
        let stays = |path: &str| {
            known.iter().any(|fact| {
                fact.path == path
                    && match fact.source.kind {
                        SourceKind::Register => true,
                        SourceKind::Dossier => fact.source.dossier_code.is_some(),
                        SourceKind::Account | SourceKind::Own => false,
                    }
            })
        };
        let mut adds = for_others(said);
        adds.retain(|(path, _)| !stays(path));
        self.keep_facts(answers, &theirs.id, None, adds, false)
            .await
    }

    /// Keeps one file as a document; the same content of the same kind is kept once, with the validity it had first.
    async fn keep_file(
        &self,
        file: &attachment::Model,
        kind: &str,
        name: String,
        valid_months: Option<u32>,
        is_result: bool,
    ) -> Result<()> {
        let known = document::Entity::find()
            .filter(document::Column::Account.eq(&self.row.account))
            .filter(document::Column::Kind.eq(kind))
            .filter(document::Column::Sha256.eq(&file.sha256))
            .one(self.tx)
            .await?;
        if known.is_some() {
            return Ok(());
        }
        // A paper that names its day counts from there.
        let issued = file.issued_on.as_deref().and_then(parse_iso_date);
        let from = issued.map_or(self.now, |date| {
            Timestamp::from_local(LocalTime { date, minute: 0 })
        });
        let valid_until = valid_months.map(|months| after_months(from, months).micros());
        let document = document::ActiveModel {
            id: Set(self.app.new_id()),
            account: Set(self.row.account.clone()),
            kind: Set(kind.to_owned()),
            name: Set(name),
            media_type: Set(file.media_type.clone()),
            bytes: Set(file.bytes),
            sha256: Set(file.sha256.clone()),
            store_key: Set(file.store_key.clone()),
            vouched_by: Set(self.place.agency.name_vi.clone()),
            dossier_code: Set(Some(self.row.code.clone())),
            since: Set(self.now.micros()),
            valid_until: Set(valid_until),
            agency: Set(Some(self.row.agency.clone())),
            dossier: Set(Some(self.row.id.clone())),
            is_result: Set(is_result),
            number: Set(file.number.clone()),
            issued_on: Set(file.issued_on.clone()),
            ..Default::default()
        };
        document::Entity::insert(document).exec(self.tx).await?;
        Ok(())
    }
}

/// About the owner of the vault, or about this other person.
fn about(person: Option<&str>) -> Condition {
    let about = match person {
        None => fact::Column::Person.is_null(),
        Some(person) => fact::Column::Person.eq(person),
    };
    Condition::all().add(about)
}

/// Takes back what a dossier proved, because its result was wrong (T24): its results, and its facts in every vault. What those facts
/// had replaced counts again. Components stay: they were genuine whatever was made of them.
pub(crate) async fn revoke(
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    now: Timestamp,
) -> Result<()> {
    let proven = fact::Entity::find()
        .filter(fact::Column::Dossier.eq(&row.id))
        .filter(fact::Column::RevokedAt.is_null())
        .all(tx)
        .await?;
    // One that was replaced itself leaves nothing open.
    for fact in proven.iter().filter(|fact| fact.superseded_at.is_none()) {
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(None::<i64>))
            .filter(fact::Column::Account.eq(&fact.account))
            .filter(about(fact.person.as_deref()))
            .filter(fact::Column::Path.eq(&fact.path))
            .filter(fact::Column::SupersededAt.eq(fact.since))
            .filter(fact::Column::Id.ne(&fact.id))
            .exec(tx)
            .await?;
    }
    fact::Entity::update_many()
        .col_expr(fact::Column::RevokedAt, Expr::value(now.micros()))
        .filter(fact::Column::Dossier.eq(&row.id))
        .filter(fact::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    document::Entity::update_many()
        .col_expr(document::Column::RevokedAt, Expr::value(now.micros()))
        .filter(document::Column::Dossier.eq(&row.id))
        .filter(document::Column::IsResult.eq(true))
        .filter(document::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
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
