//! What the workflow cannot know of a command: whether its fields, officers, units and agencies exist and fit.

use std::collections::BTreeSet;
use std::sync::Arc;

use motcua_shared::access::Actor;
use motcua_shared::api::Colleague;
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::dossier::{Command, bulk};
use motcua_shared::form::{Fault, Form, Issue};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{colleagues, elsewhere};
use crate::app::App;
use crate::db::entity::{dossier, unit};
use crate::service::form_version::FormVersion;
use crate::service::place::Place;
use crate::service::{Error, Result, draft};

/// Another agency that can receive the dossier (T25).
pub(super) async fn competent(
    app: &App,
    row: &dossier::Model,
    version: &FormVersion,
    agency: &str,
) -> Result<Arc<Place>> {
    let known = draft::receiving(app, &version.workflow).await?;
    if agency == row.agency || !known.iter().any(|one| one.code == agency) {
        return Err(Error::BadRequest(format!("{agency} cannot receive it")));
    }
    Place::of(app, agency).await
}

/// Items name fields of the form, once each, with a reason.
pub(crate) fn with_known_items(form: &Form, command: &Command) -> Result<Command> {
    let Command::RequestSupplement {
        items,
        message,
        basis,
    } = command
    else {
        return Ok(command.clone());
    };
    let mut issues = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let twice = items
            .iter()
            .take(index)
            .any(|earlier| earlier.field == item.field);
        if form.field(&item.field).is_none() || twice {
            issues.push(Issue::error(item.field.clone(), Fault::UnknownField));
        } else if item.reason.trim().is_empty() {
            return Err(Error::Refused(Refusal::NoWords));
        }
    }
    if issues.is_empty() {
        Ok(Command::RequestSupplement {
            items: items.clone(),
            message: message.clone(),
            basis: basis.clone(),
        })
    } else {
        Err(Error::Invalid(issues))
    }
}

/// Most units that are asked with one question.
const CONSULTED_MOST: usize = 20;

/// A dossier is given only to an officer of the own agency who works at the step it goes to or lies at, and an opinion is
/// asked only of another unit, of whichever agency.
pub(super) async fn check_people(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
    version: &FormVersion,
    command: &Command,
) -> Result<()> {
    // The next step is done at another agency: who does it is decided there.
    if let Command::Forward {
        officer: Some(_), ..
    } = command
        && elsewhere(row).is_some()
    {
        return Err(Error::Refused(Refusal::NotYou));
    }
    if let Command::Consult { units, .. } = command {
        let mut known = unit::Entity::find()
            .filter(unit::Column::Id.is_in(units))
            .count(app.db.read())
            .await?;
        if units.contains(&row.unit_id) {
            known = 0;
        }
        let named: BTreeSet<&String> = units.iter().collect();
        return if known == named.len() as u64 && named.len() <= CONSULTED_MOST {
            Ok(())
        } else {
            Err(Error::BadRequest("no such units to ask".to_owned()))
        };
    }
    let Some((step, officer)) = bulk::receives(&version.workflow, &row.step, command) else {
        return Ok(());
    };
    let step = step.ok_or(Error::Refused(Refusal::NotNow))?;
    let colleagues = colleagues(app, actor).await?;
    let fits = |colleague: &Colleague| {
        colleague.id == *officer && step.is_done_by(colleague.role, &colleague.unit_kind)
    };
    if colleagues.iter().any(fits) {
        Ok(())
    } else {
        Err(Error::Refused(Refusal::OfficerElsewhere))
    }
}
