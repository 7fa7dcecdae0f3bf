//! When a verified value or paper stops to count: after so many months, or on a day that the answers name. What has ended stays
//! visible ([`super::State::Expired`]) and is not offered.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month};

use crate::form::answers::{Answer, Answers};
use crate::time::{LocalTime, Timestamp, parse_iso_date};

/// When values of one attribute end, as a procedure says it for what its approval proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactEnd {
    /// So many months after the approval, such as a marital status (Decree 123/2015/NĐ-CP Art 23.1).
    Months(u32),
    /// After the day that this date field of the form gives, such as the expiry date of a paper.
    Until(String),
}

impl FactEnd {
    /// The first moment at which a value verified at `verified_at` no longer counts; none when the answers give no day.
    #[must_use]
    pub fn at(&self, answers: &Answers, verified_at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Months(months) => Some(after_months(verified_at, *months)),
            Self::Until(field) => match answers.get(field) {
                Some(Answer::Text(date)) => after_day(parse_iso_date(date)?),
                _ => None,
            },
        }
    }
}

/// The beginning of the next day in Viet Nam: what holds until a day holds all through it.
#[must_use]
pub fn after_day(last: Date) -> Option<Timestamp> {
    let date = last.next_day()?;
    Some(Timestamp::from_local(LocalTime { date, minute: 0 }))
}

/// The same moment of the day some months later; the last day of a shorter month.
#[must_use]
pub fn after_months(from: Timestamp, months: u32) -> Timestamp {
    let date = from.local().date;
    let count = date.year() * 12 + i32::from(u8::from(date.month())) - 1
        + i32::try_from(months).unwrap_or(i32::MAX / 2);
    let month = u8::try_from(count.rem_euclid(12) + 1)
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(date.month());
    let year = count.div_euclid(12);
    let day = date.day().min(month.length(year));
    let later = Date::from_calendar_date(year, month, day)
        .unwrap_or_else(|_| date.saturating_add(Duration::days(30 * i64::from(months))));
    from.plus_seconds((later - date).whole_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_ends_on_the_same_day_or_the_last_of_the_month() {
        for (from, months, until) in [
            ("2026-11-21T03:00:00.000Z", 6, "2027-05-21T03:00:00.000Z"),
            ("2026-08-31T03:00:00.000Z", 6, "2027-02-28T03:00:00.000Z"),
            ("2026-12-15T03:00:00.000Z", 1, "2027-01-15T03:00:00.000Z"),
        ] {
            assert_eq!(
                after_months(Timestamp::parse(from).unwrap(), months).to_rfc3339(),
                until
            );
        }
    }

    #[test]
    fn a_day_that_the_answers_give_counts_to_its_end() {
        let verified_at = Timestamp::parse("2026-11-21T03:00:00.000Z").unwrap();
        let until = FactEnd::Until("expiry".to_owned());
        let mut answers = Answers::new();
        assert_eq!(until.at(&answers, verified_at), None);
        answers.insert("expiry".into(), Answer::Text("2027-01-31".into()));
        let end = until.at(&answers, verified_at).unwrap();
        assert_eq!(end.to_rfc3339(), "2027-01-31T17:00:00.000Z");
        answers.insert("expiry".into(), Answer::Text("31/1".into()));
        assert_eq!(until.at(&answers, verified_at), None);
    }
}
