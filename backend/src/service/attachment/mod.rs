//! Files of drafts and dossiers: streamed in while they are hashed and looked at; a row is written only when all is well,
//! and what did not become a row does not stay in the store. Several rows may share one stored object.

mod inspect;

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::BoxStream;
use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{AttachmentView, UploadQuery, scanned_component};
use motcua_shared::dossier::Status;
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::{Fault, Form, Issue};
use motcua_shared::text::clean;
use motcua_shared::time::Timestamp;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use self::inspect::Inspector;
use super::dossier::{beside, row};
use super::{Error, Result, counter, draft, form_version, staff};
use crate::app::App;
use crate::db::entity::{attachment, document, dossier};
use crate::db::json;
use crate::store::{StoreError, Stored};

/// Most characters of a file name.
const NAME_MAX: usize = 150;
/// Most files that one draft may hold at once, over all slots.
const FILES_MAX: u64 = 100;

/// A file on its way out.
pub struct Download {
    /// File name.
    pub name: String,
    /// Media type found in the content.
    pub media_type: String,
    /// Size.
    pub bytes: u64,
    /// The content.
    pub stream: BoxStream<'static, io::Result<Bytes>>,
}

/// What a file must be.
pub(crate) struct Wanted<'a> {
    pub accept: &'a [String],
    pub max_bytes: u64,
    /// SHA-256 computed by the sender.
    pub sha256: &'a str,
}

/// Takes a file for a slot of a draft.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::UnsupportedFile`] for a wrong, empty or broken file, [`Error::HashMismatch`] when other
/// bytes arrived than were sent, [`Error::Invalid`] when the draft has no such slot.
pub async fn upload<S>(
    app: &App,
    actor: &Actor,
    draft_id: &str,
    query: &UploadQuery,
    body: S,
    declared_len: Option<u64>,
) -> Result<AttachmentView>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let draft = draft::open(app.db.read(), actor, draft_id).await?;
    let version = form_version::version(app, &draft.form).await?;
    let scan = scanned_component(&query.field).filter(|_| draft.assisted_by.is_some());
    let of_counter = scan
        .map(|component| counter::scan_slot(&version, component))
        .transpose()?;
    let slot = match &of_counter {
        Some(slot) => slot,
        None => slot(&version.form, &query.field)?,
    };
    let wanted = Wanted {
        accept: &slot.accept,
        max_bytes: slot.max_bytes(),
        sha256: &query.sha256,
    };
    let (stored, media_type) = receive(app, &wanted, body, declared_len).await?;
    let file = attachment::Model {
        id: app.new_id(),
        account: draft.account,
        draft: Some(draft.id),
        dossier: None,
        is_result: false,
        field: query.field.clone(),
        name: file_name(&query.name, media_type),
        media_type: media_type.to_owned(),
        bytes: i64::try_from(stored.bytes).unwrap_or(i64::MAX),
        sha256: stored.sha256,
        store_key: stored.key.clone(),
        reused: None,
        uploaded_at: app.now().micros(),
        number: None,
        issued_on: None,
    };
    let inserted = insert(app, actor, file).await;
    if inserted.is_err() {
        remove_objects(app, vec![stored.key]).await;
    }
    inserted
}

/// Removes a file from a draft. A file that was already filed stays with its dossier: in a supplement the answers leave
/// it out, so removing it there succeeds without destroying anything.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] for a file of a dossier that waits for nothing.
pub async fn delete(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let file = attachment::Entity::find_by_id(id)
        .filter(attachment::Column::IsResult.eq(false))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    if actor.role == Role::Citizen {
        if file.account != actor.id {
            return Err(Error::NotFound);
        }
    } else {
        // A clerk removes only what lies on the own counter.
        let draft = file.draft.as_deref().ok_or(Error::NotFound)?;
        draft::open(app.db.read(), actor, draft).await?;
    }
    if file.draft.is_none() && file.dossier.is_none() {
        // It belongs to something else, such as a request to correct.
        return Err(Error::NotFound);
    }
    if let Some(dossier) = &file.dossier {
        let found = dossier::Entity::find_by_id(dossier)
            .one(app.db.read())
            .await?
            .ok_or(Error::NotFound)?;
        let waits = row::status(found.status)? == Status::SupplementRequired;
        return if waits {
            Ok(())
        } else {
            Err(Error::Refused(Refusal::NotNow))
        };
    }
    let orphans = app
        .db
        .write::<_, Error, _>(async |tx| {
            // Read again: it may have been filed in between.
            let now = attachment::Entity::find_by_id(id)
                .one(tx)
                .await?
                .ok_or(Error::NotFound)?;
            if now.dossier.is_some() {
                return Err(Error::Refused(Refusal::NotNow));
            }
            remove_rows(tx, vec![now]).await
        })
        .await?;
    remove_objects(app, orphans).await;
    Ok(())
}

