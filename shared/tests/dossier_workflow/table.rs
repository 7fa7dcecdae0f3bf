//! The table of transitions, the refusals, and what the straight path and a supplement do.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::transition;
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{
    Action, Command, LimitSource, LimitSources, Situation, SourceWords, Status, Workflow,
};
use motcua_shared::i18n::Lang;

use crate::office::{at, command, flow, officer, take};

#[test]
fn the_definition_is_sound_and_a_broken_one_is_not() {
    assert_eq!(flow().lint(), Vec::<String>::new());
    let mut broken = flow();
    broken.steps.remove(2);
    assert!(broken.lint().iter().any(|fault| fault.contains("leader")));
    let without_reason = LimitSource::OwnChoice(SourceWords::English(" ".to_owned()));
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
    let to_pay = go(
        &appraisal,
        Party::Officer(&specialist),
        Action::RequestPayment,
    );
    let consulting = go(&appraisal, Party::Officer(&specialist), Action::Consult);
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
        ("to pay", &to_pay),
        ("consulting", &consulting),
    ] {
        for (who, party) in [
            ("applicant", Party::Applicant),
            ("clerk", Party::Officer(&clerk)),
            ("specialist", Party::Officer(&specialist)),
            ("leader", Party::Officer(&leader)),
        ] {
            let actions: Vec<String> = workflow::allowed(&flow, situation, party, clock)
                .into_iter()
                // Offered, though asking the same unit twice is refused.
                .filter(|action| name != "consulting" || *action != Action::Consult)
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
submitted | clerk | accept→2@reception, request_supplement→5@reception, refuse→3@reception, request_payment→6@reception, send_to_agency→1@reception, give_papers→1@reception, take_withdrawal→7@reception
accepted | applicant | request_withdrawal→7@reception
accepted | clerk | forward→4@appraisal, request_payment→6@reception, give_papers→2@reception, take_withdrawal→7@reception
accepted | leader | reschedule→2@reception
appraisal | applicant | request_withdrawal→7@appraisal
appraisal | clerk | recall→4@reception, take_withdrawal→7@appraisal
appraisal | specialist | request_supplement→5@appraisal, propose→4@approval, return_to_previous→4@reception, add_result→4@appraisal, request_payment→6@appraisal, consult→4@appraisal, verify→4@appraisal, assign→4@appraisal, give_papers→4@appraisal
appraisal | leader | assign→4@appraisal, reschedule→4@appraisal
approval | applicant | request_withdrawal→7@approval
approval | clerk | take_withdrawal→7@approval
approval | specialist | recall→4@appraisal
approval | leader | refuse→8@approval, approve→9@return, return_to_previous→4@appraisal, add_result→4@approval, request_payment→6@approval, assign→4@approval, reschedule→4@approval, give_papers→4@approval
resolved | clerk | add_result→9@return, give_papers→9@return
with result | clerk | add_result→9@return, hand_over→10@return, give_papers→9@return
with result | leader | correct_result→9@return, revoke_result→8@return
returned | leader | correct_result→9@return, revoke_result→8@return
asked | applicant | answer_supplement→4@appraisal, request_withdrawal→7@appraisal
asked | clerk | take_supplement→4@appraisal, take_withdrawal→7@appraisal
withdrawing | applicant | revoke_withdrawal→4@appraisal
withdrawing | clerk | confirm_withdrawal→8@appraisal, reject_withdrawal→4@appraisal
to pay | applicant | request_withdrawal→7@appraisal
to pay | clerk | confirm_payment→4@appraisal, take_withdrawal→7@appraisal
consulting | applicant | request_withdrawal→7@appraisal
consulting | clerk | take_withdrawal→7@appraisal
consulting | specialist | request_supplement→5@appraisal, return_to_previous→4@reception, add_result→4@appraisal, request_payment→6@appraisal, withdraw_consultation→4@appraisal, verify→4@appraisal, assign→4@appraisal, give_papers→4@appraisal
consulting | leader | answer_consultation→4@appraisal, assign→4@appraisal, reschedule→4@appraisal";
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
