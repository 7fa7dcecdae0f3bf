//! The officers' queue: views, counts, search without marks, order, page after page, what an officer keeps.

use std::collections::BTreeSet;

use motcua_shared::api::{
    self, Density, DeskSettings, NOBODY, Nothing, ProblemCode, QueueColumn, QueuePage, QueueQuery,
    QueueSort, QueueView, SavedView,
};
use motcua_shared::dossier::{Command, Status};
use sea_orm::{ConnectionTrait as _, Statement};

use crate::app::{AGENCY, CITIZEN, CLERK, LEADER, OTHER_CLERK, SPECIALIST, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act, ask_for, forward};

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

/// Ids of all pages, onward to the end.
async fn walk(officer: &mut Client, query: &QueueQuery) -> Vec<String> {
    let (mut ids, mut query) = (Vec::new(), query.clone());
    loop {
        let page = queue(officer, query.clone()).await.page;
        ids.extend(page.items.into_iter().map(|row| row.id));
        if page.after.is_empty() {
            return ids;
        }
        query.after = page.after;
    }
}

/// So many copies of a dossier in its row only: what lists look at differs, the rest does not matter to them.
async fn multiply(test: &TestApp, dossier: &str, count: usize) {
    let columns = "procedure_code, form, account, owner, agency, unit_id, step, step_role, proposer, before_status, accepted_at,
        promised_at, legal_due_at, has_result, sentence_vi, sentence_en, answers, marks, warnings, before_supplement, supplement,
        search_text, version, last_seq, last_hash, promise, supplements, supplement_allowed, consultations, parts, charges";
    let sql = format!(
        "WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < {count})
        INSERT INTO dossier (id, code, status, assignee, due_at, submitted_at, updated_at, {columns})
        SELECT 'copy-' || (1000000 + n), code || '-' || n,
            CASE WHEN n % 10 = 0 THEN 10 WHEN n % 10 = 1 THEN 5 WHEN n % 10 = 2 THEN 4 ELSE 1 END,
            CASE WHEN n % 10 = 2 THEN '{officer}' ELSE NULL END,
            CASE WHEN n % 10 = 0 THEN NULL ELSE due_at + (n % 97) * CAST(60000000 AS BIGINT) END,
            submitted_at + (n % 89) * CAST(60000000 AS BIGINT), updated_at, {columns}
        FROM dossier, counter WHERE id = '{dossier}'",
        officer = account_id(CLERK),
    );
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| tx.execute_unprepared(&sql).await)
        .await
        .unwrap();
}

#[tokio::test]
async fn pages_are_complete_and_without_repeats_while_dossiers_come_and_go() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    multiply(&test, &dossier, 120).await;
    let mut clerk = test.sign_in(CLERK).await;
    for sort in [
        QueueSort::Due,
        QueueSort::Oldest,
        QueueSort::Newest,
        QueueSort::Code,
    ] {
        for view in [QueueView::Agency, QueueView::Done] {
            let query = QueueQuery {
                view,
                sort,
                ..QueueQuery::default()
            };
            let first = queue(&mut clerk, query.clone()).await;
            let ids = walk(&mut clerk, &query).await;
            let once: BTreeSet<&String> = ids.iter().collect();
            assert_eq!(
                (ids.len() as u64, once.len()),
                (first.page.total, ids.len()),
                "{view:?} {sort:?}"
            );
            assert_eq!(first.page.before, "", "nothing before the first page");
            // Back from the second page is the first one again.
            if !first.page.after.is_empty() {
                let second = QueueQuery {
                    after: first.page.after.clone(),
                    ..query.clone()
                };
                let back = QueueQuery {
                    before: queue(&mut clerk, second).await.page.before,
                    ..query.clone()
                };
                assert_eq!(queue(&mut clerk, back).await.page, first.page);
            }
        }
    }

    // Between two pages one that was shown ends, and new ones come: nobody else is passed over or shown again.
    let query = QueueQuery {
        view: QueueView::Agency,
        sort: QueueSort::Oldest,
        ..QueueQuery::default()
    };
    let before: BTreeSet<String> = walk(&mut clerk, &query).await.into_iter().collect();
    let first = queue(&mut clerk, query.clone()).await.page;
    let shown: Vec<String> = first.items.iter().map(|row| row.id.clone()).collect();
    assert!(shown.contains(&dossier), "filed first");
    act(
        &mut clerk,
        &dossier,
        Command::Refuse {
            reason: "Nộp nhầm nơi.".to_owned(),
        },
    )
    .await;
    test.advance(3600);
    let mut citizen = test.sign_in(CITIZEN).await;
    let new = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    let rest = walk(
        &mut clerk,
        &QueueQuery {
            after: first.after,
            ..query
        },
    )
    .await;
    let all: Vec<String> = shown.into_iter().chain(rest).collect();
    let once: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(once.len(), all.len(), "no repeats");
    assert!(once.contains(&new));
    assert_eq!(before.difference(&once).count(), 0, "none is missing");
}

