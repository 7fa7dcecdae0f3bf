//! What people see and say about the data that is held about them: reuse is counted, a restriction is kept, a correction is
//! decided by who verified the item, everything can be taken, an earlier dossier can be filed again.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use motcua_backend::service::my_data::correction::remind;
use motcua_shared::api::{
    self, CorrectionDecision, CorrectionState, HeldFact, HeldKind, MyData, NewCorrection, NewDraft,
    Nothing, Problem, ProblemCode, Receipt, Restriction, Standing, ValueInput, WhyLeft,
};
use motcua_shared::dossier::Command;
use motcua_shared::form::{Answer, Answers};
use motcua_shared::time::show_moment;
use sea_orm::ConnectionTrait as _;

use crate::app::{
    AGENCY, CITIZEN, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp, submission,
};
use crate::client::{Client, sample_pdf};
use crate::desk::{accept, act, forward};
use crate::rebase::{put, revised};

/// Registers a birth, with a paper.
pub const PERSON: &str = "mau.giang";
const SLOT: &str = "birth_certificate_file";
const BIRTH: &str = "dang-ky-khai-sinh";

pub async fn held(citizen: &mut Client) -> MyData {
    citizen
        .call::<api::GetMyData>(&[], &Nothing {})
        .await
        .unwrap()
}

/// Files and has it approved: what it proves is kept.
pub async fn approved(test: &TestApp, citizen: &mut Client) -> Receipt {
    let receipt = test.filed(citizen, PERSON).await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &receipt.dossier, accept()).await;
    act(&mut clerk, &receipt.dossier, forward()).await;
    let note = "Đủ điều kiện.".to_owned();
    let propose = Command::Propose { note: note.clone() };
    act(
        &mut test.sign_in(SPECIALIST).await,
        &receipt.dossier,
        propose,
    )
    .await;
    act(
        &mut test.sign_in(LEADER).await,
        &receipt.dossier,
        Command::Approve { note },
    )
    .await;
    receipt
}

/// A fact that the dossier has verified and that is given as a line.
pub fn verified<'d>(data: &'d MyData, code: &str) -> &'d HeldFact {
    data.facts
        .iter()
        .find(|fact| {
            fact.source.dossier_code.as_deref() == Some(code)
                && fact.input == Some(ValueInput::Line)
                && fact.label.vi.contains("tên")
        })
        .unwrap()
}

async fn restrict(
    citizen: &mut Client,
    kind: HeldKind,
    item: &str,
    restricted: bool,
) -> Result<MyData, Problem> {
    let wanted = Restriction {
        kind,
        item: item.to_owned(),
        restricted,
    };
    citizen.call::<api::RestrictItem>(&[], &wanted).await
}

async fn draft(citizen: &mut Client, procedure: &str) -> api::DraftView {
    let new = NewDraft {
        procedure: procedure.to_owned(),
    };
    citizen.call::<api::CreateDraft>(&[], &new).await.unwrap()
}

