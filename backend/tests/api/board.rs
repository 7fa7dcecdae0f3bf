//! The leader's board counts what its links to the queue list.

use motcua_shared::api::{self, BoardLine, NOBODY, Nothing, ProblemCode, QueueQuery, QueueView};
use motcua_shared::dossier::Command;

use crate::app::{AGENCY, CITIZEN, CLERK, LEADER, SPECIALIST, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act};

async fn total(leader: &mut Client, query: QueueQuery) -> u64 {
    leader
        .call::<api::ListQueue>(&[], &query)
        .await
        .unwrap()
        .page
        .total
}

/// Every number of a line is the number of dossiers behind its link.
async fn check(leader: &mut Client, line: &BoardLine, is_unit: bool) {
    let base = |view, idle| QueueQuery {
        view,
        idle,
        unit: if is_unit {
            line.id.clone()
        } else {
            String::new()
        },
        officer: if is_unit {
            String::new()
        } else {
            line.id.clone()
        },
        ..QueueQuery::default()
    };
    for (number, view, idle) in [
        (line.load, QueueView::Agency, false),
        (line.due, QueueView::Due, false),
        (line.overdue, QueueView::Overdue, false),
        (line.idle, QueueView::Agency, true),
    ] {
        assert_eq!(
            total(leader, base(view, idle)).await,
            number,
            "{} {view:?} {idle}",
            line.id
        );
    }
}

#[tokio::test]
async fn numbers_are_those_of_the_lists_behind_them() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    for number in 0..4 {
        let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
        if number > 0 {
            act(&mut clerk, &dossier, accept()).await;
        }
        if number > 1 {
            let officer = (number == 3).then(|| account_id(SPECIALIST));
            let given = Command::Forward {
                officer,
                note: String::new(),
            };
            act(&mut clerk, &dossier, given).await;
        }
    }
    let mut leader = test.sign_in(LEADER).await;
    let board = leader
        .call::<api::GetBoard>(&[], &Nothing {})
        .await
        .unwrap();
    let of = |lines: &[BoardLine], id: &str| lines.iter().find(|line| line.id == id).cloned();
    let one_stop = of(&board.units, &format!("{AGENCY}-one_stop")).unwrap();
    let civil = of(&board.units, &format!("{AGENCY}-civil_status")).unwrap();
    assert_eq!((one_stop.load, civil.load), (2, 2));
    let specialist = of(&board.officers, &account_id(SPECIALIST)).unwrap();
    let nobody = of(&board.officers, NOBODY).unwrap();
    assert_eq!((specialist.load, nobody.load), (1, 3));
    assert_eq!((specialist.idle, specialist.overdue), (0, 0));

    // The next Friday: everything is overdue, and nobody has touched it.
    test.advance(7 * 24 * 3600);
    let mut leader = test.sign_in(LEADER).await;
    let board = leader
        .call::<api::GetBoard>(&[], &Nothing {})
        .await
        .unwrap();
    let specialist = of(&board.officers, &account_id(SPECIALIST)).unwrap();
    assert_eq!((specialist.load, specialist.idle), (1, 1));
    let overdue: u64 = board.units.iter().map(|line| line.overdue).sum();
    assert!(overdue > 0, "{board:?}");
    for line in &board.units {
        check(&mut leader, line, true).await;
    }
    for line in &board.officers {
        check(&mut leader, line, false).await;
    }
    for officer in [CLERK, SPECIALIST] {
        let refused = test
            .sign_in(officer)
            .await
            .call::<api::GetBoard>(&[], &Nothing {})
            .await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::Forbidden);
    }
}
