//! Office hours of the agencies, each from a first day of use, and the form that adds some.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::calendar::calendars::EVERY_AGENCY;
use motcua_shared::calendar::{Edit, OfficeHours, Session};
use motcua_shared::time::{Date, show_date};

use super::Desk;
use super::words::{agency_name, sessions_words};
use crate::a11y::focus_by_id;
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::area::staff::counter::typed_date;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};

const AGENCY: &str = "hours-agency";
const FROM: &str = "hours-from";
const SESSIONS: &str = "hours-sessions";

/// The section.
#[component]
pub fn Hours(desk: Desk) -> impl IntoView {
    let lines = memo(move || {
        let tried = desk.tried();
        let lines = tried.hours();
        lines
            .map(|(agency, hours)| (agency.to_owned(), hours.clone()))
            .collect::<Vec<_>>()
    });
    view! {
        <section class="stack" aria-labelledby="hours-title">
            <h2 id="hours-title">{t::admin::hours_title(lang())}</h2>
            <div class="table-frame">
                <table class="table table--dense table--cards">
                    <caption>{t::admin::hours_caption(lang())}</caption>
                    <thead><tr>
                        <th scope="col">{t::admin::hours_agency(lang())}</th>
                        <th scope="col">{t::admin::hours_from(lang())}</th>
                        <th scope="col">{t::admin::hours_sessions(lang())}</th>
                        <th scope="col">{t::admin::day_do(lang())}</th>
                    </tr></thead>
                    <tbody>{live_view(move || lines.get().into_iter().map(|(agency, hours)| line(desk, agency, &hours)).collect::<Vec<_>>())}</tbody>
                </table>
            </div>
            <HoursForm desk/>
        </section>
    }
}

fn line(desk: Desk, agency: String, hours: &OfficeHours) -> AnyView {
    let effective_from: Date = hours.effective_from();
    let name = desk
        .view
        .with_untracked(|view| agency_name(&agency, &view.agencies));
    let from = show_date(effective_from);
    let label = t::admin::hours_remove_label(lang(), &from, &name);
    let to_come = desk
        .view
        .with_untracked(|view| effective_from >= view.today);
    let remove = move |_: web_sys::MouseEvent| {
        let pending = desk.edits.with_untracked(|edits| {
            let mine = |edit: &&Edit| {
                edit.agency() == Some(agency.as_str()) && edit.date() == effective_from
            };
            edits.iter().find(mine).cloned()
        });
        if let Some(pending) = pending {
            desk.drop(&pending);
        }
        let _ = desk.add(Edit::NoHours {
            agency: agency.clone(),
            effective_from,
        });
        focus_by_id("hours-title");
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=t::admin::hours_from(lang())>{from}</td>
            <td data-label=t::admin::hours_sessions(lang())>{sessions_words(hours)}</td>
            <td data-label=t::admin::day_do(lang())>{to_come.then(|| view! { <button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(remove)>{t::admin::day_remove(lang())}</button> })}</td>
        </tr>
    }
    .into_any()
}

/// Reads sessions with commas between them.
fn read(effective_from: Date, text: &str) -> Option<OfficeHours> {
    let sessions: Option<Vec<Session>> = text
        .split([',', ';'])
        .filter(|part| !part.trim().is_empty())
        .map(Session::read)
        .collect();
    OfficeHours::new(effective_from, sessions?).ok()
}

#[component]
fn HoursForm(desk: Desk) -> impl IntoView {
    let (from, sessions) = (Typed::new(), Typed::new());
    let agency = NodeRef::<html::Select>::new();
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let day = typed_date(&from.text.get_untracked());
        let Some(day) = from.take(day, t::admin::day_date_missing(lang())) else {
            focus_by_id(FROM);
            return;
        };
        let hours = read(day, &sessions.text.get_untracked());
        let Some(hours) = sessions.take(hours, t::admin::hours_sessions_wrong(lang())) else {
            focus_by_id(SESSIONS);
            return;
        };
        let agency = agency
            .get_untracked()
            .map_or_else(|| EVERY_AGENCY.to_owned(), |select| select.value());
        match desk.add(Edit::Hours { agency, hours }) {
            Ok(()) => {
                from.text.set(String::new());
                sessions.text.set(String::new());
            }
            Err(words) => from.error.set(Some(words.to_owned())),
        }
        focus_by_id(FROM);
    };
    let agencies = desk.view.with_untracked(|view| {
        let every = vec![EVERY_AGENCY.to_owned()];
        let codes = view.agencies.iter().map(|(code, _)| code.clone());
        let all = every.into_iter().chain(codes);
        let option = |code: String| {
            let name = agency_name(&code, &view.agencies);
            view! { <option value=code>{name}</option> }
        };
        all.map(option).collect::<Vec<_>>()
    });
    view! {
        <form class="card stack" novalidate on:submit=handler(add)>
            <h3 class="card__title">{t::admin::hours_add_title(lang())}</h3>
            <div class="field">
                <label class="field__label" for=AGENCY>{t::admin::hours_agency(lang())}</label>
                <select class="input select" id=AGENCY node_ref=agency>{agencies}</select>
            </div>
            <FieldBox id=FROM label=t::admin::hours_from(lang()) hint=t::admin::day_date_hint(lang()) typed=from/>
            <FieldBox id=SESSIONS label=t::admin::hours_sessions(lang()) hint=t::admin::hours_sessions_hint(lang()) typed=sessions/>
            <div class="button-row"><button class="button button--secondary" type="submit">{t::admin::day_add(lang())}</button></div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_shared::time::date;

    #[test]
    fn sessions_are_read_as_people_write_them() {
        let day = date(2026, 12, 1).unwrap();
        let hours = read(day, "07:30-11:30, 13:00–17:00 ").unwrap();
        assert_eq!(sessions_words(&hours), "07:30–11:30, 13:00–17:00");
        for text in ["", "7h30", "08:00–07:00", "07:00–12:00, 11:00–13:00"] {
            assert_eq!(read(day, text), None, "{text}");
        }
    }
}
