//! Moving a draft to a newer version of its form (design §4, invariant 4): offered with what changes, done only when the
//! applicant says so. A draft that stays is filed on the version it was started with.

use motcua_shared::access::Actor;
use motcua_shared::api::{DraftRebase, DraftView, NewerForm};
use motcua_shared::form::Answers;
use motcua_shared::form::diff::{carry_over, diff};
use motcua_shared::time::iso_date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{answers, open, view};
use crate::app::App;
use crate::db::entity::draft;
use crate::db::json;
use crate::service::form_version::{self, FormVersion};
use crate::service::{Error, Result};

/// The newer version in use, when the draft may move to it. The answer to a supplement request stays on the version that
/// was filed.
fn newer_version<'a>(
    app: &'a App,
    draft: &draft::Model,
    pinned: &FormVersion,
) -> Option<&'a Arc<FormVersion>> {
    let of_day = |version: &FormVersion| (version.effective_from, version.added_at);
    app.forms
        .current(&draft.procedure_code, app.today())
        .filter(|current| draft.supplements.is_none() && of_day(current) > of_day(pinned))
}

/// What the applicant is told of a newer version; nothing when it asks the same in the same way.
pub(super) fn offer(
    app: &App,
    draft: &draft::Model,
    pinned: &FormVersion,
    typed: &Answers,
) -> Option<NewerForm> {
    let newer = newer_version(app, draft, pinned)?;
    let changes = diff(&pinned.form, &newer.form);
    (!changes.is_empty()).then(|| NewerForm {
        form: newer.hash.clone(),
        effective_from: iso_date(newer.effective_from),
        changes,
        dropped: carry_over(&pinned.form, &newer.form, typed).dropped,
    })
}

/// Moves the draft to the version that its owner was shown.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the draft was saved since, or that version is not the one in use.
pub async fn rebase(app: &App, actor: &Actor, id: &str, wanted: &DraftRebase) -> Result<DraftView> {
    let row = open(app.db.read(), actor, id).await?;
    let conflict = || Error::Conflict {
        current_version: Some(row.version),
    };
    let pinned = form_version::version(app, &row.form).await?;
    let newer = newer_version(app, &row, &pinned)
        .filter(|newer| newer.hash == wanted.form && row.version == wanted.version)
        .ok_or_else(conflict)?;
    let typed: Answers = json::read(&row.answers)?;
    let moved = carry_over(&pinned.form, &newer.form, &typed).answers;
    let mut reused: BTreeMap<String, String> = json::read(&row.reused)?;
    reused.retain(|key, _| moved.contains_key(key));
    let (moved, reused) = (json::write(&moved)?, json::write(&reused)?);
    answers::check_size(&moved)?;
    let now = app.now();
    app.db
        .write::<_, Error, _>(async |tx| {
            let saved = draft::Entity::update_many()
                .col_expr(draft::Column::Form, Expr::value(newer.hash.as_str()))
                .col_expr(draft::Column::Answers, Expr::value(moved))
                .col_expr(draft::Column::Reused, Expr::value(reused))
                .col_expr(
                    draft::Column::Version,
                    Expr::value(wanted.version.saturating_add(1)),
                )
                .col_expr(draft::Column::UpdatedAt, Expr::value(now.micros()))
                .filter(draft::Column::Id.eq(id))
                .filter(draft::Column::Version.eq(wanted.version))
                .filter(draft::Column::Receipt.is_null())
                .exec(tx)
                .await?;
            if saved.rows_affected == 1 {
                Ok(())
            } else {
                Err(conflict())
            }
        })
        .await?;
    let row = open(app.db.read(), actor, id).await?;
    view::view(app, &row).await
}
