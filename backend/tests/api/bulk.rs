//! One command for many dossiers: the preview changes nothing, a run does each once, and what cannot be done says why.

use motcua_shared::api::{
    self, BulkPick, BulkQuestion, BulkRun, BulkSelection, BulkStart, BulkState, Nothing,
    ProblemCode, QueueQuery, QueueView,
};
use motcua_shared::dossier::workflow::Refusal;
use motcua_shared::dossier::{Command, Status};

use crate::app::{CITIZEN, CLERK, LEADER, OTHER_CLERK, SPECIALIST, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act, forward};

async fn filed(test: &TestApp, count: usize) -> Vec<String> {
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(test.filed(&mut citizen, CITIZEN).await.dossier);
    }
    ids
}

async fn preview(officer: &mut Client, command: Command, dossiers: &[String]) -> api::BulkPreview {
    let question = BulkQuestion {
        command,
        selection: BulkSelection {
            dossiers: dossiers.to_vec(),
            list: None,
        },
    };
    officer
        .call::<api::PreviewBulk>(&[], &question)
        .await
        .unwrap()
}

/// Starts a run over what the preview showed, whether it is possible or not.
async fn start(
    officer: &mut Client,
    command: Command,
    preview: &api::BulkPreview,
    key: &str,
) -> BulkRun {
    let items = preview
        .items
        .iter()
        .map(|item| BulkPick {
            dossier: item.dossier.clone(),
            version: item.version,
        })
        .collect();
    officer
        .call_with::<api::StartBulk>(
            &[],
            &BulkStart { command, items },
            &[("idempotency-key", key)],
        )
        .await
        .unwrap()
}

async fn go_on(officer: &mut Client, run: &str) -> BulkRun {
    officer
        .call::<api::ContinueBulk>(&[run], &Nothing {})
        .await
        .unwrap()
}

/// The actions of a dossier's timeline.
async fn actions(officer: &mut Client, dossier: &str) -> Vec<String> {
    let seen = officer
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await
        .unwrap();
    seen.timeline
        .iter()
        .map(|event| event.action.key().to_owned())
        .collect()
}

