//! Beyond the straight path: new dates, second supplements, stopping, opinions, pauses, shares of steps, corrections.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::sentence::sentence;
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{Action, Command, Status, SupplementItem, SupplementPolicy, Workflow};
use motcua_shared::i18n::Lang;

use crate::office::{at, at_appraisal, flow, officer, take, words};

#[test]
fn a_new_date_is_given_once_and_a_day_before_at_the_latest() {
    let (flow, calendar, leader) = (flow(), Calendar::new(&[]), officer(Role::Leader));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let party = Party::Officer(&leader);
    let due = now.legal_due_at.unwrap();
    // Monday the 16th, five working days: Monday the 23rd.
    assert_eq!(due, calendar.due(at(0), Limit::WorkingDays(5)));
    let late = take(&flow, &now, party, Action::Reschedule, clock(7 * 24));
    assert_eq!(late, Err(Refusal::TooLate), "on the due day it is too late");
    let saturday = Command::Reschedule {
        reason: words(),
        date: motcua_shared::time::date(2026, 11, 28).unwrap(),
    };
    let earlier = Command::Reschedule {
        reason: words(),
        date: due.local().date,
    };
    for wrong in [saturday, earlier] {
        assert_eq!(
            workflow::apply(&flow, &now, party, &wrong, clock(48)),
            Err(Refusal::BadDate)
        );
    }
    let moved = take(&flow, &now, party, Action::Reschedule, clock(48)).unwrap();
    assert!(moved.legal_due_at > Some(due));
    assert_eq!(moved.promised_at, Some(due), "the first promise is kept");
    assert_eq!(
        take(&flow, &moved, party, Action::Reschedule, clock(49)),
        Err(Refusal::Rescheduled)
    );
}

#[test]
fn a_second_or_late_supplement_needs_more_than_a_click() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (specialist, leader) = (officer(Role::Specialist), officer(Role::Leader));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let party = Party::Officer(&specialist);
    let without_basis = Command::RequestSupplement {
        items: vec![SupplementItem {
            field: "x".into(),
            reason: words(),
        }],
        message: String::new(),
        basis: " ".to_owned(),
    };
    // Three working days after Monday end on Thursday at 17:00.
    let thursday = 3 * 24 + 7;
    assert!(workflow::apply(&flow, &now, party, &without_basis, clock(thursday)).is_ok());
    assert_eq!(
        workflow::apply(&flow, &now, party, &without_basis, clock(thursday + 24)),
        Err(Refusal::NoBasis)
    );
    let mut asked = take(&flow, &now, party, Action::RequestSupplement, clock(1)).unwrap();
    asked = take(
        &flow,
        &asked,
        Party::Applicant,
        Action::AnswerSupplement,
        clock(2),
    )
    .unwrap();
    assert_eq!(
        take(&flow, &asked, party, Action::RequestSupplement, clock(3)),
        Err(Refusal::SecondSupplement)
    );
    asked = take(
        &flow,
        &asked,
        Party::Officer(&leader),
        Action::AllowSupplement,
        clock(3),
    )
    .unwrap();
    asked = take(&flow, &asked, party, Action::RequestSupplement, clock(3)).unwrap();
    assert_eq!((asked.supplements, asked.supplement_allowed), (2, false));
}

#[test]
fn a_dossier_is_stopped_only_after_the_time_for_the_supplement() {
    let (flow, calendar, clerk) = (flow(), Calendar::new(&[]), officer(Role::Clerk));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let specialist = officer(Role::Specialist);
    let asked = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::RequestSupplement,
        clock(0),
    )
    .unwrap();
    let stop = |hours| {
        take(
            &flow,
            &asked,
            Party::Officer(&clerk),
            Action::StopUnanswered,
            clock(hours),
        )
    };
    assert_eq!(stop(13 * 24), Err(Refusal::SupplementOpen));
    assert_eq!(stop(15 * 24).unwrap().status, Status::Stopped);
}

#[test]
fn a_pause_adds_the_waiting_and_a_restart_counts_anew() {
    let calendar = Calendar::new(&[]);
    let specialist = officer(Role::Specialist);
    for (policy, due) in [
        // Two working days of waiting after Monday the 23rd; five working days after Wednesday the 18th.
        (
            SupplementPolicy::Pause,
            calendar.close_of(motcua_shared::time::date(2026, 11, 25).unwrap()),
        ),
        (
            SupplementPolicy::Restart,
            calendar.due(at(48), Limit::WorkingDays(5)),
        ),
    ] {
        let flow = Workflow {
            supplement_policy: policy,
            ..flow()
        };
        let (now, clock) = at_appraisal(&flow, &calendar);
        let asked = take(
            &flow,
            &now,
            Party::Officer(&specialist),
            Action::RequestSupplement,
            clock(0),
        )
        .unwrap();
        let on = workflow::answer_supplement(&flow, &asked, clock(48)).unwrap();
        assert_eq!(on.legal_due_at, Some(due), "{policy:?}");
    }
}

