//! Administrators: procedures with their flow, and calendars that can be changed without moving what was promised.

use motcua_backend::app::{App, OpenOptions};
use motcua_backend::web::{self, WebOptions};
use motcua_shared::api::{self, CalendarChange, CalendarView, Nothing, ProblemCode};
use motcua_shared::calendar::calendars::EVERY_AGENCY;
use motcua_shared::calendar::{DayKind, Edit, EditFault, OfficeHours, Session};
use motcua_shared::dossier::Action;
use motcua_shared::time::{Date, Timestamp, date};

use crate::app::{ADMINISTRATOR, AGENCY, CITIZEN, CLERK, PASSWORD, TestApp};
use crate::client::Client;
use crate::desk::{accept, act};

fn off(date: Date) -> Edit {
    Edit::Day {
        date,
        kind: DayKind::PublicHoliday,
        name: "Nghỉ theo quyết định".to_owned(),
    }
}

fn change(seen: i64, edits: Vec<Edit>) -> CalendarChange {
    CalendarChange {
        seen,
        edits,
        reason: "Quyết định số 12/QĐ-UBND".to_owned(),
    }
}

async fn calendar(client: &mut Client) -> CalendarView {
    client
        .call::<api::GetCalendar>(&[], &Nothing {})
        .await
        .unwrap()
}

/// Files a dossier, accepts it with this clerk, and gives its promised date.
async fn promised(test: &TestApp, clerk: &mut Client) -> (String, Timestamp) {
    let mut citizen = test.sign_in(CITIZEN).await;
    let dossier = test.filed(&mut citizen, CITIZEN).await.dossier;
    let accepted = act(clerk, &dossier, accept()).await;
    (dossier, accepted.legal_due_at.unwrap())
}

async fn due(clerk: &mut Client, dossier: &str) -> Option<Timestamp> {
    let view = clerk
        .call::<api::GetStaffDossier>(&[dossier], &Nothing {})
        .await;
    view.unwrap().legal_due_at
}

#[tokio::test]
async fn every_procedure_that_is_filed_online_shows_its_flow() {
    let test = TestApp::start().await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let list = administrator
        .call::<api::ListOnlineProcedures>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(list.len(), test.app.reference.online.len());
    for line in &list {
        assert_eq!(line.faults, 0, "{}", line.slug);
        let flow = administrator
            .call::<api::GetProcedureFlow>(&[&line.slug], &Nothing {})
            .await
            .unwrap();
        assert_eq!(&flow.procedure, line);
        let steps = flow.picture.steps;
        assert_eq!(steps.len(), usize::try_from(line.steps).unwrap());
        assert_eq!(flow.agencies.len(), usize::try_from(line.agencies).unwrap());
        assert_eq!(steps[0].out, [Action::Refuse], "{}", line.slug);
        assert!(flow.versions.iter().any(|version| version.current));
        let named = |kind: &String| flow.units.iter().any(|(known, _)| known == kind);
        if !flow.agencies.is_empty() {
            assert!(steps.iter().all(|step| named(&step.unit)), "{}", line.slug);
        }
    }
    let of_nothing = administrator
        .call::<api::GetProcedureFlow>(&["khong-co"], &Nothing {})
        .await
        .unwrap_err();
    assert_eq!(of_nothing.code, ProblemCode::NotFound);
}

#[tokio::test]
async fn a_day_off_counts_from_now_on_and_moves_no_promised_date() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let (before, promise) = promised(&test, &mut clerk).await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let view = calendar(&mut administrator).await;
    assert_eq!((view.number, view.changes.len()), (0, 0));
    assert_eq!(view.differing, [], "what was promised is what is counted");
    assert_eq!(view.calendars(), *test.app.calendars.now().1);

    let day = promise.local().date;
    let wanted = change(0, vec![off(day)]);
    let preview = administrator
        .call::<api::PreviewCalendar>(&[], &wanted)
        .await
        .unwrap();
    assert_eq!(preview.faults, []);
    assert_eq!(preview.differing[0].dossiers, 1);
    assert_eq!(calendar(&mut administrator).await, view, "only looked at");

    let after = administrator
        .call::<api::ChangeCalendar>(&[], &wanted)
        .await
        .unwrap();
    assert_eq!(after.number, 1);
    assert_eq!(after.differing, preview.differing);
    let made = &after.changes[0];
    assert_eq!((made.at, made.edits.clone()), (test.now(), vec![off(day)]));
    assert_eq!(made.reason, wanted.reason);
    assert!(!made.by.is_empty());

    assert_eq!(due(&mut clerk, &before).await, Some(promise), "it stays");
    let (_, later) = promised(&test, &mut clerk).await;
    assert!(later.local().date > day, "the new one is counted anew");
    assert_eq!(calendar(&mut administrator).await.differing[0].dossiers, 1);

    // Also after the server was started again.
    let test = test.restart().await;
    assert!(!test.app.calendars.of(AGENCY).is_working_day(day));
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let back = change(1, vec![Edit::OrdinaryDay { date: day }]);
    let view = administrator
        .call::<api::ChangeCalendar>(&[], &back)
        .await
        .unwrap();
    assert_eq!(view.changes.len(), 2, "both changes are kept");
    assert_eq!(view.differing[0].dossiers, 1, "now it is the other one");
}

