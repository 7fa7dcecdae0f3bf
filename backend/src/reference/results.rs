//! Templates of results (`backend/results`), by procedure. How a result is filled and issued is not here.

use include_dir::Dir;
use serde::Deserialize;

use super::{Catalogue, Folder};

/// File of the page.
const PAGE: &str = "result.typ";

/// The template of one procedure's result.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultTemplate {
    /// Code of the procedure.
    pub procedure: String,
    /// Name of the result.
    pub title: String,
    /// Mark of its numbers.
    pub mark: String,
    /// The text that says what it contains; empty where none was found, and the agency compares it with the form of its circular.
    #[serde(default)]
    pub law: String,
    /// The lines in order.
    pub lines: Vec<TemplateLine>,
    /// The sentence below them.
    #[serde(default)]
    pub closing: String,
}

/// One line of a template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateLine {
    /// What it says.
    pub label: String,
    /// Key of the question that fills it; empty: the officer does.
    #[serde(default)]
    pub from: String,
    /// Of a day only its year.
    #[serde(default)]
    pub year: bool,
}

/// All templates with their page.
#[derive(Debug, Default)]
pub struct Results {
    templates: Vec<ResultTemplate>,
    page: String,
}

impl Results {
    /// Reads the folder; faults go to `faults`.
    pub(super) fn parse(dir: &Dir<'_>, faults: &mut Vec<String>) -> Self {
        let page = dir
            .get_file(PAGE)
            .and_then(include_dir::File::contents_utf8);
        if page.is_none() {
            faults.push(format!("{PAGE}: missing, or not UTF-8"));
        }
        Self {
            templates: super::parse(dir, "templates.json", faults),
            page: page.unwrap_or_default().to_owned(),
        }
    }

    /// What of the templates names nothing: a procedure that is not filed online, or a question that its form does not have.
    pub(super) fn check(&self, online: &[Folder], catalogue: &Catalogue) -> Vec<String> {
        let mut faults = Vec::new();
        for template in &self.templates {
            let code = &template.procedure;
            let folder = online.iter().find(|folder| folder.service.code == *code);
            let Some(folder) = folder.filter(|_| catalogue.by_code(code).is_some()) else {
                faults.push(format!("templates.json: {code} is not filed online"));
                continue;
            };
            for line in &template.lines {
                if !line.from.is_empty() && folder.form.field(&line.from).is_none() {
                    faults.push(format!(
                        "templates.json: the form of {code} has no question {}",
                        line.from
                    ));
                }
            }
        }
        faults
    }

    /// The template of a procedure, if it has one.
    #[must_use]
    pub fn of(&self, procedure: &str) -> Option<&ResultTemplate> {
        self.templates
            .iter()
            .find(|template| template.procedure == procedure)
    }

    /// How a result looks.
    #[must_use]
    pub fn page(&self) -> &str {
        &self.page
    }
}
