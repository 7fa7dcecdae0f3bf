//! Filing. Everything is checked again, then one transaction makes the dossier with its code, timeline, notices and
//! live events, and keeps the receipt, so that the same request – or the same draft – gives the same receipt again
//! (design §4, invariants 3, 6, 8).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use motcua_shared::access::Actor;
use motcua_shared::api::{Receipt, Submission, scanned_component};
use motcua_shared::dossier::Action;
use motcua_shared::dossier::workflow::submitted;
use motcua_shared::form::answers::attachment_ids;
use motcua_shared::form::autofill::ReuseMarks;
use motcua_shared::form::{
    Answer, Answers, Checked, Context, Fault, Issue, Kind, autofill, fixed, known_people, validate,
};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::{Date, Timestamp, show_date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect as _, Select, sea_query::SimpleExpr,
};

use super::view::asking;
use super::{answers, new_dossier, supplement};
use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::{attachment, dossier, draft, idempotency};
use crate::db::json;
use crate::service::dossier::row::{self, moment};
use crate::service::dossier::timeline::{self, Happened};
use crate::service::dossier::{announce, applicant, vault};
use crate::service::form_version::{self, FormVersion};
use crate::service::my_data::reuse;
use crate::service::place::Place;
use crate::service::{Error, Result, attachment as attachments};

/// What filing one draft came to.
pub(super) struct Filed {
    pub receipt: Receipt,
    /// Stored objects that nothing refers to any more.
    pub orphans: Vec<String>,
}

/// Files a draft: makes a dossier of it, or answers the supplement request it was started for.
///
/// # Errors
/// [`Error::Invalid`] with every fault, [`Error::Conflict`] when the draft is not the one that was reviewed,
/// [`Error::Refused`] when the dossier no longer waits for a supplement.
pub async fn submit(
    app: &App,
    actor: &Actor,
    id: &str,
    submission: &Submission,
    idempotency_key: &str,
) -> Result<Receipt> {
    check_key(idempotency_key)?;
    let row = draft::Entity::find_by_id(id)
        .filter(draft::Column::Account.eq(&actor.id))
        .filter(draft::Column::AssistedBy.is_null());
    let row = row.one(app.db.read()).await?.ok_or(Error::NotFound)?;
    if let Some(receipt) = known_receipt(app.db.read(), actor, &row, idempotency_key).await? {
        return Ok(receipt);
    }
    if row.version != submission.version {
        return Err(Error::Conflict {
            current_version: Some(row.version),
        });
    }
    if !submission.declared {
        return Err(Error::Invalid(vec![Issue::error(
            "declaration",
            Fault::MustAccept,
        )]));
    }
    let version = form_version::version(app, &row.form).await?;
    let filing = Filing {
        app,
        actor,
        draft: &row,
        version: &version,
        key: idempotency_key,
        now: app.now(),
    };
    let filed = match &row.supplements {
        Some(dossier) => supplement::file(&filing, dossier).await,
        None => filing.file(&submission.agency).await,
    };
    settle(app, actor, id, idempotency_key, filed).await
}

/// A key names one attempt: readable, bounded.
pub(super) fn check_key(key: &str) -> Result<()> {
    if (1..=200).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(Error::BadRequest(
            "the idempotency key must be 1 to 200 visible ASCII characters".to_owned(),
        ))
    }
}

/// What a filing ends with: the receipt, or the one of somebody who filed the same draft in between.
pub(super) async fn settle(
    app: &App,
    actor: &Actor,
    id: &str,
    idempotency_key: &str,
    filed: Result<Filed>,
) -> Result<Receipt> {
    match filed {
        Ok(filed) => {
            app.live.wake();
            attachments::remove_objects(app, filed.orphans).await;
            Ok(filed.receipt)
        }
        // Somebody else filed the same draft in between: theirs is the receipt.
        Err(Error::Conflict { .. }) => {
            let again = draft::Entity::find_by_id(id)
                .one(app.db.read())
                .await?
                .ok_or(Error::NotFound)?;
            let known = known_receipt(app.db.read(), actor, &again, idempotency_key).await?;
            known.ok_or(Error::Conflict {
                current_version: Some(again.version),
            })
        }
        Err(error) => Err(error),
    }
}

