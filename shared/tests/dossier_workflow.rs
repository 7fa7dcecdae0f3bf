//! The life of a dossier: the table of transitions, and random walks that must keep the invariants of
//! requirements.md §4.4.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use motcua_shared::access::{Actor, Role};
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::sentence::sentence;
use motcua_shared::dossier::transition;
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{
    Action, Command, LimitSource, LimitSources, PromisePart, Situation, Status, SupplementItem,
    SupplementPolicy, Workflow,
};
use motcua_shared::i18n::Lang;
use motcua_shared::time::Timestamp;
use proptest::prelude::*;

fn flow() -> Workflow {
    let step = |key: &str, role: &str, unit: &str, status: u8| serde_json::json!({"key": key, "title": {"vi": key}, "role": role, "unit": unit, "status": status});
    serde_json::from_value(serde_json::json!({
        "steps": [
            step("reception", "clerk", "one_stop", 1), step("appraisal", "specialist", "civil_status", 4),
            step("approval", "leader", "leadership", 4), step("return", "clerk", "one_stop", 9)
        ],
        "reception_limit": {"working_hours": 8}, "supplement_limit": {"working_days": 10}, "collection_limit": {"working_days": 30},
        "limit_sources": {"reception": {"own_choice": "x"}, "supplement": {"own_choice": "x"}, "collection": {"law": "x"}}
    }))
    .unwrap()
}

fn officer(role: Role) -> Actor {
    Actor {
        id: role.key().to_owned(),
        name: role.key().to_owned(),
        role,
        agency: Some("a".into()),
        unit: Some(role.key().to_owned()),
    }
}

fn words() -> String {
    "Lý do".to_owned()
}

fn command(action: Action, now: Timestamp) -> Option<Command> {
    Some(match action {
        Action::Submit | Action::AnswerSupplement | Action::AddResult => return None,
        Action::Accept => Command::Accept {
            message: String::new(),
        },
        Action::RequestSupplement => Command::RequestSupplement {
            items: vec![SupplementItem {
                field: "x".into(),
                reason: words(),
            }],
            message: String::new(),
            basis: "Luật Hộ tịch, Điều 16".to_owned(),
        },
        Action::Refuse => Command::Refuse { reason: words() },
        Action::Forward => Command::Forward {
            officer: None,
            note: String::new(),
        },
        Action::Propose => Command::Propose { note: words() },
        Action::Approve => Command::Approve {
            note: String::new(),
        },
        Action::ReturnToPrevious => Command::ReturnToPrevious { reason: words() },
        Action::HandOver => Command::HandOver {
            message: String::new(),
        },
        Action::RequestWithdrawal => Command::RequestWithdrawal { reason: words() },
        Action::RevokeWithdrawal => Command::RevokeWithdrawal {},
        Action::ConfirmWithdrawal => Command::ConfirmWithdrawal {
            message: String::new(),
        },
        Action::RejectWithdrawal => Command::RejectWithdrawal { reason: words() },
        Action::StopUnanswered => Command::StopUnanswered { message: words() },
        Action::Consult => Command::Consult {
            unit: "leader".to_owned(),
            question: words(),
            working_days: 2,
        },
        Action::AnswerConsultation => Command::AnswerConsultation { opinion: words() },
        Action::Verify => Command::Verify {
            place: words(),
            people: words(),
            findings: words(),
        },
        Action::AllowSupplement => Command::AllowSupplement { reason: words() },
        Action::Assign => Command::Assign {
            officer: None,
            note: String::new(),
        },
        Action::Reschedule => Command::Reschedule {
            reason: words(),
            // Later than any limit of these tests.
            date: Calendar::new(&[])
                .due(now, Limit::WorkingDays(40))
                .local()
                .date,
        },
        Action::Recalculate => Command::Recalculate { reason: words() },
        Action::ResolveAtOnce => Command::ResolveAtOnce {
            message: String::new(),
        },
        Action::CorrectResult => Command::CorrectResult { reason: words() },
    })
}

