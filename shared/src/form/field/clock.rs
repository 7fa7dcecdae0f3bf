//! A time of day, as people write it; stored as `HH:MM`.

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

/// Minutes since midnight of `7:30`, `07:30`, `7h30`, `7h`, `7 giờ 30`; `None` when it is no time of a day.
#[must_use]
pub fn read(typed: &str) -> Option<u16> {
    let folded = typed
        .trim()
        .to_lowercase()
        .replace("giờ", "h")
        .replace("phút", "");
    let (hour, minute) = folded.split_once([':', 'h', '.'])?;
    let digits = |text: &str| {
        let text = text.trim();
        (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then_some(text.to_owned())
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    let hour: u16 = hour.parse().ok()?;
    let minute: u16 = if minute.is_empty() {
        0
    } else {
        minute.parse().ok()?
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

pub(super) fn check(typed: &str, path: &str) -> Check {
    read(typed).map_or_else(
        || fault(path, Fault::NotTime),
        |minute| {
            clean(Answer::Text(format!(
                "{:02}:{:02}",
                minute / 60,
                minute % 60
            )))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn times_in_usual_spellings() {
        for text in ["7:05", "07:05", " 7h05 ", "7 giờ 5 phút", "7.05"] {
            assert_eq!(read(text), Some(425), "{text}");
        }
        assert_eq!(read("23h"), Some(1380));
        for text in ["", "7", "24:00", "7:60", "x:1", ":30", "007:30"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
