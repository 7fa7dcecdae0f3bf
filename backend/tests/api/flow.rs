//! Work of several units on one dossier: opinions of own and other agencies, parts and their join, taking back, deputies,
//! payments. Each seen by whom it concerns and by nobody else, and refused with a reason where it must be.

use motcua_backend::job::remind::round;
use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{
    self, DossierView, DraftChange, NewStandIn, Nothing, ProblemCode, QueueQuery, QueueView,
    StaffDossier,
};
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Action, Awaited, Command, PaidBy, SlipKind, Stance, Status};
use motcua_shared::time::{date, show_moment};
use sea_orm::{ConnectionTrait as _, DbErr, Statement};

use crate::app::{
    AGENCY, CITIZEN, CLERK, LEADER, OTHER_CLERK, SPECIALIST, TestApp, account_id, submission,
};
use crate::client::Client;
use crate::desk::{accept, act, forward, try_act};

pub const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Somebody whose dossier has files.
pub const WITH_FILES: &str = "mau.giang";
/// A specialist of another unit of the agency.
pub const COLLEAGUE: &str = "kinhte.caugiay";
/// A specialist of another agency.
pub const ABROAD: &str = "hotich.badinh";
pub const UNIT: &str = "000.00.91.H26-economy";
pub const UNIT_ABROAD: &str = "000.00.92.H26-civil_status";

/// A dossier that lies with the specialist.
async fn at_appraisal(test: &TestApp) -> String {
    appraised_of(test, CITIZEN).await
}

/// That of somebody.
pub async fn appraised_of(test: &TestApp, who: &str) -> String {
    let mut citizen = test.sign_in(who).await;
    let mut clerk = test.sign_in(CLERK).await;
    let id = test.filed(&mut citizen, who).await.dossier;
    act(&mut clerk, &id, accept()).await;
    act(&mut clerk, &id, forward()).await;
    id
}

pub async fn page(test: &TestApp, id: &str) -> DossierView {
    page_of(test, CITIZEN, id).await
}

pub async fn page_of(test: &TestApp, who: &str, id: &str) -> DossierView {
    let mut citizen = test.sign_in(who).await;
    citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap()
}

pub async fn open(officer: &mut Client, id: &str) -> Result<StaffDossier, api::Problem> {
    officer
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
}

pub async fn beside(officer: &mut Client) -> api::QueuePage {
    let query = QueueQuery {
        view: QueueView::Beside,
        ..QueueQuery::default()
    };
    officer.call::<api::ListQueue>(&[], &query).await.unwrap()
}

pub async fn notices(client: &mut Client) -> Vec<String> {
    let list = client
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    list.notices.into_iter().map(|one| one.text.vi).collect()
}

pub fn consult(units: &[&str]) -> Command {
    Command::Consult {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        question: "Có tranh chấp không?".to_owned(),
        within: Limit::WorkingHours(4),
        awaited: Awaited::Always,
    }
}

fn opinion() -> Command {
    Command::AnswerConsultation {
        stance: Stance::Agree,
        opinion: "Không có tranh chấp.".to_owned(),
        files: Vec::new(),
    }
}

pub fn propose() -> Command {
    Command::Propose {
        note: "Đủ điều kiện.".to_owned(),
    }
}

fn approve() -> Command {
    Command::Approve {
        note: String::new(),
    }
}

