//! Days that differ from the week's rule, a year at a time, and the form that adds or changes one.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::calendar::{DayKind, Edit, SpecialDay, day_words};
use motcua_shared::text::clean;
use motcua_shared::time::Date;

use super::Desk;
use crate::a11y::focus_by_id;
use crate::area::staff::counter::field_box::{FieldBox, Typed};
use crate::area::staff::counter::typed_date;
use crate::i18n::{lang, t, vietnamese};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Empty;

const DATE: &str = "day-date";
const NAME: &str = "day-name";
const KIND: &str = "day-kind";

/// The section.
#[component]
pub fn Days(desk: Desk) -> impl IntoView {
    let year = RwSignal::new(desk.view.with_untracked(|view| view.today.year()));
    let days = memo(move || desk.tried().days().collect::<Vec<SpecialDay>>());
    let years = memo(move || {
        let this_year = desk.view.with(|view| view.today.year());
        let mut years: Vec<i32> =
            days.with(|days| days.iter().map(|day| day.date.year()).collect());
        years.extend([this_year, this_year + 1]);
        years.sort_unstable();
        years.dedup();
        years
    });
    let shown = memo(move || {
        let of_year = |day: &&SpecialDay| day.date.year() == year.get();
        days.with(|days| days.iter().filter(of_year).cloned().collect::<Vec<_>>())
    });
    let choose = move |one: i32| {
        let pressed = memo(move || year.get() == one);
        view! {
            <button class="button button--quiet button--small" type="button" aria-pressed=live(move || if pressed.get() { "true" } else { "false" })
                on:click=handler(move |_: web_sys::MouseEvent| year.set(one))>{one.to_string()}</button>
        }
    };
    let caption = move || {
        let count = shown.with(Vec::len).to_string();
        t::admin::days_caption(lang(), &year.get().to_string(), &count)
    };
    view! {
        <section class="stack" aria-labelledby="days-title">
            <h2 id="days-title">{t::admin::days_title(lang())}</h2>
            <div class="cluster" role="group" aria-label=t::admin::days_year(lang())>
                {live_view(move || years.get().into_iter().map(choose).collect::<Vec<_>>())}
            </div>
            {live_view(move || shown.with(Vec::is_empty).then(|| view! { <Empty icon="calendar" title=t::admin::days_empty(lang()) text=""/> }))}
            <div class="table-frame" hidden=live(move || shown.with(Vec::is_empty))>
                <table class="table table--dense table--cards">
                    <caption>{live_view(caption)}</caption>
                    <thead><tr>
                        <th scope="col">{t::admin::day_column(lang())}</th>
                        <th scope="col">{t::admin::day_kind(lang())}</th>
                        <th scope="col">{t::admin::day_name(lang())}</th>
                        <th scope="col">{t::admin::day_do(lang())}</th>
                    </tr></thead>
                    <tbody>{live_view(move || shown.get().into_iter().map(|day| line(desk, day)).collect::<Vec<_>>())}</tbody>
                </table>
            </div>
            <DayForm desk year/>
        </section>
    }
}

fn line(desk: Desk, day: SpecialDay) -> AnyView {
    let date: Date = day.date;
    let when = day_words(date, lang());
    let label = t::admin::day_remove_label(lang(), &day.name, &when);
    let to_come = desk.view.with_untracked(|view| date >= view.today);
    let remove = move |_: web_sys::MouseEvent| {
        // A day that was added just now is only taken out of the change.
        let pending = desk.edits.with_untracked(|edits| {
            let of_day = |edit: &&Edit| edit.agency().is_none() && edit.date() == date;
            edits.iter().find(of_day).cloned()
        });
        if let Some(pending) = pending {
            desk.drop(&pending);
        }
        // Fails when the day is ordinary without the change: then it is gone already.
        let _ = desk.add(Edit::OrdinaryDay { date });
        focus_by_id("days-title");
    };
    view! {
        <tr>
            <th scope="row">{when}</th>
            <td data-label=t::admin::day_kind(lang())>{day.kind.name(lang())}</td>
            <td data-label=t::admin::day_name(lang()) lang=vietnamese()>{day.name}</td>
            <td data-label=t::admin::day_do(lang())>{to_come.then(|| view! { <button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(remove)>{t::admin::day_remove(lang())}</button> })}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn DayForm(desk: Desk, year: RwSignal<i32>) -> impl IntoView {
    let (date, name) = (Typed::new(), Typed::new());
    let kind = NodeRef::<html::Select>::new();
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let day = typed_date(&date.text.get_untracked());
        let Some(day) = date.take(day, t::admin::day_date_missing(lang())) else {
            focus_by_id(DATE);
            return;
        };
        let chosen = kind.get_untracked().map(|select| select.value());
        let kind = DayKind::ALL
            .into_iter()
            .find(|kind| chosen.as_deref() == Some(key(*kind)))
            .unwrap_or(DayKind::PublicHoliday);
        let called = clean(&name.text.get_untracked());
        let Some(called) = name.take(
            Some(called).filter(|called| !called.is_empty()),
            t::admin::fault_no_name(lang()),
        ) else {
            focus_by_id(NAME);
            return;
        };
        let edit = Edit::Day {
            date: day,
            kind,
            name: called,
        };
        match desk.add(edit) {
            Ok(()) => {
                year.set(day.year());
                date.text.set(String::new());
                name.text.set(String::new());
            }
            Err(words) => date.error.set(Some(words.to_owned())),
        }
        focus_by_id(DATE);
    };
    let kinds: Vec<_> = DayKind::ALL
        .into_iter()
        .map(|kind| view! { <option value=key(kind)>{kind.name(lang())}</option> })
        .collect();
    view! {
        <form class="card stack" novalidate on:submit=handler(add)>
            <h3 class="card__title">{t::admin::day_add_title(lang())}</h3>
            <FieldBox id=DATE label=t::admin::day_column(lang()) hint=t::admin::day_date_hint(lang()) typed=date/>
            <div class="field">
                <label class="field__label" for=KIND>{t::admin::day_kind(lang())}</label>
                <select class="input select" id=KIND node_ref=kind>{kinds}</select>
            </div>
            <FieldBox id=NAME label=t::admin::day_name(lang()) hint=t::admin::day_name_hint(lang()) typed=name/>
            <div class="button-row"><button class="button button--secondary" type="submit">{t::admin::day_add(lang())}</button></div>
        </form>
    }
}

/// Value of a kind in the list of choices.
const fn key(kind: DayKind) -> &'static str {
    match kind {
        DayKind::PublicHoliday => "holiday",
        DayKind::CompensatoryDayOff => "compensatory",
        DayKind::SwappedDayOff => "swapped",
        DayKind::MakeupWorkingDay => "make-up",
    }
}
