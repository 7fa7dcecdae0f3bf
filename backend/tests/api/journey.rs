//! The main job: birth registration from draft to result, then the next procedure that asks for next to nothing.

use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{
    self, DocumentReuse, DraftChange, DraftView, NewDraft, Nothing, QueueQuery,
};
use motcua_shared::dossier::{Action, Command, Status, SupplementItem};
use motcua_shared::form::{Address, Answer, Context, autofill, validate};
use motcua_shared::vault::SourceKind;

use crate::app::{
    AGENCY, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp, account_id, submission,
};
use crate::client::sample_pdf;
use crate::desk::{act, add_result};

const BIRTH: &str = "dang-ky-khai-sinh";
const MARITAL_STATUS: &str = "xac-nhan-tinh-trang-hon-nhan";

fn place(commune: &str) -> Answer {
    Answer::Address(Address {
        province: "01".into(),
        commune: commune.into(),
        ..Address::default()
    })
}

/// What the mother types; everything about herself is filled in by what is known.
pub fn typed_by_the_mother(test: &TestApp, draft: &DraftView) -> DraftChange {
    let version = test
        .app
        .reference
        .online
        .iter()
        .find(|folder| folder.hash == draft.form)
        .unwrap();
    let mut answers = draft.answers.clone();
    for (key, text) in [
        ("requester_relationship", "mother"),
        ("child_full_name", "Nguyễn An Nhiên Mẫu"),
        ("child_date_of_birth", "2026-11-05"),
        ("child_gender", "female"),
        ("child_ethnicity", "01"),
        ("father_full_name", "Nguyễn Văn Mẫu"),
        ("father_date_of_birth", "1990-03-15"),
        ("father_ethnicity", "01"),
        ("father_citizen_id", "001090999901"),
        ("parents_married", "yes"),
    ] {
        answers.insert(key.into(), text.into());
    }
    for key in [
        "child_place_of_birth",
        "child_home_town",
        "father_residence",
    ] {
        answers.insert(key.into(), place("00166"));
    }
    let mut reused = draft.reused.clone();
    reused.extend(autofill::fill(
        &version.form,
        &mut answers,
        &draft.facts,
        &[],
        test.now().local().date,
    ));
    // One value that was reused and then changed: the clerk must see that.
    answers.insert("result_phone".into(), "0912 345 678".into());
    DraftChange {
        version: draft.version,
        answers,
        reused,
    }
}

