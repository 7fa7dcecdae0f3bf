//! An officer who does one thing with a dossier: as whom, by which rules, and how the timeline names them. What may be done is
//! decided in `shared::dossier::workflow`.

use std::sync::Arc;

use motcua_shared::access::Actor;
use motcua_shared::dossier::workflow::{Clock, Party, may};
use motcua_shared::dossier::{Action, Situation, Workflow};
use motcua_shared::i18n::{Lang, t::dossier as say};

use super::officer;
use super::reach::{Reached, home};
use super::stand_in::{self, Absent};
use crate::app::App;
use crate::db::entity::dossier;
use crate::service::dossier::row;
use crate::service::dossier::timeline::By;
use crate::service::form_version::{self, FormVersion};
use crate::service::place::Place;
use crate::service::{Error, Result};

/// An officer and what they want to do.
pub(super) struct Acting<'a> {
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    guest: bool,
    /// Absent colleagues in whose place they may act.
    faces: Vec<Actor>,
    /// Form and workflow of the dossier.
    pub version: Arc<FormVersion>,
    /// As the timeline names them.
    pub by: By,
}

impl<'a> Acting<'a> {
    /// Looks up everything that the rules ask for; whether they allow it, [`Acting::may`] says.
    pub(super) async fn on(
        app: &'a App,
        actor: &'a Actor,
        reached: &Reached,
        action: Action,
    ) -> Result<Self> {
        let found = &reached.row;
        let version = form_version::version(app, &found.form).await?;
        let absent = stand_in::absent_for(app, actor).await?;
        let acting_for = in_place_of(
            &version.workflow,
            &row::situation(found)?,
            actor,
            &absent,
            action,
            row::clock(app, &version, &found.agency, app.now()),
        );
        let own = home(app, actor, found).await?;
        Ok(Self {
            app,
            actor,
            action,
            guest: reached.guest,
            by: officer_for(actor, &own, acting_for),
            faces: absent.into_iter().map(|one| one.actor).collect(),
            version,
        })
    }

    /// As whom.
    pub(super) fn party(&self) -> Party<'_> {
        party(self.actor, &self.faces, self.guest)
    }

    /// The situation of the dossier, in which it may be done.
    ///
    /// # Errors
    /// [`Error::Refused`] when the workflow does not allow it.
    pub(super) fn may(&self, found: &dossier::Model) -> Result<Situation> {
        let situation = row::situation(found)?;
        let clock = row::clock(self.app, &self.version, &found.agency, self.app.now());
        let (workflow, party) = (&self.version.workflow, self.party());
        may(workflow, &situation, party, self.action, clock).map_err(Error::Refused)?;
        Ok(situation)
    }
}

/// As whom the officer acts.
pub(super) fn party<'a>(actor: &'a Actor, absent: &'a [Actor], guest: bool) -> Party<'a> {
    if guest {
        Party::Guest(actor)
    } else if absent.is_empty() {
        Party::Officer(actor)
    } else {
        Party::StandIn(actor, absent)
    }
}

/// The absent colleague in whose place an action is done; nobody when the officer may do it as themselves.
fn in_place_of<'a>(
    workflow: &Workflow,
    situation: &Situation,
    actor: &Actor,
    absent: &'a [Absent],
    action: Action,
    clock: Clock<'_>,
) -> Option<&'a Absent> {
    let may = |party| may(workflow, situation, party, action, clock).is_ok();
    if may(Party::Officer(actor)) {
        return None;
    }
    absent
        .iter()
        .find(|one| may(Party::StandIn(actor, std::slice::from_ref(&one.actor))))
}

/// The officer in a timeline, who may be acting for somebody absent.
fn officer_for(actor: &Actor, place: &Place, absent: Option<&Absent>) -> By {
    let by = officer(actor, place);
    let Some(absent) = absent else {
        return by;
    };
    // The timeline is in the language of the office.
    let name = if absent.order.is_empty() {
        say::in_place_of(Lang::Vi, &by.name, &absent.actor.name)
    } else {
        say::by_order(Lang::Vi, &by.name, &absent.actor.name, &absent.order)
    };
    By { name, ..by }
}
