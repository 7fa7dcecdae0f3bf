//! The catalogue as citizens read it: search, one procedure, a form.

use motcua_shared::api::{Page, ProcedureQuery, ProcedureSummary, ProcedureView};
use motcua_shared::form::Form;

use super::{Error, Result, form_version};
use crate::app::App;

/// Searches the catalogue.
#[must_use]
pub fn search(app: &App, query: &ProcedureQuery) -> Page<ProcedureSummary> {
    let today = app.today();
    app.reference
        .catalogue
        .search(query, |code| app.forms.current(code, today).is_some())
}

/// The whole catalogue, for searching in the browser.
#[must_use]
pub fn all(app: &App) -> Vec<ProcedureSummary> {
    let today = app.today();
    app.reference
        .catalogue
        .summaries(|code| app.forms.current(code, today).is_some())
}

/// One procedure by its slug.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(app: &App, slug: &str) -> Result<ProcedureView> {
    let procedure = app
        .reference
        .catalogue
        .by_slug(slug)
        .ok_or(Error::NotFound)?;
    let version = app.forms.current(&procedure.code, app.today());
    let asked = |form: &Form| form.fields().filter(|field| field.kind.is_asked()).count();
    Ok(ProcedureView {
        procedure: procedure.clone(),
        form: version.map(|version| version.hash.clone()),
        questions: version
            .and_then(|version| u32::try_from(asked(&version.form)).ok())
            .unwrap_or(0),
    })
}

/// A form version by its hash.
///
/// # Errors
/// [`Error::NotFound`], or those of the database.
pub async fn form(app: &App, hash: &str) -> Result<Form> {
    Ok(form_version::version(app, hash).await?.form.clone())
}
