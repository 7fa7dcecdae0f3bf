//! The life of a dossier beyond the straight path: new dates, opinions, a second supplement, stopping, correcting; each seen by
//! the applicant as it should be, refused with a reason where it must be, and never done twice.

use axum::http::StatusCode;
use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{
    self, ActionRequest, DossierView, DraftChange, Nothing, ProblemCode, ResultEnd, StaffDossier,
};
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Action, Awaited, Command, PromisePart, Stance, Status};
use motcua_shared::time::{Timestamp, show_moment};

use crate::app::{
    AGENCY, CITIZEN, CLERK, LEADER, OTHER_CLERK, SPECIALIST, TestApp, account_id, submission,
};
use crate::client::Client;
use crate::desk::{accept, act, add_result, ask_for, forward, try_act};

const DAY: i64 = 86_400;
/// A field of the form that is filed here.
const FIELD: &str = "period_from";

/// Everybody, and a dossier that lies with the specialist.
struct Office {
    test: TestApp,
    citizen: Client,
    clerk: Client,
    specialist: Client,
    leader: Client,
    id: String,
}

impl Office {
    async fn open() -> Self {
        let test = TestApp::start().await;
        let mut citizen = test.sign_in(CITIZEN).await;
        let mut clerk = test.sign_in(CLERK).await;
        let id = test.filed(&mut citizen, CITIZEN).await.dossier;
        act(&mut clerk, &id, accept()).await;
        act(&mut clerk, &id, forward()).await;
        Self {
            specialist: test.sign_in(SPECIALIST).await,
            leader: test.sign_in(LEADER).await,
            test,
            citizen,
            clerk,
            id,
        }
    }

    async fn page(&mut self) -> api::DossierView {
        self.citizen
            .call::<api::GetDossier>(&[&self.id], &Nothing {})
            .await
            .unwrap()
    }

    async fn notices(client: &mut Client) -> Vec<String> {
        let list = client
            .call::<api::ListNotices>(&[], &Nothing {})
            .await
            .unwrap();
        list.notices.into_iter().map(|one| one.text.vi).collect()
    }

    /// Sessions end before days have passed.
    async fn wait(&mut self, seconds: i64) {
        self.test.advance(seconds);
        self.citizen = self.test.sign_in(CITIZEN).await;
        self.clerk = self.test.sign_in(CLERK).await;
        self.specialist = self.test.sign_in(SPECIALIST).await;
        self.leader = self.test.sign_in(LEADER).await;
    }

    /// A working day some days on, and its end.
    fn day_after(&self, from: Timestamp, days: u32) -> (motcua_shared::time::Date, Timestamp) {
        let calendar = self.test.app.calendars.of(AGENCY);
        let end = calendar.due(from, Limit::WorkingDays(days));
        (end.local().date, end)
    }
}