#[tokio::test]
async fn what_is_used_again_is_written_down_and_counted() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    assert_eq!(held(&mut citizen).await.spared, api::Spared::default());
    let receipt = test.filed(&mut citizen, PERSON).await;
    let dossier = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    let (changed, kept): (Vec<_>, Vec<_>) = dossier.marks.values().partition(|mark| mark.changed);
    assert!(!kept.is_empty(), "the demo's answers use what is known");
    let data = held(&mut citizen).await;
    assert_eq!(data.spared.answers, kept.len() as u64);
    assert_eq!((data.spared.files, data.spared.dossiers), (0, 1));
    let used: Vec<_> = data.facts.iter().flat_map(|fact| &fact.reuses).collect();
    assert!(used.iter().all(|one| one.code == receipt.code));
    assert!(
        used.iter()
            .all(|one| one.procedure.vi.contains("khai sinh"))
    );
    assert!(!used.is_empty() && used.len() <= kept.len() + changed.len());

    // The leader sees the share of the agency: of all that was answered, and of all dossiers.
    let board = async || {
        let mut leader = test.sign_in(LEADER).await;
        leader
            .call::<api::GetBoard>(&[], &Nothing {})
            .await
            .unwrap()
            .reuse
    };
    for period in board().await {
        assert_eq!((period.dossiers, period.reusing), (1, 1), "{period:?}");
        assert_eq!(period.answers_reused, kept.len() as u64);
        assert!(period.answers > period.answers_reused, "{period:?}");
        assert_eq!((period.files, period.files_reused), (1, 0));
    }
    // A supplement adds nothing twice.
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &receipt.dossier, crate::desk::ask_for(SLOT)).await;
    let mending = citizen
        .call::<api::StartSupplement>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    citizen
        .submit(&mending.id, &submission(mending.version), "supplement")
        .await
        .unwrap();
    assert_eq!(held(&mut citizen).await.spared, data.spared);

    // In the next month it counts for quarter and year only.
    test.advance(15 * 24 * 3600);
    let reuse = board().await;
    let dossiers: Vec<u64> = reuse.iter().map(|period| period.dossiers).collect();
    assert_eq!(dossiers, [0, 1, 1]);
}

#[tokio::test]
async fn a_document_that_is_used_again_counts_as_a_file_not_asked_for() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    approved(&test, &mut citizen).await;
    let document = held(&mut citizen).await.documents.remove(0);
    let (id, version) = test.filled_draft(&mut citizen, PERSON).await;
    let reuse = api::DocumentReuse {
        document: document.id.clone(),
        field: SLOT.to_owned(),
    };
    let file = citizen
        .call::<api::ReuseDocument>(&[&id], &reuse)
        .await
        .unwrap();
    let view = citizen
        .call::<api::GetDraft>(&[&id], &Nothing {})
        .await
        .unwrap();
    let mut answers = view.answers;
    answers.insert(SLOT.to_owned(), Answer::Files(vec![file.id]));
    let change = api::DraftChange {
        version,
        answers,
        reused: view.reused,
    };
    let saved = citizen
        .call::<api::SaveDraft>(&[&id], &change)
        .await
        .unwrap();
    let receipt = citizen
        .submit(&id, &submission(saved.version), "again")
        .await
        .unwrap();
    let data = held(&mut citizen).await;
    assert_eq!(data.spared.files, 1);
    let used = &data.documents[0].reuses;
    assert_eq!(used[0].code, receipt.code, "{used:?}");
}

#[tokio::test]
async fn what_is_restricted_is_not_offered_until_that_is_lifted() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    approved(&test, &mut citizen).await;
    let data = held(&mut citizen).await;
    let phone = data
        .facts
        .iter()
        .find(|fact| fact.label.vi == "Số điện thoại")
        .unwrap();
    let document = &data.documents[0];
    assert_eq!(
        (phone.standing, document.standing),
        (Standing::Offered, Standing::Offered)
    );
    let content = api::MY_DOCUMENT_PATH.replace("{id}", &document.id);
    assert_eq!(citizen.get(&content).await.body, sample_pdf(SLOT));

    // Nobody else can, and nobody else sees the paper.
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    for (kind, item) in [
        (HeldKind::Fact, &phone.id),
        (HeldKind::Document, &document.id),
    ] {
        let refused = restrict(&mut other, kind, item, true).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::NotFound);
    }
    assert_eq!(other.get(&content).await.status, 404);

    for _ in 0..2 {
        // Twice is as good as once.
        restrict(&mut citizen, HeldKind::Fact, &phone.id, true)
            .await
            .unwrap();
    }
    let data = restrict(&mut citizen, HeldKind::Document, &document.id, true)
        .await
        .unwrap();
    let standing = |data: &MyData| {
        let fact = data.facts.iter().find(|fact| fact.id == phone.id).unwrap();
        (fact.standing, data.documents[0].standing)
    };
    assert_eq!(
        standing(&data),
        (Standing::Restricted, Standing::Restricted)
    );
    let view = draft(&mut citizen, BIRTH).await;
    assert!(view.facts.iter().all(|fact| fact.path != "person.phone"));
    assert!(view.documents.is_empty());
    assert!(!view.reused.values().any(|fact| *fact == phone.id));
    let reuse = api::DocumentReuse {
        document: document.id.clone(),
        field: SLOT.to_owned(),
    };
    let refused = citizen
        .call::<api::ReuseDocument>(&[&view.id], &reuse)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::NotFound);

    restrict(&mut citizen, HeldKind::Fact, &phone.id, false)
        .await
        .unwrap();
    let data = restrict(&mut citizen, HeldKind::Document, &document.id, false)
        .await
        .unwrap();
    assert_eq!(standing(&data), (Standing::Offered, Standing::Offered));
    let view = draft(&mut citizen, BIRTH).await;
    assert!(view.facts.iter().any(|fact| fact.path == "person.phone"));
    assert_eq!(view.documents.len(), 1);
}

