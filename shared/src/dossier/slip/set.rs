//! Sets of forms with the day from which they hold: data of the server, chosen by date (R-SLIP-02, R-SLIP-03).

use serde::{Deserialize, Serialize};
use time::Date;

use super::SlipKind;
use crate::i18n::Bilingual;

/// The forms that one circular prescribes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipSet {
    /// Short name, e.g. `2025`; kept with each slip.
    pub name: String,
    /// First day on which it holds.
    #[serde(with = "crate::time::iso")]
    pub from: Date,
    /// The circular, as slips name it.
    pub circular: String,
    /// Its forms.
    pub forms: Vec<SlipForm>,
}

/// One form of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlipForm {
    /// What it is for.
    pub kind: SlipKind,
    /// Number of the form in the circular, e.g. `01`.
    pub number: String,
    /// Letters behind the number of each slip, e.g. `TNHS`; may be empty.
    pub mark: String,
    /// Official name.
    pub title: Bilingual,
    /// File of its page, beside the list of sets.
    pub template: String,
}

impl SlipSet {
    /// The form for a kind of slip; `None` when this set has none.
    #[must_use]
    pub fn form(&self, kind: SlipKind) -> Option<&SlipForm> {
        self.forms.iter().find(|form| form.kind == kind)
    }
}

/// The set that holds on a day; before the first one, the first.
#[must_use]
pub fn in_force(sets: &[SlipSet], day: Date) -> Option<&SlipSet> {
    sets.iter()
        .filter(|set| set.from <= day)
        .max_by_key(|set| set.from)
        .or_else(|| sets.iter().min_by_key(|set| set.from))
}

/// What is wrong with the sets; `templates` are the files that exist.
#[must_use]
pub fn lint(sets: &[SlipSet], templates: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    if sets.is_empty() {
        faults.push("there is no set".to_owned());
    }
    for (index, set) in sets.iter().enumerate() {
        let name = &set.name;
        let earlier = sets.iter().take(index);
        if earlier
            .clone()
            .any(|other| other.name == *name || other.from == set.from)
        {
            faults.push(format!("{name}: another set has its name or its day"));
        }
        if name.is_empty() || set.circular.is_empty() {
            faults.push(format!("{name}: a set has a name and a circular"));
        }
        for kind in SlipKind::ALL {
            let forms: Vec<&SlipForm> = set.forms.iter().filter(|form| form.kind == kind).collect();
            if forms.len() > 1 {
                faults.push(format!("{name}: {} is there twice", kind.key()));
            }
            // The only form that came later than the first set.
            if forms.is_empty() && kind != SlipKind::Stop {
                faults.push(format!("{name}: {} is missing", kind.key()));
            }
        }
        for form in &set.forms {
            let kind = form.kind.key();
            if form.number.is_empty() || form.title.vi.is_empty() || form.title.en.is_empty() {
                faults.push(format!("{name}: {kind} has no number or no title"));
            }
            if !templates.contains(&form.template.as_str()) {
                faults.push(format!(
                    "{name}: {kind}: there is no file {}",
                    form.template
                ));
            }
        }
    }
    faults
}
