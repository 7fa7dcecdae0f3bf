//! Office hours: sessions of a day, from a first day of use. Checked when they are made, so that counting need not doubt.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::time::{iso_date, parse_iso_date};

/// A stretch of office hours in one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Minute of the day at which it starts.
    pub from: u32,
    /// Minute of the day at which it ends; later than `from`.
    pub to: u32,
}

/// The office hours of every worked day from a day on. JSON: `{"effective_from": "2026-01-01", "sessions": ["07:30–11:30", …]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct OfficeHours {
    effective_from: Date,
    sessions: Vec<Session>,
}

/// Office hours as they are written down.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    effective_from: String,
    sessions: Vec<String>,
}

/// Why office hours cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    /// The first day of use is no date.
    NoDate,
    /// A session is not written like `07:30–11:30`.
    NoTime,
    /// No session at all.
    Empty,
    /// A session ends before it starts, after midnight, or before the one before it has ended.
    Order,
}

impl std::fmt::Display for HoursFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::NoDate => "effective_from is no date such as 2026-01-01",
            Self::NoTime => "a session must be written like 07:30–11:30",
            Self::Empty => "there must be at least one session",
            Self::Order => "sessions must follow each other within one day",
        })
    }
}

impl OfficeHours {
    /// Office hours from a day on.
    ///
    /// # Errors
    /// [`HoursFault::Empty`] or [`HoursFault::Order`].
    pub fn new(effective_from: Date, sessions: Vec<Session>) -> Result<Self, HoursFault> {
        if sessions.is_empty() {
            return Err(HoursFault::Empty);
        }
        let mut end = 0;
        for (index, session) in sessions.iter().enumerate() {
            let follows = index == 0 || session.from > end;
            if !follows || session.to <= session.from || session.to >= 24 * 60 {
                return Err(HoursFault::Order);
            }
            end = session.to;
        }
        Ok(Self {
            effective_from,
            sessions,
        })
    }

    /// 07:00–11:30 and 13:30–17:00: eight hours (R-TIME-03).
    #[must_use]
    pub fn usual() -> Self {
        let session = |from, to| Session { from, to };
        Self {
            effective_from: Date::MIN,
            sessions: vec![
                session(7 * 60, 11 * 60 + 30),
                session(13 * 60 + 30, 17 * 60),
            ],
        }
    }

    /// First day of use.
    #[must_use]
    pub const fn effective_from(&self) -> Date {
        self.effective_from
    }

    /// The sessions of a day, in order; at least one.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }
}

impl Session {
    /// Reads a session as it is written down, such as `07:30–11:30`; a hyphen does as well as a dash.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        session(text)
    }

    /// As it is written down.
    #[must_use]
    pub fn words(self) -> String {
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        format!("{}–{}", clock(self.from), clock(self.to))
    }
}

fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn session(text: &str) -> Option<Session> {
    let (from, to) = text.split_once('–').or_else(|| text.split_once('-'))?;
    Some(Session {
        from: minute(from)?,
        to: minute(to)?,
    })
}

impl TryFrom<Written> for OfficeHours {
    type Error = HoursFault;

    fn try_from(written: Written) -> Result<Self, HoursFault> {
        let from = parse_iso_date(&written.effective_from).ok_or(HoursFault::NoDate)?;
        let sessions: Option<Vec<Session>> =
            written.sessions.iter().map(|text| session(text)).collect();
        Self::new(from, sessions.ok_or(HoursFault::NoTime)?)
    }
}

impl From<OfficeHours> for Written {
    fn from(hours: OfficeHours) -> Self {
        Self {
            effective_from: iso_date(hours.effective_from),
            sessions: hours
                .sessions
                .iter()
                .map(|session| session.words())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_faults_are_named() {
        let read = |from: &str, sessions: &[&str]| {
            OfficeHours::try_from(Written {
                effective_from: from.to_owned(),
                sessions: sessions.iter().map(|text| (*text).to_owned()).collect(),
            })
        };
        let hours = read("2026-01-01", &["07:30–11:30", "13:00-17:00"]).unwrap();
        assert_eq!(
            hours.sessions(),
            [
                Session { from: 450, to: 690 },
                Session {
                    from: 780,
                    to: 1020
                }
            ]
        );
        assert_eq!(
            serde_json::from_str::<OfficeHours>(&serde_json::to_string(&hours).unwrap()).unwrap(),
            hours
        );
        for (from, sessions, fault) in [
            ("2026-02-30", vec!["07:00–11:00"], HoursFault::NoDate),
            ("2026-01-01", vec!["7 giờ"], HoursFault::NoTime),
            ("2026-01-01", vec!["07:00–24:00"], HoursFault::NoTime),
            ("2026-01-01", vec![], HoursFault::Empty),
            ("2026-01-01", vec!["11:00–07:00"], HoursFault::Order),
            (
                "2026-01-01",
                vec!["07:00–11:00", "10:00–12:00"],
                HoursFault::Order,
            ),
        ] {
            assert_eq!(read(from, &sessions), Err(fault), "{sessions:?}");
        }
    }
}
