//! Which change writes which slip, what set holds on which day, and the hand-over table of the control slip.

use motcua_shared::calendar::Calendar;
use motcua_shared::dossier::slip::{
    Passed, SlipForm, SlipSet, Timing, hand_overs, in_force, lint, number,
};
use motcua_shared::dossier::transition::{At, Slip, TABLE};
use motcua_shared::dossier::{Action, Promise, Situation, SlipKind, Status, workflow};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::{Timestamp, date};

use crate::office::{at, flow};

/// Slips of requirements.md §4.2, by transition; the numbers are those of the transitions there.
const SLIPS: &str = "\
T02 receive → receipt
T03 accept → receipt
T04 request_supplement → supplement
T05, T11 answer_supplement → receipt
T05, T11 take_supplement → receipt
T06 refuse → refusal
T07 forward → control
T07 forward → control
T08 consult → control
T08 answer_consultation → control
T08 withdraw_consultation → control
T09 verify → –
T10 request_supplement → supplement
T12 stop_unanswered → stop
T13 request_payment → –
T14 confirm_payment → receipt
T15 stop_unpaid → stop
T16 request_withdrawal → –
T16 take_withdrawal → –
T17 confirm_withdrawal → stop
T18 reject_withdrawal → –
T18 revoke_withdrawal → –
T19 reschedule → apology
T20 refuse → refusal
T21 propose → control
T21 approve → control
T21 add_result → –
T22 hand_over → –
T23 resolve_at_once → –
T24 correct_result → –
T24 revoke_result → –
T25 send_to_agency → control
– return_to_previous → control
– finish_part → control
– recall → control
– assign → control
– give_papers → control
– take_papers → control
– allow_supplement → –
– recalculate → –";

fn situation(status: Status, step: &str, due: Option<Timestamp>) -> Situation {
    Situation {
        status,
        step: step.to_owned(),
        assignee: None,
        proposer: None,
        before: None,
        accepted_at: due,
        promised_at: due,
        legal_due_at: due,
        due_at: due,
        has_result: false,
        promise: Promise::default(),
        supplements: 0,
        supplement_allowed: false,
        consultations: Vec::new(),
        parts: Vec::new(),
        passed_by: None,
        opened: false,
        charges: Vec::new(),
        papers_to: None,
    }
}

#[test]
fn every_transition_writes_the_slip_of_the_requirements() {
    let flow = flow();
    let lines: Vec<String> = TABLE
        .iter()
        .map(|line| {
            let step = match line.at {
                At::Any | At::Appraisal => "appraisal",
                At::Approval | At::NotFirst => "approval",
                At::Between => "reception",
            };
            let written: Vec<Option<SlipKind>> = line
                .from
                .iter()
                .map(|from| {
                    let now = situation(*from, step, Some(at(0)));
                    workflow::slip(&flow, &now, &now, line.action).kind()
                })
                .collect();
            assert!(written.windows(2).all(|two| two[0] == two[1]), "{line:?}");
            let key = written[0].map_or("–", SlipKind::key);
            format!("{} {} → {key}", line.number, line.action.key())
        })
        .collect();
    assert_eq!(lines.join("\n"), SLIPS);
}

#[test]
fn a_receipt_names_a_date_and_the_register_has_lines_instead_of_slips() {
    use motcua_shared::dossier::Status::{Resolved, SupplementRequired};
    let flow = flow();
    let asked = situation(SupplementRequired, "reception", None);
    let answered = workflow::slip(&flow, &asked, &asked, Action::AnswerSupplement);
    assert_eq!(answered, Slip::None, "T05: nothing was promised yet");
    let resolved = situation(Resolved, "return", Some(at(0)));
    let returned = workflow::slip(&flow, &resolved, &resolved, Action::HandOver);
    assert_eq!((returned, returned.kind()), (Slip::Register, None));
    assert_eq!(number(12, 2026, "TNHS"), "12/2026/TNHS");
    assert_eq!(number(12, 2026, ""), "12/2026");
    for kind in SlipKind::ALL {
        assert_eq!(SlipKind::from_key(kind.key()), Some(kind));
    }
}

fn set(name: &str, from: (i32, u8, u8), kinds: &[SlipKind]) -> SlipSet {
    let form = |kind: &SlipKind| SlipForm {
        kind: *kind,
        number: "01".to_owned(),
        mark: String::new(),
        title: Bilingual {
            vi: "Phiếu".to_owned(),
            en: "Slip".to_owned(),
        },
        template: "a.typ".to_owned(),
    };
    SlipSet {
        name: name.to_owned(),
        from: date(from.0, from.1, from.2).unwrap(),
        circular: "Thông tư".to_owned(),
        forms: kinds.iter().map(form).collect(),
    }
}

