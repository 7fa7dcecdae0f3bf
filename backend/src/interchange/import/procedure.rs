//! How an imported form is filed: limit, competence, papers and steps, as far as the catalogue and the folders that are
//! already here tell. What it cannot know it proposes, and says so in a note.

use motcua_shared::calendar::Limit;
use motcua_shared::catalogue::{Component, OnlineService, Procedure, ResultKind};
use motcua_shared::form::{Field, Form, Kind};
use motcua_shared::i18n::Bilingual;
use motcua_shared::text::fold;
use serde::Serialize;
use serde_json::Value;

use super::{ImportedFolder, list};
use crate::reference::Reference;

/// The two-level government, which all folders assume, began on this day.
const EFFECTIVE_FROM: &str = "2025-07-01";
/// When the record names no limit that can be read.
const USUAL_LIMIT: Limit = Limit::WorkingDays(10);

/// The folders of the procedures that a form names.
pub(super) fn folders(
    source: &Value,
    form: &Form,
    reference: &Reference,
    notes: &mut Vec<String>,
) -> Result<Vec<ImportedFolder>, String> {
    let mut codes: Vec<&str> = list(source, "procedures")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    if codes.is_empty() {
        notes.push("the form names no procedure: put its code into procedure.json".to_owned());
        codes.push("");
    }
    codes
        .into_iter()
        .map(|code| folder(code, form, reference, notes))
        .collect()
}

fn folder(
    code: &str,
    form: &Form,
    reference: &Reference,
    notes: &mut Vec<String>,
) -> Result<ImportedFolder, String> {
    let record = reference.catalogue.by_code(code);
    if record.is_none() && !code.is_empty() {
        notes.push(format!(
            "procedure {code}: the catalogue has no such record; add it there"
        ));
    }
    let slug = record.map_or_else(|| folder_name(&form.id), |record| record.slug.clone());
    let limit = record.and_then(|record| limit(&record.time_limit));
    if limit.is_none() {
        notes.push(format!(
            "{slug}: no time limit could be read; procedure.json says 10 working days"
        ));
    }
    let competent_by = competent_by(form);
    if competent_by.is_empty() {
        notes.push(format!(
            "{slug}: no field tells which agency is competent; the applicant chooses one"
        ));
    }
    let result = record
        .and_then(|record| record.results.first())
        .map_or_else(|| form.title.vi.clone(), Clone::clone);
    let service = OnlineService {
        facts_end: Default::default(),
        code: code.to_owned(),
        effective_from: EFFECTIVE_FROM.to_owned(),
        limit: limit.unwrap_or(USUAL_LIMIT),
        competent_by,
        components: record.map_or_else(Vec::new, |record| components(record, form, notes)),
        result: ResultKind {
            document: format!("result_{}", slug.replace('-', "_")),
            name: Bilingual {
                vi: result,
                en: String::new(),
            },
            valid_months: None,
        },
    };
    let same_sector = reference.online.iter().find(|folder| {
        let other = reference.catalogue.by_code(&folder.service.code);
        record
            .zip(other)
            .is_some_and(|(record, other)| record.sector == other.sector)
    });
    let model = same_sector
        .or_else(|| reference.online.first())
        .ok_or("there is no procedure folder whose workflow could be taken")?;
    notes.push(format!(
        "{slug}: the steps are those of {}; see workflow.json",
        model.slug
    ));
    Ok(ImportedFolder {
        files: vec![
            ("procedure.json", pretty(&service)?),
            ("form.json", pretty(form)?),
            ("workflow.json", pretty(&model.workflow)?),
        ],
        slug,
    })
}

