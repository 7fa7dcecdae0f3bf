//! The calendars of a portal: the same days everywhere, office hours of their own where an agency has some. Built in, and then
//! edited ([`super::edit`]); never changed in place, so that who counts with one goes on counting with it.

use std::collections::BTreeMap;

use time::Date;

use super::edit::Edit;
use super::{Calendar, DayKind, OfficeHours, SpecialDay};

/// Whose hours hold for every agency that has none of its own.
pub const EVERY_AGENCY: &str = "default";

/// A calendar for each agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendars {
    days: BTreeMap<Date, (DayKind, String)>,
    /// By agency, then by first day of use.
    hours: BTreeMap<String, BTreeMap<Date, OfficeHours>>,
    usual: Calendar,
    own: BTreeMap<String, Calendar>,
}

impl Calendars {
    /// From the days, and the hours by agency code or [`EVERY_AGENCY`].
    #[must_use]
    pub fn new(days: &[SpecialDay], hours: BTreeMap<String, Vec<OfficeHours>>) -> Self {
        let days = days
            .iter()
            .map(|day| (day.date, (day.kind, day.name.clone())))
            .collect();
        let by_day = |hours: Vec<OfficeHours>| {
            hours
                .into_iter()
                .map(|hours| (hours.effective_from(), hours))
                .collect()
        };
        let hours = hours
            .into_iter()
            .map(|(agency, hours)| (agency, by_day(hours)))
            .collect();
        Self::made(days, hours)
    }

    fn made(
        days: BTreeMap<Date, (DayKind, String)>,
        mut hours: BTreeMap<String, BTreeMap<Date, OfficeHours>>,
    ) -> Self {
        hours.retain(|_, hours| !hours.is_empty());
        let special: Vec<SpecialDay> = days
            .iter()
            .map(|(date, (kind, name))| SpecialDay {
                date: *date,
                kind: *kind,
                name: name.clone(),
            })
            .collect();
        let calendar = Calendar::new(&special);
        let everywhere = hours.get(EVERY_AGENCY).cloned().unwrap_or_default();
        // Before its own hours began, an agency had those of everybody.
        let of_agency = |own: &BTreeMap<Date, OfficeHours>| {
            let first = own.keys().next().copied().unwrap_or(Date::MAX);
            let before = everywhere.range(..first).map(|(_, hours)| hours.clone());
            before.chain(own.values().cloned()).collect()
        };
        let own = hours
            .iter()
            .filter(|(agency, _)| *agency != EVERY_AGENCY)
            .map(|(agency, own)| (agency.clone(), calendar.clone().with_hours(of_agency(own))))
            .collect();
        let usual = calendar.with_hours(everywhere.values().cloned().collect());
        Self {
            days,
            hours,
            usual,
            own,
        }
    }

    /// The calendar of an agency.
    #[must_use]
    pub fn of(&self, agency: &str) -> &Calendar {
        self.own.get(agency).unwrap_or(&self.usual)
    }

    /// The days that differ from the week's rule, in order.
    pub fn days(&self) -> impl Iterator<Item = SpecialDay> + '_ {
        self.days.iter().map(|(date, (kind, name))| SpecialDay {
            date: *date,
            kind: *kind,
            name: name.clone(),
        })
    }

    /// What a day is, when it differs from the week's rule.
    #[must_use]
    pub fn day(&self, date: Date) -> Option<(DayKind, &str)> {
        let (kind, name) = self.days.get(&date)?;
        Some((*kind, name))
    }

    /// The hours with whose they are, in order.
    pub fn hours(&self) -> impl Iterator<Item = (&str, &OfficeHours)> {
        self.hours
            .iter()
            .flat_map(|(agency, hours)| hours.values().map(|hours| (agency.as_str(), hours)))
    }

    /// The hours that are written down for an agency from exactly this day on.
    #[must_use]
    pub fn hours_from(&self, agency: &str, effective_from: Date) -> Option<&OfficeHours> {
        self.hours.get(agency)?.get(&effective_from)
    }

    /// The same with these edits, one after the other.
    #[must_use]
    pub fn with(&self, edits: &[Edit]) -> Self {
        let (mut days, mut hours) = (self.days.clone(), self.hours.clone());
        for edit in edits {
            match edit {
                Edit::Day { date, kind, name } => {
                    days.insert(*date, (*kind, name.clone()));
                }
                Edit::OrdinaryDay { date } => {
                    days.remove(date);
                }
                Edit::Hours { agency, hours: new } => {
                    let of_agency = hours.entry(agency.clone()).or_default();
                    of_agency.insert(new.effective_from(), new.clone());
                }
                Edit::NoHours {
                    agency,
                    effective_from,
                } => {
                    if let Some(of_agency) = hours.get_mut(agency) {
                        of_agency.remove(effective_from);
                    }
                }
            }
        }
        Self::made(days, hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::date;

    #[test]
    fn an_agency_has_its_own_hours_or_those_of_everybody() {
        let hours = serde_json::from_str(
            r#"{"default": [{"effective_from": "2025-01-01", "sessions": ["07:30–16:30"]}],
                "a": [{"effective_from": "2026-01-01", "sessions": ["08:00–16:00"]}]}"#,
        )
        .unwrap();
        let calendars = Calendars::new(&[], hours);
        let day = date(2026, 3, 9).unwrap();
        assert_eq!(calendars.of("a").closing(day), 16 * 60);
        assert_eq!(calendars.of("b").closing(day), 16 * 60 + 30);
        let before = date(2025, 12, 31).unwrap();
        assert_eq!(
            calendars.of("a").closing(before),
            16 * 60 + 30,
            "before its own hours began"
        );
        let long_ago = date(2024, 12, 31).unwrap();
        assert_eq!(calendars.of("a").closing(long_ago), 17 * 60);
    }
}
