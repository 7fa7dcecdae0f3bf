//! What goes on beside a step: several opinions, parts of other units and their join, taking back, acting for somebody absent.

use motcua_shared::access::{Actor, Role};
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::sentence::sentence;
use motcua_shared::dossier::workflow::{self, Party, Refusal};
use motcua_shared::dossier::{Action, Awaited, Command, Stance, Status};
use motcua_shared::i18n::{Bilingual, Lang};

use crate::office::{at, at_appraisal, branched, flow, officer, specialist_of, take, words};

fn ask(units: &[&str], within: Limit, awaited: Awaited) -> Command {
    Command::Consult {
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        question: words(),
        within,
        awaited,
    }
}

#[test]
fn several_units_are_asked_at_once_and_each_answers_for_itself() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let specialist = officer(Role::Specialist);
    let party = Party::Officer(&specialist);
    let hours = Limit::WorkingHours(4);
    let asked = workflow::apply(
        &flow,
        &now,
        party,
        &ask(&["land", "police"], hours, Awaited::Always),
        clock(1),
    )
    .unwrap();
    assert_eq!(asked.consultations.len(), 2);
    assert_eq!(
        asked.assignee.as_ref(),
        Some(&specialist.id),
        "has taken it"
    );
    assert!(
        asked
            .consultations
            .iter()
            .all(|one| one.due_at == calendar.due(at(1), hours))
    );
    for wrong in [
        ask(&[], hours, Awaited::Always),
        ask(&["fire", "fire"], hours, Awaited::Always),
        ask(&["land"], hours, Awaited::Always),
    ] {
        let refused = workflow::apply(&flow, &asked, party, &wrong, clock(1));
        assert_eq!(refused, Err(Refusal::BadUnits), "{wrong:?}");
    }
    for wrong in [
        Limit::WorkingDays(0),
        Limit::WorkingDays(61),
        Limit::Months(1),
    ] {
        let command = ask(&["fire"], wrong, Awaited::Always);
        let refused = workflow::apply(&flow, &asked, party, &command, clock(1));
        assert_eq!(refused, Err(Refusal::BadTime), "{wrong:?}");
    }
    let answer = Command::AnswerConsultation {
        stance: Stance::Disagree,
        opinion: words(),
        files: Vec::new(),
    };
    assert!(answer.words().starts_with("Không đồng ý"));
    let (land, police) = (specialist_of("land"), specialist_of("police"));
    // One of the own agency, one of another.
    let one = workflow::apply(&flow, &asked, Party::Officer(&land), &answer, clock(2)).unwrap();
    assert_eq!(one.consultations.len(), 1);
    let again = workflow::apply(&flow, &one, Party::Officer(&land), &answer, clock(2));
    assert_eq!(again, Err(Refusal::NotYou));
    assert_eq!(
        take(&flow, &one, party, Action::Propose, clock(3)),
        Err(Refusal::Consulting)
    );
    let both = workflow::apply(&flow, &one, Party::Guest(&police), &answer, clock(3)).unwrap();
    assert!(both.consultations.is_empty());
    assert!(take(&flow, &both, party, Action::Propose, clock(3)).is_ok());
}

#[test]
fn a_guest_may_answer_and_nothing_else() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let (specialist, guest) = (officer(Role::Specialist), specialist_of("police"));
    let command = ask(&["police"], Limit::WorkingDays(2), Awaited::Always);
    let asked =
        workflow::apply(&flow, &now, Party::Officer(&specialist), &command, clock(1)).unwrap();
    let guest = Party::Guest(&guest);
    assert_eq!(
        workflow::allowed(&flow, &asked, guest, clock(1)),
        [Action::AnswerConsultation]
    );
    assert!(workflow::allowed(&flow, &now, guest, clock(1)).is_empty());
}

