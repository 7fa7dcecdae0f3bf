//! Words for what is changed in the calendars, and for dossiers whose date would come out differently.

use leptos::prelude::*;
use motcua_shared::calendar::calendars::EVERY_AGENCY;
use motcua_shared::calendar::{Edit, OfficeHours, day_words};
use motcua_shared::time::show_date;

use crate::api::Differing;
use crate::i18n::{Bilingual, lang, t, text};

/// Name of an agency, or of all that have no hours of their own.
pub fn agency_name(code: &str, agencies: &[(String, Bilingual)]) -> String {
    if code == EVERY_AGENCY {
        return t::admin::hours_everywhere(lang()).to_owned();
    }
    let known = agencies.iter().find(|(known, _)| known == code);
    known.map_or_else(|| code.to_owned(), |(_, name)| text(name))
}

/// The sessions of a day, such as “07:30–11:30, 13:00–17:00”.
pub fn sessions_words(hours: &OfficeHours) -> String {
    let sessions = hours.sessions().iter();
    let words: Vec<String> = sessions.map(|session| session.words()).collect();
    words.join(", ")
}

/// An edit in one line.
pub fn edit_words(edit: &Edit, agencies: &[(String, Bilingual)]) -> String {
    match edit {
        Edit::Day { date, kind, name } => {
            t::admin::edit_day(lang(), &day_words(*date, lang()), kind.name(lang()), name)
        }
        Edit::OrdinaryDay { date } => t::admin::edit_ordinary(lang(), &day_words(*date, lang())),
        Edit::Hours { agency, hours } => t::admin::edit_hours(
            lang(),
            &agency_name(agency, agencies),
            &sessions_words(hours),
            &show_date(hours.effective_from()),
        ),
        Edit::NoHours {
            agency,
            effective_from,
        } => t::admin::edit_no_hours(
            lang(),
            &agency_name(agency, agencies),
            &show_date(*effective_from),
        ),
    }
}

/// How many dossiers would get another date, by agency.
pub fn differing(differing: &[Differing]) -> AnyView {
    if differing.is_empty() {
        return view! { <p>{t::admin::differing_none(lang())}</p> }.into_any();
    }
    let lines: Vec<_> = differing
        .iter()
        .map(|one| {
            let words =
                t::admin::differing_line(lang(), &text(&one.agency), &one.dossiers.to_string());
            view! { <li>{words}</li> }
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}
