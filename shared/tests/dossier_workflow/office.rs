//! A workflow, its officers, and acting as the services do.

use motcua_shared::access::{Actor, Role};
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::workflow::{self, Clock, Party, Refusal};
use motcua_shared::dossier::{
    Action, Awaited, Command, PaidBy, Situation, Stance, SupplementItem, Workflow,
};
use motcua_shared::time::Timestamp;

pub fn flow() -> Workflow {
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

pub fn officer(role: Role) -> Actor {
    Actor {
        id: role.key().to_owned(),
        name: role.key().to_owned(),
        role,
        agency: Some("a".into()),
        unit: Some(role.key().to_owned()),
    }
}

pub fn words() -> String {
    "Lý do".to_owned()
}

pub fn command(action: Action, now: Timestamp) -> Option<Command> {
    Some(match action {
        Action::Submit | Action::Receive | Action::AnswerSupplement | Action::AddResult => {
            return None;
        }
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
        Action::ReturnToPrevious => Command::ReturnToPrevious {
            reason: words(),
            step: None,
        },
        Action::HandOver => Command::HandOver {
            message: String::new(),
        },
        Action::RequestWithdrawal => Command::RequestWithdrawal { reason: words() },
        Action::TakeWithdrawal => Command::TakeWithdrawal { reason: words() },
        Action::RevokeWithdrawal => Command::RevokeWithdrawal {},
        Action::ConfirmWithdrawal => Command::ConfirmWithdrawal {
            message: String::new(),
        },
        Action::RejectWithdrawal => Command::RejectWithdrawal { reason: words() },
        Action::StopUnanswered => Command::StopUnanswered { message: words() },
        Action::Consult => Command::Consult {
            units: vec!["leader".to_owned()],
            question: words(),
            within: Limit::WorkingDays(2),
            awaited: Awaited::Always,
        },
        Action::AnswerConsultation => Command::AnswerConsultation {
            stance: Stance::Agree,
            opinion: words(),
            files: Vec::new(),
        },
        Action::WithdrawConsultation => Command::WithdrawConsultation {
            unit: "leader".to_owned(),
            reason: words(),
        },
        Action::FinishPart => Command::FinishPart { findings: words() },
        Action::Recall => Command::Recall { reason: words() },
        Action::RequestPayment => Command::RequestPayment {
            amount: 75_000,
            reason: words(),
            within: Limit::WorkingDays(5),
        },
        Action::ConfirmPayment => Command::ConfirmPayment {
            paid_by: PaidBy::Cash,
            reference: "0000123".to_owned(),
        },
        Action::StopUnpaid => Command::StopUnpaid { message: words() },
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
        Action::RevokeResult => Command::RevokeResult { reason: words() },
        Action::SendToAgency => Command::SendToAgency {
            agency: "b".to_owned(),
            reason: words(),
        },
        Action::TakeSupplement => Command::TakeSupplement { papers: words() },
        Action::GivePapers => Command::GivePapers {
            unit: "leader".to_owned(),
            papers: words(),
        },
        Action::TakePapers => Command::TakePapers {
            note: String::new(),
        },
    })
}

/// The same flow; beside the appraisal another unit checks the planning and then the site, and a third one the fire safety.
pub fn branched() -> Workflow {
    let mut flow = flow();
    let part = |key: &str, unit: &str| {
        serde_json::json!({"key": key, "title": {"vi": key}, "role": "specialist", "unit": unit,
            "limit": {"working_hours": 4}})
    };
    flow.steps[1].branches = serde_json::from_value(serde_json::json!([
        [part("planning", "planning"), part("site", "planning")],
        [part("fire", "fire")]
    ]))
    .unwrap();
    flow
}

/// A specialist of a unit.
pub fn specialist_of(unit: &str) -> Actor {
    Actor {
        id: format!("specialist-{unit}"),
        unit: Some(unit.to_owned()),
        ..officer(Role::Specialist)
    }
}

/// Takes an action the way the services do: whoever saves it knows which unit does a part.
pub fn take(
    flow: &Workflow,
    now: &Situation,
    party: Party<'_>,
    action: Action,
    clock: Clock<'_>,
) -> Result<Situation, Refusal> {
    let mut next = decided(flow, now, party, action, clock)?;
    for open in &mut next.parts {
        open.unit = flow.part(&open.part).unwrap().0.unit.clone();
    }
    Ok(next)
}

fn decided(
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

pub fn at(hours: i64) -> Timestamp {
    Timestamp::parse("2026-11-16T02:00:00Z")
        .unwrap()
        .plus_seconds(hours * 3600)
}

/// A dossier at appraisal, accepted at the first moment, with a limit of five working days.
pub fn at_appraisal<'a>(
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