#[test]
fn a_question_is_taken_back_and_one_without_need_holds_nothing_up() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let specialist = officer(Role::Specialist);
    let party = Party::Officer(&specialist);
    let day = Limit::WorkingDays(1);
    let asked = |awaited| {
        let command = ask(&["land"], day, awaited);
        workflow::apply(&flow, &now, party, &command, clock(1)).unwrap()
    };
    let propose =
        |now: &_, hours| take(&flow, now, party, Action::Propose, clock(hours)).map(|_| ());
    let always = asked(Awaited::Always);
    assert_eq!(propose(&always, 48), Err(Refusal::Consulting));
    let until = asked(Awaited::UntilDue);
    assert_eq!(propose(&until, 2), Err(Refusal::Consulting));
    assert_eq!(propose(&until, 48), Ok(()), "silence counts as agreement");
    assert_eq!(propose(&asked(Awaited::Never), 2), Ok(()));
    let back = |unit: &str| Command::WithdrawConsultation {
        unit: unit.to_owned(),
        reason: words(),
    };
    let wrong = workflow::apply(&flow, &always, party, &back("police"), clock(2));
    assert_eq!(wrong, Err(Refusal::BadUnits));
    let free = workflow::apply(&flow, &always, party, &back("land"), clock(2)).unwrap();
    assert_eq!(propose(&free, 2), Ok(()));
}

#[test]
fn the_sentence_names_whom_the_dossier_waits_for() {
    let (flow, calendar) = (branched(), Calendar::new(&[]));
    let (mut now, _) = at_appraisal(&flow, &calendar);
    let name = |vi: &str| Bilingual {
        vi: vi.to_owned(),
        en: String::new(),
    };
    for open in &mut now.parts {
        open.name = name("Phòng Kinh tế");
    }
    let say = |now: &_| sentence(&flow, now, "Tư pháp", "UBND phường", Lang::Vi);
    assert!(
        say(&now).contains("cùng Phòng Kinh tế đang"),
        "{}",
        say(&now)
    );
    let specialist = officer(Role::Specialist);
    let command = ask(&["land", "police"], Limit::WorkingDays(2), Awaited::Always);
    let clock = workflow::Clock {
        now: at(1),
        calendar: &calendar,
        limit: Limit::WorkingDays(5),
    };
    let mut asked =
        workflow::apply(&flow, &now, Party::Officer(&specialist), &command, clock).unwrap();
    assert!(say(&asked).contains("đơn vị liên quan"), "{}", say(&asked));
    for (one, vi) in asked
        .consultations
        .iter_mut()
        .zip(["Phòng Đất đai", "Công an phường"])
    {
        one.name = name(vi);
    }
    assert!(
        say(&asked).contains("chờ ý kiến của Phòng Đất đai; Công an phường."),
        "{}",
        say(&asked)
    );
}

#[test]
fn parts_run_side_by_side_and_the_step_waits_for_all() {
    let (flow, calendar) = (branched(), Calendar::new(&[]));
    assert_eq!(flow.lint(), Vec::<String>::new());
    let (mut now, clock) = at_appraisal(&flow, &calendar);
    let keys = |now: &motcua_shared::dossier::Situation| {
        now.parts
            .iter()
            .map(|open| open.part.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&now), ["planning", "fire"], "the first of each branch");
    assert_eq!(now.status, Status::Processing);
    let (planning, fire) = (specialist_of("planning"), specialist_of("fire"));
    let specialist = officer(Role::Specialist);
    let own = Party::Officer(&specialist);
    let finish = Action::FinishPart;
    assert_eq!(
        take(&flow, &now, own, finish, clock(1)),
        Err(Refusal::NotYou)
    );
    for (who, left) in [
        (&planning, vec!["fire", "site"]),
        (&planning, vec!["fire"]),
        (&fire, vec![]),
    ] {
        let refused = take(&flow, &now, own, Action::Propose, clock(2));
        assert_eq!(refused, Err(Refusal::PartsOpen));
        now = take(&flow, &now, Party::Officer(who), finish, clock(2)).unwrap();
        assert_eq!(keys(&now), left);
    }
    let proposed = take(&flow, &now, own, Action::Propose, clock(3)).unwrap();
    assert_eq!(proposed.step, "approval");
    let leader = officer(Role::Leader);
    let returned = take(
        &flow,
        &proposed,
        Party::Officer(&leader),
        Action::ReturnToPrevious,
        clock(4),
    )
    .unwrap();
    assert!(returned.parts.is_empty(), "what was done stays done");
}