fn pretty(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

/// A name that is safe as a folder.
fn folder_name(id: &str) -> String {
    let name: String = fold(id)
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let name = name.trim_matches('-');
    if name.is_empty() {
        "imported-form".to_owned()
    } else {
        name.to_owned()
    }
}

/// The first limit that the words of the record name.
fn limit(words: &str) -> Option<Limit> {
    let words = fold(words);
    if words.starts_with("trong ngay") {
        return Some(Limit::SameDay(15 * 60));
    }
    let parts: Vec<&str> = words.split_whitespace().collect();
    parts.iter().enumerate().find_map(|(at, part)| {
        let number: u32 = part.parse().ok()?;
        let unit = |words: &[&str]| {
            words
                .iter()
                .enumerate()
                .all(|(offset, word)| parts.get(at + 1 + offset) == Some(word))
        };
        if unit(&["ngay", "lam", "viec"]) {
            Some(Limit::WorkingDays(number))
        } else if unit(&["gio", "lam", "viec"]) {
            Some(Limit::WorkingHours(number))
        } else if unit(&["ngay"]) {
            Some(Limit::CalendarDays(number))
        } else if unit(&["thang"]) {
            Some(Limit::Months(number))
        } else {
            None
        }
    })
}

/// The field whose commune or agency receives: whom the form is addressed to, else where the applicant lives.
fn competent_by(form: &Form) -> String {
    let always = |field: &&Field| field.visible_if.is_none();
    let find = |fits: &dyn Fn(&Field) -> bool| {
        form.fields()
            .filter(always)
            .find(|field| fits(field))
            .map(|field| field.key.clone())
    };
    find(&|field| matches!(field.kind, Kind::Commune(_) | Kind::Agency))
        .or_else(|| {
            find(&|field| {
                matches!(field.kind, Kind::Address(_))
                    && field
                        .profile
                        .as_deref()
                        .is_some_and(|path| path.starts_with("person."))
            })
        })
        .or_else(|| find(&|field| matches!(field.kind, Kind::Address(_))))
        .unwrap_or_default()
}

/// Which file slot is which paper of the record: the one whose name shares most words.
fn components(record: &Procedure, form: &Form, notes: &mut Vec<String>) -> Vec<Component> {
    let mut taken: Vec<Component> = Vec::new();
    let mut slots: Vec<&Field> = form
        .fields()
        .filter(|field| matches!(field.kind, Kind::File(_)))
        .collect();
    let declaration = record.documents.first();
    let mut pairs: Vec<(usize, &Field, usize)> = Vec::new();
    for slot in &slots {
        let words = fold(&slot.label.vi);
        for (at, paper) in record.documents.iter().enumerate().skip(1) {
            let name = fold(&paper.name);
            let shared = words
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| word.len() > 1 && name.contains(word))
                .count();
            pairs.push((shared, slot, at));
        }
    }
    pairs.sort_by_key(|(shared, _, at)| (std::cmp::Reverse(*shared), *at));
    for (shared, slot, at) in pairs {
        let Some(paper) = record.documents.get(at) else {
            continue;
        };
        let known = taken.iter().any(|one| one.field == slot.key);
        let demanded = slot.required || slot.required_if.is_some();
        if shared >= if demanded { 1 } else { 2 } && !known {
            taken.push(component(&paper.id, &slot.key, &paper.name));
        }
    }
    slots.retain(|slot| !taken.iter().any(|one| one.field == slot.key));
    for slot in slots {
        notes.push(format!(
            "{}: no paper of the record {} fits this file slot; say in procedure.json which one it is",
            slot.key, record.code
        ));
    }
    if let Some(paper) = declaration {
        taken.push(component(&paper.id, "", &paper.name));
    }
    taken.sort_by(|one, other| one.paper.cmp(&other.paper));
    taken
}

fn component(paper: &str, field: &str, name: &str) -> Component {
    Component {
        paper: paper.to_owned(),
        field: field.to_owned(),
        name: Bilingual {
            vi: name.to_owned(),
            en: String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_from_the_words_of_the_record() {
        for (words, wanted) in [
            (
                "03 ngày làm việc kể từ ngày nhận hồ sơ",
                Some(Limit::WorkingDays(3)),
            ),
            (
                "Trong ngày tiếp nhận; không quá 05 ngày làm việc",
                Some(Limit::SameDay(900)),
            ),
            ("15 ngày", Some(Limit::CalendarDays(15))),
            ("8 giờ làm việc", Some(Limit::WorkingHours(8))),
            ("02 tháng kể từ ngày nhận đủ hồ sơ", Some(Limit::Months(2))),
            ("Theo quy định", None),
        ] {
            assert_eq!(limit(words), wanted, "{words}");
        }
    }

    #[test]
    fn folder_names_stay_inside_the_folder() {
        assert_eq!(folder_name("../../Đơn xin"), "don-xin");
        assert_eq!(folder_name("///"), "imported-form");
    }
}