#[tokio::test]
async fn a_run_does_every_dossier_once_however_often_it_is_started_and_continued() {
    let test = TestApp::start().await;
    let ids = filed(&test, 23).await;
    let mut clerk = test.sign_in(CLERK).await;
    let seen = preview(&mut clerk, accept(), &ids).await;
    assert_eq!((seen.items.len(), seen.beyond), (23, 0));
    assert!(seen.items.iter().all(|item| {
        let outlook = item.outlook.as_ref().unwrap();
        outlook.status == Status::Accepted && outlook.due_at.is_some() && item.refusal.is_none()
    }));
    assert_eq!(
        actions(&mut clerk, &ids[0]).await,
        ["submit"],
        "only looked at"
    );

    let run = start(&mut clerk, accept(), &seen, "one-key").await;
    let again = start(&mut clerk, accept(), &seen, "one-key").await;
    assert_eq!(run, again, "the same key is the same run");
    assert_eq!(run.count(BulkState::Waiting), 23);
    let first = go_on(&mut clerk, &run.id).await;
    assert_eq!(
        first.count(BulkState::Done),
        10,
        "a part, to show how far it is"
    );

    // The page is loaded anew: the desk knows the run, and it goes on from another session.
    let mut other_tab = test.sign_in(CLERK).await;
    let desk = other_tab
        .call::<api::GetDesk>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(desk.unfinished.as_ref(), Some(&run.id));
    for _ in 0..4 {
        go_on(&mut other_tab, &run.id).await;
    }
    let whole = clerk
        .call::<api::GetBulk>(&[&run.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(whole.count(BulkState::Done), 23);
    for id in &ids {
        assert_eq!(actions(&mut clerk, id).await, ["submit", "accept"]);
    }
    let desk = clerk.call::<api::GetDesk>(&[], &Nothing {}).await.unwrap();
    assert_eq!(desk.unfinished, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_that_continue_one_run_at_once_do_nothing_twice() {
    let test = TestApp::start().await;
    let ids = filed(&test, 8).await;
    let mut clerk = test.sign_in(CLERK).await;
    let seen = preview(&mut clerk, accept(), &ids).await;
    let run = start(&mut clerk, accept(), &seen, "two-tabs").await;
    let tabs = (0..4).map(|_| {
        let (mut tab, run) = (clerk.clone(), run.id.clone());
        tokio::spawn(async move { go_on(&mut tab, &run).await })
    });
    for tab in futures_util::future::join_all(tabs).await {
        tab.unwrap();
    }
    let whole = go_on(&mut clerk, &run.id).await;
    assert_eq!(whole.count(BulkState::Done), 8, "{whole:?}");
    for id in &ids {
        assert_eq!(actions(&mut clerk, id).await, ["submit", "accept"]);
    }
}

#[tokio::test]
async fn what_cannot_be_done_says_why_and_the_others_are_done() {
    let test = TestApp::start().await;
    let ids = filed(&test, 4).await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &ids[0], accept()).await;
    let seen = preview(&mut clerk, accept(), &ids).await;
    assert_eq!(seen.items[0].refusal, Some(Refusal::NotNow));
    assert!(seen.items[0].outlook.is_none() && seen.items[1].outlook.is_some());
    let run = start(&mut clerk, accept(), &seen, "partly").await;
    // After the preview somebody else was faster with one, and another one went to another agency.
    act(&mut clerk, &ids[1], accept()).await;
    let elsewhere = Command::SendToAgency {
        agency: "000.00.92.H26".to_owned(),
        reason: "Không thuộc thẩm quyền của phường.".to_owned(),
    };
    act(&mut clerk, &ids[2], elsewhere).await;
    let done = go_on(&mut clerk, &run.id).await;
    let states: Vec<BulkState> = done.items.iter().map(|item| item.state).collect();
    assert_eq!(
        states,
        [
            BulkState::Refused,
            BulkState::Changed,
            BulkState::Gone,
            BulkState::Done
        ]
    );
    assert_eq!(done.items[0].refusal, Some(Refusal::NotNow));
    assert_eq!(actions(&mut clerk, &ids[1]).await, ["submit", "accept"]);
}

#[tokio::test]
async fn an_officer_gets_only_what_they_work_on() {
    let test = TestApp::start().await;
    let ids = filed(&test, 2).await;
    let mut clerk = test.sign_in(CLERK).await;
    for id in &ids {
        act(&mut clerk, id, accept()).await;
    }
    let to = |officer: &str| Command::Forward {
        officer: Some(account_id(officer)),
        note: String::new(),
    };
    for misfit in [LEADER, "kinhte.caugiay", "hotich.badinh"] {
        let seen = preview(&mut clerk, to(misfit), &ids).await;
        let refused = |item: &api::BulkForecast| item.refusal == Some(Refusal::OfficerElsewhere);
        assert!(seen.items.iter().all(refused), "{misfit}");
    }
    let seen = preview(&mut clerk, to(SPECIALIST), &ids).await;
    let run = start(&mut clerk, to(SPECIALIST), &seen, "forward").await;
    assert_eq!(go_on(&mut clerk, &run.id).await.count(BulkState::Done), 2);
    let mine = test
        .sign_in(SPECIALIST)
        .await
        .call::<api::ListQueue>(&[], &QueueQuery::default())
        .await
        .unwrap();
    assert_eq!(mine.page.total, 2);
}

#[tokio::test]
async fn a_run_is_for_commands_that_are_for_many_and_for_own_dossiers() {
    let test = TestApp::start().await;
    let ids = filed(&test, 2).await;
    let mut clerk = test.sign_in(CLERK).await;
    let refuse = BulkQuestion {
        command: Command::Refuse {
            reason: "Không đúng.".to_owned(),
        },
        selection: BulkSelection {
            dossiers: ids.clone(),
            list: None,
        },
    };
    let problem = clerk.call::<api::PreviewBulk>(&[], &refuse).await;
    assert_eq!(problem.unwrap_err().code, ProblemCode::BadRequest);

    let mut foreign = test.sign_in(OTHER_CLERK).await;
    assert_eq!(preview(&mut foreign, accept(), &ids).await.items, []);
    let seen = preview(&mut clerk, accept(), &ids).await;
    let run = start(&mut clerk, accept(), &seen, "own").await;
    for somebody in [&mut foreign, &mut test.sign_in(LEADER).await] {
        for answer in [
            somebody.call::<api::GetBulk>(&[&run.id], &Nothing {}).await,
            somebody
                .call::<api::ContinueBulk>(&[&run.id], &Nothing {})
                .await,
        ] {
            assert_eq!(answer.unwrap_err().code, ProblemCode::NotFound);
        }
    }
    assert_eq!(actions(&mut clerk, &ids[0]).await, ["submit"]);
}

#[tokio::test]
async fn a_whole_list_is_taken_in_its_order() {
    let test = TestApp::start().await;
    let ids = filed(&test, 3).await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &ids[0], accept()).await;
    act(&mut clerk, &ids[0], forward()).await;
    let question = BulkQuestion {
        command: accept(),
        selection: BulkSelection {
            dossiers: Vec::new(),
            list: Some(QueueQuery {
                view: QueueView::Incoming,
                sort: api::QueueSort::Newest,
                ..QueueQuery::default()
            }),
        },
    };
    let seen = clerk
        .call::<api::PreviewBulk>(&[], &question)
        .await
        .unwrap();
    let listed: Vec<&String> = seen.items.iter().map(|item| &item.dossier).collect();
    assert_eq!(listed, [&ids[2], &ids[1]]);
}