/// Takes an action the way the services do.
fn take(
    flow: &Workflow,
    now: &Situation,
    party: Party<'_>,
    action: Action,
    clock: Clock<'_>,
) -> Result<Situation, Refusal> {
    match action {
        Action::AnswerSupplement if matches!(party, Party::Applicant) => {
            workflow::answer_supplement(flow, now, clock)
        }
        Action::AddResult => workflow::may(flow, now, party, action, clock).map(|()| Situation {
            has_result: true,
            ..now.clone()
        }),
        action => match command(action, clock.now) {
            Some(command) => workflow::apply(flow, now, party, &command, clock),
            None => Err(Refusal::NotNow),
        },
    }
}

fn at(hours: i64) -> Timestamp {
    Timestamp::parse("2026-11-16T02:00:00Z")
        .unwrap()
        .plus_seconds(hours * 3600)
}

#[test]
fn the_definition_is_sound_and_a_broken_one_is_not() {
    assert_eq!(flow().lint(), Vec::<String>::new());
    let mut broken = flow();
    broken.steps.remove(2);
    assert!(broken.lint().iter().any(|fault| fault.contains("leader")));
    let without_reason = LimitSource::OwnChoice(" ".to_owned());
    for sources in [
        None,
        flow().limit_sources.map(|sources| LimitSources {
            supplement: without_reason.clone(),
            ..sources
        }),
    ] {
        let unsourced = Workflow {
            limit_sources: sources,
            ..flow()
        };
        let faults = unsourced.lint();
        assert!(faults.len() == 1 && faults[0].contains("limit_sources"));
    }
}

/// Every transition that is possible from the straight path, as one table. A change of the rules shows here.
#[test]
fn table_of_transitions() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let (clerk, specialist, leader) = (
        officer(Role::Clerk),
        officer(Role::Specialist),
        officer(Role::Leader),
    );
    let submitted = workflow::submitted(&flow, clock);
    let go = |from: &Situation, party, action| take(&flow, from, party, action, clock).unwrap();
    let accepted = go(&submitted, Party::Officer(&clerk), Action::Accept);
    let appraisal = go(&accepted, Party::Officer(&clerk), Action::Forward);
    let approval = go(&appraisal, Party::Officer(&specialist), Action::Propose);
    let resolved = go(&approval, Party::Officer(&leader), Action::Approve);
    let with_result = go(&resolved, Party::Officer(&clerk), Action::AddResult);
    let returned = go(&with_result, Party::Officer(&clerk), Action::HandOver);
    let asked = go(
        &appraisal,
        Party::Officer(&specialist),
        Action::RequestSupplement,
    );
    let withdrawing = go(&appraisal, Party::Applicant, Action::RequestWithdrawal);
    let mut table = Vec::new();
    for (name, situation) in [
        ("submitted", &submitted),
        ("accepted", &accepted),
        ("appraisal", &appraisal),
        ("approval", &approval),
        ("resolved", &resolved),
        ("with result", &with_result),
        ("returned", &returned),
        ("asked", &asked),
        ("withdrawing", &withdrawing),
    ] {
        for (who, party) in [
            ("applicant", Party::Applicant),
            ("clerk", Party::Officer(&clerk)),
            ("specialist", Party::Officer(&specialist)),
            ("leader", Party::Officer(&leader)),
        ] {
            let actions: Vec<String> = workflow::allowed(&flow, situation, party, clock)
                .into_iter()
                .map(|action| {
                    let next = go(situation, party, action);
                    format!("{}→{}@{}", action.key(), next.status.code(), next.step)
                })
                .collect();
            if !actions.is_empty() {
                table.push(format!("{name} | {who} | {}", actions.join(", ")));
            }
        }
    }
    let expected = "\
submitted | applicant | request_withdrawal→7@reception
submitted | clerk | accept→2@reception, request_supplement→5@reception, refuse→3@reception
accepted | applicant | request_withdrawal→7@reception
accepted | clerk | forward→4@appraisal
accepted | leader | reschedule→2@reception
appraisal | applicant | request_withdrawal→7@appraisal
appraisal | specialist | request_supplement→5@appraisal, propose→4@approval, return_to_previous→4@reception, add_result→4@appraisal, consult→4@appraisal, verify→4@appraisal, assign→4@appraisal
appraisal | leader | assign→4@appraisal, reschedule→4@appraisal
approval | applicant | request_withdrawal→7@approval
approval | leader | refuse→8@approval, approve→9@return, return_to_previous→4@appraisal, add_result→4@approval, assign→4@approval, reschedule→4@approval
resolved | clerk | add_result→9@return
with result | clerk | add_result→9@return, hand_over→10@return
with result | leader | correct_result→9@return
returned | leader | correct_result→9@return
asked | applicant | answer_supplement→4@appraisal, request_withdrawal→7@appraisal
withdrawing | applicant | revoke_withdrawal→4@appraisal
withdrawing | clerk | confirm_withdrawal→8@appraisal, reject_withdrawal→4@appraisal";
    assert_eq!(table.join("\n"), expected);
}

