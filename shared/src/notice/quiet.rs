//! Quiet hours: what rings waits until the morning.

use crate::time::{LocalTime, Timestamp};

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// From one minute of the day to another, in Viet Nam; usually over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: u32,
    until: u32,
}

impl QuietHours {
    /// Reads `21:00-07:00`; `None` when it is not that, or both are the same.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from)?, minute(until)?);
        (from != until).then_some(Self { from, until })
    }

    /// The first moment from `now` on that is not quiet.
    #[must_use]
    pub fn after(self, now: Timestamp) -> Timestamp {
        let local = now.local();
        let into = (local.minute + DAY - self.from) % DAY;
        let length = (self.until + DAY - self.from) % DAY;
        if into >= length {
            return now;
        }
        let begun = Timestamp::from_local(LocalTime {
            date: local.date,
            minute: local.minute,
        });
        begun.plus_seconds(i64::from(length - into) * 60)
    }
}

fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |text: &str, most: u32| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
            .filter(|number| *number < most)
    };
    Some(two(hour, 24)? * 60 + two(minute, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_ends_in_the_morning() {
        let quiet = QuietHours::parse("21:00-07:00").unwrap();
        // 09:00, 21:00, 23:59 and 06:59:30 in Viet Nam.
        for (now, after) in [
            ("2026-11-20T02:00:00Z", "2026-11-20T02:00:00Z"),
            ("2026-11-20T14:00:00Z", "2026-11-21T00:00:00Z"),
            ("2026-11-20T16:59:00Z", "2026-11-21T00:00:00Z"),
            ("2026-11-20T23:59:30Z", "2026-11-21T00:00:00Z"),
            ("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z"),
        ] {
            let now = Timestamp::parse(now).unwrap();
            assert_eq!(Some(quiet.after(now)), Timestamp::parse(after), "{now:?}");
        }
        let noon = QuietHours::parse("12:00-13:30").unwrap();
        let now = Timestamp::parse("2026-11-20T05:15:00Z").unwrap();
        assert_eq!(
            Some(noon.after(now)),
            Timestamp::parse("2026-11-20T06:30:00Z")
        );
        for wrong in [
            "",
            "21-7",
            "21:00",
            "24:00-07:00",
            "7:00-8:00",
            "07:00-07:00",
            "+1:00-02:00",
        ] {
            assert_eq!(QuietHours::parse(wrong), None, "{wrong}");
        }
    }
}
