//! Slips: which change writes which one, numbers without gaps, who sees, prints and voids them, and the register of the year.

use std::collections::BTreeSet;

use axum::body::Body;
use futures_util::future::join_all;
use motcua_shared::api::{self, DraftChange, Nothing, ProblemCode, SlipView, SlipVoid};
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Command, SlipKind, Status};
use motcua_shared::time::Timestamp;

use crate::app::{
    AGENCY, CITIZEN, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp, submission,
};
use crate::client::{Answer, Client};
use crate::desk::{accept, act, add_result, ask_for, forward};
#[cfg(feature = "pdf")]
use crate::poppler;

const DAY: i64 = 86_400;
const FIELD: &str = "period_from";

/// The officers of the agency and a citizen.
struct Office {
    test: TestApp,
    applicant: &'static str,
    citizen: Client,
    clerk: Client,
    specialist: Client,
    leader: Client,
}

impl Office {
    async fn on(test: TestApp, applicant: &'static str) -> Self {
        Self {
            applicant,
            citizen: test.sign_in(applicant).await,
            clerk: test.sign_in(CLERK).await,
            specialist: test.sign_in(SPECIALIST).await,
            leader: test.sign_in(LEADER).await,
            test,
        }
    }

    async fn open() -> Self {
        Self::on(TestApp::start().await, CITIZEN).await
    }

    /// Before the set of 2025: the agency still writes the forms of 2018.
    async fn before_2025() -> Self {
        let test = TestApp::start().await;
        test.clock
            .set(Timestamp::parse("2025-08-04T02:00:00Z").unwrap());
        // Their answers name no day of a later year.
        Self::on(test, OTHER_CITIZEN).await
    }

    async fn filed(&mut self) -> String {
        self.test
            .filed(&mut self.citizen, self.applicant)
            .await
            .dossier
    }

    async fn answer_supplement(&mut self, id: &str) {
        let draft = self
            .citizen
            .call::<api::StartSupplement>(&[id], &Nothing {})
            .await
            .unwrap();
        let change = DraftChange {
            version: draft.version,
            answers: draft.answers,
            reused: draft.reused,
        };
        let saved = self
            .citizen
            .call::<api::SaveDraft>(&[&draft.id], &change)
            .await
            .unwrap();
        self.citizen
            .submit(
                &draft.id,
                &submission(saved.version),
                &format!("answer-{id}"),
            )
            .await
            .unwrap();
    }
}

async fn slips(client: &mut Client, id: &str) -> Vec<SlipView> {
    client
        .call::<api::ListSlips>(&[id], &Nothing {})
        .await
        .unwrap()
}

/// Kind, number, and whether it still counts.
fn told(slips: &[SlipView]) -> Vec<(SlipKind, &str, bool)> {
    slips
        .iter()
        .map(|slip| (slip.kind, slip.number.as_str(), slip.voided.is_none()))
        .collect()
}

async fn print(officer: &mut Client, slip: &SlipView) -> Answer {
    let path = api::PRINT_SLIP_PATH.replace("{id}", &slip.id);
    let request = officer.request("POST", &path).body(Body::empty()).unwrap();
    officer.send(request).await
}

async fn void(
    officer: &mut Client,
    slip: &SlipView,
    reason: &str,
) -> Result<SlipView, ProblemCode> {
    let request = SlipVoid {
        reason: reason.to_owned(),
    };
    officer
        .call::<api::VoidSlip>(&[&slip.id], &request)
        .await
        .map_err(|problem| problem.code)
}