pub async fn ask(citizen: &mut Client, fact: &HeldFact, wanted: &str) -> Result<MyData, Problem> {
    let new = NewCorrection {
        kind: HeldKind::Fact,
        item: fact.id.clone(),
        wanted: Some(Answer::from(wanted)),
        reason: "Thẻ căn cước ghi khác.".to_owned(),
    };
    citizen.call::<api::AskForCorrection>(&[], &new).await
}

pub async fn decide(
    officer: &mut Client,
    id: &str,
    corrected: bool,
    words: &str,
) -> Result<api::CorrectionCase, Problem> {
    let decision = CorrectionDecision {
        corrected,
        words: words.to_owned(),
    };
    officer
        .call::<api::DecideCorrection>(&[id], &decision)
        .await
}

#[tokio::test]
async fn a_wrong_fact_is_disputed_and_corrected_by_who_verified_it() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    let before = held(&mut citizen).await;
    let wrong = verified(&before, &receipt.code).clone();
    assert_eq!(wrong.dossier.as_deref(), Some(receipt.dossier.as_str()));
    assert_eq!(
        wrong.corrected_by.as_ref().unwrap().vi,
        "UBND phường Cầu Giấy"
    );
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let refused = ask(&mut other, &wrong, "Tên Khác").await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::NotFound);
    let empty = ask(&mut citizen, &wrong, "  ").await.unwrap_err();
    assert_eq!(empty.issues[0].path, "wanted");

    let mut clerk = test.sign_in(CLERK).await;
    let cursor = clerk.cursor().await;
    let mut live = citizen.events("", None).await;
    let asked = ask(&mut citizen, &wrong, "Giàng Thị Đúng").await.unwrap();
    let request = &asked.corrections[0];
    assert_eq!(request.state, CorrectionState::Open);
    assert_eq!(request.wanted.vi, "Giàng Thị Đúng");
    assert_eq!(request.held, wrong.value);
    let last = test.now().plus_seconds(10 * 24 * 3600).local().date;
    let due = request.due_at.local();
    assert_eq!((due.date, due.minute), (last, 17 * 60));
    assert_eq!(verified(&asked, &receipt.code).standing, Standing::Disputed);
    assert!(!live.next().await.unwrap().notice, "other tabs show it");
    let twice = ask(&mut citizen, &wrong, "Tên Khác").await.unwrap_err();
    assert_eq!(twice.code, ProblemCode::ActionRefused);
    let offered = draft(&mut citizen, BIRTH).await;
    assert!(offered.facts.iter().all(|fact| fact.id != wrong.id));

    // The paper that shows it.
    let content = sample_pdf("căn cước");
    let path = format!(
        "{}?name=can-cuoc.pdf&sha256={}",
        api::CORRECTION_FILE_PATH.replace("{id}", &request.id),
        motcua_backend::store::sha256(&content)
    );
    for client in [&mut other, &mut citizen] {
        let sent = client.request("POST", &path).body(content.clone().into());
        let answer = client.send(sent.unwrap()).await;
        let own = answer.status.is_success();
        assert!(own || answer.status == 404, "{}", answer.text());
    }

    // The agency hears of it, without what it is about; only that agency opens it, and the person sees that.
    let mut stream = clerk.events(&format!("?after={cursor}"), None).await;
    let event = stream.next().await.unwrap();
    assert!(event.notice && !event.vi.contains("Giàng"), "{event:?}");
    let notices = clerk
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(notices.notices[0].text.vi.contains("đính chính"));
    let lines = clerk
        .call::<api::ListCorrections>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].id, request.id);
    let looks = held(&mut citizen).await.looks.len();
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let mine = foreign.call::<api::ListCorrections>(&[], &Nothing {}).await;
    assert!(mine.unwrap().is_empty());
    let paper = api::STAFF_CORRECTION_FILE_PATH.replace("{id}", &request.id);
    assert_eq!(foreign.get(&paper).await.status, 404);
    let refused = decide(&mut foreign, &request.id, true, "").await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound);
    for _ in 0..2 {
        let case = clerk
            .call::<api::GetCorrection>(&[&request.id], &Nothing {})
            .await
            .unwrap();
        assert_eq!(case.request, held(&mut citizen).await.corrections[0]);
        assert_eq!(case.dossier.as_deref(), Some(receipt.dossier.as_str()));
        assert_eq!(case.paper.unwrap().name, "can-cuoc.pdf");
    }
    assert_eq!(clerk.get(&paper).await.body, content);
    let now = held(&mut citizen).await.looks;
    assert_eq!(now.len(), looks + 1, "one reading, not three");
    let why = |look: &api::Look| look.why.vi.contains("đính chính");
    assert_eq!(now.iter().filter(|look| why(look)).count(), 1);

    // Keeping it needs words; correcting adds a value and keeps the old one.
    let silent = decide(&mut clerk, &request.id, false, " ").await;
    assert_eq!(silent.unwrap_err().issues[0].path, "words");
    test.advance(3600);
    let done = decide(&mut clerk, &request.id, true, "").await.unwrap();
    assert_eq!(done.request.state, CorrectionState::Corrected);
    let event = live.next().await.unwrap();
    assert!(event.notice && !event.vi.contains("Giàng"), "{event:?}");
    let again = decide(&mut clerk, &request.id, false, "Đã đúng").await;
    assert_eq!(again.unwrap_err().code, ProblemCode::ActionRefused);
    let data = held(&mut citizen).await;
    let right = data
        .facts
        .iter()
        .find(|fact| fact.label == wrong.label && fact.value.vi == "Giàng Thị Đúng")
        .unwrap();
    assert_eq!(right.standing, Standing::Offered);
    assert_eq!(right.source.since, test.now());
    assert_eq!(right.before[0].value, wrong.value);
    assert_eq!(right.before[0].until, test.now());
    let offered = draft(&mut citizen, BIRTH).await;
    let fact = offered.facts.iter().find(|fact| fact.id == right.id);
    assert_eq!(fact.unwrap().value, Answer::from("Giàng Thị Đúng"));
    assert!(offered.facts.iter().all(|fact| fact.id != wrong.id));
}