#[tokio::test]
async fn birth_registration_then_marital_status() {
    let test = TestApp::start().await;
    let mut mother = test.sign_in(OTHER_CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut leader = test.sign_in(LEADER).await;
    let mut live = mother.events("", None).await;

    // The draft knows who she is; the rest is typed, saved, and complete.
    let draft = mother
        .call::<api::CreateDraft>(
            &[],
            &NewDraft {
                procedure: BIRTH.into(),
            },
        )
        .await
        .unwrap();
    assert_eq!(
        draft.answers["requester_full_name"],
        Answer::from("Trần Thị Thử")
    );
    assert!(draft.reused.contains_key("requester_full_name"));
    let mut change = typed_by_the_mother(&test, &draft);
    assert_eq!(
        change.answers["mother_full_name"],
        Answer::from("Trần Thị Thử"),
        "her part is filled"
    );
    assert!(
        !draft.answers.contains_key("mother_full_name"),
        "not before she said that she is the mother"
    );
    let file = mother
        .upload(
            &draft.id,
            "birth_certificate_file",
            "chung-sinh.pdf",
            &sample_pdf("mờ"),
        )
        .await
        .unwrap();
    change.answers.insert(
        "birth_certificate_file".into(),
        Answer::Files(vec![file.id.clone()]),
    );
    let saved = mother
        .call::<api::SaveDraft>(&[&draft.id], &change)
        .await
        .unwrap();
    let agency_by_residence = api::Submission {
        agency: String::new(),
        ..submission(saved.version)
    };
    let receipt = mother
        .submit(&draft.id, &agency_by_residence, "journey-1")
        .await
        .unwrap();
    assert_eq!(receipt.code, format!("{AGENCY}-261120-0001"));
    assert_eq!(receipt.files.len(), 1);
    assert_eq!(receipt.files[0].sha256, file.sha256);
    assert!(receipt.due_at.unwrap() > test.now());
    let id = receipt.dossier.as_str();
    assert_eq!(live.next().await.unwrap().code, receipt.code);
    assert!(
        mother
            .call::<api::ListDrafts>(&[], &Nothing {})
            .await
            .unwrap()
            .is_empty(),
        "a filed draft is gone"
    );

    // The clerk sees it, what was reused and what was changed after that, and asks for two things at once.
    let queue = clerk
        .call::<api::ListQueue>(&[], &QueueQuery::default())
        .await
        .unwrap();
    assert_eq!(
        queue
            .page
            .items
            .iter()
            .map(|row| row.code.as_str())
            .collect::<Vec<_>>(),
        [receipt.code.as_str()]
    );
    let seen = clerk
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert!(!seen.marks["mother_full_name"].changed);
    assert!(seen.marks["result_phone"].changed);
    assert_eq!(
        seen.answers["result_phone"],
        Answer::from("+84912345678"),
        "canonical answers are stored"
    );
    let item = |field: &str| SupplementItem {
        field: field.into(),
        reason: "Bạn xem lại giúp.".into(),
    };
    let items = vec![item("child_full_name"), item("birth_certificate_file")];
    test.advance(600);
    act(
        &mut clerk,
        id,
        Command::RequestSupplement {
            items,
            message: "Ảnh bị mờ.".into(),
            basis: String::new(),
        },
    )
    .await;
    assert!(live.next().await.unwrap().vi.contains("cần bổ sung"));

    // She mends what was asked for; what was not asked for stays as filed, whatever the draft says.
    let page = mother
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::SupplementRequired);
    assert_eq!(page.supplement.as_ref().unwrap().items.len(), 2);
    assert!(
        page.summary
            .sentence
            .vi
            .starts_with("Đang chờ bạn bổ sung hồ sơ trước 17:00"),
        "{}",
        page.summary.sentence.vi
    );
    let mending = mother
        .call::<api::StartSupplement>(&[id], &Nothing {})
        .await
        .unwrap();
    let again = mother
        .call::<api::StartSupplement>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(mending.id, again.id, "the same draft is opened again");
    let better = mother
        .upload(
            &mending.id,
            "birth_certificate_file",
            "rõ.pdf",
            &sample_pdf("rõ"),
        )
        .await
        .unwrap();
    let mut answers = mending.answers.clone();
    answers.insert("child_full_name".into(), "Nguyễn An Nhiên".into());
    answers.insert("child_gender".into(), "male".into());
    answers.insert(
        "birth_certificate_file".into(),
        Answer::Files(vec![better.id.clone()]),
    );
    let change = DraftChange {
        version: mending.version,
        answers,
        reused: mending.reused,
    };
    let saved = mother
        .call::<api::SaveDraft>(&[&mending.id], &change)
        .await
        .unwrap();
    test.advance(600);
    let second = mother
        .submit(&mending.id, &submission(saved.version), "journey-2")
        .await
        .unwrap();
    assert_eq!(second.code, receipt.code, "the same dossier");
    assert!(live.next().await.unwrap().vi.contains("bổ sung"));
    let seen = clerk
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(
        seen.answers["child_full_name"],
        Answer::from("Nguyễn An Nhiên")
    );
    assert_eq!(
        seen.answers["child_gender"],
        Answer::from("female"),
        "was not asked for"
    );
    assert_eq!(
        seen.before_supplement["child_full_name"],
        Answer::from("Nguyễn An Nhiên Mẫu")
    );
    assert!(!seen.before_supplement.contains_key("child_gender"));
    let names: Vec<&str> = seen.files.iter().map(|file| file.id.as_str()).collect();
    assert_eq!(
        names,
        [file.id.as_str(), better.id.as_str()],
        "the old file is kept beside the new one"
    );

    // Accepted, forwarded to a person, proposed, approved, handed over; each seen live.
    act(
        &mut clerk,
        id,
        Command::Accept {
            message: String::new(),
        },
    )
    .await;
    assert!(
        live.next()
            .await
            .unwrap()
            .vi
            .contains("đã được tiếp nhận. Hạn trả kết quả")
    );
    let officer = Some(account_id(SPECIALIST));
    act(
        &mut clerk,
        id,
        Command::Forward {
            officer,
            note: "Chú ý tên con.".into(),
        },
    )
    .await;
    assert!(live.next().await.unwrap().vi.contains("thẩm tra"));
    let notices = specialist
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(notices.unread, 1, "the specialist is told");
    act(
        &mut specialist,
        id,
        Command::Propose {
            note: "Đủ điều kiện.".into(),
        },
    )
    .await;
    live.next().await.unwrap();
    let approved = act(
        &mut leader,
        id,
        Command::Approve {
            note: String::new(),
        },
    )
    .await;
    assert!(live.next().await.unwrap().vi.contains("phê duyệt"));
    assert_eq!(approved.row.status, Status::Resolved);
    let seen = clerk
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert!(
        !seen.actions.is_empty() && !seen.actions.contains(&Action::HandOver),
        "no result yet: {:?}",
        seen.actions
    );
    let prepared = add_result(&mut clerk, id, seen.version).await;
    assert_eq!(prepared.results.len(), 1);
    let result = prepared.results[0].id.clone();
    assert!(
        mother
            .call::<api::GetDossier>(&[id], &Nothing {})
            .await
            .unwrap()
            .results
            .is_empty(),
        "not handed over yet"
    );
    let content = api::CONTENT_PATH.replace("{id}", &result);
    assert_eq!(mother.get(&content).await.status, 404);
    act(
        &mut clerk,
        id,
        Command::HandOver {
            message: "Bạn kiểm tra lại giấy.".into(),
        },
    )
    .await;
    assert!(live.next().await.unwrap().vi.contains("đã được trả"));
    assert_eq!(mother.get(&content).await.body, sample_pdf("ket qua"));

    // Her page: units instead of names, no internal words, and who has read it.
    let page = mother
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.summary.status, Status::Returned);
    let text = serde_json::to_string(&page.timeline).unwrap();
    assert!(text.contains("Ảnh bị mờ.") && text.contains("Bộ phận Một cửa"));
    assert!(
        !text.contains("Chú ý tên con.")
            && !text.contains("Đủ điều kiện.")
            && !text.contains("Lê Thị Mẫu Một"),
        "{text}"
    );
    assert!(
        page.readers
            .iter()
            .any(|reading| reading.unit.vi == "Bộ phận Một cửa")
    );
    assert!(timeline::is_whole(test.app.db.read(), id).await.unwrap());

    // A clerk of another agency never finds it.
    let mut stranger = test.sign_in(OTHER_CLERK).await;
    assert_eq!(
        stranger
            .call::<api::GetStaffDossier>(&[id], &Nothing {})
            .await
            .unwrap_err()
            .status,
        404
    );
    assert_eq!(stranger.get(&content).await.status, 404);

    // The next procedure: verified facts, next to nothing left to type.
    let next = mother
        .call::<api::CreateDraft>(
            &[],
            &NewDraft {
                procedure: MARITAL_STATUS.into(),
            },
        )
        .await
        .unwrap();
    let name = next
        .facts
        .iter()
        .find(|fact| fact.id == next.reused["subject_full_name"])
        .unwrap();
    assert_eq!(name.source.kind, SourceKind::Dossier);
    assert_eq!(name.source.by, "UBND phường Cầu Giấy");
    assert_eq!(
        name.source.dossier_code.as_deref(),
        Some(receipt.code.as_str())
    );
    let form = &test
        .app
        .reference
        .online
        .iter()
        .find(|folder| folder.hash == next.form)
        .unwrap()
        .form;
    let today = test.now().local().date;
    let checked = validate(
        form,
        &next.answers,
        Context {
            today,
            directory: &test.app.reference.directory,
        },
    );
    let missing: Vec<&str> = checked.errors().map(|issue| issue.path.as_str()).collect();
    assert_eq!(
        missing,
        [
            "period_from",
            "period_to",
            "marital_status_detail",
            "purpose_type"
        ],
        "all else is filled"
    );

    // The next child: the verified document is offered instead of an upload.
    let another = mother
        .call::<api::CreateDraft>(
            &[],
            &NewDraft {
                procedure: BIRTH.into(),
            },
        )
        .await
        .unwrap();
    let document = another
        .documents
        .iter()
        .find(|document| document.kind == "birth_notice")
        .expect("it is offered");
    let reuse = DocumentReuse {
        document: document.id.clone(),
        field: "birth_certificate_file".into(),
    };
    let reused = mother
        .call::<api::ReuseDocument>(&[&another.id], &reuse)
        .await
        .unwrap();
    assert_eq!(reused.sha256, better.sha256);
    assert_eq!(
        reused.reused.unwrap().dossier_code,
        Some(receipt.code.clone())
    );
    let wrong_slot = DocumentReuse {
        document: document.id.clone(),
        field: "witness_statement_file".into(),
    };
    assert_eq!(
        mother
            .call::<api::ReuseDocument>(&[&another.id], &wrong_slot)
            .await
            .unwrap_err()
            .status,
        415
    );
    // Throwing the draft away leaves the bytes to the dossier that has them.
    mother
        .call::<api::DeleteDraft>(&[&another.id], &Nothing {})
        .await
        .unwrap();
    let content = mother
        .get(&api::CONTENT_PATH.replace("{id}", &better.id))
        .await;
    assert_eq!(content.body, sample_pdf("rõ"));
}
