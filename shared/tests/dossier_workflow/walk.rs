//! Random walks that must keep the invariants of requirements.md §4.4.

use motcua_shared::access::Role;
use motcua_shared::calendar::{Calendar, Limit};
use motcua_shared::dossier::sentence::sentence;
use motcua_shared::dossier::transition;
use motcua_shared::dossier::workflow::{self, Clock, Party};
use motcua_shared::dossier::{Action, PromisePart, Status};
use motcua_shared::i18n::Lang;
use proptest::prelude::*;

use motcua_shared::dossier::workflow::Refusal;

use crate::office::{at, branched, officer, specialist_of, take};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is clicked in whatever order by whomever: illegal actions change nothing, and a live dossier always has
    /// a step, a due date and a sentence; terminal ones accept nothing more; the first promise never moves.
    #[test]
    fn random_walks_keep_the_invariants(clicks in prop::collection::vec((0_usize..6, 0_usize..Action::ALL.len(), 1_i64..60), 1..120)) {
        let flow = branched();
        let calendar = Calendar::new(&[]);
        let officers = [officer(Role::Clerk), officer(Role::Specialist), officer(Role::Leader), specialist_of("planning"), specialist_of("fire")];
        let mut hours = 0;
        let mut now = workflow::submitted(&flow, Clock { now: at(0), calendar: &calendar, limit: Limit::WorkingDays(3) });
        for (who, what, later) in clicks {
            hours += later;
            let clock = Clock { now: at(hours), calendar: &calendar, limit: Limit::WorkingDays(3) };
            let party = officers.get(who).map_or(Party::Applicant, Party::Officer);
            let action = Action::ALL[what];
            let outcome = take(&flow, &now, party, action, clock);
            let offered = workflow::allowed(&flow, &now, party, clock).contains(&action);
            // Offered, but of the one unit that these tests ask.
            if outcome == Err(Refusal::BadUnits) { continue }
            prop_assert_eq!(outcome.is_ok(), offered, "{:?} at {:?}", action, now);
            let Ok(next) = outcome else { continue };
            let correction = matches!(action, Action::CorrectResult | Action::RevokeResult) && now.status == Status::Returned;
            prop_assert!(!now.status.is_terminal() || correction, "{:?} after the end", action);
            let listed = transition::TABLE.iter().any(|line| line.action == action && line.from.contains(&now.status));
            prop_assert!(listed, "{:?} from {:?} is not in the table", action, now.status);
            prop_assert_eq!(next.promise.due_at(), next.legal_due_at, "the sum and the date agree");
            prop_assert!(next.promise.0.starts_with(&now.promise.0), "nothing promised is forgotten");
            if now.legal_due_at.is_some() && next.legal_due_at != now.legal_due_at {
                let may_move = [Action::AnswerSupplement, Action::TakeSupplement, Action::ConfirmPayment, Action::Reschedule, Action::Recalculate];
                prop_assert!(may_move.contains(&action), "{:?} moved the date", action);
            }
            let apologies = next.promise.0.iter().filter(|part| matches!(part, PromisePart::Rescheduled { .. })).count();
            prop_assert!(apologies <= 1);
            // The join: nothing is proposed or passed on while a unit is at its part or an opinion is awaited.
            if matches!(action, Action::Propose) {
                prop_assert!(now.parts.is_empty() && now.consultations.iter().all(|asked| !asked.holds_up(clock.now)));
            }
            prop_assert!(next.parts.iter().all(|open| flow.part(&open.part).is_some()));
            prop_assert!(next.status != Status::PaymentRequired || next.open_charge().is_some());
            if next.status == Status::Returned {
                prop_assert!(next.charges.iter().all(|charge| charge.settled.is_some()), "returned unpaid");
            }
            prop_assert!(next.charges.len() >= now.charges.len(), "no charge is forgotten");
            if action == Action::Recall {
                prop_assert!(!now.opened && matches!(party, Party::Officer(actor) if now.passed_by.as_ref() == Some(&actor.id)));
            }
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