/// The content of a file: for its owner, for the clerk who fills the form with them, and for the officers of the agency that has
/// the dossier or is asked for its opinion, whose reading is logged. A prepared result is the agency's until it is handed over.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign file.
pub async fn open(app: &App, actor: &Actor, id: &str) -> Result<Download> {
    let file = attachment::Entity::find_by_id(id)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let dossier = match &file.dossier {
        Some(dossier) => {
            dossier::Entity::find_by_id(dossier)
                .one(app.db.read())
                .await?
        }
        None => None,
    };
    if let (true, Some(draft)) = (actor.role.is_officer(), &file.draft) {
        // What lies on the own counter.
        draft::open(app.db.read(), actor, draft).await?;
    } else if actor.role.is_officer() {
        let dossier = dossier.ok_or(Error::NotFound)?;
        let own = actor.agency.as_ref() == Some(&dossier.agency);
        // Who is asked for an opinion reads the papers, not the result that is being prepared.
        if !own && (file.is_result || !beside::is_asked(app.db.read(), actor, &dossier.id).await?) {
            return Err(Error::NotFound);
        }
        staff::log_reading(app, actor, &dossier).await?;
    } else {
        let handed_over = match &dossier {
            Some(dossier) => row::situation(dossier)?.is_given_out(),
            None => false,
        };
        if file.account != actor.id || (file.is_result && !handed_over) {
            return Err(Error::NotFound);
        }
    }
    Ok(Download {
        stream: app.store.open_object(&file.store_key).await?,
        bytes: u64::try_from(file.bytes).unwrap_or_default(),
        name: file.name,
        media_type: file.media_type,
    })
}

/// Streams a file into the store and proves it.
pub(crate) async fn receive<S>(
    app: &App,
    wanted: &Wanted<'_>,
    body: S,
    declared_len: Option<u64>,
) -> Result<(Stored, &'static str)>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    if declared_len.is_some_and(|bytes| bytes > wanted.max_bytes) {
        return Err(Error::TooLarge);
    }
    let mut inspector = Inspector::default();
    let stored = app
        .store
        .put(body, wanted.max_bytes, |chunk| inspector.see(chunk))
        .await
        .map_err(|error| match error {
            StoreError::TooLarge => Error::TooLarge,
            StoreError::Broken(error) => {
                Error::BadRequest(format!("the upload broke off: {error}"))
            }
            StoreError::Store(error) => Error::Internal(Box::new(error)),
        })?;
    // The hash first: bytes that were damaged on the way look like a broken file.
    let fault = if !stored.sha256.eq_ignore_ascii_case(wanted.sha256) {
        Error::HashMismatch
    } else {
        match inspector
            .media_type()
            .filter(|found| wanted.accept.iter().any(|accepted| accepted == found))
        {
            Some(media_type) => return Ok((stored, media_type)),
            None => Error::UnsupportedFile,
        }
    };
    remove_objects(app, vec![stored.key]).await;
    Err(fault)
}

/// The file slot with this key; `group.key` inside a repeat group, `group.inner.key` inside a nested one.
pub(crate) fn slot<'f>(form: &'f Form, key: &str) -> Result<&'f FileSlot> {
    let mut keys = key.split('.');
    let top = keys.next().and_then(|key| form.field(key));
    let field = keys.fold(top, |group, key| {
        let inner = group?.kind.row_fields();
        inner.iter().find(|field| field.key == key)
    });
    match field.and_then(|field| field.kind.slot()) {
        Some(slot) => Ok(slot),
        None => Err(Error::Invalid(vec![Issue::error(key, Fault::UnknownField)])),
    }
}

