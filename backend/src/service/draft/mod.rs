//! Drafts: e-forms being filled, for a new dossier or for a supplement, by the applicant or with a clerk at the counter. A
//! foreign draft is not found; one that was filed is gone from here, but filing it again gives its receipt ([`submit()`]).

mod answers;
mod copy;
mod new_dossier;
mod rebase;
mod receive;
mod submit;
mod supplement;
mod view;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{
    AttachmentView, DocumentReuse, DraftChange, DraftSaved, DraftSummary, DraftView, NewDraft,
    Receipt,
};
use motcua_shared::dossier::Status;
use motcua_shared::dossier::workflow::Opening;
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::form::{Answers, autofill};
use motcua_shared::time::Timestamp;
use motcua_shared::vault::State;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

pub use self::copy::copy;
pub use self::rebase::rebase;
pub use self::receive::receive;
pub use self::submit::submit;
pub(crate) use self::view::agencies as receiving;

use super::counter::person::note_form_reading;
use super::dossier::{row, vault};
use super::{Error, Result, attachment, form_version};
use crate::app::App;
use crate::db::entity::{attachment as attachment_row, dossier, draft};
use crate::db::json;

/// Own drafts, last saved first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<DraftSummary>> {
    let rows = draft::Entity::find()
        .filter(draft::Column::Account.eq(&actor.id))
        .filter(draft::Column::AssistedBy.is_null())
        .filter(draft::Column::Receipt.is_null())
        .order_by_desc(draft::Column::UpdatedAt)
        .all(app.db.read())
        .await?;
    let summary = |row: draft::Model| DraftSummary {
        procedure: row::procedure_slug(app, &row.procedure_code),
        procedure_name: row::procedure_name(app, &row.procedure_code),
        id: row.id,
        supplements: row.supplements,
        updated_at: Timestamp::from_micros(row.updated_at),
    };
    let mut open = Vec::new();
    for row in rows {
        // One whose dossier no longer waits can do nothing; it is kept in case the dossier waits again.
        if still_waits(app, &row).await? {
            open.push(summary(row));
        }
    }
    Ok(open)
}

/// Whether the dossier that a draft supplements waits for it; every other draft may be filled.
async fn still_waits(app: &App, row: &draft::Model) -> Result<bool> {
    let Some(dossier) = &row.supplements else {
        return Ok(true);
    };
    let found = dossier::Entity::find_by_id(dossier)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(row::status(found.status)? == Status::SupplementRequired)
}

/// Starts an e-form on the version in use today, filled with what is known about the person.
///
/// # Errors
/// [`Error::NotFound`] when there is no such procedure, or it cannot be filed here.
pub async fn create(app: &App, actor: &Actor, new: &NewDraft) -> Result<DraftView> {
    let row = begin(app, &actor.id, None, &new.procedure).await?;
    view::view(app, &row).await
}

/// Starts an e-form of a person, by themselves or with an officer at the counter.
pub(crate) async fn begin(
    app: &App,
    account: &str,
    assisted_by: Option<&str>,
    procedure: &str,
) -> Result<draft::Model> {
    let procedure = app
        .reference
        .catalogue
        .by_slug(procedure)
        .ok_or(Error::NotFound)?;
    let version = app
        .forms
        .current(&procedure.code, app.today())
        .ok_or(Error::NotFound)?;
    let silent = vault::ask(app, account, &version.service.code).await?;
    let mut row = empty(app, account, &version.service.code, &version.hash);
    row.assisted_by = assisted_by.map(str::to_owned);
    row.silent = (!silent.is_empty())
        .then(|| json::write(&silent))
        .transpose()?;
    let asking = view::asking(app, &row, version).await?;
    let facts = vault::offer(app, account, &asking).await?.facts;
    let mut answers = version.form.initial_answers();
    let reused = autofill::fill(&version.form, &mut answers, &facts, &[], app.today());
    row.answers = json::write(&answers)?;
    row.reused = json::write(&reused)?;
    insert(app, row).await
}

