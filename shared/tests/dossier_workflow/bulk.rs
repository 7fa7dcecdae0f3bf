//! One command for many: what the preview says is what doing it gives.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::bulk::{Named, is_for_many, outlook};
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{Action, Command};

use crate::office::{at, at_appraisal, command, flow, officer, take};

fn nobody(_: &str) -> Option<Named<'static>> {
    None
}

#[test]
fn the_preview_and_the_deed_agree_for_every_role_and_command() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let (appraised, clock) = at_appraisal(&flow, &calendar);
    let filed = workflow::submitted(&flow, clock(0));
    let clerk = officer(Role::Clerk);
    let accepted = take(
        &flow,
        &filed,
        Party::Officer(&clerk),
        Action::Accept,
        clock(0),
    )
    .unwrap();
    let mut possible = 0;
    for situation in [&filed, &accepted, &appraised] {
        for role in [Role::Clerk, Role::Specialist, Role::Leader] {
            let actor = officer(role);
            for action in [Action::Accept, Action::Forward, Action::Assign] {
                let command = command(action, at(1)).unwrap();
                let seen = outlook(&flow, situation, &actor, &command, nobody, clock(1));
                let done =
                    workflow::apply(&flow, situation, Party::Officer(&actor), &command, clock(1));
                match (seen, done) {
                    (Ok(seen), Ok(done)) => {
                        possible += 1;
                        assert_eq!((seen.status, seen.due_at), (done.status, done.due_at));
                        assert_eq!(seen.step, flow.step(&done.step).unwrap().title);
                    }
                    (Err(seen), Err(done)) => assert_eq!(seen, done),
                    (seen, done) => panic!("{role:?} {action:?}: {seen:?} but {done:?}"),
                }
            }
        }
    }
    assert_eq!(
        possible, 4,
        "accept, forward, assign by specialist and by leader"
    );
}

#[test]
fn only_what_needs_no_look_at_the_single_dossier_is_for_many() {
    let many: Vec<Action> = Action::ALL
        .into_iter()
        .filter_map(|action| command(action, at(0)))
        .filter(is_for_many)
        .map(|command| command.action())
        .collect();
    assert_eq!(many, [Action::Accept, Action::Forward, Action::Assign]);
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(5),
    };
    let filed = workflow::submitted(&flow, clock);
    let refuse = command(Action::Refuse, at(0)).unwrap();
    let clerk = officer(Role::Clerk);
    assert_eq!(
        outlook(&flow, &filed, &clerk, &refuse, nobody, clock),
        Err(Refusal::NotNow)
    );
}

#[test]
fn a_dossier_goes_only_to_somebody_who_works_at_the_step() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let (appraised, clock) = at_appraisal(&flow, &calendar);
    let leader = officer(Role::Leader);
    let assign = Command::Assign {
        officer: Some("x".to_owned()),
        note: String::new(),
    };
    let of = |role, unit| move |_: &str| Some(Named { role, unit });
    let try_it = |role, unit: &'static str| {
        outlook(
            &flow,
            &appraised,
            &leader,
            &assign,
            of(role, unit),
            clock(1),
        )
        .map(|_| ())
    };
    assert_eq!(try_it(Role::Specialist, "civil_status"), Ok(()));
    for (role, unit) in [(Role::Clerk, "civil_status"), (Role::Specialist, "economy")] {
        assert_eq!(try_it(role, unit), Err(Refusal::OfficerElsewhere));
    }
    assert_eq!(
        outlook(&flow, &appraised, &leader, &assign, nobody, clock(1)),
        Err(Refusal::OfficerElsewhere)
    );
}
