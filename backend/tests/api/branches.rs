//! A step whose work two other units do at the same time (R-FLOW-16). No text of a procedure that is filed online speaks of such work
//! inside one agency, so the branches are this test's own (`branches.json`); everything else is the real thing.

use motcua_backend::job::remind::round;
use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{self, Nothing, ProblemCode};
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Action, Command};

use crate::app::{ADMINISTRATOR, AGENCY, CITIZEN, CLERK, LEADER, SPECIALIST, TestApp};
use crate::client::Client;
use crate::desk::{accept, act, forward, try_act};
use crate::flow::{COLLEAGUE, HOUR, beside, notices, open, page, propose, with_workflow};

/// A specialist of the unit that does the other branch.
const SOCIAL: &str = "vanxa.caugiay";

/// An installation whose appraisal of births has the two branches.
async fn start() -> TestApp {
    let test = TestApp::start().await;
    let id = accepted(&test).await;
    with_workflow(test, &id, |workflow| {
        let branches = include_str!("branches.json");
        workflow["steps"][1]["branches"] = serde_json::from_str(branches).unwrap();
    })
    .await
}

/// A dossier that is to be passed on.
async fn accepted(test: &TestApp) -> String {
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    act(&mut test.sign_in(CLERK).await, &id, accept()).await;
    id
}

async fn sentence(test: &TestApp, id: &str) -> String {
    page(test, id).await.summary.sentence.vi
}

fn finish() -> Command {
    Command::FinishPart {
        findings: "Phù hợp.".to_owned(),
    }
}

fn back(step: &str) -> Command {
    Command::ReturnToPrevious {
        reason: "Xem lại.".to_owned(),
        step: Some(step.to_owned()),
    }
}

async fn titles(officer: &mut Client, id: &str) -> Vec<String> {
    let seen = open(officer, id).await.unwrap();
    seen.parts.into_iter().map(|part| part.title.vi).collect()
}

#[tokio::test]
async fn both_branches_are_done_in_any_order_and_the_step_waits_for_the_last() {
    let test = start().await;
    let calendar = test.app.calendars.of(AGENCY);
    let due = |hours| calendar.due(test.now(), Limit::WorkingHours(hours));
    let mut clerk = test.sign_in(CLERK).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut economy = test.sign_in(COLLEAGUE).await;
    let mut social = test.sign_in(SOCIAL).await;
    // Who finishes a part, one after the other; the economy unit has two.
    for order in ["ese", "ees", "see"] {
        let id = accepted(&test).await;
        let split = act(&mut clerk, &id, forward()).await;
        let dates: Vec<_> = split.parts.iter().map(|part| part.due_at).collect();
        assert_eq!(dates, [due(4), due(6)], "each branch has its own date");
        for (officer, date) in [(&mut economy, due(4)), (&mut social, due(6))] {
            let list = beside(officer).await;
            assert_eq!(list.page.items.len(), 1);
            assert_eq!(list.page.items[0].due_at, Some(date));
        }
        let mut left: Vec<char> = order.chars().collect();
        while let Some(next) = left.first().copied() {
            let early = try_act(&mut specialist, &id, propose()).await.unwrap_err();
            assert!(early.detail.contains("phần việc"), "{}", early.detail);
            let told = sentence(&test, &id).await;
            for (who, name) in [('e', "Phòng Kinh tế"), ('s', "Phòng Văn hoá")] {
                assert_eq!(told.contains(name), left.contains(&who), "{order}: {told}");
            }
            let (officer, other) = if next == 'e' {
                (&mut economy, &mut social)
            } else {
                (&mut social, &mut economy)
            };
            let done = act(officer, &id, finish()).await;
            left.remove(0);
            if !left.contains(&next) {
                assert!(!done.actions.contains(&Action::FinishPart));
                assert_eq!(beside(officer).await.page.total, 0);
            }
            let waits = left.iter().any(|who| *who != next);
            assert_eq!(beside(other).await.page.total, u64::from(waits), "{order}");
        }
        assert!(titles(&mut specialist, &id).await.is_empty());
        act(&mut specialist, &id, propose()).await;
        assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
    }
}

