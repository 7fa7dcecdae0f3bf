//! What an administrator changes in the calendars, and what makes a change unusable (R-TIME-03, R-ADM-10). Pure: the page tells
//! the same faults while somebody types that the server finds before it keeps anything.
//!
//! A change never touches a day that is over: what was counted then stays right. It never touches a promised date either; those
//! are kept with the dossier (R-TIME-11).

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Weekday};

use super::{Calendars, DayKind, OfficeHours};
use crate::i18n::{Lang, t::admin as say};

/// How far ahead a day may be set, in days: two years and a bit, for the calendar of the year after next.
const FARTHEST_DAYS: i64 = 800;

/// One thing that is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// A day differs from the week's rule, or in another way than before.
    Day {
        /// The day.
        #[serde(with = "crate::time::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        date: Date,
        /// What it is.
        kind: DayKind,
        /// Its name, as the sum behind a date says it.
        name: String,
    },
    /// A day is like the others of the week again.
    OrdinaryDay {
        /// The day.
        #[serde(with = "crate::time::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        date: Date,
    },
    /// Office hours from a day on.
    Hours {
        /// Code of the agency, or [`super::calendars::EVERY_AGENCY`].
        agency: String,
        /// The hours, with their first day of use.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        hours: OfficeHours,
    },
    /// Office hours that were to begin on a day do not begin.
    NoHours {
        /// Code of the agency, or [`super::calendars::EVERY_AGENCY`].
        agency: String,
        /// The day on which they were to begin.
        #[serde(with = "crate::time::iso")]
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        effective_from: Date,
    },
}

/// Why an edit cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditFault {
    /// The day is over.
    Past,
    /// The day is too far ahead.
    TooFar,
    /// Another edit of the same change is about the same day.
    Twice,
    /// A day without a name.
    NoName,
    /// Only a Saturday or Sunday is worked in place of another day.
    NotWeekend,
    /// A day off in place of another one is no day off when it is a Saturday or Sunday anyway.
    NotWorkday,
    /// Everything is like that already.
    Unchanged,
}

impl EditFault {
    /// What to do about it.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Past => say::fault_past(lang),
            Self::TooFar => say::fault_too_far(lang),
            Self::Twice => say::fault_twice(lang),
            Self::NoName => say::fault_no_name(lang),
            Self::NotWeekend => say::fault_not_weekend(lang),
            Self::NotWorkday => say::fault_not_workday(lang),
            Self::Unchanged => say::fault_unchanged(lang),
        }
    }
}

/// An edit that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaultyEdit {
    /// Its place in the change, from 0.
    pub place: u32,
    /// Why.
    pub fault: EditFault,
}

impl Edit {
    /// The day from which it matters.
    #[must_use]
    pub const fn date(&self) -> Date {
        match self {
            Self::Day { date, .. } | Self::OrdinaryDay { date } => *date,
            Self::Hours { hours, .. } => hours.effective_from(),
            Self::NoHours { effective_from, .. } => *effective_from,
        }
    }

    /// Whose hours it changes; `None` for a day, which is the same everywhere.
    #[must_use]
    pub fn agency(&self) -> Option<&str> {
        match self {
            Self::Day { .. } | Self::OrdinaryDay { .. } => None,
            Self::Hours { agency, .. } | Self::NoHours { agency, .. } => Some(agency),
        }
    }