#[tokio::test]
async fn units_of_two_agencies_are_asked_at_once_and_the_citizen_reads_whom_it_waits_for() {
    let test = TestApp::start().await;
    let id = appraised_of(&test, WITH_FILES).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut colleague = test.sign_in(COLLEAGUE).await;
    let mut abroad = test.sign_in(ABROAD).await;
    assert_eq!(open(&mut abroad, &id).await.unwrap_err().status, 404);
    let asked = act(&mut specialist, &id, consult(&[UNIT, UNIT_ABROAD])).await;
    assert_eq!(asked.consultations.len(), 2);
    assert!(!asked.actions.contains(&Action::Propose));
    assert!(!asked.row.assignee.is_empty(), "whoever asks has taken it");

    let seen = page_of(&test, WITH_FILES, &id).await;
    let sentence = &seen.summary.sentence.vi;
    assert!(
        sentence.contains("chờ ý kiến của")
            && sentence.contains("Phòng Kinh tế, Hạ tầng và Đô thị")
            && sentence.contains("UBND phường Ba Đình"),
        "{sentence}"
    );
    let told = seen.timeline.last().unwrap();
    assert_eq!((told.action, told.words.as_str()), (Action::Consult, ""));

    for officer in [&mut colleague, &mut abroad] {
        assert!(notices(officer).await[0].contains("hỏi ý kiến"));
        let list = beside(officer).await;
        assert_eq!((list.page.items.len(), list.page.total), (1, 1));
        assert_eq!(
            list.page.items[0].due_at,
            Some(asked.consultations[0].due_at),
            "the date of the unit"
        );
    }
    // Another agency reads the dossier and answers; its desk is not the place for anything else.
    let guest = open(&mut abroad, &id).await.unwrap();
    assert!(guest.guest && guest.results.is_empty());
    assert_eq!(guest.actions, [Action::AnswerConsultation]);
    assert_eq!(guest.consultations.len(), 1, "only its own question");
    let words = serde_json::to_string(&guest.timeline).unwrap();
    assert!(!words.contains("Phan Văn Thử Hai"), "no names: {words}");
    assert!(!guest.files.is_empty());
    for file in &guest.files {
        let path = api::CONTENT_PATH.replace("{id}", &file.id);
        assert!(abroad.get(&path).await.status.is_success());
    }
    let aside = abroad.call::<api::GetAside>(&[&id], &Nothing {}).await;
    assert_eq!(aside.unwrap_err().status, 404);
    let refused = try_act(&mut abroad, &id, propose()).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionRefused);
    let readers = page_of(&test, WITH_FILES, &id).await.readers;
    let civil_status = readers.iter().filter(|one| one.unit.vi.contains("Hộ tịch"));
    assert_eq!(civil_status.count(), 2, "here and abroad: {readers:?}");

    act(&mut abroad, &id, opinion()).await;
    assert_eq!(open(&mut abroad, &id).await.unwrap_err().status, 404);
    assert_eq!(beside(&mut abroad).await.page.total, 0);
    assert!(notices(&mut specialist).await[0].contains("Đã có ý kiến"));
    let waits = try_act(&mut specialist, &id, propose()).await.unwrap_err();
    assert!(waits.detail.contains("chờ ý kiến"), "{}", waits.detail);
    act(&mut colleague, &id, opinion()).await;
    let after = act(&mut specialist, &id, propose()).await;
    let said = serde_json::to_string(&after.timeline).unwrap();
    assert!(said.contains("Đồng ý. Không có tranh chấp."));
    let public = serde_json::to_string(&page_of(&test, WITH_FILES, &id).await.timeline).unwrap();
    assert!(!public.contains("Không có tranh chấp."), "internal");
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
}

#[tokio::test]
async fn a_late_opinion_is_reported_once_and_a_question_can_be_taken_back() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    act(&mut specialist, &id, consult(&[UNIT, UNIT_ABROAD])).await;
    round(&test.app).await.unwrap();
    // Four working hours of a Friday are over.
    test.advance(9 * HOUR);
    assert!(round(&test.app).await.unwrap() > 0);
    assert_eq!(round(&test.app).await.unwrap(), 0, "once");
    for name in [LEADER, CLERK, SPECIALIST, COLLEAGUE, ABROAD] {
        let mut officer = test.sign_in(name).await;
        let told = notices(&mut officer).await;
        assert!(
            told.iter().any(|text| text.contains("chưa có ý kiến")),
            "{name}: {told:?}"
        );
    }
    let mut stranger = test.sign_in(OTHER_CLERK).await;
    assert!(notices(&mut stranger).await.is_empty());

    let mut specialist = test.sign_in(SPECIALIST).await;
    let back = |unit: &str| Command::WithdrawConsultation {
        unit: unit.to_owned(),
        reason: "Đã có trong hồ sơ.".to_owned(),
    };
    let wrong = try_act(&mut specialist, &id, back("nowhere")).await;
    assert_eq!(wrong.unwrap_err().code, ProblemCode::ActionRefused);
    for unit in [UNIT, UNIT_ABROAD] {
        act(&mut specialist, &id, back(unit)).await;
    }
    let sentence = page(&test, &id).await.summary.sentence.vi;
    assert!(!sentence.contains("chờ ý kiến"), "{sentence}");
    act(&mut specialist, &id, propose()).await;
}

