//! No silence: reminders come once for each threshold and date, to the people meant, however many processes look.

use motcua_backend::job::remind::round;
use motcua_shared::api::{self, Nothing, QueueQuery, QueueView};

use crate::app::{CITIZEN, CLERK, LEADER, SPECIALIST, TestApp};
use crate::client::Client;
use crate::desk::{accept, act, forward};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

async fn texts(client: &mut Client) -> Vec<String> {
    let list = client
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    list.notices.into_iter().map(|one| one.text.vi).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_near_late_or_untouched_is_said_once() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    act(&mut clerk, &id, accept()).await;
    act(&mut clerk, &id, forward()).await;
    assert_eq!(round(&test.app).await.unwrap(), 0, "nothing is near yet");

    // Friday the 20th; the 24th is off: the two working days of the step end on Wednesday the 25th at 17:00.
    test.advance(5 * DAY + HOUR);
    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut leader = test.sign_in(LEADER).await;
    // Four processes at once.
    let rounds = [(); 4].map(|()| {
        let app = test.app.clone();
        tokio::spawn(async move { round(&app).await.unwrap() })
    });
    let mut sent = 0;
    for one in rounds {
        sent += one.await.unwrap();
    }
    assert_eq!(sent, 2, "near due, and untouched for two working days");
    let notices = texts(&mut specialist).await;
    assert_eq!(notices.len(), 2, "{notices:?}");
    assert!(notices.iter().any(|text| text.contains("sắp đến hạn")));
    assert!(notices.iter().any(|text| text.contains("chưa ai xử lý")));
    assert_eq!(
        texts(&mut leader).await.len(),
        1,
        "the leader hears of the untouched one"
    );
    assert_eq!(round(&test.app).await.unwrap(), 0, "once");

    test.advance(DAY);
    assert_eq!(round(&test.app).await.unwrap(), 1, "overdue");
    let mut clerk = test.sign_in(CLERK).await;
    let mut leader = test.sign_in(LEADER).await;
    for officer in [&mut clerk, &mut leader] {
        assert!(texts(officer).await[0].contains("quá hạn"));
    }
    let overdue = QueueQuery {
        view: QueueView::Overdue,
        ..QueueQuery::default()
    };
    let page = leader.call::<api::ListQueue>(&[], &overdue).await.unwrap();
    assert_eq!(
        (page.counts[&QueueView::Overdue], page.page.items.len()),
        (1, 1)
    );
    assert_eq!(round(&test.app).await.unwrap(), 0);
    let mut citizen = test.sign_in(CITIZEN).await;
    assert!(
        texts(&mut citizen)
            .await
            .iter()
            .all(|text| !text.contains("quá hạn")),
        "reminders are for officers"
    );
}
