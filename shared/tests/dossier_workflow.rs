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
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal, Situation};
use motcua_shared::dossier::{
    Action, Command, LimitSource, LimitSources, Status, SupplementItem, Workflow,
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
        unit: None,
    }
}

fn words() -> String {
    "Lý do".to_owned()
}

fn command(action: Action) -> Option<Command> {
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
        Action::AddResult => workflow::may(flow, now, party, action).map(|()| Situation {
            has_result: true,
            ..now.clone()
        }),
        action => match command(action) {
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
            let actions: Vec<String> = workflow::allowed(&flow, situation, party)
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
appraisal | applicant | request_withdrawal→7@appraisal
appraisal | specialist | request_supplement→5@appraisal, propose→4@approval, return_to_previous→4@reception, add_result→4@appraisal
approval | applicant | request_withdrawal→7@approval
approval | leader | refuse→8@approval, approve→9@return, return_to_previous→4@appraisal, add_result→4@approval
resolved | clerk | add_result→9@return
with result | clerk | add_result→9@return, hand_over→10@return
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
            command(Action::Accept).unwrap()
        ),
        Err(Refusal::NotYou)
    );
    assert_eq!(
        apply(
            &submitted,
            Party::Officer(&clerk),
            command(Action::Approve).unwrap()
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
            command(Action::Approve).unwrap()
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
    fn random_walks_keep_the_invariants(clicks in prop::collection::vec((0_usize..4, 0_usize..15, 1_i64..30), 1..60)) {
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
            let offered = workflow::allowed(&flow, &now, party).contains(&action);
            prop_assert_eq!(outcome.is_ok(), offered, "{:?} at {:?}", action, now);
            let Ok(next) = outcome else { continue };
            prop_assert!(!now.status.is_terminal(), "{:?} after the end", action);
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
