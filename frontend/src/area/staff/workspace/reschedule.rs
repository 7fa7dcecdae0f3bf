//! Apology and new date: the reason that the applicant reads, and a working day after the present date (R-FLOW-12).

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command};
use motcua_shared::time::{Date, date, show_moment};

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::line::LineBox;
use super::words::{WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, t};

const DATE: &str = "new-date";
const REASON: &str = "action-words";

/// A date typed as `25/11/2026`, with any of the usual separators.
pub fn typed_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['/', '-', '.', ' ']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let found = date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    parts.next().is_none().then_some(found)
}

/// The form.
#[component]
pub fn Reschedule(desk: Desk) -> impl IntoView {
    let id = desk.id();
    let words = kept_words(desk, Action::Reschedule);
    let day = RwSignal::new(kept::recall(&id, Action::Reschedule, DATE));
    Effect::new(move |again: Option<()>| {
        let text = day.get();
        if again.is_some() {
            kept::keep(&id, Action::Reschedule, DATE, text);
        }
    });
    let (no_date, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let found = day.with_untracked(|text| typed_date(text));
        let reason = words.get_untracked();
        no_date.set(found.is_none());
        no_words.set(reason.trim().is_empty());
        match found {
            None => focus_by_id(DATE),
            Some(_) if reason.trim().is_empty() => focus_by_id(REASON),
            Some(date) => {
                desk.send(Command::Reschedule { reason, date });
                true
            }
        };
    });
    let present = desk.dossier.with_untracked(|dossier| dossier.legal_due_at);
    view! {
        <ActionForm desk submit>
            <p>{t::staff::reschedule_text(lang())}</p>
            {present.map(|due| view! { <p>{t::staff::reschedule_present(lang(), &show_moment(due))}</p> })}
            <LineBox id=DATE label=t::staff::reschedule_date(lang()) hint=t::staff::reschedule_date_hint(lang())
                error=t::staff::reschedule_date_missing(lang()) text=day missing=no_date numeric=true/>
            <WordsBox id=REASON label=t::staff::reschedule_reason(lang()) hint=t::staff::reschedule_reason_hint(lang()) needed=true words missing=no_words/>
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let wanted = date(2026, 11, 25);
        for text in ["25/11/2026", " 25-11-2026 ", "25.11.2026", "25 11 2026"] {
            assert_eq!(typed_date(text), wanted, "{text}");
        }
        for text in ["", "31/02/2026", "25/11", "25/11/2026/1", "mai"] {
            assert_eq!(typed_date(text), None, "{text}");
        }
    }
}