/// The form of a procedure that follows on a dossier, for its applicant: with the answers that are taken over, and what is known.
/// `None` when the procedure cannot be filed here.
pub(crate) async fn following(
    app: &App,
    tx: &DatabaseTransaction,
    parent: &dossier::Model,
    opening: &Opening,
) -> Result<Option<draft::Model>> {
    let Some(version) = app.forms.current(&opening.procedure, app.today()) else {
        return Ok(None);
    };
    let given: Answers = json::read(&parent.answers)?;
    let mut answers = version.form.initial_answers();
    for (there, here) in &opening.answers {
        if let (Some(_), Some(answer)) = (version.form.field(there), given.get(here)) {
            answers.insert(there.clone(), answer.clone());
        }
    }
    let mut row = empty(app, &parent.account, &version.service.code, &version.hash);
    let asking = view::asking(app, &row, version).await?;
    let facts = vault::offer(app, &parent.account, &asking).await?.facts;
    let reused = autofill::fill(&version.form, &mut answers, &facts, &[], app.today());
    row.answers = json::write(&answers)?;
    row.reused = json::write(&reused)?;
    row.parent = Some(parent.id.clone());
    draft::Entity::insert(row.clone().into_active_model())
        .exec(tx)
        .await?;
    Ok(Some(row))
}

/// Opens a draft.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when the dossier it supplements no longer waits.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<DraftView> {
    let found = draft::Entity::find_by_id(id).filter(filled_by(actor));
    let row = found.one(app.db.read()).await?.ok_or(Error::NotFound)?;
    if let Some(receipt) = json::read_opt::<Receipt>(row.receipt.as_deref())? {
        return Err(Error::AlreadyFiled(receipt.dossier));
    }
    if !still_waits(app, &row).await? {
        return Err(Error::Refused(Refusal::NotNow));
    }
    if row.assisted_by.is_some() {
        // The form shows what the vault of the person offers.
        note_form_reading(app, actor, &row.account).await?;
    }
    view::view(app, &row).await
}

/// The form that an own draft is filled on, by its hash.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn form(app: &App, actor: &Actor, id: &str) -> Result<String> {
    Ok(open(app.db.read(), actor, id).await?.form)
}

/// Saves a draft. Wrong and half-finished answers are kept; keys that the form does not have are refused.
///
/// # Errors
/// [`Error::Conflict`] with the stored version when somebody else saved in between; [`Error::TooLarge`];
/// [`Error::Invalid`].
pub async fn save(app: &App, actor: &Actor, id: &str, change: &DraftChange) -> Result<DraftSaved> {
    let row = open(app.db.read(), actor, id).await?;
    let version = form_version::version(app, &row.form).await?;
    answers::check_keys(&version.form, change)?;
    let typed = json::write(&change.answers)?;
    answers::check_size(&typed)?;
    let reused = json::write(&change.reused)?;
    let now = app.now();
    let next = change.version.saturating_add(1);
    app.db
        .write::<_, Error, _>(async |tx| {
            let saved = draft::Entity::update_many()
                .col_expr(draft::Column::Answers, Expr::value(typed))
                .col_expr(draft::Column::Reused, Expr::value(reused))
                .col_expr(draft::Column::Version, Expr::value(next))
                .col_expr(draft::Column::UpdatedAt, Expr::value(now.micros()))
                .filter(draft::Column::Id.eq(id))
                .filter(draft::Column::Version.eq(change.version))
                .filter(draft::Column::Receipt.is_null())
                .exec(tx)
                .await?;
            if saved.rows_affected == 1 {
                return Ok(DraftSaved {
                    version: next,
                    updated_at: now,
                });
            }
            let stored = open(tx, actor, id).await?;
            Err(Error::Conflict {
                current_version: Some(stored.version),
            })
        })
        .await
}

/// Throws a draft away, with its files.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn delete(app: &App, actor: &Actor, id: &str) -> Result<()> {
    open(app.db.read(), actor, id).await?;
    let orphans = app
        .db
        .write::<_, Error, _>(async |tx| {
            open(tx, actor, id).await?;
            let files = attachment_row::Entity::find()
                .filter(attachment_row::Column::Draft.eq(id))
                .all(tx)
                .await?;
            let orphans = attachment::remove_rows(tx, files).await?;
            draft::Entity::delete_by_id(id).exec(tx).await?;
            Ok(orphans)
        })
        .await?;
    attachment::remove_objects(app, orphans).await;
    Ok(())
}