#[tokio::test]
async fn each_change_writes_its_slip_and_a_new_receipt_takes_the_place_of_the_old_one() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    assert_eq!(slips(&mut office.clerk, &id).await, []);
    act(&mut office.clerk, &id, accept()).await;
    act(&mut office.clerk, &id, forward()).await;
    act(&mut office.specialist, &id, ask_for(FIELD)).await;
    office.answer_supplement(&id).await;
    let page = office
        .citizen
        .call::<api::GetDossier>(&[&id], &Nothing {})
        .await
        .unwrap();
    let calendar = office.test.app.calendars.of(AGENCY);
    let due = calendar.due(page.summary.due_at.unwrap(), Limit::WorkingDays(2));
    let reschedule = Command::Reschedule {
        reason: "Đang xác minh ở nơi cư trú cũ.".into(),
        date: due.local().date,
    };
    act(&mut office.leader, &id, reschedule).await;
    let propose = Command::Propose {
        note: "Đủ điều kiện.".into(),
    };
    act(&mut office.specialist, &id, propose).await;
    let refuse = Command::Refuse {
        reason: "Thông tin không khớp sổ hộ tịch.".into(),
    };
    act(&mut office.leader, &id, refuse).await;
    let all = slips(&mut office.clerk, &id).await;
    assert_eq!(
        told(&all),
        [
            (SlipKind::Receipt, "1/2026/TNHS", false),
            (SlipKind::Control, "1/2026/KSHS", true),
            (SlipKind::Supplement, "1/2026/HDHS", true),
            (SlipKind::Receipt, "2/2026/TNHS", true),
            (SlipKind::Apology, "1/2026/XLHS", true),
            (SlipKind::Refusal, "1/2026/TCHS", true),
        ]
    );
    let replaced = all[0].voided.as_ref().unwrap();
    assert!(replaced.reason.contains("2/2026/TNHS"), "{replaced:?}");
    assert_eq!(all[3].issuer, all[0].issuer, "who issued the first one");
    assert!(
        all[4].title.vi.starts_with("Văn bản xin lỗi"),
        "set of 2025"
    );
    let own = slips(&mut office.citizen, &id).await;
    assert!(
        own.iter()
            .all(|slip| slip.kind != SlipKind::Control && !slip.may_void),
        "the control slip stays inside"
    );
    assert_eq!(own.len(), all.len() - 1);
}

#[tokio::test]
async fn the_forms_follow_the_day_and_2018_has_no_notice_of_stopping() {
    for (early, titles) in [
        (true, vec!["Giấy tiếp nhận hồ sơ và hẹn trả kết quả"]),
        (
            false,
            vec![
                "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                "Thông báo dừng giải quyết hồ sơ",
            ],
        ),
    ] {
        let mut office = match early {
            true => Office::before_2025().await,
            false => Office::open().await,
        };
        let id = office.filed().await;
        act(&mut office.clerk, &id, accept()).await;
        let withdraw = api::ActionRequest {
            version: 2,
            command: Command::RequestWithdrawal {
                reason: "Tôi đổi ý.".into(),
            },
        };
        office
            .citizen
            .call::<api::ActOnDossier>(&[&id], &withdraw)
            .await
            .unwrap();
        let confirm = Command::ConfirmWithdrawal {
            message: String::new(),
        };
        act(&mut office.clerk, &id, confirm).await;
        let all = slips(&mut office.citizen, &id).await;
        let found: Vec<&str> = all.iter().map(|slip| slip.title.vi.as_str()).collect();
        assert_eq!(found, titles);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn slips_issued_at_once_are_numbered_without_gaps() {
    let mut office = Office::open().await;
    let mut ids = Vec::new();
    for _ in 0..30 {
        ids.push(office.filed().await);
    }
    let accepted = ids.iter().cloned().map(|id| {
        let mut clerk = office.clerk.clone();
        tokio::spawn(async move { act(&mut clerk, &id, accept()).await })
    });
    for done in join_all(accepted).await {
        done.unwrap();
    }
    let mut numbers = BTreeSet::new();
    for id in &ids {
        let all = slips(&mut office.clerk, id).await;
        assert_eq!(all.len(), 1);
        numbers.insert(all[0].number.clone());
    }
    let wanted: BTreeSet<String> = (1..=30)
        .map(|number| format!("{number}/2026/TNHS"))
        .collect();
    assert_eq!(numbers, wanted);
    // What is refused takes no number.
    let again = api::ActionRequest {
        version: 2,
        command: accept(),
    };
    let refused = office
        .clerk
        .call::<api::ActAsOfficer>(&[&ids[0]], &again)
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::ActionRefused);
    let next = office.filed().await;
    act(&mut office.clerk, &next, accept()).await;
    let register = office
        .clerk
        .call::<api::ListRegister>(&[], &api::RegisterQuery::default())
        .await
        .unwrap();
    let numbers: Vec<u32> = register.page.items.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=31).collect::<Vec<u32>>());
    assert_eq!(
        slips(&mut office.clerk, &next).await[0].number,
        "31/2026/TNHS"
    );
}