#[tokio::test]
async fn a_request_can_be_refused_or_taken_back_and_the_item_stays() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    let before = held(&mut citizen).await;
    let fact = verified(&before, &receipt.code).clone();
    let mut clerk = test.sign_in(CLERK).await;
    let asked = ask(&mut citizen, &fact, "Giàng Thị Khác").await.unwrap();
    let id = asked.corrections[0].id.clone();
    let words = "Thẻ căn cước của bạn ghi như hiện nay.";
    decide(&mut clerk, &id, false, words).await.unwrap();
    let data = held(&mut citizen).await;
    assert_eq!(data.corrections[0].state, CorrectionState::Refused);
    assert_eq!(data.corrections[0].words, words);
    assert_eq!(verified(&data, &receipt.code), &fact, "as it was");

    let asked = ask(&mut citizen, &fact, "Giàng Thị Khác").await.unwrap();
    let id = asked.corrections[0].id.clone();
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let foreign = other
        .call::<api::WithdrawCorrection>(&[&id], &Nothing {})
        .await;
    assert_eq!(foreign.unwrap_err().code, ProblemCode::NotFound);
    let data = citizen
        .call::<api::WithdrawCorrection>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(data.corrections[0].state, CorrectionState::Withdrawn);
    assert_eq!(verified(&data, &receipt.code), &fact, "as it was");
    let late = decide(&mut clerk, &id, true, "").await.unwrap_err();
    assert_eq!(late.code, ProblemCode::ActionRefused);

    // Who one is for this portal is not corrected here.
    let number = data
        .facts
        .iter()
        .find(|fact| fact.value.vi == "010080999913" && fact.input.is_none())
        .unwrap();
    assert_eq!(number.corrected_by, None);
    let refused = ask(&mut citizen, number, "010080999914").await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionRefused);
}