#[test]
fn refusals_say_why() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let clerk = officer(Role::Clerk);
    let submitted = workflow::submitted(&flow, clock);
    let apply = |situation: &Situation, party, command: Command| {
        workflow::apply(&flow, situation, party, &command, clock)
    };
    let silent = Command::Refuse {
        reason: "  ".into(),
    };
    assert_eq!(
        apply(&submitted, Party::Officer(&clerk), silent),
        Err(Refusal::NoWords)
    );
    let empty = Command::RequestSupplement {
        items: Vec::new(),
        message: String::new(),
        basis: String::new(),
    };
    assert_eq!(
        apply(&submitted, Party::Officer(&clerk), empty),
        Err(Refusal::NoItems)
    );
    let leader = officer(Role::Leader);
    assert_eq!(
        apply(
            &submitted,
            Party::Officer(&leader),
            command(Action::Accept, at(0)).unwrap()
        ),
        Err(Refusal::NotYou)
    );
    assert_eq!(
        apply(
            &submitted,
            Party::Officer(&clerk),
            command(Action::Approve, at(0)).unwrap()
        ),
        Err(Refusal::NotNow)
    );
    // The one who proposed may not approve, even after a change of role.
    let mut approval = submitted;
    approval.status = Status::Processing;
    approval.step = "approval".into();
    approval.proposer = Some("leader".into());
    assert_eq!(
        apply(
            &approval,
            Party::Officer(&leader),
            command(Action::Approve, at(0)).unwrap()
        ),
        Err(Refusal::OwnProposal)
    );
}

#[test]
fn a_supplement_after_acceptance_starts_the_limit_anew_and_keeps_the_first_promise() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let clock = |hours| Clock {
        now: at(hours),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let (clerk, specialist) = (officer(Role::Clerk), officer(Role::Specialist));
    let mut now = workflow::submitted(&flow, clock(0));
    now = take(
        &flow,
        &now,
        Party::Officer(&clerk),
        Action::Accept,
        clock(0),
    )
    .unwrap();
    now = take(
        &flow,
        &now,
        Party::Officer(&clerk),
        Action::Forward,
        clock(0),
    )
    .unwrap();
    let promised = now.promised_at;
    now = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::RequestSupplement,
        clock(24),
    )
    .unwrap();
    now = take(
        &flow,
        &now,
        Party::Applicant,
        Action::AnswerSupplement,
        clock(48),
    )
    .unwrap();
    assert_eq!(
        (now.status, now.promised_at),
        (Status::Processing, promised)
    );
    assert_eq!(
        now.legal_due_at,
        Some(calendar.due(at(48), Limit::WorkingDays(3)))
    );
    assert!(now.legal_due_at > promised);
}

