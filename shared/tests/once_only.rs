//! For every pair of forms: how many questions and files the second asks after the first was verified. The table is
//! `docs/once-only.md` (`MOTCUA_WRITE=1` writes it); what is asked in both all the same has a reason in `docs/once-only-reasons.json`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use motcua_shared::catalogue::OnlineService;
use motcua_shared::form::known_people::{declared, for_role};
use motcua_shared::form::profile::of_person;
use motcua_shared::form::vectors::Vectors;
use motcua_shared::form::{Answers, Evaluation, Form, Kind, autofill, block::read_form};
use motcua_shared::text::fold;
use motcua_shared::time::{Date, Timestamp, parse_iso_date};
use motcua_shared::vault::{Fact, FactSource, KnownPerson, SourceKind};

/// Who files: the person whose matter it is, where a form asks for that.
const SELF: [(&str, &str, &str); 3] = [
    ("dang-ky-khai-sinh", "requester_relationship", "mother"),
    (
        "xac-nhan-tinh-trang-hon-nhan",
        "requester_relationship",
        "self",
    ),
    ("cap-ban-sao-trich-luc-ho-tich", "requester_type", "self"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A form as one person fills it: the stored answers that show most of it.
struct Filled {
    slug: String,
    form: Form,
    result: String,
    answers: Answers,
    today: Date,
}

fn all() -> Vec<Filled> {
    let folder = root().join("backend/procedures");
    let mut slugs: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|slug| folder.join(slug).join("form.json").exists())
        .collect();
    slugs.sort();
    let read = |slug: &str, file: &str| fs::read_to_string(folder.join(slug).join(file)).unwrap();
    let filled = |slug: String| {
        let vectors: Vectors = serde_json::from_str(&read(&slug, "vectors.json")).unwrap();
        let mut answers = vectors
            .answers
            .into_iter()
            .max_by_key(|answers| answers.len())
            .unwrap();
        for (_, key, value) in SELF.iter().filter(|(of, _, _)| *of == slug) {
            answers.insert((*key).to_owned(), (*value).into());
        }
        let service: OnlineService = serde_json::from_str(&read(&slug, "procedure.json")).unwrap();
        Filled {
            form: read_form(&read(&slug, "form.json")).unwrap(),
            result: service.result.document,
            today: parse_iso_date(&vectors.today).unwrap(),
            answers,
            slug,
        }
    };
    slugs.into_iter().map(filled).collect()
}

fn fact(path: String, value: motcua_shared::form::Answer, kind: SourceKind) -> Fact {
    Fact {
        id: path.clone(),
        path,
        value,
        source: FactSource {
            kind,
            by: String::new(),
            dossier_code: None,
            since: Timestamp::from_micros(1),
        },
    }
}

/// What a vault has: of the personal number alone the gender, and what a verified dossier adds.
struct Vault {
    facts: Vec<Fact>,
    people: Vec<(String, KnownPerson)>,
    documents: BTreeSet<String>,
}

impl Vault {
    fn new() -> Self {
        let gender = fact(
            "person.gender".to_owned(),
            "female".into(),
            SourceKind::Account,
        );
        Self {
            facts: vec![gender],
            people: Vec::new(),
            documents: BTreeSet::new(),
        }
    }

    fn after(first: &Filled) -> Self {
        let mut vault = Self::new();
        let verified = |(path, value)| fact(path, value, SourceKind::Dossier);
        let proven = autofill::proven(&first.form, &first.answers, &vault.facts, first.today);
        let people = declared(&first.form, &first.answers, &vault.facts, first.today);
        vault.facts.extend(proven.into_iter().map(verified));
        vault.people = people
            .into_iter()
            .map(|person| {
                let facts = person.says.into_iter().map(verified).collect();
                let name = String::new();
                (person.role, KnownPerson { name, facts })
            })
            .collect();
        let slots =
            shown(first)
                .into_iter()
                .filter_map(|key| match &first.form.field(&key)?.kind {
                    Kind::File(slot) => slot.document.clone(),
                    _ => None,
                });
        vault.documents = slots.chain([first.result.clone()]).collect();
        vault
    }
}

/// Keys of what the form asks this person.
fn shown(filled: &Filled) -> Vec<String> {
    let evaluation = Evaluation::new(&filled.form, &filled.answers, filled.today);
    let fields = filled.form.fields();
    fields
        .filter(|field| field.kind.is_asked() && evaluation.is_visible(&field.key))
        .map(|field| field.key.clone())
        .collect()
}

/// What is still asked: questions that nothing fills, and slots that nothing fits.
fn asked(second: &Filled, vault: &Vault) -> (Vec<String>, Vec<String>) {
    let mut known: BTreeSet<String> =
        autofill::suggest(&second.form, &second.answers, &vault.facts, second.today)
            .into_iter()
            .map(|one| one.field)
            .collect();
    // The same role in both forms is the same person.
    for (role, person) in &vault.people {
        known.extend(
            for_role(&second.form, role, person)
                .into_iter()
                .map(|(key, _)| key),
        );
    }
    let defaults = second.form.initial_answers();
    let (mut questions, mut files) = (Vec::new(), Vec::new());
    for key in shown(second) {
        match &second.form.field(&key).unwrap().kind {
            Kind::File(slot) => {
                let fits = |kind: &String| vault.documents.contains(kind);
                if !slot.document.as_ref().is_some_and(fits) {
                    files.push(key);
                }
            }
            _ if known.contains(&key) || defaults.contains_key(&key) => {}
            _ => questions.push(key),
        }
    }
    (questions, files)
}

fn label(filled: &Filled, key: &str) -> String {
    filled.form.field(key).unwrap().label.vi.clone()
}

/// A question as people see it: about whom, in which words.
fn question(filled: &Filled, key: &str) -> (String, String) {
    let profile = filled.form.field(key).unwrap().profile.as_deref();
    let role = profile.map_or("", |path| of_person(path).map_or(path, |(role, _)| role));
    (role.to_owned(), fold(&label(filled, key)))
}

#[test]
fn what_the_second_form_asks_is_in_the_docs() {
    let forms = all();
    let mut page = String::from(
        "# Once only\n\nHow many questions / files each form (row) asks a person who has nothing but a personal number, and after the form of \
         the column was\nverified for the same person. Each form is filled once, with the answers of its `vectors.json` that show most of it, \
         by the person whose\nmatter it is. People of one role (the deceased, the child) are the same person in both forms and are taken over with one \
         press.\nA test computes the table; `MOTCUA_WRITE=1 cargo test -p motcua-shared --test once_only` writes it anew.\n\n",
    );
    for (number, form) in forms.iter().enumerate() {
        writeln!(page, "{}. {}", number + 1, form.form.title.vi).unwrap();
    }
    page.push_str("\n| asks ↓ after → | nothing |");
    for number in 1..=forms.len() {
        write!(page, " {number} |").unwrap();
    }
    write!(page, "\n|---|---|{}\n", "---|".repeat(forms.len())).unwrap();
    for (number, second) in forms.iter().enumerate() {
        let (questions, files) = asked(second, &Vault::new());
        write!(
            page,
            "| {} | {}/{} |",
            number + 1,
            questions.len(),
            files.len()
        )
        .unwrap();
        for first in &forms {
            let (questions, files) = asked(second, &Vault::after(first));
            write!(page, " {}/{} |", questions.len(), files.len()).unwrap();
        }
        page.push('\n');
    }
    let reasons: BTreeMap<String, String> = serde_json::from_str(
        &fs::read_to_string(root().join("docs/once-only-reasons.json")).unwrap(),
    )
    .unwrap();
    page.push_str(
        "\nWhat two different forms ask under the same words, and why it is asked again:\n\n",
    );
    for (words, reason) in &reasons {
        writeln!(page, "- “{words}”: {reason}").unwrap();
    }
    let file = root().join("docs/once-only.md");
    if std::env::var_os("MOTCUA_WRITE").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&file).unwrap_or_default(),
        page,
        "docs/once-only.md is older than the forms; MOTCUA_WRITE=1 writes it"
    );
}