#[tokio::test]
async fn units_are_found_by_words_without_marks() {
    let test = TestApp::start().await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut find = async |q: &str| {
        let query = api::UnitQuery { q: q.to_owned() };
        let found = specialist.call::<api::FindUnits>(&[], &query).await;
        found.unwrap()
    };
    let own = find("").await;
    assert_eq!(own.len(), 4, "the other units of the agency: {own:?}");
    assert!(own.iter().all(|unit| unit.id.starts_with(AGENCY)));
    let found = find("tu phap ba dinh").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, UNIT_ABROAD);
    assert!(find("khong co").await.is_empty());
}

/// Changes the workflow that a dossier is pinned to.
pub async fn with_workflow(
    test: TestApp,
    id: &str,
    change: impl FnOnce(&mut serde_json::Value),
) -> TestApp {
    let db = test.app.db.read();
    let read = Statement::from_sql_and_values(
        db.get_database_backend(),
        "SELECT form_version.hash AS hash, form_version.workflow AS workflow FROM form_version \
         JOIN dossier ON dossier.form = form_version.hash WHERE dossier.id = $1",
        [id.into()],
    );
    let row = db.query_one_raw(read).await.unwrap().unwrap();
    let hash: String = row.try_get("", "hash").unwrap();
    let workflow: String = row.try_get("", "workflow").unwrap();
    let mut workflow: serde_json::Value = serde_json::from_str(&workflow).unwrap();
    change(&mut workflow);
    test.app
        .db
        .write(async move |tx| -> Result<(), DbErr> {
            let change = Statement::from_sql_and_values(
                tx.get_database_backend(),
                "UPDATE form_version SET workflow = $1 WHERE hash = $2",
                [workflow.to_string().into(), hash.clone().into()],
            );
            tx.execute_raw(change).await?;
            Ok(())
        })
        .await
        .unwrap();
    test.restart().await
}

#[tokio::test]
async fn a_part_of_the_step_is_done_by_another_unit_and_the_step_waits_for_it() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let test = with_workflow(test, &id, |workflow| {
        workflow["steps"][1]["branches"] = serde_json::json!([[{
            "key": "planning", "title": { "vi": "Kiểm tra quy hoạch" }, "role": "specialist", "unit": "economy",
            "limit": { "working_hours": 4 }
        }]]);
    })
    .await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &id, accept()).await;
    let opened = act(&mut clerk, &id, forward()).await;
    assert_eq!(opened.parts.len(), 1);
    assert_eq!(opened.parts[0].title.vi, "Kiểm tra quy hoạch");
    let sentence = page(&test, &id).await.summary.sentence.vi;
    assert!(
        sentence.contains("cùng Phòng Kinh tế, Hạ tầng và Đô thị"),
        "{sentence}"
    );
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut colleague = test.sign_in(COLLEAGUE).await;
    assert!(notices(&mut colleague).await[0].contains("phần việc"));
    assert_eq!(beside(&mut colleague).await.page.total, 1);
    let early = try_act(&mut specialist, &id, propose()).await.unwrap_err();
    assert!(early.detail.contains("phần việc"), "{}", early.detail);
    let finish = || Command::FinishPart {
        findings: "Phù hợp quy hoạch.".to_owned(),
    };
    let other = try_act(&mut specialist, &id, finish()).await.unwrap_err();
    assert_eq!(other.code, ProblemCode::ActionRefused);
    act(&mut colleague, &id, finish()).await;
    assert_eq!(beside(&mut colleague).await.page.total, 0);
    act(&mut specialist, &id, propose()).await;
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
}

