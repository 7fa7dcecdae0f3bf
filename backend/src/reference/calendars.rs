//! The calendars of the agencies: the same days everywhere, office hours of their own where an agency names them.

use std::collections::BTreeMap;

use motcua_shared::calendar::{Calendar, OfficeHours, SpecialDay};

/// Key of the hours of every agency that names none.
const DEFAULT: &str = "default";

/// A calendar for each agency.
#[derive(Debug)]
pub struct Calendars {
    usual: Calendar,
    own: BTreeMap<String, Calendar>,
}

impl Calendars {
    /// From the days and the hours by agency code.
    #[must_use]
    pub fn new(days: &[SpecialDay], mut hours: BTreeMap<String, Vec<OfficeHours>>) -> Self {
        let calendar = Calendar::new(days);
        let usual = hours.remove(DEFAULT).unwrap_or_default();
        Self {
            usual: calendar.clone().with_hours(usual),
            own: hours
                .into_iter()
                .map(|(agency, hours)| (agency, calendar.clone().with_hours(hours)))
                .collect(),
        }
    }

    /// The calendar of an agency.
    #[must_use]
    pub fn of(&self, agency: &str) -> &Calendar {
        self.own.get(agency).unwrap_or(&self.usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_shared::time::date;

    #[test]
    fn an_agency_has_its_own_hours_or_the_usual_ones() {
        let hours = serde_json::from_str(
            r#"{"default": [], "a": [{"effective_from": "2026-01-01", "sessions": ["08:00–16:00"]}]}"#,
        )
        .unwrap();
        let calendars = Calendars::new(&[], hours);
        let day = date(2026, 3, 9).unwrap();
        assert_eq!(calendars.of("a").closing(day), 16 * 60);
        assert_eq!(calendars.of("b").closing(day), 17 * 60);
        assert_eq!(
            calendars.of("a").closing(date(2025, 12, 31).unwrap()),
            17 * 60,
            "before its own hours began"
        );
    }
}