#[tokio::test]
async fn hours_of_one_agency_are_its_own() {
    let test = TestApp::start().await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let from = date(2026, 12, 1).unwrap();
    let session = Session {
        from: 8 * 60,
        to: 16 * 60,
    };
    let hours = OfficeHours::new(from, vec![session]).unwrap();
    let of = |agency: &str| Edit::Hours {
        agency: agency.to_owned(),
        hours: hours.clone(),
    };
    let nobody = administrator
        .call::<api::ChangeCalendar>(&[], &change(0, vec![of("000.00.00.H99")]))
        .await
        .unwrap_err();
    assert_eq!(nobody.code, ProblemCode::BadRequest);
    let view = administrator
        .call::<api::ChangeCalendar>(&[], &change(0, vec![of(AGENCY)]))
        .await
        .unwrap();
    let calendars = &test.app.calendars;
    assert_eq!(calendars.of(AGENCY).closing(from), 16 * 60);
    assert_eq!(calendars.of("another").closing(from), 17 * 60);
    let whose: Vec<&str> = view.hours.iter().map(|one| one.agency.as_str()).collect();
    assert_eq!(whose, [AGENCY, EVERY_AGENCY]);
}

#[tokio::test]
async fn what_cannot_be_changed_is_refused_and_nothing_is_kept() {
    let test = TestApp::start().await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let before = calendar(&mut administrator).await;
    let past = off(date(2026, 11, 19).unwrap());
    let preview = administrator
        .call::<api::PreviewCalendar>(&[], &change(0, vec![past.clone()]))
        .await
        .unwrap();
    assert_eq!(preview.faults[0].fault, EditFault::Past);
    let sound = off(date(2026, 12, 1).unwrap());
    let mut no_reason = change(0, vec![sound.clone()]);
    no_reason.reason = "  ".to_owned();
    for (wanted, code) in [
        (change(0, vec![past]), ProblemCode::BadRequest),
        (change(0, Vec::new()), ProblemCode::BadRequest),
        (no_reason, ProblemCode::BadRequest),
        (change(7, vec![sound.clone()]), ProblemCode::Conflict),
    ] {
        let problem = administrator
            .call::<api::ChangeCalendar>(&[], &wanted)
            .await
            .unwrap_err();
        assert_eq!(problem.code, code, "{wanted:?}");
    }
    assert_eq!(calendar(&mut administrator).await, before);
    // Of two who saw the same calendar, the second is told.
    let first = change(0, vec![sound]);
    administrator
        .call::<api::ChangeCalendar>(&[], &first)
        .await
        .unwrap();
    let problem = administrator
        .call::<api::ChangeCalendar>(&[], &first)
        .await
        .unwrap_err();
    assert_eq!(
        (problem.code, problem.current_version),
        (ProblemCode::Conflict, Some(1))
    );
}

/// Another process on the same database counts by the new calendar with the next thing that is done there.
#[tokio::test]
async fn another_process_uses_a_change_at_once() {
    let test = TestApp::start().await;
    let options = OpenOptions {
        database_url: test.database.url.clone(),
        data_dir: test.data.path().to_owned(),
        clock: test.clock.clone(),
        demo: false,
    };
    let other = App::open(options).await.unwrap();
    let mut clerk = Client::new(web::router(other.clone(), WebOptions::default()));
    clerk.sign_in(CLERK, PASSWORD).await.unwrap();
    let (_, promise) = promised(&test, &mut clerk).await;
    let day = promise.local().date;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    administrator
        .call::<api::ChangeCalendar>(&[], &change(0, vec![off(day)]))
        .await
        .unwrap();
    let (_, later) = promised(&test, &mut clerk).await;
    assert!(later.local().date > day);
    assert_eq!(other.calendars.now(), test.app.calendars.now());
    other.db.clone().close().await.unwrap();
}
