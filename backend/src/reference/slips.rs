//! The sets of prescribed slips and their pages (`backend/slips`), chosen by date. Which slip is written when is not here.

use std::collections::BTreeMap;

use include_dir::Dir;
use motcua_shared::dossier::SlipKind;
use motcua_shared::dossier::slip::{SlipForm, SlipSet, in_force, lint};
use motcua_shared::time::Date;

/// File of what all pages import.
const PARTS: &str = "parts.typ";

/// The sets with their pages.
#[derive(Debug, Default)]
pub struct Slips {
    sets: Vec<SlipSet>,
    files: BTreeMap<String, String>,
}

impl Slips {
    /// Reads the folder; faults go to `faults`.
    pub(super) fn parse(dir: &Dir<'_>, faults: &mut Vec<String>) -> Self {
        let sets: Vec<SlipSet> = super::parse(dir, "sets.json", faults);
        let files: BTreeMap<String, String> = dir
            .files()
            .filter_map(|file| {
                let name = file.path().to_str()?.to_owned();
                Some((name, file.contents_utf8()?.to_owned()))
            })
            .collect();
        let templates: Vec<&str> = files.keys().map(String::as_str).collect();
        let found = lint(&sets, &templates);
        faults.extend(found.into_iter().map(|fault| format!("sets.json: {fault}")));
        if !files.contains_key(PARTS) {
            faults.push(format!("{PARTS}: missing"));
        }
        Self { sets, files }
    }

    /// All sets.
    #[must_use]
    pub fn sets(&self) -> &[SlipSet] {
        &self.sets
    }

    /// The set that holds on a day and its form for a kind of slip; `None` when it has no such form.
    #[must_use]
    pub fn form_on(&self, day: Date, kind: SlipKind) -> Option<(&SlipSet, &SlipForm)> {
        let set = in_force(&self.sets, day)?;
        Some((set, set.form(kind)?))
    }

    /// The form under which a slip was issued.
    #[must_use]
    pub fn form_of(&self, set: &str, kind: SlipKind) -> Option<&SlipForm> {
        self.sets.iter().find(|known| known.name == set)?.form(kind)
    }

    /// The page of a form; empty when its file is missing, which `motcua check` forbids.
    #[must_use]
    pub fn page(&self, form: &SlipForm) -> String {
        self.files.get(&form.template).cloned().unwrap_or_default()
    }

    /// What every page imports.
    #[must_use]
    pub fn parts(&self) -> String {
        self.files.get(PARTS).cloned().unwrap_or_default()
    }
}
