//! Dossiers that belong together (requirements.md §4.3): an approval opens the form of the procedure that follows, the applicant
//! files it, and both are shown with each other. What follows on what stands in `workflow.json`.

use motcua_shared::api::{LinkedDossier, LinkedForm};
use motcua_shared::i18n::t::notice as say;
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::{announce, row};
use crate::app::App;
use crate::db::entity::{dossier, draft};
use crate::service::form_version::FormVersion;
use crate::service::{Result, draft as drafts};

/// The dossier that opened this one, then those that it opened, oldest first.
pub(crate) async fn of(app: &App, row: &dossier::Model) -> Result<Vec<LinkedDossier>> {
    let mut which = Condition::any().add(dossier::Column::Parent.eq(&row.id));
    if let Some(parent) = &row.parent {
        which = which.add(dossier::Column::Id.eq(parent));
    }
    let found = dossier::Entity::find()
        .filter(which)
        .filter(dossier::Column::Account.eq(&row.account))
        .order_by_asc(dossier::Column::SubmittedAt)
        .order_by_asc(dossier::Column::Id)
        .all(app.db.read())
        .await?;
    found
        .into_iter()
        .map(|other| {
            Ok(LinkedDossier {
                procedure_name: row::procedure_name(app, &other.procedure_code),
                status: row::status(other.status)?,
                parent: row.parent.as_ref() == Some(&other.id),
                id: other.id,
                code: other.code,
            })
        })
        .collect()
}

/// The forms that it opened and that are not filed yet.
pub(crate) async fn forms(app: &App, row: &dossier::Model) -> Result<Vec<LinkedForm>> {
    let found = draft::Entity::find()
        .filter(draft::Column::Parent.eq(&row.id))
        .filter(draft::Column::Receipt.is_null())
        .order_by_asc(draft::Column::Id)
        .all(app.db.read())
        .await?;
    Ok(found
        .into_iter()
        .map(|draft| LinkedForm {
            procedure_name: row::procedure_name(app, &draft.procedure_code),
            draft: draft.id,
        })
        .collect())
}

/// Opens the forms of what follows, and tells the applicant of each.
pub(crate) async fn open(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    version: &FormVersion,
    now: Timestamp,
) -> Result<()> {
    for opening in &version.workflow.opens {
        let Some(draft) = drafts::following(app, tx, row, opening).await? else {
            continue;
        };
        let name = row::procedure_name(app, &draft.procedure_code);
        let text = announce::both(|lang| say::follows(lang, &row.code, name.get(lang)));
        announce::write_notice(app, tx, &row.account, row, &text, now).await?;
    }
    Ok(())
}
