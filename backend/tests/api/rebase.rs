//! A newer version of a form while drafts on the old one exist: offered with what changes, moved only when asked, and what
//! stays is filed on the version it was started with.

use motcua_backend::store::sha256;
use motcua_shared::api::{self, DraftChange, DraftRebase, Nothing, ProblemCode};
use motcua_shared::form::diff::Difference;
use motcua_shared::form::{Answer, Form};
use sea_orm::{ConnectionTrait as _, DbErr, Statement};
use serde_json::{Value, json};

use crate::app::{CITIZEN, TestApp, submission};

/// A second version of the form of a procedure: a question renamed and limited, one gone, one new.
pub fn revised(form: &Form) -> (Form, String) {
    let mut json = serde_json::to_value(form).unwrap();
    let fields = json["sections"][0]["groups"][0]["fields"]
        .as_array_mut()
        .unwrap();
    let gone = fields.pop().unwrap();
    fields.push(json!({"key": "a_new_question", "type": "text", "label": {"vi": "Câu mới"}}));
    let form = serde_json::from_value(json).unwrap();
    (form, gone["key"].as_str().unwrap().to_owned())
}

/// Puts a version into the database, as another process with newer folders would.
pub async fn put(test: &TestApp, code: &str, form: &Form, effective_from: &str) -> String {
    let folders = &test.app.reference.online;
    let folder = folders.iter().find(|one| one.service.code == code).unwrap();
    let text = serde_json::to_string(form).unwrap();
    let hash = sha256(text.as_bytes())[..16].to_owned();
    let values: Vec<sea_orm::Value> = vec![
        hash.clone().into(),
        code.into(),
        text.into(),
        serde_json::to_string(&folder.workflow).unwrap().into(),
        serde_json::to_string(&folder.service).unwrap().into(),
        effective_from.into(),
        (test.app.now().micros() + 1).into(),
    ];
    test.app
        .db
        .write(async move |tx| -> Result<(), DbErr> {
            let sql = "INSERT INTO form_version (hash, procedure_code, form, workflow, service, effective_from, added_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7)";
            let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
            tx.execute_raw(statement).await.map(|_| ())
        })
        .await
        .unwrap();
    hash
}

#[tokio::test]
async fn a_draft_moves_to_a_newer_form_only_when_its_owner_says_so() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (stays, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let (moves, moves_version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let before = citizen
        .call::<api::GetDraft>(&[&moves], &Nothing {})
        .await
        .unwrap();
    assert_eq!(before.newer, None, "there is one version only");
    let folders = &test.app.reference.online;
    let folder = folders.iter().find(|one| one.hash == before.form).unwrap();
    let (form, gone) = revised(&folder.form);
    let code = folder.service.code.clone();

    // Something is typed into the question that will be gone.
    let mut answers = before.answers.clone();
    let typed: Answer = answers
        .get(&gone)
        .cloned()
        .unwrap_or_else(|| Answer::from("Nội dung sẽ mất"));
    answers.insert(gone.clone(), typed.clone());
    let change = DraftChange {
        version: moves_version,
        answers: answers.clone(),
        reused: before.reused.clone(),
    };
    let moves_version = citizen
        .call::<api::SaveDraft>(&[&moves], &change)
        .await
        .unwrap()
        .version;

    let later = put(&test, &code, &form, "2099-01-01").await;
    let hash = {
        let mut other = form.clone();
        other.declaration.vi.push_str(" Lời cam đoan viết lại.");
        put(&test, &code, &other, "2026-11-01").await
    };
    let test = test.restart().await;
    let mut citizen = test.sign_in(CITIZEN).await;

    let offered = citizen
        .call::<api::GetDraft>(&[&moves], &Nothing {})
        .await
        .unwrap();
    assert_eq!((&offered.form, &offered.answers), (&before.form, &answers));
    let newer = offered.newer.unwrap();
    assert_eq!(
        (newer.form.as_str(), newer.effective_from.as_str()),
        (hash.as_str(), "2026-11-01"),
        "not the one that is not yet in use"
    );
    let said: Vec<(&str, &Difference)> = newer
        .changes
        .iter()
        .map(|change| (change.field.as_str(), &change.what))
        .collect();
    assert_eq!(
        said,
        [
            ("a_new_question", &Difference::Added),
            (gone.as_str(), &Difference::Removed),
            ("", &Difference::Declaration),
        ]
    );
    assert_eq!(newer.dropped.len(), 1);
    assert_eq!(
        (&newer.dropped[0].path, &newer.dropped[0].answer),
        (&gone, &typed)
    );

    let mut stranger = test.sign_in(crate::app::OTHER_CITIZEN).await;
    let wanted = |version: i64, form: &str| DraftRebase {
        version,
        form: form.to_owned(),
    };
    for (caller, wanted, expected) in [
        (
            &mut stranger,
            wanted(moves_version, &hash),
            ProblemCode::NotFound,
        ),
        (
            &mut citizen,
            wanted(moves_version - 1, &hash),
            ProblemCode::Conflict,
        ),
    ] {
        let refused = caller.call::<api::RebaseDraft>(&[&moves], &wanted).await;
        assert_eq!(refused.unwrap_err().code, expected);
    }
    for form in [later.as_str(), before.form.as_str(), "unknown"] {
        let refused = citizen
            .call::<api::RebaseDraft>(&[&moves], &wanted(moves_version, form))
            .await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::Conflict, "{form}");
    }

    let moved = citizen
        .call::<api::RebaseDraft>(&[&moves], &wanted(moves_version, &hash))
        .await
        .unwrap();
    let mut kept = answers.clone();
    kept.remove(&gone);
    assert_eq!((&moved.form, &moved.answers), (&hash, &kept));
    assert_eq!((moved.version, moved.newer), (moves_version + 1, None));
    assert!(moved.reused.keys().all(|key| kept.contains_key(key)));

    // The other one stays, and is filed on the version it was started with.
    let receipt = citizen
        .submit(&stays, &submission(version), "stays-on-its-version")
        .await
        .unwrap();
    let filed = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    let filed: Value = serde_json::to_value(filed).unwrap();
    assert_eq!(filed["form"], before.form.as_str());
}
