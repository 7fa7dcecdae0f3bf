//! An opened form without a draft on any server: nothing that is typed here is kept.

use motcua_shared::api::{AttachmentView, DraftView};
use motcua_shared::form::measured::{of_groups, one_group};
use motcua_shared::form::{Answers, Form, Issue};
use motcua_shared::vault::{Fact, FactSource, SourceKind};

use super::samples::{STATES, Sample, State, sample_key};
use crate::directory::use_directories;
use crate::form::model::{FormModel, now};
use crate::i18n::Bilingual;
use crate::session::use_session;

/// Ids of the files that examples name, and what they are called.
const FILES: [(&str, &str); 2] = [
    ("example-file", "giay-to-mau.pdf"),
    (
        "example-file-long",
        "ban-chup-giay-chung-nhan-dang-ky-ket-hon-cua-cha-me-mat-truoc-va-mat-sau-2026-11-22.pdf",
    ),
];

fn draft(answers: Answers) -> DraftView {
    DraftView {
        id: "gallery".to_owned(),
        procedure: String::new(),
        procedure_name: Bilingual::default(),
        form: String::new(),
        answers,
        reused: Default::default(),
        version: 1,
        updated_at: now(),
        attachments: Vec::new(),
        facts: Vec::new(),
        people: Vec::new(),
        silent: Vec::new(),
        documents: Vec::new(),
        agencies: Vec::new(),
        competent_by: String::new(),
        supplement: None,
        newer: None,
    }
}

/// Opens a form with these answers.
pub fn opened(form: Form, answers: Answers) -> FormModel {
    let model = FormModel::example(draft(answers), form, use_session(), use_directories());
    model.settle();
    model
}

/// Opens a form of every state of these types.
pub fn of_samples(samples: &[Sample]) -> FormModel {
    let mut groups = Vec::new();
    let mut draft = draft(Answers::new());
    for sample in samples {
        let states = || STATES.into_iter().filter(|state| sample.has(*state));
        let fields = states().map(|state| sample.question(state)).collect();
        for state in states() {
            let key = sample_key(&sample.field.key, state);
            if let Some(answer) = sample.answer(state) {
                if state == State::Reused {
                    draft.facts.push(Fact {
                        id: key.clone(),
                        path: key.clone(),
                        value: answer.clone(),
                        source: FactSource {
                            kind: SourceKind::Account,
                            by: String::new(),
                            dossier_code: None,
                            since: now(),
                        },
                    });
                    draft.reused.insert(key.clone(), key.clone());
                }
                draft.answers.insert(key, answer);
            }
        }
        groups.push(one_group(
            sample.field.key.clone(),
            sample.field.label.clone(),
            fields,
        ));
    }
    draft.attachments = FILES
        .map(|(id, name)| AttachmentView {
            id: id.to_owned(),
            field: sample_key("file", State::Filled),
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 340_000,
            sha256: String::new(),
            uploaded_at: now(),
            reused: None,
            ended: None,
        })
        .into();
    let form = of_groups(Bilingual::default(), groups);
    let model = FormModel::example(draft, form, use_session(), use_directories());
    model.settle();
    for (page, sample) in samples.iter().enumerate() {
        let wrong = sample_key(&sample.field.key, State::Wrong);
        let top = |issue: &Issue| issue.path.split(['[', '.']).next() == Some(&wrong);
        let mut found = model.find_issues(page);
        found.retain(top);
        model.show_issues(page, &found);
    }
    model
}
