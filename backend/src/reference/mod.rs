//! Reference data built into the program: the catalogue, administrative units, lists, calendar, and the procedure
//! folders. Everything here is data with effective dates; no code asks for a particular procedure (design §4, 1).

pub mod catalogue;
pub mod directory;
pub mod folder;
pub mod results;
pub mod slips;
mod templates;

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use motcua_shared::calendar::{Calendars, OfficeHours, SpecialDay};
use motcua_shared::catalogue::Procedure;
use motcua_shared::dossier::reminder::Threshold;
use motcua_shared::notice::Templates;

pub use catalogue::Catalogue;
pub use directory::Lists;
pub use folder::{Folder, FolderText};
pub use results::Results;
pub use slips::Slips;

static CATALOGUE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue");
static REFERENCE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/reference");
static PROCEDURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/procedures");
static RESULTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/results");
static SLIPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/slips");

/// Everything that is looked up.
#[derive(Debug)]
pub struct Reference {
    /// All procedures, searchable.
    pub catalogue: Catalogue,
    /// Administrative units, countries, ethnic groups, business lines.
    pub directory: Lists,
    /// Working days and office hours as they are built in; what holds is `App::calendars`.
    pub built_in_calendars: Calendars,
    /// When officers are reminded of a dossier.
    pub reminders: Vec<Threshold>,
    /// The sets of prescribed slips.
    pub slips: Slips,
    /// Templates of results.
    pub results: Results,
    /// Words of notices that leave the portal.
    pub notices: Templates,
    /// What can be filed online: the procedure folders.
    pub online: Vec<Folder>,
}

impl Reference {
    /// Reads what is built in.
    ///
    /// # Errors
    /// Every fault, each with its file.
    pub fn load() -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let procedures: Vec<Procedure> = parse(&CATALOGUE, "procedures.json", &mut faults);
        let holidays: Vec<SpecialDay> = parse(&REFERENCE, "holidays.json", &mut faults);
        let hours: BTreeMap<String, Vec<OfficeHours>> =
            parse(&REFERENCE, "office-hours.json", &mut faults);
        let reminders: Vec<Threshold> = parse(&REFERENCE, "reminders.json", &mut faults);
        let notices = templates::parse(&REFERENCE, &mut faults);
        let directory = Lists::parse(&REFERENCE, &mut faults);
        let slips = Slips::parse(&SLIPS, &mut faults);
        let results = Results::parse(&RESULTS, &mut faults);
        let catalogue = Catalogue::new(procedures);
        let (online, more) = folder::read_all(&built_in_folders(), &catalogue);
        faults.extend(more);
        faults.extend(results.check(&online, &catalogue));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            catalogue,
            directory,
            built_in_calendars: Calendars::new(&holidays, hours),
            reminders,
            slips,
            results,
            notices,
            online,
        })
    }

    /// Every fault of what is built in, and the warnings.
    #[must_use]
    pub fn check() -> (Vec<String>, Vec<String>) {
        match Self::load() {
            Ok(reference) => folder::prove(&reference.online),
            Err(faults) => (faults, Vec::new()),
        }
    }

    /// Every fault of the procedure folders under `dir`, checked against the built-in catalogue, and the warnings: either a
    /// folder of folders, or one procedure folder.
    #[must_use]
    pub fn check_dir(dir: &Path) -> (Vec<String>, Vec<String>) {
        let mut faults = Vec::new();
        let mut warnings = Vec::new();
        let catalogue = Catalogue::new(parse(&CATALOGUE, "procedures.json", &mut faults));
        match folder::texts_in(dir) {
            Ok(texts) => {
                let (folders, found) = folder::read_all(&texts, &catalogue);
                faults.extend(found);
                let (unproven, more) = folder::prove(&folders);
                faults.extend(unproven);
                warnings.extend(more);
            }
            Err(error) => faults.push(format!("{}: {error}", dir.display())),
        }
        (faults, warnings)
    }
}

/// The procedure folders built into the program.
#[must_use]
pub fn built_in_folders() -> Vec<FolderText> {
    let text = |dir: &Dir<'_>, name: &str| {
        let file = dir.get_file(dir.path().join(name));
        file.and_then(include_dir::File::contents_utf8)
            .map(str::to_owned)
    };
    PROCEDURES
        .dirs()
        .map(|dir| FolderText {
            slug: dir.path().to_string_lossy().into_owned(),
            procedure: text(dir, "procedure.json"),
            form: text(dir, "form.json"),
            workflow: text(dir, "workflow.json"),
            print: text(dir, "print.typ"),
        })
        .collect()
}

/// Parses one built-in file; a fault gives the default and a line in `faults`.
fn parse<T: serde::de::DeserializeOwned + Default>(
    dir: &Dir<'_>,
    name: &str,
    faults: &mut Vec<String>,
) -> T {
    let Some(text) = dir
        .get_file(name)
        .and_then(include_dir::File::contents_utf8)
    else {
        faults.push(format!("{name}: missing, or not UTF-8"));
        return T::default();
    };
    serde_json::from_str(text).unwrap_or_else(|error| {
        faults.push(format!("{name}: {error}"));
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_shared::form::directory::{Directory, Known};

    #[test]
    fn what_is_built_in_has_no_faults() {
        let (faults, _) = Reference::check();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn the_lists_are_complete() {
        let reference = Reference::load().unwrap();
        assert_eq!(reference.directory.provinces.len(), 34);
        assert_eq!(reference.directory.commune_count(), 3321);
        assert_eq!(
            reference.directory.commune("01", "00166"),
            Known::Name("Phường Cầu Giấy".to_owned())
        );
        assert_eq!(
            reference.directory.commune("79", "00166"),
            Known::No,
            "a commune of another province"
        );
        assert_eq!(
            reference.directory.country("VN"),
            Known::Name("Việt Nam".to_owned())
        );
        assert_eq!(
            reference.directory.ethnic_group("01"),
            Known::Name("Kinh".to_owned())
        );
        assert_eq!(
            reference.directory.business_line_count(),
            495,
            "lines of the fourth level (Decision 36/2025/QĐ-TTg)"
        );
        assert_eq!(
            reference.directory.business_line("5610"),
            Known::Name("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động".to_owned())
        );
        assert_eq!(
            reference.directory.business_line("9631"),
            Known::No,
            "a line of the classification before it"
        );
    }
}