#[test]
fn withdrawing_during_a_supplement_and_thinking_again_leads_back_to_it() {
    let flow = flow();
    let calendar = Calendar::new(&[]);
    let clock = Clock {
        now: at(0),
        calendar: &calendar,
        limit: Limit::WorkingDays(3),
    };
    let clerk = officer(Role::Clerk);
    let mut now = workflow::submitted(&flow, clock);
    for (party, action, status) in [
        (
            Party::Officer(&clerk),
            Action::RequestSupplement,
            Status::SupplementRequired,
        ),
        (
            Party::Applicant,
            Action::RequestWithdrawal,
            Status::WithdrawalRequested,
        ),
        (
            Party::Applicant,
            Action::RevokeWithdrawal,
            Status::SupplementRequired,
        ),
        (
            Party::Applicant,
            Action::AnswerSupplement,
            Status::Submitted,
        ),
    ] {
        now = take(&flow, &now, party, action, clock).unwrap();
        assert_eq!(now.status, status);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is clicked in whatever order by whomever: illegal actions change nothing, and a live dossier always has
    /// a step, a due date and a sentence; terminal ones accept nothing more; the first promise never moves.
    #[test]
    fn random_walks_keep_the_invariants(clicks in prop::collection::vec((0_usize..4, 0_usize..Action::ALL.len(), 1_i64..60), 1..120)) {
        let flow = flow();
        let calendar = Calendar::new(&[]);
        let officers = [officer(Role::Clerk), officer(Role::Specialist), officer(Role::Leader)];
        let mut hours = 0;
        let mut now = workflow::submitted(&flow, Clock { now: at(0), calendar: &calendar, limit: Limit::WorkingDays(3) });
        for (who, what, later) in clicks {
            hours += later;
            let clock = Clock { now: at(hours), calendar: &calendar, limit: Limit::WorkingDays(3) };
            let party = officers.get(who).map_or(Party::Applicant, Party::Officer);
            let action = Action::ALL[what];
            let outcome = take(&flow, &now, party, action, clock);
            let offered = workflow::allowed(&flow, &now, party, clock).contains(&action);
            prop_assert_eq!(outcome.is_ok(), offered, "{:?} at {:?}", action, now);
            let Ok(next) = outcome else { continue };
            let correction = action == Action::CorrectResult && now.status == Status::Returned;
            prop_assert!(!now.status.is_terminal() || correction, "{:?} after the end", action);
            let listed = transition::TABLE.iter().any(|line| line.action == action && line.from.contains(&now.status));
            prop_assert!(listed, "{:?} from {:?} is not in the table", action, now.status);
            prop_assert_eq!(next.promise.due_at(), next.legal_due_at, "the sum and the date agree");
            prop_assert!(next.promise.0.starts_with(&now.promise.0), "nothing promised is forgotten");
            if now.legal_due_at.is_some() && next.legal_due_at != now.legal_due_at {
                let may_move = [Action::AnswerSupplement, Action::Reschedule, Action::Recalculate];
                prop_assert!(may_move.contains(&action), "{:?} moved the date", action);
            }
            let apologies = next.promise.0.iter().filter(|part| matches!(part, PromisePart::Rescheduled { .. })).count();
            prop_assert!(apologies <= 1);
            if action == Action::Approve {
                prop_assert!(matches!(party, Party::Officer(actor) if now.proposer.as_ref() != Some(&actor.id)));
            }
            prop_assert!(now.promised_at.is_none() || next.promised_at == now.promised_at);
            prop_assert!(flow.step(&next.step).is_some());
            prop_assert_eq!(next.due_at.is_some(), !next.status.is_terminal());
            for lang in [Lang::Vi, Lang::En] {
                let said = sentence(&flow, &next, "Bộ phận Một cửa", "UBND phường", lang);
                prop_assert!(!said.is_empty() && !said.contains('{') && !said.contains("  "), "{}", said);
            }
            now = next;
        }
    }
}

/// The page of transitions is the table. `MOTCUA_WRITE=1` writes it anew.
#[test]
fn the_page_of_transitions_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/transitions.md");
    let page = transition::markdown();
    if std::env::var_os("MOTCUA_WRITE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), page);
}

/// Every action but filing, which makes the dossier, is in the table; every reason has words in both languages.
#[test]
fn every_action_is_in_the_table_and_every_refusal_speaks() {
    for action in Action::ALL
        .into_iter()
        .filter(|action| *action != Action::Submit)
    {
        assert!(
            transition::TABLE.iter().any(|line| line.action == action),
            "{action:?}"
        );
    }
    for refusal in Refusal::ALL {
        for lang in [Lang::Vi, Lang::En] {
            assert!(!refusal.message(lang).is_empty());
        }
    }
}

/// A dossier at appraisal, accepted at the first moment, with a limit of five working days.
fn at_appraisal<'a>(
    flow: &Workflow,
    calendar: &'a Calendar,
) -> (Situation, impl Fn(i64) -> Clock<'a>) {
    let clock = move |hours| Clock {
        now: at(hours),
        calendar,
        limit: Limit::WorkingDays(5),
    };
    let clerk = officer(Role::Clerk);
    let mut now = workflow::submitted(flow, clock(0));
    for action in [Action::Accept, Action::Forward] {
        now = take(flow, &now, Party::Officer(&clerk), action, clock(0)).unwrap();
    }
    (now, clock)
}

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
        asked.consultation.as_ref().map(|asked| asked.due_at),
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