#[tokio::test]
async fn a_place_that_makes_no_sense_is_refused_and_one_that_has_gone_is_the_beginning() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    for place in ["x", "x~y"] {
        let query = QueueQuery {
            after: place.to_owned(),
            ..QueueQuery::default()
        };
        let refused = clerk.call::<api::ListQueue>(&[], &query).await;
        assert_eq!(
            refused.unwrap_err().code,
            ProblemCode::BadRequest,
            "{place}"
        );
    }
    let beyond = QueueQuery {
        after: "9000000000000000~z".to_owned(),
        ..QueueQuery::default()
    };
    let page = queue(&mut clerk, beyond).await.page;
    assert_eq!((page.items.len(), page.before.as_str()), (1, ""));
}

#[tokio::test]
async fn each_part_of_the_queue_means_what_it_says() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut filed = Vec::new();
    for _ in 0..6 {
        filed.push(test.filed(&mut citizen, CITIZEN).await.dossier);
    }
    let [new, accepted, forwarded, given, waiting, refused] = filed.try_into().unwrap();
    for id in [&accepted, &forwarded, &given] {
        act(&mut clerk, id, accept()).await;
    }
    act(&mut clerk, &forwarded, forward()).await;
    let to_specialist = Command::Forward {
        officer: Some(account_id(SPECIALIST)),
        note: String::new(),
    };
    act(&mut clerk, &given, to_specialist).await;
    act(&mut clerk, &waiting, ask_for("requester_full_name")).await;
    let refuse = Command::Refuse {
        reason: "Nộp nhầm nơi.".to_owned(),
    };
    act(&mut clerk, &refused, refuse).await;

    let mut specialist = test.sign_in(SPECIALIST).await;
    let mut other = test.sign_in("kinhte.caugiay").await;
    let set = |ids: &[&String]| ids.iter().map(|id| (*id).clone()).collect::<BTreeSet<_>>();
    let live = [&new, &accepted, &forwarded, &given, &waiting];
    for (officer, view, expected) in [
        (&mut clerk, QueueView::Mine, set(&[&new, &accepted])),
        (&mut specialist, QueueView::Mine, set(&[&forwarded, &given])),
    ] {
        let query = QueueQuery {
            view,
            ..QueueQuery::default()
        };
        let found: BTreeSet<String> = walk(officer, &query).await.into_iter().collect();
        assert_eq!(found, expected, "{view:?}");
    }
    for (view, of_clerk, of_specialist) in [
        (
            QueueView::Unit,
            set(&[&new, &accepted, &waiting]),
            set(&[&forwarded, &given]),
        ),
        (QueueView::Incoming, set(&[&new]), set(&[&forwarded])),
        (QueueView::Agency, set(&live), set(&live)),
        (QueueView::Waiting, set(&[&waiting]), set(&[&waiting])),
        (QueueView::Overdue, set(&[]), set(&[])),
        (QueueView::Done, set(&[&refused]), set(&[&refused])),
    ] {
        for (officer, expected) in [(&mut clerk, of_clerk), (&mut specialist, of_specialist)] {
            let query = QueueQuery {
                view,
                ..QueueQuery::default()
            };
            let page = queue(officer, query.clone()).await;
            let found: BTreeSet<String> = walk(officer, &query).await.into_iter().collect();
            assert_eq!(found, expected, "{view:?}");
            assert_eq!(page.counts[&view], expected.len() as u64, "{view:?}");
        }
    }
    assert_eq!(
        queue(&mut other, QueueQuery::default()).await.counts[&QueueView::Unit],
        0
    );
    let by = |officer: &str| QueueQuery {
        view: QueueView::Agency,
        officer: officer.to_owned(),
        ..QueueQuery::default()
    };
    let of_specialist = walk(&mut clerk, &by(&account_id(SPECIALIST))).await;
    assert_eq!(of_specialist.as_slice(), std::slice::from_ref(&given));
    assert_eq!(walk(&mut clerk, &by(NOBODY)).await.len(), 4);

    // A Friday: what is due on Monday is near due, though it is three days away; on Tuesday it is overdue.
    let due = queue(
        &mut clerk,
        QueueQuery {
            view: QueueView::Due,
            ..QueueQuery::default()
        },
    )
    .await;
    let near: BTreeSet<String> = due.page.items.iter().map(|row| row.id.clone()).collect();
    assert!(near.contains(&new), "eight working hours: {due:?}");
    assert!(!near.contains(&waiting), "ten working days");
    test.advance(4 * 24 * 3600);
    let mut clerk = test.sign_in(CLERK).await;
    let overdue = QueueQuery {
        view: QueueView::Overdue,
        ..QueueQuery::default()
    };
    let page = queue(&mut clerk, overdue).await.page;
    assert!(page.items.iter().any(|row| row.id == new));
    assert!(page.items.iter().all(|row| row.overdue));

    // Another agency has none of it, whatever it asks for.
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    for view in QueueView::ALL {
        let query = QueueQuery {
            view,
            unit: if view == QueueView::Agency {
                format!("{AGENCY}-one_stop")
            } else {
                String::new()
            },
            ..QueueQuery::default()
        };
        let page = queue(&mut foreign, query).await;
        assert_eq!((page.page.items.len(), page.page.total), (0, 0), "{view:?}");
        assert_eq!(page.counts.values().sum::<u64>(), 0);
    }
}