/// Puts a verified document into a file slot, as a file that shares the stored bytes.
///
/// # Errors
/// [`Error::NotFound`] for a foreign draft or document or one that is no longer valid, [`Error::UnsupportedFile`] when
/// the slot does not take it.
pub async fn reuse_document(
    app: &App,
    actor: &Actor,
    id: &str,
    reuse: &DocumentReuse,
) -> Result<AttachmentView> {
    let row = open(app.db.read(), actor, id).await?;
    let version = form_version::version(app, &row.form).await?;
    let slot = attachment::slot(&version.form, &reuse.field)?;
    let kinds = view::document_kinds(&version.form);
    let asking = view::asking(app, &row, &version).await?;
    let papers = vault::papers(app, &row.account, &kinds, &asking).await?;
    let vault::Paper {
        view: document,
        store_key,
    } = papers
        .into_iter()
        .find(|paper| paper.view.id == reuse.document && paper.view.state == State::InForce)
        .ok_or(Error::NotFound)?;
    if slot.document.as_ref() != Some(&document.kind) || !slot.accept.contains(&document.media_type)
    {
        return Err(Error::UnsupportedFile);
    }
    let file = attachment_row::Model {
        id: app.new_id(),
        account: row.account,
        draft: Some(row.id),
        dossier: None,
        is_result: false,
        field: reuse.field.clone(),
        name: document.name,
        media_type: document.media_type,
        bytes: i64::try_from(document.bytes).unwrap_or(i64::MAX),
        sha256: document.sha256,
        store_key,
        reused: Some(json::write(&document.source)?),
        uploaded_at: app.now().micros(),
        number: None,
        issued_on: None,
    };
    attachment::insert(app, actor, file).await
}

/// The draft that answers the supplement request of a dossier: the one begun, or a new one with the filed answers.
pub(crate) async fn open_supplement(
    app: &App,
    actor: &Actor,
    dossier: &dossier::Model,
) -> Result<DraftView> {
    let begun = draft::Entity::find()
        .filter(draft::Column::Supplements.eq(&dossier.id))
        .filter(draft::Column::Receipt.is_null())
        .order_by_desc(draft::Column::UpdatedAt)
        .one(app.db.read())
        .await?;
    let row = match begun {
        Some(row) => row,
        None => {
            let mut row = empty(app, &actor.id, &dossier.procedure_code, &dossier.form);
            row.supplements = Some(dossier.id.clone());
            row.answers.clone_from(&dossier.answers);
            insert(app, row).await?
        }
    };
    view::view(app, &row).await
}

/// The row of a draft without answers.
fn empty(app: &App, account: &str, procedure: &str, form: &str) -> draft::Model {
    let now = app.now().micros();
    draft::Model {
        id: app.new_id(),
        account: account.to_owned(),
        procedure_code: procedure.to_owned(),
        form: form.to_owned(),
        supplements: None,
        answers: "{}".to_owned(),
        reused: "{}".to_owned(),
        version: 1,
        receipt: None,
        created_at: now,
        updated_at: now,
        assisted_by: None,
        parent: None,
        silent: None,
    }
}

async fn insert(app: &App, row: draft::Model) -> Result<draft::Model> {
    let stored = row.clone();
    app.db
        .write::<_, Error, _>(async |tx| {
            draft::Entity::insert(stored.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    Ok(row)
}

/// The draft that the actor fills and that is not yet filed: a citizen's own, or one that a clerk fills with somebody.
pub(crate) async fn open<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &str,
) -> Result<draft::Model> {
    let found = draft::Entity::find_by_id(id)
        .filter(filled_by(actor))
        .filter(draft::Column::Receipt.is_null());
    found.one(db).await?.ok_or(Error::NotFound)
}

/// Whose draft it is to fill.
pub(crate) fn filled_by(actor: &Actor) -> Condition {
    if actor.role == Role::Citizen {
        Condition::all()
            .add(draft::Column::Account.eq(&actor.id))
            .add(draft::Column::AssistedBy.is_null())
    } else {
        Condition::all().add(draft::Column::AssistedBy.eq(&actor.id))
    }
}
