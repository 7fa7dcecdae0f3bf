//! Conditions and terms as English words, for the messages of lint and import. For developers, not for citizens.

use super::condition::Condition;
use super::term::Term;

impl Condition {
    /// The condition in words: “result_method is postal”.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::All(parts) => joined(parts, " and "),
            Self::Any(parts) => joined(parts, " or "),
            Self::Not(part) => match part.as_ref() {
                Self::Is(key, code) => format!("{key} is not {code}"),
                Self::In(key, codes) => format!("{key} is none of {}", codes.join(", ")),
                Self::Checked(key) => format!("{key} is not ticked"),
                Self::Filled(key) => format!("{key} is empty"),
                part => format!("not ({})", part.words()),
            },
            Self::Is(key, code) => format!("{key} is {code}"),
            Self::In(key, codes) => format!("{key} is one of {}", codes.join(", ")),
            Self::Contains(key, code) => format!("{key} contains {code}"),
            Self::Checked(key) => format!("{key} is ticked"),
            Self::Filled(key) => format!("{key} is filled"),
            Self::AtMost(left, right) => format!("{} is at most {}", left.words(), right.words()),
            Self::LessThan(left, right) => {
                format!("{} is less than {}", left.words(), right.words())
            }
            Self::Equal(left, right) => format!("{} equals {}", left.words(), right.words()),
            Self::Unique(unique) => {
                format!("{} differs in all rows of {}", unique.field, unique.rows)
            }
            Self::Every(part) => format!("in every row of {}, {}", part.rows, part.holds.words()),
            Self::Some(part) => format!("in some row of {}, {}", part.rows, part.holds.words()),
        }
    }
}

fn joined(parts: &[Condition], with: &str) -> String {
    let words = parts.iter().map(|part| match part {
        Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => {
            format!("({})", part.words())
        }
        _ => part.words(),
    });
    words.collect::<Vec<_>>().join(with)
}

impl Term {
    /// The term in words: “the years from born to the day of filing”.
    #[must_use]
    pub fn words(&self) -> String {
        let list = |parts: &[Self], with: &str| {
            parts.iter().map(Self::words).collect::<Vec<_>>().join(with)
        };
        let only = |condition: &Option<Box<Condition>>| {
            condition
                .as_ref()
                .map(|condition| format!(" where {}", condition.words()))
                .unwrap_or_default()
        };
        match self {
            Self::Field(key) => key.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => crate::time::iso_date(*date),
            Self::Text(text) => format!("“{text}”"),
            Self::Today => "the day of filing".to_owned(),
            Self::YearsBetween(from, to) => {
                format!("the years from {} to {}", from.words(), to.words())
            }
            Self::MonthsBetween(from, to) => {
                format!("the months from {} to {}", from.words(), to.words())
            }
            Self::DaysBetween(from, to) => {
                format!("the days from {} to {}", from.words(), to.words())
            }
            Self::YearOf(date) => format!("the year of {}", date.words()),
            Self::Add(parts) => list(parts, " plus "),
            Self::Subtract(left, right) => format!("{} minus {}", left.words(), right.words()),
            Self::Multiply(parts) => list(parts, " times "),
            Self::Abs(part) => format!("{} without its sign", part.words()),
            Self::Sum(sum) => format!(
                "the sum of {} in {}{}",
                sum.field,
                sum.rows,
                only(&sum.only)
            ),
            Self::Count(count) => {
                format!("the number of rows of {}{}", count.rows, only(&count.only))
            }
            Self::Length(part) => format!("the length of {}", part.words()),
            Self::GenderOf(part) => format!("the gender in {}", part.words()),
            Self::BirthYearOf(part) => format!("the year of birth in {}", part.words()),
            Self::If(choose) => format!(
                "{} if {}, else {}",
                choose.then.words(),
                choose.when.words(),
                choose.otherwise.words()
            ),
        }
    }
}
