//! What the workflow cannot know of a command: whether its fields, officers, units and agencies exist and fit.

use motcua_shared::access::Actor;
use motcua_shared::api::Colleague;
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::dossier::{Command, bulk};
use motcua_shared::form::{Fault, Form, Issue};

use super::{colleagues, elsewhere};
use crate::app::App;
use crate::db::entity::dossier;
use crate::service::dossier::row::Place;
use crate::service::form_version::FormVersion;
use crate::service::{Error, Result, draft};

/// Another agency that can receive the dossier (T25).
pub(super) async fn competent(
    app: &App,
    row: &dossier::Model,
    version: &FormVersion,
    agency: &str,
) -> Result<Place> {
    let known = draft::receiving(app, &version.workflow).await?;
    if agency == row.agency || !known.iter().any(|one| one.code == agency) {
        return Err(Error::BadRequest(format!("{agency} cannot receive it")));
    }
    Place::of(app.db.read(), agency).await
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

/// Most working days that a unit is given for its opinion.
const CONSULTATION_DAYS: u32 = 60;

/// A dossier is given only to an officer of the own agency who works at the step it goes to or lies at, and an opinion is
/// asked only of another unit of the agency.
pub(super) async fn check_people(
    app: &App,
    actor: &Actor,
    row: &dossier::Model,
    version: &FormVersion,
    place: &Place,
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
    if let Command::Consult {
        unit, working_days, ..
    } = command
    {
        let known = place.units.iter().any(|known| known.id == *unit) && row.unit_id != *unit;
        let sensible = (1..=CONSULTATION_DAYS).contains(working_days);
        return if known && sensible {
            Ok(())
        } else {
            Err(Error::BadRequest(format!(
                "no consultation of {unit} for {working_days} working days"
            )))
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
