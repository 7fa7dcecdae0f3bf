//! Moments and calendar dates: UTC inside, Asia/Ho_Chi_Minh for people.
//!
//! Viet Nam has had one offset without daylight saving since 1975, so a constant offset is right. The clock itself is
//! not here: callers hand in "now".

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{Month, OffsetDateTime, UtcOffset};

pub use time::{Date, Weekday};

const ICT_SECONDS: i64 = 7 * 3600;
const MICROS: i64 = 1_000_000;

/// A moment in microseconds since 1970-01-01T00:00:00Z (what both databases keep exactly). JSON: RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Date and time of day in Viet Nam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// Calendar date.
    pub date: Date,
    /// Minutes since midnight, 0–1439.
    pub minute: u32,
}

impl Timestamp {
    /// From microseconds since the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This moment moved by whole seconds, saturating.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(MICROS)))
    }

    /// Seconds from `earlier` to this moment.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / MICROS
    }

    fn at_offset(self, seconds: i64) -> OffsetDateTime {
        // Beyond the calendar: its first or last moment.
        let end = if self.0 < 0 {
            Date::MIN.midnight()
        } else {
            Date::MAX.with_time(time::Time::MAX)
        };
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(MICROS) + seconds)
            .unwrap_or(end.assume_utc())
    }

    /// Date and time of day in Viet Nam.
    #[must_use]
    pub fn local(self) -> LocalTime {
        let moment = self.at_offset(ICT_SECONDS);
        LocalTime {
            date: moment.date(),
            minute: u32::from(moment.hour()) * 60 + u32::from(moment.minute()),
        }
    }

    /// The moment of a local date and minute of the day in Viet Nam.
    #[must_use]
    pub fn from_local(local: LocalTime) -> Self {
        let midnight = local
            .date
            .midnight()
            .assume_offset(UtcOffset::UTC)
            .unix_timestamp();
        Self((midnight + i64::from(local.minute) * 60 - ICT_SECONDS).saturating_mul(MICROS))
    }

    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-21T07:05:00.120Z`.
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let moment = self.at_offset(0);
        let millis = self.0.rem_euclid(MICROS) / 1000;
        format!(
            "{}T{:02}:{:02}:{:02}.{millis:03}Z",
            iso_date(moment.date()),
            moment.hour(),
            moment.minute(),
            moment.second()
        )
    }

    /// Reads what [`Timestamp::to_rfc3339`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
        let date = parse_iso_date(date)?;
        let mut parts = clock.splitn(3, ':');
        let hour: i64 = parts.next()?.parse().ok()?;
        let minute: i64 = parts.next()?.parse().ok()?;
        let (second, fraction) = parts
            .next()
            .map(|rest| rest.split_once('.').unwrap_or((rest, "0")))?;
        let second: i64 = second.parse().ok()?;
        let micros: i64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
        let ranges =
            (0..24).contains(&hour) && (0..60).contains(&minute) && (0..61).contains(&second);
        if !ranges {
            return None;
        }
        let midnight = date
            .midnight()
            .assume_offset(UtcOffset::UTC)
            .unix_timestamp();
        Some(Self(
            (midnight + hour * 3600 + minute * 60 + second) * MICROS + micros,
        ))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("expected an RFC 3339 moment in UTC"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        String::schema()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

/// `2026-11-21`.
#[must_use]
pub fn iso_date(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

/// Reads `2026-11-21`; `None` when it is not a date of the calendar.
#[must_use]
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    date(year, month, day)
}

/// A date from its numbers; `None` when the calendar has no such day.
#[must_use]
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// `21/11/2026`, as Vietnamese papers write it (R-UI-10).
#[must_use]
pub fn show_date(date: Date) -> String {
    format!(
        "{:02}/{:02}/{:04}",
        date.day(),
        u8::from(date.month()),
        date.year()
    )
}

/// `14:05`.
#[must_use]
pub fn show_clock(local: LocalTime) -> String {
    format!("{:02}:{:02}", local.minute / 60, local.minute % 60)
}

/// `14:05 21/11/2026` in Viet Nam.
#[must_use]
pub fn show_moment(moment: Timestamp) -> String {
    let local = moment.local();
    format!("{} {}", show_clock(local), show_date(local.date))
}

/// Serde for [`Date`] as an ISO string: `#[serde(with = "time::iso")]`.
pub mod iso {
    use super::{Date, Deserialize, Deserializer, Serializer};

    /// Writes `2026-11-21`.
    ///
    /// # Errors
    /// Only those of the serializer.
    pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::iso_date(*date))
    }

    /// Reads `2026-11-21`.
    ///
    /// # Errors
    /// When the text is not a calendar date.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::parse_iso_date(&text)
            .ok_or_else(|| serde::de::Error::custom("expected a date such as 2026-11-21"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_round_trip_and_show_in_vietnamese_time() {
        let moment = Timestamp::parse("2026-11-21T17:30:00.120Z").unwrap();
        assert_eq!(moment.to_rfc3339(), "2026-11-21T17:30:00.120Z");
        assert_eq!(show_moment(moment), "00:30 22/11/2026");
        assert_eq!(
            Timestamp::from_local(moment.local()).to_rfc3339(),
            "2026-11-21T17:30:00.000Z"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(parse_iso_date("2026-02-29"), None);
        assert_eq!(
            parse_iso_date("2024-02-29").map(show_date).as_deref(),
            Some("29/02/2024")
        );
        assert_eq!(Timestamp::parse("2026-11-21 17:30"), None);
    }
}
