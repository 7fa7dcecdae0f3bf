//! Codes of a reference list: ethnic groups and countries.

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::evaluation::Known;
use crate::form::issue::Fault;

pub(super) fn check(code: &str, path: &str, known: Known) -> Check {
    match known {
        Known::No => fault(path, Fault::NotAChoice),
        Known::Name(_) | Known::NotLoaded => clean(Answer::Text(code.to_owned())),
    }
}