#[tokio::test]
async fn a_slip_is_voided_by_those_who_may_and_a_receipt_is_replaced() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    act(&mut office.clerk, &id, accept()).await;
    let receipt = slips(&mut office.clerk, &id).await.remove(0);
    assert!(receipt.may_void);
    assert!(!slips(&mut office.specialist, &id).await[0].may_void);
    let mut foreign = office.test.sign_in(OTHER_CLERK).await;
    for (officer, code) in [
        (&mut office.specialist, ProblemCode::Forbidden),
        (&mut foreign, ProblemCode::NotFound),
        (&mut office.citizen, ProblemCode::Forbidden),
    ] {
        assert_eq!(void(officer, &receipt, "Sai tên").await, Err(code));
    }
    for reason in ["  ", "x".repeat(301).as_str()] {
        let refused = void(&mut office.clerk, &receipt, reason).await;
        assert_eq!(refused, Err(ProblemCode::Invalid));
    }
    let voided = void(&mut office.clerk, &receipt, "In sai tên đường.")
        .await
        .unwrap();
    assert_eq!(voided.voided.unwrap().reason, "In sai tên đường.");
    let again = void(&mut office.leader, &receipt, "Lần nữa").await;
    assert_eq!(again, Err(ProblemCode::Conflict));
    let all = slips(&mut office.citizen, &id).await;
    assert_eq!(
        told(&all),
        [
            (SlipKind::Receipt, "1/2026/TNHS", false),
            (SlipKind::Receipt, "2/2026/TNHS", true)
        ],
        "the voided one stays, a new one counts"
    );
    // A control slip that was voided is issued anew by the next hand-over.
    act(&mut office.clerk, &id, forward()).await;
    let control = slips(&mut office.clerk, &id).await.pop().unwrap();
    void(&mut office.leader, &control, "Lập nhầm.")
        .await
        .unwrap();
    let back = Command::ReturnToPrevious {
        reason: "Chuyển nhầm.".into(),
        step: None,
    };
    act(&mut office.specialist, &id, back).await;
    let last = slips(&mut office.clerk, &id).await.pop().unwrap();
    assert_eq!(
        (last.kind, last.number.as_str()),
        (SlipKind::Control, "2/2026/KSHS")
    );
}

#[tokio::test]
async fn what_is_sent_to_another_agency_is_handed_over_by_the_one_that_had_it() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    let mut there = office.test.sign_in(OTHER_CLERK).await;
    let session = there
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap();
    let send = Command::SendToAgency {
        agency: session.account.unwrap().agency.unwrap(),
        reason: "Thuộc nơi cư trú của người yêu cầu.".into(),
    };
    act(&mut office.clerk, &id, send).await;
    let slip = slips(&mut there, &id).await.remove(0);
    assert_eq!(
        (slip.kind, slip.number.as_str()),
        (SlipKind::Control, "1/2026/KSHS")
    );
    assert!(!slip.may_void, "who issued it may");
    assert_eq!(
        void(&mut there, &slip, "Sai").await,
        Err(ProblemCode::NotFound)
    );
    // The other agency goes on with the same slip, and counts its own receipts.
    act(&mut there, &id, accept()).await;
    act(&mut there, &id, forward()).await;
    let all = slips(&mut there, &id).await;
    assert_eq!(
        told(&all),
        [
            (SlipKind::Control, "1/2026/KSHS", true),
            (SlipKind::Receipt, "1/2026/TNHS", true)
        ]
    );
    let register = there
        .call::<api::ListRegister>(&[], &api::RegisterQuery::default())
        .await
        .unwrap();
    assert_eq!(register.page.items[0].dossier, id);
}

#[tokio::test]
async fn the_register_counts_on_is_completed_and_closes_with_the_year() {
    let mut office = Office::open().await;
    let (first, second) = (office.filed().await, office.filed().await);
    for id in [&first, &second] {
        act(&mut office.clerk, id, accept()).await;
        act(&mut office.clerk, id, forward()).await;
    }
    let propose = Command::Propose {
        note: "Đủ điều kiện.".into(),
    };
    let approve = Command::Approve {
        note: String::new(),
    };
    let give = Command::HandOver {
        message: String::new(),
    };
    act(&mut office.specialist, &first, propose).await;
    let version = act(&mut office.leader, &first, approve).await.version;
    add_result(&mut office.clerk, &first, version).await;
    let returned = office.test.now();
    act(&mut office.clerk, &first, give).await;
    let query = api::RegisterQuery::default();
    let page = office
        .leader
        .call::<api::ListRegister>(&[], &query)
        .await
        .unwrap();
    assert_eq!((page.year, page.closed, page.page.total), (2026, false, 2));
    let [one, two] = page.page.items.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(
        (one.number, one.returned_at, one.status),
        (1, Some(returned), Status::Returned)
    );
    assert_eq!(
        (two.number, two.returned_at, two.status),
        (2, None, Status::Processing)
    );
    assert!(
        one.address.contains("Hà Nội") && one.phone.starts_with("09"),
        "{one:?}"
    );
    let mut foreign = office.test.sign_in(OTHER_CLERK).await;
    let other = foreign
        .call::<api::ListRegister>(&[], &query)
        .await
        .unwrap();
    assert_eq!(other.page.total, 0, "each agency has its own");

    office.test.advance(50 * DAY);
    let mut office = Office::on(office.test, CITIZEN).await;
    let next = office.filed().await;
    act(&mut office.clerk, &next, accept()).await;
    assert_eq!(
        slips(&mut office.clerk, &next).await[0].number,
        "1/2027/TNHS"
    );
    for (year, closed, total) in [(2026, true, 2), (2027, false, 1)] {
        let page = office
            .clerk
            .call::<api::ListRegister>(&[], &api::RegisterQuery { year, page: 0 })
            .await
            .unwrap();
        assert_eq!((page.closed, page.page.total), (closed, total), "{year}");
        assert_eq!(page.years, [2027, 2026]);
    }
}

