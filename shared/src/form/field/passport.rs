//! A passport number: letters and digits, of any country. Stored in capitals without spaces.

use super::{Check, clean, compact, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

pub(super) fn check(typed: &str, path: &str) -> Check {
    let number = compact(typed);
    let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    if plain && has_digit && (6..=12).contains(&number.len()) {
        clean(Answer::Text(number))
    } else {
        fault(path, Fault::NotPassport)
    }
}
