//! Every procedure folder online: its stored vectors are good answers and show every field, and each is filed and taken
//! through to the result by the officers of the agency that receives it.

use std::collections::BTreeSet;
use std::path::Path;

use motcua_backend::reference::Folder;
use motcua_backend::store::sha256;
use motcua_shared::api::{self, ActionRequest, DraftChange, NewDraft, Nothing, Submission};
use motcua_shared::dossier::{Command, Status};
use motcua_shared::form::vectors::{Vectors, shown};
use motcua_shared::form::{Answer, Answers, Context, validate};
use motcua_shared::i18n::Lang;
use motcua_shared::time::parse_iso_date;
use serde_json::Value;

use crate::app::{OTHER_CITIZEN, TestApp};
use crate::client::{Client, sample_pdf};

fn stored(folder: &Folder) -> Vectors {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("procedures")
        .join(&folder.slug)
        .join("vectors.json");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; motcua check --vectors makes it",
            file.display()
        )
    });
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn stored_vectors_are_good_answers_and_show_every_field() {
    let test = TestApp::empty().await;
    for folder in &test.app.reference.online {
        let vectors = stored(folder);
        assert_eq!(vectors.unreached, Vec::<String>::new(), "{}", folder.slug);
        let today = parse_iso_date(&vectors.today).unwrap();
        let mut seen = BTreeSet::new();
        for answers in &vectors.answers {
            let context = Context {
                today,
                directory: &test.app.reference.directory,
            };
            let checked = validate(&folder.form, answers, context);
            let errors: Vec<_> = checked.errors().collect();
            assert!(errors.is_empty(), "{}: {errors:?}", folder.slug);
            seen.extend(shown(&folder.form, answers, today));
        }
        for field in folder.form.fields() {
            assert!(seen.contains(&field.key), "{}: {}", folder.slug, field.key);
            for inner in field.kind.row_fields() {
                let path = format!("{}.{}", field.key, inner.key);
                assert!(seen.contains(&path), "{}: {path}", folder.slug);
            }
        }
    }
}

/// The list of business lines is whole, so a code that it lacks is a mistake, and the person reads how to mend it.
#[tokio::test]
async fn a_business_line_that_the_classification_no_longer_has_is_refused() {
    let test = TestApp::empty().await;
    let online = &test.app.reference.online;
    let folder = online
        .iter()
        .find(|folder| folder.slug == "thanh-lap-ho-kinh-doanh")
        .unwrap();
    let vectors = stored(folder);
    let context = Context {
        today: parse_iso_date(&vectors.today).unwrap(),
        directory: &test.app.reference.directory,
    };
    let mut answers = vectors.answers.first().unwrap().clone();
    let Some(Answer::Rows(rows)) = answers.get_mut("business_lines") else {
        panic!("the vector has business lines");
    };
    let row = rows.first_mut().unwrap();
    row.answers
        .insert("line_code".to_owned(), Answer::from("9631"));
    let path = format!("business_lines[{}].line_code", row.id);
    let checked = validate(&folder.form, &answers, context);
    let issues: Vec<_> = checked.errors().collect();
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!(issues[0].path, path);
    let words = issues[0].message(&folder.form, Lang::Vi);
    assert!(words.contains("Hệ thống ngành kinh tế Việt Nam"), "{words}");
}

/// Puts uploaded files in the place of the slots that a vector names.
async fn with_files(citizen: &mut Client, draft: &str, answers: &Answers) -> Answers {
    let mut filled = answers.clone();
    for (slot, answer) in answers {
        if !answer.files().is_empty() {
            let file = citizen
                .upload(draft, slot, "giay-to.pdf", &sample_pdf(slot))
                .await
                .unwrap();
            filled.insert(slot.clone(), Answer::Files(vec![file.id]));
        }
    }
    filled
}

/// A dossier under way.
struct Filed<'a> {
    test: &'a TestApp,
    folder: &'a Folder,
    id: &'a str,
    agency: &'a str,
}

/// The officer of the demo who does a step.
async fn officer(filed: &Filed<'_>, step: usize) -> Client {
    let step = &filed.folder.workflow.steps[step];
    let officers: Vec<Value> =
        serde_json::from_str(include_str!("../../demo/officers.json")).unwrap();
    let found = officers.iter().find(|officer| {
        officer["agency"] == filed.agency
            && officer["unit"] == step.unit.as_str()
            && officer["role"] == step.role.key()
    });
    let found = found.unwrap_or_else(|| panic!("{}: nobody does {step:?}", filed.folder.slug));
    filed
        .test
        .sign_in(found["username"].as_str().unwrap())
        .await
}

async fn act(filed: &Filed<'_>, step: usize, command: Command) -> api::StaffDossier {
    let id = filed.id;
    let mut client = officer(filed, step).await;
    let seen = client
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    let request = ActionRequest {
        version: seen.version,
        command,
    };
    client
        .call::<api::ActAsOfficer>(&[id], &request)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_procedure_is_filed_and_taken_to_its_result() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(OTHER_CITIZEN).await;
    assert_eq!(test.app.reference.online.len(), 12);
    for folder in &test.app.reference.online {
        let slug = &folder.slug;
        let smallest = stored(folder)
            .answers
            .into_iter()
            .min_by_key(std::collections::BTreeMap::len)
            .unwrap();
        let new = NewDraft {
            procedure: slug.clone(),
        };
        let draft = citizen.call::<api::CreateDraft>(&[], &new).await.unwrap();
        let change = DraftChange {
            version: draft.version,
            answers: with_files(&mut citizen, &draft.id, &smallest).await,
            reused: std::collections::BTreeMap::new(),
        };
        let saved = citizen
            .call::<api::SaveDraft>(&[&draft.id], &change)
            .await
            .unwrap();
        let submission = Submission {
            version: saved.version,
            declared: true,
            agency: String::new(),
        };
        let receipt = citizen
            .submit(&draft.id, &submission, &format!("forms-{slug}"))
            .await
            .unwrap_or_else(|problem| panic!("{slug}: {problem:?}"));
        let id = receipt.dossier.as_str();
        let (agency, _) = receipt.code.split_once('-').unwrap();
        let filed = Filed {
            test: &test,
            folder,
            id,
            agency,
        };
        let words = || "Hồ sơ đủ điều kiện.".to_owned();
        act(&filed, 0, Command::Accept { message: words() }).await;
        act(
            &filed,
            0,
            Command::Forward {
                officer: None,
                note: words(),
            },
        )
        .await;
        act(&filed, 1, Command::Propose { note: words() }).await;
        let approved = act(&filed, 2, Command::Approve { note: words() }).await;
        assert_eq!(approved.row.status, Status::Resolved, "{slug}");
        let mut clerk = officer(&filed, 3).await;
        let content = sample_pdf("ket qua");
        let path = format!(
            "{}?name=ket-qua.pdf&sha256={}&version={}",
            api::RESULT_PATH.replace("{id}", id),
            sha256(&content),
            approved.version
        );
        let request = clerk.request("POST", &path).body(content.into()).unwrap();
        assert!(clerk.send(request).await.status.is_success(), "{slug}");
        let returned = act(&filed, 3, Command::HandOver { message: words() }).await;
        assert_eq!(returned.row.status, Status::Returned, "{slug}");
        let seen = citizen
            .call::<api::GetDossier>(&[id], &Nothing {})
            .await
            .unwrap();
        assert_eq!(seen.results.len(), 1, "{slug}");
    }
}
