//! Dossiers: the applicant's use cases, and what the officers' ([`super::staff`]) share with them.

pub(crate) mod announce;
pub(crate) mod beside;
pub(crate) mod change;
pub(crate) mod linked;
pub(crate) mod row;
pub mod timeline;
pub(crate) mod vault;
pub(crate) mod view;

use motcua_shared::access::Actor;
use motcua_shared::api::{ActionRequest, DossierSummary, DossierView, DraftView};
use motcua_shared::dossier::workflow::{Party, Refusal, apply};
use motcua_shared::dossier::{Command, Status};
use motcua_shared::form::{Fault, Issue};
use motcua_shared::i18n::{Bilingual, Lang, t::dossier as say};
use motcua_shared::text::clean_lines;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use self::timeline::{By, Happened};
use super::{Error, Result, draft, form_version};
use crate::app::App;
use crate::db::entity::dossier;
use crate::service::place::Place;

/// Most characters of a reason, message or note.
const WORDS_MAX: u32 = 2000;

/// Own dossiers, last changed first.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<DossierSummary>> {
    let own = dossier::Entity::find().filter(dossier::Column::Account.eq(&actor.id));
    let rows = own
        .order_by_desc(dossier::Column::UpdatedAt)
        .all(app.db.read())
        .await?;
    rows.iter().map(|row| view::summary(app, row)).collect()
}

/// One own dossier.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign one; those of the database.
pub async fn get(app: &App, actor: &Actor, id: &str) -> Result<DossierView> {
    view::view(app, &own(app, actor, id).await?).await
}

/// Acts as the applicant: withdraw, take the withdrawal back.
///
/// # Errors
/// [`Error::Conflict`] when the dossier changed in between, [`Error::Refused`] when the workflow does not allow it.
pub async fn act(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &ActionRequest,
) -> Result<DossierView> {
    let found = own(app, actor, id).await?;
    check_words(&request.command)?;
    let version = form_version::version(app, &found.form).await?;
    let place = Place::of(app, &found.agency).await?;
    let now = app.now();
    let by = applicant(actor);
    let changed = app
        .db
        .write::<_, Error, _>(async |tx| {
            let row = change::lock(tx, id, Some(request.version)).await?;
            let situation = row::situation(&row)?;
            let next = apply(
                &version.workflow,
                &situation,
                Party::Applicant,
                &request.command,
                row::clock(app, &version, &found.agency, now),
            )
            .map_err(Error::Refused)?;
            change::save(
                app,
                tx,
                row,
                &version,
                &place,
                &next,
                &by,
                &happened(&request.command),
                now,
            )
            .await
        })
        .await?;
    app.live.wake();
    view::view(app, &changed).await
}

/// Opens the draft that answers the supplement request, or opens it again.
///
/// # Errors
/// [`Error::Refused`] when nothing is asked for.
pub async fn start_supplement(app: &App, actor: &Actor, id: &str) -> Result<DraftView> {
    let row = own(app, actor, id).await?;
    if row::status(row.status)? != Status::SupplementRequired {
        return Err(Error::Refused(Refusal::NotNow));
    }
    draft::open_supplement(app, actor, &row).await
}

/// The actor's own dossier; a foreign one is not found.
pub(crate) async fn own(app: &App, actor: &Actor, id: &str) -> Result<dossier::Model> {
    let found = dossier::Entity::find_by_id(id).filter(dossier::Column::Account.eq(&actor.id));
    found.one(app.db.read()).await?.ok_or(Error::NotFound)
}

/// The applicant in a timeline.
pub(crate) fn applicant(actor: &Actor) -> By {
    let unit = Bilingual {
        vi: say::applicant(Lang::Vi).to_owned(),
        en: say::applicant(Lang::En).to_owned(),
    };
    By {
        account: actor.id.clone(),
        name: actor.name.clone(),
        unit,
        agency: None,
    }
}

/// A command as the timeline keeps it.
pub(crate) fn happened(command: &Command) -> Happened {
    let items = match command {
        Command::RequestSupplement { items, .. } => items.clone(),
        _ => Vec::new(),
    };
    Happened {
        action: command.action(),
        words: clean_lines(&command.words()),
        public_words: command.words_are_public(),
        items,
    }
}

/// Words have a length that a person reads.
pub(crate) fn check_words(command: &Command) -> Result<()> {
    let too_long = |text: &str| text.chars().count() > WORDS_MAX as usize;
    let mut long = too_long(&command.words());
    if let Command::RequestSupplement { items, .. } = command {
        long |= items.len() > 200 || items.iter().any(|item| too_long(&item.reason));
    }
    if long {
        Err(Error::Invalid(vec![Issue::error(
            "words",
            Fault::TooLong { max: WORDS_MAX },
        )]))
    } else {
        Ok(())
    }
}
