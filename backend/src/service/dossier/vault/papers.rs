//! Papers that a slot can take again: verified components, results, and – marked as unverified – what the person has uploaded with
//! other dossiers. Expired ones are shown with their date, so that it is clear why the paper is asked for again.

use std::collections::{BTreeSet, HashMap};

use motcua_shared::api::HeldKind;
use motcua_shared::form::Kind;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{Document, FactSource, Life, SourceKind, State};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{at, links};
use crate::app::App;
use crate::db::entity::{attachment, document, dossier};
use crate::service::my_data::offer::Withheld;
use crate::service::{Result, form_version};

/// Own uploads that are looked at: the newest.
const UPLOADS_MAX: u64 = 100;

/// A paper and where its content is.
pub(crate) struct Paper {
    pub view: Document,
    pub store_key: String,
}

/// The papers of these kinds that one of these agencies takes from the vault of a person; the newest first, verified ones before
/// own uploads.
pub(crate) async fn papers(
    app: &App,
    account: &str,
    kinds: &BTreeSet<&str>,
    agencies: &[String],
) -> Result<Vec<Paper>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let db = app.db.read();
    let rows = document::Entity::find()
        .filter(document::Column::Account.eq(account))
        .filter(document::Column::Kind.is_in(kinds.iter().copied()))
        .filter(document::Column::SupersededAt.is_null())
        .filter(document::Column::RevokedAt.is_null())
        .order_by_desc(document::Column::Since)
        .order_by_desc(document::Column::Id)
        .all(db)
        .await?;
    let links = links(db).await?;
    let withheld = Withheld::of(db, account).await?;
    let (rows, kept_back): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| withheld.allows(HeldKind::Document, &row.id));
    let now = app.now();
    let mut found: Vec<Paper> = rows
        .into_iter()
        .filter(|row| {
            row.agency.as_deref().is_none_or(|verifier| {
                let mut asking = agencies.iter();
                asking.any(|agency| links.connect(verifier, agency))
            })
        })
        .map(|row| verified(row, now))
        .filter(|paper| matches!(paper.view.state, State::InForce | State::Expired))
        .collect();
    // A newer paper of the kind that still counts says all that an expired one could.
    let current: BTreeSet<String> = found
        .iter()
        .filter(|paper| paper.view.state == State::InForce)
        .map(|paper| paper.view.kind.clone())
        .collect();
    found.retain(|paper| paper.view.state == State::InForce || !current.contains(&paper.view.kind));
    // What the person keeps back does not come in as their upload either.
    let known: BTreeSet<String> = found
        .iter()
        .map(|paper| paper.view.sha256.clone())
        .chain(kept_back.into_iter().map(|row| row.sha256))
        .collect();
    found.extend(uploads(app, account, kinds, &known).await?);
    Ok(found)
}

/// What the person has uploaded with dossiers that no agency has verified yet.
async fn uploads(
    app: &App,
    account: &str,
    kinds: &BTreeSet<&str>,
    known: &BTreeSet<String>,
) -> Result<Vec<Paper>> {
    let db = app.db.read();
    let files = attachment::Entity::find()
        .filter(attachment::Column::Account.eq(account))
        .filter(attachment::Column::Dossier.is_not_null())
        .filter(attachment::Column::IsResult.eq(false))
        .filter(attachment::Column::Reused.is_null())
        .order_by_desc(attachment::Column::UploadedAt)
        .order_by_desc(attachment::Column::Id)
        .limit(UPLOADS_MAX)
        .all(db)
        .await?;
    let ids = files.iter().filter_map(|file| file.dossier.as_deref());
    let dossiers = dossier::Entity::find()
        .filter(dossier::Column::Id.is_in(ids))
        .filter(dossier::Column::Account.eq(account))
        .all(db)
        .await?;
    let by_id: HashMap<&str, &dossier::Model> =
        dossiers.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut seen = known.clone();
    let mut found = Vec::new();
    for file in files {
        let Some(dossier) = file.dossier.as_deref().and_then(|id| by_id.get(id)) else {
            continue;
        };
        let version = form_version::version(app, &dossier.form).await?;
        let kind = version
            .form
            .field(&file.field)
            .and_then(|field| match &field.kind {
                Kind::File(slot) => slot.document.as_deref(),
                _ => None,
            });
        let Some(kind) = kind.filter(|kind| kinds.contains(kind)) else {
            continue;
        };
        if seen.insert(file.sha256.clone()) {
            found.push(Paper {
                view: Document {
                    id: file.id,
                    kind: kind.to_owned(),
                    name: file.name,
                    media_type: file.media_type,
                    bytes: u64::try_from(file.bytes).unwrap_or_default(),
                    sha256: file.sha256,
                    source: FactSource {
                        kind: SourceKind::Own,
                        by: String::new(),
                        dossier_code: Some(dossier.code.clone()),
                        since: Timestamp::from_micros(file.uploaded_at),
                    },
                    state: State::InForce,
                    valid_until: None,
                    number: None,
                },
                store_key: file.store_key,
            });
        }
    }
    Ok(found)
}

fn verified(row: document::Model, now: Timestamp) -> Paper {
    let life = life(&row);
    Paper {
        store_key: row.store_key,
        view: Document {
            id: row.id,
            kind: row.kind,
            name: row.name,
            media_type: row.media_type,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
            sha256: row.sha256,
            source: FactSource {
                kind: SourceKind::Dossier,
                by: row.vouched_by,
                dossier_code: row.dossier_code,
                since: Timestamp::from_micros(row.since),
            },
            state: life.state(now),
            valid_until: life.valid_until,
            number: row.number,
        },
    }
}

fn life(row: &document::Model) -> Life {
    Life {
        superseded_at: at(row.superseded_at),
        revoked_at: at(row.revoked_at),
        valid_until: at(row.valid_until),
        ..Life::default()
    }
}

/// Since when a paper that was taken from the vault into a draft no longer counts; `None` while it does, and for contents that the
/// vault does not have.
pub(crate) async fn expired<C: ConnectionTrait>(
    db: &C,
    account: &str,
    kind: &str,
    sha256: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let rows = document::Entity::find()
        .filter(document::Column::Account.eq(account))
        .filter(document::Column::Kind.eq(kind))
        .filter(document::Column::Sha256.eq(sha256))
        .all(db)
        .await?;
    let lives: Vec<Life> = rows.iter().map(life).collect();
    if lives.iter().any(|life| life.state(now) == State::InForce) {
        return Ok(None);
    }
    Ok(lives
        .into_iter()
        .filter_map(|life| match life.state(now) {
            State::Expired => life.valid_until,
            State::Revoked => life.revoked_at,
            State::Superseded => life.superseded_at,
            State::InForce | State::Restricted | State::Disputed => None,
        })
        .max())
}