#[tokio::test]
async fn what_was_passed_on_is_taken_back_until_it_is_opened_there() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let mut clerk = test.sign_in(CLERK).await;
    let recall = || Command::Recall {
        reason: "Chuyển nhầm người.".to_owned(),
    };
    let back = act(&mut clerk, &id, recall()).await;
    assert!(back.actions.contains(&Action::Forward));
    act(&mut clerk, &id, forward()).await;
    // A colleague of another role looks at it: that is not opening it.
    let mut leader = test.sign_in(LEADER).await;
    open(&mut leader, &id).await.unwrap();
    assert!(
        open(&mut clerk, &id)
            .await
            .unwrap()
            .actions
            .contains(&Action::Recall)
    );
    let mut specialist = test.sign_in(SPECIALIST).await;
    open(&mut specialist, &id).await.unwrap();
    let late = try_act(&mut clerk, &id, recall()).await.unwrap_err();
    assert!(late.detail.contains("đã mở hồ sơ"), "{}", late.detail);
}

#[tokio::test]
async fn a_deputy_approves_under_an_order_and_only_while_it_lasts() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut leader = test.sign_in(LEADER).await;
    act(&mut specialist, &id, propose()).await;
    let mut deputy = test.sign_in(COLLEAGUE).await;
    let refused = try_act(&mut deputy, &id, approve()).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionRefused);
    let named = |deputy: &str, order: &str| NewStandIn {
        absent: account_id(LEADER),
        deputy: account_id(deputy),
        order_number: order.to_owned(),
        since: date(2026, 11, 20).unwrap(),
        until: date(2026, 11, 25).unwrap(),
    };
    for (wrong, code) in [
        (named(COLLEAGUE, " "), ProblemCode::Invalid),
        (named(CLERK, "12/QĐ-UBND"), ProblemCode::Invalid),
        (named(ABROAD, "12/QĐ-UBND"), ProblemCode::Invalid),
    ] {
        let problem = leader.call::<api::AddStandIn>(&[], &wrong).await;
        assert_eq!(problem.unwrap_err().code, code, "{wrong:?}");
    }
    let order = named(COLLEAGUE, "12/QĐ-UBND");
    let own = deputy.call::<api::AddStandIn>(&[], &order).await;
    assert_eq!(own.unwrap_err().code, ProblemCode::Forbidden);
    // The proposer as deputy: still not their own proposal.
    let proposer = named(SPECIALIST, "11/QĐ-UBND");
    let list = leader
        .call::<api::AddStandIn>(&[], &proposer)
        .await
        .unwrap();
    let own = try_act(&mut specialist, &id, approve()).await.unwrap_err();
    assert!(own.detail.contains("tự phê duyệt"), "{}", own.detail);
    let ended = leader
        .call::<api::EndStandIn>(&[&list[0].id], &Nothing {})
        .await
        .unwrap();
    assert!(ended[0].over);

    leader.call::<api::AddStandIn>(&[], &order).await.unwrap();
    for officer in [&mut deputy, &mut leader] {
        let mine = officer
            .call::<api::ListQueue>(&[], &QueueQuery::default())
            .await
            .unwrap();
        assert!(
            mine.page.items.iter().any(|row| row.id == id),
            "both see it"
        );
    }
    let done = act(&mut deputy, &id, approve()).await;
    assert_eq!(done.row.status, Status::Resolved);
    let by = &done.timeline.last().unwrap().by.vi;
    assert!(
        by.contains("làm thay Đặng Quang Ví Dụ") && by.contains("12/QĐ-UBND"),
        "{by}"
    );

    let next = at_appraisal(&test).await;
    act(&mut specialist, &next, propose()).await;
    test.advance(7 * DAY);
    let mut deputy = test.sign_in(COLLEAGUE).await;
    let over = try_act(&mut deputy, &next, approve()).await.unwrap_err();
    assert_eq!(over.code, ProblemCode::ActionRefused);
}