#[test]
fn what_is_asked_twice_has_a_reason() {
    let forms = all();
    let reasons: BTreeMap<String, String> = serde_json::from_str(
        &fs::read_to_string(root().join("docs/once-only-reasons.json")).unwrap(),
    )
    .unwrap();
    let mut twice = BTreeMap::<String, String>::new();
    for first in &forms {
        let vault = Vault::after(first);
        let said: BTreeSet<(String, String)> = shown(first)
            .iter()
            .filter(|key| first.answers.contains_key(*key))
            .map(|key| question(first, key))
            .collect();
        for second in forms.iter().filter(|second| second.slug != first.slug) {
            let (questions, files) = asked(second, &vault);
            for key in questions.iter().chain(&files) {
                let label = label(second, key);
                if said.contains(&question(second, key)) {
                    twice.insert(label, format!("{} then {}: {key}", first.slug, second.slug));
                }
            }
        }
    }
    let without: Vec<(&String, &String)> = twice
        .iter()
        .filter(|(label, _)| !reasons.contains_key(*label))
        .collect();
    assert!(
        without.is_empty(),
        "asked twice without a reason: {without:#?}"
    );
    let needless: Vec<&String> = reasons
        .keys()
        .filter(|label| !twice.contains_key(*label))
        .collect();
    assert!(
        needless.is_empty(),
        "reasons for what is asked once: {needless:?}"
    );
}

#[test]
fn nothing_is_asked_more_often_because_something_is_known() {
    let forms = all();
    for second in &forms {
        let (alone, alone_files) = asked(second, &Vault::new());
        for first in &forms {
            let (after, after_files) = asked(second, &Vault::after(first));
            assert!(
                after.iter().all(|key| alone.contains(key)),
                "{} then {}",
                first.slug,
                second.slug
            );
            assert!(after_files.len() <= alone_files.len());
        }
    }
    let find = |slug: &str| forms.iter().find(|form| form.slug == slug).unwrap();
    let (birth, marital) = (
        find("dang-ky-khai-sinh"),
        find("xac-nhan-tinh-trang-hon-nhan"),
    );
    let (alone, after) = (
        asked(marital, &Vault::new()).0,
        asked(marital, &Vault::after(birth)).0,
    );
    assert!(
        after.len() + 10 < alone.len(),
        "{} of {}",
        after.len(),
        alone.len()
    );
}
