//! A time that somebody is given: a number and what it counts, for the dialogs of the workspace.

use leptos::prelude::*;
use motcua_shared::calendar::Limit;
use motcua_shared::dossier::beside::is_fair;

use super::line::LineBox;
use super::radios::Radios;
use crate::i18n::{lang, t};

/// Id of the box for the number.
pub const COUNT: &str = "within-count";

const DAYS: &str = "working_days";
const HOURS: &str = "working_hours";
const ALL_DAYS: &str = "calendar_days";

/// What is typed.
#[derive(Clone, Copy)]
pub struct Within {
    count: RwSignal<String>,
    unit: RwSignal<String>,
    missing: RwSignal<bool>,
}

impl Within {
    /// Beginning with a limit.
    pub fn new(limit: Limit) -> Self {
        let (count, unit) = match limit {
            Limit::WorkingHours(hours) => (hours, HOURS),
            Limit::CalendarDays(days) => (days, ALL_DAYS),
            Limit::WorkingDays(days) => (days, DAYS),
            _ => (1, DAYS),
        };
        Self {
            count: RwSignal::new(count.to_string()),
            unit: RwSignal::new(unit.to_owned()),
            missing: RwSignal::new(false),
        }
    }

    /// The limit; without one the box says so.
    pub fn read(self) -> Option<Limit> {
        let count = self
            .count
            .with_untracked(|text| text.trim().parse::<u32>().ok());
        let limit = count.map(|count| match self.unit.get_untracked().as_str() {
            HOURS => Limit::WorkingHours(count),
            ALL_DAYS => Limit::CalendarDays(count),
            _ => Limit::WorkingDays(count),
        });
        let found = limit.filter(|limit| is_fair(*limit));
        self.missing.set(found.is_none());
        found
    }
}

/// The boxes.
#[component]
pub fn WithinBoxes(within: Within) -> impl IntoView {
    let units = vec![
        (
            DAYS.to_owned(),
            t::flow::within_working_days(lang()).to_owned(),
        ),
        (
            HOURS.to_owned(),
            t::flow::within_working_hours(lang()).to_owned(),
        ),
        (
            ALL_DAYS.to_owned(),
            t::flow::within_calendar_days(lang()).to_owned(),
        ),
    ];
    view! {
        <LineBox id=COUNT label=t::flow::within_label(lang()) hint=t::flow::within_hint(lang()) error=t::flow::within_missing(lang())
            text=within.count missing=within.missing numeric=true/>
        <Radios name="within-unit" legend=t::flow::within_unit(lang()) choices=units chosen=within.unit/>
    }
}