fn ask_payment() -> Command {
    Command::RequestPayment {
        amount: 75_000,
        reason: "Lệ phí cấp bản sao.".to_owned(),
        within: Limit::WorkingDays(5),
    }
}

/// What a slip says, as it is kept.
async fn receipt_content(test: &TestApp, id: &str) -> String {
    let sql = "SELECT content FROM slip WHERE id = $1";
    let db = test.app.db.read();
    let find = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let row = db.query_one_raw(find).await.unwrap().unwrap();
    row.try_get("", "content").unwrap()
}

#[tokio::test]
async fn a_payment_is_asked_for_confirmed_at_the_counter_and_the_waiting_is_not_counted() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let before = page(&test, &id).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    act(&mut specialist, &id, ask_payment()).await;
    let asked = page(&test, &id).await;
    assert_eq!(asked.summary.status, Status::PaymentRequired);
    let charge = &asked.charges[0];
    assert_eq!((charge.amount, charge.settled.is_none()), (75_000, true));
    assert_eq!(asked.summary.due_at, Some(charge.due_at));
    let sentence = &asked.summary.sentence.vi;
    assert!(
        sentence.contains("75.000 đồng") && sentence.contains(&show_moment(charge.due_at)),
        "{sentence}"
    );
    assert!(asked.timeline.last().unwrap().words.contains("Lệ phí"));
    let mut citizen = test.sign_in(CITIZEN).await;
    assert!(notices(&mut citizen).await[0].contains("75.000 đồng"));
    let confirm = || Command::ConfirmPayment {
        paid_by: PaidBy::Transfer,
        reference: "0000123".to_owned(),
    };
    let other = try_act(&mut specialist, &id, confirm()).await.unwrap_err();
    assert_eq!(other.code, ProblemCode::ActionRefused);
    test.advance(3 * DAY);
    let mut clerk = test.sign_in(CLERK).await;
    let stop = Command::StopUnpaid {
        message: "Bạn có thể nộp hồ sơ mới.".to_owned(),
    };
    let early = try_act(&mut clerk, &id, stop).await.unwrap_err();
    assert!(
        early.detail.contains("vẫn còn thời gian"),
        "{}",
        early.detail
    );
    act(&mut clerk, &id, confirm()).await;
    let paid = page(&test, &id).await;
    assert_eq!(paid.summary.status, Status::Processing);
    assert_eq!(paid.promised_at, before.promised_at);
    assert!(paid.summary.due_at > before.summary.due_at);
    let settled = paid.charges[0].settled.as_ref().unwrap();
    assert_eq!(settled.reference, "0000123");
    // The receipt says it; the one before is replaced and stays visible.
    let slips = clerk
        .call::<api::ListSlips>(&[&id], &Nothing {})
        .await
        .unwrap();
    let receipts: Vec<&api::SlipView> = slips
        .iter()
        .filter(|slip| slip.kind == SlipKind::Receipt)
        .collect();
    assert_eq!(receipts.len(), 2);
    let replaced = receipts[0].voided.as_ref().unwrap();
    assert!(
        replaced.reason.contains(&receipts[1].number),
        "{replaced:?}"
    );
    assert!(receipts[1].voided.is_none());
    assert!(
        receipt_content(&test, &receipts[1].id)
            .await
            .contains("75.000 đồng, Lệ phí cấp bản sao: đã nộp ngày"),
        "with the sum and how it was paid"
    );
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
}

#[tokio::test]
async fn what_is_not_paid_in_time_is_stopped_with_its_notice() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    act(&mut specialist, &id, ask_payment()).await;
    test.advance(12 * DAY);
    round(&test.app).await.unwrap();
    let mut clerk = test.sign_in(CLERK).await;
    assert!(notices(&mut clerk).await[0].contains("quá hạn"));
    let waiting = QueueQuery {
        view: QueueView::Waiting,
        ..QueueQuery::default()
    };
    let list = clerk.call::<api::ListQueue>(&[], &waiting).await.unwrap();
    assert_eq!(list.page.items.len(), 1, "it waits for the applicant");
    let stop = Command::StopUnpaid {
        message: "Bạn có thể nộp hồ sơ mới.".to_owned(),
    };
    act(&mut clerk, &id, stop).await;
    assert_eq!(page(&test, &id).await.summary.status, Status::Stopped);
    let mut citizen = test.sign_in(CITIZEN).await;
    let slips = citizen
        .call::<api::ListSlips>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert!(slips.iter().any(|slip| slip.kind == SlipKind::Stop));
}

