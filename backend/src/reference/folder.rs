//! A procedure folder: `procedure.json`, `form.json`, `workflow.json`. Reading one proves it first.

use std::fs;
use std::io;
use std::path::Path;

use motcua_shared::catalogue::OnlineService;
use motcua_shared::dossier::Workflow;
use motcua_shared::form::block::read_form;
use motcua_shared::form::lint::{self, lint};
use motcua_shared::form::vectors::{Vectors, day_of_proof, vectors};
use motcua_shared::form::{Field, Form, Kind};
use motcua_shared::time::parse_iso_date;
use motcua_shared::vault::FactEnd;

use super::Catalogue;
use crate::store::sha256;

/// The texts of a folder; `None` where a file is missing.
#[derive(Clone, Debug, Default)]
pub struct FolderText {
    /// Name of the folder: the slug of the procedure.
    pub slug: String,
    /// `procedure.json`.
    pub procedure: Option<String>,
    /// `form.json`.
    pub form: Option<String>,
    /// `workflow.json`.
    pub workflow: Option<String>,
    /// `print.typ`, which a folder need not have.
    pub print: Option<String>,
}

/// A folder that was read and proven.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Slug of the procedure.
    pub slug: String,
    /// Name of this version: first 16 hex digits of the SHA-256 over form, workflow and service in canonical JSON.
    pub hash: String,
    /// How it is filed.
    pub service: OnlineService,
    /// The form.
    pub form: Form,
    /// The steps.
    pub workflow: Workflow,
    /// Layout of the form on paper where the default one (`document/pdf/form.typ`) is not enough. Not part of the hash:
    /// it changes how a form looks, never what it asks.
    pub print: Option<String>,
}

impl Folder {
    /// The smallest answers that show every field: what `vectors.json` beside the form holds.
    #[must_use]
    pub fn vectors(&self) -> Vectors {
        vectors(&self.form, day_of_proof())
    }
}

/// Proves sound folders by trying: faults, and warnings about missing English.
#[must_use]
pub fn prove(folders: &[Folder]) -> (Vec<String>, Vec<String>) {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    for folder in folders {
        let slug = &folder.slug;
        for fault in lint::prove(&folder.form, day_of_proof()) {
            faults.push(format!(
                "{slug}: form.json: {}: {}",
                fault.place, fault.reason
            ));
        }
        let places = lint::without_english(&folder.form);
        if !places.is_empty() {
            warnings.push(format!(
                "{slug}: form.json: no English at {}",
                places.join(", ")
            ));
        }
    }
    (faults, warnings)
}

/// The folders under `dir`; `dir` may be a single one.
///
/// # Errors
/// When it cannot be read.
pub fn texts_in(dir: &Path) -> io::Result<Vec<FolderText>> {
    let read = |dir: &Path| {
        let text = |name: &str| fs::read_to_string(dir.join(name)).ok();
        FolderText {
            slug: dir
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            procedure: text("procedure.json"),
            form: text("form.json"),
            workflow: text("workflow.json"),
            print: text("print.typ"),
        }
    };
    let dir = dir.canonicalize()?;
    if dir.join("procedure.json").exists() {
        return Ok(vec![read(&dir)]);
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(&dir)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(read(&path));
        }
    }
    folders.sort_by(|left, right| left.slug.cmp(&right.slug));
    Ok(folders)
}

/// Reads all folders: the sound ones, and every fault with its folder.
#[must_use]
pub fn read_all(texts: &[FolderText], catalogue: &Catalogue) -> (Vec<Folder>, Vec<String>) {
    let (mut folders, mut faults) = (Vec::new(), Vec::new());
    for text in texts {
        match read(text, catalogue) {
            Ok(folder) => folders.push(folder),
            Err(found) => faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", text.slug)),
            ),
        }
    }
    (folders, faults)
}

fn read(text: &FolderText, catalogue: &Catalogue) -> Result<Folder, Vec<String>> {
    let mut faults = Vec::new();
    let service: Option<OnlineService> =
        parse("procedure.json", text.procedure.as_deref(), &mut faults);
    let form = parse_form(text.form.as_deref(), &mut faults);
    let workflow: Option<Workflow> = parse("workflow.json", text.workflow.as_deref(), &mut faults);
    let (Some(service), Some(form), Some(workflow)) = (service, form, workflow) else {
        return Err(faults);
    };
    faults.extend(
        lint(&form)
            .into_iter()
            .map(|fault| format!("form.json: {}: {}", fault.place, fault.reason)),
    );
    faults.extend(
        workflow
            .lint()
            .into_iter()
            .chain(workflow.lint_times(service.limit))
            .map(|fault| format!("workflow.json: {fault}")),
    );
    for opening in &workflow.opens {
        let code = &opening.procedure;
        if *code == service.code || catalogue.by_code(code).is_none() {
            faults.push(format!(
                "workflow.json: it cannot open {code}: no other procedure of the catalogue has this code"
            ));
        }
        for field in opening.answers.values() {
            if form.field(field).is_none() {
                faults.push(format!(
                    "workflow.json: {code} takes over {field}, which the form does not have"
                ));
            }
        }
    }
    faults.extend(
        check_service(&text.slug, &service, &form, catalogue)
            .into_iter()
            .map(|fault| format!("procedure.json: {fault}")),
    );
    let canonical = serde_json::to_string(&(&form, &workflow, &service))
        .map_err(|error| vec![error.to_string()])?;
    let hash = sha256(canonical.as_bytes())
        .get(..16)
        .unwrap_or_default()
        .to_owned();
    if faults.is_empty() {
        Ok(Folder {
            slug: text.slug.clone(),
            hash,
            service,
            form,
            workflow,
            print: text.print.clone(),
        })
    } else {
        Err(faults)
    }
}

