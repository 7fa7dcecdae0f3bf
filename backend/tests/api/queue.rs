//! The officers' queue: views, counts, search without marks, order.

use motcua_shared::api::{self, QueuePage, QueueQuery, QueueSort, QueueView};

use crate::app::TestApp;
use crate::client::Client;

/// The demonstration data: dossiers in every state, made by the real use cases.
async fn demo() -> TestApp {
    let test = TestApp::empty().await;
    assert!(motcua_backend::demo::seed(&test.app).await.unwrap());
    assert!(
        !motcua_backend::demo::seed(&test.app).await.unwrap(),
        "only an empty database is filled"
    );
    test
}

async fn queue(officer: &mut Client, query: QueueQuery) -> QueuePage {
    officer.call::<api::ListQueue>(&[], &query).await.unwrap()
}

#[tokio::test]
async fn views_count_what_they_list() {
    let test = demo().await;
    assert_eq!(motcua_backend::demo::accounts(&test.app).await.len(), 30);
    for username in [
        "motcua.caugiay",
        "hotich.badinh",
        "lanhdao.caugiay",
        "motcua.gialam",
    ] {
        let mut officer = test.sign_in(username).await;
        for view in QueueView::ALL {
            let page = queue(
                &mut officer,
                QueueQuery {
                    view,
                    ..QueueQuery::default()
                },
            )
            .await;
            assert_eq!(page.counts[&view], page.page.total, "{username} {view:?}");
            assert_eq!(page.page.items.len() as u64, page.page.total.min(25));
            let terminal = |row: &api::QueueRow| row.status.is_terminal();
            match view {
                QueueView::Done => assert!(page.page.items.iter().all(terminal)),
                _ => assert!(!page.page.items.iter().any(terminal)),
            }
        }
    }
    let mut leader = test.sign_in("lanhdao.caugiay").await;
    let mine = queue(&mut leader, QueueQuery::default()).await.page.items;
    assert_eq!(mine.len(), 1, "the one that waits for approval");
    assert!(mine[0].overdue && mine[0].step.vi.contains("Phê duyệt"));
}

#[tokio::test]
async fn search_needs_no_marks_and_every_word() {
    let test = demo().await;
    let mut clerk = test.sign_in("motcua.gialam").await;
    let agency = |q: &str| QueueQuery {
        view: QueueView::Agency,
        q: q.into(),
        ..QueueQuery::default()
    };
    let all = queue(&mut clerk, agency("")).await;
    assert!(all.page.total >= 3 && all.procedures.len() >= 2);
    let code = all.page.items[0].code.clone();
    for (typed, hits) in [
        ("giang a mau", 2),
        ("Giàng", 2),
        ("giang khai sinh", 1),
        ("nguoi khac", 0),
        (code.as_str(), 1),
    ] {
        assert_eq!(
            queue(&mut clerk, agency(typed)).await.page.total,
            hits,
            "{typed}"
        );
    }
    let one = QueueQuery {
        procedure: "1.001193".into(),
        status: 1,
        ..agency("")
    };
    assert_eq!(queue(&mut clerk, one).await.page.total, 1);
}

#[tokio::test]
async fn the_order_is_the_one_asked_for() {
    let test = demo().await;
    let mut clerk = test.sign_in("motcua.caugiay").await;
    let sorted = |sort| QueueQuery {
        view: QueueView::Agency,
        sort,
        ..QueueQuery::default()
    };
    let due = queue(&mut clerk, sorted(QueueSort::Due)).await.page.items;
    assert!(due.len() > 1 && due.is_sorted_by_key(|row| row.due_at));
    let oldest = queue(&mut clerk, sorted(QueueSort::Oldest))
        .await
        .page
        .items;
    assert!(oldest.is_sorted_by_key(|row| row.submitted_at));
    let newest = queue(&mut clerk, sorted(QueueSort::Newest))
        .await
        .page
        .items;
    assert!(newest.is_sorted_by_key(|row| std::cmp::Reverse(row.submitted_at)));
    let code = queue(&mut clerk, sorted(QueueSort::Code)).await.page.items;
    assert!(code.is_sorted_by_key(|row| row.code.clone()));
}