#[tokio::test]
async fn the_next_part_of_a_branch_has_its_time_from_when_it_begins_and_lateness_is_told_to_its_unit()
 {
    let test = start().await;
    let id = accepted(&test).await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &id, forward()).await;
    test.advance(HOUR);
    let mut economy = test.sign_in(COLLEAGUE).await;
    let next = act(&mut economy, &id, finish()).await;
    let site = next
        .parts
        .iter()
        .find(|part| part.title.vi == "Kiểm tra thực địa");
    let calendar = test.app.calendars.of(AGENCY);
    let due = calendar.due(test.now(), Limit::WorkingHours(2));
    assert_eq!(site.unwrap().due_at, due);
    round(&test.app).await.unwrap();
    let late = |told: &[String]| {
        told.iter()
            .filter(|text| text.contains("phối hợp chưa xong"))
            .count()
    };
    // In the afternoon one branch is late, the other is not; after the end of the day both are.
    for (hours, of_social) in [(5, 0), (3, 1)] {
        test.advance(hours * HOUR);
        round(&test.app).await.unwrap();
        round(&test.app).await.unwrap();
        for (name, times) in [
            (COLLEAGUE, 1 + of_social),
            (SOCIAL, of_social),
            (LEADER, 1 + of_social),
        ] {
            let told = notices(&mut test.sign_in(name).await).await;
            assert_eq!(late(&told), times, "{name} after {hours} hours: {told:?}");
        }
    }
}

#[tokio::test]
async fn a_recall_closes_the_branches_and_a_return_finds_them_done() {
    let test = start().await;
    let id = accepted(&test).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut leader = test.sign_in(LEADER).await;
    let mut economy = test.sign_in(COLLEAGUE).await;
    let mut social = test.sign_in(SOCIAL).await;
    let recall = || Command::Recall {
        reason: "Chuyển nhầm.".to_owned(),
    };
    act(&mut clerk, &id, forward()).await;
    let taken = act(&mut clerk, &id, recall()).await;
    assert!(taken.parts.is_empty());
    for officer in [&mut economy, &mut social] {
        assert_eq!(beside(officer).await.page.total, 0);
    }
    let told = sentence(&test, &id).await;
    assert!(!told.contains("Phòng Kinh tế"), "{told}");

    test.advance(HOUR);
    act(&mut clerk, &id, forward()).await;
    let both = ["Kiểm tra quy hoạch", "Xác minh hộ gia đình"];
    assert_eq!(titles(&mut leader, &id).await, both);
    act(&mut economy, &id, finish()).await;
    // Work has begun there: it cannot be taken back any more.
    let late = try_act(&mut clerk, &id, recall()).await.unwrap_err();
    assert_eq!(late.code, ProblemCode::ActionRefused);
    act(&mut social, &id, finish()).await;
    act(&mut economy, &id, finish()).await;
    act(&mut specialist, &id, propose()).await;

    // Back at the step its branches are done; back before it, they begin again.
    act(&mut leader, &id, back("appraisal")).await;
    assert!(titles(&mut specialist, &id).await.is_empty());
    act(&mut specialist, &id, propose()).await;
    act(&mut leader, &id, back("reception")).await;
    assert!(titles(&mut clerk, &id).await.is_empty());
    act(&mut clerk, &id, forward()).await;
    assert_eq!(titles(&mut specialist, &id).await, both);
    assert!(timeline::is_whole(test.app.db.read(), &id).await.unwrap());
}

#[tokio::test]
async fn the_picture_of_the_flow_shows_the_branches_side_by_side() {
    let test = start().await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let list = administrator
        .call::<api::ListOnlineProcedures>(&[], &Nothing {})
        .await
        .unwrap();
    let mut branched = Vec::new();
    for one in list {
        let flow = administrator
            .call::<api::GetProcedureFlow>(&[&one.slug], &Nothing {})
            .await
            .unwrap();
        let steps = &flow.picture.steps;
        if steps.iter().any(|step| !step.branches.is_empty()) {
            branched.push(flow);
        }
    }
    let [flow] = branched.as_slice() else {
        panic!("{} procedures have branches", branched.len());
    };
    let steps = &flow.picture.steps;
    let branches: Vec<Vec<&str>> = steps[1]
        .branches
        .iter()
        .map(|branch| branch.iter().map(|part| part.title.vi.as_str()).collect())
        .collect();
    let first = vec!["Kiểm tra quy hoạch", "Kiểm tra thực địa"];
    assert_eq!(branches, [first, vec!["Xác minh hộ gia đình"]]);
    assert!(
        steps
            .iter()
            .enumerate()
            .all(|(at, step)| at == 1 || step.branches.is_empty())
    );
    for kind in ["economy", "culture_society"] {
        assert!(flow.units.iter().any(|(unit, _)| unit == kind), "{kind}");
    }
    // The longer branch takes six hours, the day has eight.
    assert!(flow.faults.is_empty(), "{:?}", flow.faults);
}
