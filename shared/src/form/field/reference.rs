//! Codes of a reference list: ethnic groups, countries, administrative units, agencies, business lines.

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::directory::Known;
use crate::form::issue::Fault;

pub(super) fn check(code: &str, path: &str, known: Known) -> Check {
    match known {
        Known::No => fault(path, Fault::NotAChoice),
        Known::Name(_) | Known::NotLoaded => clean(Answer::Text(code.to_owned())),
    }
}

/// A code that has so many digits; also when the list is not here.
pub(super) fn check_digits(code: &str, count: usize, path: &str, known: Known) -> Check {
    if code.len() == count && code.bytes().all(|byte| byte.is_ascii_digit()) {
        check(code, path, known)
    } else {
        fault(path, Fault::NotAChoice)
    }
}