#[tokio::test]
async fn the_neighbours_are_those_of_the_list() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    for _ in 0..3 {
        test.filed(&mut citizen, CITIZEN).await;
    }
    let mut clerk = test.sign_in(CLERK).await;
    let query = QueueQuery {
        view: QueueView::Mine,
        sort: QueueSort::Newest,
        ..QueueQuery::default()
    };
    let list = walk(&mut clerk, &query).await;
    let beside = async |clerk: &mut Client, id: &str| {
        let found = clerk
            .call::<api::GetNeighbours>(&[id], &query)
            .await
            .unwrap();
        (
            found.previous.map(|one| one.id),
            found.next.map(|one| one.id),
        )
    };
    for (index, id) in list.iter().enumerate() {
        let expected = (
            index.checked_sub(1).map(|before| list[before].clone()),
            list.get(index + 1).cloned(),
        );
        assert_eq!(beside(&mut clerk, id).await, expected);
    }
    // What has left the list still has its neighbours there.
    act(&mut clerk, &list[1], accept()).await;
    act(&mut clerk, &list[1], forward()).await;
    let expected = (Some(list[0].clone()), Some(list[2].clone()));
    assert_eq!(beside(&mut clerk, &list[1]).await, expected);
}

#[tokio::test]
async fn an_officer_keeps_columns_density_keys_and_views() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let desk = clerk.call::<api::GetDesk>(&[], &Nothing {}).await.unwrap();
    assert_eq!(desk.settings, DeskSettings::default());
    assert!(desk.units.len() >= 5 && desk.officers.len() == 5);
    let wanted = DeskSettings {
        columns: vec![QueueColumn::Due, QueueColumn::Labels],
        density: Density::Compact,
        single_keys: false,
        views: vec![SavedView {
            name: "Khai sinh quá hạn".to_owned(),
            query: QueueQuery {
                view: QueueView::Overdue,
                procedure: "1.001193".to_owned(),
                ..QueueQuery::default()
            },
        }],
    };
    for _ in 0..2 {
        let kept = clerk.call::<api::SaveDesk>(&[], &wanted).await.unwrap();
        assert_eq!(kept, wanted);
    }
    let desk = clerk.call::<api::GetDesk>(&[], &Nothing {}).await.unwrap();
    assert_eq!(desk.settings, wanted);
    let other = test
        .sign_in(LEADER)
        .await
        .call::<api::GetDesk>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(other.settings, DeskSettings::default(), "each their own");
}

/// Ten thousand dossiers of one agency: the database finds pages and counts in an index alone, without sorting.
#[tokio::test]
async fn ten_thousand_dossiers_are_counted_and_listed_out_of_an_index() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    multiply(&test, &dossier, 10_000).await;
    let mut clerk = test.sign_in(CLERK).await;
    for (view, count) in [
        (QueueView::Agency, 9_001),
        (QueueView::Waiting, 1_000),
        (QueueView::Done, 1_000),
    ] {
        let query = QueueQuery {
            view,
            ..QueueQuery::default()
        };
        let page = queue(&mut clerk, query).await;
        assert_eq!((page.page.total, page.page.items.len()), (count, 25));
    }
    test.statements.lock().unwrap().clear();
    let page = queue(
        &mut clerk,
        QueueQuery {
            view: QueueView::Agency,
            status: Status::Submitted.code(),
            ..QueueQuery::default()
        },
    )
    .await;
    assert_eq!(page.page.total, 7_001);
    if test.database.url.starts_with("postgres") {
        // Its planner decides by statistics; the sizes above are what is looked at there.
        return;
    }
    let statements: Vec<String> = test.statements.lock().unwrap().clone();
    let of_list: Vec<&String> = statements
        .iter()
        .filter(|sql| sql.contains("\"agency\" =") && sql.contains("FROM \"dossier\""))
        .collect();
    assert!(of_list.len() >= 3, "{statements:#?}");
    for sql in of_list {
        let plan = Statement::from_string(
            sea_orm::DbBackend::Sqlite,
            format!("EXPLAIN QUERY PLAN {sql}"),
        );
        let rows = test.app.db.read().query_all_raw(plan).await.unwrap();
        let plan: Vec<String> = rows
            .iter()
            .map(|row| row.try_get::<String>("", "detail").unwrap())
            .collect();
        let plan = plan.join("\n");
        assert!(plan.contains("COVERING INDEX"), "{sql}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{sql}\n{plan}");
    }
}
