//! Payments on the way (T13–T15): asked for, settled, not paid in time; what they do to the date.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::sentence::sentence;
use motcua_shared::dossier::workflow::{self, Party, Refusal};
use motcua_shared::dossier::{Action, Command, PaymentPolicy, Situation, Status, Workflow};
use motcua_shared::i18n::Lang;

use crate::office::{at, at_appraisal, flow, officer, take, words};

#[test]
fn waiting_for_the_payment_is_not_counted_unless_the_procedure_says_so() {
    let calendar = Calendar::new(&[]);
    let (clerk, specialist) = (officer(Role::Clerk), officer(Role::Specialist));
    for (policy, moves) in [(PaymentPolicy::Pause, true), (PaymentPolicy::Run, false)] {
        let flow = Workflow {
            payment_policy: policy,
            ..flow()
        };
        let (now, clock) = at_appraisal(&flow, &calendar);
        let asked = take(
            &flow,
            &now,
            Party::Officer(&specialist),
            Action::RequestPayment,
            clock(0),
        )
        .unwrap();
        assert_eq!(asked.status, Status::PaymentRequired);
        assert_eq!(
            asked.due_at,
            Some(calendar.due(at(0), Limit::WorkingDays(5))),
            "the applicant's own date"
        );
        let said = sentence(&flow, &asked, "Một cửa", "UBND phường", Lang::Vi);
        assert!(said.contains("75.000 đồng"), "{said}");
        let other = take(
            &flow,
            &asked,
            Party::Officer(&specialist),
            Action::ConfirmPayment,
            clock(48),
        );
        assert_eq!(other, Err(Refusal::NotYou));
        let paid = take(
            &flow,
            &asked,
            Party::Officer(&clerk),
            Action::ConfirmPayment,
            clock(48),
        )
        .unwrap();
        assert_eq!((paid.status, paid.before), (Status::Processing, None));
        assert!(paid.open_charge().is_none());
        assert_eq!(paid.promised_at, now.promised_at);
        assert_eq!(paid.legal_due_at > now.legal_due_at, moves, "{policy:?}");
        let chapters = paid.promise.chapters(Lang::Vi).len();
        assert_eq!(chapters, if moves { 3 } else { 1 });
    }
}

#[test]
fn it_goes_back_to_where_it_was() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (appraised, clock) = at_appraisal(&flow, &calendar);
    let clerk = officer(Role::Clerk);
    let party = Party::Officer(&clerk);
    let filed = workflow::submitted(&flow, clock(0));
    let accepted = take(&flow, &filed, party, Action::Accept, clock(0)).unwrap();
    let specialist = officer(Role::Specialist);
    for (now, who) in [
        (&filed, &clerk),
        (&accepted, &clerk),
        (&appraised, &specialist),
    ] {
        let who = Party::Officer(who);
        let asked = take(&flow, now, who, Action::RequestPayment, clock(1)).unwrap();
        // Asked to withdraw meanwhile, and thought again.
        let leaving = take(
            &flow,
            &asked,
            Party::Applicant,
            Action::RequestWithdrawal,
            clock(2),
        )
        .unwrap();
        let stays = take(
            &flow,
            &leaving,
            Party::Applicant,
            Action::RevokeWithdrawal,
            clock(3),
        )
        .unwrap();
        assert_eq!(stays.status, Status::PaymentRequired);
        let paid = take(&flow, &stays, party, Action::ConfirmPayment, clock(4)).unwrap();
        assert_eq!((paid.status, &paid.step), (now.status, &now.step));
        assert!(paid.due_at.is_some());
    }
}

#[test]
fn what_is_not_paid_in_time_is_stopped_and_not_before() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let (clerk, specialist) = (officer(Role::Clerk), officer(Role::Specialist));
    let asked = take(
        &flow,
        &now,
        Party::Officer(&specialist),
        Action::RequestPayment,
        clock(0),
    )
    .unwrap();
    let stop = |hours| {
        take(
            &flow,
            &asked,
            Party::Officer(&clerk),
            Action::StopUnpaid,
            clock(hours),
        )
    };
    assert_eq!(stop(4 * 24), Err(Refusal::PaymentOpen));
    assert_eq!(stop(9 * 24).unwrap().status, Status::Stopped);
}

#[test]
fn sums_and_times_that_nobody_means_are_refused() {
    let (flow, calendar) = (flow(), Calendar::new(&[]));
    let (now, clock) = at_appraisal(&flow, &calendar);
    let specialist = officer(Role::Specialist);
    let ask = |amount, within, reason: &str| -> Result<Situation, Refusal> {
        let command = Command::RequestPayment {
            amount,
            reason: reason.to_owned(),
            within,
        };
        workflow::apply(&flow, &now, Party::Officer(&specialist), &command, clock(1))
    };
    let days = Limit::WorkingDays(5);
    assert_eq!(ask(0, days, &words()), Err(Refusal::BadAmount));
    assert_eq!(ask(u64::MAX, days, &words()), Err(Refusal::BadAmount));
    assert_eq!(
        ask(75_000, Limit::WorkingDays(0), &words()),
        Err(Refusal::BadTime)
    );
    assert_eq!(ask(75_000, days, " "), Err(Refusal::NoWords));
    assert!(ask(75_000, days, &words()).is_ok());
}