fn parse_form(text: Option<&str>, faults: &mut Vec<String>) -> Option<Form> {
    let Some(text) = text else {
        faults.push("form.json: missing, or not UTF-8".to_owned());
        return None;
    };
    read_form(text)
        .map_err(|error| faults.push(format!("form.json: {error}")))
        .ok()
}

fn parse<T: serde::de::DeserializeOwned>(
    name: &str,
    text: Option<&str>,
    faults: &mut Vec<String>,
) -> Option<T> {
    let Some(text) = text else {
        faults.push(format!("{name}: missing, or not UTF-8"));
        return None;
    };
    serde_json::from_str(text)
        .map_err(|error| faults.push(format!("{name}: {error}")))
        .ok()
}

fn check_service(
    slug: &str,
    service: &OnlineService,
    form: &Form,
    catalogue: &Catalogue,
) -> Vec<String> {
    let mut faults = Vec::new();
    match catalogue.by_code(&service.code) {
        None => faults.push(format!("the catalogue has no procedure {}", service.code)),
        Some(procedure) => {
            if procedure.slug != slug {
                faults.push(format!(
                    "the folder must be called {}, as the slug of {}",
                    procedure.slug, service.code
                ));
            }
            for component in &service.components {
                if !procedure
                    .documents
                    .iter()
                    .any(|paper| paper.id == component.paper)
                {
                    faults.push(format!(
                        "the catalogue record of {} has no paper {}",
                        service.code, component.paper
                    ));
                }
            }
        }
    }
    if parse_iso_date(&service.effective_from).is_none() {
        faults.push(format!(
            "effective_from is no date such as 2026-11-21: {}",
            service.effective_from
        ));
    }
    let names_a_place = |field: &Field| {
        matches!(
            field.kind,
            Kind::Address(_) | Kind::Commune(_) | Kind::Agency
        )
    };
    if !service.competent_by.is_empty()
        && !form.field(&service.competent_by).is_some_and(names_a_place)
    {
        faults.push(format!(
            "competent_by must be an address, commune or agency field of the form: {}",
            service.competent_by
        ));
    }
    if service.result.document.is_empty() || service.result.name.vi.is_empty() {
        faults.push("the result has no kind or no Vietnamese name".to_owned());
    }
    let is_slot = |key: &str| {
        form.field(key)
            .is_some_and(|field| matches!(field.kind, Kind::File(_)))
    };
    for component in service
        .components
        .iter()
        .filter(|component| !component.field.is_empty() && !is_slot(&component.field))
    {
        faults.push(format!(
            "the component {} names {}, which is no file slot of the form",
            component.paper, component.field
        ));
    }
    for (attribute, end) in &service.facts_end {
        let keeps = |field: &Field| {
            let profile = field.profile.as_deref();
            profile.is_some_and(|path| {
                let own = path.strip_suffix(attribute.as_str());
                own.is_some_and(|role| role.ends_with('.'))
            })
        };
        if !form.fields().any(keeps) {
            faults.push(format!(
                "facts_end names {attribute}, which no field of the form has as its profile"
            ));
        }
        let is_day = |key: &str| {
            let field = form.field(key);
            field.is_some_and(|field| matches!(field.kind, Kind::Date(_)))
        };
        if let FactEnd::Until(field) = end
            && !is_day(field)
        {
            faults.push(format!(
                "{attribute} ends with {field}, which is no date field of the form"
            ));
        }
    }
    // A paper beyond the record may be offered, never demanded.
    let demanded = |field: &&Field| {
        matches!(field.kind, Kind::File(_)) && (field.required || field.required_if.is_some())
    };
    for slot in form.fields().filter(demanded) {
        if !service
            .components
            .iter()
            .any(|component| component.field == slot.key)
        {
            faults.push(format!(
                "the file slot {} is demanded but belongs to no component",
                slot.key
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{Reference, built_in_folders};

    #[test]
    fn faults_are_found_with_their_file() {
        let catalogue = Reference::load().unwrap().catalogue;
        let sound = built_in_folders().into_iter().next().unwrap();
        assert_eq!(
            read_all(std::slice::from_ref(&sound), &catalogue).1,
            Vec::<String>::new()
        );

        let service = sound.procedure.clone().unwrap();
        for (broken, wanted) in [
            (
                FolderText {
                    form: None,
                    ..sound.clone()
                },
                "form.json: missing",
            ),
            (
                FolderText {
                    workflow: Some("{}".to_owned()),
                    ..sound.clone()
                },
                "workflow.json: missing field",
            ),
            (
                FolderText {
                    slug: "other".to_owned(),
                    ..sound.clone()
                },
                "the folder must be called",
            ),
            (
                FolderText {
                    procedure: Some(service.replace("requester_residence", "nothing")),
                    ..sound.clone()
                },
                "competent_by must be an address, commune or agency",
            ),
            (
                FolderText {
                    procedure: Some(service.replace("2025-07-01", "2025-02-30")),
                    ..sound.clone()
                },
                "effective_from is no date",
            ),
        ] {
            let (folders, faults) = read_all(&[broken], &catalogue);
            assert!(
                folders.is_empty() && faults.iter().any(|fault| fault.contains(wanted)),
                "{wanted}: {faults:?}"
            );
        }
    }
}