#[tokio::test]
async fn the_sum_behind_the_date_is_kept_and_shown_to_both_sides() {
    let mut office = Office::open().await;
    let page = office.page().await;
    let staff: StaffDossier = office
        .specialist
        .call::<api::GetStaffDossier>(&[&office.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.promise, staff.promise);
    let [PromisePart::Started { sum }] = page.promise.0.as_slice() else {
        panic!("{:?}", page.promise);
    };
    assert_eq!(Some(sum.due_at), page.promised_at);
    assert_eq!(
        page.summary.due_at, page.promised_at,
        "what was promised counts for the applicant"
    );
    // Accepted on Friday the 20th; Tuesday the 24th is a holiday.
    let names: Vec<&str> = sum
        .stretches
        .iter()
        .map(|stretch| stretch.name.as_str())
        .collect();
    assert!(names.contains(&"Ngày Văn hoá Việt Nam"), "{names:?}");
    assert!(!page.basis.words.is_empty() && !page.basis.decision.is_empty());
}

#[tokio::test]
async fn an_apology_gives_a_new_date_once_and_the_applicant_hears_of_it() {
    let mut office = Office::open().await;
    let mut live = office.citizen.events("", None).await;
    let first = office.page().await.promised_at.unwrap();
    let (date, due) = office.day_after(first, 3);
    let command = Command::Reschedule {
        reason: "Đang xác minh ở nơi cư trú cũ.".into(),
        date,
    };
    let id = office.id.clone();
    for officer in [&mut office.clerk, &mut office.specialist] {
        let refused = try_act(officer, &id, command.clone()).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::ActionRefused);
    }
    act(&mut office.leader, &id, command.clone()).await;
    let told = live.next().await.unwrap().vi;
    assert!(
        told.contains("Xin lỗi") && told.contains(&show_moment(due)),
        "{told}"
    );
    let page = office.page().await;
    assert_eq!(
        (page.summary.due_at, page.promised_at),
        (Some(due), Some(first)),
        "the new date counts, the first is kept"
    );
    assert!(page.summary.sentence.vi.contains(&show_moment(due)));
    let text = serde_json::to_string(&page.timeline).unwrap();
    assert!(text.contains("Đang xác minh ở nơi cư trú cũ."));
    let again = try_act(&mut office.leader, &id, command).await.unwrap_err();
    assert_eq!(again.code, ProblemCode::ActionRefused);
    assert!(again.detail.contains("một lần"), "{}", again.detail);
    assert!(
        timeline::is_whole(office.test.app.db.read(), &id)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn no_supplement_in_time_stops_the_dossier_and_not_before() {
    let mut office = Office::open().await;
    let id = office.id.clone();
    act(&mut office.specialist, &id, ask_for(FIELD)).await;
    let stop = Command::StopUnanswered {
        message: "Bạn có thể nộp hồ sơ mới khi đã có đủ giấy tờ.".into(),
    };
    let early = try_act(&mut office.clerk, &id, stop.clone())
        .await
        .unwrap_err();
    assert_eq!(early.code, ProblemCode::ActionRefused);
    assert!(
        early.detail.contains("vẫn còn thời gian"),
        "{}",
        early.detail
    );
    office.wait(20 * DAY).await;
    act(&mut office.clerk, &id, stop).await;
    let page = office.page().await;
    assert_eq!(page.summary.status, Status::Stopped);
    assert!(page.supplement.is_none() && page.actions.is_empty());
    let notices = Office::notices(&mut office.citizen).await;
    assert!(
        notices.iter().any(|text| text.contains("hết hạn bổ sung")),
        "{notices:?}"
    );
}

#[tokio::test]
async fn a_second_supplement_needs_a_leader() {
    let mut office = Office::open().await;
    let id = office.id.clone();
    act(&mut office.specialist, &id, ask_for(FIELD)).await;
    let draft = office
        .citizen
        .call::<api::StartSupplement>(&[&id], &Nothing {})
        .await
        .unwrap();
    let change = DraftChange {
        version: draft.version,
        answers: draft.answers,
        reused: draft.reused,
    };
    let saved = office
        .citizen
        .call::<api::SaveDraft>(&[&draft.id], &change)
        .await
        .unwrap();
    office
        .citizen
        .submit(&draft.id, &submission(saved.version), "second-supplement")
        .await
        .unwrap();
    let page = office.page().await;
    assert!(matches!(
        page.promise.0.last(),
        Some(PromisePart::Restarted { .. })
    ));
    let refused = try_act(&mut office.specialist, &id, ask_for(FIELD))
        .await
        .unwrap_err();
    assert!(refused.detail.contains("lãnh đạo"), "{}", refused.detail);
    let allow = Command::AllowSupplement {
        reason: "Giấy xác nhận mới hết hạn.".into(),
    };
    act(&mut office.leader, &id, allow).await;
    let asked = act(&mut office.specialist, &id, ask_for(FIELD)).await;
    assert_eq!(asked.row.status, Status::SupplementRequired);
    let text = serde_json::to_string(&office.page().await.timeline).unwrap();
    assert!(
        !text.contains("Giấy xác nhận mới hết hạn."),
        "internal words stay inside"
    );
}

#[tokio::test]
async fn another_unit_gives_its_opinion_by_its_own_date() {
    let mut office = Office::open().await;
    let id = office.id.clone();
    let leader = office
        .test
        .sign_in(LEADER)
        .await
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap();
    let unit = leader.account.unwrap().unit.unwrap();
    let ask = |unit: &str, working_days| Command::Consult {
        units: vec![unit.into()],
        question: "Có tranh chấp không?".into(),
        within: Limit::WorkingDays(working_days),
        awaited: Awaited::Always,
    };
    for (unit, days, code) in [
        ("nowhere", 2, ProblemCode::BadRequest),
        (unit.as_str(), 0, ProblemCode::ActionRefused),
        (unit.as_str(), 61, ProblemCode::ActionRefused),
    ] {
        let refused = try_act(&mut office.specialist, &id, ask(unit, days))
            .await
            .unwrap_err();
        assert_eq!(refused.code, code, "{unit} {days}");
    }
    let before = office.page().await;
    let asked = act(&mut office.specialist, &id, ask(&unit, 2)).await;
    assert_eq!(asked.consultations[0].unit, unit);
    assert!(
        !asked.actions.contains(&Action::Propose),
        "the opinion comes first"
    );
    let notices = Office::notices(&mut office.leader).await;
    assert!(notices[0].contains("hỏi ý kiến"), "{notices:?}");
    let queue = office
        .leader
        .call::<api::ListQueue>(
            &[],
            &api::QueueQuery {
                view: api::QueueView::Beside,
                ..api::QueueQuery::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(queue.page.items.len(), 1, "it is in the queue of the unit");
    let answer = Command::AnswerConsultation {
        stance: Stance::Agree,
        opinion: "Không có tranh chấp.".into(),
        files: Vec::new(),
    };
    let foreign = try_act(&mut office.clerk, &id, answer.clone())
        .await
        .unwrap_err();
    assert_eq!(foreign.code, ProblemCode::ActionRefused);
    act(&mut office.leader, &id, answer).await;
    let after = office.page().await;
    assert_eq!(
        after.summary.due_at, before.summary.due_at,
        "the limit ran on"
    );
    let text = serde_json::to_string(&after.timeline).unwrap();
    assert!(!text.contains("tranh chấp"), "opinions stay inside");
    let propose = Command::Propose {
        note: "Đủ điều kiện.".into(),
    };
    act(&mut office.specialist, &id, propose).await;
}

#[tokio::test]
async fn a_dossier_is_given_to_an_officer_of_its_step_only() {
    let mut office = Office::open().await;
    let id = office.id.clone();
    let assign = |officer: Option<&str>| Command::Assign {
        officer: officer.map(account_id),
        note: String::new(),
    };
    let wrong = try_act(&mut office.leader, &id, assign(Some(CLERK)))
        .await
        .unwrap_err();
    assert_eq!(wrong.code, ProblemCode::ActionRefused);
    let given = act(&mut office.leader, &id, assign(Some(SPECIALIST))).await;
    assert!(!given.row.assignee.is_empty());
    let notices = Office::notices(&mut office.specialist).await;
    assert!(notices[0].contains("được giao"), "{notices:?}");
    let back = act(&mut office.specialist, &id, assign(None)).await;
    assert!(back.row.assignee.is_empty(), "given back to the unit");
}

#[tokio::test]
async fn a_wrong_result_is_corrected_and_both_files_stay() {
    let mut office = Office::open().await;
    let id = office.id.clone();
    let note = || "Đủ điều kiện.".to_owned();
    act(
        &mut office.specialist,
        &id,
        Command::Propose { note: note() },
    )
    .await;
    let resolved = act(&mut office.leader, &id, Command::Approve { note: note() }).await;
    let with_result = add_result(&mut office.clerk, &id, resolved.version).await;
    assert_eq!(with_result.results.len(), 1);
    let hand_over = || Command::HandOver {
        message: String::new(),
    };
    act(&mut office.clerk, &id, hand_over()).await;
    let correct = Command::CorrectResult {
        reason: "Sai ngày sinh.".into(),
    };
    let foreign = try_act(&mut office.clerk, &id, correct.clone())
        .await
        .unwrap_err();
    assert_eq!(foreign.code, ProblemCode::ActionRefused);
    let open = act(&mut office.leader, &id, correct).await;
    assert_eq!(open.row.status, Status::Resolved);
    let page = office.page().await;
    assert!(
        page.summary.sentence.vi.contains("đính chính"),
        "{}",
        page.summary.sentence.vi
    );
    let same = try_act(&mut office.clerk, &id, hand_over())
        .await
        .unwrap_err();
    assert_eq!(
        same.code,
        ProblemCode::ActionRefused,
        "a new file is needed"
    );
    office.test.advance(60);
    let corrected = add_result(&mut office.clerk, &id, open.version).await;
    assert_eq!(corrected.results.len(), 2, "both versions are kept");
    act(&mut office.clerk, &id, hand_over()).await;
    // The citizen has both and sees which one counts.
    let ends = |page: &DossierView| {
        page.results
            .iter()
            .map(|file| file.ended)
            .collect::<Vec<_>>()
    };
    let page = office.page().await;
    assert_eq!(ends(&page), [Some(ResultEnd::Replaced), None]);

    let revoke = Command::RevokeResult {
        reason: "Quyết định 12/QĐ-UBND: cấp sai thẩm quyền.".into(),
    };
    let foreign = try_act(&mut office.clerk, &id, revoke.clone()).await;
    assert_eq!(foreign.unwrap_err().code, ProblemCode::ActionRefused);
    office.test.advance(60);
    let ended = act(&mut office.leader, &id, revoke).await;
    assert_eq!(ended.row.status, Status::Stopped);
    let page = office.page().await;
    assert_eq!(
        ends(&page),
        [Some(ResultEnd::Replaced), Some(ResultEnd::Revoked)]
    );
    assert!(page.summary.sentence.vi.contains("thu hồi"));
    assert!(
        page.timeline
            .iter()
            .any(|line| line.words.contains("12/QĐ-UBND"))
    );
    let notices = Office::notices(&mut office.citizen).await;
    assert!(notices[0].contains("thu hồi"), "{notices:?}");
    // What was given out can still be read, by its owner too.
    let path = api::CONTENT_PATH.replace("{id}", &page.results[1].id);
    assert_eq!(office.citizen.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn of_two_new_dates_at_once_one_counts() {
    let mut office = Office::open().await;
    let first = office.page().await.promised_at.unwrap();
    let seen = office
        .leader
        .call::<api::GetStaffDossier>(&[&office.id], &Nothing {})
        .await
        .unwrap();
    let other = office.test.sign_in(LEADER).await;
    let tries = [(office.leader.clone(), 2), (other, 3)].map(|(mut leader, days)| {
        let (date, _) = office.day_after(first, days);
        let request = ActionRequest {
            version: seen.version,
            command: Command::Reschedule {
                reason: "Cần thêm thời gian.".into(),
                date,
            },
        };
        let id = office.id.clone();
        tokio::spawn(async move { leader.call::<api::ActAsOfficer>(&[&id], &request).await })
    });
    let mut done = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => done += 1,
            Err(problem) => assert_eq!(problem.code, ProblemCode::Conflict),
        }
    }
    assert_eq!(done, 1);
    let apologies = office.page().await.promise.0;
    assert_eq!(apologies.len(), 2, "the start and one new date");
}

#[tokio::test]
async fn officers_elsewhere_find_nothing_to_act_on() {
    let office = Office::open().await;
    let mut stranger = office.test.sign_in(OTHER_CLERK).await;
    let stop = Command::StopUnanswered {
        message: "x".into(),
    };
    let request = ActionRequest {
        version: 1,
        command: stop,
    };
    let refused = stranger
        .call::<api::ActAsOfficer>(&[&office.id], &request)
        .await
        .unwrap_err();
    assert_eq!(refused.status, 404);
}

#[tokio::test]
async fn a_dossier_of_another_agency_goes_there_with_its_code() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut there = test.sign_in(OTHER_CLERK).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let id = receipt.dossier.as_str();
    let send = |agency: &str| Command::SendToAgency {
        agency: agency.into(),
        reason: "Thuộc nơi cư trú của người yêu cầu.".into(),
    };
    for nowhere in [AGENCY, "000.00.00.X99"] {
        let refused = try_act(&mut clerk, id, send(nowhere)).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::BadRequest, "{nowhere}");
    }
    let seen = clerk
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    let target = there
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap()
        .account
        .unwrap()
        .agency
        .unwrap();
    assert!(seen.agencies.iter().any(|one| one.code == target));
    let mut live = citizen.events("", None).await;
    let sent = act(&mut clerk, id, send(&target)).await;
    assert!(sent.actions.is_empty(), "nothing is left to do here");
    assert!(
        live.next()
            .await
            .unwrap()
            .vi
            .contains("cơ quan có thẩm quyền")
    );
    let gone = clerk.call::<api::GetStaffDossier>(&[id], &Nothing {}).await;
    assert_eq!(gone.unwrap_err().status, 404);
    let accepted = act(&mut there, id, accept()).await;
    assert_eq!(accepted.row.code, receipt.code, "the code never changes");
    let page = citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert!(
        page.summary.sentence.vi.contains("Ba Đình"),
        "{}",
        page.summary.sentence.vi
    );
    assert!(timeline::is_whole(test.app.db.read(), id).await.unwrap());
}
