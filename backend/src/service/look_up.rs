//! Where a dossier is, for anybody who has its code: status and completion, nothing about people or the matter (R-LOOK-01).

use motcua_shared::api::LookUpView;
use motcua_shared::dossier::{Completion, DossierCode};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::dossier::row;
use super::{Error, Result, form_version};
use crate::app::App;
use crate::db::entity::dossier;

/// Looks a dossier up.
///
/// # Errors
/// [`Error::NotFound`] alike for an unknown code, one of another portal, and what is no code at all.
pub async fn look_up(app: &App, text: &str) -> Result<LookUpView> {
    // What is no code is asked for as well, so that every answer costs the same question.
    let code = DossierCode::find(text);
    let asked = code.as_ref().map(DossierCode::as_str).unwrap_or_default();
    let found: Option<(i32, String, String)> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Status)
        .column(dossier::Column::Step)
        .column(dossier::Column::Form)
        .filter(dossier::Column::Code.eq(asked))
        .into_tuple()
        .one(app.db.read())
        .await?;
    let (status, step, form) = found.ok_or(Error::NotFound)?;
    let version = form_version::version(app, &form).await?;
    let status = row::status(status)?;
    Ok(LookUpView {
        code: asked.to_owned(),
        status,
        completion: Completion::of(&version.workflow, status, &step),
    })
}