#[test]
fn branches_that_lead_nowhere_are_found() {
    let fault = |change: &dyn Fn(&mut motcua_shared::dossier::Workflow), wanted: &str| {
        let mut flow = branched();
        change(&mut flow);
        let mut faults = flow.lint();
        faults.extend(flow.lint_times(Limit::WorkingDays(1)));
        assert!(
            faults.iter().any(|fault| fault.contains(wanted)),
            "{wanted}: {faults:?}"
        );
    };
    fault(
        &|flow| {
            let branches = std::mem::take(&mut flow.steps[1].branches);
            flow.steps[2].branches = branches;
        },
        "no join",
    );
    fault(&|flow| flow.steps[1].branches.push(Vec::new()), "no part");
    fault(
        &|flow| flow.steps[1].branches[0][1].key = "fire".to_owned(),
        "exists twice",
    );
    fault(
        &|flow| flow.steps[1].branches[0][1].role = Role::Citizen,
        "nobody may do",
    );
    fault(
        &|flow| flow.steps[1].branches[0][1].limit = Some(Limit::WorkingDays(1)),
        "longer than the step",
    );
    fault(
        &|flow| flow.steps[1].status = Status::SupplementRequired,
        "dead end",
    );
    fault(
        &|flow| flow.steps[1].status = Status::SupplementRequired,
        "nothing leads to the step approval",
    );
}

#[test]
fn what_was_passed_on_is_taken_back_until_somebody_opens_it() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let clerk = officer(Role::Clerk);
    let party = Party::Officer(&clerk);
    let back = take(&flow, &now, party, Action::Recall, clock(1)).unwrap();
    assert_eq!(
        (back.step.as_str(), back.status, back.assignee.as_deref()),
        ("reception", Status::Processing, Some("clerk"))
    );
    assert_eq!(back.legal_due_at, now.legal_due_at);
    let again = take(&flow, &back, party, Action::Recall, clock(1));
    assert_eq!(again, Err(Refusal::NotNow), "only once");
    let mut opened = now.clone();
    opened.opened = true;
    let late = take(&flow, &opened, party, Action::Recall, clock(1));
    assert_eq!(late, Err(Refusal::Opened));
    let specialist = officer(Role::Specialist);
    let other = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::Recall,
        clock(1),
    );
    assert_eq!(other, Err(Refusal::NotYou));
    let acted = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::Verify,
        clock(1),
    )
    .unwrap();
    assert!(acted.opened, "whoever acts on it has opened it");
}

#[test]
fn a_stand_in_does_the_work_of_the_absent_and_still_approves_nothing_of_their_own() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let (specialist, leader) = (officer(Role::Specialist), [officer(Role::Leader)]);
    let deputy = Actor {
        id: "deputy".to_owned(),
        ..officer(Role::Specialist)
    };
    let proposed =
        |by: &Actor| take(&flow, &now, Party::Officer(by), Action::Propose, clock(1)).unwrap();
    let as_deputy = Party::StandIn(&deputy, &leader);
    let approve = |now: &_, party| take(&flow, now, party, Action::Approve, clock(2)).map(|_| ());
    let of_other = proposed(&specialist);
    assert_eq!(
        approve(&of_other, Party::Officer(&deputy)),
        Err(Refusal::NotYou)
    );
    assert_eq!(approve(&of_other, as_deputy), Ok(()));
    assert_eq!(
        approve(&proposed(&deputy), as_deputy),
        Err(Refusal::OwnProposal)
    );
    // What was given to the absent officer by name.
    let mut given = now.clone();
    given.assignee = Some(specialist.id.clone());
    let verify = |party| take(&flow, &given, party, Action::Verify, clock(1)).map(|_| ());
    assert_eq!(verify(Party::Officer(&deputy)), Err(Refusal::NotYou));
    let absent = [specialist];
    assert_eq!(verify(Party::StandIn(&deputy, &absent)), Ok(()));
    assert_eq!(verify(Party::Officer(&absent[0])), Ok(()), "both see it");
}
