//! Forms on paper: who may have which one, and what goes on it. How it looks is [`crate::document`]'s.

use std::collections::HashMap;

use bytes::Bytes;
use motcua_shared::access::Actor;
use motcua_shared::api::look_up_page;
use motcua_shared::form::{Answer, Answers};
use motcua_shared::i18n::{Lang, t::document as say};
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::form_version::{self, FormVersion};
use super::{Error, Result, dossier, draft, staff};
use crate::app::App;
use crate::db::entity::{account, attachment};
use crate::db::json;
use crate::document::compose::About;
use crate::document::{DocumentError, Facts, Format, Press, compose};
use crate::service::place::Place;

/// A document, ready to be sent.
#[derive(Clone, Debug)]
pub struct Document {
    /// A name that people can read.
    pub name: String,
    /// The format.
    pub format: Format,
    /// The content.
    pub bytes: Bytes,
    /// Changes when the content does; only of what everybody may keep.
    pub tag: Option<String>,
}

/// Where addresses on paper begin: scheme and host, without a slash at the end.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a>(pub &'a str);

/// The blank form of a procedure, on the version in use today.
///
/// # Errors
/// [`Error::NotFound`] when there is no such procedure, or it has no form here; [`Error::NoPdf`].
pub async fn blank(
    app: &App,
    press: &Press,
    site: Site<'_>,
    slug: &str,
    format: Format,
) -> Result<Document> {
    let procedure = app
        .reference
        .catalogue
        .by_slug(slug)
        .ok_or(Error::NotFound)?;
    let version = app
        .forms
        .current(&procedure.code, app.today())
        .ok_or(Error::NotFound)?;
    let link = format!("{}/thu-tuc/{slug}", site.0);
    let paper = compose(
        &version.form,
        Facts::Blank,
        &about(app, &version.hash, &link),
    );
    let tag = format!("{}-{}", version.hash, format.extension());
    let title = version.form.title.vi.as_str();
    Ok(Document {
        name: say::file_blank(Lang::Vi, title, format.extension()),
        format,
        bytes: press
            .print_once(format!("{link} {tag}"), paper, layout(app, version), format)
            .await?,
        tag: Some(tag),
    })
}

/// The review copy of an own draft: what would be filed now.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign draft; [`Error::NoPdf`].
pub async fn review(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
    format: Format,
) -> Result<Document> {
    let row = draft::open(app.db.read(), actor, id).await?;
    let version = form_version::version(app, &row.form).await?;
    let answers: Answers = json::read(&row.answers)?;
    let mut own = Condition::any().add(attachment::Column::Draft.eq(&row.id));
    if let Some(dossier) = &row.supplements {
        own = own.add(attachment::Column::Dossier.eq(dossier));
    }
    let files = file_names(app, own).await?;
    let facts = Facts::Review {
        answers: &answers,
        files: &files,
    };
    let link = format!("{}/to-khai/{id}", site.0);
    let paper = compose(&version.form, facts, &about(app, &version.hash, &link));
    let title = version.form.title.vi.as_str();
    Ok(Document {
        name: say::file_review(Lang::Vi, title, format.extension()),
        format,
        bytes: press.print(paper, layout(app, &version), format).await?,
        tag: None,
    })
}

/// The filled form of a dossier, for its owner and the officers of its agency. An officer's reading is logged.
///
/// # Errors
/// [`Error::NotFound`] also for a foreign dossier; [`Error::NoPdf`].
pub async fn filled(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
    format: Format,
) -> Result<Document> {
    let row = if actor.role.is_officer() {
        staff::read(app, actor, id).await?
    } else {
        dossier::own(app, actor, id).await?
    };
    let version = form_version::version(app, &row.form).await?;
    let answers: Answers = json::read(&row.answers)?;
    let of_dossier = Condition::all()
        .add(attachment::Column::Dossier.eq(&row.id))
        .add(attachment::Column::IsResult.eq(false));
    let files = file_names(app, of_dossier).await?;
    let agency = Place::of(app, &row.agency).await?.agency_name();
    let applicant = account::Entity::find_by_id(&row.account)
        .one(app.db.read())
        .await?
        .map(|account| account.name)
        .unwrap_or_default();
    let facts = Facts::Filled {
        answers: &answers,
        files: &files,
        code: &row.code,
        filed_at: Timestamp::from_micros(row.submitted_at),
        agency: &agency.vi,
        place: &province(app, &version, &answers),
        applicant: &applicant,
    };
    // Whoever holds the paper may see how far it is, and no more: the owner signs in from there.
    let link = format!("{}{}", site.0, look_up_page(&row.code));
    let paper = compose(&version.form, facts, &about(app, &version.hash, &link));
    let title = version.form.title.vi.as_str();
    Ok(Document {
        name: say::file_filled(Lang::Vi, title, &row.code, format.extension()),
        format,
        bytes: press.print(paper, layout(app, &version), format).await?,
        tag: None,
    })
}

fn about<'a>(app: &'a App, hash: &'a str, link: &'a str) -> About<'a> {
    About {
        hash,
        link,
        now: app.now(),
        directory: &app.reference.directory,
    }
}

/// The layout that the folder of this very version brings; an older version has the default one.
fn layout(app: &App, version: &FormVersion) -> Option<String> {
    let folder = app
        .reference
        .online
        .iter()
        .find(|folder| folder.hash == version.hash);
    folder.and_then(|folder| folder.print.clone())
}

/// Name of the province where the dossier was filed.
fn province(app: &App, version: &FormVersion, answers: &Answers) -> String {
    use motcua_shared::form::directory::{Directory as _, Known};
    let Some(Answer::Address(address)) = answers.get(&version.service.competent_by) else {
        return String::new();
    };
    match app.reference.directory.province(&address.province) {
        Known::Name(name) => name,
        Known::No | Known::NotLoaded => address.province_name.clone(),
    }
}

/// Id → name.
async fn file_names(app: &App, wanted: Condition) -> Result<HashMap<String, String>> {
    let files = attachment::Entity::find()
        .filter(wanted)
        .all(app.db.read())
        .await?;
    Ok(files.into_iter().map(|file| (file.id, file.name)).collect())
}

impl From<DocumentError> for Error {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::NoPdf => Self::NoPdf,
            DocumentError::Busy => Self::Unavailable,
            error => Self::Internal(Box::new(error)),
        }
    }
}
