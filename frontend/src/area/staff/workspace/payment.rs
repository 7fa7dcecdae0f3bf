//! Asking the applicant to pay, and confirming it at the counter (T13, T14).

use leptos::prelude::*;
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::{Action, Command, PaidBy};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::line::LineBox;
use super::radios::Radios;
use super::within::{COUNT, Within, WithinBoxes};
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};

const WORDS: &str = "action-words";
const AMOUNT: &str = "payment-amount";
const REFERENCE: &str = "payment-reference";
/// Time that an applicant usually has; the officer may change it.
const USUAL: Limit = Limit::WorkingDays(10);

/// Asking.
#[component]
pub fn RequestPayment(desk: Desk) -> impl IntoView {
    let words = kept_words(desk, Action::RequestPayment);
    let id = desk.id();
    let typed = RwSignal::new(kept::recall(&id, Action::RequestPayment, AMOUNT));
    Effect::new(move |again: Option<()>| {
        let text = typed.get();
        if again.is_some() {
            kept::keep(&id, Action::RequestPayment, AMOUNT, text);
        }
    });
    let within = Within::new(USUAL);
    let (no_amount, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let reason = words.get_untracked();
        let amount = typed.with_untracked(|text| amount(text));
        let limit = within.read();
        no_amount.set(amount.is_none());
        no_words.set(reason.trim().is_empty());
        match (amount, limit) {
            (None, _) => {
                focus_by_id(AMOUNT);
            }
            _ if reason.trim().is_empty() => {
                focus_by_id(WORDS);
            }
            (Some(_), None) => {
                focus_by_id(COUNT);
            }
            (Some(amount), Some(within)) => desk.send(Command::RequestPayment {
                amount,
                reason,
                within,
            }),
        }
    });
    view! {
        <ActionForm desk submit>
            <p>{t::flow::payment_text(lang())}</p>
            <LineBox id=AMOUNT label=t::flow::payment_amount(lang()) hint=t::flow::payment_amount_hint(lang()) error=t::flow::payment_amount_missing(lang())
                text=typed missing=no_amount numeric=true/>
            <WordsBox id=WORDS label=t::flow::payment_reason(lang()) hint=t::staff::public_reason_hint(lang()) needed=true words missing=no_words/>
            <WithinBoxes within/>
        </ActionForm>
    }
}

/// A sum as people type it: `75000`, `75.000`, `75 000`.
fn amount(text: &str) -> Option<u64> {
    let digits: String = text
        .trim()
        .chars()
        .filter(|letter| !matches!(letter, '.' | ' ' | ','))
        .collect();
    digits.parse().ok().filter(|amount| *amount > 0)
}

/// Confirming.
#[component]
pub fn ConfirmPayment(desk: Desk) -> impl IntoView {
    let reference = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let how = RwSignal::new("0".to_owned());
    let submit = Callback::new(move |()| {
        let given = reference.get_untracked();
        missing.set(given.trim().is_empty());
        if given.trim().is_empty() {
            focus_by_id(REFERENCE);
            return;
        }
        let paid_by = how.with_untracked(|how| {
            let at = how.parse::<usize>().ok();
            at.and_then(|at| PaidBy::ALL.get(at).copied())
                .unwrap_or_default()
        });
        desk.send(Command::ConfirmPayment {
            paid_by,
            reference: given,
        });
    });
    let ways = PaidBy::ALL
        .into_iter()
        .enumerate()
        .map(|(at, way)| (at.to_string(), way.name(lang()).to_owned()))
        .collect();
    view! {
        <ActionForm desk submit>
            <Radios name="paid-by" legend=t::flow::payment_how(lang()) choices=ways chosen=how/>
            <LineBox id=REFERENCE label=t::flow::payment_reference(lang()) hint=t::flow::payment_reference_hint(lang())
                error=t::flow::payment_reference_missing(lang()) text=reference missing/>
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for text in ["75000", " 75.000 ", "75 000", "75,000"] {
            assert_eq!(amount(text), Some(75_000), "{text}");
        }
        for text in ["", "0", "-5", "năm nghìn"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