#[tokio::test]
async fn everything_can_be_taken_as_one_file() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    let answer = citizen.get(api::MY_DATA_COPY_PATH).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment")
    );
    let mut zip = zip::ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let names: BTreeSet<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(names.len(), 2, "the same bytes lie there once: {names:?}");
    let mut read = |name: &str| {
        let mut content = Vec::new();
        zip.by_name(name)
            .unwrap()
            .read_to_end(&mut content)
            .unwrap();
        content
    };
    let data: serde_json::Value = serde_json::from_slice(&read("du-lieu.json")).unwrap();
    assert_eq!(data["account"]["citizen_id"], "010080999913");
    assert_eq!(data["dossiers"][0]["code"], receipt.code.as_str());
    let path = data["files"][0]["path"].as_str().unwrap();
    assert_eq!(read(path), sample_pdf(SLOT));
    assert_eq!(data["files"][1]["path"], path, "the dossier's file, too");

    // Written down, and not all the time.
    assert_eq!(held(&mut citizen).await.copied_at, Some(test.now()));
    assert_eq!(citizen.get(api::MY_DATA_COPY_PATH).await.status, 429);
    test.advance(61);
    assert_eq!(citizen.get(api::MY_DATA_COPY_PATH).await.status, 200);
    // Somebody else takes their own.
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let answer = other.get(api::MY_DATA_COPY_PATH).await;
    let text = String::from_utf8_lossy(&answer.body);
    assert!(text.contains("Trần Thị Thử") && !text.contains("010080999913"));
}

async fn copied(citizen: &mut Client, dossier: &str) -> (api::DossierCopy, api::DraftView) {
    let copy = citizen
        .call::<api::CopyDossier>(&[dossier], &Nothing {})
        .await
        .unwrap();
    let view = citizen
        .call::<api::GetDraft>(&[&copy.draft], &Nothing {})
        .await
        .unwrap();
    (copy, view)
}