/// The receipt that this request, or this draft, already has.
pub(super) async fn known_receipt<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    draft: &draft::Model,
    key: &str,
) -> Result<Option<Receipt>> {
    let known = idempotency::Entity::find_by_id((actor.id.clone(), key.to_owned()))
        .one(db)
        .await?;
    match (known, &draft.receipt) {
        (Some(known), _) if known.draft == draft.id => Ok(Some(json::read(&known.receipt)?)),
        (Some(_), _) => Err(Error::BadRequest(
            "the idempotency key was used for another draft".to_owned(),
        )),
        (None, Some(receipt)) => Ok(Some(json::read(receipt)?)),
        (None, None) => Ok(None),
    }
}

/// One filing under way.
pub(super) struct Filing<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub draft: &'a draft::Model,
    pub version: &'a FormVersion,
    pub key: &'a str,
    pub now: Timestamp,
}

impl Filing<'_> {
    pub(super) fn today(&self) -> Date {
        self.now.local().date
    }

    async fn file(&self, agency: &str) -> Result<Filed> {
        let app = self.app;
        let typed: Answers = json::read(&self.draft.answers)?;
        let fixed = self.fixed(&typed).await?;
        let checked = self.check(&typed, None, fixed).await?;
        let place = self.receiving(agency, &checked.answers).await?;
        let marks = self.marks(&checked.answers, &place.agency.code).await?;
        let situation = submitted(
            &self.version.workflow,
            row::clock(app, self.version, &place.agency.code, self.now),
        );
        let owner = self.actor.name.clone();
        let mut new = self.new_dossier(owner, &place.agency.code, &checked, &marks)?;
        row::settle(&mut new, &situation, self.version, &place)?;
        let happened = Happened {
            action: Action::Submit,
            words: String::new(),
            public_words: true,
            items: Vec::new(),
        };
        let by = applicant(self.actor);
        app.db
            .write::<_, Error, _>(async |tx| {
                self.lock(tx).await?;
                self.name(tx, &mut new).await?;
                let first = timeline::next(&mut new, &by, &happened, self.now)?;
                let mut left = Batch::of(tx);
                new_dossier::add(&mut left, &new);
                timeline::add(&mut left, first);
                let filed = self.finish(tx, &mut left, &new, &checked.answers).await?;
                announce::announce(
                    app,
                    tx,
                    left,
                    &new,
                    self.version,
                    &situation,
                    Action::Submit,
                    self.now,
                )
                .await?;
                Ok(filed)
            })
            .await
    }

    /// Read-only answers that are not what was put there when the form was filled.
    pub(super) async fn fixed(&self, typed: &Answers) -> Result<Vec<Issue>> {
        let form = &self.version.form;
        if !fixed::has_any(form) {
            return Ok(Vec::new());
        }
        let asking = asking(self.app, self.draft, self.version).await?;
        let offer = vault::offer(self.app, &self.draft.account, &asking).await?;
        Ok(fixed::changed(form, typed, &offer.facts, self.today()))
    }

    /// What was reused, as far as the receiving agency takes the word of whoever verified it: all else counts as typed.
    pub(super) async fn marks(&self, filed: &Answers, agency: &str) -> Result<ReuseMarks> {
        let asking = [agency.to_owned()];
        let offer = vault::offer(self.app, &self.draft.account, &asking).await?;
        let reused: BTreeMap<String, String> = json::read(&self.draft.reused)?;
        let form = &self.version.form;
        let mut marks = known_people::marks(form, filed, &reused, &offer.people);
        marks.extend(autofill::marks(
            form,
            filed,
            &reused,
            &offer.facts,
            self.today(),
        ));
        Ok(marks)
    }

    /// Validates answers and their files; every fault at once. `dossier` is the one that is supplemented.
    pub(super) async fn check(
        &self,
        typed: &Answers,
        dossier: Option<&str>,
        fixed: Vec<Issue>,
    ) -> Result<Checked> {
        let context = Context {
            today: self.today(),
            directory: &self.app.reference.directory,
        };
        let mut checked = validate(&self.version.form, typed, context);
        checked.issues.extend(fixed);
        let mut of_draft = Condition::any().add(attachment::Column::Draft.eq(&self.draft.id));
        if let Some(dossier) = dossier {
            of_draft = of_draft.add(attachment::Column::Dossier.eq(dossier));
        }
        let files = attachment::Entity::find()
            .filter(of_draft)
            .all(self.app.db.read())
            .await?;
        for (path, slot, ids) in answers::file_answers(&self.version.form, &checked.answers) {
            let there = |id: &String| {
                files
                    .iter()
                    .any(|file| file.id == *id && file.field == slot && !file.is_result)
            };
            let unique: BTreeSet<&String> = ids.iter().collect();
            if !ids.iter().all(there) || unique.len() != ids.len() {
                checked
                    .issues
                    .push(Issue::error(path.clone(), Fault::FileMissing));
            }
            let reused = files
                .iter()
                .filter(|file| file.reused.is_some() && file.draft.is_some());
            for file in reused.filter(|file| unique.contains(&file.id)) {
                if let Some(until) = self.expired(&slot, file).await? {
                    let until = show_date(until.local().date);
                    checked
                        .issues
                        .push(Issue::error(path.clone(), Fault::PaperExpired { until }));
                }
            }
        }
        if checked.is_ok() {
            Ok(checked)
        } else {
            Err(Error::Invalid(checked.issues))
        }
    }

    /// Since when a file that was taken from the vault no longer counts: it may have expired since it was put here.
    async fn expired(&self, slot: &str, file: &attachment::Model) -> Result<Option<Timestamp>> {
        let field = self.version.form.field(slot);
        let kind = field.and_then(|field| match &field.kind {
            Kind::File(slot) => slot.document.as_deref(),
            _ => None,
        });
        let Some(kind) = kind else {
            return Ok(None);
        };
        let db = self.app.db.read();
        vault::expired(db, &self.draft.account, kind, &file.sha256, self.now).await
    }

    /// The agency that was chosen, or the competent one (R-SUB-10): of the commune, or named by its code. Only an agency
    /// that has every unit of the workflow can receive.
    pub(super) async fn receiving(&self, chosen: &str, clean: &Answers) -> Result<Arc<Place>> {
        let competent = &self.version.service.competent_by;
        let codes = match clean.get(competent) {
            _ if !chosen.is_empty() => vec![chosen.to_owned()],
            Some(Answer::Address(address)) => self.agencies_of(&address.commune).await?,
            Some(Answer::Text(named)) => self.agencies_of(named).await?,
            _ => Vec::new(),
        };
        for code in codes {
            match Place::find(self.app, &code).await? {
                Some(place) if place.can_receive(&self.version.workflow) => return Ok(place),
                _ => {}
            }
        }
        Err(Error::Invalid(vec![Issue::error(
            competent.clone(),
            Fault::NotAChoice,
        )]))
    }

    /// Codes of the agencies of a commune, or of the agency with this code.
    async fn agencies_of(&self, named: &str) -> Result<Vec<String>> {
        let places = Place::all(self.app).await?;
        let agencies = places.iter().map(|place| &place.agency);
        Ok(agencies
            .filter(|agency| agency.commune == named || agency.code == named)
            .map(|agency| agency.code.clone())
            .collect())
    }

    /// Locks the draft and proves that it is still the one that was checked.
    pub(super) async fn lock(&self, tx: &DatabaseTransaction) -> Result<()> {
        let now = draft::Entity::find_by_id(&self.draft.id)
            .lock_exclusive()
            .one(tx)
            .await?
            .ok_or(Error::NotFound)?;
        if now.receipt.is_some() || now.version != self.draft.version {
            return Err(Error::Conflict {
                current_version: Some(now.version),
            });
        }
        Ok(())
    }

    /// Moves the files to the dossier, drops those that no answer mentions, and keeps the receipt: what need not be known
    /// here is added to `left`, behind the row of a new dossier.
    pub(super) async fn finish(
        &self,
        tx: &DatabaseTransaction,
        left: &mut Batch,
        dossier: &dossier::Model,
        filed: &Answers,
    ) -> Result<Filed> {
        let mentioned: BTreeSet<&str> = attachment_ids(filed).into_iter().collect();
        let of_draft = in_order(attachment::Column::Draft.eq(&self.draft.id));
        let (used, unused): (Vec<_>, Vec<_>) = of_draft
            .all(tx)
            .await?
            .into_iter()
            .partition(|file| mentioned.contains(file.id.as_str()) || is_scan(file));
        let orphans = attachments::remove_rows(tx, unused).await?;
        // A new dossier has the files of its draft and no others.
        let mut of_dossier = match self.draft.supplements {
            None => Vec::new(),
            Some(_) => {
                in_order(attachment::Column::Dossier.eq(&dossier.id))
                    .all(tx)
                    .await?
            }
        };
        if !used.is_empty() {
            let moved = attachment::ActiveModel {
                draft: Set(None),
                dossier: Set(Some(dossier.id.clone())),
                ..Default::default()
            };
            let ids = used.iter().map(|file| file.id.as_str());
            left.add(
                &attachment::Entity::update_many()
                    .set(moved)
                    .filter(attachment::Column::Id.is_in(ids)),
            );
            of_dossier.extend(used);
            of_dossier.sort_by(|one, other| {
                (one.uploaded_at, &one.id).cmp(&(other.uploaded_at, &other.id))
            });
        }
        // A file that went away between the check and now must not be confirmed.
        if mentioned
            .iter()
            .any(|id| !of_dossier.iter().any(|file| file.id == *id))
        {
            return Err(Error::Conflict {
                current_version: Some(self.draft.version),
            });
        }
        let files: Vec<attachment::Model> = of_dossier
            .into_iter()
            .filter(|file| mentioned.contains(file.id.as_str()) || is_scan(file))
            .collect();
        let used = reuse::Filed {
            dossier,
            draft: self.draft,
            form: &self.version.form,
            answers: filed,
            files: &files,
        };
        reuse::record(self.app, tx, left, &used, self.now).await?;
        let receipt = Receipt {
            dossier: dossier.id.clone(),
            code: dossier.code.clone(),
            submitted_at: self.now,
            // What was promised, once something is; until then when reception is decided.
            due_at: moment(dossier.legal_due_at.or(dossier.due_at)),
            sentence: Bilingual {
                vi: dossier.sentence_vi.clone(),
                en: dossier.sentence_en.clone(),
            },
            files: files
                .into_iter()
                .map(attachments::view)
                .collect::<Result<_>>()?,
        };
        let kept = json::write(&receipt)?;
        let with_receipt = draft::ActiveModel {
            receipt: Set(Some(kept.clone())),
            ..Default::default()
        };
        left.add(
            &draft::Entity::update_many()
                .set(with_receipt)
                .filter(draft::Column::Id.eq(&self.draft.id)),
        );
        let known = idempotency::Model {
            account: self.actor.id.clone(),
            key: self.key.to_owned(),
            draft: self.draft.id.clone(),
            receipt: kept,
            at: self.now.micros(),
        };
        left.add(&idempotency::Entity::insert(known.into_active_model()));
        Ok(Filed { receipt, orphans })
    }
}

/// Files, first uploaded first.
fn in_order(which: SimpleExpr) -> Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(which)
        .order_by_asc(attachment::Column::UploadedAt)
        .order_by_asc(attachment::Column::Id)
}

/// A scan made at the counter belongs to the dossier without an answer that names it.
fn is_scan(file: &attachment::Model) -> bool {
    scanned_component(&file.field).is_some()
}