/// What follows on a dossier: the approval opens its form, the applicant files it, and both know of each other.
#[tokio::test]
async fn an_approval_opens_the_form_of_what_follows_and_both_are_shown() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let test = with_workflow(test, &id, |workflow| {
        workflow["opens"] = serde_json::json!([{ "procedure": "1.004873" }]);
    })
    .await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &id, accept()).await;
    act(&mut clerk, &id, forward()).await;
    act(&mut test.sign_in(SPECIALIST).await, &id, propose()).await;
    assert!(page(&test, &id).await.following.is_empty(), "not before");
    act(&mut test.sign_in(LEADER).await, &id, approve()).await;
    let seen = page(&test, &id).await;
    assert_eq!(seen.following.len(), 1);
    let mut citizen = test.sign_in(CITIZEN).await;
    assert!(
        notices(&mut citizen)
            .await
            .iter()
            .any(|text| text.contains("làm tiếp"))
    );
    let drafts = citizen
        .call::<api::ListDrafts>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(drafts.iter().any(|one| one.id == seen.following[0].draft));
    let draft = citizen
        .call::<api::GetDraft>(&[&seen.following[0].draft], &Nothing {})
        .await
        .unwrap();
    let change = DraftChange {
        version: draft.version,
        answers: seen.answers.clone(),
        reused: draft.reused,
    };
    let saved = citizen
        .call::<api::SaveDraft>(&[&draft.id], &change)
        .await
        .unwrap();
    let second = citizen
        .submit(&draft.id, &submission(saved.version), "what-follows")
        .await
        .unwrap();
    let (first, second) = (page(&test, &id).await, page(&test, &second.dossier).await);
    assert!(first.following.is_empty());
    assert_eq!(first.linked[0].id, second.summary.id);
    assert!(!first.linked[0].parent);
    assert_eq!(second.linked[0].id, id);
    assert!(second.linked[0].parent);
}

#[tokio::test]
async fn a_dossier_is_returned_to_any_step_that_it_has_passed() {
    let test = TestApp::start().await;
    let id = at_appraisal(&test).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let note = "Đủ điều kiện.".to_owned();
    act(&mut specialist, &id, Command::Propose { note }).await;
    let mut leader = test.sign_in(LEADER).await;
    let seen = open(&mut leader, &id).await.unwrap();
    let steps: Vec<&str> = seen
        .earlier_steps
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(steps, ["reception", "appraisal"]);
    let back = |step: &str| Command::ReturnToPrevious {
        reason: "Thiếu bản chính.".to_owned(),
        step: Some(step.to_owned()),
    };
    for step in ["return", "approval", "nowhere"] {
        let refused = try_act(&mut leader, &id, back(step)).await;
        assert_eq!(
            refused.unwrap_err().code,
            ProblemCode::ActionRefused,
            "{step}"
        );
    }
    act(&mut leader, &id, back("reception")).await;
    let mut clerk = test.sign_in(CLERK).await;
    let seen = open(&mut clerk, &id).await.unwrap();
    assert_eq!(seen.row.status, Status::Processing, "it stays accepted");
    assert!(seen.actions.contains(&Action::Forward));
    assert!(seen.earlier_steps.is_empty());
    // Its way can be read off its history: the next step is appraisal again.
    let forwarded = act(&mut clerk, &id, forward()).await;
    assert_eq!(forwarded.step_unit, "civil_status");
    assert!(
        timeline::is_whole(test.app.db.read(), &id).await.unwrap(),
        "the step is covered by the hash"
    );
}
