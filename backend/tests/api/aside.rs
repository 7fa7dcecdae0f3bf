//! What officers leave beside a dossier: notes, instructions, labels, who is looking. None of it reaches the applicant.

use motcua_shared::api::{
    self, Aside, DossierLabels, Instruction, LabelColour, NewLabel, NewNote, Nothing, Problem,
    ProblemCode, QueueQuery, QueueView,
};
use motcua_shared::event::LiveKind;
use motcua_shared::time::{Date, date};

use crate::app::{CITIZEN, CLERK, LEADER, OTHER_CLERK, PASSWORD, SPECIALIST, TestApp, account_id};
use crate::client::Client;
use crate::desk::{accept, act};

const SECRET: &str = "Nghi khai khác giấy chứng sinh";

async fn note(
    officer: &mut Client,
    dossier: &str,
    to: Option<(&str, Date)>,
) -> Result<Aside, Problem> {
    let note = NewNote {
        instruction: to.map(|(officer, until)| Instruction {
            officer: account_id(officer),
            until,
        }),
        words: SECRET.to_owned(),
    };
    officer.call::<api::AddNote>(&[dossier], &note).await
}

fn wednesday() -> Date {
    date(2026, 11, 25).unwrap()
}

#[tokio::test]
async fn notes_and_labels_are_for_officers_and_never_reach_the_applicant() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut phone = citizen.events("", None).await;
    let mut clerk = test.sign_in(CLERK).await;
    note(&mut clerk, &dossier, None).await.unwrap();
    let labels = clerk
        .call::<api::AddLabel>(
            &[],
            &NewLabel {
                colour: LabelColour::Danger,
                words: SECRET.to_owned(),
            },
        )
        .await
        .unwrap();
    let wanted = DossierLabels {
        labels: vec![labels[0].id.clone()],
    };
    let aside = clerk
        .call::<api::SetLabels>(&[&dossier], &wanted)
        .await
        .unwrap();
    assert_eq!((aside.notes.len(), aside.labels.len()), (1, 1));
    assert_eq!(aside.notes[0].words, SECRET);
    let mut leader = test.sign_in(LEADER).await;
    note(&mut leader, &dossier, Some((SPECIALIST, wednesday())))
        .await
        .unwrap();
    act(&mut clerk, &dossier, accept()).await;

    for path in [
        format!("/api/dossiers/{dossier}"),
        "/api/dossiers".to_owned(),
        "/api/notices".to_owned(),
        "/api/session".to_owned(),
    ] {
        let answer = citizen.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text().contains("Nghi khai"), "{path}");
    }
    assert_eq!(
        citizen
            .get(&format!("/api/staff/dossiers/{dossier}/aside"))
            .await
            .problem()
            .code,
        ProblemCode::Forbidden
    );
    // The first thing the applicant hears of is the acceptance.
    let event = phone.next().await.unwrap();
    assert_eq!(event.kind, LiveKind::Dossier);
    assert!(event.vi.contains("tiếp nhận"), "{}", event.vi);

    let mut colleague = test.sign_in(SPECIALIST).await;
    let seen = colleague
        .call::<api::GetAside>(&[&dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!((seen.notes.len(), seen.labels.len()), (2, 1));
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let foreign_label = foreign
        .call::<api::AddLabel>(
            &[],
            &NewLabel {
                colour: LabelColour::Info,
                words: "Gấp".to_owned(),
            },
        )
        .await
        .unwrap();
    assert_eq!(foreign_label.len(), 1, "each agency has its own");
    let wanted = DossierLabels {
        labels: vec![foreign_label[0].id.clone()],
    };
    let refused = clerk.call::<api::SetLabels>(&[&dossier], &wanted).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::BadRequest);
}