    fn fault(&self, calendars: &Calendars, today: Date) -> Option<EditFault> {
        let date = self.date();
        if date < today {
            return Some(EditFault::Past);
        }
        if date > today.saturating_add(Duration::days(FARTHEST_DAYS)) {
            return Some(EditFault::TooFar);
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let unchanged = match self {
            Self::Day { kind, name, .. } => {
                if name.trim().is_empty() {
                    return Some(EditFault::NoName);
                }
                match kind {
                    DayKind::MakeupWorkingDay if !weekend => return Some(EditFault::NotWeekend),
                    DayKind::CompensatoryDayOff | DayKind::SwappedDayOff if weekend => {
                        return Some(EditFault::NotWorkday);
                    }
                    _ => {}
                }
                calendars.day(date) == Some((*kind, name.as_str()))
            }
            Self::OrdinaryDay { .. } => calendars.day(date).is_none(),
            Self::Hours { agency, hours } => calendars.hours_from(agency, date) == Some(hours),
            Self::NoHours { agency, .. } => calendars.hours_from(agency, date).is_none(),
        };
        unchanged.then_some(EditFault::Unchanged)
    }
}

impl Calendars {
    /// The edits of a change that cannot be made today, in order; empty when all can.
    #[must_use]
    pub fn faults(&self, edits: &[Edit], today: Date) -> Vec<FaultyEdit> {
        let mut faults = Vec::new();
        for (place, edit) in edits.iter().enumerate() {
            let twice = edits
                .iter()
                .take(place)
                .any(|earlier| (earlier.date(), earlier.agency()) == (edit.date(), edit.agency()));
            let fault = if twice {
                Some(EditFault::Twice)
            } else {
                edit.fault(self, today)
            };
            if let Some(fault) = fault {
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                faults.push(FaultyEdit { place, fault });
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::calendars::EVERY_AGENCY;
    use crate::calendar::{Session, SpecialDay};
    use crate::time::parse_iso_date;

    fn on(date: &str, kind: DayKind, name: &str) -> Edit {
        Edit::Day {
            date: parse_iso_date(date).unwrap(),
            kind,
            name: name.to_owned(),
        }
    }

    fn hours(agency: &str, date: &str, to: u32) -> Edit {
        let session = Session { from: 7 * 60, to };
        Edit::Hours {
            agency: agency.to_owned(),
            hours: OfficeHours::new(parse_iso_date(date).unwrap(), vec![session]).unwrap(),
        }
    }

    /// 20 November 2026 is a Friday.
    #[test]
    fn what_cannot_be_kept_says_why() {
        let today = parse_iso_date("2026-11-20").unwrap();
        let known = SpecialDay {
            date: parse_iso_date("2026-11-24").unwrap(),
            kind: DayKind::PublicHoliday,
            name: "Ngày Văn hoá".to_owned(),
        };
        let calendars = Calendars::new(&[known], BTreeMap::new());
        use DayKind::{CompensatoryDayOff, MakeupWorkingDay, PublicHoliday, SwappedDayOff};
        for (edit, fault) in [
            (on("2026-11-19", PublicHoliday, "Lễ"), Some(EditFault::Past)),
            (on("2026-11-20", PublicHoliday, "Nghỉ bão"), None),
            (
                on("2029-11-20", PublicHoliday, "Lễ"),
                Some(EditFault::TooFar),
            ),
            (
                on("2026-11-25", PublicHoliday, " "),
                Some(EditFault::NoName),
            ),
            (
                on("2026-11-25", MakeupWorkingDay, "Làm bù"),
                Some(EditFault::NotWeekend),
            ),
            (on("2026-11-28", MakeupWorkingDay, "Làm bù"), None),
            (
                on("2026-11-28", SwappedDayOff, "Hoán đổi"),
                Some(EditFault::NotWorkday),
            ),
            (
                on("2026-11-29", CompensatoryDayOff, "Nghỉ bù"),
                Some(EditFault::NotWorkday),
            ),
            (
                on("2026-11-24", PublicHoliday, "Ngày Văn hoá"),
                Some(EditFault::Unchanged),
            ),
            (
                on("2026-11-24", PublicHoliday, "Ngày Văn hoá Việt Nam"),
                None,
            ),
            (
                Edit::OrdinaryDay {
                    date: parse_iso_date("2026-11-25").unwrap(),
                },
                Some(EditFault::Unchanged),
            ),
            (
                Edit::NoHours {
                    agency: EVERY_AGENCY.to_owned(),
                    effective_from: today,
                },
                Some(EditFault::Unchanged),
            ),
            (hours("a", "2026-11-19", 960), Some(EditFault::Past)),
            (hours("a", "2026-12-01", 960), None),
        ] {
            let found = calendars.faults(std::slice::from_ref(&edit), today);
            assert_eq!(found.first().map(|one| one.fault), fault, "{edit:?}");
        }
        let twice = [
            hours("a", "2026-12-01", 960),
            hours("b", "2026-12-01", 960),
            hours("a", "2026-12-01", 900),
        ];
        let found = calendars.faults(&twice, today);
        assert_eq!(
            found,
            [FaultyEdit {
                place: 2,
                fault: EditFault::Twice
            }]
        );
    }

    #[test]
    fn edits_change_the_count_and_can_be_taken_back() {
        let day = parse_iso_date("2026-12-01").unwrap();
        let before = Calendars::new(&[], BTreeMap::new());
        let off = on("2026-12-01", DayKind::PublicHoliday, "Nghỉ");
        let after = before.with(&[off, hours("a", "2026-12-01", 960)]);
        assert!(!after.of("a").is_working_day(day) && !after.of("b").is_working_day(day));
        let next = day.next_day().unwrap();
        assert_eq!(after.of("a").closing(next), 960);
        assert_eq!(after.of("b").closing(next), 17 * 60);
        let back = [
            Edit::OrdinaryDay { date: day },
            Edit::NoHours {
                agency: "a".to_owned(),
                effective_from: day,
            },
        ];
        assert_eq!(after.with(&back), before);
    }

    #[test]
    fn an_edit_reads_back_as_it_was_written() {
        for edit in [
            on("2026-12-01", DayKind::SwappedDayOff, "Hoán đổi"),
            hours("a", "2026-12-01", 960),
        ] {
            let text = serde_json::to_string(&edit).unwrap();
            assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit, "{text}");
        }
        let unknown = r#"{"ordinary_day": {"date": "2026-12-01", "more": 1}}"#;
        assert!(serde_json::from_str::<Edit>(unknown).is_err());
    }
}