#[tokio::test]
async fn an_earlier_dossier_is_filed_again_with_its_papers() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    let filed = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    let mut other = test.sign_in(CITIZEN).await;
    let foreign = other
        .call::<api::CopyDossier>(&[&receipt.dossier], &Nothing {})
        .await;
    assert_eq!(foreign.unwrap_err().code, ProblemCode::NotFound);

    let (copy, view) = copied(&mut citizen, &receipt.dossier).await;
    assert!(
        copy.dropped.is_empty() && copy.papers.is_empty(),
        "{copy:?}"
    );
    let typed = |answers: &Answers| {
        let mut answers = answers.clone();
        answers.remove(SLOT);
        answers
    };
    for (key, answer) in typed(&filed.answers) {
        assert_eq!(view.answers.get(&key), Some(&answer), "{key}");
    }
    assert_eq!(view.attachments.len(), 1);
    let file = &view.attachments[0];
    assert_eq!(file.sha256, filed.files[0].sha256);
    assert_ne!(file.id, filed.files[0].id, "a file of its own");
    assert!(file.reused.is_some(), "it was verified");
    assert!(!view.reused.is_empty(), "what is known is marked as such");
    let again = citizen
        .submit(&view.id, &submission(view.version), "again")
        .await
        .unwrap();
    assert_ne!(again.code, receipt.code);

    // What must not be used, or is over, is asked for again.
    let document = held(&mut citizen).await.documents.remove(0);
    restrict(&mut citizen, HeldKind::Document, &document.id, true)
        .await
        .unwrap();
    let (copy, view) = copied(&mut citizen, &receipt.dossier).await;
    assert_eq!(copy.papers[0].why, WhyLeft::Withheld);
    assert!(view.attachments.is_empty() && !view.answers.contains_key(SLOT));
    let until = format!(
        "UPDATE document SET valid_until = {} WHERE id = '{}'",
        test.now().micros(),
        document.id
    );
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| tx.execute_unprepared(&until).await.map(|_| ()))
        .await
        .unwrap();
    let (copy, _) = copied(&mut citizen, &receipt.dossier).await;
    assert_eq!(copy.papers[0].why, WhyLeft::Expired);
    assert_eq!(copy.papers[0].name, "giay-to.pdf");
}

#[tokio::test]
async fn a_copy_is_made_on_the_form_of_today_and_says_what_is_lost() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let filed = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    let folders = &test.app.reference.online;
    let folder = folders.iter().find(|one| one.hash == filed.form).unwrap();
    let (form, gone) = revised(&folder.form);
    let code = folder.service.code.clone();
    let had_answer = filed.answers.contains_key(&gone);
    let newer = put(&test, &code, &form, "2026-11-01").await;
    let test = test.restart().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (copy, view) = copied(&mut citizen, &receipt.dossier).await;
    assert_eq!(view.form, newer);
    assert!(!view.answers.contains_key(&gone));
    assert_eq!(copy.dropped.len(), usize::from(had_answer), "{copy:?}");
    let known: BTreeSet<&str> = form.fields().map(|field| field.key.as_str()).collect();
    assert!(view.answers.keys().all(|key| known.contains(key.as_str())));
    assert_eq!(AGENCY, &receipt.code[..AGENCY.len()]);
}

#[tokio::test]
async fn clerks_are_reminded_once_of_a_request_whose_date_is_near() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    let before = held(&mut citizen).await;
    let fact = verified(&before, &receipt.code).clone();
    let asked = ask(&mut citizen, &fact, "Giàng Thị Khác").await.unwrap();
    assert_eq!(remind::round(&test.app).await.unwrap(), 0, "not yet");
    test.advance(9 * 24 * 3600);
    assert_eq!(remind::round(&test.app).await.unwrap(), 1);
    assert_eq!(remind::round(&test.app).await.unwrap(), 0, "once");
    let mut clerk = test.sign_in(CLERK).await;
    let told = clerk
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    let text = &told.notices[0].text.vi;
    let due = show_moment(asked.corrections[0].due_at);
    assert!(
        text.contains("sắp đến hạn") && text.contains(&due),
        "{text}"
    );

    let mut citizen = test.sign_in(PERSON).await;
    let id = &asked.corrections[0].id;
    citizen
        .call::<api::WithdrawCorrection>(&[id], &Nothing {})
        .await
        .unwrap();
    let again = ask(&mut citizen, &fact, "Giàng Thị Khác").await.unwrap();
    decide(&mut clerk, &again.corrections[0].id, true, "")
        .await
        .unwrap();
    test.advance(9 * 24 * 3600);
    assert_eq!(
        remind::round(&test.app).await.unwrap(),
        0,
        "nothing is open any more"
    );
}