#[test]
fn the_set_is_chosen_by_the_day() {
    let sets = [
        set("2025", (2025, 9, 15), &SlipKind::ALL),
        set("2018", (2019, 1, 6), &SlipKind::ALL),
    ];
    for (day, name) in [
        ((2018, 12, 31), "2018"),
        ((2019, 1, 6), "2018"),
        ((2025, 9, 14), "2018"),
        ((2025, 9, 15), "2025"),
        ((2030, 1, 1), "2025"),
    ] {
        let day = date(day.0, day.1, day.2).unwrap();
        assert_eq!(in_force(&sets, day).unwrap().name, name, "{day}");
    }
    assert!(in_force(&[], date(2026, 1, 1).unwrap()).is_none());
}

#[test]
fn a_set_that_cannot_be_printed_is_found() {
    let sound = set("2025", (2025, 9, 15), &SlipKind::ALL);
    assert_eq!(
        lint(std::slice::from_ref(&sound), &["a.typ"]),
        Vec::<String>::new()
    );
    let found = |sets: &[SlipSet], wanted: &str| {
        let faults = lint(sets, &["a.typ"]);
        assert!(
            faults.iter().any(|fault| fault.contains(wanted)),
            "{wanted}: {faults:?}"
        );
    };
    found(&[], "no set");
    found(&[sound.clone(), sound.clone()], "its name or its day");
    found(
        &[set("2025", (2025, 9, 15), &[SlipKind::Receipt])],
        "refusal is missing",
    );
    let mut twice = sound.clone();
    twice.forms.push(twice.forms[0].clone());
    found(&[twice], "receipt is there twice");
    let mut elsewhere = sound;
    elsewhere.forms[0].template = "b.typ".to_owned();
    found(&[elsewhere], "no file b.typ");
}

#[test]
fn the_hand_over_table_tells_who_had_it_and_how_they_kept_their_time() {
    let mut flow = flow();
    let eight = serde_json::from_value(serde_json::json!({ "working_hours": 2 })).unwrap();
    flow.steps[1].limit = Some(eight);
    let calendar = Calendar::new(&[]);
    let passed = |action, hours, name: &'static str, unit: &'static str| Passed {
        action,
        at: at(hours),
        name,
        unit,
        words: "",
        step: None,
    };
    let units = |kind: &str| kind.to_owned();
    let mut events = vec![
        passed(Action::Submit, 0, "An", "applicant"),
        passed(Action::Accept, 0, "Bình", "one_stop"),
        passed(Action::Forward, 0, "Bình", "one_stop"),
        passed(Action::Consult, 1, "Chi", "civil_status"),
    ];
    let table = |events: &[Passed<'_>], due| {
        hand_overs(&flow, events, &units, "land", Some(due), &calendar)
    };
    let rows = table(&events, at(200));
    assert_eq!(rows.len(), 2, "acceptance hands nothing over");
    assert_eq!(
        (rows[0].from.as_str(), rows[0].to.as_str()),
        ("one_stop", "civil_status")
    );
    assert_eq!(rows[0].receiver.as_ref().unwrap().name, "Chi");
    assert_eq!(rows[0].timing, None, "reception has no share");
    assert_eq!(
        (rows[1].to.as_str(), &rows[1].receiver),
        ("land", &None),
        "asked, no answer yet"
    );

    events.push(passed(Action::AnswerConsultation, 2, "Dũng", "police"));
    events.push(passed(Action::Propose, 24, "Chi", "civil_status"));
    events.push(passed(Action::ReturnToPrevious, 24, "Em", "leadership"));
    events.push(passed(Action::Propose, 24, "Chi", "civil_status"));
    events.push(passed(Action::Approve, 25, "Em", "leadership"));
    let rows = table(&events, at(200));
    let told: Vec<(&str, &str, Option<Timing>)> = rows
        .iter()
        .map(|row| (row.from.as_str(), row.to.as_str(), row.timing))
        .collect();
    assert_eq!(
        told,
        [
            ("one_stop", "civil_status", None),
            ("civil_status", "police", None),
            ("police", "civil_status", None),
            ("civil_status", "leadership", Some(Timing::Late)),
            ("leadership", "civil_status", None),
            ("civil_status", "leadership", Some(Timing::Early)),
            ("leadership", "one_stop", Some(Timing::Early)),
        ]
    );
    let decided = |due| table(&events, due).pop().unwrap().timing;
    assert_eq!(decided(at(26)), Some(Timing::OnTime), "on the day promised");
    assert_eq!(decided(at(20)), Some(Timing::Late));
}