#[tokio::test]
async fn labels_are_shown_in_the_queue_filter_it_and_can_be_removed() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let one = test.filed(&mut citizen, CITIZEN).await.dossier;
    test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let new = |words: &str| NewLabel {
        colour: LabelColour::Attention,
        words: words.to_owned(),
    };
    let labels = clerk
        .call::<api::AddLabel>(&[], &new(" Chờ  xác minh "))
        .await
        .unwrap();
    assert_eq!(labels[0].words, "Chờ xác minh");
    for bad in ["  ", &"x".repeat(31)] {
        let refused = clerk.call::<api::AddLabel>(&[], &new(bad)).await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::Invalid);
    }
    let id = labels[0].id.clone();
    clerk
        .call::<api::SetLabels>(
            &[&one],
            &DossierLabels {
                labels: vec![id.clone(), id.clone()],
            },
        )
        .await
        .unwrap();
    let query = QueueQuery {
        view: QueueView::Agency,
        label: id.clone(),
        ..QueueQuery::default()
    };
    let page = clerk.call::<api::ListQueue>(&[], &query).await.unwrap();
    assert_eq!((page.page.total, page.page.items.len()), (1, 1));
    assert_eq!(page.page.items[0].labels, labels);
    clerk
        .call::<api::DeleteLabel>(&[&id], &Nothing {})
        .await
        .unwrap();
    let page = clerk.call::<api::ListQueue>(&[], &query).await.unwrap();
    assert_eq!(page.page.total, 0);
    let aside = clerk
        .call::<api::GetAside>(&[&one], &Nothing {})
        .await
        .unwrap();
    assert_eq!(aside.labels, []);
}

#[tokio::test]
async fn a_leader_instructs_and_the_officer_is_told_and_closes_it() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut leader = test.sign_in(LEADER).await;
    let mut officer = test.sign_in(SPECIALIST).await;
    let mut stream = officer.events("", None).await;

    for (to, until, code) in [
        (
            SPECIALIST,
            date(2026, 11, 19).unwrap(),
            ProblemCode::Invalid,
        ),
        (OTHER_CLERK, wednesday(), ProblemCode::BadRequest),
    ] {
        let refused = note(&mut leader, &dossier, Some((to, until))).await;
        assert_eq!(refused.unwrap_err().code, code, "{to} {until}");
    }
    let refused = note(&mut officer, &dossier, Some((CLERK, wednesday()))).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::Forbidden);

    let given = note(&mut leader, &dossier, Some((SPECIALIST, wednesday())))
        .await
        .unwrap();
    assert!(given.notes[0].may_close, "who gave it may take it back");
    assert!(given.notes[0].due_at.is_some() && given.notes[0].done_at.is_none());
    let told = stream.next().await.unwrap();
    assert_eq!(
        (told.kind, told.action, told.notice),
        (LiveKind::Assigned, None, true)
    );
    let notices = officer
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(notices.unread, 1);
    assert!(!notices.notices[0].text.vi.contains("Nghi khai"));

    let id = given.notes[0].id.clone();
    let mut clerk = test.sign_in(CLERK).await;
    let refused = clerk.call::<api::CloseNote>(&[&id], &Nothing {}).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound);
    let closed = officer
        .call::<api::CloseNote>(&[&id], &Nothing {})
        .await
        .unwrap();
    let done_at = closed.notes[0].done_at;
    assert!(done_at.is_some() && !closed.notes[0].may_close);
    test.advance(60);
    let again = officer
        .call::<api::CloseNote>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(again.notes[0].done_at, done_at, "closed once");
}

#[tokio::test]
async fn who_looks_is_known_to_the_others_and_forgotten_after_a_minute() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let mut clerk = test.sign_in(CLERK).await;
    let mut leader = test.sign_in(LEADER).await;
    let mut stream = clerk.events("", None).await;
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let look = async |officer: &mut Client| -> Vec<String> {
        let others = officer
            .call::<api::LookAt>(&[&dossier], &Nothing {})
            .await
            .unwrap();
        others.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(look(&mut clerk).await, [""; 0]);
    assert_eq!(stream.next().await.unwrap().kind, LiveKind::Aside);
    assert_eq!(look(&mut leader).await, ["Lê Thị Mẫu Một"]);
    assert_eq!(stream.next().await.unwrap().kind, LiveKind::Aside);
    assert_eq!(look(&mut clerk).await, ["Đặng Quang Ví Dụ"]);

    // Saying it again tells nobody; the next event is that the leader has gone.
    test.advance(30);
    look(&mut leader).await;
    look(&mut clerk).await;
    leader
        .call::<api::LookAway>(&[&dossier], &Nothing {})
        .await
        .unwrap();
    let gone = stream.next().await.unwrap();
    assert_eq!(gone.kind, LiveKind::Aside);
    assert_eq!(look(&mut clerk).await, [""; 0]);

    look(&mut leader).await;
    test.advance(60);
    assert_eq!(look(&mut clerk).await, [""; 0], "forgotten");
    let refused = foreign.call::<api::LookAt>(&[&dossier], &Nothing {}).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound);
    // A second sign-in of the same officer is not somebody else.
    let mut second = test.anonymous();
    second.sign_in(CLERK, PASSWORD).await.unwrap();
    assert_eq!(look(&mut second).await, [""; 0]);
}