/// A changed calendar moves no promise; only a leader's explicit action does, and the sum says so.
#[test]
fn a_changed_calendar_moves_no_promise_by_itself() {
    use motcua_shared::calendar::{DayKind, SpecialDay};
    let (flow, calendar, leader) = (flow(), Calendar::new(&[]), officer(Role::Leader));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let party = Party::Officer(&leader);
    assert_eq!(
        take(&flow, &now, party, Action::Recalculate, clock(1)),
        Err(Refusal::SameDate)
    );
    let off = Calendar::new(&[SpecialDay {
        date: motcua_shared::time::date(2026, 11, 20).unwrap(),
        kind: DayKind::PublicHoliday,
        name: "Ngày nghỉ mới".to_owned(),
    }]);
    let later = Clock {
        calendar: &off,
        ..clock(2)
    };
    assert!(workflow::allowed(&flow, &now, party, later).contains(&Action::Recalculate));
    let verified = take(
        &flow,
        &now,
        Party::Officer(&officer(Role::Specialist)),
        Action::Verify,
        later,
    )
    .unwrap();
    assert_eq!(verified.legal_due_at, now.legal_due_at);
    let moved = take(&flow, &now, party, Action::Recalculate, later).unwrap();
    assert_eq!(
        moved.legal_due_at,
        Some(off.due(at(0), Limit::WorkingDays(5)))
    );
    let chapters = moved.promise.chapters(Lang::Vi);
    assert_eq!(chapters.len(), 2);
    assert!(
        chapters[1]
            .lines
            .iter()
            .any(|line| line.text.contains("Ngày nghỉ mới"))
    );
}

#[test]
fn an_opinion_is_asked_and_given_before_the_proposal() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (specialist, leader) = (officer(Role::Specialist), officer(Role::Leader));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let party = Party::Officer(&specialist);
    let asked = take(&flow, &now, party, Action::Consult, clock(1)).unwrap();
    assert_eq!(
        asked.consultations.first().map(|asked| asked.due_at),
        Some(calendar.due(at(1), Limit::WorkingDays(2))),
        "the unit has a date of its own"
    );
    assert_eq!(asked.legal_due_at, now.legal_due_at, "the limit runs on");
    assert_eq!(
        take(&flow, &asked, party, Action::Propose, clock(2)),
        Err(Refusal::Consulting)
    );
    assert_eq!(
        take(&flow, &asked, party, Action::AnswerConsultation, clock(2)),
        Err(Refusal::NotYou),
        "only the unit that was asked"
    );
    let answered = take(
        &flow,
        &asked,
        Party::Officer(&leader),
        Action::AnswerConsultation,
        clock(2),
    )
    .unwrap();
    assert!(take(&flow, &answered, party, Action::Propose, clock(3)).is_ok());
}

#[test]
fn a_result_is_given_at_once_or_corrected_later() {
    let calendar = Calendar::new(&[]);
    let flow = Workflow {
        immediate: true,
        ..flow()
    };
    let clock = |hours| Clock {
        now: at(hours),
        calendar: &calendar,
        limit: Limit::SameDay(900),
    };
    let (clerk, leader) = (officer(Role::Clerk), officer(Role::Leader));
    let mut now = workflow::submitted(&flow, clock(0));
    for (party, action, status) in [
        (
            Party::Officer(&clerk),
            Action::ResolveAtOnce,
            Status::Resolved,
        ),
        (Party::Officer(&clerk), Action::AddResult, Status::Resolved),
        (Party::Officer(&clerk), Action::HandOver, Status::Returned),
        (
            Party::Officer(&leader),
            Action::CorrectResult,
            Status::Resolved,
        ),
    ] {
        now = take(&flow, &now, party, action, clock(1)).unwrap();
        assert_eq!(now.status, status);
    }
    assert_eq!(
        take(
            &flow,
            &now,
            Party::Officer(&clerk),
            Action::HandOver,
            clock(2)
        ),
        Err(Refusal::NoResult),
        "a corrected result is a new file"
    );
    let said = sentence(&flow, &now, "Bộ phận Một cửa", "UBND phường", Lang::Vi);
    assert!(said.contains("đính chính"), "{said}");
}

/// Who accepts after 15:00 passes it on the next working day; the applicant's date does not move (R-TIME-12, R-OSS-09).
#[test]
fn the_duty_to_pass_on_is_not_the_applicants_date() {
    let (flow, calendar, clerk) = (flow(), Calendar::new(&[]), officer(Role::Clerk));
    // The first moment is nine in the morning: 14:00 and 16:00.
    for (hours, days) in [(5, 0), (7, 1)] {
        let clock = Clock {
            now: at(hours),
            calendar: &calendar,
            limit: Limit::WorkingDays(5),
        };
        let accepted = take(
            &flow,
            &workflow::submitted(&flow, clock),
            Party::Officer(&clerk),
            Action::Accept,
            clock,
        )
        .unwrap();
        assert_eq!(
            accepted.due_at,
            Some(calendar.due(clock.now, Limit::WorkingDays(days)))
        );
        assert_eq!(
            accepted.legal_due_at,
            Some(calendar.due(clock.now, Limit::WorkingDays(5)))
        );
    }
}

/// A step's share is its holder's date, and never later than the one promised.
#[test]
fn the_share_of_a_step_is_its_date() {
    let (mut flow, calendar) = (flow(), Calendar::new(&[]));
    let specialist = officer(Role::Specialist);
    flow.steps[1].limit = Some(Limit::WorkingDays(2));
    flow.steps[2].limit = Some(Limit::WorkingDays(9));
    let (now, clock) = at_appraisal(&flow, &calendar);
    assert_eq!(now.due_at, Some(calendar.due(at(0), Limit::WorkingDays(2))));
    let party = Party::Officer(&specialist);
    let proposed = take(&flow, &now, party, Action::Propose, clock(1)).unwrap();
    assert_eq!(proposed.due_at, proposed.legal_due_at);
}