/// Writes the row of a file of a draft, if the draft is still there and has room.
pub(crate) async fn insert(
    app: &App,
    actor: &Actor,
    file: attachment::Model,
) -> Result<AttachmentView> {
    let row = file.clone();
    app.db
        .write::<_, Error, _>(async |tx| {
            let id = row.draft.clone().unwrap_or_default();
            draft::open(tx, actor, &id).await?;
            let there = attachment::Entity::find()
                .filter(attachment::Column::Draft.eq(id))
                .count(tx)
                .await?;
            if there >= FILES_MAX {
                return Err(Error::TooLarge);
            }
            attachment::Entity::insert(row.into_active_model())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await?;
    view(file)
}

/// A file as the contract shows it.
pub(crate) fn view(row: attachment::Model) -> Result<AttachmentView> {
    Ok(AttachmentView {
        reused: json::read_opt(row.reused.as_deref())?,
        id: row.id,
        field: row.field,
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        sha256: row.sha256,
        uploaded_at: Timestamp::from_micros(row.uploaded_at),
        ended: None,
    })
}

/// Removes rows and gives the keys of the objects that nothing refers to any more; the caller removes those after the
/// commit.
pub(crate) async fn remove_rows(
    tx: &DatabaseTransaction,
    rows: Vec<attachment::Model>,
) -> Result<Vec<String>> {
    let mut orphans = Vec::new();
    for row in rows {
        attachment::Entity::delete_by_id(&row.id).exec(tx).await?;
        let key = row.store_key;
        let files = attachment::Entity::find()
            .filter(attachment::Column::StoreKey.eq(&key))
            .count(tx)
            .await?;
        let documents = document::Entity::find()
            .filter(document::Column::StoreKey.eq(&key))
            .count(tx)
            .await?;
        if files + documents == 0 {
            orphans.push(key);
        }
    }
    Ok(orphans)
}

/// Removes objects. A failure leaves an object that nothing refers to, which harms nobody: it is logged, not returned.
pub(crate) async fn remove_objects(app: &App, keys: Vec<String>) {
    for key in keys {
        if let Err(error) = app.store.delete(&key).await {
            tracing::warn!(%error, key, "an unused object could not be removed");
        }
    }
}

/// A name that is safe to show and to save under: one normal form, no paths, no control characters, bounded.
pub(crate) fn file_name(typed: &str, media_type: &str) -> String {
    let unsafe_letter = |letter: char| {
        letter.is_control() || "/\\:*?\"<>|".contains(letter) || is_invisible(letter)
    };
    let name = clean(&typed.replace(unsafe_letter, " "));
    let name = name.trim_matches(['.', ' ']);
    let extension = infer_extension(media_type);
    if name.is_empty() {
        return format!("tep.{extension}");
    }
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let (stem, kept) = name
        .rsplit_once('.')
        .filter(|(_, end)| end.len() <= 5)
        .unwrap_or((name, extension));
    let stem: String = stem
        .chars()
        .take(NAME_MAX - kept.chars().count() - 1)
        .collect();
    format!("{}.{kept}", stem.trim_end())
}

/// Marks that turn the direction of writing or take no room: they can make a name look like another.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn infer_extension(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stay_readable() {
        for (typed, name) in [
            ("Gia\u{302}\u{301}y chứng sinh.pdf", "Giấy chứng sinh.pdf"),
            ("../../etc/passwd", "etc passwd"),
            ("C:\\temp\\ảnh.jpg", "C temp ảnh.jpg"),
            ("a\u{0}b\nc.png", "a b c.png"),
            ("gpj.\u{202e}exe.pdf", "gpj. exe.pdf"),
            ("", "tep.pdf"),
            ("...", "tep.pdf"),
        ] {
            assert_eq!(file_name(typed, "application/pdf"), name, "{typed:?}");
        }
        let long = file_name(&format!("{}.pdf", "ă".repeat(400)), "application/pdf");
        assert_eq!(long.chars().count(), NAME_MAX);
        assert!(long.ends_with(".pdf"));
    }
}
