//! Received at the counter or by post (T02), and papers on their way between units.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::transition::{Slip, TABLE};
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{Action, Arrival, Command, Intake, PostalItem, Status};
use motcua_shared::time::date;

use crate::office::{at, at_appraisal, flow, officer, take, words};

fn letter(number: &str) -> PostalItem {
    PostalItem {
        number: number.to_owned(),
        handed_in: date(2026, 11, 14).unwrap(),
    }
}

#[test]
fn what_a_clerk_receives_is_accepted_at_once_as_if_it_had_been_filed() {
    let (flow, calendar, clerk) = (flow(), Calendar::new(&[]), officer(Role::Clerk));
    // Nine in the morning, half past three in the afternoon.
    for (minutes, transfer_day) in [(0, 16), (390, 17)] {
        let clock = Clock {
            now: at(0).plus_seconds(minutes * 60),
            calendar: &calendar,
            limit: Limit::WorkingDays(3),
        };
        let arrival = Arrival {
            intake: Intake::Direct,
            letter: None,
            open: 0,
            form: true,
        };
        let received = workflow::received(&flow, Party::Officer(&clerk), &arrival, clock).unwrap();
        let filed = workflow::submitted(&flow, clock);
        let accepted = take(&flow, &filed, Party::Officer(&clerk), Action::Accept, clock).unwrap();
        assert_eq!(received, accepted);
        assert_eq!(received.status, Status::Accepted);
        assert_eq!(
            received.promised_at,
            Some(calendar.due(clock.now, clock.limit))
        );
        let duty = received.due_at.unwrap().local().date;
        assert_eq!(
            Some(duty),
            date(2026, 11, transfer_day),
            "passed on in time"
        );
    }
    let slips: Vec<Slip> = TABLE
        .iter()
        .filter(|line| line.action == Action::Receive)
        .map(|line| line.slip)
        .collect();
    assert_eq!(slips, [Slip::Receipt]);
}

#[test]
fn only_a_clerk_receives_and_only_what_was_looked_at() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let (known, unnamed) = (letter("EI123456789VN"), letter("  "));
    let arrival = |intake, letter, open| Arrival {
        intake,
        letter,
        open,
        form: true,
    };
    let clerk = officer(Role::Clerk);
    for (intake, letter, open, expected) in [
        (Intake::Direct, None, 0, None),
        (Intake::Post, Some(&known), 0, None),
        (Intake::Direct, None, 1, Some(Refusal::PapersOpen)),
        (Intake::Post, None, 0, Some(Refusal::NoLetter)),
        (Intake::Post, Some(&unnamed), 0, Some(Refusal::NoLetter)),
        (Intake::Direct, Some(&known), 0, Some(Refusal::NoLetter)),
        (Intake::Online, None, 0, Some(Refusal::NoLetter)),
    ] {
        let arrival = arrival(intake, letter, open);
        let outcome = workflow::received(&flow, Party::Officer(&clerk), &arrival, clock);
        assert_eq!(outcome.err(), expected, "{arrival:?}");
    }
    let sound = arrival(Intake::Direct, None, 0);
    let formless = Arrival {
        form: false,
        ..sound
    };
    let outcome = workflow::received(&flow, Party::Officer(&clerk), &formless, clock);
    assert_eq!(outcome, Err(Refusal::NoForm));
    for role in [Role::Specialist, Role::Leader, Role::Administrator] {
        let other = officer(role);
        let outcome = workflow::received(&flow, Party::Officer(&other), &sound, clock);
        assert_eq!(outcome, Err(Refusal::NotYou), "{role:?}");
    }
    let applicant = workflow::received(&flow, Party::Applicant, &sound, clock);
    assert_eq!(applicant, Err(Refusal::NotYou));
    // Nothing that exists is received once more.
    let filed = workflow::submitted(&flow, clock);
    let again = workflow::may(
        &flow,
        &filed,
        Party::Officer(&clerk),
        Action::Receive,
        clock,
    );
    assert_eq!(again, Err(Refusal::NotNow));
}

#[test]
fn papers_on_their_way_are_confirmed_by_the_unit_that_gets_them() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let (clerk, leader) = (officer(Role::Clerk), officer(Role::Leader));
    let filed = workflow::submitted(&flow, clock);
    let silent = Command::GivePapers {
        unit: "leader".to_owned(),
        papers: "  ".to_owned(),
    };
    let refused = workflow::apply(&flow, &filed, Party::Officer(&clerk), &silent, clock);
    assert_eq!(refused, Err(Refusal::NoWords));
    let given = take(
        &flow,
        &filed,
        Party::Officer(&clerk),
        Action::GivePapers,
        clock,
    )
    .unwrap();
    assert_eq!(given.papers_to.as_deref(), Some("leader"));
    let twice = take(
        &flow,
        &given,
        Party::Officer(&clerk),
        Action::GivePapers,
        clock,
    );
    assert_eq!(twice, Err(Refusal::PapersUnderWay));
    let foreign = take(
        &flow,
        &given,
        Party::Officer(&clerk),
        Action::TakePapers,
        clock,
    );
    assert_eq!(foreign, Err(Refusal::NotYou));
    let note = Command::TakePapers { note: words() };
    let taken = workflow::apply(&flow, &given, Party::Officer(&leader), &note, clock).unwrap();
    assert_eq!(taken, filed, "nothing else has changed");
    let nothing = take(
        &flow,
        &taken,
        Party::Officer(&leader),
        Action::TakePapers,
        clock,
    );
    assert_eq!(nothing, Err(Refusal::NotYou));
}

#[test]
fn a_supplement_brought_to_the_counter_counts_as_one_sent() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let (now, clock) = at_appraisal(&flow, &calendar);
    let (clerk, specialist) = (officer(Role::Clerk), officer(Role::Specialist));
    let asked = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::RequestSupplement,
        clock(1),
    )
    .unwrap();
    let sent = workflow::answer_supplement(&flow, &asked, clock(24)).unwrap();
    let action = Action::TakeSupplement;
    let brought = take(&flow, &asked, Party::Officer(&clerk), action, clock(24)).unwrap();
    assert_eq!(brought, sent);
    for party in [Party::Applicant, Party::Officer(&specialist)] {
        let refused = take(&flow, &asked, party, action, clock(24));
        assert_eq!(refused, Err(Refusal::NotYou));
    }
}