#[cfg(feature = "pdf")]
#[tokio::test]
async fn the_first_print_is_the_original_and_every_copy_says_what_it_is() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    act(&mut office.clerk, &id, accept()).await;
    act(&mut office.clerk, &id, forward()).await;
    let all = slips(&mut office.clerk, &id).await;
    let (receipt, control) = (&all[0], &all[1]);
    let first = print(&mut office.clerk, receipt).await;
    assert_eq!(first.header("content-type"), "application/pdf");
    assert_eq!(first.header("cache-control"), "no-store");
    let text = poppler::text(&first.body);
    assert!(
        text.contains("1/2026/TNHS") && !text.contains("Bản in lại"),
        "{text}"
    );
    let second = print(&mut office.leader, receipt).await;
    assert!(poppler::text(&second.body).contains("Bản in lại lần 1"));
    assert_eq!(slips(&mut office.clerk, &id).await[0].printed, 2);
    // The applicant has the electronic copy, which is no print.
    let path = |slip: &SlipView| api::SLIP_PDF_PATH.replace("{id}", &slip.id);
    let copy = office.citizen.get(&path(receipt)).await;
    let text = poppler::text(&copy.body);
    assert!(
        text.contains("Bản điện tử") && !text.contains("Bản in lại"),
        "{text}"
    );
    assert_eq!(slips(&mut office.citizen, &id).await[0].printed, 2);
    let mut other = office.test.sign_in(OTHER_CITIZEN).await;
    let mut foreign = office.test.sign_in(OTHER_CLERK).await;
    assert_eq!(other.get(&path(receipt)).await.status, 404);
    assert_eq!(
        office.citizen.get(&path(control)).await.status,
        404,
        "not meant for the applicant"
    );
    assert_eq!(print(&mut foreign, receipt).await.status, 404);
    // A void one is marked, and can still be seen.
    void(&mut office.leader, receipt, "In sai.").await.unwrap();
    let text = poppler::text(&office.citizen.get(&path(receipt)).await.body);
    assert!(
        text.contains("ĐÃ HỦY") && text.contains("In sai."),
        "{text}"
    );
    // The control slip has everything that happened since it was issued.
    let propose = Command::Propose {
        note: "Hồ sơ đủ điều kiện.".into(),
    };
    act(&mut office.specialist, &id, propose).await;
    // Cells break their lines.
    let text = poppler::raw_text(&print(&mut office.clerk, control).await.body);
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["Bên giao", "Bộ phận Một cửa", "Hồ sơ đủ điều kiện."] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let register = office.clerk.get("/api/staff/register.pdf?year=2026").await;
    let text = poppler::text(&register.body);
    assert!(
        text.contains("SỔ THEO DÕI HỒ SƠ") && text.contains("Năm 2026"),
        "{text}"
    );
}

#[cfg(feature = "pdf")]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn prints_at_the_same_time_are_all_counted() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    act(&mut office.clerk, &id, accept()).await;
    let receipt = slips(&mut office.clerk, &id).await.remove(0);
    let prints = (0..3).map(|_| {
        let (mut clerk, receipt) = (office.clerk.clone(), receipt.clone());
        tokio::spawn(async move { poppler::text(&print(&mut clerk, &receipt).await.body) })
    });
    let texts: Vec<String> = join_all(prints)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let originals = texts
        .iter()
        .filter(|text| !text.contains("Bản in lại"))
        .count();
    assert_eq!(originals, 1, "one original, whoever was first");
    for number in ["lần 1", "lần 2"] {
        assert_eq!(texts.iter().filter(|text| text.contains(number)).count(), 1);
    }
}

#[cfg(not(feature = "pdf"))]
#[tokio::test]
async fn what_cannot_be_printed_is_not_counted() {
    let mut office = Office::open().await;
    let id = office.filed().await;
    act(&mut office.clerk, &id, accept()).await;
    let receipt = slips(&mut office.clerk, &id).await.remove(0);
    let problem = print(&mut office.clerk, &receipt).await.problem();
    assert_eq!(problem.code, ProblemCode::NoPdf);
    assert_eq!(slips(&mut office.clerk, &id).await[0].printed, 0);
}
